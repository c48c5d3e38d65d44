"""Nothing anywhere can tell who wrote. Each search is shown to find a mark that was planted on purpose."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client

from cases.models import Case, Report
from code_of_ethics.models import Topic
from tests.cases.public.conftest import another_visitor
from tests.cases.public.visitor import PDF, STORY, Visitor

ADDRESS, PROXY = "203.0.113.77", "198.51.100.66"
AGENT, LANGUAGE, REFERRER = "TellTale/9.9", "gv-IM", "https://intranet.example/telltale"
COOKIE = "telltale-cookie-4711"
FILE_NAME = "telltale of Ana Sousa.pdf"
SECOND = "37:41"  # of the arrival, in any zone; the answer came three seconds later
THIRD = "37:44"
MARKS = (ADDRESS, PROXY, AGENT, LANGUAGE, REFERRER, COOKIE, "telltale of Ana", SECOND, THIRD)
TELLING = {
    "REMOTE_ADDR": ADDRESS,
    "HTTP_X_FORWARDED_FOR": f"{PROXY}, {ADDRESS}",
    "HTTP_X_REAL_IP": PROXY,
    "HTTP_FORWARDED": f"for={PROXY}",
    "HTTP_USER_AGENT": AGENT,
    "HTTP_ACCEPT_LANGUAGE": LANGUAGE,
    "HTTP_REFERER": REFERRER,
}


def every_cell() -> Iterator[str]:
    """Every value of every table, as text; bytes letter by letter. Left out is the hour of its migration."""
    with connection.cursor() as cursor:
        for table in set(connection.introspection.table_names(cursor)) - {"django_migrations"}:
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                yield from (as_text(cell) for cell in row)


def as_text(cell: object) -> str:
    return bytes(cell).decode("latin-1") if isinstance(cell, (bytes, memoryview)) else str(cell)


def every_file() -> Iterator[str]:
    """Every file of the data folder but the database's own, whose cells were read above: name and content."""
    for path in Path(settings.DATA_DIR).rglob("*"):
        if path.is_file() and "sqlite3" not in path.name:
            yield path.name + "\n" + path.read_bytes().decode("latin-1")


def found_in(places: Iterator[str], marks: tuple[str, ...] = MARKS) -> set[str]:
    return {mark for place in places for mark in marks if mark in place}


def telling_visitor() -> Visitor:
    client = Client(enforce_csrf_checks=True, **TELLING)
    client.cookies["tracker"] = COOKIE
    return Visitor(client)


@pytest.fixture
def arrival(clock, at):
    clock.move_to(at.replace(hour=16, minute=37, second=41, microsecond=123456))
    return clock


def report_and_answer(visitor: Visitor, clock) -> None:
    key = visitor.report(files={"uploads": [SimpleUploadedFile(FILE_NAME, PDF)]})
    visitor.send(kept="on")
    visitor.open("/speak-up/follow-up/")
    clock.shift(3)
    visitor.send(access_key=key)
    visitor.send(body="One more thing.", uploads=[SimpleUploadedFile(FILE_NAME, PDF)])
    assert Report.objects.get().messages.count() == 1


def test_nothing_of_the_visitor_is_stored(visitor, office, arrival, caplog):
    caplog.set_level(logging.DEBUG)
    telling = telling_visitor()
    report_and_answer(telling, arrival)
    telling.client.raise_request_exception = False
    telling.open("/speak-up/no-such-page/")
    telling.open("/speak-up/report/")
    telling.client.cookies.pop("form")
    telling.send(topic="anti-bribery")
    assert telling.answer.status_code == 403, "a failure on purpose: faults must not tell either"
    assert Report.objects.count() == 1
    assert found_in(every_cell()) == set()
    assert found_in(every_file()) == set()
    logged = "\n".join(f"{record.getMessage()} {record.__dict__}" for record in caplog.records)
    assert found_in(iter([logged])) == set()


def test_the_search_for_marks_finds_what_was_planted(visitor, tmp_path):
    Topic.objects.create(slug="planted", name=f"{ADDRESS} {AGENT} {COOKIE} {SECOND}", question="?")
    assert found_in(every_cell()) == {ADDRESS, AGENT, COOKIE, SECOND}
    planted = Path(settings.DATA_DIR) / "planted.txt"
    planted.write_text(FILE_NAME)
    try:
        assert found_in(every_file()) == {"telltale of Ana"}
    finally:
        planted.unlink()


def test_the_words_lie_sealed_in_the_database_and_on_the_disk(visitor):
    visitor.report(files={"uploads": [SimpleUploadedFile(FILE_NAME, b"%PDF-1.4 the secret ledger")]})
    assert found_in(every_cell(), (STORY, "head of sales", "secret ledger")) == set()
    assert found_in(every_file(), (STORY, "secret ledger")) == set()
    assert Report.objects.get().narrative == STORY, "the control: it can be read with its key"


def test_a_signed_in_employee_who_reports_anonymously_leaves_no_link(visitor, employee, arrival):
    client = Client(enforce_csrf_checks=True)
    client.force_login(employee.user)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    signed_in = Visitor(client)
    client.get("/my/reports/")
    marks = (str(employee.pk), employee.pk.hex, employee.email, employee.full_name, session)
    before = told_of(marks)
    signed_in.report(files={"uploads": [SimpleUploadedFile(FILE_NAME, PDF)]})
    assert Report.objects.get().identity is None
    assert list(Report.objects.by_reporter(employee)) == []
    assert told_of(marks) == before
    assert before["address"] and before["id"] + before["bare id"], (
        "the control: the directory tells of them, before and after"
    )
    assert client.cookies[settings.SESSION_COOKIE_NAME].value == session, "the session was not touched"
    assert employee.full_name not in signed_in.page


def told_of(marks: tuple[str, ...]) -> dict[str, int]:
    """How many cells of the database hold each of the marks of a person."""
    cells = list(every_cell())
    names = ("id", "bare id", "address", "name", "session")
    return {name: sum(mark in cell for cell in cells) for name, mark in zip(names, marks, strict=True)}


def test_only_the_day_of_an_anonymous_report_and_of_its_answers_is_kept(visitor, office, arrival):
    key = visitor.report()
    visitor.open("/speak-up/follow-up/")
    arrival.shift(3)
    visitor.send(access_key=key)
    visitor.send(body="One more thing.")
    case = Case.objects.get()
    told = office.notices.filter(about_id=str(case.pk))
    assert told and not any(notice.created_at for notice in told)
    assert str(case.received_on) == "2026-11-23"
    assert found_in(every_cell(), (SECOND, THIRD)) == set()


def test_the_pages_set_one_cookie_that_lasts_as_long_as_the_browser(visitor):
    visitor.report()
    cookies = visitor.client.cookies
    assert list(cookies) == ["form"]
    assert cookies["form"]["max-age"] == "" and cookies["form"]["expires"] == ""
    assert cookies["form"]["httponly"] and cookies["form"]["samesite"] == "Strict"


def test_two_visitors_share_nothing(visitor):
    visitor.fill(until="story")
    other = another_visitor()
    other.fill(until="story")
    assert visitor.hidden("capsule") != other.hidden("capsule")
    assert STORY not in other.page
