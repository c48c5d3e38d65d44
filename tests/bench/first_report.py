"""How long somebody takes who files a report for the first time, on a phone: `python -m tests.bench.first_report URL`.

A Chromium with a phone's screen goes the whole way of an anonymous report, from the first page to the key that is kept,
on a Portal that runs at URL (`make demo`). On every page the words of its main part, the screens to scroll and what has
to be tapped and typed are counted; how long the server took is measured. What that costs a person comes from others'
measurements:

reading   238 words a minute (Brysbaert 2019: silent reading of English, 190 studies)
scanning  28 of 100 words of a page are read where somebody has something to do (Nielsen 2008; Weinreich and others)
typing    36 words a minute with two thumbs (Palin and others 2019: 37,370 people)
tapping   1.1 s to point, 1.35 s to make up one's mind (Card, Moran and Newell 1983: keystroke-level model)
swiping   1 s for each further screen

Two people are reckoned: one who reads every word before the button that goes on, choices included, and one who scans.
Neither reads again what stood on a page before. It measures nobody: whoever tests with people has better figures.
"""

import os
import re
import shutil
import sys
import time
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Locator, Page, sync_playwright

WIDTH, HEIGHT = 390, 780
READING, TYPING = 238, 36  # words a minute
SCANNED = 0.28
TAP, MIND, SWIPE = 1.1, 1.35, 1.0  # seconds
LETTERS = 5  # to a typed word
STORY = (
    "My manager asked me to split an invoice from a supplier into three parts so that nobody above him has to approve "
    "it. I saw the three invoices last week."
)
NAMES = "Carlos in purchasing"
TOPICS = {
    True: ("Money, bribes and the accounts", "Someone offered, gave"),
    False: ("Gifts, second jobs and private interests", "A gift, a trip"),
}
# What can be read before the thing that is pressed, text by text; a list of countries is not read through.
TEXTS = """pressed => {
    const texts = []
    const walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) {
        const text = walker.currentNode, around = text.parentElement
        const is_before = pressed.contains(text) || pressed.compareDocumentPosition(text) & 2
        const is_seen = around.checkVisibility() && !around.closest('option, .visually-hidden, textarea')
        if (is_before && is_seen && text.data.trim()) texts.push(text.data.trim())
    }
    return texts
}"""
BOTTOM = "pressed => pressed.getBoundingClientRect().bottom + scrollY"


@dataclass
class Step:
    """One page: what it holds, and what somebody does there."""

    heading: str
    words: int
    screens: float
    taps: int
    typed: str
    server: float = 0.0

    def seconds(self, share: float) -> float:
        """For somebody who reads this share of the words."""
        reading = 60 * share * self.words / READING
        typing = 60 * len(self.typed) / LETTERS / TYPING
        return reading + typing + self.taps * (TAP + MIND) + SWIPE * max(0.0, self.screens - 1) + self.server


@dataclass
class Visit:
    page: Page
    steps: list[Step] = field(default_factory=list)
    read: set[str] = field(default_factory=set)

    def leave(self, press: Locator, *, taps: int = 1, typed: str = "") -> None:
        """Count what is on the page and was done there, then go on. What stood on a page before is not read again."""
        heading = self.page.get_by_role("heading", level=1).inner_text()
        texts = [text for text in press.evaluate(TEXTS) if text not in self.read]
        self.read.update(texts)
        words = sum(len(re.findall(r"[\w’'-]+", text)) for text in texts)
        step = Step(heading, words, press.evaluate(BOTTOM) / HEIGHT, taps=taps, typed=typed)
        start = time.perf_counter()
        with self.page.expect_navigation(wait_until="load"):
            press.click()
        step.server = time.perf_counter() - start
        self.steps.append(step)

    def go_on(self, *, taps: int = 1, typed: str = "") -> None:
        self.leave(self.page.get_by_role("button", name="Continue", exact=True), taps=taps, typed=typed)


def report(page: Page, url: str, *, asks: bool) -> list[Step]:
    """The whole way of an anonymous report, about a topic that `asks` questions of its own or one that does not."""
    visit = Visit(page)
    page.goto(f"{url}/speak-up/")
    visit.leave(page.get_by_role("link", name="Report something"))
    group, topic = TOPICS[asks]
    page.get_by_text(group).click()
    page.get_by_label(topic).check()
    visit.go_on(taps=3)
    if asks:
        page.get_by_role("group", name="Is one of them a public official?").get_by_label("No", exact=True).check()
        visit.go_on(taps=2)
    page.get_by_label("In your own words").fill(STORY)
    visit.go_on(taps=2, typed=STORY)
    page.get_by_label("Names, jobs or departments").fill(NAMES)
    page.get_by_label("None of these").check()
    visit.go_on(taps=3, typed=NAMES)
    visit.go_on()  # where and when: left out
    page.get_by_label("No", exact=True).check()
    visit.go_on(taps=2)
    visit.go_on()  # no files
    page.get_by_label("Stay anonymous").check()
    visit.go_on(taps=2)
    # Nobody fills in a form as fast as this does: the Portal would ask for one more press.
    time.sleep(float(os.environ.get("PAUSE", "15")))
    visit.leave(page.get_by_role("button", name="Send my report"))
    key = page.get_by_role("region", name="Your access key").get_by_role("listitem").all_inner_texts()
    page.get_by_label("The last four characters of your key").fill(key[-1].strip())
    visit.leave(page.get_by_role("button", name="Finish"), taps=2, typed=key[-1].strip())
    return visit.steps


def main() -> None:
    url = sys.argv[1].rstrip("/")
    with sync_playwright() as playwright:
        program = os.environ.get("PORTAL_BROWSER") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        screen: Any = {"width": WIDTH, "height": HEIGHT}
        for asks in (False, True):
            phone = browser.new_context(viewport=screen, is_mobile=True, has_touch=True)
            print(f"\nA topic {'with' if asks else 'without'} questions of its own")
            tell(report(phone.new_page(), url, asks=asks))


def tell(steps: list[Step]) -> None:
    print(f"{'words':>6}{'screens':>9}{'taps':>6}{'typed':>7}{'server s':>10}{'reads all':>11}{'scans':>8}")
    for step in steps:
        counted = f"{step.words:6}{step.screens:9.1f}{step.taps:6}{len(step.typed):7}{step.server:10.2f}"
        print(f"{counted}{step.seconds(1):11.1f}{step.seconds(SCANNED):8.1f}  {step.heading}")
    for share, who in ((1.0, "reads every word"), (SCANNED, "scans")):
        *filed, kept = [step.seconds(share) for step in steps]
        print(f"whoever {who}: sent after {sum(filed):.0f} s, the key kept after {sum(filed) + kept:.0f} s")


if __name__ == "__main__":
    main()
