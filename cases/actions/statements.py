"""Statements: written, shown to whoever said it and to nobody else outside the case, and answered by them once."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from audit.trail import record
from cases.actions.indexing import index_words
from cases.actions.interviews import locked_interview
from cases.models import Case, Interview, Statement
from cases.statement_codes import statement_code_digest
from cases.states.desk import ConfirmedBy, StatementState
from cases.workflow.desk import ASK_TO_CONFIRM, CONFIRM_STATEMENT, READ_BACK_STATEMENT, WRITE_STATEMENT

# How long somebody has to answer, and may look at the statement.
TIME_TO_ANSWER = timedelta(days=14)


@transaction.atomic
def write_statement(interview: Interview, *, text: str, by: Person, at: datetime) -> Statement:
    """Write what the person is asked to confirm. An earlier version that still waits is replaced and opens no more."""
    interview = locked_interview(interview, by)
    WRITE_STATEMENT.check(by, interview)
    former = interview.statements.order_by("-number").first()
    if former is not None and former.state in (StatementState.CONFIRMED, StatementState.DECLINED):
        raise Refused(_("The statement of this interview was answered already. Hold another interview."))
    if former is not None:
        former.state, former.code_digest = StatementState.REPLACED, ""
        former.save(update_fields=["state", "code_digest"])
    statement = Statement.objects.create(
        data_key=interview.data_key,
        interview=interview,
        number=former.number + 1 if former else 1,
        text=text,
        written_by=by,
        written_at=at,
    )
    index_words(statement)
    _record(statement, WRITE_STATEMENT.verb, "Wrote a statement", by, at, number=statement.number)
    return statement


@transaction.atomic
def ask_to_confirm(statement: Statement, *, code: str = "", by: Person, at: datetime) -> Statement:
    """Show the statement to whoever said it: signed in, or with a personal `code` for those who can't sign in."""
    statement = _locked(statement, by)
    ASK_TO_CONFIRM.check(by, statement)
    person = statement.interview.person
    signs_in = person is not None and can_sign_in(person, at)
    if not signs_in and not code:
        raise Refused(_("This person can’t sign in, and needs a personal code."))
    statement.asked_by, statement.asked_at = by, at
    statement.asked_until = timezone.localdate(at) + TIME_TO_ANSWER
    statement.code_digest = "" if signs_in else statement_code_digest(code)
    statement.save(update_fields=["asked_by", "asked_at", "asked_until", "code_digest"])
    _record(statement, ASK_TO_CONFIRM.verb, "Asked somebody to confirm their statement", by, at)
    if signs_in and person is not None:
        tell([person], "statement_to_confirm", about=statement, at=at, once=at.isoformat())
    return statement


def can_sign_in(person: Person, at: datetime) -> bool:
    """Whether this person has a way into the Portal today."""
    return hasattr(person, "user") and not person.has_left(timezone.localdate(at))


@transaction.atomic
def read_back_statement(statement: Statement, *, corrections: str = "", by: Person, at: datetime) -> Statement:
    """Sign off that the statement was read to the person, who confirmed it, with what they corrected."""
    statement = _locked(statement, by)
    READ_BACK_STATEMENT.check(by, statement)
    statement.read_back_by = by
    _answer(statement, StatementState.CONFIRMED, ConfirmedBy.READ_BACK, corrections, at)
    _record(statement, READ_BACK_STATEMENT.verb, "Signed off a statement that was read back", by, at)
    return statement


@transaction.atomic
def confirm_statement(
    statement: Statement, *, is_right: bool, corrections: str = "", by: Person | None, at: datetime
) -> Statement:
    """The person's answer: it is right, perhaps with corrections beside it, or they don't confirm it.

    `by` is whoever was interviewed, signed in, or nobody where a personal code opened it; then only the day is kept.
    """
    today = timezone.localdate(at)
    Case.objects.locked(Interview.objects.get(pk=statement.interview_id).case_id, by=None)
    asked = Statement.objects.asked_of(by, today) if by else Statement.objects.filter(asked_until__gte=today)
    locked = asked.select_related("interview__case").select_for_update(of=("self",))
    # The very code that opened it: asked anew, it opens no more.
    statement = locked.get(pk=statement.pk, code_digest="" if by else statement.code_digest)
    CONFIRM_STATEMENT.check(by, statement)
    if not is_right and not corrections:
        raise Refused(_("Please say what is not right."), "corrections")
    state = StatementState.CONFIRMED if is_right else StatementState.DECLINED
    _answer(statement, state, ConfirmedBy.SIGNED_IN if by else ConfirmedBy.LINK, corrections, at)
    case = statement.interview.case
    record(
        case,
        CONFIRM_STATEMENT.verb,
        by=by or "the person interviewed",
        at=at if by else today,
        sentence="Confirmed a statement" if is_right else "Did not confirm a statement",
        facts={"statement": str(statement.pk), "corrected": bool(corrections)},
    )
    tell(case.staff(), "statement_answered", about=case, at=at if by else today, once=str(statement.pk))
    return statement


def _answer(statement: Statement, state: str, how: str, corrections: str, at: datetime) -> None:
    statement.state, statement.how, statement.corrections = state, how, corrections
    statement.answered_on = timezone.localdate(at)
    statement.save(update_fields=["state", "how", "corrections", "answered_on", "read_back_by"])
    index_words(statement)


def _locked(statement: Statement, by: Person) -> Statement:
    interview = locked_interview(Interview.objects.get(pk=statement.interview_id), by)
    found: Statement = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    found.interview = interview
    return found


def _record(statement: Statement, verb: str, sentence: str, by: Person, at: datetime, **facts: int) -> None:
    told = {"statement": str(statement.pk), **facts}
    record(statement.interview.case, verb, by=by, at=at, sentence=sentence, facts=told)
