"""Pausing a deadline of a case, and letting it run again."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from audit.trail import record
from cases.actions.deadlines import refresh_due
from cases.models import Case
from cases.states.clock import PauseReason
from cases.workflow.clocks import PAUSE_CLOCK, RESUME_CLOCK
from clocks import actions as clocks
from clocks.models import Clock


@transaction.atomic
def pause_clock(case: Case, *, kind: str, reason: str, until: date | None = None, by: Person, at: datetime) -> Clock:
    """Let a deadline wait, for one of the known reasons, until somebody ends the pause or the day `until` comes.

    Raises `Refused` where the rule knows no pause, and for a deadline that has passed.
    """
    case = Case.objects.locked(case.pk, by=by)
    PAUSE_CLOCK.check(by, case)
    if _running(case, kind).paused_since is not None:
        raise Refused(_("This deadline is paused already."))
    # In English, as everything on the trail; a page shows it in the reader's language.
    words = PauseReason(reason).value
    clock = clocks.pause_clock(case, kind, by=by, at=at, reason=words, until=until)
    refresh_due(case)
    told = {"clock": kind, "reason": words, "until": until.isoformat() if until else ""}
    record(case, PAUSE_CLOCK.verb, by=by, at=at, sentence=f"Paused a deadline: {clock.rule.name}", facts=told)
    return clock


@transaction.atomic
def resume_clock(case: Case, *, kind: str, by: Person, at: datetime) -> Clock:
    """Let it run again, with the new date."""
    case = Case.objects.locked(case.pk, by=by)
    RESUME_CLOCK.check(by, case)
    before = _running(case, kind)
    if before.paused_since is None:
        raise Refused(_("This deadline is not paused."))
    clock = clocks.resume_clock(case, kind, by=by, at=at) or before
    refresh_due(case)
    told = {"clock": kind, "old_due_on": before.due_on.isoformat(), "due_on": clock.due_on.isoformat()}
    record(case, RESUME_CLOCK.verb, by=by, at=at, sentence=f"A deadline runs again: {clock.rule.name}", facts=told)
    return clock


def _running(case: Case, kind: str) -> Clock:
    clock = Clock.objects.of(case).running().filter(kind=kind).first()
    if clock is None:
        raise Refused(_("This deadline is not running."))
    return clock
