"""What people do in the stories, each in the words of the pages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from playwright.sync_api import expect

from ethics_portal.demo_company.loading.people import DEMO_PASSWORD
from tests.story.window import Window

BRIBERY = "Someone offered, gave, asked for or took a bribe."
HARASSMENT = "Someone was bullied"
# What the demo company must know about a topic.
ASKED = {BRIBERY: "Is one of them a public official?", HARASSMENT: "Is it still going on?"}


@dataclass
class Told:
    """What a reporter has to tell."""

    narrative: str
    about: str = BRIBERY
    names: str = ""
    concerns: str = "None of these"
    country: str = ""
    files: list = field(default_factory=list)


# --- a reporter --------------------------------------------------------------------------------------------
def report_anonymously(window: Window, told: Told) -> str:
    """The whole way through the public pages; returns the access key."""
    window.go("/speak-up/")
    window.follow("Report something")
    answer_all(window, told)
    window.press("Send my report")
    return keep_key(window)


def answer_all(window: Window, told: Told) -> None:
    """Every page of questions, up to the overview."""
    answer_until(window, told, "Look it over, then send")


def answer_until(window: Window, told: Told, heading: str) -> None:
    """The pages of questions from the open one to the one with this heading, which stays open."""
    for _page in ANSWERS:
        if window.heading != heading:
            ANSWERS[window.heading](window, told)
            window.press("Continue")
    assert window.heading == heading


def _what(window: Window, told: Told) -> None:
    window.choose(told.about)


def _about_it(window: Window, told: Told) -> None:
    """What the company asks about the topic: one question must be answered."""
    window.choose("Yes", ASKED[told.about])


def _story(window: Window, told: Told) -> None:
    window.write("In your own words", told.narrative)


def _who(window: Window, told: Told) -> None:
    window.write("Names, jobs or departments", told.names)
    window.choose(told.concerns)


def _where(window: Window, told: Told) -> None:
    if told.country:
        window.select("In which country?", told.country)


def _danger(window: Window, told: Told) -> None:
    window.choose("No", "Is anyone in danger?")


def _files(window: Window, told: Told) -> None:
    if told.files:
        window.add_files("Pictures, documents, recordings", *told.files)
        window.press("Add what I chose")


def _stay_anonymous(window: Window, told: Told) -> None:
    window.choose("Stay anonymous")


ANSWERS = {
    "What is it about?": _what,
    "A few questions about this": _about_it,
    "What happened?": _story,
    "Who is involved?": _who,
    "Where and when?": _where,
    "Two short questions": _danger,
    "Do you have files to add?": _files,
    "May we know who you are?": _stay_anonymous,
}


def keep_key(window: Window) -> str:
    """Read the key, and show that it was kept."""
    key = read_key(window)
    window.write("The last four characters of your key", key[-4:])
    window.press("Finish")
    return key


def read_key(window: Window) -> str:
    card = window.panel("Your access key")
    expect(card).to_be_visible()
    return "-".join(group.strip() for group in card.get_by_role("listitem").all_inner_texts())


def report_by_name(window: Window, told: Told) -> None:
    """The signed-in door."""
    window.go("/my/reports/")
    window.follow("New report")
    window.select("What is it about?", told.about)
    window.write("In your own words", told.narrative)
    window.write("Names, jobs or departments", told.names)
    window.choose(told.concerns)
    if told.country:
        window.select("In which country?", told.country)
    window.choose("No", "Is anyone in danger?")
    window.choose(re.compile("^Give my name(?! in)"), "How do you want to be known?")
    window.press("Send my report")
    # The topic brought its own questions along.
    _about_it(window, told)
    window.press("Send my report")


def come_back(window: Window, key: str) -> None:
    """Open the dialogue. The page can be used two seconds after it opened; nobody types a key faster than that."""
    window.go("/speak-up/follow-up/")
    window.field("Your access key or pick-up code").press_sequentially(key, delay=2_200 / len(key))
    window.press("Open")


# --- an office ---------------------------------------------------------------------------------------------
def find_case(window: Window, narrative: str) -> str:
    """Look through the new cases of one's queue for the one that tells this; returns its reference."""
    found = next(cases_telling(window, narrative), "")
    assert found, f"no new case tells “{narrative}”"
    return found


