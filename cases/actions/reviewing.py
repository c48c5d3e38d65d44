"""A reporter asks that the closing be reviewed; somebody of another office decides."""

from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from accounts.roles import HEAD_OF, Role
from audit.trail import record
from cases.access_keys import holds_an_access_key
from cases.actions.afterwards import note, once
from cases.actions.closing import begin_again
from cases.actions.dialogue import write_to_reporters
from cases.actions.naming import heed_later_words
from cases.models import AccessGrant, Case, Report, ReviewRequest
from cases.states.access import GrantReason
from cases.states.care import ReviewDecision
from cases.states.case import CaseState
from cases.states.report import ReportKind
from cases.workflow.care import DECIDE_REVIEW
from clocks import kinds
from clocks.actions import start_clock, stop_clock

BARRED = DECIDE_REVIEW.never


def may_ask_for_review(report: Report, on: date) -> bool:
    """Whether a reporter may ask now: the case is closed, not long ago, and they never asked before."""
    case = report.case
    if case.state != CaseState.CLOSED or case.closed_on is None or report.counted_as != ReportKind.REPORT:
        return False
    return not hasattr(report, "review_request") and on <= case.closed_on + timedelta(days=settings.REVIEW_DAYS)


@transaction.atomic
def ask_for_review(report: Report, *, words: str, receipt: str, at: datetime) -> ReviewRequest:
    """The reporter asks, once, that somebody else looks whether the case was closed rightly."""

    def ask(report: Report) -> ReviewRequest:
        if holds_an_access_key(words):
            raise Refused(
                _("This looks like your access key. Keep it to yourself: please take it out of the message."), "words"
            )
        case = Case.objects.locked(report.case_id, by=None)
        report.case, day = case, timezone.localdate(at)
        if not may_ask_for_review(report, day) or case.closed_on is None:
            raise Refused(_("A review can be asked for once, soon after the closing. You may still write to us here."))
        heed_later_words(case, report, "", words, by=None, at=at)
        asked = ReviewRequest.objects.create(
            data_key=report.data_key, report=report, words=words, asked_on=day, closed_on=case.closed_on
        )
        start_clock(asked, kinds.REVIEW, at=day)
        note(report, "ask_for_review", "The reporter asks that the closing be reviewed", at=at)
        appoint_reviewers(asked, at=report.moment(at))
        return asked

    return once(report, receipt, ask, ReviewRequest, at=at)


@transaction.atomic
def decide_review(
    review: ReviewRequest, *, decision: str, reasons: str, message: str, by: Person, at: datetime
) -> ReviewRequest:
    """Let the closing stand, or reopen the case. The reporter is told; access given for this ends with it."""
    case = Case.objects.locked(review.report.case_id, by=by)
    review = (
        ReviewRequest.objects.select_for_update(of=("self",))
        .select_related("report")
        .get(pk=review.pk, report__case=case)
    )
    review.report.case = case
    DECIDE_REVIEW.check(by, review)
    if by.pk == case.closed_by_id:
        raise Refused(_("You closed this case. Somebody else decides whether that was right."))
    review.decision, review.reasons = decision, reasons
    review.decided_by, review.decided_at = by, at
    review.save(update_fields=["decision", "reasons", "decided_by", "decided_at"])
    stop_clock(review, kinds.REVIEW, at=at)
    write_to_reporters(case, message, by=by, at=at, only=review.report)
    if decision == ReviewDecision.REOPENED and case.state == CaseState.CLOSED:
        begin_again(case, reason=reasons, by=by, at=at)
    facts = {"decision": decision}
    record(case, DECIDE_REVIEW.verb, by=by, at=at, sentence="Decided on the reporter's request for review", facts=facts)
    case.access_grants.active(at).filter(reason=GrantReason.REVIEW).update(ended_at=at)
    tell(case.staff(), "review_decided", about=case, at=at, once=str(review.pk))
    return review


def appoint_reviewers(review: ReviewRequest, *, at: datetime | date) -> list[Person]:
    """Give the case to who decides on the review: the head of the other office; else somebody of the committee.

    The case is locked by the caller. Where nobody is free the sweep looks again.
    """
    case = review.report.case
    found = _free_reviewers(case)
    for person in found:
        AccessGrant.objects.get_or_create(
            case=case,
            person=person,
            reason=GrantReason.REVIEW,
            ended_at=None,
            defaults={"granted_on": timezone.localdate(at) if isinstance(at, datetime) else at},
        )
    tell(found, "review_asked", about=review, at=at)
    return found


def _free_reviewers(case: Case) -> list[Person]:
    """Of a case of the chair the committee's other members; nobody who worked or closed it, nobody behind its wall."""
    committee: list[list[Role]] = [[Role.AUDIT_COMMITTEE_CHAIR], [Role.AUDIT_COMMITTEE]]
    others: list[list[Role]] = [[role for role in HEAD_OF.values() if role != case.head_role]] if case.office else []
    for roles in [*others, *committee]:
        people = [
            person
            for person in case.unwalled(Person.objects.holding(*roles)).as_they_joined(*roles)
            if not case.relations(person) & BARRED and person.pk not in (case.closed_by_id, case.submitted_by_id)
        ]
        if people:
            return people[:1]
    return []


def settle_reviews(at: datetime) -> int:
    """The sweep: a review whose decider was cut off, or never found, is given to somebody else; how many were."""
    waiting = ReviewRequest.objects.open().filter(report__case__shredded_on__isnull=True).values_list("pk", flat=True)
    return sum(_settle(pk, at) for pk in [*waiting])


@transaction.atomic
def _settle(pk: UUID, at: datetime) -> int:
    review = ReviewRequest.objects.select_related("report").get(pk=pk)
    review.report.case = Case.objects.locked(review.report.case_id, by=None)
    if review.reviewers():
        return 0
    return int(bool(appoint_reviewers(review, at=at)))
