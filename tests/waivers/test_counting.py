"""Quorum and majority, at their edges."""

import pytest

from tests.waivers.story import ABSENT, ABSTAINED, AGAINST, FOR, RECUSED
from waivers.counting import tally


@pytest.mark.parametrize(
    ("ballots", "quorum"),
    [
        ([FOR, ABSENT], False),
        ([FOR, FOR, ABSENT], True),
        ([FOR, FOR, ABSENT, ABSENT], False),
        ([FOR, FOR, FOR, ABSENT, RECUSED], True),
        ([FOR, FOR, RECUSED, RECUSED], False),
        ([], False),
    ],
)
def test_a_quorum_is_a_majority_of_those_in_office_and_the_recused_do_not_count(ballots, quorum):
    assert tally(dict(enumerate(ballots))).has_quorum is quorum


@pytest.mark.parametrize(
    ("ballots", "outcome"),
    [
        ([FOR, FOR, AGAINST], "GRANTED"),
        ([FOR, AGAINST], "REFUSED"),
        ([FOR, ABSTAINED], "REFUSED"),
        ([FOR, FOR, ABSTAINED, ABSENT], "GRANTED"),
        ([FOR, FOR, ABSTAINED, AGAINST], "REFUSED"),
        ([ABSTAINED, ABSTAINED], "REFUSED"),
    ],
)
def test_it_is_granted_by_a_majority_of_those_present(ballots, outcome):
    assert tally(dict(enumerate(ballots))).outcome == outcome
