"""The lines of a table: what was asked, counted, and what may be shown of it."""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Count
from django.db.models.functions import TruncQuarter
from django.utils.translation import gettext as _

from cases.states.report import Mode
from reporting.exploring.closed import closed_lines
from reporting.exploring.company import CLOCKS, follow_up_lines, on_time_lines, per_100_lines
from reporting.exploring.concerned import lines_by_unit
from reporting.exploring.counting import Pairs, counted_once, counted_twice, reports_of, shown_once, shown_twice
from reporting.exploring.gaps import gap_lines
from reporting.exploring.lines import Line, total_line
from reporting.exploring.question import MEASURES_OF_REPORTS, Question
from reporting.periods import Period
from reporting.scope import Scope, scope_of
from reporting.states import DigestKind, Dimension, ExploredMeasure

OF_THE_COMPANY = frozenset({ExploredMeasure.PER_100, ExploredMeasure.FOLLOW_UP, *CLOCKS})
# Of a table of two dimensions the first in this order are its rows, whichever is asked for.
ORDER = (Dimension.TOPIC, Dimension.CHANNEL, Dimension.COUNTRY, Dimension.MODE)
# By value, for each quarter: its figure, 0 where there is none, or nothing where it is hidden.
Figures = dict[str, list[int | None]]


@dataclass(frozen=True)
class Answer:
    """`lines` of a table; `total` in one line; `sentence` says why there is nothing, where there is nothing."""

    question: Question
    quarters: list[Period]
    lines: list[Line]
    total: Line | None = None
    sentence: str = ""
    # By unit, quarter by quarter, where that is what was asked.
    figures: Figures = field(default_factory=dict)


def answer(question: Question, today: date) -> Answer:
    """What may be shown for a question that `refusal_of` lets through. At most seven statements."""
    quarters = question.quarters(today)
    scope = scope_of(DigestKind.COMMON)
    if question.dimension == Dimension.QUARTER and question.measure in OF_THE_COMPANY:
        return _said(question, quarters, *_company_lines(scope, question.measure, quarters))
    if question.counts_cases_by_unit:
        lines, figures = lines_by_unit(scope, quarters)
        return replace(_said(question, quarters, lines, None), figures=figures)
    if question.measure == ExploredMeasure.REPORTING_GAP:
        return _said(question, quarters, *gap_lines(scope, question.dimension, quarters))
    if question.measure not in MEASURES_OF_REPORTS:
        return _said(question, quarters, *closed_lines(scope, question.measure, question.dimension, quarters))
    table = Table(reports_of(scope), quarters)
    totals = table.totals() if question.filter is None else table.figures_of(*question.filter)
    if totals is None or (None in totals and question.dimension != Dimension.QUARTER):
        sentence = _("Too few reports fit this filter to be shown. Choose another filter, or look by quarter.")
        return Answer(question, quarters, [], sentence=sentence)
    if question.measure == ExploredMeasure.ANONYMITY:
        return _said(question, quarters, *_anonymity(table, question, totals))
    return _said(question, quarters, *_volume(table, question, totals))


def _company_lines(scope: Scope, measure: str, quarters: list[Period]) -> tuple[list[Line], Line | None]:
    if measure in CLOCKS:
        return on_time_lines(scope, measure, quarters)
    reports = reports_of(scope)
    if measure == ExploredMeasure.PER_100:
        return per_100_lines(reports, quarters), None
    anonymous = Table(reports, quarters).figures_of(Dimension.MODE, Mode.ANONYMOUS)
    return follow_up_lines(reports, anonymous, quarters)


def _said(question: Question, quarters: list[Period], lines: list[Line], total: Line | None) -> Answer:
    """The table, or why it would only have a rest."""
    if lines and all(line.is_the_rest for line in lines):
        sentence = _("Every figure of this table is too small to be shown. Choose another dimension.")
        return Answer(question, quarters, [], total, sentence)
    return Answer(question, quarters, lines, total)


