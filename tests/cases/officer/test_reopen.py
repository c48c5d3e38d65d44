"""A closed case starts again with a reason, and a new deadline."""

from cases.states.case import CaseState
from clocks import kinds
from clocks.models import Clock


def test_it_is_under_investigation_again(send, desk, now):
    case = desk.case_in("CLOSED")
    assert send("reopen", case, reason="New papers.").status_code == 302
    assert (now(case).state, now(case).closed_by, now(case).outcome) == (CaseState.INVESTIGATION, None, "")
    assert Clock.objects.of(case).running().filter(kind=kinds.INVESTIGATION).exists()
