"""Reports by quarter and one or two dimensions, with small cells hidden quarter by quarter."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Count
from django.db.models.functions import TruncQuarter

from cases.models import Report
from cases.states.report import ReportKind
from reporting.periods import Period
from reporting.scope import Scope
from reporting.states import Dimension
from reporting.suppression import hidden_rows, suppressed

COLUMNS = {
    Dimension.TOPIC: "case__topic",
    Dimension.CHANNEL: "channel",
    Dimension.MODE: "mode",
    Dimension.COUNTRY: "country",
}
# Where a figure could point to a reporter (DECISIONS 12). A digest shows the others in full.
SENSITIVE = frozenset({Dimension.MODE, Dimension.COUNTRY})
# Values of a sensitive dimension that are hidden stand together, without their names.
TOGETHER = "\0"

Cells = dict[str, int]
Pairs = dict[tuple[str, str], int]


def reports_of(scope: Scope) -> Any:
    """What a digest counts: genuine reports, questions left out."""
    return scope.of(Report.objects.genuine().filter(counted_as=ReportKind.REPORT), "case")


def counted_once(reports: Any, quarters: list[Period], dimension: str) -> list[Cells]:
    """For each quarter, reports by the values of one dimension. One statement."""
    found: dict[Any, Cells] = defaultdict(dict)
    for quarter, value, number in _rows(reports, quarters, dimension):
        found[quarter][str(value)] = number
    return [found[one.start] for one in quarters]


def counted_twice(reports: Any, quarters: list[Period], rows: str, columns: str) -> list[Pairs]:
    """For each quarter, reports by the values of two dimensions. One statement."""
    found: dict[Any, Pairs] = defaultdict(dict)
    for quarter, row, column, number in _rows(reports, quarters, rows, columns):
        found[quarter][str(row), str(column)] = number
    return [found[one.start] for one in quarters]


def _rows(reports: Any, quarters: list[Period], *dimensions: str) -> Iterable[tuple[Any, ...]]:
    received = reports.filter(received_on__range=(quarters[0].start, quarters[-1].end)).order_by()
    names = [COLUMNS[Dimension(dimension)] for dimension in dimensions]
    grouped = received.annotate(quarter=TruncQuarter("received_on")).values_list("quarter", *names)
    counted: Iterable[tuple[Any, ...]] = grouped.annotate(number=Count("pk"))
    return counted


def shown_once(cells: Cells, dimension: str) -> dict[str, int | None]:
    """The cells of a quarter with `None` for the hidden ones. Their sum is public."""
    return suppressed(cells) if dimension in SENSITIVE else dict(cells)


def shown_twice(pairs: Pairs, rows: str, columns: str) -> Pairs:
    """The cells of a quarter that may be shown: whole rows, of values that may be shown by themselves."""
    first, second = _put_together(pairs, 0, rows), _put_together(pairs, 1, columns)
    joined: Pairs = defaultdict(int)
    for (row, column), number in pairs.items():
        joined[first[row], second[column]] += number
    hidden = hidden_rows(joined)
    kept = {row for row, _column in joined} - hidden - {TOGETHER}
    names = {column for _row, column in joined} - {TOGETHER}
    return {(row, column): joined.get((row, column), 0) for row in kept for column in names}


def _put_together(pairs: Pairs, place: int, dimension: str) -> dict[str, str]:
    """What each value of a dimension is called in a table of two: itself, or with the other hidden ones."""
    sums: Cells = defaultdict(int)
    for pair, number in pairs.items():
        sums[pair[place]] += number
    return {value: TOGETHER if number is None else value for value, number in shown_once(sums, dimension).items()}
