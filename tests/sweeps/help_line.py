"""What others wrote down: a draft of the operator, a call that was handed over, and a report that was passed on."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from accounts.models import Person
from cases import actions
from cases.actions import ReportFacts
from cases.models import Case, Recording
from cases.pick_up_codes import pick_up_code_of
from cases.states.report import Channel, Mode
from code_of_ethics.models import Topic
from tests.sweeps.canaries import Planted


@dataclass
class HelpLine:
    """The operator's and a manager's day."""

    people: dict[str, Person]
    planted: Planted
    at: datetime
    recordings: dict[str, Recording] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    code: str = ""

    def work(self) -> "HelpLine":
        self._draft()
        self._phoned()
        self._passed_on()
        return self

    def _draft(self) -> None:
        operator = self.people["operator"]
        draft = actions.begin_recording(Channel.PHONE, by=operator, at=self.at)
        typed = told(narrative=[f"It was so: {self.planted.plant('draft', 'narrative')}."])
        self.recordings["draft"] = actions.keep_recording(draft, typed, by=operator, at=self.at)

    def _phoned(self) -> None:
        operator = self.people["operator"]
        handed = actions.begin_recording(Channel.PHONE, by=operator, at=self.at)
        self.code = pick_up_code_of(str(handed.token))
        facts = self._facts("phoned", mode=Mode.ANONYMOUS, read_back="AGREED")
        report = actions.hand_over(handed, facts, received_on=self.at.date(), by=operator, at=self.at)
        question = self.planted.plant("phoned", "question_by_phone")
        actions.ask_reporter(report.case, body=question, by=self.people["staff"], at=self.at)
        self.recordings["handed"] = Recording.objects.get(pk=handed.pk)
        self._note("phoned", report.case_id)

    def _passed_on(self) -> None:
        facts = self._facts(
            "passed",
            mode=Mode.CONFIDENTIAL,
            channel=Channel.MANAGER,
            reporter_name=self.planted.plant("passed", "reporter_name"),
            reporter_contact=self.planted.plant("passed", "reporter_contact"),
        )
        referral = actions.refer_report(
            facts, told_on=self.at.date(), is_concerned=False, receipt="1", by=self.people["reader"], at=self.at
        )
        self._note("passed", referral.report.case_id)

    def _facts(self, key: str, **more: Any) -> ReportFacts:
        return ReportFacts(
            topic=Topic.objects.get(slug="gifts"),
            narrative=f"It happened: {self.planted.plant(key, 'narrative')}.",
            country="US",
            **more,
        )

    def _note(self, key: str, pk: Any) -> None:
        self.cases[key] = Case.objects.get(pk=pk)
        self.planted.note(f"{key}.reference", self.cases[key].reference)


def told(**changed: list[str]) -> dict[str, list[str]]:
    """What an operator types, complete."""
    return {
        "kind": ["REPORT"], "narrative": ["It was so."], "topic": ["gifts"], "concerns": ["NONE"], "danger": ["NO"],
        "received_on": ["2026-11-20"], "language": ["en"], "mode": ["ANONYMOUS"], **changed,
    }  # fmt: skip
