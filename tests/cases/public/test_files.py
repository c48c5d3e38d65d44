"""Files on the way: really uploaded, sealed while they stream, refused with a sentence each."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from cases.models import Attachment, PendingUpload, Report
from tests.cases.public.conftest import another_visitor
from tests.cases.public.visitor import PDF, pdf
from vault.models import SealedFile


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


@pytest.fixture
def at_files(visitor):
    visitor.fill(until="files")
    return visitor


def test_files_are_added_one_after_the_other_and_removed_again(at_files):
    at_files.send("add", uploads=[pdf("one.pdf")])
    at_files.send("add", uploads=[pdf("two.pdf"), pdf("three.pdf")])
    assert "3 files added" in at_files.text
    second = PendingUpload.objects.get(position=2)
    at_files.send(f"remove:{second.pk}")
    assert "2 files added" in at_files.text and "two.pdf" not in at_files.page
    at_files.send()
    at_files.send(mode="ANONYMOUS")
    assert "one.pdf" in at_files.text and "three.pdf" in at_files.text
    at_files.send("send")
    assert [str(row.file.name) for row in Attachment.objects.all()] == ["one.pdf", "three.pdf"]
    assert SealedFile.objects.count() == 2


def test_what_was_chosen_is_added_by_continue_as_well(at_files):
    at_files.send(uploads=[pdf()])
    assert at_files.heading == "May we know who you are?"
    assert PendingUpload.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.pdf", b"", "This file is empty."),
        ("holiday.jpg", b"MZ\x90\x00" + b"\x00" * 60, "This file is a program"),
        ("setup.exe", b"hello", "This file is a program"),
        ("photo.png", PDF, "This file is not what its name says"),
        ("page.html", b"<html></html>", "This kind of file cannot be taken."),
    ],
)
def test_a_file_that_is_not_taken_says_why_and_the_others_stay(at_files, name, content, sentence):
    at_files.send(uploads=[pdf("good.pdf"), upload(name, content)])
    assert at_files.heading == "Do you have files to add?"
    assert f"{name}: {sentence}" in at_files.text
    assert "1 file added" in at_files.text and "good.pdf" in at_files.text


def test_a_file_over_the_limit_is_refused_beside_the_field(at_files, settings):
    settings.UPLOAD_FILE_LIMIT = 100
    at_files.send(uploads=[upload("large.pdf", PDF + b"x" * 200), pdf("small.pdf")])
    assert "large.pdf: This file is too large, so it was not stored." in at_files.text
    assert "small.pdf" in at_files.text


def test_the_files_of_one_report_together_have_a_limit_too(at_files, settings):
    settings.UPLOAD_REPORT_LIMIT = len(PDF) * 2 + 10
    at_files.send("add", uploads=[pdf("1.pdf"), pdf("2.pdf")])
    at_files.send("add", uploads=[pdf("3.pdf")])
    assert "3.pdf: All files of one report together can't be larger than" in at_files.text
    assert "2 files added" in at_files.text


def test_too_many_files_in_one_sending_keeps_the_first_ones(at_files, settings):
    settings.UPLOAD_FILES_PER_FORM = 2
    at_files.send(uploads=[pdf("1.pdf"), pdf("2.pdf"), pdf("3.pdf")])
    assert "3.pdf: There are already as many files as one form can take." in at_files.text
    assert "2 files added" in at_files.text


def test_too_many_files_one_by_one_are_refused_as_well(at_files, settings):
    settings.UPLOAD_FILES_PER_FORM = 2
    for name in ("1.pdf", "2.pdf", "3.pdf"):
        at_files.send("add", uploads=[pdf(name)])
    assert "3.pdf: There are already as many files as one form can take." in at_files.text
    assert PendingUpload.objects.count() == 2


def test_a_request_over_the_limit_is_413_before_it_is_read(at_files, settings):
    settings.UPLOAD_REQUEST_LIMIT = 500
    at_files.send(uploads=[upload("huge.pdf", PDF + b"x" * 1000)])
    assert at_files.answer.status_code == 413


def test_one_form_never_removes_the_files_of_another(at_files):
    at_files.send("add", uploads=[pdf("mine.pdf")])
    mine = PendingUpload.objects.get()
    other = another_visitor()
    other.fill(until="files")
    other.send(f"remove:{mine.pk}")
    other.send("remove:not-a-key")
    assert PendingUpload.objects.filter(pk=mine.pk).exists()


def test_a_name_without_an_ending_or_with_a_path_is_neutral_for_handlers(visitor):
    visitor.report(files={"uploads": [upload("../../etc/Ana Sousa.pdf", PDF), upload("notes", b"hello")]})
    names = [row.neutral_name for row in Report.objects.get().attachments.all()]
    assert names == ["File 1.pdf", "File 2.txt"]
