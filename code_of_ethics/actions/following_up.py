"""Findings of compliance audits: answered by management, put right, and seen to be done."""

from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from accounts.roles import Office
from audit.trail import record
from clocks import kinds
from clocks.actions import start_clock, stop_clock
from code_of_ethics.actions.auditing import check_owner
from code_of_ethics.models import AuditFinding
from code_of_ethics.models.offices import colleagues
from code_of_ethics.states.audits import FindingState
from code_of_ethics.workflow.audits import (
    ANSWER_FINDING,
    CLOSE_FINDING,
    FINISH_FINDING,
    REASSIGN_FINDING,
    RETURN_FINDING,
)


@transaction.atomic
def answer_finding(
    finding: AuditFinding, *, agreement: str, response: str, due_on: date, by: Person, at: datetime
) -> AuditFinding:
    """Say, as management, whether one agrees, what will be done, and by which day. Its clock runs to that day."""
    finding = AuditFinding.objects.locked(finding.pk, by=by)
    ANSWER_FINDING.check(by, finding)
    if due_on <= localdate(at):
        raise Refused(_("Choose a day that lies ahead."), "due_on")
    finding.state, finding.answered_by, finding.answered_at = FindingState.ANSWERED, by, at
    finding.agreement, finding.response, finding.due_on = agreement, response.strip(), due_on
    finding.save(update_fields=["state", "answered_by", "answered_at", "agreement", "response", "due_on"])
    stop_clock(finding, kinds.AUDIT_RESPONSE, at=at)
    start_clock(finding, kinds.AUDIT_FOLLOW_UP, at=at, on=due_on)
    sentence = _("Answered, to be done by %(day)s") % {"day": date_format(due_on)}
    facts = {"agreement": agreement, "due_on": due_on.isoformat()}
    record(finding, ANSWER_FINDING.verb, by=by, at=at, sentence=sentence, facts=facts)
    tell(colleagues(Office.GENERAL_AUDITOR), "audit_finding_answered", about=finding, at=at)
    return finding


@transaction.atomic
def finish_finding(finding: AuditFinding, *, report: str, by: Person, at: datetime) -> AuditFinding:
    """Say that it is done, and how. The General Auditor's office looks at it."""
    finding = AuditFinding.objects.locked(finding.pk, by=by)
    FINISH_FINDING.check(by, finding)
    finding.state, finding.done_by, finding.done_at = FindingState.DONE, by, at
    finding.report = report.strip()
    finding.save(update_fields=["state", "done_by", "done_at", "report"])
    stop_clock(finding, kinds.AUDIT_FOLLOW_UP, at=at)
    record(finding, FINISH_FINDING.verb, by=by, at=at, sentence=_("Said to be done"))
    tell(colleagues(Office.GENERAL_AUDITOR), "audit_finding_done", about=finding, at=at, once=at.isoformat())
    return finding


@transaction.atomic
def close_finding(finding: AuditFinding, *, closing: str, by: Person, at: datetime) -> AuditFinding:
    """Close it: somebody of the General Auditor's office has seen that it is done, and says what they saw."""
    finding = AuditFinding.objects.locked(finding.pk, by=by)
    CLOSE_FINDING.check(by, finding)
    finding.state, finding.closed_by, finding.closed_at = FindingState.CLOSED, by, at
    finding.closing = closing.strip()
    finding.save(update_fields=["state", "closed_by", "closed_at", "closing"])
    record(finding, CLOSE_FINDING.verb, by=by, at=at, sentence=_("Closed: seen to be done"))
    tell([finding.owner], "audit_finding_closed", about=finding, at=at)
    return finding


@transaction.atomic
def return_finding(finding: AuditFinding, *, reason: str, by: Person, at: datetime) -> AuditFinding:
    """Give it back, because it is not done yet. The day that management has set still counts."""
    finding = AuditFinding.objects.locked(finding.pk, by=by)
    RETURN_FINDING.check(by, finding)
    finding.state, finding.done_by, finding.done_at = FindingState.ANSWERED, None, None
    finding.report, finding.returned_reason = None, reason.strip()
    finding.save(update_fields=["state", "done_by", "done_at", "report", "returned_reason"])
    start_clock(finding, kinds.AUDIT_FOLLOW_UP, at=at, on=finding.due_on)
    record(finding, RETURN_FINDING.verb, by=by, at=at, sentence=_("Given back: not done yet"))
    tell([finding.owner], "audit_finding_returned", about=finding, at=at, once=at.isoformat())
    return finding


@transaction.atomic
def reassign_finding(finding: AuditFinding, *, owner: Person, by: Person, at: datetime) -> AuditFinding:
    """Give it to another owner, such as when the former one has left. Days and answer stay."""
    finding = AuditFinding.objects.locked(finding.pk, by=by)
    REASSIGN_FINDING.check(by, finding)
    check_owner(owner)
    if owner == finding.owner:
        raise Refused(_("They own it already."), "owner")
    names = {"former": finding.owner.full_name, "owner": owner.full_name}
    finding.owner = owner
    finding.save(update_fields=["owner"])
    sentence = _("Given from %(former)s to %(owner)s") % names
    record(finding, REASSIGN_FINDING.verb, by=by, at=at, sentence=sentence, names={str(owner.pk): owner.full_name})
    tell([owner], "audit_finding_raised", about=finding, at=at)
    return finding
