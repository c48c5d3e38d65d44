"""Coming back with the key: what became of it, messages both ways, and nothing for whoever guesses."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.actions import acknowledge_case, ask_reporter
from cases.models import Case, Report
from tests.cases.public.conftest import another_visitor, reported
from tests.cases.public.visitor import STORY, pdf
from tests.standing import standing
from tests.statements import Statements

pytestmark = [pytest.mark.once, pytest.mark.slow]

WRONG = "ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZ9"


@standing
def key(topics, office, at) -> str:
    return reported(at, files={"uploads": [pdf("Ana's.pdf")]})


@pytest.fixture
def reader(key, clock):
    """Another browser, later, at the page that asks for the key."""
    reader = another_visitor()
    reader.open("/speak-up/follow-up/")
    clock.shift(3)
    return reader


@pytest.mark.parametrize(
    "spelling",
    [
        lambda key: key,
        lambda key: key.lower(),
        lambda key: key.replace("-", ""),
        lambda key: "  " + key.replace("-", "  ") + "\t",
        lambda key: key.replace("0", "o").replace("1", "l"),
        lambda key: key.replace("-", " – "),
    ],
)
def test_the_key_is_found_in_any_spacing_and_case(reader, key, spelling):
    reader.send(access_key=spelling(key))
    assert reader.heading == "Where it stands"


def test_the_page_says_how_far_it_is_and_what_comes_next_by_when(reader, key, office, at):
    reader.send(access_key=key)
    assert "Received 23 November 2026" in reader.text
    assert "We confirm to you that your report is being read. By 30 November 2026." in reader.text
    acknowledge_case(Case.objects.get(), message="We are reading it.", by=office, at=at)
    reader.send(body="Thank you")
    assert "Being looked at 23 November 2026" in reader.text
    assert "We tell you what was done, or how far we are. By 23 February 2027." in reader.text


def test_what_is_late_is_said_to_be_late(reader, key, clock):
    clock.shift(10 * 24 * 3600)
    reader.open("/speak-up/follow-up/")
    clock.shift(3)
    reader.send(access_key=key)
    assert "This was due by 30 November 2026. We are late" in reader.text


def test_the_office_is_heard_and_no_person(reader, key, office, at):
    ask_reporter(Case.objects.get(), body="Which invoice was it?", by=office, at=at)
    reader.send(access_key=key)
    assert "There is a new message for you." in reader.text
    assert "The ethics office 23 November 2026 New Which invoice was it?" in reader.text
    assert office.given_name not in reader.text and office.family_name not in reader.text
    message = Report.objects.get().messages.get()
    assert str(message.read_on) == "2026-11-23"


def test_an_answer_with_a_file_reaches_the_office(reader, key, office):
    reader.send(access_key=key)
    reader.send(body="The one of March.", uploads=[pdf("Ana again.pdf")])
    assert "Your message was sent to the office." in reader.text
    [message] = Report.objects.get().messages.all()
    assert (message.body, message.written_at, message.author) == ("The one of March.", None, None)
    assert [file.neutral_name for file in message.attachments.all()] == ["File 2.pdf"]
    assert "File 2.pdf" in reader.text and "Ana" not in reader.text
    assert office.notices.filter(kind="reporter_wrote", created_at__isnull=True).count() == 1


def test_a_later_file_beyond_the_limit_of_the_report_is_refused_and_the_words_stay(reader, key, settings):
    reader.send(access_key=key)
    settings.UPLOAD_REPORT_LIMIT = 10
    reader.send(body="The one of March.", uploads=[pdf()])
    assert "All files of one report together can't be larger than" in reader.text
    assert "The one of March." in reader.text and not Report.objects.get().messages.exists()


def test_a_file_alone_is_an_answer_and_nothing_at_all_is_not(reader, key):
    reader.send(access_key=key)
    reader.send()
    assert "Please write something, or add a file." in reader.text
    reader.send(uploads=[pdf()])
    assert Report.objects.get().messages.count() == 1


def test_an_answer_sent_twice_is_one_message(reader, key):
    reader.send(access_key=key)
    page = reader.page
    for _sending in range(3):
        reader.page = page
        reader.send(body="Once.", uploads=[pdf()])
        assert "Your message was sent to the office." in reader.text
    report = Report.objects.get()
    assert report.messages.count() == 1 and report.attachments.count() == 2


@pytest.mark.parametrize(
    ("file", "sentence"),
    [
        (("run.exe", b"MZ\x00\x00"), "run.exe: This file is a program"),
        (("empty.pdf", b""), "empty.pdf: This file is empty."),
    ],
)
def test_an_answer_whose_file_is_not_taken_is_kept_on_the_page(reader, key, file, sentence):
    reader.send(access_key=key)
    reader.send(body="Look at this.", uploads=[SimpleUploadedFile(*file), pdf()])
    assert sentence in reader.text and "Look at this." in reader.page
    assert not Report.objects.get().messages.exists()


def test_the_key_pasted_into_the_message_is_refused_and_the_rest_kept(reader, key):
    reader.send(access_key=key)
    reader.send(body=f"Call me, my key is {key}")
    assert "This looks like an access key." in reader.text and "Call me" in reader.page
    assert not Report.objects.get().messages.exists()


def test_the_key_is_on_no_page_and_in_no_address_after_it_was_typed(reader, key):
    reader.send(access_key=key)
    plain = key.replace("-", "")
    for _answer in range(2):
        assert key not in reader.page and plain not in reader.page
        assert "?" not in reader.path and not reader.answer.headers.get("Location")
        reader.send(body="Hello")


def test_what_was_told_is_not_shown_to_whoever_finds_the_key(reader, key):
    reader.send(access_key=key)
    assert STORY not in reader.page and "download" not in reader.page and "Ana" not in reader.page
    assert "File 1.pdf" in reader.text


# --- guessing ----------------------------------------------------------------------------------------------
def without_capsules(page: str) -> str:
    return re.sub(r'value="[^"]{40,}"', "", page)


def try_key(typed: str, clock) -> tuple[int, str, list[str]]:
    reader = another_visitor()
    reader.open("/speak-up/follow-up/")
    clock.shift(3)
    with Statements() as asked:
        reader.send(access_key=typed)
    shapes = [re.sub(r"'[^']*'", "?", query["sql"]) for query in asked.captured_queries]
    return reader.answer.status_code, without_capsules(reader.page).replace(typed, "KEY"), shapes


def test_wrong_and_deleted_keys_look_the_same(visitor, key, clock, at):
    report = Report.objects.get()
    report.data_key.destroy(on=at.date())
    deleted, wrong, misshapen = try_key(key, clock), try_key(WRONG, clock), try_key("not a key at all", clock)
    assert deleted == wrong == misshapen
    status, page, queries = wrong
    assert status == 200 and "We can’t find anything with this key." in page
    assert len([query for query in queries if "cases_report" in query]) == 1, (
        "the control: one look-up, and the same one each time"
    )


def test_a_page_can_be_used_from_two_seconds_on(key, clock):
    reader = another_visitor()
    reader.open("/speak-up/follow-up/")
    clock.shift(1)
    reader.send(access_key=key)
    assert "One moment, please" in reader.text and f'value="{key}"' in reader.page
    clock.shift(2)
    reader.send(access_key=key)
    assert reader.heading == "Where it stands"


def test_each_page_is_good_for_one_try(reader, key):
    page = reader.page
    reader.send(access_key=WRONG)
    reader.page = page
    reader.send(access_key=key)
    assert "One moment, please" in reader.text, "even the right key does not open on a used page"


def test_many_wrong_tries_lock_nobody_out(key, clock):
    for _try in range(30):
        try_key(WRONG, clock)
    reader = another_visitor()
    reader.open("/speak-up/follow-up/")
    clock.shift(3)
    reader.send(access_key=key)
    assert reader.heading == "Where it stands"


def test_a_dialogue_open_for_too_long_asks_for_the_key_and_keeps_the_message(reader, key, clock):
    reader.send(access_key=key)
    clock.shift(46 * 60)
    reader.send(body="A long message that took an hour to write.")
    assert reader.answer.status_code == 400
    assert "A long message that took an hour to write." in reader.page
    assert not Report.objects.get().messages.exists()


def test_an_empty_or_endless_key_is_said_in_plain_words(reader, clock):
    reader.send(access_key="")
    assert "Please write your access key." in reader.text
    clock.shift(3)
    reader.send(access_key="A" * 500)
    assert "This is longer than an access key." in reader.text


def test_the_page_of_a_long_dialogue_asks_the_database_few_questions(reader, key, office, at):
    for number in range(12):
        ask_reporter(Case.objects.get(), body=f"Question {number}", by=office, at=at)
    with Statements() as asked:
        reader.send(access_key=key)
    assert reader.text.count("Question ") == 12
    assert len(asked) <= 12
