"""Step 1: an employee without an account reports anonymously, with files; another signs in and reports by name."""

import pytest
from playwright.sync_api import expect

from tests.story.acts import Told, come_back, report_anonymously


@pytest.fixture(scope="module")
def back(everybody, bribery):
    """The reporter, back with the key."""
    reporter = everybody.visitor(kept=True)
    come_back(reporter, bribery.key)
    return reporter


def test_an_anonymous_report_ends_with_an_access_key(bribery):
    assert len(bribery.key.replace("-", "")) == 24
    assert bribery.key.count("-") == 5, "six groups"


def test_the_key_shows_the_reporter_the_report_and_its_two_files(people, back):
    assert back.heading == "Where it stands"
    files = back.panel("How far it is").get_by_role("listitem").filter(has_text="File")
    expect(files).to_have_count(2)
    back.shows("File 1.pdf")
    back.shows("File 2.txt")


def test_the_key_is_in_no_address_and_on_no_later_page(back, bribery):
    group = bribery.key.split("-")[2]
    assert group not in back.page.url and group not in back.page.content()


def test_the_public_pages_know_of_no_session(back):
    assert [cookie["name"] for cookie in back.page.context.cookies() if "session" in cookie["name"]] == []


def test_a_report_by_name_is_followed_in_ones_own_pages(people, about_the_cceo):
    shirin = people("shirin-farahani")
    shirin.go("/my/reports/")
    shirin.follow("Bribery and improper payments")
    shirin.shows("with your name")
    shirin.shows("Received")


def test_without_javascript_a_report_can_be_sent_and_followed(people):
    plain = people.visitor(java_script_enabled=False)
    key = report_anonymously(plain, Told("The forklift has no brakes. It is said at every shift."))
    come_back(plain, key)
    assert plain.heading == "Where it stands"
