"""What may be done with clocks, and with the rules and calendars that they are counted by."""

from clocks.actions.changing import (
    add_calendar,
    approve_change,
    decline_change,
    except_day,
    may_propose,
    propose_rule_change,
)
from clocks.actions.pausing import pause_clock, resume_clock, resume_planned
from clocks.actions.ruling import change_rule, confirm_rule, recompute_clocks, record_exception
from clocks.actions.running import cancel_clock, clocks_to_start, start_clock, start_clocks, stop_clock
from clocks.actions.warning import sweep_warnings, warn_clock

__all__ = [
    "add_calendar",
    "approve_change",
    "cancel_clock",
    "change_rule",
    "clocks_to_start",
    "confirm_rule",
    "decline_change",
    "except_day",
    "may_propose",
    "pause_clock",
    "propose_rule_change",
    "recompute_clocks",
    "record_exception",
    "resume_clock",
    "resume_planned",
    "start_clock",
    "start_clocks",
    "stop_clock",
    "sweep_warnings",
    "warn_clock",
]
