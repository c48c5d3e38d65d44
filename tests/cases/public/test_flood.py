"""A flood through gunicorn: programs in many threads; people among them, with script and without, get through."""

import http.client
import re
import sqlite3
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from cases.passes import PIECE_BITS, Pass
from tests.cases.public.visitor import ANSWERS, PDF, Visitor
from tests.processes import empty_portal, free_port, get, run, running, wait_until

pytestmark = [pytest.mark.once, pytest.mark.slow]

PROGRAMS, EACH = 6, 3
FILE = PDF + b"x" * 20_000
STAFF = """
import django; django.setup()
from django.utils import timezone
from tests.people import make_person
make_person("Esther Compley", "ETHICS_OFFICER", at=timezone.now())
make_person("Adam Keeper", "ADMINISTRATOR", at=timezone.now())
"""


@dataclass
class Answer:
    status_code: int
    content: bytes


@dataclass
class Browser:
    port: int
    cookies: SimpleCookie = field(default_factory=SimpleCookie)

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(self, path: str, typed: dict) -> Answer:
        return self._ask("POST", path, encode_multipart(BOUNDARY, typed), {"Content-Type": MULTIPART_CONTENT})

    def _ask(self, method: str, path: str, body: bytes = b"", headers: dict | None = None) -> Answer:
        kept = "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)
        connection.request(method, path, body=body, headers={"Cookie": kept, **(headers or {})})
        answer = connection.getresponse()
        told = Answer(answer.status, answer.read())
        for line in answer.msg.get_all("Set-Cookie") or []:
            self.cookies.load(line)
        connection.close()
        return told


@dataclass
class Site:
    port: int
    data: Path

    def visitor(self) -> Visitor:
        return Visitor(Browser(self.port))  # type: ignore[arg-type]

    def rows(self, sql: str) -> list[tuple]:
        with sqlite3.connect(self.data / "portal.sqlite3") as connection:
            return connection.execute(sql).fetchall()


@contextmanager
def site(folder: Path, **variables: str) -> Iterator[Site]:
    folder.mkdir()
    port = free_port()
    environment = empty_portal(folder, PORT=str(port), QUICKEST_FORM="0", **variables)
    run([sys.executable, "manage.py", "load_topics"], environment)
    run([sys.executable, "-c", STAFF], environment | {"DJANGO_SETTINGS_MODULE": "ethics_portal.settings"})
    with running([sys.executable, "manage.py", "serve"], environment, folder / "log") as process:
        wait_until(lambda: get(port, "/health/live")[0] == 200, 90, process.output())
        yield Site(port, folder)


def file(name: str) -> dict:
    return {"uploads": [SimpleUploadedFile(name, FILE, content_type="application/pdf")]}


def program(there: Site) -> int:
    """Fills in forms with files as fast as it can, and sends each; how many arrived."""
    arrived = 0
    for _time in range(EACH):
        visitor = there.visitor()
        visitor.fill(files=file("flood.pdf"), story={"narrative": "Buy cheap watches"})
        visitor.send("send")
        arrived += "data-copy-text" in visitor.page
    return arrived


def person(there: Site, story: str, *, script: bool, with_file: bool = False) -> tuple[str, int]:
    """Somebody who does what the pages say; the heading and status in the end."""
    visitor = there.visitor()
    visitor.fill(until="files", story={"narrative": story})
    if with_file:
        visitor.send("add", **file("mine.pdf"), **earned(visitor, script=script))
        if visitor.answer.status_code == 200 and "mine.pdf" not in re.findall(r'file-name">([^<]*)', visitor.page):
            visitor.send("add", **file("mine.pdf"), **earned(visitor, script=script))
    status = visitor.answer.status_code
    visitor.send()
    visitor.send(**ANSWERS["about_you"])
    visitor.send("send")
    if "data-copy-text" not in visitor.page:
        visitor.send("send", **earned(visitor, script=script))
    return (visitor.heading if "data-copy-text" not in visitor.page else visitor.key), status


def earned(visitor: Visitor, *, script: bool) -> dict[str, str]:
    """The pass of the page, earned as static/work.js does it or by waiting for as long as the page says."""
    work = re.search(r'data-work="(\w+)" data-work-bits="(\d+)"', visitor.page)
    if work is None:
        return {}
    if script:
        solution = Pass("", work[1], int(work[2]) + PIECE_BITS, 0, 0).solve()
    else:
        time.sleep(int(re.search(r"(\d+) seconds?", visitor.text)[1]) + 1)
        solution = ""
    return {"pass": visitor.hidden("pass"), "work": solution}


def everybody(there: Site, *, with_file: bool) -> tuple[int, list[tuple[str, int]]]:
    """Programs and, once they are at it, four people at the same time."""
    with ThreadPoolExecutor(PROGRAMS + 4) as pool:
        programs = [pool.submit(program, there) for _number in range(PROGRAMS)]
        wait_until(lambda: any(each.done() for each in programs) or _is_busy(there), 60)
        people = [
            pool.submit(person, there, f"Story {number}", script=number % 2 == 0, with_file=with_file)
            for number in range(4)
        ]
        return sum(each.result() for each in programs), [each.result() for each in people]


def _is_busy(there: Site) -> bool:
    visitor = there.visitor()
    visitor.open("/speak-up/report/")
    visitor.fill(until="files")
    return "data-work" in visitor.page


def test_people_get_through_a_flood_and_each_report_is_stored_once(tmp_path):
    limits = {"SENDINGS_PER_MINUTE": "1", "WORK_BITS": "8", "WORK_WAIT": "1", "INTAKE_QUOTA": "10000000"}
    with site(tmp_path / "wall", **limits) as there:
        arrived, people = everybody(there, with_file=True)
        keys = [key for key, _status in people]
        assert all(key.count("-") == 5 for key in keys) and len(set(keys)) == 4, keys
        assert {status for _key, status in people} == {200}, "their files too"
        assert arrived <= 3, "of the programs' forms only those before the wall rose"
        assert there.rows("SELECT count(*) FROM cases_report") == [(arrived + 4,)]
        assert there.rows("SELECT count(*) FROM cases_attachment")[0][0] <= arrived + 4


def test_without_the_wall_the_flood_fills_the_quota_and_people_still_get_their_words_through(tmp_path):
    limits = {"SENDINGS_PER_MINUTE": "0", "INTAKE_QUOTA": str(len(FILE) * 5), "FLOOD_PER_MINUTE": "0"}
    with site(tmp_path / "open", **limits) as there:
        arrived, _people = everybody(there, with_file=False)
        assert arrived >= 5, "the control: nothing holds the programs back"
        assert there.rows("SELECT sum(size) FROM vault_sealedfile")[0][0] <= len(FILE) * (5 + PROGRAMS)
        key, status = person(there, "Late, with a file", script=False, with_file=True)
        assert status == 507 and key.count("-") == 5
        counted = Counter(dict(there.rows("SELECT channel, count(*) FROM cases_report GROUP BY channel")))
        assert counted["WEB"] >= arrived + 5
        wait_until(lambda: there.rows("SELECT kind FROM cases_flood") == [("QUOTA",)], 90, "no alarm was raised")
