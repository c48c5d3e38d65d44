"""The next deadline of a case stands on its row, and stays true when clocks move."""

from datetime import date, timedelta

from cases.actions import acknowledge_case, ask_reporter
from cases.actions.deadlines import refresh_all_due
from cases.models import Case
from clocks import kinds
from clocks.models import Clock


def test_a_new_case_is_due_when_its_nearest_clock_is(case):
    assert case.due_on == min(clock.due_on for clock in Clock.objects.of(case).running())


def test_the_sweep_leaves_true_deadlines_alone(case):
    before = case.due_on
    assert refresh_all_due() == 0
    assert Case.objects.get(pk=case.pk).due_on == before


def test_a_deadline_that_moved_moves_in_the_queue(case):
    nearest = Clock.objects.of(case).running().order_by("due_on")[0]
    Clock.objects.filter(pk=nearest.pk).update(due_on=case.received_on + timedelta(days=1))
    assert refresh_all_due() == 1
    assert Case.objects.get(pk=case.pk).due_on == case.received_on + timedelta(days=1)


def test_a_deadline_that_is_wrong_on_the_row_is_put_right(case):
    Case.objects.filter(pk=case.pk).update(due_on=date(2020, 1, 1))
    assert refresh_all_due() == 1
    assert Case.objects.get(pk=case.pk).due_on == case.due_on


def test_feedback_that_is_given_takes_its_deadline_away(desk, case, at):
    acknowledge_case(case, message="It arrived.", by=desk.staff, at=at)
    assert Clock.objects.of(case).running().filter(kind=kinds.FEEDBACK).exists()
    ask_reporter(case, body="We look into it.", is_feedback=True, by=desk.staff, at=at)
    assert not Clock.objects.of(case).running().filter(kind=kinds.FEEDBACK).exists()
