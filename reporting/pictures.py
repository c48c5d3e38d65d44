"""The charts of a digest, from the figures of its snapshot alone. A digest of an earlier time lacks some of them."""

from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reporting import charts
from reporting.definitions import PUBLISHED_PER_100
from reporting.measures import AGES
from reporting.states import MeasureKey

MOST_TOPICS = 8
# The last of six series gathers the rarer channels.
MOST_CHANNELS = 5

Figures = dict[str, Any]


def pictures(figures: Figures, medians: Figures | None = None) -> dict[str, Any]:
    """By name; a chart whose figures the digest does not have is left out."""
    found = {
        "months": _months(figures),
        "rates": _rates(figures, medians),
        "mix": _mix(figures),
        "topics": _topics(figures),
        "units": units_chart(figures.get("units")),
        "findings": _findings(figures),
        "became": _became(figures),
        "ageing": _ageing(figures),
        "closure": _closure(figures),
    }
    return {name: chart for name, chart in found.items() if chart}


# --- volume ------------------------------------------------------------------------------------------------
def _months(figures: Figures) -> dict[str, Any]:
    months = [(parse_date(row["month"]), row["reports"]) for row in figures["months"]]
    return charts.line_chart(
        title=_("Reports by month"),
        summary=_("The last twelve months."),
        labels=[date_format(month, "M y") if month else "" for month, _count in months],
        series=[(_("Reports"), [count for _month, count in months])],
        unit=_("Reports"),
        n=figures["year_reports"],
    )


def _rates(figures: Figures, medians: Figures | None) -> dict[str, Any] | None:
    rows = figures.get("rates")
    if not rows:
        return None
    ends = [parse_date(row["end"]) for row in rows]
    return charts.line_chart(
        title=_("Reports per 100 employees"),
        summary=_("Of the twelve months that end with each quarter, beside the published median of a year."),
        labels=[date_format(end, "M y") if end else "" for end in ends],
        series=[(_("Reports per 100 employees"), [row["per_100"] for row in rows])],
        benchmark=_published(medians),
        decimals=2,
    )


def _published(medians: Figures | None) -> tuple[str, float] | None:
    """The median that the digest was drafted with; a digest of an earlier time kept none."""
    if medians is None:
        return _("Published median (2024)"), PUBLISHED_PER_100
    if not (found := medians.get(MeasureKey.PER_100)):
        return None
    return _("Published median (%(year)s)") % {"year": found[0]["year"]}, found[0]["value"]


def _mix(figures: Figures) -> dict[str, Any]:
    """The intake mix now and a year before; earlier digests know only the one."""
    now = {row["name"]: row["count"] for row in figures["channels"]}
    before = {row["name"]: row["count"] for row in figures.get("channels_before", [])}
    names = sorted({*now, *before}, key=lambda name: (-now.get(name, 0), -before.get(name, 0), name))
    series, rarer = names[:MOST_CHANNELS], names[MOST_CHANNELS:]
    rows = []
    for label, counts in ((_("This period"), now), (_("A year before"), before)):
        rest = [sum(counts.get(name, 0) for name in rarer)] if rarer else []
        rows.append((label, [*(counts.get(name, 0) for name in series), *rest]))
    return charts.stacked_bar_chart(
        title=_("How reports came in"),
        summary=_("The share of each channel. The figure at the end is all reports."),
        rows=[row for row in rows if sum(row[1])],
        series=[*series, _("Others")] if rarer else series,
        unit=_("Reports"),
        as_shares=True,
    )


def _topics(figures: Figures) -> dict[str, Any]:
    shown = figures["topics"][:MOST_TOPICS]
    return charts.paired_bar_chart(
        title=_("Reports by topic"),
        summary=_("The most frequent topics, beside the same months a year before."),
        rows=[(row["name"], row["count"], row["year_before"]) for row in shown],
        series=(_("This period"), _("A year before")),
        unit=_("Reports"),
        n=figures["reports"],
    )


def units_chart(table: dict[str, Any] | None) -> dict[str, Any] | None:
    """The heat map of the units, where anything of them may be shown."""
    if not table or not table["rows"]:
        return None
    quarters = [parse_date(day) for day in table["quarters"]]
    return charts.heat_map(
        title=_("Cases by unit"),
        summary=_("By the unit of whom they concern and the quarter in which they came."),
        columns=[_quarter(day) for day in quarters if day],
        rows=[(row["name"] or _("Other units together"), row["counts"], row["total"]) for row in table["rows"]],
        total=_("Year"),
    )


def _quarter(day: Any) -> str:
    return _("Q%(number)s %(year)s") % {"number": (day.month + 2) // 3, "year": f"{day:%y}"}


# --- findings and time -------------------------------------------------------------------------------------
def _findings(figures: Figures) -> dict[str, Any]:
    return charts.bar_chart(
        title=_("Findings"),
        summary=_("Allegations of cases closed in the period."),
        rows=[(row["name"], row["count"]) for row in figures["findings"]],
        unit=_("Allegations"),
        n=sum(row["count"] for row in figures["findings"]),
    )


def _became(figures: Figures) -> dict[str, Any] | None:
    steps = figures.get("became")
    if not steps:
        return None
    return charts.funnel_chart(
        title=_("What became of the reports"),
        summary=_("Cases closed in the period that began with a report."),
        rows=[
            (_("Closed"), steps["closed"]),
            (_("Investigated to a finding"), steps["found"]),
            (_("Substantiated, wholly or in part"), steps["substantiated"]),
            (_("With a consequence"), steps["consequence"]),
        ],
        unit=_("Cases"),
        n=steps["closed"],
    )


def _ageing(figures: Figures) -> dict[str, Any]:
    return charts.column_chart(
        title=_("Age of open cases"),
        summary=_("Open at the end of the period."),
        rows=list(zip(_classes(AGES), figures["ageing"], strict=True)),
        axis=_("calendar days since they were received"),
        late=1,
        unit=_("Cases"),
        n=sum(figures["ageing"]),
    )


def _closure(figures: Figures) -> dict[str, Any] | None:
    found = figures.get("closure_classes")
    if not found:
        return None
    edges, closure = tuple(found["classes"]), figures["closure"]
    named = ((_("Median"), closure["median"]), (_("Mean"), closure["mean"]))
    return charts.column_chart(
        title=_("Time to close"),
        summary=_("Cases closed in the period."),
        rows=list(zip(_classes(edges), found["counts"], strict=True)),
        marks=[
            charts.Mark(name, charts.show_number(days), _place(days, edges)) for name, days in named if days is not None
        ],
        axis=_("calendar days from received to closed"),
        late=1,
        unit=_("Cases"),
        n=closure["n"],
    )


def _classes(edges: tuple[int, ...]) -> list[str]:
    """Such as 0–30, 31–60 and > 60."""
    firsts = [0, *(edge + 1 for edge in edges[:-1])]
    return [*(f"{first}–{last}" for first, last in zip(firsts, edges, strict=True)), f"> {edges[-1]}"]


def _place(days: float, edges: tuple[int, ...]) -> float:
    """Where a number of days lies among the classes; in the middle of the open one, which has no end."""
    lower = 0
    for place, upper in enumerate(edges):
        if days <= upper:
            return place + (days - lower) / (upper - lower)
        lower = upper
    return len(edges) + 0.5
