"""Malformed requests over bare sockets to the real server: it answers none with a failure, and loses no report."""

import http.client
import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from tests.cases.public.visitor import Visitor
from tests.hostile.wire import Proof, malformed, status_of
from tests.processes import Process, empty_portal, free_port, get, run, running, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.once]

REPORT = "/speak-up/report/"
PLANTED = "/speak-up/planted/"
# The Portal as it is, with one page more that does what no page may do: fall over what it is sent.
WEAK = {
    "weak_portal.py": "from ethics_portal.settings import *\nPUBLIC_URLCONF = 'weak_urls'\n",
    "weak_urls.py": f"""
from django.http import HttpResponse
from django.urls import path
from ethics_portal.public_urls import *
def weak(request):
    if "é" in request.POST.get("narrative", ""):
        raise ValueError("what no page may do")
    return HttpResponse("fine")
urlpatterns = [path({PLANTED[1:]!r}, weak), *urlpatterns]
""",
}
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


@dataclass
class Browser:
    """A well-behaved browser at the server's port, for a `Visitor`."""

    port: int
    cookies: SimpleCookie = field(default_factory=SimpleCookie)

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(self, path: str, typed: dict) -> Answer:
        return self._ask("POST", path, encode_multipart(BOUNDARY, typed), {"Content-Type": MULTIPART_CONTENT})

    def _ask(self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None) -> Answer:
        kept = "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.request(method, path, body, {"Host": "localhost", "Cookie": kept, **(headers or {})})
        answer = connection.getresponse()
        told = Answer(answer.status, answer.read())
        for line in answer.msg.get_all("Set-Cookie") or []:
            self.cookies.load(line)
        connection.close()
        return told


@pytest.fixture(scope="module")
def portal(tmp_path_factory) -> Iterator[tuple[int, Path, Process]]:
    """The server as it is shipped, with the weak page beside the others."""
    data, folder = tmp_path_factory.mktemp("data"), tmp_path_factory.mktemp("hostile")
    # A test fills a form in faster than anybody reads it, and sends more than anybody in a minute.
    unhurried = dict.fromkeys(("QUICKEST_FORM", "SENDINGS_PER_MINUTE", "TRIES_PER_MINUTE", "FLOOD_PER_MINUTE"), "0")
    environment = empty_portal(data, PORT=str(free_port()), **unhurried)
    run([sys.executable, "-c", STAFF], environment | {"DJANGO_SETTINGS_MODULE": "ethics_portal.settings"})
    for name, text in WEAK.items():
        (folder / name).write_text(text)
    weak = environment | {"PYTHONPATH": str(folder), "DJANGO_SETTINGS_MODULE": "weak_portal"}
    port = int(environment["PORT"])
    with running([sys.executable, "manage.py", "serve"], weak, folder / "log") as server:
        wait_until(lambda: get(port, "/health/live", Host="localhost")[0] == 200, why=server.output())
        yield port, data, server


def proof_of(visitor: Visitor, page: str) -> Proof:
    visitor.fill(until=page)
    return Proof(visitor.client.cookies["form"].value, visitor.hidden("csrfmiddlewaretoken"), visitor.hidden("capsule"))


def statuses(port: int, path: str, proof: Proof) -> dict[str, int]:
    return {name: status_of(port, raw) for name, raw in malformed(path, proof)}


def reports(folder: Path) -> int:
    with sqlite3.connect(folder / "portal.sqlite3") as database:
        return int(database.execute("SELECT count(*) FROM cases_report").fetchone()[0])


def test_no_malformed_request_makes_the_server_fail_and_reports_go_on(portal):
    port, folder, server = portal
    answered: dict[str, int] = {}
    for page in ("story", "files"):
        visitor = Visitor(Browser(port))
        answered |= {
            f"{page}: {name}": status for name, status in statuses(port, REPORT, proof_of(visitor, page)).items()
        }
    assert {what: status for what, status in answered.items() if status >= 500} == {}
    assert "uncaught" not in server.output() and server.popen.poll() is None
    # The control: they reach the form (200), its proof (403), its limits (413) and the server's own sense (400).
    assert {200, 403, 413, 400} <= set(answered.values())
    assert sum(status == 0 for status in answered.values()) < len(answered) / 10, answered
    before = reports(folder)
    assert Visitor(Browser(port)).report()
    assert reports(folder) == before + 1, "whoever comes behind them is heard"


def test_a_page_that_falls_over_is_found(portal):
    """The control: the same requests, sent to a page that fails on some."""
    port, _folder, _server = portal
    found = statuses(port, PLANTED, proof_of(Visitor(Browser(port)), "story"))
    assert 500 in found.values() and 200 in found.values()
