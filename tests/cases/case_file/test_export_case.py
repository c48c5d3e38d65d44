"""The file of a case: made by the clock, whole or with words hidden, for its maker alone, for a day, on the trail."""

import hashlib
import io
import json
import zipfile
from datetime import timedelta

import pypdf
import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import Notice
from accounts.moves import Refused
from accounts.roles import Role
from audit.trail import history
from cases import actions
from cases.actions.case_files import forget_case_files, make_case_files
from cases.models import Case, CaseFile
from cases.states.report import Mode
from tests.cases.case_file.conftest import described, everything_in, sent, words_of
from tests.cases.desk import open_case
from tests.people import make_person
from vault.models import SealedFile

pytestmark = pytest.mark.slow


def test_a_whole_file_holds_the_whole_case_and_proves_each_entry(papers):
    made = papers.make()
    pdf, archive = b"".join(made.pdf.chunks()), b"".join(made.archive.chunks())
    read = words_of(pdf)
    for words in ("Viktor Namedew", "Wilma Watcher", "Nora Tellwright", "nora@home.example", "Zephyr account",
                  "Read the invoices.", "Which restaurant?", "Took dinners", papers.case.reference):  # fmt: skip
        assert words in read, words
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        manifest = json.loads(opened.read("manifest.json"))
        names = set(opened.namelist())
        for entry in manifest["entries"]:
            if not entry["left_out"]:
                assert hashlib.sha256(opened.read(entry["name"])).hexdigest() == entry["sha256"]
    assert manifest["made_by"] == papers.desk.staff.full_name
    assert {"case-file.pdf", "manifest.json", "manifest.csv"} < names
    assert [entry["left_out"] for entry in manifest["entries"]] == ["", "", "There is no clean copy of it."]
    # The cleaned copy as it is downloaded: under a neutral name, without the giver's own.
    assert "A list of Zephyr payments" in everything_in(archive) and "zephyr.txt" not in everything_in(archive)


def test_every_page_says_for_whom_and_when_and_the_pdf_is_tagged_with_bookmarks_and_numbers(papers):
    read = pypdf.PdfReader(io.BytesIO(b"".join(papers.make().pdf.chunks())))
    assert len(read.pages) > 1
    for number, page in enumerate(read.pages, 1):
        words = page.extract_text()
        assert f"Made for {papers.desk.staff.full_name}" in words and f"{number} / {len(read.pages)}" in words
    root = read.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/StructTreeRoot"] and root["/Lang"] == "en"
    assert "pdfuaid" in described(read)
    assert any("Allegations" in str(mark) for mark in read.outline)


def test_what_is_hidden_is_nowhere_in_the_file(papers):
    """The control: the whole file holds each of these words."""
    secret = ["Zephyr", "Wilma", "Watcher", "Nora", "Tellwright", "nora@home", "Read the invoices", "Which restaurant"]
    whole = papers.read(papers.make())
    assert all(word in whole for word in secret)
    note, message = papers.case.notes.get(), papers.case.reports.get().messages.latest("position")
    passages = frozenset({f"note.{note.pk}", f"message.{message.pk}"})
    hidden = papers.make(words=("zéphyr",), passages=passages, hides_reporter=True, hides_witnesses=True)
    read = papers.read(hidden).casefold()
    assert [word for word in secret if word.casefold() in read] == []
    assert "viktor" in read, "what was not chosen stays"
    assert "content can’t be hidden in part" in read, "files are left out, and said to be"
    assert papers.desk.staff.full_name.casefold() in read


def test_a_confidential_reporter_is_in_no_file(desk, employee, at, papers):
    told = {"mode": Mode.CONFIDENTIAL, "reporter_name": "Corin Quietly", "reporter_contact": "corin@home.example"}
    papers.case = open_case(at=at, by=employee, **told)
    for hidden in ({}, {"words": ("dinners",)}):
        read = papers.read(papers.make(**hidden))
        assert "Corin" not in read and "corin@" not in read and "Confidential" in read


def test_the_trail_says_what_was_chosen_and_none_of_the_words(papers, at):
    made = papers.make(words=("Zephyr", "Wilma"), hides_reporter=True)
    actions.download_case_file(made, what="pdf", by=papers.desk.staff, at=at)
    entries = {entry.verb: entry for entry in history(papers.case)}
    assert entries["export_case"].facts["words"] == 2 and entries["export_case"].facts["hides_reporter"] is True
    assert {"export_case", "make_case_file", "download_case_file"} <= set(entries)
    assert not any("zephyr" in f"{entry.sentence}{entry.facts}".casefold() for entry in entries.values())
    assert Notice.objects.filter(kind="case_file_ready", recipient=papers.desk.staff).count() == 1


