"""Ending a case without investigation is a proposal; a second person decides."""

import pytest

from accounts.models import Notice
from cases.states.case import CaseState, Outcome


@pytest.mark.parametrize("outcome", [Outcome.OUT_OF_SCOPE, Outcome.REFERRED])
def test_it_waits_for_a_second_person_who_is_told(outcome, send, desk, case, second_ethics_staff, now):
    desk.acknowledge(case)
    assert send("exit_triage", case, outcome=outcome, reason="A pay slip question.").status_code == 302
    assert (now(case).state, now(case).outcome) == (CaseState.REVIEW, outcome)
    assert Notice.objects.filter(recipient=second_ethics_staff, kind="case_to_review").exists()


def test_the_second_person_closes_it(send, desk, case, second_ethics_staff, sign_in, now):
    desk.acknowledge(case)
    send("exit_triage", case, outcome="OUT_OF_SCOPE", reason="A pay slip question.")
    assert send("close", case, message="It is for payroll.", client=sign_in(second_ethics_staff)).status_code == 302
    assert (now(case).state, now(case).outcome) == (CaseState.CLOSED, Outcome.OUT_OF_SCOPE)


@pytest.mark.parametrize("outcome", ["FINDINGS", "ANSWERED", "", "nonsense"])
def test_no_other_outcome_leaves_triage_this_way(outcome, send, desk, case, now):
    desk.acknowledge(case)
    assert send("exit_triage", case, outcome=outcome, reason="x").status_code == 200
    assert now(case).state == CaseState.TRIAGE
