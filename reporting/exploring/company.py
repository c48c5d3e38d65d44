"""Measures of the whole company, quarter by quarter: reports per 100 employees, follow-up, and what was on time.

Broken down no further: by unit or country, they would point to a few people.
"""

from collections import Counter
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.db.models.functions import TruncQuarter

from accounts.models import Person
from cases.states.report import Mode
from clocks import kinds
from clocks.models import Clock
from reporting.exploring.lines import Line
from reporting.lists import CASE
from reporting.measures import MET, employed_on, per_100_employees
from reporting.periods import Period
from reporting.scope import Scope
from reporting.states import ExploredMeasure

CLOCKS = {ExploredMeasure.ACKNOWLEDGED: kinds.ACKNOWLEDGE, ExploredMeasure.FEEDBACK: kinds.FEEDBACK}


def on_time_lines(scope: Scope, measure: str, quarters: list[Period]) -> tuple[list[Line], Line]:
    """Of the deadlines that fell due in each quarter, the share that was met. One statement."""
    clocks = scope.of(Clock.objects.filter(subject_kind=CASE), "subject_id").filter(
        kind=CLOCKS[ExploredMeasure(measure)], due_on__range=(quarters[0].start, quarters[-1].end), cancelled_reason=""
    )
    grouped = clocks.order_by().annotate(quarter=TruncQuarter("due_on")).values_list("quarter")
    counted = {key: (met, every) for key, met, every in grouped.annotate(met=Count("pk", filter=MET), all=Count("pk"))}
    found = [(one.start, *counted.get(one.start, (0, 0))) for one in quarters]
    return _rates(found)


def follow_up_lines(reports: Any, anonymous: list[int | None], quarters: list[Period]) -> tuple[list[Line], Line]:
    """Anonymous reports whose reporter came back, of the anonymous reports of each quarter; hidden with these."""
    back = reports.filter(
        mode=Mode.ANONYMOUS,
        last_visit_on__isnull=False,
        received_on__range=(quarters[0].start, quarters[-1].end),
    )
    grouped = back.order_by().annotate(quarter=TruncQuarter("received_on")).values_list("quarter")
    counted = dict(grouped.annotate(number=Count("pk")))
    found = [
        (one.start, None if every is None else counted.get(one.start, 0), every)
        for one, every in zip(quarters, anonymous, strict=True)
    ]
    return _rates(found)


def _rates(found: list[tuple[date, int | None, int | None]]) -> tuple[list[Line], Line]:
    lines = [Line.of_a_rate(start.isoformat(), part, whole) for start, part, whole in found]
    parts = [part for _start, part, _whole in found if part is not None]
    wholes = [whole for _start, _part, whole in found if whole is not None]
    known = len(parts) == len(wholes) == len(found)
    return lines, Line.of_a_rate("", sum(parts), sum(wholes)) if known else Line("", None)


def per_100_lines(reports: Any, quarters: list[Period]) -> list[Line]:
    """Reports of the twelve months up to the end of each quarter, per 100 people employed: so it stands beside the
    published figure, which is of a year. Two statements."""
    years = [one.last_twelve_months() for one in quarters]
    received = reports.filter(received_on__range=(years[0].start, years[-1].end)).order_by()
    grouped = received.annotate(quarter=TruncQuarter("received_on")).values_list("quarter")
    counted: Counter[date] = Counter(dict(grouped.annotate(number=Count("pk"))))
    employed = _headcounts(sorted({day for year in years for day in (year.start, year.end)}))
    lines = []
    for quarter, year in zip(quarters, years, strict=True):
        number = sum(count for start, count in counted.items() if year.start <= start <= year.end)
        average = (employed[year.start] + employed[year.end]) / 2
        lines.append(Line(quarter.start.isoformat(), per_100_employees(number, average), number))
    return lines


def _headcounts(days: list[date]) -> dict[date, float]:
    """How many people were employed on each day, by the directory or as the company states."""
    if settings.HEADCOUNT:
        return dict.fromkeys(days, float(settings.HEADCOUNT))
    counts = {f"day_{place}": Count("pk", filter=employed_on(day)) for place, day in enumerate(days)}
    found = Person.objects.aggregate(**counts)
    return {day: float(found[f"day_{place}"]) for place, day in enumerate(days)}
