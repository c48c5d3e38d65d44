"""A draft is kept on the reporter's own device if they say so: it survives a crash, and goes whenever they leave."""

import re

import pytest
from playwright.sync_api import expect

from tests.story import acts
from tests.story.acts import Told
from tests.story.window import Window

KEEP = re.compile("^Keep what I write on this device")
SECRET = "The blue ledger lies behind the boiler."
OFFERED = "You began a report on this device"


def kept(window: Window) -> str:
    """Everything that the device keeps for these pages."""
    return window.page.evaluate("() => JSON.stringify(window.localStorage)")


def begin(window: Window) -> None:
    """As far as the story, which is typed and not sent on."""
    window.go("/speak-up/report/")
    window.choose(acts.BRIBERY)
    window.press("Continue")
    window.choose("Yes", "Is one of them a public official?")
    window.press("Continue")
    window.write("In your own words", SECRET)


def keep(window: Window) -> None:
    window.field(KEEP).check()
    window.page.wait_for_function("() => (window.localStorage.getItem('draft') || '').includes('\"page\":\"story\"')")


@pytest.fixture
def crashed(people) -> Window:
    """A new window of the same browser, after the one with the draft died while something was being typed."""
    window = people.visitor()
    begin(window)
    keep(window)
    first = kept(window)
    window.field("In your own words").press_sequentially(" And a second one.")
    window.page.wait_for_function("before => JSON.stringify(window.localStorage) !== before", arg=first)
    after = Window(window.page.context.new_page(), window.looks)
    window.page.close()
    return after


def test_nothing_is_kept_unless_the_reporter_says_so(people):
    window = people.visitor()
    begin(window)
    expect(window.field(KEEP)).not_to_be_checked()
    window.press("Continue")
    assert kept(window) == "{}"


def test_after_a_crash_the_draft_is_offered_and_filled_in(crashed):
    crashed.go("/speak-up/")
    crashed.shows(OFFERED)
    crashed.press("Go on")
    expect(crashed.field("In your own words")).to_have_value(SECRET + " And a second one.")
    assert crashed.path == "/speak-up/report/"
    crashed.press("Back")
    expect(crashed.page.get_by_label("Yes").first).to_be_checked()
    expect(crashed.field(KEEP)).to_be_checked()


def test_what_lies_on_the_device_cannot_be_read_there(crashed):
    crashed.go("/speak-up/")
    found = kept(crashed)
    assert "ciphertext" not in found and '\\"words\\":' in found, "the control: something was kept"
    assert "ledger" not in found and SECRET.encode().hex() not in found


def test_deleted_it_is_gone_and_a_new_form_is_empty(crashed):
    crashed.go("/speak-up/report/")
    crashed.button("Delete it").click()
    assert kept(crashed) == "{}"
    crashed.go("/speak-up/")
    expect(crashed.page.get_by_text(OFFERED)).to_be_hidden()


def test_a_draft_that_is_too_old_is_removed_unread(crashed):
    crashed.go("/speak-up/")
    crashed.page.evaluate(
        "() => { var draft = JSON.parse(localStorage.getItem('draft')); draft.until = Date.now() - 1;"
        " localStorage.setItem('draft', JSON.stringify(draft)); }"
    )
    crashed.go("/speak-up/")
    expect(crashed.page.get_by_text(OFFERED)).to_be_hidden()
    assert kept(crashed) == "{}"


def test_the_empty_page_wipes_it_too_whatever_script_ran(crashed):
    crashed.go("/speak-up/left/")
    assert kept(crashed) == "{}"


def test_sending_wipes_it(people):
    window = people.visitor()
    begin(window)
    keep(window)
    acts.answer_until(window, Told(SECRET), "Look it over, then send")
    assert kept(window) != "{}"
    window.press("Send my report")
    assert window.heading == "It has arrived. Please keep this key."
    assert kept(window) == "{}"


@pytest.mark.parametrize("way", ["link", "escape"])
def test_leaving_wipes_it_at_once(way, people):
    window = people.visitor()
    begin(window)
    keep(window)
    # The answer that empties the storage by itself never comes: the page has to do it.
    window.page.route("**/speak-up/left/", lambda route: route.abort())
    if way == "link":
        window.page.get_by_role("link", name="Leave quickly").click()
    else:
        for _press in range(3):
            window.page.keyboard.press("Escape")
    window.page.unroute("**/speak-up/left/")
    window.go("/speak-up/anonymity/")
    assert kept(window) == "{}"


def test_without_javascript_nothing_of_it_is_shown(people):
    plain = people.visitor(java_script_enabled=False)
    plain.go("/speak-up/report/")
    expect(plain.field(KEEP)).to_be_hidden()
    expect(plain.page.get_by_text(OFFERED)).to_be_hidden()
