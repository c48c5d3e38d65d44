"""Start a clock, stop it because the thing was done, or cancel it because it no longer applies.

These are building blocks of other apps' actions, which check who may act and record the move on their own subject.
Starting and stopping leave no entry of their own: the row keeps both dates and can't be deleted. A cancellation takes
a deadline away, so it is recorded.
"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.moves import Refused
from audit.trail import record
from clocks.counting import local_date
from clocks.models import Clock, Closure, Pause, Rule
from vault.rows import insert_new
from vault.settled import Settled


def start_clock(subject: models.Model, kind: str, *, at: datetime | date, on: date | None = None) -> Clock:
    """Start the clock `kind` of `subject`, or give the one that already runs.

    `at` is when the fact became known: an aware instant, or a plain date where an anonymous reporter caused it, and
    then only the day is stored (DECISIONS 22). `on` is the day from which the rule counts where that is another day,
    such as the end of day 7 for the feedback when no acknowledgement was sent.

    Days begin and end in the zone of the rule's calendar; a rule without one uses `subject.clock_zone()` (an IANA
    name, the jurisdiction's) where the subject has that method, and otherwise the company's zone.

    Raises `Rule.DoesNotExist` for an unknown kind, `TypeError` for a subject whose key is no UUID and `ValueError` for
    a naive instant.
    """
    return start_clocks(subject, [kind], at=at, on=on)[0]


def start_clocks(
    subject: models.Model, kinds: Sequence[str], *, at: datetime | date, on: date | None = None
) -> list[Clock]:
    """Start several clocks of `subject` at once, each as `start_clock` would, in the statements that one takes."""
    started = clocks_to_start(subject, kinds, at=at, on=on)
    if insert_new(started) == len(started):
        return started
    # Where one runs already, or another transaction was first, the partial unique index keeps that one.
    running = {clock.kind: clock for clock in Clock.objects.of(subject).running().filter(kind__in=kinds)}
    return [running[kind] for kind in kinds]


def clocks_to_start(
    subject: models.Model, kinds: Sequence[str], *, at: datetime | date, on: date | None = None
) -> list[Clock]:
    """The same not stored yet, for whoever stores them together with a subject that is new."""
    if not isinstance(subject.pk, uuid.UUID):
        raise TypeError(f"{subject._meta.label} needs a UUID as its primary key to have clocks")
    rules = {rule.kind: rule for rule in _rules_of(list(kinds))}
    _read_closures(rules.values())
    if unknown := [kind for kind in kinds if kind not in rules]:
        raise Rule.DoesNotExist(f"There is no rule {unknown[0]}.")
    return [_started(subject, rules[kind], at, on) for kind in kinds]


_rules_of = Settled(lambda kinds: Rule.objects.select_related("calendar").filter(kind__in=kinds).order_by())
_closures_of = Settled(lambda calendars: Closure.objects.filter(calendar__in=calendars).order_by())


def _read_closures(rules: Iterable[Rule]) -> None:
    """What the calendars of all these rules are counted by, in one statement."""
    calendars = [rule.calendar for rule in rules if rule.calendar is not None]
    exceptions: dict[uuid.UUID, dict[date, bool]] = {calendar.pk: {} for calendar in calendars}
    for closure in _closures_of(list(exceptions)):
        exceptions[closure.calendar_id][closure.date] = closure.is_open
    for calendar in calendars:
        calendar.exceptions = exceptions[calendar.pk]


def _started(subject: models.Model, rule: Rule, at: datetime | date, on: date | None) -> Clock:
    zone = rule.calendar.zone if rule.calendar else zone_of(subject)
    started_on = on or day_of(at, zone)
    due_on, due_at = rule.due(started_on, instant_of(at), zone)
    clock = Clock(
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        kind=rule.kind,
        rule=rule,
        zone=zone,
        started_on=started_on,
        started_at=instant_of(at),
        due_on=due_on,
        due_at=due_at,
    )
    clock.next_warning_at = clock.next_warning()
    return clock


@transaction.atomic
def stop_clock(subject: models.Model, kind: str, *, at: datetime | date) -> Clock | None:
    """Stop the running clock `kind` of `subject`: what it asked for was done at `at`, in time or late.

    A plain date stores the day only. Stopping again changes nothing. Gives the clock, or `None` where none ever ran.
    """
    clock = lock_running(subject, kind)
    if clock is None:
        return Clock.objects.of(subject).filter(kind=kind).order_by("-started_on", "-stopped_on").first()
    _stop(clock, at)
    return clock


@transaction.atomic
def cancel_clock(subject: models.Model, kind: str, *, by: Any, at: datetime | date, reason: str) -> Clock | None:
    """Take a running clock away because it does not apply, such as for a report that turned out to be a duplicate.

    Raises `Refused` without a reason. Cancelling what does not run changes nothing and gives `None`.
    """
    if not reason.strip():
        raise Refused(_("Say why this deadline no longer applies."), "reason")
    clock = lock_running(subject, kind)
    if clock is None:
        return None
    clock.cancelled_reason = reason.strip()
    _stop(clock, at)
    record(
        clock,
        "cancel",
        by=by,
        at=at,
        sentence=_("The deadline “%(name)s”, due on %(due)s, was cancelled.")
        % {"name": clock.rule.name, "due": date_format(clock.due_on)},
        facts={"kind": kind, "due_on": clock.due_on.isoformat(), "reason": clock.cancelled_reason},
    )
    return clock


def zone_of(subject: models.Model) -> str:
    """The subject's own jurisdiction where it names one, otherwise the company's zone."""
    ask = getattr(subject, "clock_zone", None)
    return (ask() if ask else "") or settings.COMPANY_TIME_ZONE


def day_of(at: datetime | date, zone: str) -> date:
    """The day of `at` in `zone`; a plain date is that day already."""
    return local_date(at, zone) if isinstance(at, datetime) else at


def instant_of(at: datetime | date) -> datetime | None:
    """`at` where it is an instant; a plain date has none, and none is made up for it."""
    return at if isinstance(at, datetime) else None


def lock_running(subject: models.Model, kind: str) -> Clock | None:
    """The running clock, locked until the end of the transaction."""
    found = _running(subject._meta.label_lower, subject.pk, kind)
    return found[0] if found else None


# Of one kind one clock runs at a time.
_running = Settled(
    lambda label, pk, kind: (
        Clock.objects.filter(subject_kind=label, subject_id=pk, kind=kind)
        .running()
        .select_for_update(of=("self",))
        .order_by()
    )
)


def _stop(clock: Clock, at: datetime | date) -> None:
    clock.stopped_on, clock.stopped_at = day_of(at, clock.zone), instant_of(at)
    if clock.paused_since is not None:
        Pause.objects.filter(clock=clock, ends_on__isnull=True).update(
            ends_on=max(clock.stopped_on, clock.paused_since)
        )
    clock.paused_since = clock.next_warning_at = None
    clock.save(update_fields=["stopped_on", "stopped_at", "cancelled_reason", "paused_since", "next_warning_at"])
