"""A question of materiality that no office answers in time goes to the committee's chair by itself.

FIELD.md, "Materiality triggers and how fast". Where the wall stands before the chair, the first member of the committee
whom it does not keep out decides. The office may still decide as well: what counts is that somebody does.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from accounts.notices import tell
from accounts.roles import Role
from audit.trail import record
from cases.models import AccessGrant, Case
from cases.states.access import GrantReason
from cases.states.case import Queue
from clocks import kinds
from clocks.models import Clock


def pass_on_undecided(at: datetime) -> int:
    """The sweep: one open case at a time; returns how many went to somebody. Looking twice tells nobody twice."""
    late = Clock.objects.running().filter(
        subject_kind=Case._meta.label_lower, kind__in=kinds.MATERIALITY, due_at__lt=at, paused_since=None
    )
    waiting = Case.objects.open().filter(pk__in=late.values("subject_id")).exclude(queue=Queue.AUDIT_COMMITTEE_CHAIR)
    # The chair's own questions are on the chair's desk already.
    return sum(_pass_on(pk, at) for pk in list(waiting.order_by("received_on", "pk").values_list("pk", flat=True)))


@transaction.atomic
def _pass_on(pk: Any, at: datetime) -> bool:
    """The case is locked, so that a decision that is just being taken, or a wall that rises, is seen."""
    case = Case.objects.locked(pk, by=None)
    clocks = Clock.objects.running().filter(subject_id=case.pk, kind__in=kinds.MATERIALITY, due_at__lt=at)
    decider = _decider(case)
    if decider is None or not clocks.exists():
        return False
    _grant, is_new = AccessGrant.objects.get_or_create(
        case=case,
        person=decider,
        reason=GrantReason.UNDECIDED,
        ended_at=None,
        defaults={"granted_on": timezone.localdate(at)},
    )
    if not is_new:
        return False
    record(
        case,
        "pass_on_undecided",
        by=None,
        at=at,
        sentence="Whether it is material was not decided in time, so the committee decides",
        facts={"decider": str(decider.pk)},
        names={str(decider.pk): decider.full_name},
    )
    tell([decider], "materiality_undecided", about=case, at=at)
    return True


def _decider(case: Case) -> Person | None:
    """The chair, or the longest-serving member whom nothing keeps from the case; `None` where there is nobody."""
    for role in (Role.AUDIT_COMMITTEE_CHAIR, Role.AUDIT_COMMITTEE):
        if free := case.unwalled(Person.objects.holding(role)).as_they_joined(role):
            return free[0]
    return None
