"""Move the due date of a running clock, and keep on the trail what it was."""

from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit.trail import record
from clocks.counting import PausedDays
from clocks.models import WARNING_LEVELS, Clock


def finished_pauses(clock: Clock) -> list[PausedDays]:
    """The pauses that are over. An open one moves the date only when it ends."""
    return [PausedDays(pause.starts_on, pause.ends_on) for pause in clock.pauses.all() if pause.ends_on is not None]


def move_due_date(clock: Clock, *, by: Any, at: datetime, because: str) -> bool:
    """Compute the due date of the locked `clock` again and save it. False where it is what it was.

    A level that now lies ahead again loses its mark, so that people are warned once more, of the new date.
    """
    due_on, due_at = clock.rule.due(clock.started_on, clock.started_at, clock.zone, finished_pauses(clock))
    old_due_on = clock.due_on
    moved = due_at != clock.due_at
    clock.due_on, clock.due_at = due_on, due_at
    if moved:
        _forget_warnings_ahead(clock, at)
    clock.next_warning_at = clock.next_warning()
    clock.save(update_fields=["due_on", "due_at", "warned_50_at", "warned_80_at", "warned_100_at", "next_warning_at"])
    if moved:
        record(
            clock,
            "move",
            by=by,
            at=at,
            sentence=_("The deadline “%(name)s” moved from %(old)s to %(new)s: %(because)s")
            % {"name": clock.rule.name, "old": date_format(old_due_on), "new": date_format(due_on), "because": because},
            facts={"kind": clock.kind, "old_due_on": old_due_on.isoformat(), "due_on": due_on.isoformat()},
        )
    return moved


def _forget_warnings_ahead(clock: Clock, at: datetime) -> None:
    for percent in WARNING_LEVELS:
        if clock.warning_moment(percent) > at:
            setattr(clock, f"warned_{percent}_at", None)
