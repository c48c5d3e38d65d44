"""One case and everything that hangs from it, as rows of their tables."""

import random
import secrets
from datetime import date, datetime, timedelta

from django.utils import timezone

from cases.models import (
    Allegation,
    Case,
    MaterialityDecision,
    MaterialityTrigger,
    Party,
    Report,
    ReporterIdentity,
    SearchEntry,
)
from cases.models.case import REFERENCE_ALPHABET
from cases.models.search import entry_id
from cases.states.case import CaseState
from cases.states.party import Hearing, PartyRole, PartyStatus, Standard
from cases.states.search import SearchSource
from clocks.models import Clock
from ethics_portal.demo_company.bulk.sealing import Ids, Key, Keys, Sealer
from ethics_portal.demo_company.bulk.stories import REPLY_WEIGHED, Decision, Story, Subject
from ethics_portal.demo_company.bulk.trail import Trail
from ethics_portal.demo_company.bulk.writing import Table
from reporting.models import CommitteeNotice
from reporting.models.committee_notice import MATERIALITY
from reporting.states import NoticeReason
from vault.blind import name_tokens

CASE = Case._meta.label_lower
ACCESS_KEY_DIGEST_BYTES = 32


class CaseRows:
    """Gathers the rows of a batch of cases and writes them."""

    def __init__(self, *, now: datetime) -> None:
        self.ids = Ids()
        self.keys = Keys(self.ids)
        self.trail = Trail(CASE, self.ids, now=now)
        self.cases = Table(Case)
        self.reports = Table(Report)
        self.identities = Table(ReporterIdentity)
        self.parties = Table(Party)
        self.allegations = Table(Allegation)
        self.triggers = Table(MaterialityTrigger)
        self.decisions = Table(MaterialityDecision)
        self.told = Table(CommitteeNotice)
        self.clocks = Table(Clock)
        self.entries = Table(SearchEntry)
        sealed = (Case, Report, ReporterIdentity, Party, Allegation, MaterialityDecision)
        self.sealers = {model: Sealer(model) for model in sealed}

    def add(self, story: Story, reference: str) -> None:
        """One case that tells `story`."""
        case, key = self.ids.next(), self.keys.mint()
        self._add_case(story, case, key, reference)
        self._add_report(story, case)
        for subject in story.subjects or (None,):
            self._add_subject(story, case, key, subject)
        self._add_materiality(story, case, key)
        for clock in story.clocks:
            self.clocks.add(id=self.ids.next(), subject_kind=CASE, subject_id=case, **clock.columns)
        self.trail.write_chain(case, story.steps, key)

    def write(self) -> None:
        """Write what was gathered. What others point to comes first, for whoever reads along."""
        self.keys.table.write()
        for table in (self.cases, self.identities, self.reports, self.parties, self.allegations):
            table.write()
        for table in (self.triggers, self.decisions, self.told, self.clocks, self.entries):
            table.write()
        self.trail.write()

    def _index(self, case: str, source: SearchSource, row: str, day: date, tokens: set[int]) -> None:
        """As `cases.actions.indexing`, with tokens that many rows share."""
        self.entries.add(id=entry_id(day), case_id=case, source=source.value, source_id=row, tokens=tokens)

    def _add_case(self, story: Story, case: str, key: Key, reference: str) -> None:
        is_triaged, is_reviewed = story.triaged_at is not None, story.reviewed_at is not None
        is_closed = story.state == CaseState.CLOSED
        began = story.first_incident
        reason = story.seed.feedback if is_reviewed or is_closed else ""
        found_by = name_tokens(reference) | story.tokens[SearchSource.CASE]
        self._index(case, SearchSource.CASE, case, story.received_on, found_by)
        self.cases.add(
            id=case,
            data_key_id=key.pk,
            reference=reference,
            state=story.state.value,
            queue=story.queue,
            topic_id=str(story.topic.pk),
            country=story.seed.country,
            received_on=story.received_on,
            first_incident_on=began.counted_from(story.received_on) if began else None,
            first_incident_precision=began.precision.value if began else "",
            due_on=story.due_on,
            routing_rule_id=story.rule_id,
            routed_because=story.because,
            severity=story.severity,
            retaliation_risk=story.risk,
            acknowledged_on=story.acknowledged_on,
            triaged_by_id=str(story.handler.pk) if is_triaged else None,
            triaged_at=story.triaged_at,
            assignee_id=str(story.assignee.pk) if story.assignee else None,
            submitted_by_id=str(story.worker.pk) if is_reviewed else None,
            outcome=story.outcome,
            closed_by_id=str(story.closer.pk) if is_closed and story.closer else None,
            closed_on=story.closed_on,
            closed_at=story.closed_at,
            **self.sealers[Case].seal(
                key, case, summary=story.seed.title if story.severity else "", closing_reason=reason
            ),
        )

    def _add_report(self, story: Story, case: str) -> None:
        report, key = self.ids.next(), self.keys.mint()
        seed = story.seed
        self._index(case, SearchSource.REPORT, report, story.received_on, story.tokens[SearchSource.REPORT])
        self.reports.add(
            id=report,
            data_key_id=key.pk,
            case_id=case,
            kind=seed.kind,
            counted_as=seed.kind,
            mode=seed.mode,
            channel=story.channel,
            topic_id=str(story.topic.pk),
            language=seed.language,
            country=seed.country,
            in_danger=bool(seed.danger),
            identity_id=self._add_identity(story),
            # The digest of a key that nobody has: the look-up has as much to search as in real use.
            access_key_digest=secrets.token_hex(ACCESS_KEY_DIGEST_BYTES),
            received_on=story.received_on,
            received_at=story.received_at,
            # These were told before topics had questions.
            topic_answers=None,
            **self.sealers[Report].seal(key, report, narrative=seed.narrative, answers=story.answers),
        )

    def _add_identity(self, story: Story) -> str | None:
        if story.identity is None:
            return None
        identity, key = self.ids.next(), self.keys.mint()
        self.identities.add(
            id=identity,
            data_key_id=key.pk,
            person_digest=story.person_digest,
            **self.sealers[ReporterIdentity].seal(key, identity, **story.identity),
        )
        return identity

    def _add_subject(self, story: Story, case: str, key: Key, subject: Subject | None) -> None:
        """The party, and what is alleged of them once the case was accepted in triage."""
        party = self._add_party(story, case, key, subject) if subject else None
        if story.triaged_at and story.severity and story.provision:
            self._add_allegation(story, case, key, subject, party)

    def _add_party(self, story: Story, case: str, key: Key, subject: Subject) -> str:
        party = self.ids.next()
        self._index(case, SearchSource.PARTY, party, story.received_on, subject.name_tokens)
        decided = subject.person is not None and story.state != CaseState.NEW
        self.parties.add(
            id=party,
            data_key_id=key.pk,
            case_id=case,
            role=PartyRole.SUBJECT.value,
            kind=subject.kind,
            status=(PartyStatus.PROVISIONAL if story.state == CaseState.NEW else PartyStatus.CONFIRMED).value,
            person_id=str(subject.person.pk) if subject.person else None,
            unit_id=subject.unit_id,
            identified_on=story.received_on,
            identified_by_id=None if subject.person else str(story.handler.pk),
            decided_by_id=str(story.handler.pk) if decided else None,
            decided_at=story.acknowledged_at if decided else None,
            doubted_because=None,
            **self.sealers[Party].seal(key, party, described=subject.description, decision_reason=""),
        )
        return party

    def _add_allegation(self, story: Story, case: str, key: Key, subject: Subject | None, party: str | None) -> None:
        assert story.provision is not None and story.triaged_at is not None  # noqa: S101 — the caller looked
        allegation = self.ids.next()
        day, tokens = timezone.localdate(story.triaged_at), story.tokens[SearchSource.ALLEGATION]
        self._index(case, SearchSource.ALLEGATION, allegation, day, tokens)
        adverse, found = subject is not None and subject.is_adverse, story.reviewed_at
        finding = (subject.finding if subject else "INSUFFICIENT_INFORMATION") if found else ""
        self.allegations.add(
            id=allegation,
            data_key_id=key.pk,
            case_id=case,
            provision_id=str(story.provision.pk),
            subject_id=party,
            made_by_id=str(story.worker.pk),
            made_at=story.triaged_at,
            finding=finding,
            standard=Standard.BALANCE.value if adverse else "",
            subject_told_on=story.triaged_on if adverse else None,
            subject_hearing=Hearing.HEARD.value if adverse else "",
            found_by_id=str(story.worker.pk) if found else None,
            found_at=found,
            root_cause_words=None,
            **self.sealers[Allegation].seal(
                key,
                allegation,
                statement=story.seed.title,
                finding_reasons=subject.reason if subject else "",
                reply_weighed=REPLY_WEIGHED if adverse else "",
            ),
        )

    def _add_materiality(self, story: Story, case: str, key: Key) -> None:
        if not story.trigger:
            return
        self.triggers.add(
            id=self.ids.next(),
            case_id=case,
            kind=story.trigger,
            fired_on=story.received_on,
            known_at=story.acknowledged_at,
        )
        if story.decision:
            self._add_decision(story.decision, case, key)

    def _add_decision(self, decision: Decision, case: str, key: Key) -> None:
        row = self.ids.next()
        second = decision.confirmed_by
        self.decisions.add(
            id=row,
            data_key_id=key.pk,
            case_id=case,
            outcome=decision.outcome.value,
            decided_by_id=str(decision.by.pk),
            decided_at=decision.at,
            confirmed_by_id=str(second.pk) if second else None,
            confirmed_at=decision.at + timedelta(minutes=30) if second else None,
            **self.sealers[MaterialityDecision].seal(
                key, row, reasons=decision.reasons, digest_line=decision.digest_line, rejection_reason=""
            ),
        )
        for member in decision.told:
            self.told.add(
                id=self.ids.next(),
                source_kind=MATERIALITY,
                source_id=row,
                member_id=str(member.pk),
                kind=NoticeReason.MATERIAL.value,
                created_at=decision.at,
                # Read at the time: nobody has thousands of unread notices.
                read_at=decision.at,
            )


def new_references(count: int) -> list[str]:
    """References that no case has. Among a million random ones a few are alike, so they are looked up."""
    fresh: set[str] = set()
    while len(fresh) < count:
        drawn = {_reference() for _ in range(count - len(fresh))}
        fresh |= drawn - set(Case.objects.filter(reference__in=drawn).values_list("reference", flat=True))
    return list(fresh)


def _reference() -> str:
    """As `cases.models.case.new_reference`, with cheap randomness: nobody has to be kept from guessing these."""
    letters = "".join(random.choices(REFERENCE_ALPHABET, k=8))
    return f"{letters[:4]}-{letters[4:]}"
