"""What the demo company did about what it found: like cases alike, and now and then something is late."""

import random
from datetime import datetime, timedelta
from decimal import Decimal

from accounts.models import Person
from accounts.roles import Role
from cases import actions
from cases.actions import ActionFacts, DecisionFacts, ReferralFacts
from cases.models import Action, Allegation, Case, PublicReferral
from cases.states.outcome import ActionKind, DisciplineLevel, RootCause
from cases.states.party import PartyKind
from ethics_portal.demo_company.loading.timeline import Timeline
from ethics_portal.demo_company.reports import ReportSeed

# The same severity ends in the same consequence; once in eight the house was milder.
LEVELS = {
    "LOW": (DisciplineLevel.COUNSELLING, DisciplineLevel.COUNSELLING),
    "MEDIUM": (DisciplineLevel.WRITTEN_WARNING, DisciplineLevel.VERBAL_WARNING),
    "HIGH": (DisciplineLevel.FINAL_WARNING, DisciplineLevel.WRITTEN_WARNING),
    "CRITICAL": (DisciplineLevel.TERMINATION, DisciplineLevel.PAY),
}
HR, CHIEF = "marta-lozano", "yvonne-castellanos"
OWNERS = ("stefan-mayrhofer", "camille-aubertin", "helena-brandt-lowe", "philip-strand")
BRIEFS = (
    "Bring the list of approved suppliers up to date, and have purchasing confirm each entry.",
    "Add the second signature to payments above the limit, and show that it works for one month.",
    "Train the teams of the site in the rules for gifts, and keep the lists of who took part.",
    "Write the missing step into the working instruction, and tell the shift leaders.",
)
NO_CONSEQUENCE = "The subject is no person of the company, or has left it. What follows is under the actions."


def root_cause_of(key: str) -> RootCause:
    """Why it could happen: the same for the same story every time."""
    return random.Random(f"{key}:cause").choice(list(RootCause))


