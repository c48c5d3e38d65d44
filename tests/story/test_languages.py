"""Every public page in Arabic, from the right to the left, and in German, whose words are long, past axe."""

import re

import pytest

from tests.story.window import Window

PAGES = (
    "speak-up/",
    "speak-up/anonymity/",
    "speak-up/contact/",
    "speak-up/question/",
    "code-of-ethics/",
    "disclosures/",
    "speak-up/left/",
)
STORY = "The same invoices are paid twice, and the second payment goes to a firm that nobody knows."
ANSWERS = {"danger": "NO", "mode": "ANONYMOUS"}
# The pages of a report, its review and the key; one more and somebody goes round in circles.
MOST_PAGES = 12
KEY = re.compile(r"\b[0-9A-HJKMNP-TV-Z]{4}\b")
RADIOS = "() => [...new Set([...document.querySelectorAll('main input[type=radio]')].map(one => one.name))]"


def answer(window: Window) -> None:
    """Whatever the page asks, found by its fields: the words are another language's."""
    page = window.page
    for story in page.locator("textarea[name=narrative]").all():
        story.fill(STORY)
    for none_of_these in page.locator("input[name=concerns][value=NONE]").all():
        none_of_these.check()
    for fold in page.locator("details.choice-group > summary").all()[:1]:
        fold.click()
    for name in page.evaluate(RADIOS):
        value = f"[value={ANSWERS[name]}]" if name in ANSWERS else ""
        page.locator(f"input[name='{name}']{value}").nth(int(name == "topic")).check()


def press_on(window: Window) -> None:
    """The main button of the page."""
    with window.page.expect_navigation(wait_until="load"):
        window.page.locator("main form .btn-primary").last.click()
    window.look()


def report(window: Window, language: str) -> str:
    """The whole way through the form; returns the access key."""
    window.go(f"/{language}/speak-up/report/")
    for _page in range(MOST_PAGES):
        if window.page.locator("input[name=kept]").count():
            return "-".join(KEY.findall(window.page.locator("main").inner_text())[:6])
        answer(window)
        press_on(window)
    raise AssertionError("the form does not come to its end")


def come_back(window: Window, language: str, key: str) -> None:
    window.go(f"/{language}/speak-up/follow-up/")
    window.page.locator("input[name=access_key]").press_sequentially(key, delay=2_200 / len(key))
    press_on(window)


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("de", "ltr")])
def test_every_public_page_stands_in_another_language(people, language, direction):
    visitor = people.visitor()
    for address in PAGES:
        assert visitor.go(f"/{language}/{address}").status == 200
        assert visitor.page.locator("html").get_attribute("dir") == direction
    assert visitor.go(f"/{language}/speak-up/nothing-here/").status == 404
    key = report(visitor, language)
    visitor.page.locator("input[name=kept]").check()
    press_on(visitor)
    come_back(visitor, language, key[:-4] + "0000")
    come_back(visitor, language, key)
    for step in ("identify", "withdraw"):
        with visitor.page.expect_navigation(wait_until="load"):
            visitor.page.locator(f"main button[name=go][value={step}]").first.click()
        visitor.look()
        come_back(visitor, language, key)
    looked_at = {kind for kind in people.looks.seen if kind.startswith(f"/{language}/")}
    assert len(looked_at) > 18, "each of them was looked at"
