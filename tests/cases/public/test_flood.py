"""A flood through a real server: programs in many threads; people among them, with script and without, get through."""

import http.client
import re
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.cookies import SimpleCookie

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Sum
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart
from django.utils import timezone

from cases import pace
from cases.actions import floods
from cases.models import Attachment, Flood, PendingForm, Report
from cases.passes import PIECE_BITS, Pass
from tests.cases.public.visitor import ANSWERS, PDF, Visitor
from vault.models import SealedFile

pytestmark = [pytest.mark.once, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

PROGRAMS, EACH, PEOPLE = 4, 2, 4
FILE = PDF + b"x" * 20_000


@dataclass
class Answer:
    status_code: int
    content: bytes


@dataclass
class Browser:
    """Keeps its cookies and sends forms, over a real connection."""

    address: str
    cookies: SimpleCookie = field(default_factory=SimpleCookie)

    def get(self, path: str) -> Answer:
        return self._ask("GET", path)

    def post(self, path: str, typed: dict) -> Answer:
        return self._ask("POST", path, encode_multipart(BOUNDARY, typed), {"Content-Type": MULTIPART_CONTENT})

    def _ask(self, method: str, path: str, body: bytes = b"", headers: dict | None = None) -> Answer:
        kept = "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())
        connection = http.client.HTTPConnection(self.address, timeout=120)
        connection.request(method, path, body=body, headers={"Cookie": kept, **(headers or {})})
        answer = connection.getresponse()
        told = Answer(answer.status, answer.read())
        for line in answer.msg.get_all("Set-Cookie") or []:
            self.cookies.load(line)
        connection.close()
        return told


@pytest.fixture
def site(live_server, topics, ethics_officer, administrator, settings, monkeypatch):
    """Gives a new visitor of a served Portal each time; nothing was counted before."""
    monkeypatch.setattr(pace, "_counts", type(pace._counts)())
    settings.WORK_BITS, settings.WORK_WAIT, settings.WEB_PROCESSES = 8, 1, 1
    address = live_server.url.removeprefix("http://")
    return lambda: Visitor(Browser(address))  # type: ignore[arg-type]


def file(name: str) -> dict:
    return {"uploads": [SimpleUploadedFile(name, FILE, content_type="application/pdf")]}


def is_sent(visitor: Visitor) -> bool:
    return "data-copy-text" in visitor.page


def program(visitor: Visitor) -> bool:
    """Fills in a form with a file as fast as it can and sends it; whether it arrived."""
    visitor.fill(files=file("flood.pdf"), story={"narrative": "Buy cheap watches"})
    visitor.send("send")
    return is_sent(visitor)


def person(visitor: Visitor, story: str, *, script: bool) -> tuple[str, int]:
    """Somebody with a file who does what the pages say; their key, and the status of the page of files."""
    visitor.fill(until="files", story={"narrative": story})
    for _time in range(2):
        visitor.send("add", **file("mine.pdf"), **earned(visitor, script=script))
        if visitor.answer.status_code == 507 or "1 file added" in visitor.text:
            break
    status = visitor.answer.status_code
    visitor.send()
    visitor.send(**ANSWERS["about_you"])
    visitor.send("send")
    if not is_sent(visitor):
        visitor.send("send", **earned(visitor, script=script))
    return visitor.key, status


def earned(visitor: Visitor, *, script: bool) -> dict[str, str]:
    """The pass of the page, earned as static/work.js does it or by waiting for as long as the page says."""
    work = re.search(r'data-work="(\w+)" data-work-bits="(\d+)"', visitor.page)
    if work is None:
        return {}
    if script:
        return {
            "pass": visitor.hidden("pass"),
            "work": Pass("", work[1], int(work[2]) + PIECE_BITS, 0, 0).solve(),
        }
    time.sleep(int(re.search(r"(\d+) seconds?", visitor.text)[1]) + 1)
    return {"pass": visitor.hidden("pass")}


def test_people_get_through_a_flood_and_each_report_is_stored_once(site, settings):
    settings.SENDINGS_PER_MINUTE, settings.INTAKE_QUOTA = 1, len(FILE) * 6
    first = program(site()), program(site())
    with ThreadPoolExecutor(PROGRAMS + PEOPLE) as pool:
        programs = [pool.submit(lambda: [program(site()) for _time in range(EACH)]) for _number in range(PROGRAMS)]
        people = [pool.submit(person, site(), f"Story {number}", script=number % 2 == 0) for number in range(PEOPLE)]
        arrived = sum(first) + sum(sum(each.result()) for each in programs)
        keys, statuses = zip(*(each.result() for each in people), strict=True)
    assert len(set(keys)) == PEOPLE and set(statuses) == {200}, "with their files"
    assert arrived <= 1, "of the programs at most what came before the wall rose"
    stories = sorted(str(report.narrative) for report in Report.objects.all())
    assert stories == sorted([*["Buy cheap watches"] * arrived, *(f"Story {number}" for number in range(PEOPLE))])
    assert Attachment.objects.count() <= PEOPLE + 1 and not Flood.objects.exists()
    assert PendingForm.objects.count() <= PEOPLE + 1, "what programs post leaves nothing"


def test_without_the_wall_the_flood_fills_the_quota_and_words_still_get_through(site, settings):
    settings.SENDINGS_PER_MINUTE, settings.INTAKE_QUOTA = 0, len(FILE) * 5
    with ThreadPoolExecutor(PROGRAMS) as pool:
        arrived = sum(pool.map(lambda _number: sum(program(site()) for _time in range(EACH)), range(PROGRAMS)))
    assert arrived >= 5, "the control: nothing holds the programs back"
    stored = SealedFile.objects.aggregate(total=Sum("size"))["total"]
    assert len(FILE) * 5 <= stored <= len(FILE) * (5 + PROGRAMS), "the quota does, whoever comes at the same instant"
    assert floods.watch_floods(timezone.now()) == 1 and Flood.objects.get().kind == "QUOTA"
    key, status = person(site(), "Late, and in words", script=False)
    assert key and status == 507
    assert "Late, and in words" in {str(report.narrative) for report in Report.objects.all()}
