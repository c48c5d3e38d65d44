"""Market-sensitive requests: the insider list is opened and closed, and people come onto it and leave it."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from audit.trail import history
from code_of_ethics.actions import insiders
from code_of_ethics.actions.insiders import FORMATS, acknowledge, close_lists, put_on
from waivers.actions.recording import note
from waivers.models import Insider, InsiderList, Waiver
from waivers.models.insider import InsiderListQuerySet, disclosures_around, still_shown
from waivers.states import Shown
from waivers.workflow import MARK_MARKET_SENSITIVE, UNMARK_MARKET_SENSITIVE

EXPORTED = "export_insider_list"


@transaction.atomic
def mark_market_sensitive(waiver: Waiver, *, name: str, reason: str, by: Person, at: datetime) -> InsiderList:
    """Open the insider list of a request, with whoever marks it and whoever has worked on it already.

    Its requester and its beneficiary are not on it, and hear nothing.
    """
    waiver = Waiver.objects.locked(waiver.pk, by=by)
    MARK_MARKET_SENSITIVE.check(by, waiver)
    if _open_around(waiver).exists():
        raise Refused(_("This request is market-sensitive already."))
    opened: InsiderList = InsiderList.objects.create(
        data_key=waiver.data_key, waiver=waiver, name=name, reason=reason, opened_by=by, opened_at=at
    )
    _put_on(opened, by, Shown.MARKED, at, acknowledged_at=at)
    told = _list_workers(opened, by, at)
    facts = {"list": str(opened.pk), "reason": reason}
    note(waiver, MARK_MARKET_SENSITIVE.verb, _("Marked as market-sensitive"), by=by, at=at, facts=facts)
    tell(told, "waiver_no_trading", about=waiver, at=at, once=str(opened.pk))
    return opened


def _list_workers(opened: InsiderList, by: Person, at: datetime) -> list[Person]:
    """Put on the list whoever stands on the history of the request or of its disclosure, and say who of them may open
    one still."""
    waiver = opened.waiver
    # Who took a list out read the list, and nothing of the request by that.
    trails = [history(waiver), *(history(draft) for draft in disclosures_around(waiver))]
    acted = {entry.actor_id for trail in trails for entry in trail if entry.actor_id and entry.verb != EXPORTED}
    aside = {by.pk, waiver.requester_id, waiver.beneficiary_id}
    workers = list(Person.objects.filter(pk__in=acted).exclude(pk__in=aside).select_related("unit", "entity"))
    seeing = still_shown(workers, waiver)
    for worker in workers:
        _put_on(opened, worker, Shown.KNEW, at, left_at=None if worker.pk in seeing else at)
    return [worker for worker in workers if worker.pk in seeing]


@transaction.atomic
def unmark_market_sensitive(waiver: Waiver, *, reason: str, by: Person, at: datetime) -> Waiver:
    """Close the insider list: everybody leaves it with this moment, and it is kept as it is."""
    waiver = Waiver.objects.locked(waiver.pk, by=by)
    UNMARK_MARKET_SENSITIVE.check(by, waiver)
    lists = list(_open_around(waiver).select_for_update(of=("self",)).order_by("pk"))
    if not lists:
        raise Refused(_("This request is not market-sensitive."))
    close_lists(lists, reason=reason, by=by, at=at)
    facts = {"lists": [str(closed.pk) for closed in lists], "reason": reason}
    note(waiver, UNMARK_MARKET_SENSITIVE.verb, _("No longer market-sensitive"), by=by, at=at, facts=facts)
    return waiver


def _open_around(waiver: Waiver) -> InsiderListQuerySet:
    """With those of what it renews and of what renews it: one matter moves one price."""
    found: InsiderListQuerySet = InsiderList.objects.of(waiver.pk, waiver.renews_id).open()
    return found


@transaction.atomic
def acknowledge_no_trading(
    waiver: Waiver, *, lists: Iterable[InsiderList], shown: Shown, by: Person, at: datetime
) -> list[InsiderList]:
    """Take down that `by` has read the notice and is shown the request from now on, on each of these open lists.

    Who may be shown it is for the page to know that shows it. To whoever asked or benefits no notice is shown.
    """
    if waiver.concerns(by):
        raise Refused(_("You may not do this."))

    def put(one: InsiderList) -> Insider:
        return _put_on(one, by, shown, at, acknowledged_at=at)

    locked = acknowledge(lists, of=InsiderList.objects, put=put, by=by, at=at)
    facts = {"lists": [str(one.pk) for one in locked], "shown": str(shown)}
    sentence = _("Acknowledged the notice not to trade")
    note(waiver, "acknowledge_no_trading", sentence, by=by, at=at, facts=facts)
    return locked


@transaction.atomic
def export_insider_list(insider_list: InsiderList, *, kind: str, by: Person, at: datetime) -> InsiderList:
    """Take down that the list was taken out of the Portal, in which format and with how many rows."""
    found: InsiderList = InsiderList.objects.locked(insider_list.pk, by=by)
    if kind not in FORMATS:
        raise Refused(_("Choose one of the formats."), "kind")
    facts = {"list": str(found.pk), "kind": kind, "rows": found.insiders.count()}
    sentence = _("Took the insider list out of the Portal")
    note(found.waiver, EXPORTED, sentence, by=by, at=at, facts=facts)
    return found


def note_who_left(at: datetime) -> int:
    """The sweep: whoever may be shown a market-sensitive request no longer has left its list. How many rows it were."""
    return insiders.note_who_left(
        InsiderList.objects, lambda one, rows: still_shown([row.person for row in rows], one.waiver), at
    )


# Why somebody has access, by how they stand to the request.
_BECAUSE: dict[str, Any] = {
    "handler": gettext_lazy("Handles the request."),
    "adviser": gettext_lazy("Is asked for an opinion."),
    "second_to_lower": gettext_lazy("Agrees to who decides."),
    "secretary": gettext_lazy("Keeps the Board’s agenda."),
    "director": gettext_lazy("Decides as a director."),
    "reader": gettext_lazy("Oversees waivers."),
}


def _put_on(
    one: InsiderList,
    person: Person,
    shown: Shown,
    at: datetime,
    *,
    acknowledged_at: datetime | None = None,
    left_at: datetime | None = None,
) -> Insider:
    relations = one.waiver.relations(person)
    because = " ".join(str(words) for relation, words in _BECAUSE.items() if relation in relations)
    found: Insider = put_on(one, person, shown, at, because=because, acknowledged_at=acknowledged_at, left_at=left_at)
    return found
