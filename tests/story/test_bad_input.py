"""Bad input, as people and their browsers send it: a clear sentence each time, and nothing that was typed is lost.

The reporter's browser runs no script here, so that nothing but the Portal itself keeps the words.
"""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.story import acts
from tests.story.acts import Told
from tests.story.conftest import Matter

STORY, NAMES, FILES = "In your own words", "Names, jobs or departments", "Pictures, documents, recordings"
WHAT_HAPPENED, WHO, ADD_FILES, ABOUT_YOU, OVERVIEW = (
    "What happened?", "Who is involved?", "Do you have files to add?", "May we know who you are?",
    "Look it over, then send",
)  # fmt: skip
KEY, MESSAGE, NOTE = "Your access key", "Your message", "Note"
LEDGER = Told("The ledger has two first pages.")

UNPROVEN = "This form was open for too long, or cookies are switched off"
TOO_LONG = "at most 100,000 fit here. Please shorten it, or attach it as a file."
EMPTY_FILE = "empty.pdf: This file is empty. Please check that you chose the right one."
PROGRAM = "holiday.jpg: This file is a program, or could start one, so it was not stored."
LARGE_FILE = "film.mp4: This file is too large, so it was not stored."

MEGABYTE = "He paid. " * 116_509  # just over 1 MB
# Three scripts, a family of four that is one sign of seven characters, a turn of direction, and what programs read.
STRANGE = "שילמו לו במזומן, ביום שישי. رشوة\n👨‍👩‍👧‍👦 🏴‍☠️ 💶 Zoë:\t\u202eno\u202c <b>twice</b> {{ 7*7 }} '; --"
CONTROL = "\x00\x07\x1b\x7f\x85"
FILE_LIMIT, REQUEST_LIMIT = 25 * 1024 * 1024, 120 * 1024 * 1024


