"""A case under investigation, templates in use, and the beats of the desk."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
import time_machine

from accounts.models import Person
from accounts.moves import Refused
from cases import actions
from cases.actions import CustodyFacts, EvidenceFacts, InterviewFacts, TemplateFacts
from cases.models import Case, CaseTemplate, EvidenceItem, Interview, Statement, Task
from tests.cases.desk import Desk
from tests.cases.officer.conftest import at_desk, now, send  # noqa: F401 — fixtures
from tests.people import make_person
from tests.standing import standing


@dataclass
class Investigation:
    """What the investigator of one case does."""

    desk: Desk
    case: Case
    witness: Person

    def template(self, kind: str = "PLAN", *, is_published: bool = True, **facts: Any) -> CaseTemplate:
        lines = [("Secure the mailbox", 2), ("Talk with purchasing", 10)]
        told = {"title": "Gifts", "topic": self.case.topic, "lines": lines, **facts}
        by = self.desk.staff
        made = actions.write_template(kind=kind, facts=TemplateFacts(**told), by=by, at=self.desk.at)
        return actions.publish_template(made, by=self.desk.head, at=self.desk.at) if is_published else made

    def task(self, owner: Person | None = None, days: int = 5, title: str = "Read the invoices") -> Task:
        due_on = self.desk.at.date() + timedelta(days=days)
        by, at = self.desk.investigator, self.desk.at
        return actions.add_task(self.case, title=title, due_on=due_on, owner=owner, by=by, at=at)

    def interview(self, **facts: Any) -> Interview:
        told = {
            "person": self.witness, "conducted_by": self.desk.investigator, "mode": "IN_PERSON",
            "planned_for": self.desk.at + timedelta(days=1), **facts,
        }  # fmt: skip
        by = self.desk.investigator
        return actions.plan_interview(self.case, facts=InterviewFacts(**told), by=by, at=self.desk.at)

    def held(self, **facts: Any) -> Interview:
        words = {"held_at": self.desk.at, "words": "She saw the bills."}
        interview = self.interview(**facts)
        return actions.record_interview(interview, **words, by=self.desk.investigator, at=self.desk.at)

    def statement(self, text: str = "I saw the bills.", **facts: Any) -> Statement:
        by = self.desk.investigator
        return actions.write_statement(self.held(**facts), text=text, by=by, at=self.desk.at)

    def register(self, **facts: Any) -> EvidenceItem:
        told = {
            "description": "A notebook with dates", "source": "Purchasing, desk 4", "held_by": "Ines Seekham",
            "collected_by": self.desk.investigator, "collected_at": self.desk.at, "collected_where": "Room 12", **facts,
        }  # fmt: skip
        by = self.desk.investigator
        return actions.register_evidence(self.case, facts=EvidenceFacts(**told), by=by, at=self.desk.at)

    def hand_on(self, item: EvidenceItem, **facts: Any) -> Any:
        told = {"kind": "HANDED_OVER", "happened_at": self.desk.at, "held_by": "The safe", "place": "Room 1", **facts}
        by = self.desk.investigator
        return actions.record_custody(item, facts=CustodyFacts(**told), by=by, at=self.desk.at)


@contextmanager
def refuses(words: str) -> Iterator[None]:
    """What happens inside is refused with a sentence that holds these words."""
    with pytest.raises(Refused) as refusal:
        yield
    assert words in str(refusal.value.sentence)


@pytest.fixture(autouse=True)
def clock(at):
    """The clock of the views, stopped at `at` until a test moves it: what somebody is asked ends on a day."""
    with time_machine.travel(at, tick=False) as traveller:
        yield traveller


@standing
def investigation(desk, at) -> Investigation:
    return Investigation(desk, desk.case_in("INVESTIGATION"), make_person("Wilma Tellwell", at=at))
