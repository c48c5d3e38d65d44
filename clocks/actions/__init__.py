"""What may be done with clocks, and with the rules and calendars that they are counted by."""

from clocks.actions.pausing import pause_clock, resume_clock
from clocks.actions.ruling import change_rule, confirm_rule, recompute_clocks, record_exception
from clocks.actions.running import cancel_clock, start_clock, start_clocks, stop_clock
from clocks.actions.warning import sweep_warnings, warn_clock

__all__ = [
    "cancel_clock",
    "change_rule",
    "confirm_rule",
    "pause_clock",
    "recompute_clocks",
    "record_exception",
    "resume_clock",
    "start_clock",
    "start_clocks",
    "stop_clock",
    "sweep_warnings",
    "warn_clock",
]
