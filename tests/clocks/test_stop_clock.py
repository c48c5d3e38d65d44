"""A deadline is met or missed by what was done, and stays judged."""

from datetime import UTC, date, datetime, timedelta

import pytest

from accounts.moves import Refused
from clocks import kinds
from clocks.actions import cancel_clock, start_clock, stop_clock
from clocks.models import Clock

pytestmark = pytest.mark.django_db


def test_done_in_time_is_met(subject, at):
    start_clock(subject, kinds.ACKNOWLEDGE, at=at)
    clock = stop_clock(subject, kinds.ACKNOWLEDGE, at=at + timedelta(days=7))
    assert clock.status == "met"
    assert clock.stopped_on == date(2026, 11, 30)


def test_done_late_is_missed_for_ever(subject, at):
    start_clock(subject, kinds.ACKNOWLEDGE, at=at)
    clock = stop_clock(subject, kinds.ACKNOWLEDGE, at=at + timedelta(days=8))
    assert clock.status == "missed"


def test_an_anonymous_reporter_s_stop_counts_by_the_day(subject, at):
    start_clock(subject, kinds.ACKNOWLEDGE, at=date(2026, 11, 23))
    clock = stop_clock(subject, kinds.ACKNOWLEDGE, at=date(2026, 11, 30))
    assert clock.stopped_at is None
    assert clock.status == "met"


def test_not_done_is_running_and_then_overdue_and_nothing_closes_by_itself(subject, at):
    clock = start_clock(subject, kinds.ACKNOWLEDGE, at=at)
    assert clock.status_at(clock.due_at) == "running"
    assert clock.status_at(clock.due_at + timedelta(microseconds=1)) == "overdue"
    assert clock.status_at(clock.due_at + timedelta(days=4000)) == "overdue"
    assert list(Clock.objects.due_before(at + timedelta(days=30))) == [clock]
    assert not Clock.objects.due_before(clock.due_at)


def test_stopping_twice_keeps_the_first_moment(subject, at):
    start_clock(subject, kinds.ACKNOWLEDGE, at=at)
    stop_clock(subject, kinds.ACKNOWLEDGE, at=at)
    clock = stop_clock(subject, kinds.ACKNOWLEDGE, at=at + timedelta(days=90))
    assert clock.stopped_at == at


def test_stopping_what_never_ran_gives_nothing(subject, at):
    assert stop_clock(subject, kinds.ACKNOWLEDGE, at=at) is None


def test_a_stopped_clock_is_no_longer_late(subject, at):
    start_clock(subject, kinds.ACKNOWLEDGE, at=at)
    stop_clock(subject, kinds.ACKNOWLEDGE, at=at + timedelta(days=20))
    assert not Clock.objects.due_before(at + timedelta(days=30))
    assert not Clock.objects.to_warn(at + timedelta(days=30))


def test_somebody_else_s_deadline_elapses_and_nobody_is_late(subject, at):
    clock = start_clock(subject, kinds.OSHA_RETALIATION_COMPLAINT, at=at)
    assert clock.next_warning_at is None
    assert clock.status_at(datetime(2028, 1, 1, tzinfo=UTC)) == "elapsed"
    assert not Clock.objects.due_before(datetime(2028, 1, 1, tzinfo=UTC))


def test_a_cancelled_clock_says_why(subject, at, counsel):
    start_clock(subject, kinds.TRIAGE, at=at)
    clock = cancel_clock(subject, kinds.TRIAGE, by=counsel, at=at, reason="Merged into another case")
    assert clock.status == "cancelled"
    assert Clock.objects.get(pk=clock.pk).cancelled_reason == "Merged into another case"
    assert cancel_clock(subject, kinds.TRIAGE, by=counsel, at=at, reason="Again") is None


def test_nobody_cancels_a_deadline_without_a_reason(subject, at, counsel):
    start_clock(subject, kinds.TRIAGE, at=at)
    with pytest.raises(Refused):
        cancel_clock(subject, kinds.TRIAGE, by=counsel, at=at, reason="  ")
    assert Clock.objects.of(subject).running().exists()


def test_a_disclosure_taken_down_too_early_missed_its_minimum(subject, at):
    start_clock(subject, kinds.WEB_SITE_POSTING, at=at)
    assert stop_clock(subject, kinds.WEB_SITE_POSTING, at=at + timedelta(days=364)).status == "missed"
    start_clock(subject, kinds.WEB_SITE_POSTING, at=at)
    assert stop_clock(subject, kinds.WEB_SITE_POSTING, at=at + timedelta(days=365)).status == "met"


def test_the_chip_says_soon_before_it_says_late(subject, at):
    clock = start_clock(subject, kinds.INVESTIGATION, at=at)
    looks = [clock.tone_at(at + timedelta(days=days)) for days in (0, 30, 50, 61)]
    assert looks == ["neutral", "neutral", "warning", "danger"]
    assert stop_clock(subject, kinds.INVESTIGATION, at=at).tone == "success"
    assert (clock.kind_label, clock.status_label) == ("Investigate a case", "Running")
