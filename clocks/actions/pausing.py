"""Pause a clock and let it run again. Only rules that say so may be paused; no law's deadline is among them."""

from datetime import date, datetime, timedelta
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from accounts.moves import Refused
from audit.trail import record
from clocks.actions.moving import move_due_date
from clocks.actions.running import lock_running
from clocks.counting import local_date
from clocks.models import Clock, Pause

# The day of the planned end has come somewhere on earth; the clock's own zone is asked then.
ONE_DAY = timedelta(days=1)


@transaction.atomic
def pause_clock(
    subject: models.Model, kind: str, *, by: Any, at: datetime, reason: str, until: date | None = None
) -> Clock:
    """Let the days from today on not count, until `resume_clock`, or until the day `until`, which counts again.

    Pausing a paused clock changes nothing.

    Raises `Refused` without a reason, where nothing runs, where the rule may not be paused, and for a clock that is
    already late: a pause never turns late into on time.
    """
    if not reason.strip():
        raise Refused(_("Say why this deadline waits."), "reason")
    clock = lock_running(subject, kind)
    if clock is None:
        raise Refused(_("This deadline is not running."))
    if clock.paused_since is not None:
        return clock
    if not clock.rule.may_pause:
        raise Refused(
            _("“%(name)s” may not be paused: %(source)s") % {"name": clock.rule.name, "source": clock.rule.source}
        )
    if at > clock.due_at:
        raise Refused(_("This deadline has passed; a pause can't undo that."))
    if until is not None and until <= local_date(at, clock.zone):
        raise Refused(_("A pause ends on a later day than it begins."), "until")
    clock.paused_since, clock.next_warning_at = local_date(at, clock.zone), None
    clock.save(update_fields=["paused_since", "next_warning_at"])
    Pause.objects.create(clock=clock, starts_on=clock.paused_since, resume_on=until, reason=reason.strip())
    record(
        clock,
        "pause",
        by=by,
        at=at,
        sentence=_("The deadline “%(name)s” was paused.") % {"name": clock.rule.name},
        facts={
            "kind": kind,
            "starts_on": clock.paused_since.isoformat(),
            "resume_on": until.isoformat() if until else "",
            "reason": reason.strip(),
        },
    )
    return clock


@transaction.atomic
def resume_clock(subject: models.Model, kind: str, *, by: Any, at: datetime) -> Clock | None:
    """End the pause; the due date moves by the days it took out. Resuming what is not paused changes nothing.

    Gives the running clock, or `None` where none runs.
    """
    clock = lock_running(subject, kind)
    if clock is None or clock.paused_since is None:
        return clock
    return _resume(clock, local_date(at, clock.zone), by, at)


def resume_planned(at: datetime) -> int:
    """The sweep: end the pauses whose planned day has come; returns how many.

    They end on that day, whenever the sweep looks: a job that did not run must not move a deadline.
    """
    open_pauses = Pause.objects.filter(ends_on__isnull=True, resume_on__lte=at.date() + ONE_DAY)
    return sum(_resume_planned(pk, at) for pk in list(open_pauses.values_list("pk", flat=True)))


@transaction.atomic
def _resume_planned(pk: Any, at: datetime) -> bool:
    pause = Pause.objects.get(pk=pk)
    clock = Clock.objects.running().filter(pk=pause.clock_id).select_for_update(of=("self",)).first()
    # Another sweep, or somebody, may have been first.
    if clock is None or clock.paused_since != pause.starts_on or not pause.resume_on:
        return False
    if local_date(at, clock.zone) < pause.resume_on:
        return False
    _resume(clock, pause.resume_on, None, at)
    return True


def _resume(clock: Clock, on: date, by: Any, at: datetime) -> Clock:
    kind = clock.kind
    # Clocks of machines differ a little, and so may two zones: a pause never ends before it began.
    ends_on = max(on, clock.paused_since or on)
    Pause.objects.filter(clock=clock, ends_on__isnull=True).update(ends_on=ends_on)
    clock.paused_since = None
    clock.save(update_fields=["paused_since"])
    record(
        clock,
        "resume",
        by=by,
        at=at,
        sentence=_("The deadline “%(name)s” runs again.") % {"name": clock.rule.name},
        facts={"kind": kind, "ends_on": ends_on.isoformat()},
    )
    move_due_date(clock, by=by, at=at, because=_("the pause is over."))
    return clock
