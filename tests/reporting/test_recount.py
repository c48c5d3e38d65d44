"""Every figure of a digest is claimed by a recount in plain Python that shares no code with it, and equals it."""

import copy
import random
from datetime import UTC, datetime

import pytest

from reporting.actions import notify_committee
from reporting.states import DigestKind
from tests.reporting.house import QUARTER, edges, life, random_seed
from tests.reporting.random_rows import random_rows
from tests.reporting.recount.holding import both, different

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
FIRST, LAST = datetime(2026, 5, 1, 12, 0, tzinfo=UTC), datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


@pytest.fixture
def seed(house) -> int:
    seed = random_seed()
    chance = random.Random(seed)
    for _place in range(24):
        life(house, chance, FIRST, LAST)
    edges(house)
    random_rows(house, chance)
    notify_committee(LAST)
    return seed


@pytest.mark.parametrize("kind", DigestKind.values)
def test_on_random_data_each_figure_equals_its_recount(seed, at, kind):
    assert different(*both(kind, at, QUARTER)) == {}, f"seed {seed}"


def test_a_figure_that_no_recount_claims_is_found(seed, at):
    """And so is one that is wrong, and one that is gone: whoever adds a figure has to count it twice."""
    snapshot, plain = both(DigestKind.COMMON, at, QUARTER)
    added, wrong, gone, row = (copy.deepcopy(snapshot) for _place in range(4))
    added["figures"]["sent_to_space"] = 3
    wrong["figures"]["movement"]["opened"] += 1
    del gone["figures"]["closure"]["mean"]
    row["figures"]["channels"].append({"key": "PIGEON", "name": "By pigeon", "count": None})
    assert different(added, plain) == {"figures/sent_to_space": (3, "not counted")}
    assert list(different(wrong, plain)) == ["figures/movement/opened"]
    assert list(different(gone, plain)) == ["figures/closure/mean"]
    assert "figures/channels/PIGEON/count" in different(row, plain)
