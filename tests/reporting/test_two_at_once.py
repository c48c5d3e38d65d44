"""Two clocks at once: what each of them would do is done once."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from accounts.models import Notice
from audit.trail import history
from reporting.models import CommitteeNotice, Digest
from reporting.tasks import sweep_digests, sweep_notices
from tests.reporting.conftest import open_house
from tests.reporting.house import House
from vault.models import DataKey

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def house(transactional_db) -> House:
    """Committed, so that the other threads find it."""
    return open_house()


def test_two_beats_at_once_draft_exactly_one(house, in_quarter):
    house.report(in_quarter)
    house.report(in_quarter, typed_names=house.third.full_name)
    keys = DataKey.objects.count()
    ready = Barrier(3)

    def beat(_place: int) -> int:
        try:
            ready.wait(timeout=10)
            return sweep_digests()
        finally:
            connection.close()

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(beat, range(3)))
    assert sorted(Digest.objects.values_list("kind", flat=True)) == ["ANNEX", "COMMON"]
    assert DataKey.objects.count() == keys + 2, "what lost the race left nothing behind"
    assert Notice.objects.filter(kind="digest_drafted", recipient=house.auditor).count() == 1


def test_two_sweeps_at_once_tell_everybody_exactly_once(house, in_quarter):
    decisions = [house.material(in_quarter) for _place in range(3)]
    ready = Barrier(4)

    def sweep(_place: int) -> int:
        try:
            ready.wait(timeout=10)
            return sweep_notices()
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(sweep, range(4)))
    assert sum(made) == CommitteeNotice.objects.count() == 9
    assert Notice.objects.filter(kind="committee_notice").count() == 9
    for decision in decisions:
        assert [entry.verb for entry in history(decision.case)].count("notify_committee") == 1