class Table:
    """What is shown of reports, quarter by quarter."""

    def __init__(self, reports: Any, quarters: list[Period]) -> None:
        self.reports = reports
        self.quarters = quarters

    def totals(self) -> list[int | None]:
        """All reports of each quarter. They are public."""
        received = self.reports.filter(received_on__range=(self.quarters[0].start, self.quarters[-1].end)).order_by()
        grouped = received.annotate(quarter=TruncQuarter("received_on")).values_list("quarter")
        counted = dict(grouped.annotate(number=Count("pk")))
        return [counted.get(one.start, 0) for one in self.quarters]

    def figures(self, dimension: str) -> Figures:
        """By the values of one dimension."""
        tables = [shown_once(cells, dimension) for cells in counted_once(self.reports, self.quarters, dimension)]
        return {value: [one.get(value, 0) for one in tables] for value in {value for one in tables for value in one}}

    def figures_of(self, dimension: str, value: str) -> list[int | None]:
        """Of one value of a dimension."""
        return self.figures(dimension).get(value, [0] * len(self.quarters))

    def narrowed(self, dimension: str, name: str, only: str) -> Figures:
        """By the values of one dimension, of the reports with one value of another."""
        rows, columns = sorted((Dimension(dimension), Dimension(name)), key=ORDER.index)
        counted = counted_twice(self.reports, self.quarters, rows, columns)
        place = 0 if dimension == rows else 1
        tables = [_column(pairs, rows, columns, place, only) for pairs in counted]
        return {value: [one.get(value, 0) for one in tables] for value in {value for one in tables for value in one}}


def _column(pairs: Pairs, rows: str, columns: str, place: int, only: str) -> dict[str, int | None]:
    """What is shown of one value of the one dimension, by the values of the other, which is the `place`th."""
    if all(pair[1 - place] != only for pair in pairs):
        return {}
    shown = shown_twice(pairs, rows, columns)
    values = {pair[place] for pair in pairs}
    return {value: shown.get((value, only) if place == 0 else (only, value)) for value in values}


def _sum(figures: list[int | None]) -> int | None:
    """Of all quarters, where each may be shown."""
    known = [figure for figure in figures if figure is not None]
    return sum(known) if len(known) == len(figures) else None


def _volume(table: Table, question: Question, totals: list[int | None]) -> tuple[list[Line], Line | None]:
    if question.dimension == Dimension.QUARTER:
        lines = [Line(one.start.isoformat(), figure) for one, figure in zip(table.quarters, totals, strict=True)]
        return lines, total_line(_sum(totals))
    narrowed = question.filter
    figures = table.narrowed(question.dimension, *narrowed) if narrowed else table.figures(question.dimension)
    sums = {value: _sum(found) for value, found in figures.items()}
    lines = [Line(value, number) for value, number in sums.items() if number]
    lines.sort(key=lambda line: (-(line.value or 0), line.key))
    total = _sum(totals) or 0
    rest = total - sum(int(line.value or 0) for line in lines)
    return [*lines, *([Line.of_the_rest(rest)] if rest else [])], total_line(total)


def _anonymity(table: Table, question: Question, totals: list[int | None]) -> tuple[list[Line], Line | None]:
    """Anonymous reports of all reports; a hidden one of the two hides the rate."""
    mode = Dimension.MODE.value
    if question.dimension == Dimension.QUARTER:
        anonymous = (
            table.narrowed(question.filter[0], mode, Mode.ANONYMOUS).get(question.filter[1], [0] * len(totals))
            if question.filter
            else table.figures_of(mode, Mode.ANONYMOUS)
        )
        pairs = zip(table.quarters, anonymous, totals, strict=True)
        lines = [Line.of_a_rate(one.start.isoformat(), part, whole) for one, part, whole in pairs]
        return lines, Line.of_a_rate("", _sum(anonymous), _sum(totals))
    anonymous_by = table.narrowed(question.dimension, mode, Mode.ANONYMOUS)
    of_how_many = table.figures(question.dimension)
    found = Counter({value: _sum(figures) or 0 for value, figures in of_how_many.items()})
    lines = []
    for value, whole in found.most_common():
        part = _sum(anonymous_by.get(value, [0] * len(totals)))
        if whole and part is not None:
            lines.append(Line.of_a_rate(value, part, whole))
    lines.sort(key=lambda line: (-(line.value or 0), line.key))
    if sum(line.of for line in lines if line.of) < (_sum(totals) or 0):
        lines.append(Line.of_the_rest(None))
    return lines, Line.of_a_rate("", _sum(table.figures_of(mode, Mode.ANONYMOUS)), _sum(totals))
