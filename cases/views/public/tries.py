"""Guessing is slowed down by the form, not by the visitor: nobody is known, so nobody can be locked out.

Each try uses up the pass of its page, and a pass can be used only a moment after its page was made. While very many
keys are tried, by whomever, a pass costs some work of the browser or a longer wait (DECISIONS 27).
"""

from datetime import datetime, timedelta
from typing import Any

from django.utils.html import format_html

from cases import pace
from cases.passes import PASS_AGE, Pass, Toll, toll
from cases.used_once import first_use
from cases.views.public.page import hidden_capsule, work_field

ABOUT = "follow-up-try"
WAIT = 2  # seconds
TRY_AGE = timedelta(hours=12)


def new_try(at: datetime) -> Pass:
    """The pass of a page with one try on it."""
    cost = toll(pace.TRY, at=at)
    return Pass.issue(ABOUT, Toll(cost.bits, max(cost.seconds, WAIT)), at=at)


def use_try(capsule: str, work: str, *, at: datetime) -> Pass | None:
    """Use up a page's try. Otherwise the pass for the next page: the same one, where only its time had not come."""
    pace.count(pace.TRY, at=at)
    held = Pass.opened(capsule, ABOUT, at=at, max_age=TRY_AGE)
    if held is None or _is_worth_nothing(held, at):
        return new_try(at)
    if not held.lets_through(work, at=at):
        return held
    return None if first_use(held.challenge, at=at) else new_try(at)


def try_context(earn: Pass, *, at: datetime, must_wait: bool) -> dict[str, Any]:
    """What a page with one try on it shows of its pass."""
    return {
        "capsule": format_html("{}{}", hidden_capsule(earn.sealed()), work_field(earn) if earn.has_work else ""),
        "must_wait": must_wait,
        "is_busy": earn.has_work,
        "seconds": earn.seconds_left(at),
    }


def _is_worth_nothing(held: Pass, at: datetime) -> bool:
    """While work is asked for, passes from quiet times or from long ago are of no use: they could be hoarded."""
    if toll(pace.TRY, at=at).is_free:
        return False
    return not held.has_work or at.timestamp() - held.issued > PASS_AGE.total_seconds()
