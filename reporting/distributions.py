"""Figures that only charts show: the yearly rate over time, how long closing took, and what became of the reports."""

from collections import Counter
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet

from cases.models import Action, Allegation, Report
from cases.states.outcome import STANDING_ACTIONS, ActionKind, DisciplineLevel
from cases.states.report import ReportKind
from reporting.measures import SUBSTANTIATED, average_headcounts, by_month, per_100_employees
from reporting.periods import MONTHS_OF_A_YEAR, Period

# How many points a trend has: the end of this period, and of the quarters before it.
POINTS = 8
MONTHS_BETWEEN = 3
# The upper ends of the classes of closure days; the last class is open.
CLOSURE_CLASSES = (14, 30, 60, 90, 180)


def reports_by_month(reports: QuerySet[Report], period: Period) -> list[int]:
    """The reports of each month of the trend that ends with the period. One statement."""
    return by_month(reports, "received_on", Period(_years(period)[0].start, period.end))


def yearly_rates(months: list[int], period: Period) -> list[dict[str, Any]]:
    """Reports per 100 employees of the twelve months that end with the period, and with each quarter before it.

    `months` are those of the trend; the oldest comes first. One statement, for the headcounts.
    """
    years = _years(period)
    rates = []
    for place, (year, headcount) in enumerate(zip(years, average_headcounts(years), strict=True)):
        first = place * MONTHS_BETWEEN
        received = sum(months[first : first + MONTHS_OF_A_YEAR])
        rates.append({"end": year.end, "reports": received, "per_100": per_100_employees(received, headcount)})
    return rates


def _years(period: Period) -> list[Period]:
    ends = [_months_before(period, MONTHS_BETWEEN * place) for place in reversed(range(POINTS))]
    return [end.last_twelve_months() for end in ends]


def _months_before(period: Period, months: int) -> Period:
    """The calendar month that ends `months` months before the period does."""
    every = list(Period(period.year_before().year_before().start, period.end).months())
    return every[len(every) - 1 - months]


def closure_classes(days: Counter[int]) -> dict[str, Any]:
    """How many closed cases took up to 14, 30, 60, 90, 180 days, or longer."""
    counts = [0] * (len(CLOSURE_CLASSES) + 1)
    for day, number in days.items():
        counts[sum(day > edge for edge in CLOSURE_CLASSES)] += number
    return {"classes": list(CLOSURE_CLASSES), "counts": counts}


def became(cases: QuerySet[Any], period: Period) -> dict[str, int]:
    """Of the cases with a report that were closed in the period: all, those with an allegation investigated to a
    finding, those with one substantiated, and of these those with a consequence. One statement."""
    of_case = {"case": OuterRef("pk")}
    told = Report.objects.filter(**of_case, counted_as=ReportKind.REPORT)
    found = Allegation.objects.filter(**of_case).exclude(finding="")
    upheld = Allegation.objects.filter(**of_case, finding__in=SUBSTANTIATED)
    punished = Action.objects.filter(**of_case, kind=ActionKind.DISCIPLINE, state__in=STANDING_ACTIONS)
    followed = punished.exclude(level=DisciplineLevel.NONE)
    closed = cases.filter(Exists(told), closed_on__range=(period.start, period.end))
    return closed.aggregate(
        closed=Count("pk"),
        found=Count("pk", filter=Exists(found)),
        substantiated=Count("pk", filter=Exists(upheld)),
        consequence=Count("pk", filter=Exists(upheld) & Exists(followed)),
    )
