"""How people come onto an insider list and leave it, of a case and of a waiver alike."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import DateTimeField, QuerySet, Value
from django.db.models.functions import Greatest
from django.utils.translation import gettext as _

from accounts.models import Person
from audit.trail import record
from code_of_ethics.models.insider import SHOWN_BY_A_DRAFT

FORMATS = frozenset({"csv", "xlsx"})


def put_on(
    one: Any,
    person: Person,
    shown: str,
    at: datetime,
    *,
    because: str,
    acknowledged_at: datetime | None = None,
    left_at: datetime | None = None,
) -> Any:
    """List `person`, as the directory has them now. `because` says in words why they have access."""
    return one.insiders.create(
        data_key=one.data_key,
        person=person,
        name=person.full_name,
        function=", ".join(str(part) for part in (person.job_title, person.unit) if part),
        company=str(person.entity or ""),
        because=because,
        shown=shown,
        obtained_at=at,
        acknowledged_at=acknowledged_at,
        left_at=left_at,
    )


def acknowledge(lists: Iterable[Any], *, of: Any, put: Callable[[Any], Any], by: Person, at: datetime) -> list[Any]:
    """Take down on each of these open lists that `by` has read the notice; `put` lists them where they are not yet.

    `of` is the manager of such lists. A list that was closed meanwhile is left as it is.
    """
    keys = sorted(one.pk for one in lists)
    locked = list(of.open().filter(pk__in=keys).select_for_update(of=("self",)).order_by("pk"))
    for one in locked:
        row = one.insiders.standing().filter(person=by).first()
        if row is None:
            put(one)
        elif row.acknowledged_at is None:
            row.acknowledged_at = at
            row.save(update_fields=["acknowledged_at"])
    return locked


@transaction.atomic
def acknowledge_before_a_draft(
    matter: Any, *, lists: Iterable[Any], shown: str = SHOWN_BY_A_DRAFT, by: Person, at: datetime
) -> list[Any]:
    """Take down that `by` has read the notice and is shown the draft of what is disclosed of `matter` from now on.

    Who may be shown it is for the page to know. A list whose notice is not theirs to read stays as it is.
    """
    of = type(next(iter(lists)))._default_manager
    due = of.due_for(by).filter(pk__in=[one.pk for one in lists])

    def put(one: Any) -> Any:
        because = _("Drafts or files its disclosure, or oversees that.")
        return put_on(one, by, shown, at, because=because, acknowledged_at=at)

    locked = acknowledge(due, of=of, put=put, by=by, at=at)
    facts = {"lists": [str(one.pk) for one in locked], "shown": shown}
    sentence, names = _("Acknowledged the notice not to trade"), {str(by.pk): by.full_name}
    record(matter, "acknowledge_no_trading", by=by, at=at, sentence=sentence, facts=facts, names=names)
    return locked


def close_lists(lists: Iterable[Any], *, reason: str, by: Person, at: datetime) -> None:
    """Everybody leaves these lists with this moment, and they are kept as they are."""
    for closed in lists:
        closed.closed_by, closed.closed_at, closed.closing_reason = by, at, reason
        closed.save(update_fields=["closed_by", "closed_at", "closing_reason"])
        leave(closed.insiders.all(), at)


def note_who_left(lists: Any, still_shown: Callable[[Any, list[Any]], Collection[Any]], at: datetime) -> int:
    """The sweep: whoever may be shown a matter no longer has left its list. How many rows it were.

    `lists` is the manager of such lists; `still_shown` says of a list's rows whose people, by id, are shown it now.
    """
    return sum(_note_who_left(lists, pk, still_shown, at) for pk in list(lists.open().values_list("pk", flat=True)))


@transaction.atomic
def _note_who_left(
    lists: Any, pk: object, still_shown: Callable[[Any, list[Any]], Collection[Any]], at: datetime
) -> int:
    one = lists.open().select_for_update(of=("self",)).filter(pk=pk).first()
    if one is None:
        return 0
    rows = list(one.insiders.standing().select_related("person").filter(obtained_at__lte=at))
    kept = still_shown(one, rows)
    return leave(one.insiders.filter(pk__in=[row.pk for row in rows if row.person_id not in kept]), at)


def leave(insiders: QuerySet[Any], at: datetime) -> int:
    """Those of `insiders` who are on their list still leave it. How many that were.

    Of somebody who came while this was waiting for its turn, the moment of their coming counts.
    """
    moment = Greatest("obtained_at", Value(at, output_field=DateTimeField()))
    return insiders.filter(left_at__isnull=True).update(left_at=moment)