class Outcomes:
    """What follows from the findings of one case. Each step asks the actions, which look at the wall themselves."""

    def __init__(self, seed: ReportSeed, people: dict[str, Person], timeline: Timeline) -> None:
        self.seed, self.people, self.timeline = seed, people, timeline
        self.dice = random.Random(f"{seed.key}:outcome")

    def follow(self, case: Case, *, by: Person, office: list[Person], at: datetime) -> None:
        """Consequences for each subject, and for some cases a correction, a recovery or a referral."""
        joined = case.allegations.select_related("subject__person__manager", "subject__data_key")
        adverse = [one for one in joined if one.is_adverse and one.subject_id]
        second = next((person for person in office if person.pk != by.pk), None)
        for allegation in adverse:
            self._consequence(case, allegation, by, second, at)
        if not adverse or second is None:
            return
        if self.dice.randrange(2):
            self._put_right(case, by, second, at)
        if "LOSS" in self.seed.triggers:
            self._recover(case, by, second, at)
        if self.seed.severity == "CRITICAL":
            self._refer(case, by, at)

    def _consequence(self, case: Case, allegation: Allegation, by: Person, second: Person | None, at: datetime) -> None:
        subject = allegation.subject
        manager = self._manager(case, allegation, by)
        partner = next(
            (one for one in (self.people[HR], self.people[CHIEF]) if self._may(case, one, by, manager)), None
        )
        if subject is None or subject.kind != PartyKind.PERSON or not (manager and partner and second):
            actions.record_no_consequence(allegation, reason=NO_CONSEQUENCE, by=by, at=at)
            return
        usual, milder = LEVELS[self.seed.severity]
        level = usual if self.dice.randrange(8) else milder
        facts = ActionFacts(kind=ActionKind.DISCIPLINE, reasons=self.seed.title, allegation=allegation, level=level)
        action = actions.propose_action(case, facts=facts, by=by, at=at)
        decision = DecisionFacts(manager=manager, hr_partner=partner, decided_on=at.date(), level=level)
        action = actions.decide_action(action, facts=decision, by=second, at=at)
        actions.confirm_action(action, ending="The letter was handed over and signed for.", by=second, at=at)

    def _manager(self, case: Case, allegation: Allegation, by: Person) -> Person | None:
        person = allegation.subject.person if allegation.subject else None
        above = person.manager if person else None
        return above if above is not None and self._may(case, above, by, None) else None

    def _may(self, case: Case, person: Person, by: Person, besides: Person | None) -> bool:
        return person.pk != by.pk and person != besides and not case.walls_off(person)

    def _put_right(self, case: Case, by: Person, second: Person, at: datetime) -> None:
        owner = self.people[self.dice.choice(OWNERS)]
        if case.walls_off(owner):
            return
        facts = ActionFacts(
            kind=self.dice.choice((ActionKind.CORRECTIVE, ActionKind.REMEDIATION)),
            reasons=self.seed.title,
            brief=self.dice.choice(BRIEFS),
            owner=owner,
            due_on=at.date() + timedelta(days=self.dice.choice((30, 45, 60))),
        )
        action = actions.propose_action(case, facts=facts, by=by, at=at)
        action = actions.decide_action(action, facts=DecisionFacts(), by=second, at=at)
        # One in four is late, as everywhere.
        if self.dice.randrange(4):
            self.timeline.at(
                at + timedelta(days=self.dice.randrange(12, 29)), lambda moment: self._finish(action, moment)
            )

    def _finish(self, action: Action, at: datetime) -> None:
        action = Action.objects.select_related("owner", "decided_by").get(pk=action.pk)
        owner, decider = action.owner, action.decided_by
        if owner is None or decider is None:
            return
        action = actions.finish_action(action, words="Done; the proof is in our shared folder.", by=owner, at=at)
        if action.case.is_visible_to(decider):
            actions.confirm_action(action, ending="Seen and tried.", by=decider, at=at)

    def _recover(self, case: Case, by: Person, second: Person, at: datetime) -> None:
        sought = Decimal(self.dice.randrange(80, 900)) * 1000
        facts = ActionFacts(
            kind=ActionKind.RECOVERY,
            reasons=self.seed.title,
            route=self.dice.choice(("REPAYMENT", "INSURANCE", "LITIGATION")),
            currency="USD",
            sought=sought,
        )
        action = actions.propose_action(case, facts=facts, by=by, at=at)
        action = actions.decide_action(action, facts=DecisionFacts(), by=second, at=at)
        for kind, share in (("RECOVERED", 4), ("RECOVERED", 8), ("COST", 40)):
            actions.record_amount(action, kind=kind, amount=sought / share, booked_on=at.date(), by=second, at=at)

    def _refer(self, case: Case, by: Person, at: datetime) -> None:
        counsel = case.unwalled(Person.objects.holding(Role.COUNSEL)).exclude(pk=by.pk).first()
        if counsel is None:
            return
        facts = ReferralFacts("Public prosecutor", self.seed.title, "The facts may be a crime.", counsel)
        referral = actions.propose_referral(case, facts=facts, by=by, at=at)
        if self.dice.randrange(3):
            self.timeline.at(at + timedelta(days=2), lambda moment: self._advise(referral, moment))

    def _advise(self, referral: PublicReferral, at: datetime) -> None:
        """Counsel's opinion, and after it the head's decision where the head may decide."""
        referral = PublicReferral.objects.select_related("case", "counsel").get(pk=referral.pk)
        if referral.case.walls_off(referral.counsel):
            return
        advice = self.dice.choice(("FOR", "AGAINST"))
        opinion = "There is no duty to report, and good reasons on both sides. My advice is as stated."
        referral = actions.give_opinion(referral, advice=advice, opinion=opinion, by=referral.counsel, at=at)
        decide = actions.approve_referral if advice == "FOR" else actions.decline_referral
        for head in referral.case.unwalled(Person.objects.holding(referral.case.head_role)):
            if "decider" in referral.relations(head) and head.pk != referral.proposed_by_id:
                decide(referral, reasons="As counsel advises.", by=head, at=at)
                return
