"""Market-sensitive cases: the insider list is opened and closed, and people come onto it and leave it."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from audit.trail import record
from cases.actions.materiality import note_knowledge
from cases.models import Case, CaseReading, Insider, InsiderList
from cases.models.insider import InsiderListQuerySet, still_shown
from cases.states.insider import Shown
from cases.workflow.insiders import MARK_MARKET_SENSITIVE, UNMARK_MARKET_SENSITIVE
from code_of_ethics.actions import insiders
from code_of_ethics.actions.insiders import FORMATS, acknowledge, close_lists, put_on


@transaction.atomic
def mark_market_sensitive(case: Case, *, name: str, reason: str, by: Person, at: datetime) -> InsiderList:
    """Open the insider list of a case, with whoever marks it and whoever has read it already."""
    case = Case.objects.locked(case.pk, by=by)
    MARK_MARKET_SENSITIVE.check(by, case)
    if _open_around(case).exists():
        raise Refused(_("This case is market-sensitive already."))
    opened: InsiderList = InsiderList.objects.create(
        data_key=case.data_key, case=case, name=name, reason=reason, opened_by=by, opened_at=at
    )
    _put_on(opened, by, Shown.MARKED, at, acknowledged_at=at)
    told = _list_readers(opened, case, by, at)
    note_knowledge(case, at=at)
    facts = {"list": str(opened.pk), "reason": reason}
    record(case, MARK_MARKET_SENSITIVE.verb, by=by, at=at, sentence="Marked as market-sensitive", facts=facts)
    tell(told, "no_trading", about=case, at=at, once=str(opened.pk))
    return opened


def _list_readers(opened: InsiderList, case: Case, by: Person, at: datetime) -> list[Person]:
    """Put on the list whoever has opened the case before, and say who of them may open it still."""
    read = CaseReading.objects.filter(case__in=case.with_merged()).order_by().values("person")
    readers = list(Person.objects.filter(pk__in=read).exclude(pk=by.pk).select_related("unit", "entity"))
    seeing = case.visible_among(readers)
    for reader in readers:
        _put_on(opened, reader, Shown.KNEW, at, left_at=None if reader.pk in seeing else at)
    return [reader for reader in readers if reader.pk in seeing]


@transaction.atomic
def unmark_market_sensitive(case: Case, *, reason: str, by: Person, at: datetime) -> Case:
    """Close the insider list: everybody leaves it with this moment, and it is kept as it is."""
    case = Case.objects.locked(case.pk, by=by)
    UNMARK_MARKET_SENSITIVE.check(by, case)
    lists = list(_open_around(case).select_for_update(of=("self",)).order_by("pk"))
    if not lists:
        raise Refused(_("This case is not market-sensitive."))
    close_lists(lists, reason=reason, by=by, at=at)
    facts = {"lists": [str(closed.pk) for closed in lists], "reason": reason}
    record(case, UNMARK_MARKET_SENSITIVE.verb, by=by, at=at, sentence="No longer market-sensitive", facts=facts)
    return case


def _open_around(case: Case) -> InsiderListQuerySet:
    """With those of cases that were merged into it: one matter moves one price."""
    return InsiderList.objects.of(case.pk, case.merged_into_id).open()


@transaction.atomic
def acknowledge_no_trading(
    case: Case, *, lists: Iterable[InsiderList], shown: Shown, by: Person, at: datetime
) -> list[InsiderList]:
    """Take down that `by` has read the notice and is shown the case from now on, on each of these open lists.

    Who may be shown it is for the page to know that shows it: a committee member reads a notice and no case.
    """

    def put(one: InsiderList) -> Insider:
        return _put_on(one, by, shown, at, acknowledged_at=at)

    locked = acknowledge(lists, of=InsiderList.objects, put=put, by=by, at=at)
    facts = {"lists": [str(one.pk) for one in locked], "shown": str(shown)}
    sentence = "Acknowledged the notice not to trade"
    record(case, "acknowledge_no_trading", by=by, at=at, sentence=sentence, facts=facts)
    return locked


@transaction.atomic
def export_insider_list(insider_list: InsiderList, *, kind: str, by: Person, at: datetime) -> InsiderList:
    """Take down that the list was taken out of the Portal, in which format and with how many rows."""
    insider_list = InsiderList.objects.locked(insider_list.pk, by=by)
    if kind not in FORMATS:
        raise Refused(_("Choose one of the formats."), "kind")
    facts = {"list": str(insider_list.pk), "kind": kind, "rows": insider_list.insiders.count()}
    case = insider_list.case
    record(case, "export_insider_list", by=by, at=at, sentence="Took the insider list out of the Portal", facts=facts)
    return insider_list


def note_who_left(at: datetime) -> int:
    """The sweep: whoever may be shown a market-sensitive case no longer has left its list. How many rows it were."""
    return insiders.note_who_left(
        InsiderList.objects, lambda one, rows: still_shown(rows, Case._base_manager.get(pk=one.case_id)), at
    )


def _put_on(
    one: InsiderList,
    person: Person,
    shown: Shown,
    at: datetime,
    *,
    acknowledged_at: datetime | None = None,
    left_at: datetime | None = None,
) -> Insider:
    because = " ".join(str(way.label) for way in one.case.access_of(person).ways)
    found: Insider = put_on(one, person, shown, at, because=because, acknowledged_at=acknowledged_at, left_at=left_at)
    return found
