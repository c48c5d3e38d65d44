"""A browser window as one person has it: what they press, write and read, found as a person finds it."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic

from playwright.sync_api import Locator, Page, Response, expect

from tests.processes import ROOT

AXE = (ROOT / "tests" / "vendor" / "axe.min.js").read_text()
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
DESK, PHONE, SMALLEST = 1280, 390, 320
HEIGHT = 900
# What differs between two pages of one kind: references, ids, numbers.
PARTICULAR = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|W-[\w-]+|\d+")
ERROR_SUMMARY = re.compile(r"needs? another look")
# Colours change from parent to child, a frame each, however short the transition.
UNTIL_DRAWN = """async () => {
    for (let frames = 0; frames < 3 || (frames < 30 && document.getAnimations().length); frames += 1) {
        await new Promise(requestAnimationFrame)
    }
}"""


@dataclass
class Looks:
    """Which kinds of page have been looked at, and what was found on them."""

    seen: set[str] = field(default_factory=set)
    violations: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def pictures(self) -> Path | None:
        """Where to keep a picture of every page, if anywhere: the folder that PICTURES names."""
        return Path(os.environ["PICTURES"]) if os.environ.get("PICTURES") else None


def _beginning_with(words: str | re.Pattern) -> re.Pattern:
    """Whole words at the beginning: a choice's label may go on with what it means."""
    return re.compile(rf"^\s*{re.escape(words)}(?![a-z])") if isinstance(words, str) else words


