"""Somebody at the speak-up pages, as a browser without script shows them: hidden fields and cookies, nothing else."""

import html
import re
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
STORY = "An agent was paid a commission that nobody can explain."
ANSWERS: dict[str, dict[str, Any]] = {
    "topic": {"topic": "anti-bribery"},
    "story": {"narrative": STORY},
    "people": {"typed_names": "The head of sales", "concerns": ["NOT_SURE"]},
    "circumstances": {"place": "Plant 2", "country": "PT", "day": "2026-10-05", "period": "since then"},
    "knowledge": {"danger": "NO", "who_knows": ["COLLEAGUES"]},
    "files": {},
    "about_you": {"mode": "ANONYMOUS"},
}


def pdf(name: str = "invoice.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, PDF, content_type="application/pdf")


@dataclass
class Visitor:
    """Posts what the page holds, with the answers given; knows no address of a page but the form's own."""

    client: Client
    path: str = ""
    page: str = ""
    answer: HttpResponse = field(default_factory=HttpResponse)

    def open(self, path: str) -> str:
        self.path = path
        return self._read(self.client.get(path))

    def send(self, go: str = "", *, path: str = "", **typed: Any) -> str:
        """Press a button: the main one, or the one called `go`."""
        posted = {"csrfmiddlewaretoken": self.hidden("csrfmiddlewaretoken"), "capsule": self.hidden("capsule"), **typed}
        if go:
            posted["go"] = go
        return self._read(self.client.post(path or self.form_address(), posted))

    def change_language(self, language: str, **typed: Any) -> str:
        """Press the button of a language, with what is typed on the page."""
        button = re.search(rf'formaction="([^"]+)"[^>]*lang="{language}"', self.page)
        path = html.unescape(button[1]) if button else ""
        assert path, f"no button for {language} on this page"
        self.path = path
        return self.send("language", path=path, **typed)

    def hidden(self, name: str) -> str:
        found = re.search(rf'name="{name}" value="([^"]*)"', self.page)
        return html.unescape(found[1]) if found else ""

    def form_address(self) -> str:
        """Where the page's own form goes; the frame of a signed-in page has another one, for signing out."""
        for start, content in re.findall(r"<form([^>]*)>(.*?)</form>", self.page, re.S):
            if 'name="capsule"' in content:
                named = re.search(r' action="([^"]+)"', start)
                return named[1] if named else self.path
        return self.path

    @property
    def text(self) -> str:
        """The page as read: without marks, with plain spaces."""
        return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", self.page)).split())

    @property
    def language(self) -> str:
        return re.search(r'<html lang="([^"]+)"', self.page)[1]

    @property
    def heading(self) -> str:
        return html.unescape(re.search(r"<h1[^>]*>(.*?)</h1>", self.page, re.S)[1]).strip()

    @property
    def key(self) -> str:
        return re.search(r'data-copy-text="([^"]+)"', self.page)[1]

    def fill(self, *, until: str = "review", language: str = "", **changed: dict[str, Any]) -> str:
        """Go through the form from its first page to the page `until`, with `changed` answers for single pages."""
        self.open(f"{language and '/'}{language}/speak-up/report/")
        for page, typed in (ANSWERS | changed).items():
            if page == until:
                return self.page
            self.send(**typed)
        return self.page

    def report(self, **changed: dict[str, Any]) -> str:
        """Fill and send; gives the access key."""
        self.fill(**changed)
        self.send("send")
        return self.key

    def _read(self, answer: HttpResponse) -> str:
        self.answer = answer
        self.page = answer.content.decode()
        return self.page
