"""The work that a browser does while a great deal is being sent: the numbers that the Portal asks for."""

from cases.passes import Pass, Toll
from cases.views.public.page import work_field
from tests.conftest import NOW
from tests.processes import ROOT

FORM = """<form>%s<p data-without-work>Wait.</p><p data-with-work hidden>Busy.</p>
<button name="go" value="back">Back</button><button name="go" value="open">Open</button></form>"""
SENT = """document.addEventListener("submit", event => {
    event.preventDefault();
    (window.sent = window.sent || []).push([event.submitter.value, event.target.work.value]) })"""


def test_the_browser_finds_the_numbers_and_sends_what_was_pressed_meanwhile(chromium):
    held = Pass.issue("a form", Toll(16, 20), at=NOW)
    page = chromium.new_page()
    page.set_content(FORM % work_field(held))
    page.add_script_tag(path=str(ROOT / "static" / "work.js"))
    page.evaluate(SENT)
    page.evaluate("document.querySelector('[value=back]').click()")
    page.evaluate("document.querySelector('[value=open]').click()")
    page.wait_for_function("() => window.sent && window.sent.length === 2")
    (first, _none), (pressed, work) = page.evaluate("() => window.sent")
    assert (first, pressed) == ("back", "open"), "back needs no work"
    assert held.is_solved(work)
    assert page.get_by_text("Wait.").is_hidden()
    page.close()
