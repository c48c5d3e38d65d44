"""A second person closes a case, and the reporter reads the end of it."""

from cases.models import Message
from cases.states.case import CaseState
from clocks.models import Clock


def test_it_is_closed_and_the_reporter_is_told(send, desk, ethics_staff, now):
    case = desk.case_in("REVIEW")
    assert send("close", case, message="It is closed.").status_code == 302
    assert (now(case).state, now(case).closed_by) == (CaseState.CLOSED, ethics_staff)
    assert Message.objects.filter(report__case=case).latest("position").body == "It is closed."
    assert not Clock.objects.of(case).running().exists()


def test_its_investigator_is_told_that_it_is_for_somebody_else(send, desk, investigator, sign_in, now):
    case = desk.case_in("REVIEW")
    page = send("close", case, message="It is closed.", client=sign_in(investigator)).content.decode()
    assert "for somebody else" in page
    assert now(case).state == CaseState.REVIEW
