"""A rule or a calendar may change: running deadlines follow, judged ones stay, and the trail keeps the old date."""

from datetime import date, time, timedelta

import pytest

from accounts.moves import Refused
from audit.trail import history
from clocks import kinds
from clocks.actions import (
    change_rule,
    confirm_rule,
    recompute_clocks,
    record_exception,
    start_clock,
    stop_clock,
    sweep_warnings,
)
from clocks.models import BusinessCalendar, Clock, Closure, Rule
from clocks.tasks import sweep_due_dates

pytestmark = pytest.mark.django_db


def rule_of(kind: str) -> Rule:
    return Rule.objects.get(kind=kind)


def test_a_holiday_added_later_moves_running_deadlines_and_keeps_the_old_date(subject, at, counsel):
    clock = start_clock(subject, kinds.WAIVER_DISCLOSURE, at=at)
    sec = BusinessCalendar.objects.get(code="sec")
    record_exception(sec, on=date(2026, 11, 27), reason="Executive order", by=counsel, at=at)
    clock.refresh_from_db()
    assert clock.due_on == date(2026, 12, 1)
    entry = history(clock)[-1]
    assert (entry.facts["old_due_on"], entry.facts["due_on"]) == ("2026-11-30", "2026-12-01")


def test_an_exception_said_again_replaces_the_first(subject, at, counsel):
    clock = start_clock(subject, kinds.WAIVER_DISCLOSURE, at=at)
    sec = BusinessCalendar.objects.get(code="sec")
    record_exception(sec, on=date(2026, 11, 27), reason="Executive order", by=counsel, at=at)
    record_exception(sec, on=date(2026, 11, 27), reason="Order withdrawn", by=counsel, at=at, is_open=True)
    clock.refresh_from_db()
    assert clock.due_on == date(2026, 11, 30)
    assert Closure.objects.count() == 1


def test_a_judged_deadline_keeps_its_date(subject, at, counsel):
    start_clock(subject, kinds.TRIAGE, at=at)
    stopped = stop_clock(subject, kinds.TRIAGE, at=at)
    change_rule(rule_of(kinds.TRIAGE), by=counsel, at=at, reason="Board's wish", amount=2)
    stopped.refresh_from_db()
    assert stopped.due_on == date(2026, 12, 1)


def test_a_changed_rule_moves_what_runs(subject, at, counsel):
    clock = start_clock(subject, kinds.TRIAGE, at=at)
    change_rule(rule_of(kinds.TRIAGE), by=counsel, at=at, reason="Board's wish", amount=2)
    clock.refresh_from_db()
    assert clock.due_on == date(2026, 11, 25)


def test_a_new_date_is_warned_of_again(subject, warned_people, at, counsel):
    clock = start_clock(subject, kinds.INVESTIGATION, at=at)
    sweep_warnings(at + timedelta(days=100))
    change_rule(rule_of(kinds.INVESTIGATION), by=counsel, at=at + timedelta(days=100), reason="Longer", amount=300)
    clock.refresh_from_db()
    assert clock.warned_100_at is None
    assert sweep_warnings(at + timedelta(days=151)) == 1


def test_computing_again_changes_nothing_where_nothing_changed(subject, at):
    clock = start_clock(subject, kinds.WAIVER_DISCLOSURE, at=at)
    assert recompute_clocks(Rule.objects.all(), by=None, at=at, because="again") == 0
    assert sweep_due_dates() == 0
    assert history(clock) == []


def test_the_nightly_sweep_carries_what_was_changed_behind_the_portal_s_back(subject, at):
    clock = start_clock(subject, kinds.TRIAGE, at=at)
    Rule.objects.filter(kind=kinds.TRIAGE).update(amount=3)
    assert sweep_due_dates() == 1
    clock.refresh_from_db()
    assert clock.due_on == date(2026, 11, 27)
    assert history(clock)[-1].actor == "the clock"


def test_a_changed_rule_waits_for_counsel_again(day_one, at, counsel):
    rule = confirm_rule(rule_of(kinds.WAIVER_DISCLOSURE), by=counsel, on=at.date(), at=at)
    assert not rule.awaits_counsel
    rule = change_rule(rule, by=counsel, at=at, reason="Another hour", cut_off=time(17, 0))
    assert rule.awaits_counsel


def test_a_stranger_changes_no_rule_and_no_calendar(day_one, at, stranger):
    rule = rule_of(kinds.WAIVER_DISCLOSURE)
    with pytest.raises(Refused):
        change_rule(rule, by=stranger, at=at, reason="Mine", amount=40)
    with pytest.raises(Refused):
        confirm_rule(rule, by=stranger, on=at.date(), at=at)
    with pytest.raises(Refused):
        record_exception(rule.calendar, on=at.date(), reason="Mine", by=stranger, at=at)
    assert rule_of(kinds.WAIVER_DISCLOSURE).amount == 4
    assert not Closure.objects.exists()


@pytest.mark.parametrize(
    "changes", [{"unit": "HOURS"}, {"unit": "BUSINESS_DAYS", "calendar": None}, {"source": ""}, {"kind": "other"}]
)
def test_nonsense_is_no_rule(day_one, at, counsel, changes):
    with pytest.raises(Refused):
        change_rule(rule_of(kinds.ACKNOWLEDGE), by=counsel, at=at, reason="Why not", **changes)


def test_a_change_needs_a_reason(day_one, at, counsel):
    with pytest.raises(Refused):
        change_rule(rule_of(kinds.ACKNOWLEDGE), by=counsel, at=at, reason="", amount=5)
    assert not Clock.objects.exists()
