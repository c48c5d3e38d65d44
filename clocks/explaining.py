"""How a due date was counted, in words for whoever asks why it is that day."""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clocks.models import BusinessCalendar, Clock
from clocks.public_holidays import holiday_name, weekend_days
from clocks.states import Unit

# Nobody reads a longer list, and what is longer than this is counted in calendar days.
LONGEST_LISTED = timedelta(days=366)


def how_counted(clock: Clock) -> list[str]:
    """The steps from the start to the due date: what counts, what did not, and by how much pauses moved it."""
    rule = clock.rule
    told = [
        _("%(length)s from %(day)s (%(zone)s).")
        % {"length": rule.length, "day": _day(clock.started_on), "zone": clock.zone.replace("_", " ")}
    ]
    if rule.unit == Unit.BUSINESS_DAYS and rule.calendar:
        told += _closed_days(rule.calendar, clock)
    elif rule.unit == Unit.MONTHS:
        told.append(_("The same day of that month, or its last day where it is shorter."))
    elif rule.unit == Unit.DAYS and rule.amount:
        told.append(_("The first day is the day after. Weekends and holidays count."))
    elif rule.unit == Unit.HOURS:
        told.append(_("Nights, weekends and holidays count."))
    if rule.cut_off:
        told.append(_("It ends at %(hour)s of the last day.") % {"hour": rule.cut_off.strftime("%H:%M")})
    return told


def _closed_days(calendar: BusinessCalendar, clock: Clock) -> list[str]:
    """The days between that were closed although they were no weekend, each with its reason."""
    if clock.due_on - clock.started_on > LONGEST_LISTED:
        return []
    said = {closure.date: closure.reason for closure in calendar.closures.all()}
    weekend = weekend_days(calendar.country, calendar.subdivision)
    day, found = clock.started_on + timedelta(days=1), []
    while day <= clock.due_on:
        if day in calendar.exceptions or (day.weekday() not in weekend and not calendar.is_business_day(day)):
            reason = said.get(day) or holiday_name(calendar.country, calendar.subdivision, day)
            state = _("open after all") if calendar.is_business_day(day) else _("closed")
            found.append(_("%(day)s: %(state)s, %(reason)s.") % {"day": _day(day), "state": state, "reason": reason})
        day += timedelta(days=1)
    return [_("The first day is the next business day. Weekends do not count."), *found]


def _day(day: date) -> str:
    return date_format(day, "j M Y")
