"""Small figures stay hidden by the difference between digests too: of a correction, of days within days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from accounts.models import Unit
from reporting.actions import correct_digest, draft_digest
from reporting.models import Digest
from reporting.periods import Period
from reporting.scope import scope_of
from reporting.snapshot import take_snapshot
from reporting.suppression import suppressed
from tests.heads import sign_with_heads
from tests.people import make_person
from tests.reporting.house import QUARTER

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HOW = "re-authenticated by password"
WHY = "Some came to light later."
AUGUST = Period(date(2026, 8, 1), date(2026, 8, 31))
JULY = Period(date(2026, 7, 1), date(2026, 7, 31))


@pytest.fixture(scope="module")
def at():
    return QUARTER.ends_at + timedelta(days=9)


def reports(house, number: int, at, country: str = "US", mode: str = "ANONYMOUS") -> None:
    by = None if mode == "ANONYMOUS" else house.employee
    for place in range(number):
        house.report(at + timedelta(minutes=place), country=country, mode=mode, by=by)


def signed(house, at, period: Period = QUARTER) -> Digest:
    return sign_with_heads(draft_digest(period, by=None, at=at), how=HOW, by=house.auditor, at=at)


def tables(snapshot: dict) -> tuple[dict, dict]:
    figures = snapshot["figures"]
    return (
        {row["key"]: row["count"] for row in figures["modes"]},
        {row["code"]: row["count"] for row in figures["countries"]},
    )


def test_what_a_correction_adds_is_not_told_by_the_difference(house, in_quarter, at):
    reports(house, 9, in_quarter)
    reports(house, 7, in_quarter, "DE", "NAMED")
    reports(house, 6, in_quarter, "FR", "CONFIDENTIAL")
    first = signed(house, at)
    assert tables(first.snapshot) == ({"NAMED": 7, "CONFIDENTIAL": 6, "ANONYMOUS": 9}, {"US": 9, "DE": 7, "FR": 6})
    reports(house, 1, in_quarter + timedelta(days=1), "DE", "NAMED")
    second = correct_digest(first, reason=WHY, by=house.auditor, at=at)
    assert tables(second.snapshot) == ({"NAMED": None, "CONFIDENTIAL": None, "ANONYMOUS": 9}, {"US": 9})
    assert second.snapshot["figures"]["reports"] == 23, "the whole is told"


def test_what_changed_by_many_is_told(house, in_quarter, at):
    """The counterpart: five more point to nobody. What was hidden once stays so in a correction."""
    reports(house, 9, in_quarter)
    reports(house, 3, in_quarter, "DE", "NAMED")
    reports(house, 6, in_quarter, "FR", "CONFIDENTIAL")
    first = signed(house, at)
    assert tables(first.snapshot) == ({"NAMED": None, "CONFIDENTIAL": None, "ANONYMOUS": 9}, {"US": 9})
    reports(house, 5, in_quarter + timedelta(days=1))
    reports(house, 5, in_quarter + timedelta(days=1), "DE", "NAMED")
    second = correct_digest(first, reason=WHY, by=house.auditor, at=at)
    assert tables(second.snapshot) == ({"NAMED": None, "CONFIDENTIAL": None, "ANONYMOUS": 14}, {"US": 14})


def test_a_quarter_less_its_months_tells_of_no_few(house, in_quarter, at):
    """By August alone four of the others would be found, and by July and August together those of September."""
    july, september = in_quarter - timedelta(days=31), in_quarter + timedelta(days=31)
    for moment, number in ((july, 6), (in_quarter, 8), (september, 2)):
        reports(house, number, moment)
        reports(house, 9, moment, "DE", "NAMED")
    assert tables(take_snapshot(scope_of("COMMON"), QUARTER, at=at)[0])[1] == {"DE": 27, "US": 16}
    for month in (JULY, AUGUST):
        signed(house, at, month)
    assert tables(signed(house, at).snapshot)[1] == {}


def test_a_month_of_a_quarter_that_was_signed_first_tells_of_no_few_either(house, in_quarter, at):
    reports(house, 8, in_quarter)
    reports(house, 9, in_quarter, "DE", "NAMED")
    reports(house, 2, in_quarter + timedelta(days=31))
    assert tables(signed(house, at).snapshot)[1] == {"US": 10, "DE": 9}
    found = tables(take_snapshot(scope_of("COMMON"), AUGUST, at=at)[0])
    assert found[1] == {}, "ten less eight are two of September"


def test_a_unit_is_hidden_where_a_correction_counts_nearly_as_many_and_shown_where_it_does_not(house, in_quarter, at):
    people = {}
    for name, person in (("Sales", "Sally Marketer"), ("Plant", "Pavel Welder")):
        people[name] = make_person(person, at=house.at, unit=Unit.objects.create(name=name))
    for place in range(6):
        for person in people.values():
            house.report(in_quarter + timedelta(hours=place), typed_names=person.full_name)
    first = signed(house, at)
    house.report(in_quarter, typed_names=people["Sales"].full_name)
    for _place in range(5):
        house.report(in_quarter, typed_names=people["Plant"].full_name)
    second = correct_digest(first, reason=WHY, by=house.auditor, at=at)
    rows = {row["name"]: row["counts"] for row in second.snapshot["figures"]["units"]["rows"]}
    assert rows == {"Plant": [0, 0, 0, 11]}


def test_units_are_shown_by_quarters_that_are_over(house, in_quarter, at):
    """Otherwise the next digest shows how many came after August."""
    made = take_snapshot(scope_of("COMMON"), AUGUST, at=at)[0]
    assert made["figures"]["units"]["quarters"][-1] == "2026-04-01"
    made = take_snapshot(scope_of("COMMON"), QUARTER, at=at)[0]
    assert made["figures"]["units"]["quarters"][-1] == "2026-07-01"


@given(
    some.dictionaries(some.sampled_from("ABCDEF"), some.integers(min_value=0, max_value=30)),
    some.sets(some.sampled_from("ABCDEF")),
)
def test_what_is_to_be_hidden_is_and_the_total_does_not_give_it_away(table, also):
    kept = suppressed(table, also)
    assert all(kept[key] is None for key in also & table.keys())
    hidden = [key for key, value in kept.items() if value is None]
    assert len(hidden) != 1 or len(table) == 1


def test_of_equal_cells_the_same_is_hidden_whatever_their_order():
    one = suppressed({"US": 5, "DE": 5, "FR": 2})
    assert one == suppressed({"FR": 2, "DE": 5, "US": 5}) == {"DE": None, "FR": None, "US": 5}
