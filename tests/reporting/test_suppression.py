"""What is hidden can't be worked out from what is shown."""

from hypothesis import given
from hypothesis import strategies as some

from reporting.suppression import SMALLEST_SHOWN, grouped, suppressed

cells = some.dictionaries(some.text(max_size=3), some.integers(min_value=0, max_value=30), max_size=8)


def test_large_cells_are_shown():
    assert suppressed({"a": 5, "b": 12, "c": 0}) == {"a": 5, "b": 12, "c": 0}


def test_one_small_cell_takes_the_next_smallest_with_it():
    assert suppressed({"a": 3, "b": 12, "c": 7}) == {"a": None, "b": 12, "c": None}


def test_two_cells_that_add_up_to_little_take_a_third():
    assert suppressed({"a": 1, "b": 1, "c": 7, "d": 9}) == {"a": None, "b": None, "c": None, "d": 9}


def test_a_lonely_small_cell_hides_everything():
    assert suppressed({"a": 3, "b": 0, "c": 0}) == {"a": None, "b": None, "c": None}


def test_countries_with_few_reports_lose_their_names():
    assert grouped({"US": 20, "DE": 3, "FR": 4}) == ({"US": 20}, 7)
    assert grouped({"DE": 3}) == ({}, 3)


@given(cells)
def test_no_small_cell_is_ever_shown(table):
    assert all(value is None or value == 0 or value >= SMALLEST_SHOWN for value in suppressed(table).values())


@given(cells)
def test_no_hidden_cell_follows_from_the_total(table):
    """Whoever knows the total and the shown cells can't tell any single hidden cell."""
    kept = suppressed(table)
    hidden = [key for key, value in kept.items() if value is None]
    rest = sum(table.values()) - sum(value for value in kept.values() if value)
    assert not hidden or len(hidden) == len(table) or (len(hidden) > 1 and rest >= SMALLEST_SHOWN)


@given(cells)
def test_groups_keep_the_total(table):
    shown, others = grouped(table)
    assert sum(shown.values()) + others == sum(table.values())
