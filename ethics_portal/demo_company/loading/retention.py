"""How long the demo company keeps files, what counsel holds, and a file whose deletion waits for a second person."""

from datetime import date, datetime, timedelta

from accounts.models import Person
from accounts.roles import Role
from cases import actions
from cases.actions import HoldFacts, PeriodFacts
from cases.models import RetentionRule
from cases.retention import due_for
from cases.workflow.retention import PROPOSE_DELETION
from code_of_ethics.models import Topic

# Confirmed of what the Portal was set up with; the other countries still wait for counsel.
CONFIRMED = ("DE", "FR", "GB")
OF_QUESTIONS = PeriodFacts(
    bound="MAXIMUM", months=12, outcome="ANSWERED", source="House rule: questions that were answered, one year"
)


def set_periods(*, at: datetime) -> None:
    """Counsel confirms some of the defaults, and a rule of the house for questions."""
    counsel, officer = Person.objects.holding(Role.COUNSEL).get(), Person.objects.holding(Role.ETHICS_OFFICER).get()
    for rule in RetentionRule.objects.filter(country__in=CONFIRMED, confirmed_at__isnull=True):
        actions.confirm_retention_rule(rule, by=counsel, at=at)
    rule = actions.propose_retention_rule(OF_QUESTIONS, by=officer, at=at)
    actions.confirm_retention_rule(rule, by=counsel, at=at + timedelta(days=9))


def place_holds(*, at: datetime) -> None:
    """One that goes on, and one whose release waits for the General Counsel."""
    counsel = Person.objects.holding(Role.COUNSEL).get()
    topic = Topic.objects.filter(is_question=False).order_by("slug").first()
    facts = HoldFacts(
        name="Subpoena of the Southern District",
        reason="Everything on this topic is to be kept until the proceedings end.",
        topics=[topic] if topic else [],
        from_on=date(at.year - 2, 1, 1),
    )
    actions.place_hold(facts, by=counsel, at=at)
    facts = HoldFacts(
        name="Arbitration with a former supplier",
        reason="The terms of the arbitration.",
        from_on=date(at.year - 3, 1, 1),
        until_on=date(at.year - 3, 6, 30),
    )  # fmt: skip
    settled = actions.place_hold(facts, by=counsel, at=at)
    actions.propose_release(settled, reason="The award is final.", by=counsel, at=at + timedelta(days=41))


def propose_one(*, at: datetime) -> None:
    """The oldest file that has fallen due, by whoever of an office may."""
    for person in Person.objects.holding(Role.OFFICE_STAFF).order_by("family_name", "pk"):
        fallen = [one.case for one in due_for(person, at=at)[0] if PROPOSE_DELETION.is_for(person, one.case)]
        if fallen:
            actions.propose_deletion(fallen[0], by=person, at=at)
            return
