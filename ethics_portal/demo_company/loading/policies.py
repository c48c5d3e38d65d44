"""The demo company's library of policies: three that hold, one of them due for review, and one that waits."""

from datetime import datetime, timedelta

from django.utils.timezone import localdate

from accounts.models import Person
from accounts.roles import Role
from code_of_ethics.actions import PolicyFacts, propose_policy, publish_policy

# Title, what it is about, provisions that it supplements, days until the review.
POLICIES = (
    ("Gifts, meals and entertainment", "Limits by country, and how to ask first.", ("gifts-and-entertainment",), 210),
    ("Working with public officials", "What may be paid for, and who agrees before.", ("anti-bribery",), 20),
    ("Conflicts of interest: a guide", "Examples, and how to disclose.", ("conflicts-of-interest",), 300),
)
WAITS = (
    "Records and e-mail",
    "What is kept, for how long, and what never to delete.",
    ("assets-records-and-intellectual-property",),
    365,
)
ADDRESS = "https://policies.lindmoor.example/"


def load_policies(*, now: datetime) -> None:
    """Proposed by their owner, published by the head of the office."""
    owner = Person.objects.holding(Role.POLICY_OWNER).order_by("email")[0]
    officer = Person.objects.holding(Role.ETHICS_OFFICER).get()
    for policy in POLICIES:
        then = now - timedelta(days=140)
        publish_policy(propose_policy(_facts(policy, owner, now), by=owner, at=then), by=officer, at=then)
    propose_policy(_facts(WAITS, owner, now), by=owner, at=now - timedelta(days=1))


def _facts(policy: tuple[str, str, tuple[str, ...], int], owner: Person, now: datetime) -> PolicyFacts:
    title, summary, keys, days = policy
    link = ADDRESS + "-".join(title.lower().replace(",", "").replace(":", "").split())
    return PolicyFacts(title, owner, localdate(now) + timedelta(days=days), summary, keys, link)
