"""Other systems of the demo company: one that reads, one that asks to, and one that asks to be told."""

from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import Person
from accounts.roles import Role
from reporting.actions import agree_to_feed, propose_feed, propose_webhook
from reporting.states import FeedScope, HookEvent

DAYS = 180


def feed_systems(*, at: datetime) -> None:
    """Nobody keeps their tokens: they show the pages, and open nothing."""
    administrator = Person.objects.holding(Role.ADMINISTRATOR, at=at).order_by("email").first()
    auditor = Person.objects.holding(Role.GENERAL_AUDITOR, at=at).first()
    if administrator is None or auditor is None:
        return
    last = timezone.localdate(at) + timedelta(days=DAYS)
    figures = propose_feed(
        name="Company dashboard",
        scope=FeedScope.MEASURES,
        expires_on=last,
        by=administrator,
        at=at - timedelta(days=40),
    )
    agree_to_feed(figures, by=auditor, at=at - timedelta(days=39))
    propose_feed(name="Security monitoring", scope=FeedScope.SIEM, expires_on=last, by=administrator, at=at)
    # Nobody has agreed: the demo writes to no other machine.
    events = [HookEvent.SEAL_MADE.value, HookEvent.HEALTH_ALARM.value]
    propose_webhook(
        name="Security monitoring", url="https://events.example/portal", events=events, by=administrator, at=at
    )
