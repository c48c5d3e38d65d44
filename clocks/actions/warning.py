"""Warn people once at each level of a clock: twice before it is over, as its rule says, and at its end."""

import uuid
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.clockwork import one_by_one
from accounts.notices import tell
from audit.trail import record
from clocks.models import WARNING_LEVELS, Clock

OVERDUE = 100
NOTICE_KINDS = {50: "clock_half", 80: "clock_soon", 100: "clock_overdue"}


def sweep_warnings(at: datetime) -> int:
    """Warn of every clock that passed a level by `at`; the number of clocks warned of.

    Each clock is its own transaction, so one that fails waits for the next sweep and holds up no other.
    """
    waiting = list(Clock.objects.to_warn(at).order_by("next_warning_at").values_list("pk", flat=True))
    return one_by_one(waiting, lambda clock_id: warn_clock(clock_id, at=at), failed="clock_warning_failed")


@transaction.atomic
def warn_clock(clock_id: uuid.UUID, *, at: datetime) -> bool:
    """Mark the levels that one clock has passed by `at` and tell the subject's people of the highest.

    The mark is a conditional update: of two sweeps at once, one changes the row and tells. False where there was
    nothing (left) to do. After an outage the lower levels are marked without a notice each.
    """
    clock = Clock.objects.to_warn(at).filter(pk=clock_id).first()
    if clock is None or clock.next_warning_at is None:
        return False
    passed = [level for level in WARNING_LEVELS if clock.warned_at(level) is None and clock.warning_moment(level) <= at]
    if not _claim(clock, passed, at) or not passed:
        return False
    highest = passed[-1]
    subject = subject_of(clock)
    recipients = recipients_of(subject)
    if recipients:
        once = f"{clock.kind}:{highest}:{clock.due_on.isoformat()}"
        tell(recipients, NOTICE_KINDS[highest], about=subject, at=at, once=once)
    if highest == OVERDUE:
        _escalate(clock, subject, at)
    return True


def _escalate(clock: Clock, subject: models.Model | None, at: datetime) -> None:
    """An overdue deadline goes one step up: to the head of the office. The digest lists it from then on."""
    heads = heads_of(subject)
    if not heads:
        return
    record(
        clock,
        "escalate",
        by=None,
        at=at,
        sentence=_("“%(name)s”, due on %(due)s, is overdue; the head of the office was told.")
        % {"name": clock.rule.name, "due": date_format(clock.due_on)},
        facts={"kind": clock.kind, "due_on": clock.due_on.isoformat(), "heads": [str(head.pk) for head in heads]},
        names={str(head.pk): head.full_name for head in heads},
    )
    tell(heads, "clock_escalated", about=subject, at=at, once=f"{clock.kind}:{clock.due_on.isoformat()}")


def heads_of(subject: models.Model | None) -> list[Any]:
    """To whom it goes up: what `subject.clock_heads()` gives, people of the directory. Nobody where it has none."""
    ask = getattr(subject, "clock_heads", None)
    return list(ask()) if ask else []


def recipients_of(subject: models.Model | None) -> list[Any]:
    """Who is warned: what `subject.clock_recipients()` gives, people of the directory. Nobody where it has none."""
    ask = getattr(subject, "clock_recipients", None)
    return list(ask()) if ask else []


def subject_of(clock: Clock) -> models.Model | None:
    """The record that the clock belongs to; `None` where it is gone."""
    return apps.get_model(clock.subject_kind)._default_manager.filter(pk=clock.subject_id).first()


def _claim(clock: Clock, passed: list[int], at: datetime) -> bool:
    """Write the marks unless somebody else moved, stopped, paused or claimed the clock since it was read."""
    seen = clock.next_warning_at
    marks: dict[str, datetime | None] = {f"warned_{level}_at": at for level in passed}
    for name, value in marks.items():
        setattr(clock, name, value)
    untouched = Clock.objects.filter(pk=clock.pk, next_warning_at=seen)
    return untouched.update(**marks, next_warning_at=clock.next_warning()) == 1
