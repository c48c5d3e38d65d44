"""Form 8-K's four business days, against dates computed from 5 U.S.C. § 6103 and its observed days.

An independent script computed the table once: without the Portal's code and without the library that the Portal uses.
"""

from datetime import UTC, date, datetime

import pytest

from clocks import kinds
from clocks.actions import start_clock
from clocks.models import BusinessCalendar, Closure, Rule
from tests.standing import standing

# The day of the decision, the day by which it must be disclosed.
PAIRS = [
    # every weekday of an ordinary week
    ("2026-03-02", "2026-03-06"),  # Mon → Fri
    ("2026-03-03", "2026-03-09"),  # Tue → Mon
    ("2026-03-04", "2026-03-10"),  # Wed → Tue
    ("2026-03-05", "2026-03-11"),  # Thu → Wed
    ("2026-03-06", "2026-03-12"),  # Fri → Thu
    ("2026-03-07", "2026-03-12"),  # Sat → Thu
    ("2026-03-08", "2026-03-12"),  # Sun → Thu
    # Martin Luther King Jr. Day (Monday)
    ("2026-01-13", "2026-01-20"),  # Tue → Tue
    ("2026-01-14", "2026-01-21"),  # Wed → Wed
    ("2026-01-15", "2026-01-22"),  # Thu → Thu
    ("2026-01-16", "2026-01-23"),  # Fri → Fri
    ("2026-01-17", "2026-01-23"),  # Sat → Fri
    ("2026-01-18", "2026-01-23"),  # Sun → Fri
    ("2026-01-19", "2026-01-23"),  # Mon → Fri
    ("2026-01-20", "2026-01-26"),  # Tue → Mon
    # Washington's Birthday
    ("2027-02-10", "2027-02-17"),  # Wed → Wed
    ("2027-02-12", "2027-02-19"),  # Fri → Fri
    ("2027-02-14", "2027-02-19"),  # Sun → Fri
    ("2027-02-15", "2027-02-19"),  # Mon → Fri
    # 29 February
    ("2024-02-23", "2024-02-29"),  # Fri → Thu
    ("2024-02-26", "2024-03-01"),  # Mon → Fri
    ("2024-02-28", "2024-03-05"),  # Wed → Tue
    ("2024-02-29", "2024-03-06"),  # Thu → Wed
    ("2028-02-25", "2028-03-02"),  # Fri → Thu
    ("2028-02-29", "2028-03-06"),  # Tue → Mon
    # Memorial Day
    ("2026-05-19", "2026-05-26"),  # Tue → Tue
    ("2026-05-22", "2026-05-29"),  # Fri → Fri
    ("2026-05-23", "2026-05-29"),  # Sat → Fri
    ("2026-05-25", "2026-05-29"),  # Mon → Fri
    # Juneteenth: on a Friday, a Saturday (observed Friday) and a Sunday (observed Monday)
    ("2026-06-15", "2026-06-22"),  # Mon → Mon
    ("2026-06-18", "2026-06-25"),  # Thu → Thu
    ("2026-06-19", "2026-06-25"),  # Fri → Thu
    ("2027-06-14", "2027-06-21"),  # Mon → Mon
    ("2027-06-17", "2027-06-24"),  # Thu → Thu
    ("2027-06-18", "2027-06-24"),  # Fri → Thu
    ("2027-06-19", "2027-06-24"),  # Sat → Thu
    ("2022-06-16", "2022-06-23"),  # Thu → Thu
    ("2022-06-19", "2022-06-24"),  # Sun → Fri
    ("2022-06-20", "2022-06-24"),  # Mon → Fri
    # Independence Day: on a Saturday (observed Friday), a Sunday (observed Monday) and a Tuesday
    ("2026-06-29", "2026-07-06"),  # Mon → Mon
    ("2026-07-01", "2026-07-08"),  # Wed → Wed
    ("2026-07-02", "2026-07-09"),  # Thu → Thu
    ("2026-07-03", "2026-07-09"),  # Fri → Thu
    ("2026-07-04", "2026-07-09"),  # Sat → Thu
    ("2027-07-01", "2027-07-08"),  # Thu → Thu
    ("2027-07-04", "2027-07-09"),  # Sun → Fri
    ("2027-07-05", "2027-07-09"),  # Mon → Fri
    ("2023-06-29", "2023-07-06"),  # Thu → Thu
    ("2023-07-03", "2023-07-10"),  # Mon → Mon
    ("2023-07-04", "2023-07-10"),  # Tue → Mon
    # Labor Day
    ("2026-09-01", "2026-09-08"),  # Tue → Tue
    ("2026-09-04", "2026-09-11"),  # Fri → Fri
    ("2026-09-05", "2026-09-11"),  # Sat → Fri
    ("2026-09-07", "2026-09-11"),  # Mon → Fri
    # Columbus Day
    ("2026-10-06", "2026-10-13"),  # Tue → Tue
    ("2026-10-09", "2026-10-16"),  # Fri → Fri
    ("2026-10-12", "2026-10-16"),  # Mon → Fri
    # Veterans Day, mid-week and observed
    ("2026-11-09", "2026-11-16"),  # Mon → Mon
    ("2026-11-10", "2026-11-17"),  # Tue → Tue
    ("2026-11-11", "2026-11-17"),  # Wed → Tue
    ("2023-11-06", "2023-11-13"),  # Mon → Mon
    ("2023-11-09", "2023-11-16"),  # Thu → Thu
    ("2023-11-10", "2023-11-16"),  # Fri → Thu
    ("2023-11-11", "2023-11-16"),  # Sat → Thu
    ("2029-11-08", "2029-11-15"),  # Thu → Thu
    ("2029-11-11", "2029-11-16"),  # Sun → Fri
    # Thanksgiving
    ("2026-11-20", "2026-11-27"),  # Fri → Fri
    ("2026-11-23", "2026-11-30"),  # Mon → Mon
    ("2026-11-24", "2026-12-01"),  # Tue → Tue
    ("2026-11-25", "2026-12-02"),  # Wed → Wed
    ("2026-11-26", "2026-12-02"),  # Thu → Wed
    ("2026-11-27", "2026-12-03"),  # Fri → Thu
    ("2026-11-28", "2026-12-03"),  # Sat → Thu
    # Christmas and the turn of the year
    ("2026-12-18", "2026-12-24"),  # Fri → Thu
    ("2026-12-21", "2026-12-28"),  # Mon → Mon
    ("2026-12-22", "2026-12-29"),  # Tue → Tue
    ("2026-12-24", "2026-12-31"),  # Thu → Thu
    ("2026-12-25", "2026-12-31"),  # Fri → Thu
    ("2026-12-28", "2027-01-04"),  # Mon → Mon
    ("2026-12-29", "2027-01-05"),  # Tue → Tue
    ("2026-12-31", "2027-01-07"),  # Thu → Thu
    ("2027-01-01", "2027-01-07"),  # Fri → Thu
    ("2027-12-20", "2027-12-27"),  # Mon → Mon
    ("2027-12-23", "2027-12-30"),  # Thu → Thu
    ("2027-12-24", "2027-12-30"),  # Fri → Thu
    ("2027-12-28", "2028-01-04"),  # Tue → Tue
    ("2027-12-30", "2028-01-06"),  # Thu → Thu
    ("2027-12-31", "2028-01-06"),  # Fri → Thu
    ("2028-01-01", "2028-01-06"),  # Sat → Thu
    ("2022-12-22", "2022-12-29"),  # Thu → Thu
    ("2022-12-26", "2022-12-30"),  # Mon → Fri
    ("2022-12-29", "2023-01-05"),  # Thu → Thu
    ("2023-01-01", "2023-01-06"),  # Sun → Fri
    ("2021-12-27", "2022-01-03"),  # Mon → Mon
    ("2021-12-30", "2022-01-06"),  # Thu → Thu
    ("2021-12-31", "2022-01-06"),  # Fri → Thu
    # daylight saving begins and ends (dates do not care)
    ("2026-10-30", "2026-11-05"),  # Fri → Thu
    ("2026-11-01", "2026-11-05"),  # Sun → Thu
]

