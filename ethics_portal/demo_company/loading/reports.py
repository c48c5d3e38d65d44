"""Replays one report of the demo company: from its arrival to as far as it got."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cached_property

from django.utils import timezone

from accounts.models import Person, Unit
from accounts.roles import Role
from cases import actions
from cases.access_keys import access_key_of
from cases.merging import why_not
from cases.models import Case, Party, Report, Task
from cases.states.case import CaseState, Outcome, RetaliationRisk, Severity
from cases.states.materiality import Materiality
from cases.states.party import ADVERSE_FINDINGS, Finding, Hearing, PartyKind, PartyRole, PartyStatus, Standard
from cases.states.report import Channel, Mode, ReportKind
from code_of_ethics.models import Provision, Topic
from ethics_portal.demo_company.company import UNITS_BY_KEY
from ethics_portal.demo_company.concerned import unit_of
from ethics_portal.demo_company.incidents import first_incident_of, told_when
from ethics_portal.demo_company.loading.alarms import answer_alarm
from ethics_portal.demo_company.loading.help_line import operator_for, pass_report_on, record_report, was_recorded
from ethics_portal.demo_company.loading.outcomes import Outcomes, root_cause_of
from ethics_portal.demo_company.loading.questions import answered
from ethics_portal.demo_company.loading.timeline import Timeline
from ethics_portal.demo_company.people import BY_KEY
from ethics_portal.demo_company.reports import FINDING_OF, ReportSeed, SubjectSeed
from vault.settled import Settled

# Each step reads its case anew.
_case_of = Settled(lambda pk: Case.objects.filter(pk=pk).order_by())
CHANNELS = {"MANAGER_REFERRAL": Channel.MANAGER}
SEVERITIES = {"LOW": Severity.LOW, "MEDIUM": Severity.MEDIUM, "HIGH": Severity.HIGH, "CRITICAL": Severity.CRITICAL}
PARTY_KINDS = {"UNKNOWN": PartyKind.UNKNOWN_PERSON}
# Outcomes that end in triage, each with how.
EXITS = {"OUT_OF_SCOPE": Outcome.OUT_OF_SCOPE, "MERGED": Outcome.REFERRED}
# Stops before triage is done.
EARLY = {"NEW", "ACKNOWLEDGED", "TRIAGE"}
UNDER_WAY = {"INVESTIGATION", "MATERIAL"}

ACKNOWLEDGEMENT = "Thank you. Your report has reached us and somebody is reading it. We will write to you here."
STILL_AT_WORK = "We are still looking into what you told us: records are being checked and people heard."
CLOSING = "We have finished looking into what you told us and have closed the matter. Thank you for speaking up."
NOT_RECOGNISED = "Mentioned in the report, but not concerned by it."

# From this day on, what the office writes says what it is doing about the report.
FEEDBACK_FROM_DAY = 10


class Replay:
    """The life of one report. Each step does one day's work and puts the next on the timeline."""

    def __init__(
        self,
        seed: ReportSeed,
        people: dict[str, Person],
        timeline: Timeline,
        received: datetime,
        decided_material: Callable[[datetime], None],
        others: "dict[str, Replay]",
    ) -> None:
        self.seed = seed
        # Every replay by the key of its report, so that one matter told twice finds itself.
        self.others = others
        others[seed.key] = self
        self.people = people
        # The same objects throughout, so that each person's roles are read once and not at every step.
        self.known = {person.pk: person for person in people.values()}
        self.timeline = timeline
        self.received = received
        self.decided_material = decided_material
        self.dice = random.Random(seed.key)
        # Whom no wall keeps away, until somebody else is named. The actions look for themselves every time.
        self._free: dict[object, list[Person]] = {}
        self.report: Report
        self.case: Case
        timeline.at(received, self.submit)

    # --- the steps ---------------------------------------------------------------------------------------------

    def submit(self, at: datetime) -> None:
        seed = self.seed
        reporter = self.people.get(seed.reporter)
        questionnaire, topic_answers = answered(seed.key, self.topic)
        facts = actions.ReportFacts(
            topic=self.topic,
            narrative=seed.narrative,
            mode=Mode(seed.mode),
            channel=CHANNELS.get(seed.channel) or Channel(seed.channel),
            kind=ReportKind(seed.kind),
            typed_names=", ".join(BY_KEY[key].full_name for key in seed.people),
            answers=self._answers(at),
            questionnaire=questionnaire,
            topic_answers=topic_answers,
            in_danger=bool(seed.danger),
            country=seed.country,
            language=seed.language,
            reporter_name=seed.reporter_name,
        )
        signed_in = reporter if seed.mode != "ANONYMOUS" and seed.channel == "WEB" else None
        if was_recorded(seed):
            self.report = record_report(seed, facts, self.people, at)
        elif facts.channel == Channel.MANAGER:
            self.report = pass_report_on(seed, facts, self.people, at)
        else:
            key = access_key_of(f"demo:{seed.key}")
            self.report = actions.submit_report(facts, by=signed_in, at=at, access_key=key)
        actions.tell_of_arrivals(at)
        self.case = self.report.case
        if seed.danger:
            answer_alarm(self.report, self.timeline, at)
        self._plan_messages()
        if seed.outcome != "NEW":
            self._next(at, days=self.dice.choice((1, 1, 1, 1, 2, 2, 3, 6)), step=self.acknowledge)

    def acknowledge(self, at: datetime) -> None:
        actions.acknowledge_case(self._now(), message=ACKNOWLEDGEMENT, by=self._handler(), at=at)
        if self.seed.outcome != "ACKNOWLEDGED":
            self._next(at, days=0, step=self.name_parties)

    def name_parties(self, at: datetime) -> None:
        self._judge_matches(at)
        for subject in self.seed.subjects:
            self._name(subject, at)
        if self.seed.outcome == "TRIAGE":
            return
        step = {"ANSWERED": self.answer}.get(self.seed.outcome, self.leave_triage)
        self._next(at, days=1, step=step if self.seed.outcome in ("ANSWERED", *EXITS) else self.triage)

    def _judge_matches(self, at: datetime) -> None:
        """The possible matches: those whom the story is about, and those who were only mentioned."""
        handler = self._handler()
        for party in Party.objects.filter(case=self.case, status=PartyStatus.PROVISIONAL).select_related("person"):
            assert party.person is not None  # noqa: S101 — a possible match always has one
            if party.person.email in {BY_KEY[key].email.lower() for key in self.seed.people}:
                actions.confirm_party(party, role=PartyRole.SUBJECT, by=handler, at=at)
            else:
                actions.reject_party(party, reason=NOT_RECOGNISED, by=handler, at=at)
        self._free.clear()

    def answer(self, at: datetime) -> None:
        text = self.seed.feedback or CLOSING
        if self.report.kind == ReportKind.QUESTION:
            actions.answer_question(self._now(), answer=text, by=self._handler(), at=at)
            self._next(at, days=2, step=self.rate)
        else:
            self.leave_triage(at)

    def leave_triage(self, at: datetime) -> None:
        outcome = EXITS.get(self.seed.outcome, Outcome.REFERRED)
        handler = self._handler()
        if self._merge(handler, at):
            return
        if not self._decide_if_asked(handler, at):
            return
        actions.exit_triage(self._now(), outcome=outcome, reason=self._reason(), by=handler, at=at)
        self._next(at, days=3, step=self.close)

    def _merge(self, handler: Person, at: datetime) -> bool:
        """Let it go on in the case of the same matter, if there is one that may take it in by then."""
        same = self.others.get(self.seed.merged_into)
        if same is None or not hasattr(same, "case"):
            return False
        case, into = self._now(), same._now()
        if why_not(case, into) or not into.is_visible_to(handler):
            return False
        actions.merge_case(case, into=into, reason=self.seed.staff_notes or self._reason(), by=handler, at=at)
        self.case = into
        self._free.clear()
        same._free.clear()
        return True

    def triage(self, at: datetime) -> None:
        seed, handler = self.seed, self._handler()
        investigator = self._investigator(at)
        if investigator is not None:
            actions.assign_case(self._now(), investigator=investigator, by=handler, at=at)
        topic = self.topic
        asked = bool(topic.trigger) or self.case.triggers.exists()
        outcome = self._materiality() if asked or seed.decision == "MATERIAL" else ""
        facts = actions.TriageFacts(
            topic=topic,
            summary=seed.title,
            severity=SEVERITIES[seed.severity],
            retaliation_risk=RetaliationRisk.HIGH if topic.is_retaliation else RetaliationRisk.LOW,
            materiality=outcome,
            materiality_reasons=seed.decision_reason or self._reason(),
            digest_line=(seed.digest_line or seed.title) if outcome == Materiality.MATERIAL else "",
            loss_above_threshold="LOSS" in seed.triggers,
            first_incident=first_incident_of(seed, self.case.received_on),
        )
        actions.triage_case(self._now(), facts=facts, by=handler, at=at)
        self._after_decision(outcome, at)
        if seed.outcome in UNDER_WAY:
            self._next(at, days=self.dice.choice((30, 45, 60)), step=self.give_feedback)
        if seed.staff_notes:
            actions.write_note(self._now(), body=seed.staff_notes, by=self._worker(), at=at)
        self._allege(at)
        if seed.outcome not in UNDER_WAY:
            self._next(at, days=self._days_of_work(), step=self.find)

    def give_feedback(self, at: datetime) -> None:
        """What a long investigation owes the reporter within three months."""
        actions.ask_reporter(self._now(), body=STILL_AT_WORK, is_feedback=True, by=self._worker(), at=at)

    def find(self, at: datetime) -> None:
        worker = self._worker()
        allegations = list(self.case.allegations.select_related("subject"))
        reasons = {finding.subject: finding for finding in self.seed.findings}
        for place, allegation in enumerate(allegations):
            told = reasons.get(place)
            finding = told.finding if told else FINDING_OF.get(self.seed.outcome, "UNSUBSTANTIATED")
            adverse = finding in ADVERSE_FINDINGS
            actions.record_finding(
                allegation,
                facts=actions.FindingFacts(
                    finding=Finding(finding),
                    reasons=told.reason if told else self._reason(),
                    standard=Standard.BALANCE if adverse else "",
                    subject_told_on=at.date() if adverse else None,
                    subject_hearing=Hearing.HEARD if adverse else "",
                    reply_weighed="The reply was compared with the records and the other accounts." if adverse else "",
                    root_cause=root_cause_of(self.seed.key) if adverse else "",
                ),
                by=worker,
                at=at,
            )
        Outcomes(self.seed, self.people, self.timeline).follow(self._now(), by=worker, office=self._office(), at=at)
        _settle_tasks(self._now(), by=worker, at=at)
        actions.submit_for_review(self._now(), reason=self._reason(), by=worker, at=at)
        if self.seed.outcome != "REVIEW":
            self._next(at, days=self.dice.choice((1, 2, 3)), step=self.close)

    def close(self, at: datetime) -> None:
        case = self._now()
        free = [person for person in self._office() if person.pk not in (case.submitted_by_id, case.assignee_id)]
        if free:
            _settle_tasks(case, by=free[-1], at=at)
            actions.close_case(case, message=self.seed.feedback or CLOSING, by=free[-1], at=at)
            self._next(at, days=4, step=self.rate)

    def rate(self, at: datetime) -> None:
        """Two of three answer the question at the end, and one in ten of them gives no mark."""
        dice = random.Random(f"{self.seed.key}:mark")
        if dice.randrange(3):
            mark = dice.choice((5, 5, 5, 4, 4, 4, 3, 2, 1, None))
            actions.rate_handling(self.report, mark=mark, receipt=f"demo:{self.seed.key}", at=at)

    # --- what the steps need -----------------------------------------------------------------------------------

    @cached_property
    def topic(self) -> Topic:
        return Topic.objects.get(slug=self.seed.topic)

    def _now(self) -> Case:
        [self.case] = _case_of(self.case.pk)
        return self.case

    def _next(self, at: datetime, *, days: int, step: Callable[[datetime], None]) -> None:
        minutes = self.dice.randrange(0, 400)
        if days == 0:
            self.timeline.at(at + timedelta(minutes=1 + minutes // 10), step)
            return
        morning = (at + timedelta(days=days)).replace(hour=13, minute=5)
        self.timeline.at(morning + timedelta(minutes=minutes), step)

    def _answers(self, at: datetime) -> dict[str, str]:
        told = {
            "Where did it happen?": self.seed.site,
            **told_when(self.seed, timezone.localdate(at)),
            "Who already knows?": self.seed.who_knows,
            "Is anyone in danger?": self.seed.danger,
        }
        return {question: answer for question, answer in told.items() if answer}

    def _office(self) -> list[Person]:
        """Those of the case's office whom no wall keeps away, its head last."""
        case = self._now()
        place = (case.queue, case.acting_head_id)
        if place not in self._free:
            staff = [self._as_known(person) for person in case.staff()]
            staff = [person for person in staff if "staff" in case.relations(person)]
            self._free[place] = sorted(staff, key=lambda person: ("head" in case.relations(person), person.email))
        return self._free[place]

    def _handler(self) -> Person:
        return self._office()[0]

    def _worker(self) -> Person:
        """The investigator, or the office where nobody is assigned."""
        assignee = self._now().assignee
        if assignee is None:
            return self._handler()
        if assignee.pk not in self._free:
            self._free[assignee.pk] = [self._as_known(assignee)] if self.case.is_visible_to(assignee) else []
        return self._free[assignee.pk][0] if self._free[assignee.pk] else self._handler()

    def _as_known(self, person: Person) -> Person:
        return self.known[person.pk]

    def _investigator(self, at: datetime) -> Person | None:
        office = {person.pk for person in self._office()}
        free = actions.free_investigators(self._now(), on=at.date()).order_by("email")
        offered = [
            person
            for person in map(self._as_known, free)
            if Role.INVESTIGATOR in person.roles and person.pk not in office
        ]
        return self.dice.choice(offered) if offered else None

    def _name(self, subject: SubjectSeed, at: datetime) -> None:
        handler = self._handler()
        if subject.person:
            person = self.people[subject.person]
            if person.pk == handler.pk or Party.objects.filter(case=self.case, person=person).exists():
                return
            actions.add_party(
                self._now(), role=PartyRole.SUBJECT, kind=PartyKind.PERSON, person=person, by=handler, at=at
            )
            self._free.clear()
            return
        actions.add_party(
            self._now(),
            role=PartyRole.SUBJECT,
            kind=PARTY_KINDS.get(subject.kind) or PartyKind(subject.kind),
            described=subject.description,
            unit=self._unit_of(subject),
            by=handler,
            at=at,
        )

    def _unit_of(self, subject: SubjectSeed) -> Unit | None:
        key = unit_of(subject, self.seed)
        return Unit.objects.get(name=UNITS_BY_KEY[key].name) if key else None

    def _allege(self, at: datetime) -> None:
        topic = self.topic
        provision = Provision.objects.in_force(at.date()).get(key=topic.provision_key)
        subjects = list(Party.objects.filter(case=self.case, role=PartyRole.SUBJECT, status=PartyStatus.CONFIRMED))
        named: list[Party | None] = [*subjects]
        for subject in named or [None]:
            actions.add_allegation(
                self._now(), provision=provision, subject=subject, statement=self.seed.title, by=self._worker(), at=at
            )

    def _materiality(self) -> str:
        """As the seed says; where no second person is free for "not material", the matter goes to the committee."""
        return Materiality.MATERIAL if self.seed.decision == "MATERIAL" else Materiality.NOT_MATERIAL

    def _decide_if_asked(self, handler: Person, at: datetime) -> bool:
        """Answer the question of materiality before an exit from triage."""
        if self.case.triggers.exists():
            decision = actions.decide_materiality(
                self._now(), outcome=Materiality.NOT_MATERIAL, reasons=self._reason(), by=handler, at=at
            )
            self._after_decision(decision.outcome, at)
        return True

    def _after_decision(self, outcome: str, at: datetime) -> None:
        if outcome == Materiality.MATERIAL:
            self.decided_material(at + timedelta(seconds=self.dice.randrange(2, 9)))
        elif outcome == Materiality.NOT_MATERIAL:
            self._next(at, days=1, step=self.confirm_not_material)

    def confirm_not_material(self, at: datetime) -> None:
        for decision in self.case.materiality_decisions.filter(confirmed_at=None, outcome=Materiality.NOT_MATERIAL):
            for person in Person.objects.holding(Role.GENERAL_AUDITOR, Role.ETHICS_OFFICER, Role.AUDIT_COMMITTEE_CHAIR):
                case = self._now()
                relations = decision.relations(person)
                if case.is_visible_to(person) and "other_head" in relations and not relations & {"staff", "decider"}:
                    actions.confirm_not_material(decision, by=person, at=at)
                    break

    def _plan_messages(self) -> None:
        on_the_phone = operator_for(self.seed, self.people) if self.seed.channel == "PHONE" else None
        for message in self.seed.messages:
            moment = self.received + timedelta(days=message.day, minutes=self.dice.randrange(30, 200))

            is_feedback = message.day >= FEEDBACK_FROM_DAY

            def say(
                at: datetime, text: str = message.text, author: str = message.author, is_feedback: bool = is_feedback
            ) -> None:
                if author == "REPORTER":
                    actions.read_messages(self.report, at=at)
                    actions.answer_as_reporter(self.report, body=text, taken_down_by=on_the_phone, at=at)
                    # A later word may name somebody for the first time.
                    self._free.clear()
                    if self._now().state != CaseState.NEW:
                        self._judge_matches(at)
                else:
                    case, by = self._now(), self._worker()
                    actions.ask_reporter(case, report=self.report, body=text, is_feedback=is_feedback, by=by, at=at)

            self.timeline.at(moment, say)

    def _days_of_work(self) -> int:
        if self.seed.closed_after_days is None:
            return self.dice.randrange(10, 30)
        return max(2, self.seed.closed_after_days - 12)

    def _reason(self) -> str:
        if self.seed.decision_reason:
            return self.seed.decision_reason
        return self.seed.findings[0].reason if self.seed.findings else "On the facts that we have, this is enough."


def _settle_tasks(case: Case, *, by: Person, at: datetime) -> None:
    """No case ends with an open task."""
    for task in Task.objects.of_case(case).open():
        actions.finish_task(task, ending="Done.", by=by, at=at)
