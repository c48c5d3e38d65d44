"""What every public page promises: in the company's own words where it has some, and never not at all."""

import html

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import translation

from accounts.moves import Refused
from code_of_ethics import standing_words
from code_of_ethics.actions import discard_promise, draft_promise, publish_promise
from code_of_ethics.models import PromiseText
from code_of_ethics.states import Promise

LIST = reverse("code_of_ethics:promises")
DRAFT = reverse("code_of_ethics:draft_promise", args=["PUBLIC_AUTHORITIES", "en"])
WORDS = "Go to **any** authority, whenever you like, and tell us or not."
PAGES = ("/speak-up/", "/speak-up/report/", "/speak-up/follow-up/", "/speak-up/contact/", "/disclosures/")
BUILT_IN = (
    "Nobody may punish, threaten or sideline you",
    "You may go to a public authority at any time",
    "False Claims Act",
)


def shown(page: str) -> str:
    return Client().get(page).content.decode()


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def drafted(by, at, text: str = WORDS, promise: str = Promise.PUBLIC_AUTHORITIES) -> PromiseText:
    return draft_promise(promise, language="en", text=text, by=by, at=at)


@pytest.mark.parametrize("page", PAGES)
def test_without_words_of_the_company_every_page_has_the_portals_own(page, db):
    for words in (*BUILT_IN, "SEC"):
        assert shown(page).count(words) == 1, words


def test_a_draft_is_shown_to_nobody_and_what_the_ccee_published_stands_everywhere(editor, officer, at):
    assert signed_in(editor).post(DRAFT, {"text": WORDS}).url == LIST
    draft = PromiseText.objects.get()
    assert "whenever you like" not in shown("/speak-up/")
    publish = reverse("code_of_ethics:publish_promise", args=[draft.pk])
    assert signed_in(officer).post(publish, {"receipt": "1" * 32}).url == LIST
    for page in PAGES:
        assert "Go to <strong>any</strong> authority, whenever you like" in shown(page)
        assert BUILT_IN[0] in shown(page) and BUILT_IN[1] not in shown(page)


def test_the_former_words_are_kept_and_another_language_gets_the_built_in_ones(editor, officer, at):
    publish_promise(drafted(editor, at), by=officer, at=at)
    publish_promise(drafted(editor, at, text="You may go to whichever authority you choose."), by=officer, at=at)
    page = signed_in(officer).get(LIST).content.decode()
    assert "whichever authority you choose" in page and "Earlier words" in page and "whenever you like" in page
    with translation.override("es"):
        built_in = str(standing_words.BUILT_IN[Promise.PUBLIC_AUTHORITIES])
    spanish = shown("/es/speak-up/")
    assert built_in != BUILT_IN[1] and html.escape(built_in) in spanish, "never the words of another language"
    assert "whichever authority" not in spanish


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "---",
        "<!-- nothing -->",
        "&nbsp;",
        "\u200b\u200b\u2060",
        "\u00a0",
        "[](https://example.org)",
        "**.**",
        "So.",
    ],
)
def test_the_right_to_go_to_authorities_can_not_be_reworded_away(text, editor, officer, at):
    answer = signed_in(editor).post(DRAFT, {"text": text})
    assert answer.status_code == 200 and not PromiseText.objects.exists()
    with pytest.raises(Refused):
        drafted(editor, at, text=text)
    assert BUILT_IN[1] in shown("/speak-up/")


def test_the_database_refuses_an_empty_promise_and_two_at_once(editor, officer, at):
    first, second = drafted(editor, at), drafted(editor, at)
    publish_promise(first, by=officer, at=at)
    for change in ({"text": ""}, {"text": "Tell us first."}):
        with pytest.raises(IntegrityError), transaction.atomic():
            PromiseText.objects.filter(pk=first.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        PromiseText.objects.filter(pk=second.pk).update(published_by=officer, published_at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        PromiseText.objects.create(
            promise="PUBLIC_AUTHORITIES", language="en", text="", proposed_by=editor, proposed_at=at
        )


def test_hostile_words_are_cleaned_like_the_codes(editor, officer, at):
    text = "You may go to any authority <script>alert(1)</script> [here](javascript:alert(1)) <b onclick=x>now</b>."
    publish_promise(drafted(editor, at, text=text), by=officer, at=at)
    page = shown("/speak-up/")
    assert "<script>alert" not in page and "javascript:" not in page.replace("(javascript:", "") and "<b " not in page
    assert "You may go to any authority" in page


def test_nobody_publishes_their_own_words(officer, at):
    own = drafted(officer, at)
    with pytest.raises(Refused):
        publish_promise(own, by=officer, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        PromiseText.objects.filter(pk=own.pk).update(published_by=officer, published_at=at)


def test_a_draft_that_was_turned_away_never_comes_back(editor, officer, at):
    draft = drafted(editor, at)
    discard_promise(draft, by=editor, at=at)
    with pytest.raises(Refused):
        publish_promise(draft, by=officer, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        PromiseText.objects.filter(pk=draft.pk).update(retired_by=None, retired_at=None)


def test_to_everybody_else_the_pages_do_not_exist(editor, officer, employee, counsel, administrator, at):
    draft = drafted(editor, at)
    moves = [reverse(f"code_of_ethics:{verb}_promise", args=[draft.pk]) for verb in ("publish", "discard")]
    for person in (employee, counsel, administrator):
        for address in (LIST, DRAFT, *moves):
            client = signed_in(person)
            assert client.get(address).status_code == client.post(address, {"text": WORDS}).status_code == 404
    signed_in(editor).post(moves[0], {"receipt": "2" * 32})
    assert PromiseText.objects.get().state == "PROPOSED", "an editor drafts, and publishes nothing"


def test_there_is_no_third_promise_and_no_unknown_language(editor, at):
    for promise, language in (("FREE_LUNCH", "en"), ("NO_RETALIATION", "xx")):
        address = reverse("code_of_ethics:draft_promise", args=[promise, language])
        assert signed_in(editor).get(address).status_code == 404
        with pytest.raises(Refused):
            draft_promise(promise, language=language, text=WORDS, by=editor, at=at)
