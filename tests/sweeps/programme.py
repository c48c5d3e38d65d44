"""The ethics programme: audits with findings, training, gifts; in the states from which something is done."""

from datetime import datetime, timedelta
from decimal import Decimal

from accounts.models import Person
from code_of_ethics import actions
from code_of_ethics.actions import Audience, AuditPlan, GiftFacts, Sample, TrainingFacts
from code_of_ethics.models import (
    AuditFinding,
    CompletionImport,
    ComplianceAudit,
    Gift,
    GiftLimit,
    Provision,
    TrainingAssignment,
)
from tests.sweeps.canaries import Planted


class Programme:
    """Makes them, each step by somebody who may."""

    def __init__(self, people: dict[str, Person], planted: Planted, provision: Provision, at: datetime) -> None:
        self.people, self.planted, self.provision, self.at = people, planted, provision, at
        self.audits: dict[str, ComplianceAudit] = {}
        self.findings: dict[str, AuditFinding] = {}

    def tick(self) -> datetime:
        self.at += timedelta(minutes=7)
        return self.at

    # --- audits ----------------------------------------------------------------------------------------------
    def audit(self) -> None:
        """One planned, one being done, one reported; their findings wait for each next step."""
        auditor = self.people["auditor"]
        for key in ("planned", "begun", "reported"):
            question = self.planted.plant(f"audit_{key}", "question")
            day = self.at.date()
            plan = AuditPlan(self.provision, question, day, day + timedelta(days=60))
            self.audits[key] = actions.plan_audit(plan, by=self.people["auditor_staff"], at=self.tick())
            if key != "planned":
                sample = Sample(100, 10, "RANDOM", self.planted.plant(f"audit_{key}", "sample"))
                self.audits[key] = actions.begin_audit(self.audits[key], sample=sample, by=auditor, at=self.tick())
        for key, audit in (("raised", "begun"), ("answered", "begun"), ("done", "begun"), ("told", "reported")):
            self.findings[key] = self._find(key, self.audits[audit])
        conclusion = self.planted.plant("audit_reported", "conclusion")
        self.audits["reported"] = actions.report_audit(
            self.audits["reported"], rating="IMPROVE", conclusion=conclusion, by=auditor, at=self.tick()
        )

    def _find(self, key: str, audit: ComplianceAudit) -> AuditFinding:
        owner = self.people["policy_owner"]
        facts = {"text": self.planted.plant(f"finding_{key}", "text"), "rating": "HIGH", "owner": owner}
        finding = actions.raise_finding(audit, **facts, by=self.people["auditor"], at=self.tick())
        if key in ("answered", "done"):
            response = self.planted.plant(f"finding_{key}", "response")
            day = self.at.date() + timedelta(days=60)
            finding = actions.answer_finding(
                finding, agreement="AGREED", response=response, due_on=day, by=owner, at=self.tick()
            )
        if key == "done":
            report = self.planted.plant("finding_done", "report")
            finding = actions.finish_finding(finding, report=report, by=owner, at=self.tick())
        return finding

    # --- training --------------------------------------------------------------------------------------------
    def train(self) -> tuple[TrainingAssignment, CompletionImport]:
        """What `reader` is asked to do, and a file of completions that was only looked at."""
        facts = TrainingFacts("Gifts in practice", "gifts-1", self.provision.version)
        actions.start_training(facts, Audience(), by=self.people["officer"], at=self.tick())
        actions.assign_due(at=self.tick())
        rows = f"email,course,completed_on\n{self.people['stranger'].email},gifts-1,{self.at.date()}"
        upload = actions.upload_completions(rows.encode(), by=self.people["officer"], at=self.tick())
        return TrainingAssignment.objects.select_related("training").get(person=self.people["reader"]), upload

    # --- gifts -----------------------------------------------------------------------------------------------
    def give(self) -> tuple[dict[str, Gift], GiftLimit]:
        """Of `reader`: one that waits for the office and one that it cleared. No limit holds for them."""
        made = {}
        for key in ("submitted", "cleared"):
            words = {
                name: self.planted.plant(f"gift_{key}", name)
                for name in ("what", "other_party", "organisation", "occasion")
            }
            facts = GiftFacts("RECEIVED", "MEAL", **words, country="US", happened_on=self.at.date(), amount=Decimal(9),
                currency="EUR")  # fmt: skip
            made[key] = actions.enter_gift(facts, by=self.people["reader"], at=self.tick())
        reasons = self.planted.plant("gift_cleared", "reasons")
        made["cleared"] = actions.decide_gift(
            made["cleared"], outcome="CLEARED", reasons=reasons, by=self.people["officer"], at=self.tick()
        )
        limit = actions.set_limit("US", currency="USD", amount=Decimal(50), by=self.people["staff"], at=self.tick())
        return made, limit