pytestmark = pytest.mark.django_db


@standing
def rule(day_one) -> Rule:
    return Rule.objects.select_related("calendar").get(kind=kinds.WAIVER_DISCLOSURE)


def test_every_decision_day_gives_the_disclosure_day_counted_by_hand(rule):
    assert len(PAIRS) >= 60
    wrong = [
        (decided, due, found.isoformat())
        for decided, due in PAIRS
        if (found := rule.due_date(date.fromisoformat(decided))) != date.fromisoformat(due)
    ]
    assert not wrong


def test_a_day_of_mourning_declared_later_moves_the_day(rule):
    decided = date(2025, 1, 7)
    assert rule.due_date(decided) == date(2025, 1, 13)
    Closure.objects.create(calendar=rule.calendar, date=date(2025, 1, 9), reason="National day of mourning")
    assert Rule.objects.get(pk=rule.pk).due_date(decided) == date(2025, 1, 14)


def test_a_holiday_on_which_offices_open_after_all_counts(rule):
    Closure.objects.create(
        calendar=rule.calendar, date=date(2026, 11, 27), reason="Was closed by mistake", is_open=True
    )
    Closure.objects.create(calendar=rule.calendar, date=date(2026, 11, 26), reason="Open after all", is_open=True)
    assert Rule.objects.get(pk=rule.pk).due_date(date(2026, 11, 23)) == date(2026, 11, 27)


def test_states_holidays_are_not_the_sec_s(rule):
    assert rule.calendar.is_business_day(date(2026, 2, 12))  # Lincoln's Birthday, New York only
    assert rule.calendar.is_business_day(date(2026, 11, 27))  # the day after Thanksgiving


def test_new_year_on_a_saturday_closes_the_last_day_of_the_old_year(rule):
    assert not rule.calendar.is_business_day(date(2021, 12, 31))
    assert not rule.calendar.is_business_day(date(2027, 12, 24))  # Christmas on a Saturday


def test_other_countries_keep_their_own_weekends():
    cairo = BusinessCalendar(code="eg", name="Cairo", country="EG", zone="Africa/Cairo")
    cairo.exceptions = {}
    assert not cairo.is_business_day(date(2026, 11, 27))  # Friday
    assert cairo.is_business_day(date(2026, 11, 29))  # Sunday


def test_the_day_of_a_decision_is_new_york_s_day(subject):
    tuesday_evening = datetime(2026, 3, 4, 3, 0, tzinfo=UTC)  # already Wednesday in UTC
    clock = start_clock(subject, kinds.WAIVER_DISCLOSURE, at=tuesday_evening)
    assert clock.started_on == date(2026, 3, 3)
    assert clock.due_on == date(2026, 3, 9)


def test_filed_at_half_past_five_is_in_time_and_a_minute_later_is_not(subject):
    clock = start_clock(subject, kinds.WAIVER_DISCLOSURE, at=datetime(2026, 11, 23, 15, tzinfo=UTC))
    assert clock.due_at == datetime(2026, 11, 30, 22, 30, tzinfo=UTC)
    assert clock.status_at(datetime(2026, 11, 30, 22, 30, tzinfo=UTC)) == "running"
    assert clock.status_at(datetime(2026, 11, 30, 22, 31, tzinfo=UTC)) == "overdue"
