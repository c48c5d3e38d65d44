"""Days, months, ends of days: what the law counts, to the day."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clocks.counting import (
    PausedDays,
    add_business_days,
    add_calendar_days,
    add_calendar_months,
    due_date,
    due_moment,
    end_of_day,
    local_date,
    share_of_span,
    start_of_day,
)

DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))
AMOUNTS = st.integers(0, 120)
ZONES = st.sampled_from(
    ["UTC", "America/New_York", "Europe/Berlin", "Asia/Tokyo", "America/Havana", "America/Santiago", "Asia/Beirut"]
)


class Weekdays:
    """Monday to Friday, and closed on the days given."""

    def __init__(self, *closed: date) -> None:
        self.closed = closed

    def is_business_day(self, day: date, /) -> bool:
        return day.weekday() < 5 and day not in self.closed


class NeverOpen:
    def is_business_day(self, day: date, /) -> bool:
        return False


@pytest.mark.parametrize(
    ("start", "days", "due"),
    [
        (date(2026, 11, 23), 7, date(2026, 11, 30)),  # Monday to Monday: day 1 is Tuesday
        (date(2026, 11, 21), 7, date(2026, 11, 28)),  # ends on a Saturday and stays there
        (date(2026, 12, 28), 7, date(2027, 1, 4)),
        (date(2028, 2, 25), 7, date(2028, 3, 3)),
        (date(2027, 2, 25), 7, date(2027, 3, 4)),
        (date(2026, 7, 1), 180, date(2026, 12, 28)),
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
    ],
)
def test_seven_days_are_seven_days_and_weekends_count(start, days, due):
    assert add_calendar_days(start, days) == due


@pytest.mark.parametrize(
    ("start", "months", "due"),
    [
        (date(2026, 8, 31), 3, date(2026, 11, 30)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 11, 29), 3, date(2028, 2, 29)),
        (date(2027, 11, 30), 3, date(2028, 2, 29)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2028, 2, 29), 48, date(2032, 2, 29)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 9, 30), 3, date(2026, 12, 30)),
        (date(2026, 12, 15), 0, date(2026, 12, 15)),
        (date(2026, 11, 15), 1, date(2026, 12, 15)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
    ],
)
def test_three_months_are_calendar_months_and_never_ninety_days(start, months, due):
    assert add_calendar_months(start, months) == due


def test_three_months_differ_from_ninety_days_where_they_should():
    assert add_calendar_months(date(2026, 7, 1), 3) == date(2026, 10, 1)
    assert add_calendar_days(date(2026, 7, 1), 90) == date(2026, 9, 29)


@pytest.mark.parametrize("count", [add_calendar_days, add_calendar_months])
def test_a_deadline_never_lies_before_its_start(count):
    with pytest.raises(ValueError):
        count(date(2026, 1, 1), -1)
    with pytest.raises(ValueError):
        add_business_days(date(2026, 1, 1), -1, Weekdays())


def test_business_days_need_a_calendar():
    with pytest.raises(ValueError):
        due_date(date(2026, 1, 1), 1, "BUSINESS_DAYS")


def test_an_unknown_unit_is_refused_rather_than_guessed():
    with pytest.raises(ValueError):
        due_date(date(2026, 1, 1), 1, "HOURS")


def test_a_calendar_that_is_never_open_is_an_error_and_no_endless_search():
    with pytest.raises(ValueError):
        add_business_days(date(2026, 1, 1), 1, NeverOpen())


def test_zero_business_days_end_on_the_same_day():
    assert add_business_days(date(2026, 11, 22), 0, Weekdays()) == date(2026, 11, 22)


@given(DAYS, DAYS, AMOUNTS, st.sampled_from(["DAYS", "MONTHS", "BUSINESS_DAYS"]))
def test_a_later_start_is_never_due_earlier(one, other, amount, unit):
    first, second = sorted([one, other])
    assert due_date(first, amount, unit, Weekdays()) <= due_date(second, amount, unit, Weekdays())


@given(DAYS, AMOUNTS, AMOUNTS, st.sampled_from(["DAYS", "MONTHS", "BUSINESS_DAYS"]))
def test_more_time_is_never_due_earlier(start, one, other, unit):
    less, more = sorted([one, other])
    assert start <= due_date(start, less, unit, Weekdays()) <= due_date(start, more, unit, Weekdays())


@given(DAYS, st.integers(1, 60), st.lists(DAYS, max_size=8))
def test_a_business_deadline_always_falls_on_a_business_day(start, amount, closed):
    calendar = Weekdays(*closed)
    assert calendar.is_business_day(add_business_days(start, amount, calendar))


@given(DAYS, st.integers(1, 30), st.integers(0, 20))
def test_a_holiday_added_later_never_makes_a_deadline_earlier(start, amount, after):
    closed = start + timedelta(days=after)
    assert add_business_days(start, amount, Weekdays()) <= add_business_days(start, amount, Weekdays(closed))


@given(DAYS, st.integers(1, 60))
def test_an_event_on_a_weekend_is_due_with_an_event_of_the_friday_before(start, amount):
    friday = start - timedelta(days=(start.weekday() - 4) % 7)
    due = {add_business_days(friday + timedelta(days=extra), amount, Weekdays()) for extra in range(3)}
    assert len(due) == 1


@given(DAYS, AMOUNTS, st.integers(0, 40))
def test_a_pause_gives_back_exactly_the_days_it_took(start, amount, length):
    pause = PausedDays(start, start + timedelta(days=length))
    for unit in ("DAYS", "MONTHS"):
        assert due_date(start, amount, unit, None, [pause]) == due_date(start, amount, unit) + timedelta(days=length)


def test_a_pause_over_a_weekend_takes_no_business_day():
    weekend = PausedDays(date(2026, 11, 21), date(2026, 11, 23))
    assert due_date(date(2026, 11, 20), 2, "BUSINESS_DAYS", Weekdays(), [weekend]) == date(2026, 11, 24)


def test_a_pause_of_two_business_days_moves_the_date_by_two():
    pause = PausedDays(date(2026, 11, 24), date(2026, 11, 26))
    assert due_date(date(2026, 11, 23), 2, "BUSINESS_DAYS", Weekdays(), [pause]) == date(2026, 11, 27)


@given(DAYS, ZONES)
def test_the_end_of_a_day_is_the_last_moment_of_that_day_in_its_zone(day, zone):
    end = end_of_day(day, zone)
    assert local_date(end, zone) == day
    assert local_date(end + timedelta(microseconds=1), zone) == day + timedelta(days=1)


@given(DAYS, ZONES)
def test_the_start_of_a_day_comes_before_its_end(day, zone):
    assert timedelta(hours=22) < end_of_day(day, zone) - start_of_day(day, zone) < timedelta(hours=26)


@pytest.mark.parametrize(
    ("day", "zone", "hours"),
    [
        (date(2026, 3, 8), "America/New_York", 23),
        (date(2026, 11, 1), "America/New_York", 25),
        (date(2026, 3, 29), "Europe/Berlin", 23),
        (date(2026, 10, 25), "Europe/Berlin", 25),
        (date(2026, 10, 25), "UTC", 24),
    ],
)
def test_days_on_which_clocks_change_end_at_midnight_all_the_same(day, zone, hours):
    length = end_of_day(day, zone) - start_of_day(day, zone) + timedelta(microseconds=1)
    assert length == timedelta(hours=hours)


def test_the_hour_that_exists_twice_belongs_to_the_day_to_its_end():
    # Cuba goes back from 1:00 to 0:00, Greenland from Sunday 0:00 to Saturday 23:00.
    assert local_date(end_of_day(date(2026, 10, 24), "America/Nuuk"), "America/Nuuk") == date(2026, 10, 24)
    after = end_of_day(date(2026, 10, 24), "America/Nuuk") + timedelta(microseconds=1)
    assert local_date(after, "America/Nuuk") == date(2026, 10, 25)


def test_a_report_late_at_night_belongs_to_the_day_it_is_in_the_zone():
    at = datetime(2026, 11, 24, 3, 30, tzinfo=UTC)
    assert local_date(at, "America/New_York") == date(2026, 11, 23)
    assert local_date(at, "Europe/Berlin") == date(2026, 11, 24)


def test_an_instant_without_a_zone_is_refused():
    with pytest.raises(ValueError):
        local_date(datetime(2026, 11, 24, 3, 30), "UTC")


def test_the_filing_hour_is_half_past_five_in_new_york_in_summer_and_winter():
    assert due_moment(date(2026, 11, 30), "America/New_York", time(17, 30)) == datetime(
        2026, 11, 30, 22, 30, tzinfo=UTC
    )
    assert due_moment(date(2026, 7, 6), "America/New_York", time(17, 30)) == datetime(2026, 7, 6, 21, 30, tzinfo=UTC)


@given(st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)), st.timedeltas(timedelta(days=-2), timedelta(days=900)))
def test_warnings_come_in_order_and_never_after_the_deadline(start, span):
    start = start.replace(tzinfo=UTC)
    due = start + span
    half, most, all_of_it = (share_of_span(start, due, percent) for percent in (50, 80, 100))
    assert half <= most <= all_of_it == due
