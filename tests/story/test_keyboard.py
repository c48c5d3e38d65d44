"""Without a mouse: signing in, finding a case and opening it, with Tab, Enter and the arrow keys alone."""

import re

from playwright.sync_api import Page

from ethics_portal.demo_company.loading.people import DEMO_PASSWORD
from ethics_portal.demo_company.people import BY_KEY

MOST_TABS = 60
FOCUSED = """() => {
    const at = document.activeElement
    return at.innerText || at.labels?.[0]?.innerText || at.name || ''
}"""
IS_OUTLINED = """() => {
    const style = getComputedStyle(document.activeElement)
    return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none'
}"""


def tab_to(page: Page, words: str) -> None:
    """Press Tab until something with these words has the focus, and see that it shows it."""
    for _press in range(MOST_TABS):
        page.keyboard.press("Tab")
        if re.search(words, page.evaluate(FOCUSED)):
            assert page.evaluate(IS_OUTLINED), f"nobody sees that “{words}” has the focus"
            return
    raise AssertionError(f"{MOST_TABS} presses of Tab do not lead to “{words}”")


def press_enter(page: Page) -> None:
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press("Enter")


def test_signing_in_and_opening_a_case_without_a_mouse(people, about_the_cceo):
    window = people.visitor()
    page = window.page
    window.go("/account/login/")
    tab_to(page, "^E-mail")
    page.keyboard.type(BY_KEY["marcus-ellery"].email)
    tab_to(page, "^Password")
    page.keyboard.type(DEMO_PASSWORD)
    press_enter(page)
    tab_to(page, "^Cases$")
    press_enter(page)
    tab_to(page, about_the_cceo.reference)
    press_enter(page)
    assert about_the_cceo.reference in window.words
    tab_to(page, "^More")
    page.keyboard.press("Enter")
    tab_to(page, "I have a conflict of interest")
    page.keyboard.press("Escape")
    assert re.search("^More", page.evaluate(FOCUSED)), "Escape closes the menu and goes back to its button"


def test_the_first_stop_skips_to_the_content(people):
    page = people("marcus-ellery").page
    page.goto("/cases/")
    page.keyboard.press("Tab")
    assert page.evaluate(FOCUSED) == "Skip to the content"
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "content"


def test_three_presses_of_escape_leave_the_public_pages(people):
    reporter = people.visitor()
    reporter.go("/speak-up/report/")
    with reporter.page.expect_navigation(url="**/speak-up/left/"):
        for _press in range(3):
            reporter.page.keyboard.press("Escape")
    reporter.shows("There is nothing to read here.")
