"""On a shared computer: whoever sits down next finds nothing of what was written or shown, by Back or elsewhere."""

from contextlib import suppress

import pytest
from playwright.sync_api import Error

from tests.story.acts import BRIBERY, Told, answer_all, read_key
from tests.story.window import Window

WORDS = "Only I can know of the zebra in the yard."
STORED = "() => [...Object.keys(localStorage), ...Object.keys(sessionStorage)]"


def pages_before(window: Window, most: int = 4) -> list[str]:
    """What Back shows, page by page. A page that came by a form is not there any more, and the browser says so."""
    found = []
    for _press in range(most):
        with suppress(Error):
            window.page.go_back()
        # A page that the browser had kept whole asks for itself anew when it is shown again.
        window.page.wait_for_load_state("networkidle")
        if not window.page.url.startswith("http"):
            continue
        found.append(window.page.content() + window.page.title())
        found += [field.input_value() for field in window.page.locator("textarea").all()]
    return found


def leave(window: Window) -> None:
    with window.page.expect_navigation(url="**/speak-up/left/"):
        window.page.get_by_role("link", name="Leave quickly").click()


def come_again(window: Window) -> None:
    """The page by which the browser says that there is nothing to go back to may still be on its way."""
    for _interrupted in range(5):
        with suppress(Error):
            window.page.goto("/speak-up/")
            break
    window.look()


@pytest.fixture
def shared(people) -> Window:
    return people.visitor()


def test_back_shows_nothing_of_a_story_that_was_left(shared):
    shared.go("/speak-up/report/")
    shared.choose(BRIBERY)
    shared.press("Continue")
    shared.choose("Yes", "Is one of them a public official?")
    shared.press("Continue")
    shared.write("In your own words", WORDS)
    leave(shared)
    found = pages_before(shared)
    assert found and not any("zebra" in page for page in found)


def test_back_shows_no_key_and_the_browser_keeps_one_cookie_that_ends_with_it(shared):
    shared.go("/speak-up/report/")
    answer_all(shared, Told(WORDS))
    shared.press("Send my report")
    key = read_key(shared)
    titles = {shared.page.title()}
    leave(shared)
    titles.add(shared.page.title())
    found = pages_before(shared)
    assert not any(key[:4] in page or "zebra" in page for page in found)
    assert titles <= {"Form", "Information"}
    [cookie] = shared.page.context.cookies()
    assert cookie["name"] == "form" and cookie["expires"] == -1
    come_again(shared)
    assert shared.path == "/speak-up/" and shared.page.evaluate(STORED) == []
