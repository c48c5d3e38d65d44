"""An anonymous report through gunicorn behind a proxy, with a real worker: afterwards nothing tells who sent it.

Searched are every cell of the database, Redis, every file of the data folder and of the temporary folder, the mails,
and what the processes and the database server wrote. What could tell is distinctive: an address, an agent, a language,
a cookie, a file's name.
"""

import http.client
import os
import sys
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path

import psycopg2
import pytest
import redis
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.cases.public.test_anonymity import as_text, found_in
from tests.cases.public.visitor import PDF, Visitor
from tests.processes import clean_environment, readiness, run, running, wait_until
from tests.tooling.test_production_refuses import GOOD
from tests.tooling.test_services_by_hand import (
    AS_THE_PROXY,
    command_of,
    database_url,  # noqa: F401 — a fixture
    environment_of,
    own,  # noqa: F401 — a fixture
)

pytestmark = [pytest.mark.slow, pytest.mark.postgresql, pytest.mark.redis]

ADDRESS, AGENT, LANGUAGE = "203.0.113.177", "TellTaleBrowser/9.9", "gv-IM"
COOKIE, REFERRER, FILE_NAME = "telltale-cookie-4711", "https://intranet.example/telltale", "telltale of Ana Sousa.pdf"
MARKS = (ADDRESS, AGENT, LANGUAGE, COOKIE, REFERRER, "telltale of Ana")
PERSON = 3.0  # seconds: whoever types a key faster than a person is asked once more
STAFF = """
import django; django.setup()
from django.utils import timezone
from code_of_ethics.models import Topic
from tests.people import make_person
Topic.objects.create(slug="anti-bribery", name="Bribery", question="?")
make_person("Esther Compley", "ETHICS_OFFICER", at=timezone.now())
"""


@dataclass
class Answer:
    status_code: int
    content: bytes
    headers: dict[str, str]


@dataclass
class Browser:
    """A browser whose requests a proxy passes on, with everything that could tell who sits before it."""

    port: int
    cookies: SimpleCookie = field(default_factory=SimpleCookie)

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def post(self, path: str, typed: dict) -> Answer:
        return self.ask("POST", path, encode_multipart(BOUNDARY, typed), MULTIPART_CONTENT)

    def ask(self, method: str, path: str, body: bytes = b"", content_type: str = "text/plain") -> Answer:
        kept = [f"{name}={morsel.value}" for name, morsel in self.cookies.items()]
        headers = {
            "Host": GOOD["PUBLIC_HOST"], "Origin": f"https://{GOOD['PUBLIC_HOST']}", "X-Forwarded-Proto": "https",
            "X-Forwarded-For": ADDRESS, "X-Real-IP": ADDRESS, "Forwarded": f"for={ADDRESS}", "User-Agent": AGENT,
            "Accept-Language": LANGUAGE, "Referer": REFERRER, "Content-Type": content_type,
            "Cookie": "; ".join([*kept, f"tracker={COOKIE}"]),
        }  # fmt: skip
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, body=body, headers=headers)
        answer = connection.getresponse()
        told = Answer(answer.status, answer.read(), dict(answer.getheaders()))
        for line in answer.msg.get_all("Set-Cookie") or []:
            self.cookies.load(line)
        connection.close()
        return told


def pdf() -> SimpleUploadedFile:
    return SimpleUploadedFile(FILE_NAME, PDF, content_type="application/pdf")


def report_and_answer(port: int) -> None:
    visitor = Visitor(Browser(port))
    in_danger = {"danger": "YES", "who_knows": ["COLLEAGUES"]}  # somebody is called by mail at once
    key = visitor.report(files={"uploads": [pdf()]}, knowledge=in_danger)
    visitor.send(kept="on")
    visitor.open("/speak-up/follow-up/")
    time.sleep(PERSON)
    visitor.send(access_key=key)
    visitor.send(body="One more thing.", uploads=[pdf()])
    assert "One more thing." in visitor.text


