"""An investigation is complete when every allegation has its finding."""

from django.urls import reverse

from cases.states.case import CaseState


def test_a_second_person_decides_next(send, desk, investigator, sign_in, now):
    case = desk.case_in("INVESTIGATION")
    sent = send("submit_for_review", case, reason="All done.", client=sign_in(investigator))
    assert sent.status_code == 302
    assert (now(case).state, now(case).submitted_by) == (CaseState.REVIEW, investigator)


def test_a_missing_finding_is_named(send, desk, now):
    case = desk.case_in("INVESTIGATION")
    desk.allege(case)
    page = send("submit_for_review", case, reason="All done.").content.decode()
    assert "still has no finding" in page
    assert "All done." in page
    assert now(case).state == CaseState.INVESTIGATION


def test_the_page_leads_to_the_finding_that_is_missing(desk, sign_in, investigator):
    case = desk.case_in("INVESTIGATION")
    finding = reverse("cases:record_finding", args=[case.reference, desk.allege(case).pk])
    page = sign_in(investigator).get(reverse("cases:submit_for_review", args=[case.reference])).content.decode()
    assert finding in page


def test_without_an_allegation_there_is_nothing_to_review(send, desk, case, now):
    desk.triage(desk.acknowledge(case))
    assert "There is no allegation yet" in send("submit_for_review", case, reason="Done.").content.decode()
