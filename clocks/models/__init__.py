"""Deadlines as rows, with the rules they follow and the calendars they count in."""

from clocks.models.calendar import BusinessCalendar, Closure, validate_zone
from clocks.models.change import DeadlineChange
from clocks.models.clock import WARNING_LEVELS, Clock, ClockQuerySet, Pause
from clocks.models.rule import Rule

__all__ = [
    "WARNING_LEVELS",
    "BusinessCalendar",
    "Clock",
    "ClockQuerySet",
    "Closure",
    "DeadlineChange",
    "Pause",
    "Rule",
    "validate_zone",
]