class Window:
    """One window. Each page it comes to is looked at once: axe in light and dark, and nothing to scroll sideways."""

    def __init__(self, page: Page, looks: Looks) -> None:
        self.page = page
        self.looks = looks

    # --- going somewhere ---------------------------------------------------------------------------------------
    def go(self, address: str) -> Response:
        """The answer to an address that was typed or kept."""
        answer = self.page.goto(address)
        assert answer is not None
        self.look()
        return answer

    def status(self, address: str) -> int:
        """The status of an address, without looking at the page."""
        answer = self.page.goto(address)
        assert answer is not None
        return answer.status

    def press(self, name: str | re.Pattern, within: Locator | None = None) -> None:
        """Press the button and come to the page that it leads to."""
        self._and_arrive(self.button(name, within).click)

    def follow(self, name: str | re.Pattern, within: Locator | None = None) -> None:
        """Follow the link."""
        self._and_arrive(self.link(name, within).click)

    def move(self, label: str) -> None:
        """Choose a move among a record's actions, in sight or under “More”."""
        actions = self.page.get_by_role("list", name="Actions")
        wanted = actions.get_by_role("link", name=label, exact=True)
        if not wanted.is_visible():
            actions.get_by_text("More", exact=True).click()
        self._and_arrive(wanted.click)

    def moves(self) -> list[str]:
        """Every move that the page offers."""
        actions = self.page.get_by_role("list", name="Actions")
        if not actions.count():
            return []
        return [text.strip() for text in actions.get_by_role("link", include_hidden=True).all_text_contents()]

    def press_in_new_tab(self, name: str | re.Pattern) -> "Window":
        """Press the button with Control held: another tab opens, and this one stays as it is."""
        with self.page.context.expect_page() as opened:
            self.button(name).click(modifiers=["Control"])
        opened.value.wait_for_load_state()
        return Window(opened.value, self.looks)

    @contextmanager
    def another_tab(self, address: str) -> Iterator["Window"]:
        """A second tab of the same person."""
        tab = Window(self.page.context.new_page(), self.looks)
        tab.go(address)
        yield tab
        tab.page.close()

    def _and_arrive(self, act: Callable[[], None]) -> None:
        with self.page.expect_navigation(wait_until="load"):
            act()
        self.look()

    # --- writing -----------------------------------------------------------------------------------------------
    def write(self, label: str | re.Pattern, text: str) -> None:
        self.field(label).fill(text)

    def choose(self, option: str | re.Pattern, question: str | re.Pattern | None = None) -> None:
        """Tick a box or a choice, in its group where two groups offer the same words, and open the fold it lies in."""
        place = self.page.get_by_role("group", name=question) if question else self.page
        wanted = place.get_by_label(_beginning_with(option))
        fold = wanted.locator("xpath=ancestor::details[not(@open)]")
        if fold.count():
            fold.locator("summary").click()
        wanted.check()

    def select(self, label: str | re.Pattern, option: str) -> None:
        """Choose from a list the option that begins with these words."""
        box = self.page.get_by_label(label)
        words = box.get_by_role("option").filter(has_text=_beginning_with(option)).first
        box.select_option(value=words.get_attribute("value"))

    def add_files(self, label: str, *files) -> None:
        self.page.get_by_label(label).set_input_files(list(files))

    # --- reading -----------------------------------------------------------------------------------------------
    def field(self, label: str | re.Pattern) -> Locator:
        return self.page.get_by_label(label)

    def button(self, name: str | re.Pattern, within: Locator | None = None) -> Locator:
        return (within or self.page).get_by_role("button", name=name, exact=isinstance(name, str))

    def link(self, name: str | re.Pattern, within: Locator | None = None) -> Locator:
        return (within or self.page.get_by_role("main")).get_by_role("link", name=name)

    def panel(self, name: str | re.Pattern) -> Locator:
        return self.page.get_by_role("region", name=name)

    @property
    def heading(self) -> str:
        return self.page.get_by_role("heading", level=1).inner_text().strip()

    @property
    def words(self) -> str:
        """Everything that can be read on the page."""
        return self.page.get_by_role("main").inner_text()

    @property
    def path(self) -> str:
        return re.sub(r"^https?://[^/]+", "", self.page.url)

    def shows(self, words: str | re.Pattern) -> None:
        """The words stand on the page."""
        expect(self.page.get_by_role("main").get_by_text(words).first).to_be_visible()

    def complains(self, sentence: str | re.Pattern) -> None:
        """The page says, in a summary that has the focus, what needs another look."""
        summary = self.page.get_by_role("alert").filter(has_text=sentence)
        expect(summary).to_be_visible()

    def complains_about(self, label: str | re.Pattern, sentence: str | re.Pattern) -> None:
        """The summary says what is wrong with one field, and the field says it too, to the eye and to the ear."""
        self.complains(sentence)
        label = _beginning_with(label)
        field = self.page.get_by_role("group", name=label).or_(self.field(label)).first
        expect(field).to_have_accessible_description(re.compile(re.escape(sentence)))
        expect(self.page.locator(".invalid-feedback").filter(has_text=sentence)).to_be_visible()

    def holds(self, label: str | re.Pattern, text: str) -> None:
        """What was typed is still in its field."""
        expect(self.field(label)).to_have_value(text)

    def gives_back(self, text: str) -> None:
        """The page of a failure shows what was typed, so that it can be copied."""
        assert text in self.panel("What you typed").locator("pre").all_text_contents()

    # --- looking -----------------------------------------------------------------------------------------------
    def look(self) -> None:
        """Look at the page if none of its kind has been looked at: violations and widths are kept for the report."""
        kind = self._kind()
        if kind in self.looks.seen or self._has_no_script():
            return
        self.looks.seen.add(kind)
        start = monotonic()
        told = self._violations({"runOnly": {"type": "tag", "values": AXE_RULES}})
        self._by_light("dark")
        told += self._violations({"runOnly": {"type": "rule", "values": ["color-contrast"]}})
        self._picture(kind, "dark")
        self._by_light("light")
        told += self._scrolls_sideways()
        self.looks.violations += [f"{kind}: {each}" for each in told]
        self.looks.seconds += monotonic() - start

    def _has_no_script(self) -> bool:
        """Where script is off nothing waits for a frame, so axe would wait for ever."""
        return bool(self.page.evaluate("() => matchMedia('(scripting: none)').matches"))

    def _by_light(self, scheme: str) -> None:
        self.page.emulate_media(color_scheme=scheme)
        self.page.evaluate(UNTIL_DRAWN)

    def _kind(self) -> str:
        heading = self.page.get_by_role("heading", level=1)
        words = heading.first.inner_text() if heading.count() else ""
        errors = " with errors" if self.page.get_by_role("heading", name=ERROR_SUMMARY).count() else ""
        return PARTICULAR.sub("…", f"{self.path.partition('?')[0]} “{words}”{errors}")

    def _violations(self, options: dict) -> list[str]:
        # Evaluated from outside the page, so that the strict Content-Security-Policy stays in force.
        self.page.evaluate(f"() => {{ if (!window.axe) {{ {AXE} }} }}")
        options |= {"resultTypes": ["violations"]}
        found = self.page.evaluate("options => axe.run(document, options)", options)
        return [
            f"{each['id']} ({each['impact']}): {[(node['target'], node['failureSummary']) for node in each['nodes']]}"
            for each in found["violations"]
        ]

    def _scrolls_sideways(self) -> list[str]:
        self._picture(self._kind(), "desk")
        told = []
        for width in (PHONE, SMALLEST) if self.looks.pictures else (SMALLEST,):
            self.page.set_viewport_size({"width": width, "height": HEIGHT})
            wide = self.page.evaluate("() => document.documentElement.scrollWidth")
            self._picture(self._kind(), str(width))
            if wide > width:
                told.append(f"scrolls sideways: {wide} px wide at {width} px")
        self.page.set_viewport_size({"width": DESK, "height": HEIGHT})
        return told

    def _picture(self, kind: str, of: str) -> None:
        if self.looks.pictures:
            name = re.sub(r"[^\w]+", "-", kind).strip("-")[:90]
            self.page.screenshot(path=self.looks.pictures / f"{name}.{of}.png", full_page=True)
