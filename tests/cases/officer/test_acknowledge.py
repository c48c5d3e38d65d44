"""Telling the reporter that the report arrived begins triage."""

from cases.models import Message
from cases.states.case import CaseState
from cases.states.report import Direction
from clocks import kinds
from clocks.models import Clock


def test_the_reporter_reads_it_and_triage_begins(send, case, now):
    answer = send("acknowledge", case, message="We have it.")
    assert answer.url == case.get_absolute_url()
    assert now(case).state == CaseState.TRIAGE
    message = Message.objects.get(report__case=case)
    assert (message.body, message.direction) == ("We have it.", Direction.TO_REPORTER)


def test_its_clock_stops_and_the_clock_for_feedback_runs(send, case):
    send("acknowledge", case, message="We have it.")
    clocks = {clock.kind: clock for clock in Clock.objects.of(case)}
    assert clocks[kinds.ACKNOWLEDGE].stopped_on is not None
    assert clocks[kinds.FEEDBACK].stopped_on is None


def test_a_ready_made_message_is_offered(at_desk, case):
    assert "Thank you for speaking up" in at_desk.get(f"{case.get_absolute_url()}acknowledge/").content.decode()


def test_an_empty_message_is_sent_back_with_a_sentence(send, case, now):
    answer = send("acknowledge", case, message="  ")
    assert "This field is required" in answer.content.decode()
    assert now(case).state == CaseState.NEW
