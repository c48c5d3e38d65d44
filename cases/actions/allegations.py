"""What is alleged, and what was found."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from audit.trail import record
from cases.actions.indexing import index_words
from cases.models import Allegation, Case, Party
from cases.states import ADVERSE_FINDINGS, Finding, Hearing, PartyRole, PartyStatus
from cases.workflow import ADD_ALLEGATION, RECORD_FINDING
from code_of_ethics.models import Provision


@dataclass(frozen=True)
class FindingFacts:
    """A finding with its fairness steps (DECISIONS 55)."""

    finding: str
    reasons: str
    standard: str = ""
    subject_told_on: date | None = None
    subject_hearing: str = ""
    reply_weighed: str = ""


@transaction.atomic
def add_allegation(
    case: Case, *, provision: Provision, subject: Party | None, statement: str, by: Person, at: datetime
) -> Allegation:
    """Say which provision of the Code somebody is said to have departed from, and how."""
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
    RECORD_FINDING.check(by, allegation)
    if facts.finding in ADVERSE_FINDINGS and allegation.subject_id:
        _check_fairness(facts)
    former = allegation.finding
    allegation.finding, allegation.finding_reasons, allegation.standard = facts.finding, facts.reasons, facts.standard
    allegation.subject_told_on, allegation.subject_hearing = facts.subject_told_on, facts.subject_hearing
    allegation.reply_weighed, allegation.found_by, allegation.found_at = facts.reply_weighed, by, at
    allegation.save(
        update_fields=[
            "finding",
            "finding_reasons",
            "standard",
            "subject_told_on",
            "subject_hearing",
            "reply_weighed",
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


def _check_fairness(facts: FindingFacts) -> None:
    if facts.subject_told_on is None:
        raise Refused(_("Against a person this finding needs the day on which they were told."), "subject_told_on")
    if facts.subject_hearing not in (Hearing.HEARD, Hearing.DECLINED):
        raise Refused(_("Hear the person first, or note that they declined."), "subject_hearing")
    if facts.subject_hearing == Hearing.HEARD and not facts.reply_weighed:
        raise Refused(_("Say how their reply was weighed."), "reply_weighed")
    if not facts.standard:
        raise Refused(_("Say which standard of proof you applied."), "standard")
