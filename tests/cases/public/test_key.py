"""The access key: shown until it is kept, never afterwards, and taken for nothing that it is not."""

import pytest

from cases.access_keys import access_key_digest, holds_an_access_key
from cases.models import PendingForm, Report

pytestmark = [pytest.mark.once, pytest.mark.slow]


def test_the_last_group_in_any_case_finishes_the_form(visitor):
    key = visitor.report()
    visitor.send(last_group=f" {key[-4:].lower()} ")
    assert visitor.heading == "Thank you. It is with us now."
    assert key not in visitor.page and PendingForm.objects.get().spent


@pytest.mark.parametrize("typed", ["whole key", "ticked"])
def test_the_whole_key_or_the_readers_word_is_enough(visitor, typed):
    key = visitor.report()
    visitor.send(**({"last_group": key} if typed == "whole key" else {"kept": "on"}))
    assert PendingForm.objects.get().spent


def test_a_wrong_last_group_is_said_and_the_key_stays(visitor):
    key = visitor.report()
    visitor.send(last_group="0000" if not key.endswith("0000") else "1111")
    assert "These are not the last four characters of the key." in visitor.text
    assert visitor.key == key and not PendingForm.objects.get().spent


def test_nothing_shown_is_asked_for_again(visitor):
    key = visitor.report()
    visitor.send()
    assert "or tick that you have kept it" in visitor.text and visitor.key == key


def test_once_kept_no_page_shows_the_key_again(visitor):
    visitor.fill()
    last_page = visitor.page
    visitor.send("send")
    key_page, key = visitor.page, visitor.key
    visitor.send(kept="on")
    for page, go in ((last_page, "send"), (key_page, "download"), (key_page, "")):
        visitor.page = page
        visitor.send(go)
        assert visitor.heading == "Thank you. It is with us now." and key not in visitor.page
    assert Report.objects.count() == 1


def test_the_key_comes_as_a_small_text_file_that_says_little(visitor):
    key = visitor.report()
    visitor.send("download")
    answer = visitor.answer
    assert answer.headers["Content-Disposition"] == 'attachment; filename="note.txt"'
    assert answer.headers["Content-Type"].startswith("text/plain")
    assert answer.headers["Cache-Control"] == "no-store"
    assert key in visitor.page
    assert not any(word in visitor.page.lower() for word in ("report", "ethics", "speak", "http", "company"))


def test_the_key_can_be_read_out(visitor):
    key = visitor.report()
    group = key[:4]
    assert "Read it out, letter by letter" in visitor.text
    letters = [letter for letter in group if letter.isalpha()]
    for letter in letters:
        assert any(word.startswith(letter) for word in visitor.text.split(group, 2)[2].split()[:6])


def test_only_a_keyed_digest_of_the_key_is_stored(visitor):
    key = visitor.report()
    assert Report.objects.get().access_key_digest == access_key_digest(key)


def test_the_key_has_no_page_of_its_own(visitor):
    answer = visitor.client.get("/speak-up/key/")
    assert answer.status_code == 302 and answer.headers["Location"] == "/speak-up/"


def test_the_key_page_of_another_purpose_does_not_open(visitor):
    visitor.fill(until="story")
    visitor.send(path="/speak-up/key/", go="download")
    assert visitor.answer.status_code == 400


@pytest.mark.parametrize(
    "text",
    [
        "in May 2024 they paid 5000 to an agent in the port",
        "IN MARCH 2024 THEY PAID 50000 TO",
        "Invoice 4711 from 12.03.2026 over EUR 1234.56 and 2026-1234-5678",
        "call me on 0044 20 7946 0958 before noon",
        "word " * 200,
        "",
    ],
)
def test_a_sentence_with_figures_is_not_taken_for_a_key(text):
    assert not holds_an_access_key(text)


@pytest.mark.parametrize("shape", ["{0}", "my key: {0}.", "{1}", "{2} ok", "({0})", "see\n{1}\nabove"], ids=str)
def test_a_key_in_any_spelling_is_recognised_in_a_text(visitor, shape):
    key = visitor.report()
    assert holds_an_access_key(shape.format(key, key.replace("-", " ").lower(), key.replace("-", "")))
