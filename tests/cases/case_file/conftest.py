"""A case with something of everything, and the clock that makes its file."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pypdf
import pytest
from django.http import HttpResponse

from accounts.models import Person
from cases import actions
from cases.actions import ExportFacts
from cases.actions.case_files import make_case_files
from cases.actions.cleaning import check_attachment
from cases.actions.evidence import attach_file
from cases.models import Attachment, Case, CaseFile
from cases.redaction import Choices
from cases.states.report import Mode
from tests.cases.desk import Desk, make_topic
from tests.cases.officer.conftest import at_desk, now, send  # noqa: F401 — fixtures
from tests.people import make_person
from tests.standing import standing
from vault.models import SealedFile

STORY = "Viktor Namedew took the money from Wilma Watcher. Call Nora Tellwright about the Zephyr account."


def sent(answer: HttpResponse) -> bytes:
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def words_of(pdf: bytes) -> str:
    """Every word of a PDF: its pages, its metadata, its bookmarks."""
    read = pypdf.PdfReader(io.BytesIO(pdf))
    # Where a line breaks is no matter.
    pages = " ".join(" ".join(page.extract_text() for page in read.pages).split())
    return f"{pages}\n{read.metadata}\n{read.outline}\n{described(read)}"


def described(read: pypdf.PdfReader) -> str:
    """What the document says about itself."""
    return read.trailer["/Root"]["/Metadata"].get_data().decode()


def everything_in(archive: bytes) -> str:
    """Every word of an archive: the names of its entries, its texts, and its PDF."""
    found = []
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        assert opened.testzip() is None
        for entry in opened.infolist():
            data = opened.read(entry)
            found += [entry.filename, words_of(data) if entry.filename.endswith(".pdf") else data.decode("utf-8-sig")]
    return "\n".join(found)


@dataclass
class Papers:
    """A case that names people, and its exports."""

    desk: Desk
    case: Case
    subject: Person
    file: Attachment
    held: Attachment
    at: datetime

    def ask(self, by: Person | None = None, **hidden: Any) -> CaseFile:
        facts = ExportFacts("For counsel.", Choices(**{"is_redacted": bool(hidden), **hidden}))
        return actions.export_case(self.case, facts=facts, by=by or self.desk.staff, at=self.at)

    def make(self, by: Person | None = None, **hidden: Any) -> CaseFile:
        asked = self.ask(by, **hidden)
        make_case_files(self.at)
        return CaseFile.objects.select_related("pdf__data_key", "archive__data_key", "job").get(pk=asked.pk)

    def read(self, made: CaseFile) -> str:
        assert made.pdf and made.archive
        return words_of(b"".join(made.pdf.chunks())) + everything_in(b"".join(made.archive.chunks()))


def attach(case: Case, data: bytes, media_type: str, name: str, at: datetime) -> Attachment:
    report = case.reports.get()
    kept: Any = {"data_key": report.data_key, "on": at.date()}
    file = SealedFile.objects.seal([data], name=name, media_type=media_type, **kept)
    attachment = attach_file(report, file, on=at.date())
    check_attachment(attachment, on=at.date())
    return Attachment.objects.get(pk=attachment.pk)


@standing
def papers(desk, subject, employee, at) -> Papers:
    """Reported by name; with a subject, a witness, a dialogue, notes, a finding, and two files."""
    told: Any = {"topic": make_topic(), "narrative": STORY, "mode": Mode.NAMED, "country": "US"}
    named: Any = {"reporter_name": "Nora Tellwright", "reporter_contact": "nora@home.example"}
    report = actions.submit_report(actions.ReportFacts(**told, **named), by=employee, at=at)
    case = desk.acknowledge(Case.objects.get(pk=report.case_id))
    party = actions.confirm_party(case.parties.get(person=subject), role="SUBJECT", by=desk.staff, at=at)
    desk.name(case, make_person("Wilma Watcher", at=at), role="WITNESS")
    case = desk.assign(desk.triage(case))
    desk.ask(case)
    desk.note(case)
    desk.allege(case, party)
    file = attach(case, b"A list of Zephyr payments", "text/plain", "zephyr.txt", at)
    held = attach(case, b"\x00\x01\x02nothing knows this", "application/octet-stream", "x.bin", at)
    return Papers(desk, Case.objects.get(pk=case.pk), subject, file, held, at)


@pytest.fixture
def clock(at) -> Callable[[], int]:
    return lambda: make_case_files(at)
