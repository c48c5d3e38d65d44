"""What others have published, ready to stand beside our own figures."""

from typing import Any

from django.utils.translation import gettext as _

from reporting.models import Benchmark
from reporting.states import MeasureKey, Unit

UNITS: dict[str, Unit] = {
    MeasureKey.PER_100: Unit.PER_100,
    MeasureKey.CLOSURE: Unit.DAYS,
    MeasureKey.REPORTING_GAP: Unit.DAYS,
}


def unit_of(measure: str) -> Unit:
    """Rates are told in percent; three measures have a unit of their own."""
    return UNITS.get(measure, Unit.PERCENT)


def published() -> dict[str, list[dict[str, Any]]]:
    """The medians in use by measure, the newest year first, as plain values that may be frozen. One statement."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in Benchmark.objects.standing():
        found.setdefault(row.measure, []).append({"year": row.year, "value": float(row.value), "source": row.source})
    return found


def in_words(measure: str, medians: list[dict[str, Any]] | None) -> str:
    """The newest median as it stands beside a figure, such as “46 % (2024)”; empty where nothing is published."""
    if not medians:
        return ""
    newest = medians[0]
    value = f"{newest['value']:,.2f}".rstrip("0").rstrip(".")
    words = {
        Unit.PER_100: _("%(value)s a year (%(year)s)"),
        Unit.DAYS: _("%(value)s days (%(year)s)"),
        Unit.PERCENT: _("%(value)s %% (%(year)s)"),
    }
    return words[unit_of(measure)] % {"value": value, "year": newest["year"]}
