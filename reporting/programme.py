"""The CCEO's view of the programme: whole quarters that are over, in the scope of the common digest.

Live, and the same for every reader: nothing in it moves when a single report arrives, so that nobody can tell from two
looks what came between them (DECISIONS 12).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.models import Allegation
from code_of_ethics.models import Topic
from reporting import charts, measures
from reporting.dashboards import Part
from reporting.periods import MONTHS_OF_A_QUARTER, Period, last_ended
from reporting.pictures import units_chart
from reporting.presentation import of_known
from reporting.scope import scope_of
from reporting.states import DigestKind
from reporting.units import units_by_quarter
from reporting.waiting import Waiting


def programme_period(today: date) -> Period:
    """The last four quarters that are over."""
    return last_ended(today, MONTHS_OF_A_QUARTER).last_twelve_months()


def programme_parts(period: Period) -> list[Part]:
    """Affirmations, how long people waited before they reported, retaliation and the hotline's own test."""
    scope = scope_of(DigestKind.COMMON)
    return [_affirmed(period), _waited(scope, period), _retaliation(scope, period), _tested(period)]


def _card(label: str, value: str, url: str = "", hint: str = "", tone: str = "") -> Waiting:
    return Waiting(label, value, url, tone, hint)


def in_percent(rate: Mapping[str, Any] | None) -> str:
    if rate is None or rate["percent"] is None:
        return "–"
    return f"{charts.show_number(rate['percent'])}\u00a0%"


def of_how_many(rate: Mapping[str, Any]) -> str:
    """The *n* beside a rate."""
    return _("%(count)s of %(all)s") % {"count": f"{rate['count']:,}", "all": f"{rate['of']:,}"}


def _affirmed(period: Period) -> Part:
    found = measures.affirmations(period)
    if found is None:
        return Part("affirmations", _("Affirmations"), [], note=_("Nobody has been asked yet."))
    where = reverse("code_of_ethics:affirmations")
    cards = [
        _card(_("Affirmed"), in_percent(found["affirmed"]), where, of_how_many(found["affirmed"])),
        _card(_("Stated exceptions"), str(found["exceptions"]), where),
    ]
    return Part("affirmations", _("Affirmations"), cards)


def _waited(scope: Any, period: Period) -> Part:
    days, unknown = measures.reporting_gap_days(scope.cases, period)
    gap = measures.typical_days(days)
    of = of_known(gap | {"unknown": unknown})
    cards = [
        _card(label, "–" if gap[key] is None else charts.show_number(gap[key]), "", of)
        for key, label in (("median", _("Median in days")), ("mean", _("Mean in days")))
    ]
    return Part("reporting_gap", _("From the first incident to the report"), cards)


def _retaliation(scope: Any, period: Period) -> Part:
    allegations = scope.of(Allegation.objects.all(), "case")
    named = Topic.objects.provisions_on_retaliation()
    share = measures.retaliation_share(allegations, Q(provision__key__in=named), period)
    cards = [_card(_("Retaliation rate"), in_percent(share), "", of_how_many(share))]
    return Part("retaliation", _("Retaliation"), cards)


def _tested(period: Period) -> Part:
    where = reverse("hotline_tests:list")
    cards = []
    for row in measures.hotline_tests(period):
        rate, slowest = row["acknowledged"], row["slowest_days"]
        hint = of_how_many(rate) if rate["of"] else _("not tested")
        if slowest is not None:
            hint = _("%(n)s, slowest after %(days)s days") % {"n": hint, "days": slowest}
        tone = "danger" if rate["count"] < rate["of"] else ""
        cards.append(_card(row["name"], in_percent(rate), where, hint, tone))
    return Part("hotline", _("Hotline tests: acknowledged in time"), cards)


def units_parts(period: Period) -> list[Part]:
    """Cases by the unit that they concern: quarter by quarter, and per 100 employees. Exactly what a digest of the
    period would show (`units.py`)."""
    table = units_by_quarter(scope_of(DigestKind.COMMON).cases, period)
    return [_unit_map(table), units_part(table, period)]


def _unit_map(table: dict[str, Any]) -> Part:
    title, chart = _("Cases by unit, quarter by quarter"), units_chart(table)
    none = _("Every unit had so few cases in each quarter that the figure could point to a person.")
    return Part("units", title, [], note="" if chart else none, chart=chart)


def units_part(table: dict[str, Any], period: Period) -> Part:
    """Per 100 employees of each unit. A unit of which one quarter is hidden has no total, and so no rate from which
    the hidden quarter could be worked out."""
    people = measures.headcount_by_unit(period)
    rates = [
        (row["name"], measures.per_100_employees(row["total"], people[row["name"]]), row["total"])
        for row in table["rows"]
        if row["total"] is not None and people.get(row["name"])
    ]
    rows = [(_("%(unit)s (n = %(n)s)") % {"unit": unit, "n": n}, rate or 0) for unit, rate, n in rates]
    if not rows:
        none = _("No unit can be shown: each had a quarter with so few cases that the figure could point to a person.")
        return Part("unit_rates", _("Cases per 100 employees, by unit"), [], note=none)
    note = _("Units with too few cases in a quarter are not shown.")
    chart = charts.bar_chart(
        title=_("Cases per 100 employees, by unit"),
        summary=_("By the unit of the people whom cases are about. A very low rate is a warning, not a success."),
        rows=sorted(rows, key=lambda row: (-row[1], row[0])),
        unit=_("per 100 employees"),
    )
    return Part("unit_rates", _("Cases per 100 employees, by unit"), [], note=note, chart=chart)
