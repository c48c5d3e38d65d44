"""A company at work, step by step through the real actions, each at a moment of its own."""

import random
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from accounts.models import Person
from accounts.roles import Office, Role
from cases import actions
from cases.actions import FindingFacts, ReportFacts, TriageFacts
from cases.first_incident import FirstIncident
from cases.models import Allegation, Case, MaterialityDecision
from cases.states.materiality import Materiality
from cases.states.party import Finding, Hearing, PartyKind, PartyRole, Standard
from cases.states.report import Channel, Mode, ReportKind
from code_of_ethics.actions import ask_due, import_version, publish_version
from code_of_ethics.models import Provision, Topic
from reporting.periods import Period
from tests.people import make_person

CODE = """# Code of Ethics

<!-- version: 1; in force from: 2020-01-01 -->

We are straight with each other.

## Conduct

### Gifts and entertainment {#gifts}
<!-- item406b: honest_conduct; topic: gifts -->

Accept nothing that is worth more than fifty dollars.

### No retaliation {#speaking-up}
<!-- item406b: internal_reporting; topic: retaliation -->

Nobody suffers for speaking up.
"""
QUARTER = Period(date(2026, 7, 1), date(2026, 9, 30))
NARRATIVE = "Secretword: dinners were paid by the supplier every month."
LINE = "A supplier paid for dinners of the buying team."


@dataclass
class House:
    """Who works here, and what they do."""

    at: datetime
    people: dict[str, Person] = field(default_factory=dict)

    @classmethod
    def opened(cls, at: datetime) -> "House":
        house = cls(at)
        make = house._make
        make("auditor", "Gloria Audley", Role.GENERAL_AUDITOR)
        make("officer", "Esther Compley", Role.ETHICS_OFFICER)
        make("staff", "Tara Fairley", Role.OFFICE_STAFF, office=Office.ETHICS_OFFICE)
        make("investigator", "Ines Seekham", Role.INVESTIGATOR)
        make("chair", "Cleo Presidi", Role.AUDIT_COMMITTEE, Role.AUDIT_COMMITTEE_CHAIR, is_director=True)
        make("member", "Mona Quorum", Role.AUDIT_COMMITTEE, is_director=True)
        make("third", "Theo Trustwell", Role.AUDIT_COMMITTEE, is_director=True)
        make("administrator", "Adam Rootham", Role.ADMINISTRATOR)
        make("employee", "Emil Strange")
        make("executive", "Xenia Topfloor", is_executive_officer=True)
        house._open_books()
        return house

    def __getattr__(self, name: str) -> Any:
        try:
            return self.__dict__["people"][name]
        except KeyError:
            raise AttributeError(name) from None

    def _make(self, key: str, full_name: str, *roles: str, **facts: Any) -> Person:
        self.people[key] = make_person(full_name, *roles, at=self.at, **facts)
        return self.people[key]

    def _open_books(self) -> None:
        editor = make_person("Edna Drafter", Role.CODE_EDITOR, at=self.at)
        version = import_version(CODE, by=editor, at=self.at - timedelta(days=400))
        publish_version(version, by=self.officer, at=self.at - timedelta(days=400))
        ask_due(at=self.at - timedelta(days=400))
        self.provisions = {one.key: one for one in Provision.objects.filter(version=version)}
        facts = {
            "gifts": {},
            "bribery": {"trigger": "BRIBERY"},
            "books": {"trigger": "ACCOUNTING", "is_accounting": True},
            "retaliation": {"is_retaliation": True, "provision_key": "speaking-up"},
        }
        self.topics = {
            slug: Topic.objects.create(
                slug=slug, name=slug.capitalize(), question="?", **{"provision_key": "gifts", **more}
            )
            for slug, more in facts.items()
        }

    # --- steps -----------------------------------------------------------------------------------------------
    def report(self, at: datetime, topic: str = "gifts", by: Person | None = None, **facts: Any) -> Case:
        told: dict[str, Any] = {"narrative": NARRATIVE, "mode": Mode.ANONYMOUS, "country": "US", **facts}
        report = actions.submit_report(ReportFacts(topic=self.topics[topic], **told), by=by, at=at)
        actions.tell_of_arrivals(at)
        return Case.objects.get(pk=report.case_id)

    def worker(self, case: Case) -> Person:
        """Somebody who may work the case and whom its wall does not cut off."""
        return next(person for person in case.staff() if person.pk != case.assignee_id)

    def acknowledge(self, case: Case, at: datetime) -> Case:
        return actions.acknowledge_case(case, message="It has arrived.", by=self.worker(case), at=at)

    def triage(self, case: Case, at: datetime, *, material: str = "", **facts: Any) -> Case:
        needed = material or (Materiality.MATERIAL.value if case.triggers.exists() else "")
        told = {
            "topic": case.topic, "summary": "Dinners", "severity": "2", "retaliation_risk": "LOW",
            "materiality": needed, "materiality_reasons": "Because." if needed else "",
            "digest_line": LINE if needed == Materiality.MATERIAL else "", **facts,
        }  # fmt: skip
        return actions.triage_case(case, facts=TriageFacts(**told), by=self.worker(case), at=at)

    def decide(self, case: Case, at: datetime, outcome: str = Materiality.MATERIAL) -> MaterialityDecision:
        line = LINE if outcome == Materiality.MATERIAL else ""
        return actions.decide_materiality(
            case, outcome=outcome, reasons="Because.", digest_line=line, by=self.worker(case), at=at
        )

    def material(self, at: datetime, topic: str = "bribery", **facts: Any) -> MaterialityDecision:
        """A matter reported at `at`, and decided material a little later."""
        case = self.report(at, topic, **facts)
        case = self.acknowledge(case, at + timedelta(minutes=10))
        return self.decide(case, at + timedelta(minutes=20))

    def name(self, case: Case, person: Person, at: datetime, role: str = PartyRole.SUBJECT) -> Any:
        worker = self.worker(case)
        return actions.add_party(case, role=role, kind=PartyKind.PERSON, person=person, by=worker, at=at)

    def allege(self, case: Case, at: datetime, key: str = "gifts") -> Allegation:
        return actions.add_allegation(
            case, provision=self.provisions[key], subject=None, statement="Dinners", by=self.worker(case), at=at
        )

    def find(self, allegation: Allegation, at: datetime, finding: str) -> Allegation:
        facts = FindingFacts(
            finding=finding, reasons="So it is.", standard=Standard.BALANCE, subject_hearing=Hearing.DECLINED
        )
        worker = self.worker(Case.objects.get(pk=allegation.case_id))
        return actions.record_finding(allegation, facts=facts, by=worker, at=at)

    def close(self, case: Case, at: datetime) -> Case | None:
        """Closed by a second person; in the chair's queue there may be none."""
        if len(case.staff()) < 2:
            return None
        case = actions.submit_for_review(case, reason="Done.", by=self.worker(case), at=at)
        closer = next(person for person in case.staff() if person.pk != case.submitted_by_id)
        return actions.close_case(case, message="It is closed.", by=closer, at=at)


