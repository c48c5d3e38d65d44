"""Cases by unit: small figures stay hidden, also by the difference between tables and between digests."""

from datetime import timedelta

from accounts.models import Unit
from cases.models import Case
from reporting.actions import draft_digest, redraft_digest
from reporting.models import Digest
from reporting.periods import following
from reporting.scope import scope_of
from reporting.states import DigestKind
from reporting.units import units_by_quarter
from tests.heads import sign_with_heads
from tests.people import make_person
from tests.reporting.house import QUARTER
from tests.standing import standing

NEXT_QUARTER = following(QUARTER, 3)


@standing
def units(house):
    """Two units of one person each, whom reports may name."""
    people = {}
    for name, person in (("Sales", "Sally Marketer"), ("Legal", "Lena Paragraph"), ("Plant", "Pavel Welder")):
        people[name] = make_person(person, at=house.at, unit=Unit.objects.create(name=name))
    return people


def named(house, person, times, at):
    for place in range(times):
        house.report(at + timedelta(hours=place), typed_names=person.full_name)


def table(period=QUARTER):
    found = units_by_quarter(Case.objects.all(), period)
    return {row["name"]: (row["counts"], row["total"]) for row in found["rows"]}


def test_a_unit_with_five_cases_is_shown_and_one_with_four_is_not(house, units, in_quarter):
    named(house, units["Sales"], 5, in_quarter)
    named(house, units["Legal"], 4, in_quarter)
    assert table() == {"Sales": ([0, 0, 0, 5], 5)}


def test_small_units_are_shown_together_without_their_names(house, units, in_quarter):
    named(house, units["Plant"], 3, in_quarter)
    named(house, units["Legal"], 4, in_quarter)
    assert table() == {"": ([0, 0, 0, 7], 7)}


def test_a_total_never_gives_away_the_one_hidden_cell_beside_it(house, units, in_quarter):
    named(house, units["Sales"], 5, in_quarter)
    named(house, units["Sales"], 2, in_quarter - timedelta(days=91))
    assert table() == {"Sales": ([0, 0, None, 5], None)}


def test_a_case_that_stands_apart_counts_in_no_unit(house, units, in_quarter):
    house.auditor.unit = units["Sales"].unit
    house.auditor.save(update_fields=["unit"])
    for place in range(5):
        house.report(in_quarter + timedelta(hours=place), typed_names=house.auditor.full_name)
    assert table()["Sales"] == ([0, 0, 0, 5], 5)
    assert units_by_quarter(scope_of(DigestKind.COMMON).cases, QUARTER)["rows"] == []


def test_one_more_case_in_a_quarter_that_was_shown_does_not_tell_by_the_difference(house, units, in_quarter):
    named(house, units["Sales"], 6, in_quarter)
    draft = draft_digest(QUARTER, by=None, at=QUARTER.ends_at)
    sign_with_heads(Digest.objects.get(pk=draft.pk), how="password", by=house.auditor, at=QUARTER.ends_at)
    # Its subject is found out later.
    named(house, units["Sales"], 1, in_quarter + timedelta(days=1))
    assert table(NEXT_QUARTER)["Sales"][0] == [0, 0, 6, 0]
    assert table() == {}, "in a correction of that quarter the cell is hidden: seven less six is one"


def test_a_draft_that_is_drafted_again_counts_its_own_quarter_anew(house, units, in_quarter):
    named(house, units["Sales"], 6, in_quarter)
    draft = draft_digest(QUARTER, by=None, at=QUARTER.ends_at)
    named(house, units["Sales"], 1, in_quarter)
    again = redraft_digest(draft, by=house.auditor, at=QUARTER.ends_at)
    assert again.snapshot["figures"]["units"]["rows"][0]["counts"] == [0, 0, 0, 7]
