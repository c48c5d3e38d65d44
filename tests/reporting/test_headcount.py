"""Reports per 100 employees: whom the average counts."""

from datetime import date

from reporting.measures import average_headcounts
from reporting.periods import Period
from tests.people import make_person

QUARTER = Period(date(2026, 7, 1), date(2026, 9, 30))


def test_the_average_is_of_the_first_and_the_last_day(db, at):
    make_person("Sam Stayer", at=at)
    make_person("Jo Joiner", at=at, employed_from=date(2026, 8, 1))
    assert average_headcounts([QUARTER]) == [1.5]


def test_a_company_that_keeps_only_some_people_here_states_its_headcount(db, at, settings):
    make_person("Sam Stayer", at=at)
    settings.HEADCOUNT = 4180
    assert average_headcounts([QUARTER]) == [4180]
