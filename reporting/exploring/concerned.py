"""By the unit of whom or what a case concerns: the cells of a digest's heat map, and rows grouped by unit."""

from datetime import timedelta
from typing import Any

from django.db.models import Exists, FilteredRelation, OuterRef, Q
from django.db.models.functions import Coalesce

from cases.models import Party
from cases.states.party import PartyRole, PartyStatus
from reporting.exploring.lines import Line
from reporting.periods import Period
from reporting.scope import Scope
from reporting.shown_before import digests_sharing_days
from reporting.states import DigestKind
from reporting.units import cells_of, counted_by_unit, shown_beside

# A digest shows the four quarters up to its own.
A_YEAR = timedelta(days=366)

Figures = dict[str, list[int | None]]


def lines_by_unit(scope: Scope, quarters: list[Period]) -> tuple[list[Line], Figures]:
    """Each unit of which something may be shown, and its cases quarter by quarter.

    The others stand together without a figure: which they are differs from span to span, and sums of them would tell.
    """
    every = cells_by_unit(scope, quarters)
    figures = {unit: cells for unit, cells in every.items() if any(cells)}
    lines = [Line(unit, None if None in cells else sum(cell or 0 for cell in cells)) for unit, cells in figures.items()]
    lines.sort(key=lambda line: (-sum(cell or 0 for cell in figures[line.key]), line.key))
    return [*lines, *([Line.of_the_rest(None)] if len(lines) < len(every) else [])], figures


def cells_by_unit(scope: Scope, quarters: list[Period]) -> Figures:
    """The cases of each unit quarter by quarter, `None` where that is hidden.

    A cell is hidden as in a digest, and also where any signed one has hidden it or has shown nearly as many.
    """
    around = Period(quarters[0].start, quarters[-1].end + A_YEAR)
    beside = [cells_of(one) for one in digests_sharing_days(DigestKind.COMMON, around)]
    days = [one.start.isoformat() for one in quarters]
    counted = counted_by_unit(scope.cases, quarters)
    shown = {cell: shown_beside(number, cell, beside) for cell, number in counted.items()}
    return {unit: [shown.get((unit, day), 0) for day in days] for unit in {unit for unit, _day in counted}}


def grouped_by_unit(rows: Any, prefix: str) -> Any:
    """Rows once for each unit that their case concerns, as `unit`; those of no unit once, without one.

    Of no unit is what concerns nobody of whom somebody knows the unit: not what concerns somebody else besides.
    """
    parties = f"{prefix}parties"
    of_subjects = Q(**{f"{parties}__role": PartyRole.SUBJECT}) & ~Q(**{f"{parties}__status": PartyStatus.REJECTED})
    joined = rows.annotate(concerned=FilteredRelation(parties, condition=of_subjects))
    named = joined.annotate(unit=Coalesce("concerned__person__unit__name", "concerned__unit__name"))
    subjects = Party.objects.filter(role=PartyRole.SUBJECT, case=OuterRef(f"{prefix}pk")).standing()
    return named.filter(Q(unit__isnull=False) | ~Exists(subjects.of_units()))
