"""A Portal as people meet it, and browsers to meet it with.

`portal` is the real demo: its own process, clock and data, started once for all stories, with a small company.
`people` opens the windows: `people("priya-venkataraman")` is signed in as she is, `people.visitor()` as nobody.
Each window looks at every new kind of page it comes to (see window.py); what it saw is told at the end.
"""

import os
import shutil
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic
from typing import Any

import pikepdf
import pytest

from ethics_portal.demo_company.people import BY_KEY
from tests.processes import clean_environment, free_port, get, run, running, wait_until
from tests.story import acts
from tests.story.acts import Told
from tests.story.window import DESK, HEIGHT, Looks, Window

CHROMIUM_OPTIONS = [
    "--no-sandbox",  # as root it refuses to start otherwise
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--no-first-run",
]
LONGEST_LOADING = 600  # seconds, for the demo company
REPORTS = "30"
COMPANY = {"COMPANY_NAME": "Lindmoor Measurement Group", "COMPANY_TIME_ZONE": "America/New_York", "HEADCOUNT": "4180"}
PATIENCE = 45_000  # milliseconds for one step; a busy machine needs them

# The Audit Committee.
MEMBERS = ("ruth-abernethy", "hiroshi-tanabe", "ingrid-solheim-rask", "luis-fernando-echeverria")

# What the stories measured, told at the end of the run.
MEASURED: dict[str, str] = {}


@dataclass
class Portal:
    """A served Portal: its address, and its command line on the same data."""

    url: str
    data: Path
    environment: dict[str, str]
    log: Path

    def manage(self, *arguments: str) -> str:
        """The output of a management command on this Portal's data."""
        return run([sys.executable, "manage.py", *arguments], self.environment)

    @property
    def database(self) -> Path:
        return self.data / "portal.sqlite3"

    @property
    def mails(self) -> list[str]:
        """The mails it has sent, one text each: in the demo they go to files."""
        files = sorted((self.data / "mail").glob("*"))
        texts = "".join(path.read_text() for path in files).split("-" * 79)
        return [text.strip() for text in texts if text.strip()]

    def mails_to(self, address: str) -> list[str]:
        return [mail for mail in self.mails if f"To: {address}" in mail]


@pytest.fixture(scope="session")
def portal(tmp_path_factory) -> Iterator[Portal]:
    """What `make demo` serves, on a free port and in a folder of its own, with fewer reports."""
    folder, port = tmp_path_factory.mktemp("portal"), free_port()
    data, log = folder / "demo", folder / "log"
    # Playwright fills a form in faster than a person reads it.
    environment = clean_environment(DEMO_DIR=str(data), PORT=str(port), DEMO_REPORTS=REPORTS, QUICKEST_FORM="0")
    own = environment | COMPANY
    own |= {"PORTAL_MODE": "demo", "DATA_DIR": str(data), "PORTAL_ENV_FILE": str(data / "secrets.env")}
    if prepared := os.environ.get("STORY_DEMO"):  # a folder loaded before: faster while writing
        shutil.copytree(prepared, data)
    with running([sys.executable, "scripts/demo.py"], environment, log) as server:
        wait_until(
            lambda: get(port, "/health/ready")[0] == 200 or server.popen.poll() is not None,
            LONGEST_LOADING,
            "the demo did not come up",
        )
        assert server.popen.poll() is None, server.output()
        yield Portal(url=f"http://localhost:{port}", data=data, environment=own, log=log)
        server.stop(signal.SIGINT)


