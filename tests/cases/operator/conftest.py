"""The help line, on a fixed day."""

import html
import re
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from cases.models import Case, Recording, Report
from tests.cases.public.conftest import clock, office, topics  # noqa: F401 — fixtures

STORY = "The foreman signs for hours that nobody worked."
TOLD: dict[str, Any] = {
    "kind": "REPORT",
    "narrative": STORY,
    "topic": "anti-bribery",
    "typed_names": "The foreman",
    "concerns": ["NONE"],
    "place": "Plant 2",
    "country": "PT",
    "danger": "NO",
    "who_knows": ["NOBODY"],
    "received_on": "2026-11-23",
    "language": "pt",
    "mode": "ANONYMOUS",
}


def words(answer: HttpResponse) -> str:
    """The page as read: without marks, with plain spaces."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", answer.content.decode())).split())


def hidden(answer: HttpResponse, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', answer.content.decode())
    return html.unescape(found[1]) if found else ""


@dataclass
class Line:
    """An operator at the help line's pages."""

    client: Client

    def begin(self, channel: str = "PHONE") -> Recording:
        known = set(Recording.objects.values_list("pk", flat=True))
        self.client.post("/help-line/begin/", {"channel": channel})
        return Recording.objects.exclude(pk__in=known).get()

    def at(self, recording: Recording, page: str) -> str:
        return f"/help-line/{recording.pk}/{page}/"

    def write(self, recording: Recording, **changed: Any) -> HttpResponse:
        return self.client.post(self.at(recording, "record"), TOLD | changed)

    def hand_over(self, recording: Recording, **changed: Any) -> Report:
        """Written down, read back and handed over; gives the report."""
        known = set(Report.objects.values_list("pk", flat=True))
        answer = self.write(recording, **changed)
        assert answer.headers.get("Location") == self.at(recording, "hand-over"), words(answer)
        answer = self.client.post(self.at(recording, "hand-over"), {"read_back": "AGREED"})
        assert answer.headers.get("Location") == self.at(recording, "pick-up-code"), words(answer)
        return Report.objects.exclude(pk__in=known).get()

    def code(self, recording: Recording) -> str:
        """The pick-up code that the page shows."""
        page = self.client.get(self.at(recording, "pick-up-code")).content.decode()
        return "".join(re.findall(r"<li>(\d{4})</li>", page))


@pytest.fixture
def line(operator, topics, ethics_officer, clock) -> Line:  # noqa: F811 — fixtures
    client = Client()
    client.force_login(operator.user)
    return Line(client)


@pytest.fixture
def called(line) -> tuple[Report, str]:
    """A report by phone that was handed over, and the code that the caller wrote down."""
    recording = line.begin()
    report = line.hand_over(recording)
    code = line.code(recording)
    line.client.post(line.at(recording, "pick-up-code"))
    return report, code


@pytest.fixture
def case(called) -> Case:
    return called[0].case
