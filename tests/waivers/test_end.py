"""A waiver ends on its last day, or when it is revoked; either way the decision stays on record."""

from datetime import UTC, date, datetime, timedelta

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
from waivers.tasks import sweep_lapsed, sweep_reminders

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


def reminded(day: int) -> int:
    """How many people are told on this day of December."""
    at = datetime(2026, 12, day, 20, 0, tzinfo=UTC)
    return sum(actions.remind_of_end(waiver, at=at) for waiver in Waiver.objects.to_remind(at.date()))


def test_two_weeks_before_its_last_day_those_who_have_it_and_who_handles_it_are_told_once(story, asked, people):
    waiver = story.granted(asked)
    assert [reminded(day) for day in (16, 17, 18, 31)] == [0, 2, 0, 0]
    told = Notice.objects.filter(kind="waiver_ends_soon")
    assert {notice.recipient for notice in told} == {people.employee, people.ethics_officer}
    actions.lapse_waiver(waiver, at=DAY_AFTER)
    assert not Waiver.objects.to_remind(DAY_AFTER.date()).exists()


def test_of_one_granted_for_a_few_days_or_not_in_force_nobody_is_reminded(story):
    story.granted(story.requested(ends_on=date(2026, 12, 4)))
    story.refused(story.requested(ends_on=date(2026, 12, 17)))
    assert [reminded(day) for day in (1, 3, 4, 17)] == [0, 0, 0, 0]


def test_the_clock_reminds_of_what_ends_soon_and_only_once(story, people, words):
    long_ago = database_now() - timedelta(days=60)
    before = Story(people, words | {"starts_on": long_ago.date()}, long_ago)
    before.granted(before.requested(ends_on=database_now().date() + timedelta(days=9)))
    before.granted(before.requested(ends_on=database_now().date() + timedelta(days=40)))
    assert (sweep_reminders(), sweep_reminders()) == (2, 0)


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
