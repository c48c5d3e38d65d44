"""How people come onto an insider list and leave it, of a case and of a waiver alike."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any

from django.db.models import DateTimeField, QuerySet, Value
from django.db.models.functions import Greatest

from accounts.models import Person

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


def close_lists(lists: Iterable[Any], *, reason: str, by: Person, at: datetime) -> None:
    """Everybody leaves these lists with this moment, and they are kept as they are."""
    for closed in lists:
        closed.closed_by, closed.closed_at, closed.closing_reason = by, at, reason
        closed.save(update_fields=["closed_by", "closed_at", "closing_reason"])
        leave(closed.insiders.all(), at)


def leave(insiders: QuerySet[Any], at: datetime) -> int:
    """Those of `insiders` who are on their list still leave it. How many that were.

    Of somebody who came while this was waiting for its turn, the moment of their coming counts.
    """
    moment = Greatest("obtained_at", Value(at, output_field=DateTimeField()))
    return insiders.filter(left_at__isnull=True).update(left_at=moment)
