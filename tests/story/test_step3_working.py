"""Step 3: staff see it in their queue and work it; the reporter comes back with the key, reads and answers."""

import re

from playwright.sync_api import expect

from tests.processes import wait_until
from tests.story.acts import come_back, open_case


def rows(window):
    return window.page.get_by_role("table").get_by_role("row")


def test_the_queue_shows_the_case_sorts_and_filters(people, bribery):
    priya = people("priya-venkataraman")
    priya.go("/cases/")
    expect(rows(priya).filter(has_text=bribery.reference)).to_have_count(1)
    priya.follow("Received", within=priya.page.get_by_role("table"))
    expect(priya.page.get_by_role("columnheader", name="Received")).to_have_attribute("aria-sort", "ascending")
    priya.page.locator("summary", has_text="Filter").click()
    priya.page.get_by_role("textbox", name="Reference", exact=True).fill(bribery.reference.lower())
    priya.page.get_by_role("search").get_by_role("button", name="Filter").click()
    expect(rows(priya)).to_have_count(2)  # with the head of the table
    assert bribery.reference.lower() in priya.page.url.lower(), "the filtered list has an address"


def test_the_queue_turns_its_pages(people, portal):
    ethics = people("naledi-mokoena")
    ethics.go("/cases/?state=every")
    pages = ethics.page.get_by_role("navigation", name="Pages")
    if not pages.count():  # a company this small may fit on one page
        return
    first = rows(ethics).nth(1).inner_text()
    ethics.follow("Next", within=pages)
    assert rows(ethics).nth(1).inner_text() != first
    ethics.follow("Previous", within=ethics.page.get_by_role("navigation", name="Pages"))
    assert rows(ethics).nth(1).inner_text() == first


def test_the_reporter_reads_that_it_arrived(people, acknowledged):
    reporter = people.visitor()
    come_back(reporter, acknowledged.key)
    reporter.shows("Thank you for speaking up. Your report has arrived")


def test_the_triaged_case_says_where_it_stands_and_who_works_it(people, assigned):
    priya = people("priya-venkataraman")
    open_case(priya, assigned.reference)
    expect(priya.page.get_by_role("list", name="State of the case")).to_contain_text("Under investigation")
    expect(priya.panel("Who works it")).to_contain_text("Tobias Rieck")


def test_the_investigator_is_told_and_sees_this_case_only(people, assigned):
    tobias = people("tobias-rieck")
    tobias.go("/notices/")
    tobias.shows("A case has been assigned to you.")
    tobias.go("/cases/")
    expect(rows(tobias).filter(has_text=assigned.reference)).to_have_count(1)


def test_a_question_reaches_the_reporter_and_the_answer_the_office(people, assigned):
    tobias = people("tobias-rieck")
    open_case(tobias, assigned.reference)
    tobias.move("Write to the reporter")
    tobias.write("Message", "At which warehouse was the envelope handed over?")
    tobias.press("Write to the reporter")

    reporter = people.visitor()
    come_back(reporter, assigned.key.lower().replace("-", "  "))
    reporter.shows(re.compile("new messages? for you"))
    reporter.shows("At which warehouse was the envelope handed over?")
    reporter.write("Your message", "The one behind the station, on a Friday.")
    reporter.press("Send")
    reporter.shows("Your message was sent to the office.")

    open_case(tobias, assigned.reference)
    tobias.follow("Dialogue")
    tobias.shows("The one behind the station, on a Friday.")


def test_a_note_is_kept_for_colleagues_and_hidden_from_the_reporter(people, assigned):
    tobias = people("tobias-rieck")
    open_case(tobias, assigned.reference)
    tobias.move("Write a note")
    tobias.write("Note", "The warehouse belongs to the agent's brother.")
    tobias.press("Write a note")
    open_case(people("priya-venkataraman"), assigned.reference)
    people("priya-venkataraman").follow("Notes")
    people("priya-venkataraman").shows("The warehouse belongs to the agent's brother.")
    reporter = people.visitor()
    come_back(reporter, assigned.key)
    assert "brother" not in reporter.page.content()


def test_a_file_is_opened_deliberately_and_under_a_neutral_name(people, assigned):
    tobias = people("tobias-rieck")
    open_case(tobias, assigned.reference)
    assert "invoice" not in tobias.page.content(), "the name that the reporter gave stays sealed"
    tobias.follow("File 1.pdf")
    wait_until(lambda: _is_clean(tobias), 120, "the clock did not clean the file")
    tobias.look()
    with tobias.page.expect_download() as opened:
        tobias.button("Download the clean copy").click()
    assert opened.value.suggested_filename == "File 1.pdf"
    assert b"Informer" not in opened.value.path().read_bytes(), "whoever made it is not told"


def _is_clean(window) -> bool:
    window.page.reload()
    return window.button("Download the clean copy").count() > 0