def life(house: House, chance: random.Random, first: datetime, last: datetime) -> None:
    """One case with a random life between two moments: how it came, how far it got, and how it ended."""
    moment = _later(chance, first, last)
    named = chance.random() < 0.15
    mode = chance.choice([Mode.ANONYMOUS, Mode.ANONYMOUS, Mode.CONFIDENTIAL, Mode.NAMED])
    case = house.report(
        moment,
        chance.choice(["gifts", "gifts", "bribery", "books", "retaliation"]),
        by=None if mode == Mode.ANONYMOUS else house.employee,
        mode=mode,
        channel=chance.choice(list(Channel)),
        country=chance.choice(["US", "US", "US", "DE", "FR", "JP", ""]),
        kind=chance.choice([ReportKind.REPORT] * 5 + [ReportKind.QUESTION]),
        typed_names=chance.choice([house.auditor, house.third, house.executive]).full_name if named else "",
    )
    if chance.random() < 0.4:
        for report in case.reports.all():
            actions.read_messages(report, at=moment + timedelta(days=2))
    for step in _steps(house, chance):
        moment = _later(chance, moment, moment + timedelta(days=chance.choice([1, 4, 12, 40])))
        if moment > last or chance.random() < 0.12:
            return
        case = step(Case.objects.get(pk=case.pk), moment) or Case.objects.get(pk=case.pk)


def edges(house: House) -> None:
    """Cases received, decided and closed in the first and last minutes of the quarter, and just outside of it."""
    first, after = QUARTER.starts_at, QUARTER.ends_at
    minute = timedelta(minutes=1)
    for moment in (first - minute, first, first + minute, after - minute, after, after + minute):
        house.report(moment, by=house.employee, mode=Mode.NAMED)
        _worked(house, first - timedelta(days=9), closed_at=moment)
        decided = house.acknowledge(house.report(moment - timedelta(days=3), "bribery"), moment - timedelta(days=2))
        house.decide(decided, moment)
    for days in (29, 30, 31, 59, 60, 61, 90, 91, 180, 181):
        house.report(after - minute - timedelta(days=days))
    house.material(first + timedelta(days=20))


def _worked(house: House, at: datetime, *, closed_at: datetime) -> None:
    case = house.acknowledge(house.report(at), at + timedelta(days=1))
    case = house.triage(case, at + timedelta(days=2))
    house.find(house.allege(case, at + timedelta(days=3)), at + timedelta(days=4), Finding.PARTLY)
    house.close(Case.objects.get(pk=case.pk), closed_at)


def _steps(house: House, chance: random.Random) -> list[Callable[[Case, datetime], Any]]:
    return [
        house.acknowledge,
        lambda case, at: settle_matches(house, case, at),
        lambda case, at: house.triage(case, at, first_incident=_began(chance, case)),
        lambda case, at: _allege(house, chance, case, at),
        house.close,
    ]


def _began(chance: random.Random, case: Case) -> FirstIncident | None:
    """A day, a month, a year or nothing; also of the very day of the report."""
    on = case.received_on - timedelta(days=chance.choice([0, 1, 9, 40, 200, 700]))
    return chance.choice(
        [None, FirstIncident(on.year), FirstIncident(on.year, on.month), FirstIncident(on.year, on.month, on.day)]
    )


def settle_matches(house: House, case: Case, at: datetime) -> None:
    """Whoever was possibly named is named."""
    for party in case.parties.all():
        actions.confirm_party(party, role=party.role, by=house.worker(case), at=at)


def _allege(house: House, chance: random.Random, case: Case, at: datetime) -> None:
    for _place in range(chance.randint(1, 3)):
        allegation = house.allege(case, at, chance.choice(["gifts", "speaking-up"]))
        house.find(allegation, at, chance.choice(Finding.values))


def _later(chance: random.Random, first: datetime, last: datetime) -> datetime:
    return first + timedelta(seconds=chance.randint(60, max(61, int((last - first).total_seconds()))))


def random_seed() -> int:
    return uuid.uuid4().int % 1_000_000
