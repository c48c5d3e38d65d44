"""The demo company's ethics programme: compliance audits trainings, and gifts."""

import random
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils.timezone import localdate

from accounts.models import Person, Unit
from accounts.roles import Role
from code_of_ethics import actions
from code_of_ethics.actions import Audience, AuditPlan, GiftFacts, Sample, TrainingFacts
from code_of_ethics.models import AuditFinding, CodeVersion, ComplianceAudit, Policy, Provision, TrainingAssignment

# Provision, what is asked, days ago that it began, days from now that it is due.
REPORTED = ("gifts-and-entertainment", "Are gifts above the limit cleared before they are accepted?", 150, -40)
BEGUN = ("conflicts-of-interest", "Do buyers disclose interests in suppliers before a tender?", 25, 30)
PLANNED = ("anti-bribery", "Is every agent who meets officials looked into before the first payment?", -20, 90)
SAMPLE = Sample(
    412, 60, "STRATIFIED", "All expense claims over 100 dollars of a year, by site; twenty at random of each."
)
OTHER_SAMPLE = Sample(38, 38, "ALL", "Every buyer of the plant with a budget of their own.")
DINNERS = (
    "Of 60 claims 9 had no clearance although a supplier had paid for dinner. Nobody had told the buyers who started "
    "this year."
)
LEDGER = "The register of one site was kept on paper and handed in only at the end of the quarter."
NAMES = "Two buyers had a relative at a supplier and had not said so before the tender."
# Country (empty: every other one), currency, limit.
LIMITS = (("US", "USD", 100), ("DE", "EUR", 50), ("", "USD", 50), ("", "EUR", 50))
# Who, days ago, what the office decided (empty: it was within the limit, or waits), and the entry.
GIFTS: tuple[tuple[Any, ...], ...] = (
    ("emre-yildiz", 40, "", "RECEIVED", "MEAL", "Lunch at a trade fair.", "A sales manager", "Kessel Valves",
     "The yearly fair.", "DE", 38, "EUR", False),
    ("anke-dierksen", 31, "RETURNED", "RECEIVED", "GIFT", "A wrist watch.", "The owner", "Nordhafen Hauliers",
     "Christmas.", "DE", 640, "EUR", False),
    ("emre-yildiz", 18, "CLEARED", "GIVEN", "MEAL", "Dinner for a delegation of four.", "The chief engineer",
     "City Water Works", "Acceptance of a plant.", "DE", 180, "EUR", True),
    ("anke-dierksen", 2, "", "RECEIVED", "ENTERTAINMENT", "Two tickets for the opera.", "A key account manager",
     "Brandt Steel", "Ten years of working together.", "DE", 240, "EUR", False),
)  # fmt: skip
WHY = {
    "RETURNED": "Far above the limit, from a supplier whose contract is being renewed. Please give it back.",
    "CLEARED": "A modest meal with a programme, open to the whole delegation, and booked as such.",
}
COURSES = "https://learning.lindmoor.example/"
ANSWER = "Every buyer is trained within a month of joining, and claims without a clearance are sent back."


