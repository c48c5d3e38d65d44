"""The first days of a case: acknowledge, triage, and the ways out that need no investigation."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from audit.trail import record
from cases.actions.deadlines import refresh_due
from cases.actions.dialogue import write_to_reporters
from cases.actions.first_incident import set_first_incident
from cases.actions.hotline_endings import settle_hotline_test
from cases.actions.indexing import index_words
from cases.actions.linked_reports import answer_linked_reports
from cases.actions.materiality import fire_triggers, note_knowledge, write_decision
from cases.actions.plans import check_tasks
from cases.actions.topics import needs_a_second_person, propose_topic
from cases.first_incident import FirstIncident
from cases.models import Case, Party
from cases.states.case import CaseState, Outcome
from cases.states.materiality import TriggerKind
from cases.states.party import PartyStatus
from cases.states.report import ReportKind
from cases.workflow.case import ACKNOWLEDGE, ANSWER_QUESTION, EXIT_TRIAGE, TRIAGE_CASE
from clocks import kinds
from clocks.actions import start_clock, stop_clock
from clocks.models import Clock
from code_of_ethics.models import Topic


@dataclass(frozen=True)
class TriageFacts:
    """What triage asks for."""

    topic: Topic
    summary: str
    severity: str
    retaliation_risk: str
    # "" where nothing asks for a decision.
    materiality: str = ""
    materiality_reasons: str = ""
    digest_line: str = ""
    regulator_aware: bool = False
    loss_above_threshold: bool = False
    # Where a matter of accounting is to become something else, for the second person who decides.
    topic_reasons: str = ""
    # Nothing where nobody knows when it began.
    first_incident: FirstIncident | None = None


@transaction.atomic
def acknowledge_case(case: Case, *, message: str, by: Person, at: datetime) -> Case:
    """Tell the reporter that the report arrived, and begin triage (EU Directive 2019/1937 Art. 9(1)(b))."""
    case = Case.objects.locked(case.pk, by=by)
    ACKNOWLEDGE.check(by, case)
    case.state, case.acknowledged_on = CaseState.TRIAGE, timezone.localdate(at)
    case.save(update_fields=["state", "acknowledged_on"])
    note_knowledge(case, at=at)
    stop_clock(case, kinds.ACKNOWLEDGE, at=at)
    start_clock(case, kinds.FEEDBACK, at=at)
    write_to_reporters(case, message, by=by, at=at)
    refresh_due(case)
    record(case, ACKNOWLEDGE.verb, by=by, at=at, sentence="Acknowledged to the reporter")
    settle_hotline_test(case, at=at)
    return case


@transaction.atomic
def triage_case(case: Case, *, facts: TriageFacts, by: Person, at: datetime) -> Case:
    """Accept the case for investigation, with topic, severity, risk of retaliation and the materiality decision.

    Raises `Refused` while a possible match is undecided, or when a trigger has fired and nothing was decided on it.
    """
    case = Case.objects.locked(case.pk, by=by)
    TRIAGE_CASE.check(by, case)
    _check_matches_decided(case)
    fire_triggers(case, _found_in_triage(facts), at=at, known_at=at)
    if case.triggers.exists() and not facts.materiality and not case.materiality_decisions.exists():
        raise Refused(_("Something here may be material. Decide it now, with reasons."), "materiality")
    if needs_a_second_person(case, facts.topic):
        propose_topic(case, topic=facts.topic, reasons=facts.topic_reasons, by=by, at=at)
    else:
        case.topic = facts.topic
    set_first_incident(case, facts.first_incident)
    case.summary = facts.summary
    case.severity, case.retaliation_risk = facts.severity, facts.retaliation_risk
    case.state, case.triaged_by, case.triaged_at = CaseState.INVESTIGATION, by, at
    case.save(
        update_fields=[
            "topic",
            "summary",
            "severity",
            "retaliation_risk",
            "state",
            "triaged_by",
            "triaged_at",
            "first_incident_on",
            "first_incident_precision",
        ]
    )
    index_words(case)
    stop_clock(case, kinds.TRIAGE, at=at)
    start_clock(case, kinds.INVESTIGATION, at=at)
    record(
        case,
        TRIAGE_CASE.verb,
        by=by,
        at=at,
        sentence="Triaged for investigation",
        facts={
            "severity": facts.severity,
            "retaliation_risk": facts.retaliation_risk,
            "topic": case.topic.slug,
            "first_incident": str(facts.first_incident or ""),
        },
    )
    if facts.materiality:
        write_decision(
            case,
            outcome=facts.materiality,
            reasons=facts.materiality_reasons,
            digest_line=facts.digest_line,
            by=by,
            at=at,
        )
    refresh_due(case)
    return case


@transaction.atomic
def answer_question(case: Case, *, answer: str, by: Person, at: datetime) -> Case:
    """Answer a question and close it. The one exit from triage that needs no second person (DECISIONS 45)."""
    case = Case.objects.locked(case.pk, by=by)
    ANSWER_QUESTION.check(by, case)
    if case.reports.exclude(counted_as=ReportKind.QUESTION).exists():
        raise Refused(
            _("This is a report, not a question. End it without investigation instead; a second person then decides.")
        )
    _check_matches_decided(case)
    write_to_reporters(case, answer, by=by, at=at)
    mark_closed(case, Outcome.ANSWERED, answer, by, at)
    record(case, ANSWER_QUESTION.verb, by=by, at=at, sentence="Answered the question and closed it")
    return case


@transaction.atomic
def exit_triage(case: Case, *, outcome: str, reason: str, by: Person, at: datetime) -> Case:
    """Propose to end the case without investigation; a second person closes it or sends it back."""
    case = Case.objects.locked(case.pk, by=by)
    EXIT_TRIAGE.check(by, case)
    _check_matches_decided(case)
    check_tasks(case)
    case.state, case.outcome, case.closing_reason, case.submitted_by = CaseState.REVIEW, outcome, reason, by
    case.triaged_by, case.triaged_at = by, at
    case.save(update_fields=["state", "outcome", "closing_reason", "submitted_by", "triaged_by", "triaged_at"])
    stop_clock(case, kinds.TRIAGE, at=at)
    refresh_due(case)
    record(
        case,
        EXIT_TRIAGE.verb,
        by=by,
        at=at,
        sentence="Proposed to end it without investigation",
        facts={"outcome": outcome},
    )
    tell(
        [person for person in case.staff() if person.pk != by.pk],
        "case_to_review",
        about=case,
        at=at,
        once=at.isoformat(),
    )
    return case


def mark_closed(case: Case, outcome: str, reason: str, by: Person, at: datetime) -> None:
    """The closing itself, shared by its ways in: state, author, day, and every office clock stopped.

    Raises `Refused` while a task is open.
    """
    check_tasks(case)
    case.state, case.outcome, case.closing_reason = CaseState.CLOSED, outcome, reason
    case.closed_by, case.closed_at, case.closed_on = by, at, timezone.localdate(at)
    case.save(update_fields=["state", "outcome", "closing_reason", "closed_by", "closed_at", "closed_on"])
    for clock in Clock.objects.of(case).running():
        stop_clock(case, clock.kind, at=at)
    for merged in case.merged_cases.all():
        stop_clock(merged, kinds.FEEDBACK, at=at)
    answer_linked_reports(case, at=at)
    refresh_due(case)


def _found_in_triage(facts: TriageFacts) -> list[str]:
    found = [facts.topic.trigger] if facts.topic.trigger else []
    if facts.regulator_aware:
        found.append(TriggerKind.REGULATOR_AWARE.value)
    if facts.loss_above_threshold:
        found.append(TriggerKind.ESTIMATED_LOSS.value)
    return found


def _check_matches_decided(case: Case) -> None:
    if Party.objects.filter(case=case, status=PartyStatus.PROVISIONAL).exists():
        raise Refused(_("Decide first on each person who was possibly recognised: confirmed, or not concerned."))
