"""Cases by the unit of whom they concern, quarter by quarter, with whatever could point to a reporter hidden.

A cell under 5 is hidden, and with it the total of its unit (DECISIONS 12). A quarter that an earlier digest has shown
is shown as it was then: what has changed in it since would tell of a single case by the difference. Where a digest has
days in common with another, as a correction has, a cell is hidden that differs from the other's by under 5. Only whole
quarters are shown: of one that goes on the next digest would show a little more.
"""

from datetime import timedelta
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncQuarter

from cases.models import Party
from cases.states.party import PartyRole
from reporting.models import Digest
from reporting.periods import MONTHS_OF_A_QUARTER, Period, containing, last_ended
from reporting.shown_before import digests_sharing_days
from reporting.states import DigestKind
from reporting.suppression import SMALLEST_SHOWN

QUARTERS = 4
# The units that stand together have no name.
OTHERS = ""

Cells = dict[tuple[str, str], int | None]


def units_by_quarter(cases: QuerySet[Any], period: Period) -> dict[str, Any]:
    """Cases received in the last four quarters by the unit of their subjects; a case that concerns two units counts in
    both. The most concerned units come first; those of which nothing may be shown stand together, without a name.

    Three statements.
    """
    quarters = _quarters(period)
    days = [one.start.isoformat() for one in quarters]
    counted, before = counted_by_unit(cases, quarters), _shown_before(period)
    beside = [cells_of(one) for one in digests_sharing_days(DigestKind.COMMON, period)]
    shown = {cell: shown_beside(number, cell, beside) for cell, number in counted.items()} | before
    named = {unit for (unit, day), count in shown.items() if unit and count and day in days}
    rows = [_row(name, [shown.get((name, day), 0) for day in days]) for name in named]
    rows.sort(key=lambda row: (-sum(count or 0 for count in row["counts"]), row["name"]))
    rest = {unit for unit, _day in counted} - named
    if len(rest) > 1:
        together = [sum(counted.get((unit, day), 0) for unit in rest) for day in days]
        shown |= {
            (OTHERS, day): shown_beside(number, (OTHERS, day), beside)
            for day, number in zip(days, together, strict=True)
        }
        row = _row(OTHERS, [before.get((OTHERS, day), shown[OTHERS, day]) for day in days])
        rows += [row] if any(row["counts"]) else []
    return {"quarters": days, "rows": rows}


def _quarters(period: Period) -> list[Period]:
    newest = last_ended(period.end + timedelta(days=1), MONTHS_OF_A_QUARTER)
    months = list(Period(newest.year_before().start, newest.end).months())[-QUARTERS * MONTHS_OF_A_QUARTER :]
    return [containing(month.start, MONTHS_OF_A_QUARTER) for month in months[::MONTHS_OF_A_QUARTER]]


def counted_by_unit(cases: QuerySet[Any], quarters: list[Period]) -> dict[tuple[str, str], int]:
    """Cases received in each quarter by the unit of whom they concern, by unit and first day. One statement."""
    received = cases.filter(received_on__range=(quarters[0].start, quarters[-1].end)).order_by()
    subjects = Party.objects.filter(role=PartyRole.SUBJECT, case__in=received.values("pk")).standing()
    counted = (
        subjects.of_units()
        .order_by()
        .annotate(quarter=TruncQuarter("case__received_on"))
        .values_list("of_unit", "quarter")
        .annotate(number=Count("case", distinct=True))
    )
    return {(unit, quarter.isoformat()): number for unit, quarter, number in counted}


def _shown(number: int) -> int | None:
    return number if number == 0 or number >= SMALLEST_SHOWN else None


def shown_beside(number: int, cell: tuple[str, str], beside: list[Cells]) -> int | None:
    """Hidden too where another digest has hidden it, or has shown nearly as many."""
    for cells in beside:
        other = cells.get(cell, number)
        if other is None or 0 < abs(number - other) < SMALLEST_SHOWN:
            return None
    return _shown(number)


def _shown_before(period: Period) -> Cells:
    """Every cell of an earlier quarter that the last digest before this period has shown or hidden."""
    earlier = Digest.objects.signed().filter(kind=DigestKind.COMMON, period_end__lt=period.start)
    last = earlier.order_by("-period_end", "-version").first()
    return {} if last is None or last.snapshot_is_gone else cells_of(last)


def cells_of(digest: Digest) -> Cells:
    """What a digest has shown or hidden, by unit and first day of the quarter."""
    table = digest.snapshot["figures"].get("units")
    if not table:
        return {}
    return {
        (row["name"], quarter): count
        for row in table["rows"]
        for quarter, count in zip(table["quarters"], row["counts"], strict=True)
    }


def _row(name: str, counts: list[int | None]) -> dict[str, Any]:
    known = [count for count in counts if count is not None]
    return {"name": name, "counts": counts, "total": sum(known) if len(known) == len(counts) else None}
