"""The CCEO's view of the whole programme: whole quarters that are over, in the scope of the common digest.

Live, and the same for every reader: nothing in it moves when a single report arrives, so that nobody can tell from two
looks what came between them (DECISIONS 12).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.models import Allegation, Report
from cases.states.report import ReportKind
from code_of_ethics.models import Topic
from reporting import charts, measures
from reporting.dashboards import Part
from reporting.periods import MONTHS_OF_A_QUARTER, Period, last_ended
from reporting.scope import scope_of
from reporting.states import DigestKind
from reporting.suppression import suppressed
from reporting.waiting import Waiting


def programme_period(today: date) -> Period:
    """The last four quarters that are over."""
    return last_ended(today, MONTHS_OF_A_QUARTER).last_twelve_months()


def programme_parts(period: Period) -> list[Part]:
    """Reports per 100 employees by unit, affirmations, retaliation and the hotline's own test."""
    scope = scope_of(DigestKind.COMMON)
    reports = scope.of(Report.objects.genuine().filter(counted_as=ReportKind.REPORT), "case")
    return [
        _affirmed(period),
        _retaliation(scope, period),
        _tested(period),
        _units(reports, period),
    ]


def _card(label: str, value: str, url: str = "", hint: str = "", tone: str = "") -> Waiting:
    return Waiting(label, value, url, tone, hint)


def in_percent(rate: Mapping[str, Any] | None) -> str:
    if rate is None or rate["percent"] is None:
        return "–"
    return f"{charts.show_number(rate['percent'])} %"


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


def _retaliation(scope: Any, period: Period) -> Part:
    allegations = scope.of(Allegation.objects.all(), "case")
    named = Topic.objects.filter(is_retaliation=True).exclude(provision_key="").values("provision_key")
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
    return Part("hotline_tests", _("Hotline tests: acknowledged in time"), cards)


def _units(reports: Any, period: Period) -> Part:
    """Per 100 employees of each unit. A unit with fewer than 5 reports is hidden, and with it what would tell."""
    counted, people = measures.reports_by_unit(reports, period), measures.headcount_by_unit(period)
    shown = suppressed({unit: counted.get(unit, 0) for unit in people})
    rows = [(unit, measures.per_100_employees(number, people[unit]) or 0) for unit, number in shown.items() if number]
    hidden = sum(1 for number in shown.values() if number is None)
    note = _("%(count)s units with too few reports are not shown.") % {"count": hidden} if hidden else ""
    if not rows:
        return Part("per_100", _("Reports per 100 employees, by unit"), [], note=note or _("Nothing to show yet."))
    chart = charts.bar_chart(
        title=_("Reports per 100 employees, by unit"),
        summary=_("By the unit of the people whom reports are about. A very low rate is a warning, not a success."),
        rows=sorted(rows, key=lambda row: (-row[1], row[0])),
        unit=_("per 100 employees"),
    )
    return Part("per_100", _("Reports per 100 employees, by unit"), [], note=note, chart=chart)
