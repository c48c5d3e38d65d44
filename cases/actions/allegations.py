"""What is alleged, and what was found."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from audit.trail import record
from cases.actions.indexing import index_words
from cases.models import Allegation, Case, FairnessStep, Party
from cases.states.party import ADVERSE_FINDINGS, Finding, Hearing, PartyRole, PartyStatus, StepKind
from cases.workflow.case import ADD_ALLEGATION
from cases.workflow.parts import RECORD_FINDING, RECORD_STEP
from code_of_ethics.models import Provision


@dataclass(frozen=True)
class FindingFacts:
    """A finding with the fairness steps that it rests on (DECISIONS 55), and why it could happen.

    A step that is stated here and was not recorded before is recorded with the finding.
    """

    finding: str
    reasons: str
    standard: str = ""
    subject_told_on: date | None = None
    subject_hearing: str = ""
    reply_weighed: str = ""
    root_cause: str = ""
    root_cause_words: str = ""


@transaction.atomic
def add_allegation(
    case: Case,
    *,
    provision: Provision,
    subject: Party | None,
    statement: str,
    is_bad_faith: bool = False,
    by: Person,
    at: datetime,
) -> Allegation:
    """Say which provision of the Code somebody is said to have departed from, and how.

    `is_bad_faith` says that a report was knowingly false: an allegation of its own, found by a second person.
    """
    case = Case.objects.locked(case.pk, by=by)
    ADD_ALLEGATION.check(by, case)
    if subject is not None:
        subject = Party.objects.get(pk=subject.pk, case=case)
        if subject.role != PartyRole.SUBJECT or subject.status != PartyStatus.CONFIRMED:
            raise Refused(_("An allegation is about a confirmed subject. Confirm the person first."), "subject")
    allegation = Allegation.objects.create(
        data_key=case.data_key,
        case=case,
        provision=provision,
        subject=subject,
        statement=statement,
        is_bad_faith=is_bad_faith,
        made_by=by,
        made_at=at,
    )
    index_words(allegation)
    record(
        case,
        ADD_ALLEGATION.verb,
        by=by,
        at=at,
        sentence=f"Alleged a departure from “{provision.title}”",
        facts={"allegation": str(allegation.pk), "provision": provision.key},
    )
    return allegation


@transaction.atomic
def record_finding(allegation: Allegation, *, facts: FindingFacts, by: Person, at: datetime) -> Allegation:
    """Record the finding on one allegation. Against a named subject it needs the fairness steps."""
    case = Case.objects.locked(allegation.case_id, by=by)
    allegation = Allegation.objects.select_for_update(of=("self",)).get(pk=allegation.pk, case=case)
    allegation.case = case
    RECORD_FINDING.check(by, allegation)
    if allegation.is_bad_faith:
        _check_second_person(allegation, by)
    _record_stated(allegation, facts, by, at)
    if facts.finding in ADVERSE_FINDINGS and allegation.subject_id:
        _check_fairness(allegation, facts)
    former = allegation.finding
    allegation.finding, allegation.finding_reasons, allegation.standard = facts.finding, facts.reasons, facts.standard
    allegation.subject_told_on, allegation.subject_hearing = facts.subject_told_on, facts.subject_hearing
    allegation.reply_weighed, allegation.found_by, allegation.found_at = facts.reply_weighed, by, at
    allegation.root_cause, allegation.root_cause_words = facts.root_cause, facts.root_cause_words
    allegation.save(
        update_fields=[
            "finding",
            "finding_reasons",
            "standard",
            "subject_told_on",
            "subject_hearing",
            "reply_weighed",
            "root_cause",
            "root_cause_words",
            "found_by",
            "found_at",
        ]
    )
    record(
        case,
        RECORD_FINDING.verb,
        by=by,
        at=at,
        sentence=f"Finding: {Finding(facts.finding).label}",
        facts={"allegation": str(allegation.pk), "finding": facts.finding, "before": former},
    )
    return allegation


@transaction.atomic
def record_step(
    allegation: Allegation, *, kind: str, taken_on: date, words: str, by: Person, at: datetime
) -> FairnessStep:
    """Record one step that makes a finding fair. Raises `Refused` for a day that has not come, or without words."""
    case = Case.objects.locked(allegation.case_id, by=by)
    allegation = Allegation.objects.select_for_update(of=("self",)).get(pk=allegation.pk, case=case)
    allegation.case = case
    RECORD_STEP.check(by, allegation)
    if taken_on > timezone.localdate(at):
        raise Refused(_("This day has not come yet."), "taken_on")
    if kind == StepKind.REPLY_WEIGHED and not words:
        raise Refused(_("Say how their reply was weighed."), "words")
    return _add_step(allegation, kind, taken_on, words, by, at)


def _add_step(allegation: Allegation, kind: str, taken_on: date, words: str, by: Person, at: datetime) -> FairnessStep:
    step = FairnessStep.objects.create(
        data_key=allegation.data_key,
        allegation=allegation,
        kind=kind,
        taken_on=taken_on,
        words=words,
        recorded_by=by,
        recorded_at=at,
    )
    record(
        allegation.case,
        RECORD_STEP.verb,
        by=by,
        at=at,
        sentence=f"Fairness: {StepKind(kind).label}",
        facts={"allegation": str(allegation.pk), "step": kind, "on": taken_on.isoformat()},
    )
    return step


def _record_stated(allegation: Allegation, facts: FindingFacts, by: Person, at: datetime) -> None:
    """The steps that the finding states and that nobody has recorded yet."""
    if not allegation.subject_id:
        return
    today = timezone.localdate(at)
    known = set(allegation.steps.values_list("kind", flat=True))
    stated: list[tuple[str, date, str]] = []
    if facts.subject_told_on is not None:
        if facts.subject_told_on > today:
            raise Refused(_("This day has not come yet."), "subject_told_on")
        stated.append((StepKind.TOLD, facts.subject_told_on, ""))
    if facts.subject_hearing in (Hearing.HEARD, Hearing.DECLINED):
        stated.append((StepKind(facts.subject_hearing), today, ""))
    if facts.reply_weighed:
        stated.append((StepKind.REPLY_WEIGHED, today, facts.reply_weighed))
    for kind, taken_on, words in stated:
        if kind not in known:
            _add_step(allegation, kind, taken_on, words, by, at)


def _check_second_person(allegation: Allegation, by: Person) -> None:
    """Bad faith is found by somebody who neither alleged it nor made the other findings of the case."""
    others = Allegation.objects.filter(case=allegation.case_id).exclude(pk=allegation.pk)
    if allegation.made_by_id == by.pk or others.filter(found_by=by).exists():
        raise Refused(_("Bad faith is found by a second person, who neither alleged it nor made the other findings."))


def _check_fairness(allegation: Allegation, facts: FindingFacts) -> None:
    """The steps are recorded facts; what the finding says of them must not differ from what is on record."""
    taken = set(allegation.steps.values_list("kind", flat=True))
    if StepKind.TOLD not in taken or facts.subject_told_on is None:
        raise Refused(_("Against a person this finding needs the day on which they were told."), "subject_told_on")
    if facts.subject_hearing not in (Hearing.HEARD, Hearing.DECLINED) or facts.subject_hearing not in taken:
        raise Refused(_("Hear the person first, or note that they declined."), "subject_hearing")
    if facts.subject_hearing == Hearing.HEARD and not facts.reply_weighed:
        raise Refused(_("Say how their reply was weighed."), "reply_weighed")
    if not facts.standard:
        raise Refused(_("Say which standard of proof you applied."), "standard")
