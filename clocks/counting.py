"""How days are counted. Pure functions on dates: no database, no clock, no setting.

A deadline is a date. Every function here takes a start and gives the day on which the period ends, so that a job that
did not run can't change the answer. Only the last step, `end_of_day` or `time_on`, turns a date into an instant, and
it always names the zone.
"""

import calendar as month_lengths
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from clocks.states import Unit

# A longer search than this means a calendar that is never open, not a deadline.
LONGEST_CLOSURE = timedelta(days=366)
# EDGAR takes a filing as made that day until 17:30 Eastern time (Regulation S-T, Rule 13(a)(2)).
SEC_FILING_CUT_OFF = time(17, 30)
SEC_ZONE = "America/New_York"


class Calendar(Protocol):
    """Whatever knows its business days."""

    def is_business_day(self, day: date, /) -> bool: ...


@dataclass(frozen=True)
class PausedDays:
    """The days `starts_on` up to, and not including, `ends_on`, which do not count."""

    starts_on: date
    ends_on: date

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day < self.ends_on

    @property
    def length(self) -> int:
        """In calendar days."""
        return (self.ends_on - self.starts_on).days


@dataclass(frozen=True)
class CalendarWithPauses:
    """A calendar on which paused days are closed."""

    calendar: Calendar
    pauses: tuple[PausedDays, ...]

    def is_business_day(self, day: date, /) -> bool:
        return self.calendar.is_business_day(day) and not any(day in pause for pause in self.pauses)


def add_calendar_days(start: date, days: int) -> date:
    """The last of `days` calendar days after `start`. Day 1 is the day after; weekends and holidays count.

    Source: Regulation (EEC) 1182/71 Art. 3(1): the day of the event itself is not counted. The Portal does not roll a
    weekend over to Monday: the earlier date is safe in every member state.
    """
    _refuse_negative(days)
    return start + timedelta(days=days)


def add_calendar_months(start: date, months: int) -> date:
    """The same day of the month `months` later, or that month's last day: 31 August + 3 months is 30 November.

    Source: Regulation (EEC) 1182/71 Art. 3(2)(c).
    """
    _refuse_negative(months)
    years, month_index = divmod(start.year * 12 + start.month - 1 + months, 12)
    month = month_index + 1
    last_day = month_lengths.monthrange(years, month)[1]
    return date(years, month, min(start.day, last_day))


def next_business_day(start: date, calendar: Calendar) -> date:
    """The first business day after `start`. Raises `ValueError` where the calendar has none within a year."""
    day = start + timedelta(days=1)
    while not calendar.is_business_day(day):
        day += timedelta(days=1)
        if day - start > LONGEST_CLOSURE:
            raise ValueError(f"no business day within a year of {start}")
    return day


def add_business_days(start: date, days: int, calendar: Calendar) -> date:
    """The last of `days` business days after `start`: a Tuesday and four days is the next Monday.

    Day 1 is the next business day. An event on a weekend or holiday starts, *and counts*, on the first business day
    after it: that day is day 1, not day 0, which is why both cases are the same walk from business day to business
    day. With `days` 0 the period ends on `start`.

    Source: Form 8-K, General Instruction B.1.
    """
    _refuse_negative(days)
    day = start
    for _nth in range(days):
        day = next_business_day(day, calendar)
    return day


def due_date(
    start: date, amount: int, unit: str, calendar: Calendar | None = None, pauses: Iterable[PausedDays] = ()
) -> date:
    """The day on which a period of `amount` units ends; each pause moves it by the days it took out of the period.

    Raises `ValueError` for business days without a calendar, or an unknown unit.
    """
    pauses = tuple(pauses)
    if unit == Unit.BUSINESS_DAYS:
        if calendar is None:
            raise ValueError("business days need a calendar")
        return add_business_days(start, amount, CalendarWithPauses(calendar, pauses))
    if unit == Unit.MONTHS:
        due = add_calendar_months(start, amount)
    elif unit == Unit.DAYS:
        due = add_calendar_days(start, amount)
    else:
        raise ValueError(f"unknown unit {unit}")
    return due + timedelta(days=sum(pause.length for pause in pauses))


def add_hours(start: datetime, hours: int, pauses: Iterable[PausedDays] = ()) -> datetime:
    """The instant `hours` real hours after `start`, whatever day or night it is; each pause moves it by its days."""
    _refuse_negative(hours)
    return start + timedelta(hours=hours, days=sum(pause.length for pause in pauses))


def local_date(at: datetime, zone: str) -> date:
    """The day it is in `zone` at the instant `at`. Raises `ValueError` for a naive `at`."""
    if at.tzinfo is None:
        raise ValueError("an instant needs a zone")
    return at.astimezone(ZoneInfo(zone)).date()


def start_of_day(day: date, zone: str) -> datetime:
    """Midnight at the start of `day` in `zone`, in UTC."""
    return time_on(day, time.min, zone)


def end_of_day(day: date, zone: str) -> datetime:
    """The last microsecond of `day` in `zone`, in UTC. Still that day when it is shown in `zone`.

    Where clocks go back over midnight the hour exists twice, and the day ends with the second one (`fold`).
    """
    return time_on(day, time.max.replace(fold=1), zone)


def time_on(day: date, hour: time, zone: str) -> datetime:
    """The instant of `hour` on `day` in `zone`, in UTC."""
    return datetime.combine(day, hour, tzinfo=ZoneInfo(zone)).astimezone(UTC)


def due_moment(due_on: date, zone: str, cut_off: time | None = None) -> datetime:
    """The instant by which it must be done: the cut-off hour of the due day, or that day's end."""
    return end_of_day(due_on, zone) if cut_off is None else time_on(due_on, cut_off, zone)


def share_of_span(start: datetime, due: datetime, percent: int) -> datetime:
    """The instant at which `percent` of the way from `start` to `due` is gone; never before `start` nor after `due`."""
    if due <= start:
        return due
    return start + (due - start) * percent / 100


def _refuse_negative(amount: int) -> None:
    if amount < 0:
        raise ValueError("a deadline can't lie before its start")
