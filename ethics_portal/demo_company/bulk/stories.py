"""What became of a told report: the state it is in, who worked on it, what runs and what the trail says.

A story is worked out once and told by many cases, each with its own ids, keys and seals.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property

from django.conf import settings
from django.utils import timezone

from accounts.models import Person
from cases.actions.materiality import CLOCK_OF_TRIGGER
from cases.first_incident import FirstIncident
from cases.models import Case
from cases.models.report import reporter_digest
from cases.search_sources import told_in
from cases.states.case import CaseState, Outcome, Queue, RetaliationRisk, Severity
from cases.states.materiality import Materiality, TriggerKind
from cases.states.party import ADVERSE_FINDINGS, Finding, PartyKind
from cases.states.report import Channel, Mode
from cases.states.search import SearchSource
from clocks import kinds
from code_of_ethics.models import Provision, Topic
from ethics_portal.demo_company.bulk.house import House, RunningClock
from ethics_portal.demo_company.bulk.sealing import Repeated
from ethics_portal.demo_company.bulk.trail import Step
from ethics_portal.demo_company.concerned import unit_of
from ethics_portal.demo_company.incidents import first_incident_of, told_when
from ethics_portal.demo_company.reports import FINDING_OF, ReportSeed, SubjectSeed, report_seeds
from vault.blind import name_tokens, text_tokens

STATES = {
    "NEW": CaseState.NEW,
    "ACKNOWLEDGED": CaseState.TRIAGE,
    "TRIAGE": CaseState.TRIAGE,
    "INVESTIGATION": CaseState.INVESTIGATION,
    "MATERIAL": CaseState.INVESTIGATION,
    "REVIEW": CaseState.REVIEW,
}
EXITS = {"ANSWERED": Outcome.ANSWERED, "OUT_OF_SCOPE": Outcome.OUT_OF_SCOPE, "MERGED": Outcome.REFERRED}
# Which deadlines run in which state, each from the day of receipt or of the acknowledgement.
FROM_RECEIPT = {
    CaseState.NEW: (kinds.ACKNOWLEDGE, kinds.TRIAGE),
    CaseState.TRIAGE: (kinds.TRIAGE,),
}
FROM_ACKNOWLEDGEMENT = {
    CaseState.TRIAGE: (kinds.FEEDBACK,),
    CaseState.INVESTIGATION: (kinds.FEEDBACK, kinds.INVESTIGATION),
    CaseState.REVIEW: (kinds.FEEDBACK, kinds.INVESTIGATION),
}
# Three in ten told reports hold a fact that may fire a trigger; one in ten of these keeps the share near 3 %.
TRIGGERED = 0.1
REASON = "On the facts that we have, this is enough."
REPLY_WEIGHED = "The reply was compared with the records and the other accounts."


class Untellable(Exception):
    """The wall leaves nobody to work on the matter as told; the ordinary load has such cases."""


@dataclass(frozen=True)
class Decision:
    """A materiality decision and the second person who agreed, where one must."""

    outcome: Materiality
    reasons: str
    digest_line: str
    by: Person
    at: datetime
    confirmed_by: Person | None
    told: tuple[Person, ...]


@dataclass(frozen=True)
class Subject:
    """Whom or what the report is about, and the finding once there is one."""

    person: Person | None
    kind: str
    description: str
    finding: str
    reason: str
    unit_id: int | None = None

    @cached_property
    def name_tokens(self) -> set[int]:
        """What they are found by."""
        return name_tokens(self.person.full_name if self.person else self.description)

    @property
    def is_adverse(self) -> bool:
        return self.finding in ADVERSE_FINDINGS


@dataclass(frozen=True)
class Story:
    """Everything about a case that does not differ between the cases that tell it."""

    seed: ReportSeed
    topic: Topic
    queue: str
    because: str
    rule_id: str | None
    state: CaseState
    outcome: str
    received_on: date
    received_at: datetime | None
    identity: dict[str, str] | None
    person_digest: str
    severity: str
    risk: str
    handler: Person
    assignee: Person | None
    closer: Person | None
    acknowledged_at: datetime | None
    triaged_at: datetime | None
    reviewed_at: datetime | None
    closed_at: datetime | None
    subjects: tuple[Subject, ...]
    provision: Provision | None
    trigger: str
    decision: Decision | None
    clocks: tuple[RunningClock, ...] = ()
    steps: tuple[Step, ...] = ()
    # As triage stated it.
    first_incident: FirstIncident | None = None

    @cached_property
    def channel(self) -> str:
        return Channel.MANAGER if self.seed.channel == "MANAGER_REFERRAL" else Channel(self.seed.channel)

    @property
    def worker(self) -> Person:
        """The investigator, or the office where nobody is assigned."""
        return self.assignee or self.handler

    @cached_property
    def answers(self) -> Repeated:
        """Question and answer, as the ordinary load tells them."""
        told = {
            "Where did it happen?": self.seed.site,
            **told_when(self.seed, self.received_on),
            "Who already knows?": self.seed.who_knows,
            "Is anyone in danger?": self.seed.danger,
        }
        return Repeated({question: answer for question, answer in told.items() if answer})

    @cached_property
    def tokens(self) -> dict[str, set[int]]:
        """What the report, the case and the allegations are found by, for every case that tells this story."""
        words = told_in(self.seed.narrative, self.answers.value, {})
        title = self.seed.title if self.severity else ""
        return {
            SearchSource.REPORT: text_tokens(words, language=self.seed.language),
            SearchSource.CASE: text_tokens(title, language=settings.LANGUAGE_CODE),
            SearchSource.ALLEGATION: text_tokens(self.seed.title, language=settings.LANGUAGE_CODE),
        }

    @cached_property
    def acknowledged_on(self) -> date | None:
        return _day(self.acknowledged_at)

    @cached_property
    def triaged_on(self) -> date | None:
        return _day(self.triaged_at)

    @cached_property
    def closed_on(self) -> date | None:
        return _day(self.closed_at)

    @cached_property
    def due_on(self) -> date:
        return min((clock.due_on for clock in self.clocks), default=Case.NOTHING_DUE)


def stories(count: int, seed: int, house: House) -> Iterator[Story]:
    """At most `count` stories, the same for the same seed and day."""
    for told in report_seeds(count, seed):
        try:
            yield _Author(told, house).story()
        except Untellable:
            continue


@dataclass
class _Author:
    """Works one story out."""

    seed: ReportSeed
    house: House
    dice: random.Random = field(init=False)

    def __post_init__(self) -> None:
        self.dice = random.Random(f"bulk:{self.seed.key}")
        self.topic = self.house.topics[self.seed.topic]
        self.state = STATES.get(self.seed.outcome, CaseState.CLOSED)
        self.received = self._received()
        self.named = tuple(self.house.people[key] for key in self.seed.people)
        self.walled = self.house.walled(self.named)
        self.routing = self.house.route(self.topic, self.seed.country, self.named)
        self.office = self._free(self.house.offices[self.routing.queue])
        self.outcome = self._outcome()

    def story(self) -> Story:
        """The whole of it."""
        handler, assignee, closer = self._workers()
        acknowledged, triaged, reviewed, closed = self._moments()
        trigger = self._trigger()
        decision = self._decision(handler, triaged) if trigger and triaged else None
        named_reporter = self.seed.mode != Mode.ANONYMOUS
        digest = self._person_digest() if named_reporter else ""
        story = Story(
            seed=self.seed,
            topic=self.topic,
            queue=str(self.routing.queue),
            because=self.routing.because,
            rule_id=str(self.routing.rule.pk) if self.routing.rule else None,
            state=self.state,
            outcome=str(self.outcome),
            received_on=timezone.localdate(self.received),
            received_at=self.received if named_reporter else None,
            identity=self._identity(bool(digest)) if named_reporter else None,
            person_digest=digest,
            severity=str(Severity[self.seed.severity]) if self._is_investigated else "",
            risk=self._risk() if self._is_investigated else "",
            handler=handler,
            assignee=assignee,
            closer=closer,
            acknowledged_at=acknowledged,
            triaged_at=triaged,
            reviewed_at=reviewed,
            closed_at=closed,
            subjects=self._subjects(reviewed is not None),
            provision=self.house.provision(self.topic, timezone.localdate(triaged)) if triaged else None,
            trigger=trigger,
            decision=decision,
            first_incident=self._first_incident() if self._is_investigated else None,
        )
        running = tuple(self._clocks(acknowledged, undecided="" if decision else trigger))
        return replace(story, clocks=running, steps=tuple(_steps(story)))

    @property
    def _is_investigated(self) -> bool:
        """Accepted in triage, and not ended there."""
        ended_in_triage = self.outcome in EXITS.values()
        return self.state not in (CaseState.NEW, CaseState.TRIAGE) and not ended_in_triage

    def _first_incident(self) -> FirstIncident | None:
        return first_incident_of(self.seed, timezone.localdate(self.received))

    def _outcome(self) -> Outcome | str:
        if self.seed.outcome in EXITS:
            return EXITS[self.seed.outcome]
        return Outcome.FINDINGS if self.state in (CaseState.REVIEW, CaseState.CLOSED) else ""

    # --- when ------------------------------------------------------------------------------------------------------

    def _received(self) -> datetime:
        day = self.house.today - timedelta(days=self.seed.age_days)
        moment = timezone.make_aware(datetime.combine(day, time(8, 30)) + timedelta(minutes=self.dice.randrange(540)))
        return min(moment, self.house.now - timedelta(minutes=5))

    def _moments(self) -> tuple[datetime | None, datetime | None, datetime | None, datetime | None]:
        """Acknowledged, triaged, reviewed and closed, in this order and none in the future."""
        acknowledged = triaged = reviewed = closed = None
        if self.state != CaseState.NEW:
            acknowledged = self._after(self.dice.choice((1, 1, 2, 3, 4, 6)))
        if self.state not in (CaseState.NEW, CaseState.TRIAGE) and self.outcome != Outcome.ANSWERED:
            triaged = self._after(8)
        if self.state in (CaseState.REVIEW, CaseState.CLOSED) and self.outcome != Outcome.ANSWERED:
            reviewed = self._after(max(9, (self.seed.closed_after_days or self.seed.age_days) - 1))
        if self.state == CaseState.CLOSED:
            closed = self._after(max(10, self.seed.closed_after_days or 0))
        return acknowledged, triaged, reviewed, closed

    def _after(self, days: int) -> datetime:
        return min(self.received + timedelta(days=days, minutes=40 + days), self.house.now)

    # --- who -------------------------------------------------------------------------------------------------------

    def _free(self, people: list[Person]) -> list[Person]:
        return [person for person in people if person.pk not in self.walled]

    def _workers(self) -> tuple[Person, Person | None, Person | None]:
        """Who handles it, who investigates, and the second person who closes."""
        head_is_free = bool(self._free(self.house.heads[Queue(self.routing.queue)]))
        if not (self.office and head_is_free):
            raise Untellable
        handler, assignee = self.office[0], None
        if self._is_investigated:
            busy = {person.pk for person in self.office}
            offered = [person for person in self._free(self.house.investigators) if person.pk not in busy]
            assignee = self.dice.choice(offered) if offered else None
        submitter = assignee or handler
        second = [person for person in self.office if person.pk != submitter.pk]
        if self.state == CaseState.CLOSED and not second and self.outcome != Outcome.ANSWERED:
            raise Untellable
        return handler, assignee, second[-1] if second else handler

    def _identity(self, is_signed_in: bool) -> dict[str, str]:
        reporter = self.house.people.get(self.seed.reporter)
        return {
            "name": reporter.full_name if reporter else self.seed.reporter_name,
            "contact": reporter.email if reporter else "",
            "person_id_sealed": str(reporter.pk) if reporter and is_signed_in else "",
        }

    def _person_digest(self) -> str:
        """Whoever reported signed in finds their own reports by it."""
        reporter = self.house.people.get(self.seed.reporter)
        return reporter_digest(reporter) if reporter and self.seed.channel == "WEB" else ""

    # --- what ------------------------------------------------------------------------------------------------------

    def _risk(self) -> str:
        return str(RetaliationRisk.HIGH if self.topic.is_retaliation else RetaliationRisk.LOW)

    def _subjects(self, are_found: bool) -> tuple[Subject, ...]:
        """The people of the directory at once; the others once somebody has read the report."""
        shown = [subject for subject in self.seed.subjects if subject.person or self.state != CaseState.NEW]
        return tuple(self._subject(place, subject, are_found) for place, subject in enumerate(shown))

    def _subject(self, place: int, subject: SubjectSeed, are_found: bool) -> Subject:
        told = {finding.subject: finding for finding in self.seed.findings}.get(place)
        finding = (told.finding if told else FINDING_OF.get(self.seed.outcome, "UNSUBSTANTIATED")) if are_found else ""
        return Subject(
            person=self.house.people[subject.person] if subject.person else None,
            kind=str(PartyKind.UNKNOWN_PERSON if subject.kind == "UNKNOWN" else PartyKind(subject.kind)),
            description="" if subject.person else subject.description,
            finding=str(Finding(finding)) if finding else "",
            reason=(told.reason if told else REASON) if are_found else "",
            unit_id=self.house.units.get(unit_of(subject, self.seed)),
        )

    def _trigger(self) -> str:
        if not self.seed.triggers or self.outcome == Outcome.ANSWERED or self.dice.random() >= TRIGGERED:
            return ""
        return str(TriggerKind(self.topic.trigger) if self.topic.trigger else TriggerKind.ESTIMATED_LOSS)

    def _decision(self, handler: Person, at: datetime) -> Decision | None:
        seconds = [
            head
            for queue, heads in self.house.heads.items()
            for head in self._free(heads)
            if queue != self.routing.queue and head.pk not in {person.pk for person in self.office}
        ]
        # Without a free second person "not material" can't take effect.
        is_material = self.seed.decision == "MATERIAL" or not seconds
        return Decision(
            outcome=Materiality.MATERIAL if is_material else Materiality.NOT_MATERIAL,
            reasons=self.seed.decision_reason or REASON,
            digest_line=(self.seed.digest_line or self.seed.title) if is_material else "",
            by=handler,
            at=at,
            confirmed_by=None if is_material else seconds[0],
            told=tuple(self._free(self.house.committee)) if is_material else (),
        )

    def _clocks(self, acknowledged: datetime | None, *, undecided: str) -> Iterator[RunningClock]:
        if self.state == CaseState.CLOSED:
            return
        received = timezone.localdate(self.received)
        for kind in FROM_RECEIPT.get(self.state, ()):
            yield self.house.clock(kind, received)
        for kind in FROM_ACKNOWLEDGEMENT.get(self.state, ()) if acknowledged else ():
            yield self.house.clock(kind, timezone.localdate(acknowledged))
        if self.state == CaseState.NEW and self.named:
            yield self.house.clock(kinds.PROVISIONAL_PARTY, received)
        if undecided:
            kind = CLOCK_OF_TRIGGER.get(TriggerKind(undecided), kinds.MATERIALITY_1_BUSINESS_DAY)
            yield self.house.clock(kind, received)


def _day(at: datetime | None) -> date | None:
    return timezone.localdate(at) if at else None


def _steps(story: Story) -> Iterator[Step]:
    """The arrival, and the last step since then, as the actions word them."""
    facts = {"channel": story.channel, "mode": story.seed.mode, "queue": story.queue, "because": story.because}
    arrived = story.received_at or story.received_on
    yield Step("submit_report", "the reporter", arrived, "A report arrived", facts)
    if story.closed_at and story.closer:
        closed = {"outcome": story.outcome}
        yield Step("close", story.closer, story.closed_at, "Closed the case", closed)
    elif story.triaged_at:
        triaged = {
            "severity": story.severity,
            "retaliation_risk": story.risk,
            "topic": story.topic.slug,
            "first_incident": str(story.first_incident or ""),
        }
        yield Step("triage", story.handler, story.triaged_at, "Triaged for investigation", triaged)
    elif story.acknowledged_at:
        yield Step("acknowledge", story.handler, story.acknowledged_at, "Acknowledged to the reporter")
    if story.decision and story.decision.told:
        yield _told(story.decision)


def _told(decision: Decision) -> Step:
    names = {str(member.pk): member.full_name for member in decision.told}
    return Step(
        "notify_committee",
        "the clock",
        decision.at,
        "The Audit Committee was told",
        {"members": sorted(names)},
        names,
    )
