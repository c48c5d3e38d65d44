"""A waiver ends on its last day, or when it is revoked; either way the decision stays on record."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from accounts.clockwork import database_now
from accounts.models import Notice
from accounts.moves import Refused
from audit.trail import history
from tests.waivers.story import Story
from waivers import actions
from waivers.models import Waiver
from waivers.states import WaiverState
from waivers.tasks import sweep_lapsed

pytestmark = pytest.mark.django_db

LAST_DAY = datetime(2026, 12, 31, 20, 0, tzinfo=UTC)
DAY_AFTER = datetime(2027, 1, 1, 12, 0, tzinfo=UTC)


def test_on_its_last_day_it_still_holds(story, asked):
    waiver = story.granted(asked)
    assert actions.lapse_waiver(waiver, at=LAST_DAY) is None
    assert Waiver.objects.get().state == WaiverState.GRANTED


def test_the_day_after_it_has_ended_and_people_are_told_once(story, asked, people):
    waiver = story.granted(asked)
    assert actions.lapse_waiver(waiver, at=DAY_AFTER).state == WaiverState.LAPSED
    assert actions.lapse_waiver(waiver, at=DAY_AFTER + timedelta(minutes=1)) is None
    assert Notice.objects.filter(recipient=people.employee, kind="waiver_lapsed").count() == 1
    assert history(waiver)[-1].actor == "the clock"


def test_the_sweep_ends_what_is_due_and_nothing_else_and_only_once(story, people, words):
    long_ago = database_now() - timedelta(days=60)
    over = Story(people, words | {"starts_on": long_ago.date(), "ends_on": long_ago.date()}, long_ago)
    due = over.granted(over.requested())
    over.refused(over.requested())
    standing = over.granted(over.requested(ends_on=database_now().date() + timedelta(days=9)))
    assert (sweep_lapsed(), sweep_lapsed()) == (1, 0)
    assert Waiver.objects.get(pk=due.pk).state == WaiverState.LAPSED
    assert Waiver.objects.get(pk=standing.pk).state == WaiverState.GRANTED


def test_revoked_with_reasons_it_ends_at_once(story, asked, people):
    waiver = story.granted(asked)
    revoked = actions.revoke_waiver(waiver, reasons="Misused.", by=people.ethics_officer, at=story.next_moment())
    assert (revoked.state, revoked.outcome) == (WaiverState.REVOKED, "GRANTED")
    assert Notice.objects.filter(recipient=people.employee, kind="waiver_revoked").exists()
    assert actions.lapse_waiver(revoked, at=DAY_AFTER) is None


def test_revoking_needs_reasons(story, asked, people):
    waiver = story.granted(asked)
    with pytest.raises(Refused):
        actions.revoke_waiver(waiver, reasons=" ", by=people.ethics_officer, at=story.next_moment())


def test_a_boards_waiver_is_not_an_officers_to_revoke(story, people):
    waiver = story.board_granted()
    with pytest.raises(Refused), time_machine.travel(story.at):
        actions.revoke_waiver(waiver, reasons="Misused.", by=people.ethics_officer, at=story.next_moment())
