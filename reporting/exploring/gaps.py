"""How long people waited before they reported, of cases that came in quarters that are over. By topic, country or
unit, of a calendar year."""

from collections import Counter, defaultdict

from django.db.models.functions import TruncQuarter

from reporting.exploring.closed import EACH_ONCE, grouped, key_of, shown_medians
from reporting.exploring.concerned import cells_by_unit
from reporting.exploring.counting import counted_once, reports_of, shown_once
from reporting.exploring.lines import Line
from reporting.measures import reported
from reporting.periods import Period
from reporting.scope import Scope
from reporting.states import Dimension


def gap_lines(scope: Scope, dimension: str, quarters: list[Period]) -> tuple[list[Line], Line | None]:
    """The lines and the whole, each case once. Their *n* are the cases of which somebody knows when they began."""
    found = _gaps(scope, dimension, quarters)
    once = _gaps(scope, Dimension.QUARTER, quarters) if dimension == Dimension.UNIT else found
    hidden = _hidden_in_a_quarter(scope, dimension, quarters)
    return shown_medians(found, dimension, quarters, whole=sum(once.values(), Counter[int]()), also=hidden)


def _hidden_in_a_quarter(scope: Scope, dimension: str, quarters: list[Period]) -> set[str]:
    """Countries and units of which the number of a quarter is hidden elsewhere. These are the same cases: their number
    of the year, less the quarters that are shown, would be the hidden one."""
    if dimension == Dimension.COUNTRY:
        counted = counted_once(reports_of(scope), quarters, dimension)
        return {key for cells in counted for key, shown in shown_once(cells, dimension).items() if shown is None}
    if dimension != Dimension.UNIT:
        return set()
    every = cells_by_unit(scope, quarters)
    hidden = {unit for unit, cells in every.items() if None in cells or not any(cells)}
    # The cases of no unit would give it away, together with the whole.
    return hidden | {""} if hidden else hidden


def _gaps(scope: Scope, dimension: str, quarters: list[Period]) -> dict[str, Counter[int]]:
    """Calendar days, by value: how many cases waited how long. One statement."""
    asked = Period(quarters[0].start, quarters[-1].end)
    known = reported(scope.cases, asked).filter(first_incident_on__isnull=False).order_by()
    rows, column = grouped(known.annotate(quarter=TruncQuarter("received_on")), dimension, "")
    found: dict[str, Counter[int]] = defaultdict(Counter)
    counted = rows.values_list(column, "first_incident_on", "received_on").annotate(number=EACH_ONCE)
    for value, began_on, received_on, number in counted:
        found[key_of(value)][(received_on - began_on).days] += number
    return found
