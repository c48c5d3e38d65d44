"""Pages of a list: each row once, forth and back, while rows come and go."""

import pytest
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Person
from accounts.paging import keyset_page
from tests.standing import standing

COLUMNS = {"name": "family_name", "country": "country"}


@standing
def crowd() -> None:
    Person.objects.bulk_create(
        Person(given_name=f"G{number}", family_name=f"F{number % 5}", country="US") for number in range(23)
    )


def page_at(address: str, size: int = 5):
    return keyset_page(
        Person.objects.all(), RequestFactory().get(f"/{address}"), columns=COLUMNS, sort="name", size=size
    )


def walk(address: str, *, backwards: bool = False) -> list[list]:
    pages = []
    while True:
        page = page_at(address)
        pages.append([row.pk for row in page.rows])
        address = page.previous_url if backwards else page.next_url
        if not address:
            return pages


@pytest.mark.parametrize("sort", ["name", "-name", "country", "-country"])
def test_every_row_comes_once_and_the_way_back_is_the_way_there(sort, crowd):
    pages = walk(f"?sort={sort}")
    seen = [pk for rows in pages for pk in rows]
    assert len(seen) == len(set(seen)) == 23
    last = page_at(f"?sort={sort}")
    while last.next_url:
        last = page_at(last.next_url)
    assert walk(last.previous_url, backwards=True) == list(reversed(pages[:-1]))


def test_the_first_and_the_last_page_know_it(crowd):
    first = page_at("")
    assert (first.previous_url, bool(first.next_url)) == ("", True)
    assert len(walk("")[-1]) == 3


def test_a_row_that_comes_before_moves_nothing(crowd):
    second = page_at("").next_url
    before = [row.pk for row in page_at(second).rows]
    Person.objects.create(given_name="A", family_name="A", country="US")
    assert [row.pk for row in page_at(second).rows] == before


def test_a_row_that_went_leaves_the_rest_in_place(crowd):
    first = page_at("")
    before = [row.pk for row in page_at(first.next_url).rows]
    Person.objects.filter(pk=first.rows[-1].pk).delete()
    assert [row.pk for row in page_at(first.next_url).rows] == before


def test_filters_stay_in_the_links(crowd):
    page = page_at("?words=x&sort=-name")
    assert "words=x" in page.next_url
    assert "sort=-name" in page.next_url
    assert "words=x" in page.sort_links["country"].url


def test_a_heading_says_how_the_list_is_sorted_and_turns_it(crowd):
    assert page_at("?sort=name").sort_links["name"].direction == "ascending"
    assert page_at("?sort=name").sort_links["name"].url == "?sort=-name"
    assert page_at("?sort=-name").sort_links["name"].direction == "descending"
    assert page_at("?sort=-name").sort_links["country"].direction == ""


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cursor=st.text(max_size=80), sort=st.text(max_size=20), way=st.sampled_from(["after", "before"]))
def test_nothing_typed_into_the_address_breaks_it(crowd, cursor, sort, way):
    request = RequestFactory().get("/", {way: cursor, "sort": sort})
    assert keyset_page(Person.objects.all(), request, columns=COLUMNS, sort="name").rows is not None
