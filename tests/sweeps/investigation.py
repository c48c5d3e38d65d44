"""An investigator's desk on the case `main`: templates, tasks, interviews, a statement of its subject, evidence."""

from datetime import datetime, timedelta
from typing import Any

from accounts.models import Person
from cases import actions
from cases.actions import CustodyFacts, EvidenceFacts, InterviewFacts, TemplateFacts
from cases.models import Case, CaseTemplate, EvidenceItem, Statement
from tests.sweeps.canaries import Planted


class Investigating:
    """Works the case, each step by somebody who may, with a word planted in everything that is sealed."""

    def __init__(self, people: dict[str, Person], planted: Planted, case: Case, at: datetime) -> None:
        self.people, self.planted, self.case, self.at = people, planted, case, at
        self.by = people["investigator"]

    def tick(self) -> datetime:
        self.at += timedelta(minutes=7)
        return self.at

    def plant(self, what: str) -> str:
        return self.planted.plant("main", what)

    def write_templates(self) -> dict[str, CaseTemplate]:
        """A draft, and one in use of each kind."""
        made = {}
        for key, kind in {"draft": "PLAN", "plan": "PLAN", "questions": "INTERVIEW"}.items():
            facts = TemplateFacts(key.capitalize(), lines=[(self.planted.plant("templates", key), 3)])
            made[key] = actions.write_template(kind=kind, facts=facts, by=self.people["staff"], at=self.tick())
            if key != "draft":
                made[key] = actions.publish_template(made[key], by=self.people["officer"], at=self.tick())
        return made

    def work(self, questions: CaseTemplate) -> Statement:
        """Something of everything; returns the statement that its subject is asked to confirm."""
        due_on = self.at.date() + timedelta(days=90)
        told: dict[str, Any] = {"title": self.plant("task"), "due_on": due_on, "owner": self.by}
        # The case can still be submitted: nothing is left open in it.
        done = actions.add_task(self.case, **told, by=self.by, at=self.tick())
        actions.finish_task(done, by=self.by, at=self.tick())
        dropped = actions.add_task(self.case, **told, by=self.by, at=self.tick())
        actions.drop_task(dropped, reason=self.plant("dropped"), by=self.by, at=self.tick())
        self._plan(described=self.plant("interviewee"), place=self.plant("interview_place"), template=questions)
        cancelled = self._plan(described="A driver")
        reason = self.plant("interview_cancelled")
        actions.cancel_interview(cancelled, reason=reason, by=self.by, at=self.tick())
        held = self._plan(person=self.people["subject"], template=questions)
        words = self.plant("interview_record")
        held = actions.record_interview(held, held_at=self.at, words=words, by=self.by, at=self.tick())
        first = actions.write_statement(held, text=self.plant("replaced_statement"), by=self.by, at=self.tick())
        statement = actions.write_statement(held, text=self.plant("told_statement"), by=self.by, at=self.tick())
        assert first.number + 1 == statement.number
        self._register()
        return actions.ask_to_confirm(statement, by=self.by, at=self.tick())

    def leave_a_task(self, case: Case, by: Person) -> None:
        """One that is still open."""
        told: dict[str, Any] = {"title": self.planted.plant("doubted", "task"), "owner": by}
        actions.add_task(case, **told, due_on=self.at.date() + timedelta(days=90), by=by, at=self.tick())

    def _plan(self, **facts: Any) -> Any:
        told = {"conducted_by": self.by, "planned_for": self.at, "mode": "IN_PERSON", **facts}
        return actions.plan_interview(self.case, facts=InterviewFacts(**told), by=self.by, at=self.tick())

    def _register(self) -> EvidenceItem:
        attachment = self.case.reports.get().attachments.first()
        words = {
            name: self.plant(f"evidence_{name}") for name in ("description", "source", "collected_where", "held_by")
        }
        facts = EvidenceFacts(collected_by=self.by, collected_at=self.at, attachment=attachment, **words)
        item = actions.register_evidence(self.case, facts=facts, by=self.by, at=self.tick())
        chain = {name: self.plant(f"custody_{name}") for name in ("held_by", "place", "handed_by", "words")}
        moved = CustodyFacts(kind="MOVED", happened_at=self.at, **chain)
        actions.record_custody(item, facts=moved, by=self.by, at=self.tick())
        actions.check_integrity(item, by=self.by, at=self.tick())
        return item
