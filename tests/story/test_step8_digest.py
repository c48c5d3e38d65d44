"""Step 8: the clock has drafted the period's digest; each head signs for their queue, the General Auditor the whole; a
member of the committee reads it."""

from datetime import date

import pytest
from playwright.sync_api import expect

from reporting.periods import last_ended
from tests.story.acts import prove_again


@pytest.fixture(scope="module")
def period() -> str:
    """The name of the last quarter that has ended."""
    return last_ended(date.today(), 3).name


@pytest.fixture(scope="module")
def signed(everybody, period) -> str:
    """The General Auditor drafts it anew and comments on it. Both heads sign for their queues, then the General Auditor
    signs the whole; each with the password once more."""
    birgit = everybody("birgit-haldane")
    open_draft(birgit, period)
    birgit.move("Draft again with today's figures")
    birgit.press("Draft again with today's figures")
    birgit.move("Write the commentary")
    birgit.write("Summary", "A quarter with one heavy matter.")
    birgit.press("Keep the commentary")
    birgit.shows("A quarter with one heavy matter.")
    samuel = everybody("samuel-okafor")
    samuel.go("/digests/parts/")
    samuel.follow(period, within=samuel.page.get_by_role("row").filter(has_text="Awaited"))
    sign_for_queue(samuel)
    birgit.follow("Read and sign for this queue")
    sign_for_queue(birgit)
    open_draft(birgit, period)
    birgit.move("Sign")
    prove_again(birgit)
    birgit.press("Sign")
    return period


def sign_for_queue(head) -> None:
    """What one signs for stands above the signature."""
    head.move("Sign for this queue")
    prove_again(head)
    head.shows("Material matters")
    head.press("Sign for this queue")
    head.shows("Signed for this queue.")


def open_draft(birgit, period: str) -> None:
    birgit.go("/digests/")
    row = birgit.page.get_by_role("row").filter(has_text=period).filter(has_text="Draft")
    birgit.follow(period, within=row)


def test_the_last_ended_period_has_a_draft_by_the_clock(people, period):
    birgit = people("birgit-haldane")
    open_draft(birgit, period)
    assert birgit.heading == period
    birgit.shows("Draft")


def test_a_member_of_the_committee_reads_no_draft(people, period):
    hiroshi = people("hiroshi-tanabe")
    hiroshi.go("/digests/")
    expect(hiroshi.page.get_by_role("row").filter(has_text="Draft")).to_have_count(0)


def test_the_general_auditor_signs_it(people, signed):
    birgit = people("birgit-haldane")
    birgit.shows("Signed. The committee has been told.")


def test_a_member_is_told_and_reads_it(people, signed):
    hiroshi = people("hiroshi-tanabe")
    hiroshi.go("/notices/")
    hiroshi.shows("A digest for the Audit Committee is signed and ready.")
    hiroshi.go("/digests/")
    row = hiroshi.page.get_by_role("row").filter(has_text=signed).first
    expect(row).to_contain_text("Not read")
    hiroshi.follow(signed, within=row)
    hiroshi.shows("A quarter with one heavy matter.")
    hiroshi.shows("Birgit Haldane")
    hiroshi.go("/digests/")
    expect(hiroshi.page.get_by_role("row").filter(has_text=signed).first).not_to_contain_text("Not read")


def test_nothing_can_be_changed_after_the_signature(people, signed):
    birgit = people("birgit-haldane")
    birgit.go("/digests/")
    birgit.follow(signed, within=birgit.page.get_by_role("row").filter(has_text="Birgit Haldane").first)
    assert birgit.moves() == ["Correct it in a new version"], "and that leaves what is signed as it is"


def test_members_read_who_signed_for_which_queue(people, signed):
    hiroshi = people("hiroshi-tanabe")
    hiroshi.go("/digests/")
    hiroshi.follow(signed, within=hiroshi.page.get_by_role("row").filter(has_text=signed).first)
    hiroshi.shows("For the queues")
    hiroshi.shows("Samuel Okafor")


@pytest.mark.parametrize("who", ["samuel-okafor", "dmitri-zelenko", "emre-yildiz", "priya-venkataraman"])
def test_nobody_else_finds_the_digests(people, signed, who):
    assert people(who).status("/digests/") == 404
