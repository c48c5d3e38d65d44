"""Findings and closure times, of cases closed in quarters that are over. By topic, country or unit, of a calendar
year."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import replace
from typing import Any

from django.db.models import Case, CharField, Count, Exists, OuterRef, Value, When
from django.db.models.functions import TruncQuarter

from cases.models import Allegation, Report
from cases.states.party import Finding
from cases.states.report import ReportKind
from reporting.exploring.concerned import grouped_by_unit
from reporting.exploring.hidden import hidden_in_a_quarter
from reporting.exploring.lines import Line
from reporting.exploring.question import quarters_back
from reporting.measures import SUBSTANTIATED, typical_days
from reporting.periods import Period
from reporting.scope import Scope
from reporting.states import Dimension, ExploredMeasure
from reporting.suppression import hidden_rows, suppressed

UPHELD, NOT_UPHELD = "upheld", "not upheld"


def closed_lines(scope: Scope, measure: str, dimension: str, quarters: list[Period]) -> tuple[list[Line], Line | None]:
    """The lines and the whole, of one measure; by unit counted twice, as a case may concern several."""
    count: Any = _findings if measure == ExploredMeasure.SUBSTANTIATION else _days
    show: Any = _shown_rates if measure == ExploredMeasure.SUBSTANTIATION else shown_medians
    found = count(scope, dimension, quarters)
    once = count(scope, Dimension.QUARTER, quarters) if dimension == Dimension.UNIT else found
    lines, total = show(found, dimension, quarters, whole=sum(once.values(), Counter()))
    # What was closed in a year came in it or in the one before.
    hidden = hidden_in_a_quarter(scope, dimension, quarters_back(quarters[-1], 2 * len(quarters)))
    return _without_what_tells(lines, found, hidden) if hidden else lines, total


def _without_what_tells(lines: list[Line], counted: dict[str, Counter[Any]], hidden: set[str]) -> list[Line]:
    """The lines, without the *n* of those of which a quarter is hidden elsewhere: less the quarters that are shown it
    would tell of that one. Nor has anything else an *n* from which, with that of the whole, theirs would follow."""
    also = hidden | (counted.keys() - {line.key for line in lines})
    kept = suppressed({value: numbers.total() for value, numbers in counted.items()}, also)
    return [line if kept.get(line.key, 0) is not None else replace(line, of=None) for line in lines]


def _in_time(rows: Any, column: str, quarters: list[Period]) -> Any:
    closed = rows.filter(**{f"{column}__range": (quarters[0].start, quarters[-1].end)}).order_by()
    return closed.annotate(quarter=TruncQuarter(column))


def grouped(rows: Any, dimension: str, prefix: str) -> tuple[Any, str]:
    """The rows, and the column by which they are counted; `prefix` leads from them to the case."""
    if dimension == Dimension.UNIT:
        return grouped_by_unit(rows, prefix), "unit"
    return rows, "quarter" if dimension == Dimension.QUARTER else f"{prefix}{dimension}"


def key_of(value: Any) -> str:
    """Empty for none."""
    return "" if value is None else str(value)


# A case that concerns two people of one unit counts once in it.
EACH_ONCE = Count("pk", distinct=True)


def _findings(scope: Scope, dimension: str, quarters: list[Period]) -> dict[str, Counter[str]]:
    """Allegations of reports, upheld or not, by value; every other finding is left out, as in a digest."""
    told = Report.objects.filter(case=OuterRef("case"), counted_as=ReportKind.REPORT)
    decided = scope.of(Allegation.objects.all(), "case").filter(
        Exists(told), finding__in=[*SUBSTANTIATED, Finding.UNSUBSTANTIATED]
    )
    how = Case(When(finding__in=SUBSTANTIATED, then=Value(UPHELD)), default=Value(NOT_UPHELD), output_field=CharField())
    rows, column = grouped(_in_time(decided, "case__closed_on", quarters).annotate(how=how), dimension, "case__")
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for value, upheld, number in rows.values_list(column, "how").annotate(number=EACH_ONCE):
        found[key_of(value)][upheld] += number
    return found


def _days(scope: Scope, dimension: str, quarters: list[Period]) -> dict[str, Counter[int]]:
    """Calendar days to close, by value: how many cases took how long."""
    rows, column = grouped(_in_time(scope.cases, "closed_on", quarters), dimension, "")
    found: dict[str, Counter[int]] = defaultdict(Counter)
    counted = rows.values_list(column, "received_on", "closed_on").annotate(number=EACH_ONCE)
    for value, received_on, closed_on, number in counted:
        found[key_of(value)][(closed_on - received_on).days] += number
    return found


def _shown_rates(
    counted: dict[str, Counter[str]], dimension: str, quarters: list[Period], *, whole: Counter[str]
) -> tuple[list[Line], Line | None]:
    def line(key: str, found: Counter[str]) -> Line:
        return Line.of_a_rate(key, found[UPHELD], found.total())

    if dimension == Dimension.QUARTER:
        return [line(one.start.isoformat(), counted.get(one.start.isoformat(), Counter())) for one in quarters], line(
            "", whole
        )
    cells = {(value, how): found[how] for value, found in counted.items() for how in (UPHELD, NOT_UPHELD)}
    hidden = hidden_rows(cells)
    return _sorted([line(value, found) for value, found in counted.items() if value not in hidden], hidden), line(
        "", whole
    )


def shown_medians(
    counted: dict[str, Counter[int]],
    dimension: str,
    quarters: list[Period],
    *,
    whole: Counter[int],
    also: Collection[str] = (),
) -> tuple[list[Line], Line | None]:
    """Of days that something took, by value, `also` hidden; `whole` are those of all values, each case once."""

    def line(key: str, days: Counter[int]) -> Line:
        return Line(key, typical_days(days)["median"], days.total())

    if dimension == Dimension.QUARTER:
        return [line(one.start.isoformat(), counted.get(one.start.isoformat(), Counter())) for one in quarters], line(
            "", whole
        )
    shown = suppressed({value: days.total() for value, days in counted.items()}, also)
    hidden = {value for value, number in shown.items() if number is None}
    return _sorted([line(value, days) for value, days in counted.items() if value not in hidden], hidden), line(
        "", whole
    )


def _sorted(lines: list[Line], hidden: set[str]) -> list[Line]:
    lines.sort(key=lambda line: (-(line.value or 0), line.key))
    return [*lines, *([Line.of_the_rest(None)] if hidden else [])]
