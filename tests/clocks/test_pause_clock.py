"""A pause is an interval with a reason; it moves the date and hides nothing."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.moves import Refused
from audit.trail import history
from clocks import kinds
from clocks.actions import pause_clock, resume_clock, resume_planned, start_clock, stop_clock
from clocks.models import Clock, Pause
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def clock(subject, at) -> Clock:
    return start_clock(subject, kinds.INVESTIGATION, at=at)


def test_a_pause_moves_the_date_by_its_days(clock, subject, at, officer):
    pause_clock(subject, kinds.INVESTIGATION, by=officer, at=at + timedelta(days=10), reason="Court order")
    resumed = resume_clock(subject, kinds.INVESTIGATION, by=officer, at=at + timedelta(days=15))
    assert resumed.due_on == clock.due_on + timedelta(days=5)
    assert resumed.status_at(at + timedelta(days=62)) == "running"


def test_business_days_in_a_pause_do_not_count_and_weekends_never_did(subject, at, officer):
    start_clock(subject, kinds.TRIAGE, at=at)  # Monday before Thanksgiving: due on Tuesday the 1st
    assert Clock.objects.of(subject).get().due_on == date(2026, 12, 1)
    pause_clock(subject, kinds.TRIAGE, by=officer, at=at + timedelta(days=4), reason="Waiting for the reporter")
    resumed = resume_clock(subject, kinds.TRIAGE, by=officer, at=at + timedelta(days=7))
    assert resumed.due_on == date(2026, 12, 2)  # only the Friday was taken out


def test_a_paused_clock_is_not_late_and_warns_nobody(clock, subject, at, officer):
    paused = pause_clock(subject, kinds.INVESTIGATION, by=officer, at=at, reason="Court order")
    later = at + timedelta(days=400)
    assert paused.status_at(later) == "paused"
    assert not Clock.objects.due_before(later)
    assert not Clock.objects.to_warn(later)


def test_the_law_s_deadlines_are_never_paused(subject, at, officer):
    for kind in (kinds.ACKNOWLEDGE, kinds.FEEDBACK, kinds.WAIVER_DISCLOSURE, kinds.MATERIALITY_SAME_DAY):
        start_clock(subject, kind, at=at)
        with pytest.raises(Refused):
            pause_clock(subject, kind, by=officer, at=at, reason="Busy")
    assert not Pause.objects.exists()


def test_a_pause_never_turns_late_into_on_time(clock, subject, officer):
    with pytest.raises(Refused):
        pause_clock(subject, kinds.INVESTIGATION, by=officer, at=clock.due_at + timedelta(seconds=1), reason="Holidays")


def test_a_pause_needs_a_reason_and_a_running_clock(clock, subject, at, officer):
    with pytest.raises(Refused):
        pause_clock(subject, kinds.INVESTIGATION, by=officer, at=at, reason="")
    with pytest.raises(Refused):
        pause_clock(subject, kinds.TRIAGE, by=officer, at=at, reason="Court order")


def test_pausing_and_resuming_twice_change_nothing(clock, subject, at, officer):
    for _again in range(2):
        pause_clock(subject, kinds.INVESTIGATION, by=officer, at=at, reason="Court order")
    for _again in range(2):
        resumed = resume_clock(subject, kinds.INVESTIGATION, by=officer, at=at + timedelta(days=2))
    assert Pause.objects.count() == 1
    assert resumed.due_on == clock.due_on + timedelta(days=2)


def test_pauses_add_up(clock, subject, at, officer):
    for first in (5, 20):
        pause_clock(subject, kinds.INVESTIGATION, by=officer, at=at + timedelta(days=first), reason="Court order")
        resumed = resume_clock(subject, kinds.INVESTIGATION, by=officer, at=at + timedelta(days=first + 3))
    assert resumed.due_on == clock.due_on + timedelta(days=6)


def test_stopping_a_paused_clock_ends_its_pause(clock, subject, at, officer):
    pause_clock(subject, kinds.INVESTIGATION, by=officer, at=at, reason="Court order")
    stopped = stop_clock(subject, kinds.INVESTIGATION, at=at + timedelta(days=3))
    assert stopped.status == "met"
    assert Pause.objects.get().ends_on == date(2026, 11, 26)


def test_the_trail_keeps_the_pause_its_reason_and_the_date_before(clock, subject, at, officer):
    pause_clock(subject, kinds.INVESTIGATION, by=officer, at=at, reason="Court order")
    resume_clock(subject, kinds.INVESTIGATION, by=officer, at=at + timedelta(days=2))
    pause, resume, move = history(clock)
    assert pause.facts["reason"] == "Court order"
    assert resume.facts["ends_on"] == "2026-11-25"
    assert (move.facts["old_due_on"], move.facts["due_on"]) == ("2027-01-22", "2027-01-24")


@pytest.mark.parametrize(
    ("begins", "until", "days"),
    [
        (datetime(2026, 10, 30, 15, tzinfo=UTC), date(2026, 11, 3), 4),  # clocks go back on 1 November
        (datetime(2027, 3, 12, 15, tzinfo=UTC), date(2027, 3, 16), 4),  # and forward on 14 March
        (datetime(2026, 12, 30, 15, tzinfo=UTC), date(2027, 1, 4), 5),
        (datetime(2028, 2, 27, 15, tzinfo=UTC), date(2028, 3, 2), 4),  # with the 29th
    ],
)
def test_a_planned_pause_takes_whole_days_over_every_seam_of_the_calendar(begins, until, days, subject, officer):
    clock = start_clock(subject, kinds.INVESTIGATION, at=begins)
    pause_clock(subject, kinds.INVESTIGATION, by=officer, at=begins, reason="Court order", until=until)
    assert resume_planned(begins + timedelta(days=days - 1)) == 0
    # A sweep that comes late changes nothing of it.
    assert resume_planned(begins + timedelta(days=50)) == 1
    clock.refresh_from_db()
    assert clock.due_on == begins.date() + timedelta(days=60 + days)
