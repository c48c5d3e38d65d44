"""How long people waited before they reported, of cases that came in quarters that are over. By topic or country, of a
calendar year."""

from collections import Counter, defaultdict

from django.db.models import Count
from django.db.models.functions import TruncQuarter

from reporting.exploring.closed import group_of, shown_medians
from reporting.exploring.lines import Line
from reporting.measures import reported
from reporting.periods import Period
from reporting.scope import Scope


def gap_lines(scope: Scope, dimension: str, quarters: list[Period]) -> tuple[list[Line], Line | None]:
    """The lines and the whole. Their *n* are the cases of which somebody knows when they began. One statement."""
    asked = Period(quarters[0].start, quarters[-1].end)
    known = reported(scope.cases, asked).filter(first_incident_on__isnull=False).order_by()
    rows = known.annotate(quarter=TruncQuarter("received_on"))
    found: dict[str, Counter[int]] = defaultdict(Counter)
    columns = (group_of(dimension, ""), "first_incident_on", "received_on")
    for value, began_on, received_on, number in rows.values_list(*columns).annotate(number=Count("pk")):
        found[str(value)][(received_on - began_on).days] += number
    return shown_medians(found, dimension, quarters)
