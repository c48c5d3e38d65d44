"""How a report reached the office where somebody else wrote it down: an operator, or a colleague who was told."""

from typing import Any

from django.utils.translation import gettext as _

from cases.models import Report
from cases.views.officer.pages import day


def how_it_came(report: Report, works_it: bool) -> list[tuple[str, Any]]:
    """Facts for the page of a case. Who passed a report on is for those who work it: it may point to who told them."""
    return [*_recorded(report), *_passed_on(report, works_it)]


def _recorded(report: Report) -> list[tuple[str, Any]]:
    if report.recorded_by is None:
        return []
    facts = [(_("Written down by"), report.recorded_by.full_name)]
    if report.read_back:
        facts.append((_("Read back"), str(report.get_read_back_display())))
    return facts


def _passed_on(report: Report, works_it: bool) -> list[tuple[str, Any]]:
    referral = getattr(report, "referral", None)
    if referral is None:
        return []
    days = {"due": day(referral.due_on), "passed": day(referral.passed_on)}
    if referral.is_late:
        passed = _("%(passed)s. Late: it was due by %(due)s.") % days
    else:
        passed = _("%(passed)s, in time: it was due by %(due)s.") % days
    return [
        (_("Passed on by"), str(referral.referrer_name) if works_it else _("The office knows the name.")),
        (_("Told on"), day(referral.told_on)),
        (_("Passed on"), passed),
        (_("Concerned themselves"), _("They say so, or are not sure") if referral.is_concerned else _("No")),
    ]
