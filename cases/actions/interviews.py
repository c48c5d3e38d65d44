"""Interviews: planned, held or not, and recorded."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Move, Refused
from accounts.notices import tell
from accounts.roles import Role
from audit.trail import record
from cases.actions.indexing import index_words
from cases.actions.materiality import note_knowledge
from cases.models import Case, CaseTemplate, Interview, InterviewMove
from cases.opening import opening_of
from cases.states.desk import InterviewState, TemplateKind
from cases.workflow.desk import CANCEL_INTERVIEW, MOVE_INTERVIEW, PLAN_INTERVIEW, RECORD_INTERVIEW


@dataclass(frozen=True)
class InterviewFacts:
    """Whom somebody talks with, when, where and how. The person is one of the directory, or described."""

    conducted_by: Person
    planned_for: datetime
    mode: str
    language: str = "en"
    person: Person | None = None
    described: str = ""
    place: str = ""
    template: CaseTemplate | None = None
    is_by_counsel: bool = False


@transaction.atomic
def plan_interview(case: Case, *, facts: InterviewFacts, by: Person, at: datetime) -> Interview:
    """Plan to talk with somebody. How it opens is written down now, with what no template can leave out."""
    case = Case.objects.locked(case.pk, by=by)
    PLAN_INTERVIEW.check(by, case)
    template = _template_of(case, facts)
    _check_people(case, facts)
    is_by_counsel = facts.is_by_counsel or bool(facts.conducted_by.roles & {Role.COUNSEL, Role.GENERAL_COUNSEL})
    interview = Interview.objects.create(
        data_key=case.data_key,
        case=case,
        person=facts.person,
        described="" if facts.person else facts.described,
        template=template,
        language=facts.language,
        mode=facts.mode,
        place=facts.place,
        planned_for=facts.planned_for,
        conducted_by=facts.conducted_by,
        is_by_counsel=is_by_counsel,
        opening=opening_of(
            is_by_counsel=is_by_counsel, template=template.opening if template else "", language=facts.language
        ),
        planned_by=by,
        planned_at=at,
    )
    index_words(interview)
    note_knowledge(case, at=at)
    _record(interview, PLAN_INTERVIEW, "Planned an interview", by, at)
    if facts.conducted_by.pk != by.pk:
        tell([facts.conducted_by], "interview_planned", about=case, at=at, once=str(interview.pk))
    return interview


def _template_of(case: Case, facts: InterviewFacts) -> CaseTemplate | None:
    if facts.template is None:
        return None
    offered = CaseTemplate.objects.for_topic(TemplateKind.INTERVIEW, case.topic)
    found = offered.filter(pk=facts.template.pk).first()
    if found is None:
        raise Refused(_("This template is not in use any more. Please choose another one."), "template")
    return found


def _check_people(case: Case, facts: InterviewFacts) -> None:
    if facts.person is None and not facts.described:
        raise Refused(_("Say with whom: somebody of the directory, or who else it is."), "person")
    if facts.person == facts.conducted_by:
        raise Refused(_("Nobody interviews themself."), "conducted_by")
    if facts.person is not None and case.is_visible_to(facts.person):
        # A witness of a staff role is cut off from the case (DECISIONS 40), and that is what naming them does.
        raise Refused(_("They see this case. Name them in it first, so that they no longer do."), "person")
    if not case.is_visible_to(facts.conducted_by):
        raise Refused(_("Only somebody who may see this case can conduct an interview in it."), "conducted_by")


@transaction.atomic
def record_interview(interview: Interview, *, held_at: datetime, words: str, by: Person, at: datetime) -> Interview:
    """Write down what was said. It stays as it was written."""
    interview = locked_interview(interview, by)
    RECORD_INTERVIEW.check(by, interview)
    if held_at > at:
        raise Refused(_("This has not happened yet."), "held_at")
    interview.state, interview.held_at, interview.record = InterviewState.HELD, held_at, words
    interview.recorded_by, interview.recorded_at = by, at
    interview.save(update_fields=["state", "held_at", "record", "recorded_by", "recorded_at"])
    index_words(interview)
    _record(interview, RECORD_INTERVIEW, "Recorded an interview", by, at)
    return interview


@transaction.atomic
def move_interview(
    interview: Interview, *, planned_for: datetime, place: str, reason: str, by: Person, at: datetime
) -> Interview:
    """Put it to another time or place. When and where it was to be, and why it moved, stays."""
    interview = locked_interview(interview, by)
    MOVE_INTERVIEW.check(by, interview)
    if planned_for == interview.planned_for and place == str(interview.place):
        raise Refused(_("This is the time and place that it has."), "planned_for")
    moved = InterviewMove.objects.create(
        data_key=interview.data_key,
        interview=interview,
        former_time=interview.planned_for,
        former_place=str(interview.place),
        reason=reason,
        moved_by=by,
        moved_at=at,
    )
    interview.planned_for, interview.place = planned_for, place
    interview.save(update_fields=["planned_for", "place"])
    _record(interview, MOVE_INTERVIEW, "Moved an interview", by, at)
    colleagues = [person for person in (interview.conducted_by, interview.planned_by) if person.pk != by.pk]
    tell(colleagues, "interview_moved", about=interview.case, at=at, once=str(moved.pk))
    return interview


@transaction.atomic
def cancel_interview(interview: Interview, *, reason: str, by: Person, at: datetime) -> Interview:
    """Say that it was not held, and why."""
    interview = locked_interview(interview, by)
    CANCEL_INTERVIEW.check(by, interview)
    interview.state, interview.cancelled_because = InterviewState.CANCELLED, reason
    interview.cancelled_by, interview.cancelled_at = by, at
    interview.save(update_fields=["state", "cancelled_because", "cancelled_by", "cancelled_at"])
    index_words(interview)
    _record(interview, CANCEL_INTERVIEW, "An interview was not held", by, at)
    return interview


def locked_interview(interview: Interview, by: Person) -> Interview:
    """The interview, locked after its case, if `by` may see that now."""
    case = Case.objects.locked(interview.case_id, by=by)
    found: Interview = Interview.objects.select_for_update(of=("self",)).get(pk=interview.pk, case=case)
    found.case = case
    return found


def _record(interview: Interview, move: Move, sentence: str, by: Person, at: datetime) -> None:
    facts = {"interview": str(interview.pk)}
    record(interview.case, move.verb, by=by, at=at, sentence=sentence, facts=facts)
