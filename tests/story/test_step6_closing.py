"""Step 6: the investigator records a finding on each allegation; somebody else closes the case."""

from playwright.sync_api import expect

from tests.story.acts import come_back, open_case


def test_each_allegation_carries_its_finding(people, in_review):
    priya = people("priya-venkataraman")
    open_case(priya, in_review.reference)
    findings = priya.panel("Allegations and findings")
    expect(findings.get_by_text("Substantiated", exact=True)).to_have_count(2)
    expect(findings.get_by_text("No finding yet")).to_have_count(0)


def test_the_investigator_is_not_offered_to_close_it(people, in_review):
    tobias = people("tobias-rieck")
    open_case(tobias, in_review.reference)
    assert "Close the case" not in tobias.moves()


def test_the_investigator_who_knows_the_address_is_told_why_not(people, in_review):
    tobias = people("tobias-rieck")
    assert tobias.status(f"/cases/{in_review.reference}/close/") in (200, 403, 404)
    assert tobias.page.get_by_role("button", name="Close the case").count() == 0


def test_somebody_else_closes_it_and_the_reporter_reads_the_last_word(people, closed):
    marcus = people("marcus-ellery")
    open_case(marcus, closed.reference)
    expect(marcus.panel("Facts")).to_contain_text("Marcus Ellery")
    expect(marcus.page.get_by_role("list", name="State of the case")).to_contain_text("Closed")
    reporter = people.visitor()
    come_back(reporter, closed.key)
    reporter.shows("the matter is now closed")


def test_the_history_tells_the_whole_life_of_the_case(people, closed):
    marcus = people("marcus-ellery")
    open_case(marcus, closed.reference)
    marcus.follow("History")
    for words in ("A report arrived", "Tobias Rieck", "Marcus Ellery"):
        marcus.shows(words)
