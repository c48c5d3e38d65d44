"""A finding against somebody, and the people who do something about it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from accounts.models import Person
from accounts.roles import Role
from cases import actions
from cases.actions import ActionFacts, DecisionFacts, ReferralFacts
from cases.models import Action, Allegation, Case, PublicReferral
from tests.cases.desk import Desk
from tests.cases.officer.conftest import at_desk, now, send  # noqa: F401 — fixtures
from tests.people import make_person
from tests.standing import standing

FAIR = {"standard": "BALANCE", "subject_hearing": "HEARD", "reply_weighed": "Bills say otherwise."}


@dataclass
class Matter:
    """A case under investigation with a substantiated finding, and whom one needs for what follows."""

    desk: Desk
    case: Case
    allegation: Allegation
    manager: Person
    partner: Person
    owner: Person
    counsel: Person

    def propose(self, kind: str = "REMEDIATION", **facts: Any) -> Action:
        told = {"reasons": "The list is old.", "brief": "Renew the list of suppliers.", **facts}
        told = told | ({"allegation": self.allegation, "level": "WRITTEN_WARNING"} if kind == "DISCIPLINE" else {})
        by = self.desk.investigator
        return actions.propose_action(self.case, facts=ActionFacts(kind=kind, **told), by=by, at=self.desk.at)

    def decide(self, action: Action, by: Person | None = None, **facts: Any) -> Action:
        if action.is_discipline:
            known = {"manager": self.manager, "hr_partner": self.partner, "decided_on": self.desk.at.date()}
            facts = known | facts
        else:
            facts = {"owner": self.owner, "due_on": self.today + timedelta(days=30)} | facts
        by = by or self.desk.staff
        return actions.decide_action(action, facts=DecisionFacts(**facts), by=by, at=self.desk.at)

    def refer(self) -> PublicReferral:
        facts = ReferralFacts("Public prosecutor", "Bribes were paid.", "A crime.", self.counsel)
        return actions.propose_referral(self.case, facts=facts, by=self.desk.investigator, at=self.desk.at)

    @property
    def today(self) -> date:
        return self.desk.at.date()


@standing
def matter(desk, subject, at) -> Matter:
    case = desk.case_in("INVESTIGATION")
    allegation = desk.find(
        desk.allege(case, desk.name(case, subject)), "SUBSTANTIATED", subject_told_on=at.date(), **FAIR
    )
    people = [make_person(name, at=at) for name in ("Manfred Leadwell", "Hanna Peopley", "Otto Doerson")]
    return Matter(desk, case, allegation, *people, make_person("Carla Advisey", Role.COUNSEL, at=at))
