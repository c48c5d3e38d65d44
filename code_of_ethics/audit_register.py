"""Compliance audits as a table, in the form in which they leave the Portal: a line for each finding."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.spreadsheets import Row
from code_of_ethics.models import AuditFinding, ComplianceAudit


def table(audits: Iterable[ComplianceAudit], findings: Iterable[AuditFinding]) -> tuple[Row, list[Row]]:
    """Headings and rows, all of them text. An audit without a finding has a line of its own."""
    headings = [
        _("Provision"), _("Where"), _("Question"), _("State"), _("To be reported by"), _("Reported"),
        _("How they are chosen"), _("How many are looked at"), _("Of how many"), _("Rating"), _("Conclusion"),
        _("Finding"), _("Rating of the finding"), _("Owner"), _("State of the finding"), _("Management"),
        _("Response"), _("Due"), _("What was done"), _("Closed"),
    ]  # fmt: skip
    found: dict[object, list[AuditFinding]] = {}
    for one in findings:
        found.setdefault(one.audit_id, []).append(one)
    rows: list[Row] = []
    for audit in audits:
        rows += [[*_about(audit), *_of(one)] for one in found.get(audit.pk, [None])]
    return headings, rows


def _about(audit: ComplianceAudit) -> Row:
    return [
        str(audit.provision), audit.unit_label, str(audit.question), audit.get_state_display(), _day(audit.due_on),
        _day(audit.reported_at), audit.get_sample_method_display(), _number(audit.sample_size),
        _number(audit.population), audit.get_rating_display(), str(audit.conclusion or ""),
    ]  # fmt: skip


def _of(finding: AuditFinding | None) -> Row:
    if finding is None:
        return [""] * 9
    return [
        str(finding.text), finding.get_rating_display(), finding.owner.full_name, finding.get_state_display(),
        finding.get_agreement_display(), str(finding.response or ""), _day(finding.due_on),
        str(finding.report or ""), _day(finding.closed_at),
    ]  # fmt: skip


def _day(moment: date | datetime | None) -> str:
    if moment is None:
        return ""
    return (localdate(moment) if isinstance(moment, datetime) else moment).isoformat()


def _number(number: int | None) -> str:
    return "" if number is None else str(number)
