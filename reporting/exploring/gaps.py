"""How long people waited before they reported, of cases that came in quarters that are over. By topic, country or
unit, of a calendar year."""

from collections import Counter, defaultdict

from django.db.models.functions import TruncQuarter

from reporting.exploring.closed import EACH_ONCE, grouped, key_of, shown_medians
from reporting.exploring.hidden import hidden_in_a_quarter
from reporting.exploring.lines import Line
from reporting.measures import reported
from reporting.periods import Period
from reporting.scope import Scope
from reporting.states import Dimension


def gap_lines(scope: Scope, dimension: str, quarters: list[Period]) -> tuple[list[Line], Line | None]:
    """The lines and the whole, each case once. Their *n* are the cases of which somebody knows when they began."""
    found = _gaps(scope, dimension, quarters)
    once = _gaps(scope, Dimension.QUARTER, quarters) if dimension == Dimension.UNIT else found
    # The same cases are counted there.
    hidden = hidden_in_a_quarter(scope, dimension, quarters)
    return shown_medians(found, dimension, quarters, whole=sum(once.values(), Counter[int]()), also=hidden)


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
