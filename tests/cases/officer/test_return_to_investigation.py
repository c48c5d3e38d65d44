"""A second person who misses something sends the case back, and says what."""

from accounts.models import Notice
from cases.states.case import CaseState


def test_it_goes_back_to_its_investigator(send, desk, investigator, now):
    case = desk.case_in("REVIEW")
    assert send("return_to_investigation", case, reason="Hear the buyer again.").status_code == 302
    assert (now(case).state, now(case).closing_reason) == (CaseState.INVESTIGATION, "Hear the buyer again.")
    assert Notice.objects.filter(recipient=investigator, kind="case_sent_back").exists()