@pytest.fixture(scope="session")
def chromium():
    """Chromium without a window; PORTAL_BROWSER names another one."""
    from playwright.sync_api import sync_playwright

    program = os.environ.get("PORTAL_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
    assert program, "no Chromium: apt-get install chromium"
    # Playwright keeps an event loop in this thread, and Django would refuse a database beside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@dataclass
class People:
    """Everybody's windows. Whoever signed in once stays signed in; each has cookies of their own."""

    chromium: Any
    portal: Portal
    looks: Looks
    windows: dict[str, Window] = field(default_factory=dict)
    visitors: list[Window] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def __call__(self, key: str) -> Window:
        """The window of one of the demo's people, signed in with e-mail and password at their first step."""
        if key not in self.windows:
            self.windows[key] = self._open()
            sign_in(self.windows[key], key)
        return self.windows[key]

    def visitor(self, *, kept: bool = False, **options: Any) -> Window:
        """A new window of nobody's, until the end of the test or, `kept`, of all tests."""
        window = self._open(**options)
        if not kept:
            self.visitors.append(window)
        return window

    def close_visitors(self) -> None:
        while self.visitors:
            self.visitors.pop().page.context.close()

    def _open(self, **options: Any) -> Window:
        settings = {"viewport": {"width": DESK, "height": HEIGHT}, "color_scheme": "light", "reduced_motion": "reduce"}
        settings |= options
        context = self.chromium.new_context(base_url=self.portal.url, **settings)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("console", lambda said: self._complain(said.text) if _is_complaint(said) else None)
        page.on("pageerror", lambda error: self._complain(str(error)))
        page.on("request", lambda sent: None if _is_own(sent.url, self.portal.url) else self._complain(sent.url))
        page.on("response", lambda answer: self._complain(answer.url) if answer.status >= 500 else None)
        return Window(page, self.looks)

    def _complain(self, text: str) -> None:
        self.complaints.append(text)


def sign_in(window: Window, key: str) -> None:
    from ethics_portal.demo_company.loading.people import DEMO_PASSWORD

    window.go("/account/login/")
    window.write("E-mail", BY_KEY[key].email)
    window.write("Password", DEMO_PASSWORD)
    window.press("Sign in")


def _is_complaint(said) -> bool:
    # A refused page (404 to a stranger) is what a story may ask for; the browser notes it as an error.
    return said.type == "error" and "Failed to load resource" not in said.text


def _is_own(address: str, url: str) -> bool:
    return address.startswith((url, "data:", "blob:"))


LOOKS = Looks()


@pytest.fixture(scope="session")
def everybody(chromium, portal) -> People:
    return People(chromium, portal, LOOKS)


@pytest.fixture
def people(everybody) -> Iterator[People]:
    """Everybody, and at the end of each test: no browser complained and no look found anything."""
    yield everybody
    everybody.close_visitors()
    complaints, everybody.complaints = everybody.complaints, []
    violations, everybody.looks.violations = everybody.looks.violations, []
    assert complaints == [], "the browser complained"
    assert violations == [], "somebody would stumble here"


# --- chapters ----------------------------------------------------------------------------------------------
# Each goes on where the one before it stopped, so that any single test can be run: it brings the story to its place.
@dataclass
class Matter:
    """One report and its case."""

    key: str = ""
    reference: str = ""
    # Seconds from the press that decided it to the notice on a member's page, and to the last member's mail.
    noticed: float = 0.0
    mailed: float = 0.0
    mails: dict[str, list[str]] = field(default_factory=dict)


@pytest.fixture(scope="session")
def bribery(everybody, tmp_path_factory) -> Matter:
    """Somebody without an account reports bribery, anonymously and with two files."""
    folder = tmp_path_factory.mktemp("files")
    invoice, note = folder / "invoice.pdf", folder / "what I saw.txt"
    with pikepdf.new() as pages:
        pages.add_blank_page()
        pages.docinfo["/Author"] = "Ivo Informer"
        pages.save(invoice)
    note.write_text("An envelope, on a Friday.")
    told = Told(
        "An inspector was given an envelope so that our shipment would pass.",
        names="Rafael Teixeira",
        country="Brazil",
        files=[invoice, note],
    )
    key = acts.report_anonymously(everybody.visitor(), told)
    return Matter(key, acts.find_case(everybody("priya-venkataraman"), told.narrative))


@pytest.fixture(scope="session")
def about_the_cceo(everybody) -> Matter:
    """An employee reports by name, and names the Chief Compliance & Ethics Officer."""
    told = Told("He took a watch from a supplier and kept it.", names="Samuel Okafor", country="United States")
    acts.report_by_name(everybody("shirin-farahani"), told)
    return Matter(reference=acts.find_case(everybody("priya-venkataraman"), told.narrative))


@pytest.fixture(scope="session")
def about_both(everybody) -> Matter:
    """Somebody names the heads of both offices."""
    told = Told("They shared a house by the sea that an agent paid for.", names="Samuel Okafor and Birgit Haldane")
    key = acts.report_anonymously(everybody.visitor(), told)
    return Matter(key, acts.find_case(everybody("ruth-abernethy"), told.narrative))


@pytest.fixture(scope="session")
def harassment(everybody) -> Matter:
    told = Told("He shouts at the apprentices and calls them names.", about=acts.HARASSMENT, country="Spain")
    acts.report_by_name(everybody("guadalupe-rios"), told)
    return Matter(reference=acts.find_case(everybody("naledi-mokoena"), told.narrative))


@pytest.fixture(scope="session")
def acknowledged(everybody, bribery) -> Matter:
    priya = everybody("priya-venkataraman")
    acts.open_case(priya, bribery.reference)
    acts.acknowledge(priya)
    acts.confirm_party(priya, "Rafael Teixeira")
    for statement in ("An inspector was given money.", "The payment was entered as a fee."):
        acts.add_allegation(priya, statement, against="Rafael Teixeira")
    return bribery


@pytest.fixture(scope="session")
def decided_material(everybody, portal, acknowledged) -> Matter:
    """Triage decides it material; how long until a member's page shows the notice, and each has a mail?"""
    priya, member = everybody("priya-venkataraman"), everybody("hiroshi-tanabe")
    acts.open_case(priya, acknowledged.reference)
    priya.move("Triage")
    acts.fill_triage(priya, summary="An envelope for an inspector, entered as a fee.", material=True)
    before = {key: len(portal.mails_to(BY_KEY[key].email)) for key in MEMBERS}
    pressed = monotonic()
    priya.press("Triage")
    wait_until(lambda: _sees_notice(member, acknowledged), why="no notice came")
    acknowledged.noticed = monotonic() - pressed
    wait_until(lambda: all(_new_mails(portal, before).values()), 60, "not every member has a mail")
    acknowledged.mailed = monotonic() - pressed
    acknowledged.mails = _new_mails(portal, before)
    return acknowledged


def _sees_notice(member: Window, matter: Matter) -> bool:
    member.page.goto("/committee/notices/?show=all")
    return matter.reference in member.page.content()


def _new_mails(portal: Portal, before: dict[str, int]) -> dict[str, list[str]]:
    return {key: portal.mails_to(BY_KEY[key].email)[count:] for key, count in before.items()}


@pytest.fixture(scope="session")
def assigned(everybody, decided_material) -> Matter:
    priya = everybody("priya-venkataraman")
    acts.open_case(priya, decided_material.reference)
    acts.assign(priya, "Tobias Rieck")
    return decided_material


@pytest.fixture(scope="session")
def in_review(everybody, assigned) -> Matter:
    tobias = everybody("tobias-rieck")
    for _allegation in range(2):
        acts.open_case(tobias, assigned.reference)
        acts.record_finding(tobias)
    acts.record_no_consequences(tobias)
    tobias.move("Submit for review")
    tobias.write("Summary for the second person", "Both points are proven by the ledger.")
    tobias.press("Submit for review")
    return assigned


@pytest.fixture(scope="session")
def closed(everybody, in_review) -> Matter:
    marcus = everybody("marcus-ellery")
    acts.open_case(marcus, in_review.reference)
    marcus.move("Close the case")
    marcus.press("Close the case")
    return in_review


def pytest_terminal_summary(terminalreporter) -> None:
    if not (LOOKS.seen or MEASURED):
        return
    terminalreporter.section("what the stories measured")
    terminalreporter.line(f"{len(LOOKS.seen)} kinds of page looked at with axe, in {LOOKS.seconds:.0f} s")
    for name, figure in MEASURED.items():
        terminalreporter.line(f"{name}: {figure}")