def audit_the_code(people: dict[str, Person], *, now: datetime) -> None:
    """An audit that was reported with a finding that is late, one that is being done, and one that is planned."""
    auditor = Person.objects.holding(Role.GENERAL_AUDITOR).get()
    owner, other = people["anke-dierksen"], people["emre-yildiz"]
    audit = _plan(REPORTED, auditor, owner.unit, now)
    began = now - timedelta(days=REPORTED[2])
    audit = actions.begin_audit(audit, sample=SAMPLE, by=auditor, at=began)
    late, done = (
        actions.raise_finding(audit, text=text, rating=rating, owner=whose, by=auditor, at=began + timedelta(days=30))
        for text, rating, whose in ((DINNERS, "HIGH", owner), (LEDGER, "MODERATE", other))
    )
    _answer(late, owner, began + timedelta(days=40), now - timedelta(days=9))
    _answer(done, other, began + timedelta(days=36), now - timedelta(days=50))
    then = now - timedelta(days=REPORTED[3] * -1)
    actions.report_audit(
        audit, rating="IMPROVE", by=auditor, at=then,
        conclusion="The rule is known where people have worked for long. New buyers hear of it too late.",
    )  # fmt: skip
    actions.finish_finding(done, report="The site has used the Portal since March.", by=other, at=then)
    actions.close_finding(done, closing="Saw the entries of two months.", by=auditor, at=now - timedelta(days=20))
    begun = _plan(BEGUN, auditor, other.unit, now)
    actions.begin_audit(begun, sample=OTHER_SAMPLE, by=auditor, at=now - timedelta(days=BEGUN[2]))
    actions.raise_finding(begun, text=NAMES, rating="HIGH", owner=other, by=auditor, at=now - timedelta(days=4))
    _plan(PLANNED, auditor, None, now)


def train_people(*, now: datetime) -> None:
    """A yearly course about the Code that most have done, and one about a policy that is new."""
    officer = Person.objects.holding(Role.ETHICS_OFFICER).get()
    version: Any = CodeVersion.objects.in_force(localdate(now))
    code = TrainingFacts("Our Code in an hour", "code-basics", version, COURSES, 45, 12)
    policy = Policy.objects.published().order_by("title")[0]
    gifts = TrainingFacts(policy.title, "gifts-in-practice", policy, COURSES, is_self_recorded=False)
    for facts, audience, days, share in (
        (code, Audience(), 120, 83),
        (gifts, Audience(countries=["DE", "US"]), 12, 35),
    ):
        then = now - timedelta(days=days)
        actions.start_training(facts, audience, by=officer, at=then)
        actions.assign_due(at=then)
        asked = TrainingAssignment.objects.filter(training__code=facts.code).exclude(person=officer)
        dice = random.Random(facts.code)
        for one in asked.select_related("person", "training").order_by("person__email"):
            if dice.randrange(100) >= share:
                continue
            done = then + timedelta(days=dice.randrange(1, days))
            if facts.is_self_recorded:
                actions.complete_training(one, completed_on=localdate(done), by=one.person, at=done)
            else:
                actions.record_completion(one, completed_on=localdate(done), by=officer, at=done)


def enter_gifts(people: dict[str, Person], *, now: datetime) -> None:
    """Limits by country, and entries within them, above them and with an official."""
    officer = Person.objects.holding(Role.ETHICS_OFFICER).get()
    for country, currency, amount in LIMITS:
        actions.set_limit(country, currency=currency, amount=Decimal(amount), by=officer, at=now - timedelta(days=300))
    for key, days, outcome, *told in GIFTS:
        person, at = people[key], now - timedelta(days=days)
        direction, kind, what, party, organisation, occasion, country, amount, currency, is_official = told
        facts = GiftFacts(
            direction, kind, what, party, organisation, occasion, country, localdate(at), Decimal(amount), currency,
            is_official,
        )  # fmt: skip
        made = actions.enter_gift(facts, by=person, at=at)
        if outcome:
            actions.decide_gift(made, outcome=outcome, reasons=WHY[outcome], by=officer, at=at + timedelta(days=1))


def _plan(told: tuple[str, str, int, int], auditor: Person, unit: Unit | None, now: datetime) -> ComplianceAudit:
    key, question, ago, due_in = told
    today = localdate(now)
    at = now - timedelta(days=max(ago, 0) + 1)
    provision = Provision.objects.in_force(today).get(key=key)
    plan = AuditPlan(provision, question, today - timedelta(days=ago), today + timedelta(days=due_in), unit)
    return actions.plan_audit(plan, by=auditor, at=at)


def _answer(finding: AuditFinding, owner: Person, at: datetime, due: datetime) -> None:
    actions.answer_finding(finding, agreement="AGREED", response=ANSWER, due_on=localdate(due), by=owner, at=at)
