"""A form that was opened before the case moved on: a clear sentence, and what was typed is kept."""

import re

from django.urls import reverse

from cases.actions import close_case
from cases.states.case import CaseState


def test_the_sentence_and_the_words_stand_on_the_page(send, desk, case, now):
    desk.acknowledge(case)
    page = send("acknowledge", case, message="A second hello.").content.decode()
    assert "This has moved on since you opened the page" in page
    assert "A second hello." in page
    assert now(case).state == CaseState.TRIAGE


def test_a_long_form_comes_back_whole(send, desk, ethics_officer, case, now):
    desk.triage(desk.acknowledge(case))
    page = send(
        "triage", case, topic=case.topic_id, summary="My own words", severity="4", retaliation_risk="HIGH"
    ).content.decode()
    assert "This has moved on" in page
    assert "My own words" in page
    assert re.search(r'value="4"[^>]*checked', page)


def test_a_closed_case_takes_no_more_findings(send, desk, ethics_officer, at):
    case = desk.case_in("REVIEW")
    allegation = case.allegations.get()
    close_case(case, message="Closed.", by=ethics_officer, at=at)
    page = send("record_finding", case, allegation, finding="REFERRED", reasons="Late thoughts").content.decode()
    assert "This has moved on" in page
    assert "Late thoughts" in page


def test_opening_a_page_whose_time_has_passed_says_so_and_offers_no_form(at_desk, desk, case):
    desk.acknowledge(case)
    page = at_desk.get(reverse("cases:acknowledge", args=[case.reference])).content.decode()
    assert "This has moved on" in page
    assert 'name="message"' not in page
