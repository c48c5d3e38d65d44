"""What every speak-up page is: neutral, forgetful, and open to everybody."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.once

PAGES = ["", "anonymity/", "contact/", "left/", "report/", "question/", "follow-up/"]
TELLING_WORDS = re.compile(r"report|speak|ethic|whistle|anonym|complain|concern|key", re.I)


@pytest.fixture(params=PAGES)
def page(request, visitor):
    visitor.open(f"/speak-up/{request.param}")
    return visitor


def test_it_opens_without_an_account_and_is_kept_by_nobody(page):
    assert page.answer.status_code == 200
    assert page.answer.headers["Cache-Control"] == "no-store"
    assert page.answer.headers["Referrer-Policy"] == "same-origin"
    assert "noindex" in page.answer.headers["X-Robots-Tag"]


def test_its_title_says_nothing(page):
    title = re.search(r"<title>(.*?)</title>", page.page, re.S)[1]
    assert not TELLING_WORDS.search(title), title


def test_it_loads_nothing_from_elsewhere_and_runs_nothing_inline(page):
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page.page)
    assert not re.search(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=", page.page)


def test_its_forms_are_posts_without_anything_in_the_address(page):
    for form in re.findall(r"<form[^>]*>", page.page):
        assert 'method="post"' in form and "?" not in form
    assert not re.search(r'href="[^"]*\?', page.page)


def test_no_browser_remembers_what_is_typed(visitor):
    for at_page in ("topic", "story", "people", "circumstances", "knowledge", "files", "about_you"):
        visitor.fill(until=at_page)
        for control in re.findall(r'<(?:textarea|input type="text")[^>]*>', visitor.page):
            assert 'autocomplete="off"' in control and 'spellcheck="false"' in control, control


def test_every_page_but_the_last_has_the_way_out(visitor):
    visitor.fill()
    assert 'href="/speak-up/left/"' in visitor.page
    assert "data-leave" not in visitor.open("/speak-up/left/")


def test_the_way_out_empties_the_browsers_memory_and_says_nothing(visitor):
    visitor.open("/speak-up/left/")
    assert visitor.answer.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert not re.search(r"report|speak|ethics|punished", visitor.text, re.I), visitor.text


def test_the_first_page_promises_and_names_the_authorities(visitor):
    visitor.open("/speak-up/")
    for words in ("Report something", "Ask a question", "Follow up", "Nobody may punish", "public authority", "SEC"):
        assert words in visitor.text
    assert "public authorit" in visitor.text.lower()


def test_the_page_on_anonymity_says_what_we_cannot_protect_from(visitor):
    visitor.open("/speak-up/anonymity/")
    for words in (
        "watches your device",
        "company’s network",
        "runs this server",
        "Your own words",
        "share a host name",
    ):
        assert words in visitor.text


def test_with_a_host_of_its_own_the_page_says_nothing_of_sharing(visitor, settings):
    settings.PUBLIC_HOST = "speak.example.org"
    settings.ALLOWED_HOSTS = ["speak.example.org", "testserver"]
    page = Client(headers={"host": "speak.example.org"}).get("/speak-up/anonymity/").content.decode()
    assert "share a host name" not in page and "watches your device" in page


def test_the_first_pages_ask_the_database_once_a_minute(visitor, settings, django_assert_num_queries):
    settings.STANDING_WORDS_SECONDS = 60
    visitor.open("/speak-up/")
    with django_assert_num_queries(0):
        visitor.open("/speak-up/")
        visitor.open("/speak-up/anonymity/")
        visitor.open("/speak-up/left/")


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_ways_of_asking_are_refused(visitor, method):
    assert getattr(Client(), method)("/speak-up/report/").status_code == 405
