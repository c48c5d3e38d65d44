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
# The thing itself, or the card around it that shows the focus in its place.
IS_OUTLINED = """() => {
    const has_outline = (at) => {
        const style = getComputedStyle(at)
        return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
    }
    const at = document.activeElement
    const around = [at, at.parentElement, at.parentElement?.parentElement].filter(Boolean)
    return around.some(has_outline) || getComputedStyle(at).boxShadow !== 'none'
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


def choose_with_keys(page: Page, words: str) -> None:
    """Tab into the group of choices, then with the arrow keys to the one with these words."""
    for _press in range(MOST_TABS):
        if re.search(words, page.evaluate(FOCUSED)):
            page.keyboard.press("Space")
            return
        is_choice = page.evaluate("() => document.activeElement.type === 'radio'")
        page.keyboard.press("ArrowDown" if is_choice and not _is_chosen_group(page) else "Tab")
    raise AssertionError(f"no key leads to “{words}”")


def _is_chosen_group(page: Page) -> bool:
    """A group whose answer was chosen before, such as “I would rather not say”: it is passed over."""
    return bool(page.evaluate("() => document.activeElement.defaultChecked"))


def go_on(page: Page, words: str) -> None:
    tab_to(page, words)
    press_enter(page)


def test_a_report_is_sent_without_a_mouse(people):
    window = people.visitor()
    page = window.page
    window.go("/speak-up/")
    go_on(page, "Report something")
    tab_to(page, "^Money, bribes and the accounts")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    choose_with_keys(page, "^Someone offered, gave")
    go_on(page, "^Continue")
    choose_with_keys(page, "^Yes")
    go_on(page, "^Continue")
    tab_to(page, "^In your own words")
    page.keyboard.type("An inspector was given an envelope.")
    go_on(page, "^Continue")
    choose_with_keys(page, "^None of these")
    go_on(page, "^Continue")
    go_on(page, "^Continue")
    choose_with_keys(page, "^No$")
    go_on(page, "^Continue")
    go_on(page, "^Continue")
    choose_with_keys(page, "^Stay anonymous")
    go_on(page, "^Continue")
    assert window.heading == "Look it over, then send"
    go_on(page, "^Send my report")
    choose_with_keys(page, "^Or without writing")
    go_on(page, "^Finish")
    assert window.heading.startswith("Thank you.")


def test_a_call_is_recorded_without_a_mouse(people):
    """The operator writes while somebody speaks: the story has the focus at once, and all is on one page."""
    window = people("beatriz-salgueiro")
    page = window.page
    window.go("/help-line/")
    go_on(page, "^A phone call")
    assert page.evaluate("() => document.activeElement.name") == "narrative"
    page.keyboard.type("I saw him take the keys.")
    tab_to(page, "^Choose what comes closest")
    page.keyboard.type("Something else")
    choose_with_keys(page, "^None of these")
