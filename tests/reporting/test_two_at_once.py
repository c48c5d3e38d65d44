"""Two clocks at once: what each of them would do is done once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier

import pytest
from django.db import connection

from accounts.models import Notice
from accounts.roles import Role
from audit.trail import history
from reporting.actions import notify_committee, pass_on_unread, tell_updates
from reporting.models import CommitteeNotice, Digest, NoticeUpdate, UnreadNotice
from reporting.tasks import sweep_digests, sweep_notices
from tests.people import make_person
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


def at_once(sweep: Callable[[datetime], int], at: datetime, clocks: int = 3) -> int:
    """What several clocks did together that ran the same sweep at the same moment."""
    ready = Barrier(clocks)

    def run(_place: int) -> int:
        try:
            ready.wait(timeout=10)
            return sweep(at)
        finally:
            connection.close()

    with ThreadPoolExecutor(clocks) as pool:
        return sum(pool.map(run, range(clocks)))


def test_two_clocks_at_once_tell_each_update_once(house, in_quarter):
    decision = house.material(in_quarter)
    notify_committee(in_quarter)
    later = in_quarter + timedelta(days=1)
    house.name(decision.case, house.executive, later)
    told = at_once(tell_updates, later)
    assert told == NoticeUpdate.objects.count() > 0
    assert Notice.objects.filter(kind="notice_update").count() == 3
    for notice in CommitteeNotice.objects.all():
        assert [entry.verb for entry in history(notice)].count("tell_update") == 1


def test_two_clocks_at_once_move_an_unread_notice_on_once(house, in_quarter):
    make_person("Selma Minutes", Role.BOARD_SECRETARY, at=in_quarter - timedelta(days=30))
    house.material(in_quarter)
    notify_committee(in_quarter)
    assert at_once(pass_on_unread, in_quarter + timedelta(days=2)) == UnreadNotice.objects.count() == 3
    assert Notice.objects.filter(kind="notice_unread").count() == 3
    assert at_once(pass_on_unread, in_quarter + timedelta(days=6)) == 3
    assert Notice.objects.filter(kind="notice_passed_on").count() == 3
    for notice in CommitteeNotice.objects.all():
        assert [entry.verb for entry in history(notice)] == ["notify_committee", "ask_for_call", "pass_on_unread"]
