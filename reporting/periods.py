"""Reporting periods: whole months of the calendar year, in the company's zone. Pure functions on dates."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

MONTHS_OF_A_YEAR = 12
MONTHS_OF_A_QUARTER = 3


@dataclass(frozen=True)
class Period:
    """From the first day to the last, both included."""

    start: date
    end: date

    @property
    def starts_at(self) -> datetime:
        return _midnight(self.start)

    @property
    def ends_at(self) -> datetime:
        """The first instant after the period."""
        return _midnight(self.end + timedelta(days=1))

    def holds(self, moment: datetime) -> bool:
        return self.starts_at <= moment < self.ends_at

    @property
    def name(self) -> str:
        """Such as “Third quarter 2026”; other spans by their dates."""
        if self == containing(self.start, MONTHS_OF_A_QUARTER):
            quarters = (_("First quarter"), _("Second quarter"), _("Third quarter"), _("Fourth quarter"))
            return f"{quarters[(self.start.month - 1) // MONTHS_OF_A_QUARTER]} {self.start.year}"
        if self.start == date(self.start.year, 1, 1) and self.end == date(self.start.year, 12, 31):
            return str(self.start.year)
        return f"{self.start:%-d %b %Y} – {self.end:%-d %b %Y}"

    def year_before(self) -> "Period":
        """The same months one year earlier, for comparison."""
        return Period(_first(self.start.year - 1, self.start.month), _last_day(self.end.year - 1, self.end.month))

    def last_twelve_months(self) -> "Period":
        """The year that ends with this period; the field's published rates are per year."""
        start = _first(self.end.year, self.end.month - MONTHS_OF_A_YEAR + 1)
        return Period(start, self.end)

    def months(self) -> Iterator["Period"]:
        """The whole months that the period touches."""
        month = _first(self.start.year, self.start.month)
        while month <= self.end:
            yield Period(month, _last_day(month.year, month.month))
            month = _first(month.year, month.month + 1)


def containing(day: date, months: int) -> Period:
    """The period of `months` months that `day` lies in; a year starts with one and ends with one."""
    first_month = (day.month - 1) // months * months + 1
    last_month = min(first_month + months - 1, MONTHS_OF_A_YEAR)
    return Period(_first(day.year, first_month), _last_day(day.year, last_month))


def following(period: Period, months: int) -> Period:
    return containing(period.end + timedelta(days=1), months)


def last_ended(on: date, months: int) -> Period:
    """The newest period that was over before the day `on` began."""
    return containing(containing(on, months).start - timedelta(days=1), months)


def _first(year: int, month: int) -> date:
    """The first day of a month; `month` may lie outside 1 to 12."""
    years, place = divmod(month - 1, MONTHS_OF_A_YEAR)
    return date(year + years, place + 1, 1)


def _last_day(year: int, month: int) -> date:
    return _first(year, month + 1) - timedelta(days=1)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=ZoneInfo(settings.COMPANY_TIME_ZONE))