@pytest.fixture
def reporter(people):
    """Somebody at the first page of the form."""
    window = people.visitor(java_script_enabled=False)
    window.go("/speak-up/report/")
    return window


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """Good and bad files by name."""
    folder = tmp_path_factory.mktemp("files")
    (folder / "good.pdf").write_bytes(b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n")
    (folder / "empty.pdf").touch()
    (folder / "holiday.jpg").write_bytes(b"MZ\x90\x00" + b"\x00" * 60)
    for name, size in (("film.mp4", FILE_LIMIT + 1), ("long film.mp4", REQUEST_LIMIT + 1)):
        with (folder / name).open("wb") as film:
            film.truncate(size)
    return {path.name: path for path in folder.iterdir()}


@pytest.fixture(scope="module")
def strange(everybody) -> Matter:
    """A report in signs of many kinds."""
    told = Told(f"{CONTROL}{STRANGE}{CONTROL}", names=f"{STRANGE}{CONTROL}", country="Brazil")
    key = acts.report_anonymously(everybody.visitor(java_script_enabled=False), told)
    return Matter(key, acts.find_case(everybody("priya-venkataraman"), "👨‍👩‍👧‍👦"))


@dataclass
class Twice:
    """What came of one form that was sent from two tabs."""

    keys: list[str]
    references: list[str]


@pytest.fixture(scope="module")
def twice(everybody) -> Twice:
    told = Told("The same truck is weighed twice.", country="Brazil")
    window = everybody.visitor(java_script_enabled=False)
    window.go("/speak-up/report/")
    acts.answer_until(window, told, ABOUT_YOU)
    window.choose("Stay anonymous")
    tabs = [window.press_in_new_tab("Continue") for _tab in range(2)]
    for tab in tabs:
        tab.button("Send my report").click(no_wait_after=True)
    keys = [acts.read_key(tab) for tab in tabs]
    return Twice(keys, list(acts.cases_telling(everybody("priya-venkataraman"), told.narrative)))


@pytest.fixture
def back(reporter, strange):
    """The reporter of the strange report, at the dialogue."""
    acts.come_back(reporter, strange.key)
    return reporter


@pytest.fixture
def at_note(people, strange):
    """An officer at the form of a note."""
    priya = people("priya-venkataraman")
    priya.go(f"/cases/{strange.reference}/write-note/")
    return priya


# --- speaking up -------------------------------------------------------------------------------------------
def test_each_empty_page_says_what_it_needs_and_keeps_the_rest(reporter):
    reporter.press("Continue")
    reporter.complains_about(
        "Choose what comes closest", "Please choose one. If you are not sure, take what comes closest."
    )
    acts.answer_until(reporter, LEDGER, WHAT_HAPPENED)
    reporter.press("Continue")
    reporter.complains_about(STORY, "Please write something. A few words are enough to begin.")
    acts.answer_until(reporter, LEDGER, WHO)
    reporter.write(NAMES, "The head of sales")
    reporter.press("Continue")
    reporter.complains_about("Does it concern one of these?", "Please tick at least one. “I am not sure” is fine.")
    reporter.holds(NAMES, "The head of sales")
    acts.answer_until(reporter, LEDGER, ABOUT_YOU)
    reporter.choose(re.compile("^Give my name(?! in)"))
    reporter.write("How may we reach you?", "+351 555 0100")
    reporter.press("Continue")
    reporter.complains_about("Your name", "Please write your name, or choose to stay anonymous.")
    reporter.holds("How may we reach you?", "+351 555 0100")


def test_a_megabyte_of_text_comes_back_with_its_length_and_the_limit(reporter):
    acts.answer_until(reporter, LEDGER, WHAT_HAPPENED)
    reporter.write(STORY, MEGABYTE)
    reporter.press("Continue")
    reporter.complains_about(STORY, f"This text has {len(MEGABYTE.strip()):,} characters and {TOO_LONG}")
    reporter.holds(STORY, MEGABYTE)


def test_signs_of_every_script_arrive_unchanged_and_control_characters_do_not(people, strange):
    priya = people("priya-venkataraman")
    acts.open_case(priya, strange.reference)
    told = priya.panel("Report").locator(".narrative").all_text_contents()
    assert told.count(STRANGE) == 2, "the story and the names"


def test_what_begins_from_right_to_left_is_shown_from_right_to_left(people, strange):
    priya = people("priya-venkataraman")
    acts.open_case(priya, strange.reference)
    expect(priya.panel("Report").locator(".narrative").first).to_have_css("direction", "rtl")


def test_a_form_without_its_proof_gives_back_this_page_and_those_before(reporter):
    acts.answer_until(reporter, LEDGER, WHO)
    reporter.write(NAMES, STRANGE)
    reporter.page.context.clear_cookies()
    reporter.press("Continue")
    assert reporter.heading == UNPROVEN
    reporter.shows("Nothing was stored.")
    reporter.gives_back(STRANGE)
    reporter.gives_back(LEDGER.narrative)


def test_files_that_are_not_taken_say_why_and_everything_else_stays(reporter, files):
    acts.answer_until(reporter, LEDGER, ADD_FILES)
    reporter.add_files(FILES, *(files[name] for name in ("good.pdf", "empty.pdf", "holiday.jpg", "film.mp4")))
    reporter.press("Add what I chose")
    for sentence in (EMPTY_FILE, PROGRAM, LARGE_FILE):
        reporter.complains_about(FILES, sentence)
    expect(reporter.page.get_by_role("list", name="1 file added")).to_contain_text("good.pdf")
    acts.answer_until(reporter, LEDGER, OVERVIEW)
    reporter.shows("good.pdf")
    reporter.shows(LEDGER.narrative)


def test_a_film_beyond_every_limit_is_refused_and_the_form_goes_on_with_its_files(reporter, files):
    acts.answer_until(reporter, LEDGER, ADD_FILES)
    reporter.add_files(FILES, files["good.pdf"])
    reporter.press("Add what I chose")
    reporter.add_files(FILES, files["long film.mp4"])
    reporter.press("Add what I chose")
    assert reporter.heading == "This is more than can be sent at once"
    reporter.gives_back(LEDGER.narrative)
    reporter.press("Back to the form")
    expect(reporter.page.get_by_role("list", name="1 file added")).to_contain_text("good.pdf")
    acts.answer_until(reporter, LEDGER, OVERVIEW)
    reporter.shows(LEDGER.narrative)


def test_a_report_sent_from_two_tabs_has_one_key_and_is_one_case(twice):
    assert twice.keys[0] == twice.keys[1]
    assert len(twice.references) == 1


# --- coming back -------------------------------------------------------------------------------------------
def test_the_key_opens_with_spaces_and_in_small_letters(reporter, strange):
    acts.come_back(reporter, f"  {strange.key.lower().replace('-', '   ')} ")
    assert reporter.heading == "Where it stands"


def test_a_key_that_is_none_is_said_so_and_can_be_compared(reporter):
    acts.come_back(reporter, "abcd efgh")
    reporter.complains_about(KEY, "We can’t find anything with this key. Please compare it with your note.")
    reporter.holds(KEY, "abcd efgh")


def test_a_message_is_kept_when_its_files_are_not_taken_and_sent_from_two_tabs_it_is_one(back, files):
    back.write(MESSAGE, STRANGE)
    back.add_files("Files", files["holiday.jpg"], files["empty.pdf"])
    back.press("Send")
    back.complains_about("Files", PROGRAM)
    back.complains_about("Files", EMPTY_FILE)
    back.holds(MESSAGE, STRANGE)
    for tab in [back.press_in_new_tab("Send") for _tab in range(2)]:
        tab.shows("Your message was sent to the office.")
    said = tab.panel("Messages").locator(".bubble-text")
    assert said.all_text_contents().count(STRANGE) == 1


def test_a_message_without_its_proof_is_given_back(back):
    back.write(MESSAGE, STRANGE)
    back.page.context.clear_cookies()
    back.press("Send")
    assert back.heading == UNPROVEN
    back.gives_back(STRANGE)


# --- signed in ---------------------------------------------------------------------------------------------
def test_a_report_by_name_keeps_its_words_and_files_until_it_is_complete(people, files):
    shirin = people("shirin-farahani")
    shirin.go("/my/reports/new/")
    shirin.write(NAMES, STRANGE)
    shirin.add_files(FILES, files["good.pdf"], files["holiday.jpg"])
    shirin.press("Send my report")
    shirin.complains_about(FILES, PROGRAM)
    shirin.complains_about(STORY, "Please write something. A few words are enough to begin.")
    shirin.complains_about("Is anyone in danger?", "Please choose one. “I am not sure” is fine.")
    shirin.holds(NAMES, STRANGE)
    expect(shirin.page.get_by_role("list", name="1 file added")).to_contain_text("good.pdf")


# --- an office ---------------------------------------------------------------------------------------------
def test_a_note_of_nothing_or_of_a_megabyte_is_refused(at_note):
    at_note.press("Write a note")
    at_note.complains_about(NOTE, "This field is required.")
    at_note.write(NOTE, MEGABYTE)
    at_note.press("Write a note")
    at_note.complains_about(NOTE, TOO_LONG)
    at_note.holds(NOTE, MEGABYTE)


def test_a_note_in_every_script_pressed_twice_is_one_note(at_note, strange):
    at_note.write(NOTE, f"{CONTROL}{STRANGE}")
    at_note.button("Write a note").dblclick()
    at_note.shows("The note was added.")
    at_note.go(f"/cases/{strange.reference}/notes/")
    assert at_note.page.locator(".narrative").all_text_contents().count(STRANGE) == 1


def test_a_note_without_its_proof_is_given_back(at_note):
    at_note.write(NOTE, STRANGE)
    at_note.page.context.clear_cookies(name="csrf")
    at_note.press("Write a note")
    assert at_note.heading == UNPROVEN
    at_note.gives_back(STRANGE)


def test_a_triage_says_all_that_is_missing_and_when_the_case_moved_on_and_keeps_every_word(people, twice):
    priya, reference = people("priya-venkataraman"), twice.references[0]
    acts.open_case(priya, reference)
    acts.acknowledge(priya)
    priya.move("Triage")
    priya.write("Summary", STRANGE * 30)
    priya.choose("High", "Severity")
    priya.press("Triage")
    priya.complains_about("Summary", "at most 2,000 fit here. Please shorten it, or attach it as a file.")
    priya.complains_about("Risk of retaliation against the reporter", "This field is required.")
    priya.holds("Summary", STRANGE * 30)
    expect(priya.page.get_by_role("group", name="Severity").get_by_label("High")).to_be_checked()

    acts.fill_triage(priya, summary=STRANGE, material=True)
    with priya.another_tab(f"/cases/{reference}/exit-triage/") as tab:
        acts.exit_triage(tab)
    priya.press("Triage")
    priya.complains("This has moved on since you opened the page, so “Triage” is no longer possible.")
    priya.holds("Summary", STRANGE)
    priya.holds("Line for the Audit Committee", "A payment to an official is looked into.")


# --- waivers -----------------------------------------------------------------------------------------------
def test_a_waiver_request_is_refused_field_by_field_and_keeps_every_word(people):
    rios = people("guadalupe-rios")
    acts.fill_waiver(rios, departure=STRANGE)
    rios.write("From", "")
    rios.press("Send the request")
    rios.complains_about("From", "This field is required.")
    rios.holds("What would be different", STRANGE)
    rios.write("From", "2027-04-01")
    rios.press("Send the request")
    rios.complains_about("Until", "The last day comes before the first.")
    rios.write("Why", MEGABYTE)
    rios.press("Send the request")
    rios.complains_about("Why", TOO_LONG)
    rios.holds("Why", MEGABYTE)
    rios.holds("What would be different", STRANGE)


def test_a_waiver_draft_that_was_sent_from_another_tab_keeps_the_words_of_this_one(people):
    rios = people("guadalupe-rios")
    acts.fill_waiver(rios, departure="A dinner above the limit.")
    rios.press("Keep as a draft")
    draft = rios.path
    rios.move("Edit the draft")
    rios.write("What would be different", STRANGE)
    with rios.another_tab(f"{draft}request/") as tab:
        tab.press("Send the request")
    rios.press("Keep the draft")
    rios.complains("This has moved on since you opened the page, so “Edit the draft” is no longer possible.")
    rios.holds("What would be different", STRANGE)


def test_a_waiver_request_pressed_twice_is_one_request(people):
    rios = people("guadalupe-rios")
    before = acts.waivers(rios)
    acts.fill_waiver(rios, departure="A seat in the jury of a supplier's prize.")
    rios.button("Send the request").dblclick()
    rios.shows("Your request was sent.")
    assert len(acts.waivers(rios)) == len(before) + 1
