"""Step 4: whom it concerns, the other office, the administrator and a stranger find no trace of it; staff do."""

import pytest

from tests.story.acts import open_case

OUTSIDERS = {
    "the person named in it": "rafael-teixeira",
    "the other office": "naledi-mokoena",
    "the head of the other office": "samuel-okafor",
    "the administrator": "dmitri-zelenko",
    "a stranger": "emre-yildiz",
}
PARTS = (
    "", "dialogue/", "notes/", "access/", "history/", "triage/", "close/", "assign/", "ask-reporter/", "write-note/",
)  # fmt: skip
LISTS = ("/", "/cases/", "/cases/?state=every", "/notices/", "/my/reports/", "/waivers/", "/code/")


def addresses(reference: str) -> list[str]:
    return [f"/cases/{reference}/{part}" for part in PARTS]


@pytest.mark.parametrize("who", OUTSIDERS)
def test_every_address_of_the_case_is_no_page(people, assigned, who):
    window = people(OUTSIDERS[who])
    assert [window.status(address) for address in addresses(assigned.reference)] == [404] * len(PARTS)


@pytest.mark.parametrize("who", OUTSIDERS)
def test_no_list_and_no_count_shows_it(people, assigned, who):
    window = people(OUTSIDERS[who])
    for address in LISTS:
        window.status(address)
        assert assigned.reference not in window.page.content(), address


@pytest.mark.parametrize("who", OUTSIDERS)
def test_a_case_that_is_kept_away_looks_like_one_that_does_not_exist(people, assigned, who):
    window = people(OUTSIDERS[who])
    window.status(f"/cases/{assigned.reference}/")
    kept_away = window.words
    window.status("/cases/ZZZZ-ZZZZ/")
    assert window.words == kept_away


def test_whoever_is_signed_out_is_asked_to_sign_in_whether_it_exists_or_not(people, assigned):
    nobody = people.visitor()
    headings = []
    for reference in (assigned.reference, "ZZZZ-ZZZZ"):
        nobody.status(f"/cases/{reference}/")
        headings.append(nobody.heading)
    assert headings == ["Sign in", "Sign in"]


def test_the_head_of_an_office_finds_no_trace_of_a_report_on_them(people, about_the_cceo):
    samuel = people("samuel-okafor")
    assert samuel.status(f"/cases/{about_the_cceo.reference}/") == 404
    for address in LISTS:
        samuel.status(address)
        assert about_the_cceo.reference not in samuel.page.content(), address


@pytest.mark.parametrize("who", ["birgit-haldane", "samuel-okafor", "priya-venkataraman", "naledi-mokoena"])
def test_neither_office_finds_a_report_on_both_heads(people, about_both, who):
    window = people(who)
    assert window.status(f"/cases/{about_both.reference}/") == 404
    window.status("/cases/?state=every")
    assert about_both.reference not in window.page.content()


def test_staff_who_work_it_do_see_it_in_the_same_places(people, assigned):
    priya = people("priya-venkataraman")
    priya.status("/cases/")
    assert assigned.reference in priya.page.content()
    open_case(priya, assigned.reference)
    assert priya.status(f"/cases/{assigned.reference}/history/") == 200
