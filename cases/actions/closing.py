"""Review, closing by a second person, and reopening."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from audit.trail import record
from cases.actions.deadlines import refresh_due
from cases.actions.dialogue import write_to_reporters
from cases.actions.linked_reports import fire_for_subjects
from cases.actions.plans import check_tasks
from cases.actions.triage import mark_closed
from cases.models import Action, Case
from cases.states.case import CaseState, Outcome
from cases.states.materiality import Materiality
from cases.states.outcome import ActionKind
from cases.workflow.case import CLOSE, REOPEN, RETURN_TO_INVESTIGATION, SUBMIT_FOR_REVIEW
from clocks import kinds
from clocks.actions import start_clock
from clocks.models import Clock


@transaction.atomic
def submit_for_review(case: Case, *, reason: str, by: Person, at: datetime) -> Case:
    """Say that the investigation is complete: every allegation has its finding."""
    case = Case.objects.locked(case.pk, by=by)
    SUBMIT_FOR_REVIEW.check(by, case)
    check_findings(case)
    check_tasks(case)
    case.state, case.submitted_by = CaseState.REVIEW, by
    case.outcome, case.closing_reason = Outcome.FINDINGS, reason
    case.save(update_fields=["state", "submitted_by", "outcome", "closing_reason"])
    record(case, SUBMIT_FOR_REVIEW.verb, by=by, at=at, sentence="Submitted for review")
    tell(
        [person for person in case.staff() if person.pk not in (by.pk, case.assignee_id)],
        "case_to_review",
        about=case,
        at=at,
        once=at.isoformat(),
    )
    return case


@transaction.atomic
def return_to_investigation(case: Case, *, reason: str, by: Person, at: datetime) -> Case:
    """Send the case back, with what is missing."""
    case = Case.objects.locked(case.pk, by=by)
    RETURN_TO_INVESTIGATION.check(by, case)
    case.state, case.submitted_by, case.outcome = CaseState.INVESTIGATION, None, ""
    case.closing_reason = reason
    case.save(update_fields=["state", "submitted_by", "outcome", "closing_reason"])
    record(case, RETURN_TO_INVESTIGATION.verb, by=by, at=at, sentence="Sent back to investigation")
    tell(case.clock_recipients(), "case_sent_back", about=case, at=at, once=at.isoformat())
    return case


@transaction.atomic
def close_case(case: Case, *, message: str, by: Person, at: datetime) -> Case:
    """Close a case whose every allegation has a finding. A second person does it, and the reporter is told."""
    case = Case.objects.locked(case.pk, by=by)
    CLOSE.check(by, case)
    if case.outcome == Outcome.FINDINGS:
        check_findings(case)
        _check_consequences(case)
    _check_materiality(case)
    write_to_reporters(case, message, by=by, at=at)
    mark_closed(case, case.outcome, str(case.closing_reason), by, at)
    record(case, CLOSE.verb, by=by, at=at, sentence="Closed the case", facts={"outcome": case.outcome})
    tell(case.clock_recipients(), "case_closed", about=case, at=at, once=at.isoformat())
    return case


@transaction.atomic
def reopen_case(case: Case, *, reason: str, by: Person, at: datetime) -> Case:
    """Open a closed case again, with a reason. Findings stay until they are recorded anew."""
    case = Case.objects.locked(case.pk, by=by)
    REOPEN.check(by, case)
    begin_again(case, reason=reason, by=by, at=at)
    record(case, REOPEN.verb, by=by, at=at, sentence="Reopened the case")
    tell(case.clock_recipients(), "case_reopened", about=case, at=at, once=at.isoformat())
    return case


def begin_again(case: Case, *, reason: str, by: Person, at: datetime) -> None:
    """The reopening itself. The case is locked, and who may do this was asked by the caller."""
    case.state, case.outcome, case.closing_reason = CaseState.INVESTIGATION, "", reason
    case.closed_by, case.closed_at, case.closed_on, case.submitted_by = None, None, None, None
    if case.triaged_by_id is None:
        case.triaged_by, case.triaged_at = by, at
    case.save(
        update_fields=[
            "state",
            "outcome",
            "closing_reason",
            "closed_by",
            "closed_at",
            "closed_on",
            "submitted_by",
            "triaged_by",
            "triaged_at",
        ]
    )
    start_clock(case, kinds.INVESTIGATION, at=at)
    refresh_due(case)
    fire_for_subjects(case, at=at)


def check_findings(case: Case) -> None:
    """Raise `Refused` unless there is an allegation and each has its finding."""
    allegations = list(case.allegations.all())
    if not allegations:
        raise Refused(_("There is no allegation yet. Add at least one, with its finding."))
    missing = sum(1 for allegation in allegations if not allegation.finding)
    if missing:
        raise Refused(_("%(count)s of the allegations still has no finding.") % {"count": missing})


def _check_consequences(case: Case) -> None:
    """Every subject of a substantiated finding has a consequence on record, or the reason why there is none."""
    found = case.allegations.filter(subject__isnull=False).select_related("subject")
    needed = {one.subject.whom for one in found if one.is_adverse and one.subject}
    standing = Action.objects.standing().filter(case=case, kind=ActionKind.DISCIPLINE)
    answered = standing.select_related("allegation__subject")
    missing = needed - {one.allegation.subject.whom for one in answered if one.allegation and one.allegation.subject}
    if missing:
        raise Refused(
            ngettext(
                "The consequence for %(count)s subject is missing. Record it under “Outcomes”, or the reason why "
                "there is none.",
                "The consequence for %(count)s subjects is missing. Record it under “Outcomes”, or the reason why "
                "there is none.",
                len(missing),
            )
            % {"count": len(missing)}
        )


def _check_materiality(case: Case) -> None:
    """A question of materiality is answered before the case ends."""
    if not case.triggers.exists():
        return
    decisions = case.materiality_decisions.all()
    # A clock that runs asks anew: what came since, with a merge for example, was not decided on.
    asked_anew = Clock.objects.of(case).running().filter(kind__in=kinds.MATERIALITY).exists()
    if asked_anew or not any(d.is_effective or d.outcome == Materiality.MATERIAL for d in decisions):
        raise Refused(_("The question whether this is material is still open. Decide it before closing."))
