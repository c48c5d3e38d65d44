"""An answer in words: its title, its rows, and its chart. For the page and for what is exported."""

from dataclasses import dataclass
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from accounts.countries import country_name
from cases.states.report import Channel, Mode
from code_of_ethics.models import Topic
from reporting import charts
from reporting.benchmarks import published
from reporting.exploring.answer import Answer
from reporting.exploring.lines import Line
from reporting.exploring.question import Question
from reporting.periods import MONTHS_OF_A_QUARTER, Period, containing
from reporting.states import Dimension, ExploredMeasure


@dataclass(frozen=True)
class Shown:
    """`rows` are the cells of a table under its `headings`; `whole` is its last row, where there is one."""

    title: str
    scope: str
    headings: list[str]
    rows: list[list[str]]
    whole: list[str]
    chart: dict[str, Any] | None
    # Why there is no row, where there is none.
    sentence: str = ""


def shown(answer: Answer) -> Shown:
    """One statement where topics are named."""
    question = answer.question
    names = _Names(question)
    measure, dimension = ExploredMeasure(question.measure), Dimension(question.dimension)
    counts = measure == ExploredMeasure.VOLUME
    if question.counts_cases_by_unit:
        return _by_unit(answer, names)
    title = _("%(measure)s by %(dimension)s") % {"measure": measure.label, "dimension": _lower(dimension)}
    headings = [str(dimension.label), _unit(measure), *([] if counts else ["n"])]
    rows = [_cells(names.of(line), line, measure) for line in answer.lines]
    whole = _cells(_("All"), answer.total, measure) if answer.total else []
    chart = _chart(answer, names, title)
    return Shown(title, _scope(answer, names), headings, rows, whole, chart, answer.sentence)


def _by_unit(answer: Answer, names: "_Names") -> Shown:
    """Each unit quarter by quarter, as a map of shades."""
    title, scope = _("Cases by the unit of whom they concern"), _scope(answer, names)
    quarters = [_short(one.start.isoformat()) for one in answer.quarters]
    hidden = _("too few to show")
    rows = [
        [
            names.of(line),
            *(hidden if cell is None else charts.show_number(cell) for cell in answer.figures.get(line.key, [])),
            *([""] * len(quarters) if line.is_the_rest else []),
            hidden if line.value is None else charts.show_number(line.value),
        ]
        for line in answer.lines
    ]
    drawn = [(line.key, answer.figures[line.key], line.value) for line in answer.lines if not line.is_the_rest]
    chart = charts.heat_map(title=title, summary=scope, columns=quarters, rows=drawn, total=_("All"), unit=_("Cases"))
    headings = [str(Dimension.UNIT.label), *quarters, _("All")]
    return Shown(title, scope, headings, rows, [], chart if drawn else None, answer.sentence)


def _lower(dimension: Dimension) -> str:
    words = {
        Dimension.QUARTER: _("quarter"),
        Dimension.TOPIC: _("topic"),
        Dimension.CHANNEL: _("channel"),
        Dimension.MODE: _("how reporters chose to be known"),
        Dimension.COUNTRY: _("country"),
        Dimension.UNIT: _("unit"),
    }
    return words[dimension]


def _unit(measure: str) -> str:
    words = {
        ExploredMeasure.VOLUME: _("Reports"),
        ExploredMeasure.CLOSURE: _("Median in days"),
        ExploredMeasure.REPORTING_GAP: _("Median in days"),
        ExploredMeasure.PER_100: _("In twelve months, per 100 employees"),
    }
    return words.get(ExploredMeasure(measure), _("Percent"))


def _decimals(measure: str) -> int:
    """As precise as the published figures."""
    return 2 if measure == ExploredMeasure.PER_100 else 1


class _Names:
    """What the values of the dimensions are called."""

    def __init__(self, question: Question) -> None:
        self.dimension = question.dimension
        asks = Dimension.TOPIC in (question.dimension, (question.filter or ("", ""))[0])
        self.topics = {str(pk): name for pk, name in Topic.objects.values_list("pk", "name")} if asks else {}

    def of(self, line: Line) -> str:
        return _("The rest, too few to show one by one") if line.is_the_rest else self.value(self.dimension, line.key)

    def value(self, dimension: str, key: str) -> str:
        if dimension == Dimension.QUARTER:
            start = parse_date(key)
            return containing(start, MONTHS_OF_A_QUARTER).name if start else key
        if dimension == Dimension.COUNTRY:
            return country_name(key) if key else _("Not told")
        if dimension == Dimension.UNIT:
            return key or _("No unit is known")
        if dimension == Dimension.TOPIC:
            return self.topics.get(key, _("No topic"))
        kind: Any = Channel if dimension == Dimension.CHANNEL else Mode
        return str(kind(key).label) if key in kind.values else key


def _scope(answer: Answer, names: _Names) -> str:
    """The time, and what it was narrowed to."""
    period = Period(answer.quarters[0].start, answer.quarters[-1].end).name
    narrowed = answer.question.filter
    if narrowed is None:
        return period
    told = {"dimension": _lower(Dimension(narrowed[0])), "value": names.value(*narrowed), "period": period}
    return _("%(period)s, only %(dimension)s: %(value)s") % told


def _cells(label: str, line: Line, measure: str) -> list[str]:
    told = charts.show_number(line.value, _decimals(measure))
    cells = [label, _("too few to show") if line.value is None else told]
    if line.value is None and line.of == 0:
        cells[1] = "–"
    if measure != ExploredMeasure.VOLUME:
        cells.append("–" if line.of is None else f"{line.of:,}")
    return cells


def _chart(answer: Answer, names: _Names, title: str) -> dict[str, Any] | None:
    known = [line for line in answer.lines if line.value is not None]
    if not known:
        return None
    unit = _unit(answer.question.measure)
    if answer.question.dimension == Dimension.QUARTER and len(answer.lines) > 1:
        return charts.line_chart(
            title=title,
            summary=_scope(answer, names),
            labels=[_short(line.key) for line in answer.lines],
            series=[(str(ExploredMeasure(answer.question.measure).label), [line.value for line in answer.lines])],
            # A narrowed figure is no figure of an organisation.
            benchmark=None if answer.question.filter else _published(answer.question.measure),
            decimals=_decimals(answer.question.measure),
            unit=unit,
        )
    rows = [(names.of(line), line.value or 0) for line in known]
    return charts.bar_chart(title=title, summary=_scope(answer, names), rows=rows, unit=unit)


def _published(measure: str) -> tuple[str, float] | None:
    """The newest published median of this measure, for the line across the chart. One statement."""
    medians = published().get(measure)
    if not medians:
        return None
    return _("Published median (%(year)s)") % {"year": medians[0]["year"]}, medians[0]["value"]


def _short(key: str) -> str:
    """Such as Q3 26."""
    start = parse_date(key)
    return f"Q{(start.month + 2) // 3} {start:%y}" if start else key