def cases_telling(window: Window, narrative: str) -> Iterator[str]:
    """The references of all new cases of one's queue that tell this."""
    window.go("/cases/?state=NEW&sort=-received")
    links = window.page.get_by_role("rowheader").get_by_role("link").all()
    for address in [link.get_attribute("href") for link in links]:
        window.go(str(address))
        if narrative in window.words:
            yield str(address).strip("/").split("/")[-1]


def open_case(window: Window, reference: str) -> None:
    window.go(f"/cases/{reference}/")


def acknowledge(window: Window) -> None:
    window.move("Acknowledge")
    window.press("Acknowledge")


def confirm_party(window: Window, name: str) -> None:
    """Agree that a possible match is the person meant."""
    window.follow(re.compile(f"Confirm.*{name}"))
    window.press("Confirm")


def add_allegation(window: Window, statement: str, against: str) -> None:
    window.move("Add an allegation")
    window.select("Subject", against)
    window.write("What is alleged", statement)
    window.press("Add an allegation")


def triage(window: Window, *, summary: str, material: bool) -> None:
    """Fill in and send the triage of a case that one has open."""
    window.move("Triage")
    fill_triage(window, summary=summary, material=material)
    window.press("Triage")


def fill_triage(window: Window, *, summary: str, material: bool) -> None:
    window.write("Summary", summary)
    window.choose("High", "Severity")
    window.choose("Medium", "Risk of retaliation against the reporter")
    window.choose("Material" if material else "Not material", "Is it material?")
    window.write("Reasons", "A payment to a public official, approved by a country manager.")
    window.write("Line for the Audit Committee", "A payment to an official is looked into.")


def exit_triage(window: Window) -> None:
    """Propose to end a case whose form for that one has open."""
    window.choose("Out of scope")
    window.write("Reasons", "A matter for the canteen.")
    window.press("End without investigation")


def assign(window: Window, investigator: str) -> None:
    window.move("Assign an investigator")
    window.select("Investigator", investigator)
    window.press("Assign an investigator")


def record_finding(window: Window) -> None:
    """An adverse finding on the first allegation without one, with what makes it fair."""
    without = window.page.get_by_role("article").filter(has_text="No finding yet").first
    window.follow(re.compile("^Record the finding"), within=without)
    window.choose("Substantiated", "Finding")
    window.write("Reasons", "The ledger shows the payment, and nobody can name the service.")
    window.select("Standard of proof", "Balance of probabilities")
    window.write("The subject was told on", "2026-11-02")
    window.select("The subject was heard", "Heard")
    window.write("How their reply was weighed", "He says that it was a fee. There is no contract for one.")
    window.press("Record the finding")


def record_no_consequences(window: Window) -> None:
    """For each subject of an adverse finding the reason why nothing follows for them."""
    window.follow("Outcomes")
    words = re.compile("^Record that there is no consequence")
    while window.link(words).count():
        window.follow(
            words,
            within=window.page.get_by_role("article").filter(has=window.page.get_by_role("link", name=words)).first,
        )
        window.write("Why there is no consequence", "The firm no longer works for us.")
        window.press("Record that there is no consequence")


# --- waivers -----------------------------------------------------------------------------------------------
def prove_again(window: Window) -> None:
    """The password once more, for a signature; not asked of whoever gave it a moment ago."""
    if window.page.get_by_label("Password").count():
        window.write("Password", DEMO_PASSWORD)
        window.press("Confirm")


def request_waiver(window: Window, *, departure: str) -> str:
    """Ask for a waiver for oneself; returns its reference."""
    fill_waiver(window, departure=departure)
    window.press("Send the request")
    return window.path.strip("/").split("/")[-1]


def fill_waiver(window: Window, *, departure: str) -> None:
    """A whole request, not sent yet."""
    window.go("/waivers/")
    window.move("Ask for a waiver")
    window.page.get_by_label("Provision of the Code").select_option(index=3)
    window.write("What would be different", departure)
    window.write("Why", "The supplier is the only one with the certificate until spring.")
    window.write("How harm is kept away", "Purchasing decides without me.")
    window.write("From", "2026-12-01")
    window.write("Until", "2027-03-31")


def waivers(window: Window) -> list[str]:
    """The references on one's list."""
    window.go("/waivers/")
    return window.page.get_by_role("rowheader").all_inner_texts()