def test_only_its_maker_downloads_it(papers, sign_in, send):
    papers.at = timezone.now()
    made = papers.make()
    address = reverse("cases:download_case_file", args=[papers.case.reference, made.pk])
    answer = send("download_case_file", papers.case, made, what="archive")
    assert hashlib.sha256(sent(answer)).hexdigest() == made.archive.sha256
    assert answer["Cache-Control"] == "no-store" and "sandbox" in answer["Content-Security-Policy"]
    for other in (papers.desk.head, papers.desk.investigator, papers.subject):
        client = sign_in(other)
        assert client.get(address).status_code == client.post(address, {"what": "pdf"}).status_code == 404
        with pytest.raises(CaseFile.DoesNotExist):
            actions.download_case_file(made, what="pdf", by=other, at=papers.at)


def test_whoever_is_walled_off_meanwhile_finds_nothing(papers, at, send):
    made, waiting = papers.make(), papers.ask()
    actions.recuse(papers.case, reason="My cousin.", by=papers.desk.staff, at=at)
    assert send("download_case_file", papers.case, made, what="pdf").status_code == 404
    assert make_case_files(at) == 0
    assert CaseFile.objects.get(pk=waiting.pk).state == "FAILED" and not Notice.objects.filter(once=str(waiting.pk))


def test_whoever_no_longer_works_the_case_gets_no_file(papers, at):
    made = papers.make(by=papers.desk.investigator)
    papers.desk.share(papers.case, papers.desk.investigator)
    other = papers.desk.staff
    actions.assign_case(papers.case, investigator=make_person("Oskar Digby", Role.INVESTIGATOR, at=at), by=other, at=at)
    with pytest.raises(Refused):
        actions.download_case_file(made, what="pdf", by=papers.desk.investigator, at=at)


def test_after_a_day_it_is_gone_and_the_row_stays(papers, at, send):
    made = papers.make()
    names = [made.pdf.storage_name, made.archive.storage_name]
    assert forget_case_files(at + timedelta(hours=23)) == 0
    with pytest.raises(Refused):
        actions.download_case_file(made, what="pdf", by=papers.desk.staff, at=at + timedelta(days=1))
    assert forget_case_files(at + timedelta(days=1)) == 1 and forget_case_files(at + timedelta(days=2)) == 0
    assert not SealedFile.objects.filter(storage_name__in=names).exists()
    assert CaseFile.objects.get(pk=made.pk).state == "REMOVED"
    page = send("download_case_file", papers.case, made, what="pdf").content.decode()
    assert "Its day is over" in page


def test_two_sweeps_make_it_once_and_progress_is_seen(papers, at):
    asked = papers.ask()
    assert make_case_files(at) == 1 and make_case_files(at) == 0
    job = CaseFile.objects.get(pk=asked.pk).job
    assert job.finished_at == at and job.done == job.total == 5


def test_what_fails_again_and_again_is_given_up(papers, at):
    asked = papers.ask()
    CaseFile.objects.filter(pk=asked.pk).update(attempts=3)
    assert make_case_files(at) == 0
    assert CaseFile.objects.get(pk=asked.pk).has_failed and CaseFile.objects.get(pk=asked.pk).job.failed


def test_readers_and_strangers_export_nothing(papers, at, employee, send, sign_in):
    papers.desk.share(papers.case, employee)
    with pytest.raises(Refused):
        papers.ask(by=employee)
    page = sign_in(employee).get(reverse("cases:export_case", args=[papers.case.reference]))
    assert "for somebody else" in page.content.decode() and "Zephyr" not in page.content.decode()
    with pytest.raises(Case.DoesNotExist):
        papers.ask(by=papers.subject)


def test_an_export_that_is_over_stays_over(papers, at):
    made = papers.make()
    forget_case_files(at + timedelta(days=2))
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseFile.objects.filter(pk=made.pk).update(state="WAITING")


@pytest.mark.once
def test_the_page_shows_what_it_will_read_like_and_takes_the_same_form(papers, send, at_desk):
    typed = {"reason": "For counsel.", "how": "REDACTED", "words": "Zephyr", "hides_witnesses": "on"}
    page = send("export_case", papers.case, look="on", **typed).content.decode()
    assert "█████ account" in page and "Wilma" not in page.split('id="passages"')[1]
    assert not CaseFile.objects.exists()
    answer = send("export_case", papers.case, passages=[f"note.{papers.case.notes.get().pk}", "forged"], **typed)
    asked = CaseFile.objects.get()
    assert answer.url == asked.get_absolute_url() and asked.choices["passages"] == [
        f"note.{papers.case.notes.get().pk}"
    ]
    assert "every 2s" in at_desk.get(answer.url).content.decode()
    make_case_files(papers.at)
    assert "Open it" in at_desk.get(f"{answer.url}?part=progress").content.decode()
    assert "Download the PDF" in at_desk.get(answer.url).content.decode()
    assert "For counsel." in at_desk.get(reverse("cases:case_files", args=[papers.case.reference])).content.decode()