def make_errors(port: int) -> None:
    """Pages that are not there, a form without its proof, and requests that no browser sends."""
    browser = Browser(port)
    assert browser.get("/speak-up/no-such-page/").status_code == 404
    assert browser.post("/speak-up/report/", {"topic": "anti-bribery", "uploads": pdf()}).status_code == 403
    assert browser.ask("POST", "/speak-up/report/", b"--nothing", "multipart/form-data").status_code in (400, 403)
    assert browser.ask("BREW", "/speak-up/report/").status_code in (403, 405)
    assert browser.get(f"/speak-up/?{urllib.parse.urlencode({'from': COOKIE})}").status_code == 200


# --- everywhere --------------------------------------------------------------------------------------------
def cells(url: str) -> Iterator[str]:
    """Every value of every table; bytes letter by letter."""
    connection = psycopg2.connect(url)
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT * FROM "{table}"')
            for row in cursor.fetchall():
                yield from (as_text(cell) for cell in row)
    connection.close()


def in_redis(url: str) -> Iterator[str]:
    store = redis.Redis.from_url(url)
    for key in store.scan_iter("*"):
        yield key.decode("latin-1") + str(store.dump(key))


def files(*folders: Path) -> Iterator[str]:
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file():
                yield f"{path.name}\n{path.read_bytes().decode('latin-1')}"


def test_nothing_tells_who_sent_an_anonymous_report(own, smtp_sink, tmp_path):  # noqa: F811 — a fixture
    folder, temporary = Path(own["DATA_DIR"]), tmp_path / "temporary"
    temporary.mkdir()

    here = own | {
        "QUICKEST_FORM": "0",
        "TMPDIR": str(temporary),
        "EMAIL_URL": f"smtp://{smtp_sink.host}:{smtp_sink.port}",
    }

    def environment(service: str) -> dict[str, str]:
        return clean_environment(**(environment_of(service) | here))

    run(command_of("release"), environment("release"))
    run([sys.executable, "-c", STAFF], environment("web") | {"DJANGO_SETTINGS_MODULE": "ethics_portal.settings"})
    with ExitStack() as stack:
        processes = [
            stack.enter_context(running(command_of(service), environment(service), tmp_path / service))
            for service in ("web", "worker", "beat")
        ]
        port = int(own["PORT"])
        wait_until(lambda: readiness(port, **AS_THE_PROXY).get("beat"), 90, processes[0].output())
        report_and_answer(port)
        make_errors(port)
        wait_until(lambda: "WAITING" not in states_of_files(own["DATABASE_URL"]), 60, "the worker cleaned no file")
        smtp_sink.wait_for(1, seconds=60)
        said = [process.output() for process in processes]
    server = [Path(log).read_text(errors="replace") for log in [os.environ.get("POSTGRESQL_LOG")] if log]
    assert found_in(cells(own["DATABASE_URL"]), MARKS) == set()
    assert found_in(in_redis(own["REDIS_URL"]), MARKS) == set()
    assert found_in(files(folder, temporary), MARKS) == set()
    assert found_in(iter([*said, *server]), MARKS) == set()
    assert found_in((message.as_string() for message in smtp_sink.messages), MARKS) == set()
    _what_is_planted_is_found(own, folder)


def states_of_files(url: str) -> set[str]:
    connection = psycopg2.connect(url)
    with connection.cursor() as cursor:
        cursor.execute("SELECT state FROM cases_attachment")
        states = {state for (state,) in cursor.fetchall()}
    connection.close()
    return states


def _what_is_planted_is_found(own: dict[str, str], folder: Path) -> None:  # noqa: F811 — not the fixture
    """The control: the same searches find each mark where it lies."""
    connection = psycopg2.connect(own["DATABASE_URL"])
    connection.autocommit = True
    with connection.cursor() as cursor:
        cursor.execute("UPDATE code_of_ethics_topic SET name = %s", [f"{ADDRESS} {AGENT}"])
    connection.close()
    redis.Redis.from_url(own["REDIS_URL"]).set("planted", COOKIE)
    (folder / "planted").write_text(FILE_NAME)
    assert found_in(cells(own["DATABASE_URL"]), MARKS) == {ADDRESS, AGENT}
    assert found_in(in_redis(own["REDIS_URL"]), MARKS) == {COOKIE}
    assert found_in(files(folder), MARKS) == {"telltale of Ana"}
