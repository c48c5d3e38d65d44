"""Periods begin and end where the calendar says."""

from datetime import UTC, date, datetime

import pytest

from reporting.periods import Period, containing, following, last_ended


@pytest.mark.parametrize(
    ("day", "months", "start", "end"),
    [
        (date(2026, 11, 23), 3, date(2026, 10, 1), date(2026, 12, 31)),
        (date(2024, 2, 29), 1, date(2024, 2, 1), date(2024, 2, 29)),
        (date(2026, 1, 1), 3, date(2026, 1, 1), date(2026, 3, 31)),
        (date(2026, 12, 31), 6, date(2026, 7, 1), date(2026, 12, 31)),
        (date(2026, 5, 5), 12, date(2026, 1, 1), date(2026, 12, 31)),
        (date(2026, 12, 5), 5, date(2026, 11, 1), date(2026, 12, 31)),
    ],
)
def test_a_day_lies_in_one_period(day, months, start, end):
    assert containing(day, months) == Period(start, end)


def test_the_last_ended_period_is_over_before_the_day():
    assert last_ended(date(2026, 10, 1), 3) == Period(date(2026, 7, 1), date(2026, 9, 30))
    assert last_ended(date(2026, 9, 30), 3) == Period(date(2026, 4, 1), date(2026, 6, 30))
    assert last_ended(date(2026, 1, 1), 3) == Period(date(2025, 10, 1), date(2025, 12, 31))


def test_periods_follow_each_other_over_the_year():
    assert following(Period(date(2026, 10, 1), date(2026, 12, 31)), 3) == Period(date(2027, 1, 1), date(2027, 3, 31))


def test_a_period_begins_and_ends_at_midnight_of_the_company():
    quarter = Period(date(2026, 7, 1), date(2026, 9, 30))
    assert quarter.holds(datetime(2026, 7, 1, 4, 0, tzinfo=UTC))
    assert not quarter.holds(datetime(2026, 7, 1, 3, 59, tzinfo=UTC))
    assert quarter.holds(datetime(2026, 10, 1, 3, 59, tzinfo=UTC))
    assert not quarter.holds(datetime(2026, 10, 1, 4, 0, tzinfo=UTC))


def test_twelve_months_end_with_the_period():
    months = list(Period(date(2026, 1, 1), date(2026, 3, 31)).last_twelve_months().months())
    assert [month.start for month in (months[0], months[-1])] == [date(2025, 4, 1), date(2026, 3, 1)]
    assert len(months) == 12


def test_the_year_before_minds_leap_years():
    assert Period(date(2024, 1, 1), date(2024, 2, 29)).year_before() == Period(date(2023, 1, 1), date(2023, 2, 28))


def test_a_period_has_a_name():
    assert Period(date(2026, 7, 1), date(2026, 9, 30)).name == "Third quarter 2026"
    assert Period(date(2026, 1, 1), date(2026, 12, 31)).name == "2026"
    assert Period(date(2026, 7, 1), date(2026, 8, 31)).name == "1 Jul 2026 – 31 Aug 2026"
