"""The desk of an office: reports that arrive, and cases brought to any state by the real actions."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from accounts.models import Person
from cases import actions
from cases.actions import FindingFacts, ReportFacts, TriageFacts
from cases.models import Allegation, Case, Message, Note, Party
from cases.states.case import CaseState
from cases.states.party import Finding, PartyKind, PartyRole
from cases.states.report import Mode, ReportKind
from code_of_ethics.models import Provision, Topic

NARRATIVE = "The dinners were paid by the supplier, every month, and nobody wrote them down."


def make_topic(slug: str = "gifts", **facts: Any) -> Topic:
    """A topic, the same one for the same slug."""
    defaults = {"name": slug.capitalize(), "question": f"About {slug}?", "provision_key": "gifts", **facts}
    return Topic.objects.get_or_create(slug=slug, defaults=defaults)[0]


def open_case(*, at: datetime, by: Person | None = None, topic: Topic | None = None, **facts: Any) -> Case:
    """A report arrives and opens its case, and the clock tells of it."""
    told = {"narrative": NARRATIVE, "mode": Mode.ANONYMOUS, "country": "US", **facts}
    report = actions.submit_report(ReportFacts(topic=topic or make_topic(), **told), by=by, at=at)
    actions.tell_of_arrivals(at)
    return Case.objects.get(pk=report.case_id)


@dataclass
class Desk:
    """Who works at one office, and what they do to its cases."""

    at: datetime
    head: Person
    staff: Person
    investigator: Person
    provision: Provision

    def acknowledge(self, case: Case) -> Case:
        return actions.acknowledge_case(case, message="It has arrived.", by=self.staff, at=self.at)

    def triage(self, case: Case, **facts: Any) -> Case:
        told = {"topic": case.topic, "summary": "Dinners", "severity": "2", "retaliation_risk": "LOW", **facts}
        return actions.triage_case(case, facts=TriageFacts(**told), by=self.staff, at=self.at)

    def assign(self, case: Case, investigator: Person | None = None) -> Case:
        return actions.assign_case(case, investigator=investigator or self.investigator, by=self.staff, at=self.at)

    def name(self, case: Case, person: Person, role: str = PartyRole.SUBJECT, by: Person | None = None) -> Party:
        return actions.add_party(case, role=role, kind=PartyKind.PERSON, person=person, by=by or self.staff, at=self.at)

    def allege(self, case: Case, subject: Party | None = None) -> Allegation:
        return actions.add_allegation(
            case, provision=self.provision, subject=subject, statement="Took dinners", by=self.staff, at=self.at
        )

    def find(self, allegation: Allegation, finding: str = Finding.UNSUBSTANTIATED, **facts: Any) -> Allegation:
        told = FindingFacts(finding=finding, reasons="Nothing was established.", **facts)
        return actions.record_finding(allegation, facts=told, by=self.investigator, at=self.at)

    def note(self, case: Case, by: Person | None = None) -> Note:
        return actions.write_note(case, body="Read the invoices.", by=by or self.staff, at=self.at)

    def ask(self, case: Case) -> Message:
        actions.ask_reporter(case, body="Which restaurant?", by=self.staff, at=self.at)
        return Message.objects.filter(report__case=case).latest("position")

    def share(self, case: Case, person: Person) -> None:
        actions.share_case(case, person=person, reason="Knows the trade.", by=self.head, at=self.at)

    def case_in(self, state: str, **facts: Any) -> Case:
        """A case that the real actions have brought to `state`, each next move of which could succeed.

        Whoever could be a second person has kept out of it: the investigator submitted it and the head closed it.
        """
        if state == CaseState.MERGED:
            case, into = self.case_in(CaseState.TRIAGE, **facts), self.case_in(CaseState.TRIAGE)
            actions.merge_case(case, into=into, reason="One matter.", by=self.staff, at=self.at)
            return Case.objects.get(pk=case.pk)
        if state == CaseState.TESTED:  # a test of the hotline is always a report, under a topic that alarms nobody
            make_topic()
            test = actions.begin_hotline_test("WEB", by=None, at=self.at)
            return Case.objects.get(pk=self.acknowledge(test.case).pk)
        case = open_case(at=self.at, **facts)
        if state == CaseState.NEW:
            return case
        case = self.acknowledge(case)
        if state == CaseState.TRIAGE:
            return self.assign(case)
        case = self.assign(self.triage(case))
        self.find(self.allege(case))
        if state == CaseState.INVESTIGATION:
            return case
        case = actions.submit_for_review(case, reason="Done.", by=self.investigator, at=self.at)
        if state == CaseState.REVIEW:
            return case
        return actions.close_case(case, message="It is closed.", by=self.head, at=self.at)

    def question(self) -> Case:
        """A question in triage, which one person may answer and close."""
        return self.acknowledge(open_case(at=self.at, kind=ReportKind.QUESTION))
