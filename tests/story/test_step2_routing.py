"""Step 2: each report becomes a case in the right queue, and the case shows the rule that fired."""

import re

from playwright.sync_api import expect


def why(window, reference) -> str:
    window.go(f"/cases/{reference}/")
    return window.panel("Why it is here").inner_text()


def test_a_rule_that_is_a_row_sends_bribery_in_brazil_to_the_general_auditor(people, bribery):
    said = why(people("priya-venkataraman"), bribery.reference)
    assert "Bribery in Brazil" in said and re.search(r"Routing rule number \d+", said)


def test_a_report_that_names_the_cceo_goes_to_the_general_auditor(people, about_the_cceo):
    said = why(people("priya-venkataraman"), about_the_cceo.reference)
    assert "It concerns the head of the other office (Compliance & Ethics)." in said


def test_a_report_that_names_both_heads_goes_to_the_chair_of_the_committee(people, about_both):
    said = why(people("ruth-abernethy"), about_both.reference)
    assert "It concerns both ethics offices." in said


def test_anything_else_goes_to_the_ethics_office(people, harassment):
    said = why(people("naledi-mokoena"), harassment.reference)
    assert "Everything else" in said


def test_whom_the_report_names_is_a_possible_match_from_the_first_second(people, about_the_cceo):
    priya = people("priya-venkataraman")
    priya.go(f"/cases/{about_the_cceo.reference}/")
    parties = priya.panel("People and others named")
    expect(parties.get_by_text("Samuel Okafor", exact=True).first).to_be_visible()
    expect(parties.get_by_text("Possible match")).to_be_visible()
