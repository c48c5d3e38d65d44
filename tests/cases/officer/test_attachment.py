"""Handlers download the clean copy of a file, under a neutral name, and each opening is on the trail."""

import io

import pikepdf
import pytest
from django.db import connection
from django.urls import reverse

from audit.trail import history
from cases.actions.cleaning import check_attachment
from cases.actions.evidence import attach_file
from cases.models import Attachment
from tests.cases.desk import open_case
from tests.standing import standing
from tests.vault.cleaning import made
from vault import blobs
from vault.models import SealedFile


@standing
def waiting(case, at) -> Attachment:
    """A photograph that has just arrived."""
    report = case.reports.get()
    sealed = SealedFile.objects.seal(
        [made.image("HEIF")],
        name="bill of Jane Roe.heic",
        data_key=report.data_key,
        on=at.date(),
        media_type="image/heic",
    )
    return attach_file(report, sealed, on=at.date())


@standing
def file(waiting, at) -> Attachment:
    """A photograph, cleaned."""
    check_attachment(waiting, on=at.date())
    return Attachment.objects.get(pk=waiting.pk)


@standing
def address(case, file) -> str:
    return reverse("cases:attachment", args=[case.reference, file.pk])


@standing
def paper(case, at) -> Attachment:
    """A PDF of two pages, cleaned, before anybody registered it as evidence."""
    report, written = case.reports.get(), io.BytesIO()
    with pikepdf.new() as document:
        for _page in range(2):
            document.add_blank_page(page_size=(300, 200))
        document.save(written)
    sealed = SealedFile.objects.seal(
        [written.getvalue()], name="bill.pdf", data_key=report.data_key, on=at.date(), media_type="application/pdf"
    )
    kept = attach_file(report, sealed, on=at.date())
    check_attachment(kept, on=at.date())
    return Attachment.objects.get(pk=kept.pk)


def openings(case) -> list:
    return [entry for entry in history(case) if entry.verb == "open_attachment"]


def test_looking_at_the_page_opens_nothing(at_desk, case, address):
    page = at_desk.get(address).content.decode()
    assert "Download the clean copy" in page
    assert openings(case) == []


def test_the_clean_copy_comes_as_a_download_that_no_browser_runs(at_desk, address, file):
    answer = at_desk.post(address, {})
    content = answer.getvalue()
    assert content == b"".join(file.clean_file.chunks()) and b"Jane" not in content
    assert answer["Content-Disposition"] == 'attachment; filename="File 1.jpg"', "as what it is now"
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Length"] == str(len(content))
    assert answer["Cache-Control"] == "no-store"


def test_a_file_cleaned_while_it_is_asked_for_comes_as_its_clean_copy(at_desk, case, waiting, at):
    loads = []

    def clean_after_the_page_has_loaded_it(execute, sql, params, many, context):
        if 'FROM "cases_attachment"' in sql:
            loads.append(sql)
            if len(loads) == 2:
                check_attachment(waiting, on=at.date())
        return execute(sql, params, many, context)

    with connection.execute_wrapper(clean_after_the_page_has_loaded_it):
        answer = at_desk.post(reverse("cases:attachment", args=[case.reference, waiting.pk]), {})
    assert answer.getvalue() == b"".join(Attachment.objects.get(pk=waiting.pk).clean_file.chunks())


def test_each_opening_is_on_the_trail(at_desk, address, case, ethics_staff):
    for _time in range(2):
        at_desk.post(address, {"receipt": "2" * 32}).getvalue()
    assert [entry.actor for entry in openings(case)] == [ethics_staff.full_name] * 2


def test_the_name_that_the_reporter_gave_it_is_nowhere(at_desk, address, case):
    for page in (case.get_absolute_url(), address):
        assert "Jane Roe" not in at_desk.get(page).content.decode()


@pytest.mark.parametrize("name", ["a.jane-roe", "b.<script>", "no ending", "../../x.pdf.exe "])
def test_a_hostile_name_leaves_no_trace_in_the_neutral_one(name, case, at):
    report = case.reports.get()
    sealed = SealedFile.objects.seal(
        [b"x"], name=name, data_key=report.data_key, on=at.date(), media_type="application/pdf"
    )
    assert attach_file(report, sealed, on=at.date()).neutral_name == "File 1.pdf"


def test_while_it_is_being_checked_nothing_opens(at_desk, case, at):
    report = case.reports.get()
    sealed = SealedFile.objects.seal(
        [b"x"], name="x.txt", data_key=report.data_key, on=at.date(), media_type="text/plain"
    )
    address = reverse("cases:attachment", args=[case.reference, attach_file(report, sealed, on=at.date()).pk])
    assert "This file is being checked" in at_desk.get(address).content.decode()
    answer = at_desk.post(address, {})
    assert "There is no clean copy of this file." in answer.content.decode()
    assert openings(case) == []
    assert "Being checked" in at_desk.get(case.get_absolute_url()).content.decode()


def test_a_copy_that_can_not_be_read_any_more_is_said(at_desk, address, file):
    blobs.remove(file.clean_file.storage_name)
    assert "be read any more" in at_desk.post(address, {}).content.decode()


def test_a_shredded_file_is_said_to_be_gone(at_desk, address, case, file, at):
    file.file.data_key.destroy(on=at.date())
    assert "This file was deleted for good" in at_desk.get(address).content.decode()
    assert "deleted for good" in at_desk.post(address, {}).content.decode()
    assert openings(case) == []


def test_the_file_of_another_case_is_not_found(at_desk, desk, file, at):
    other = open_case(at=at)
    assert at_desk.post(reverse("cases:attachment", args=[other.reference, file.pk])).status_code == 404


def test_somebody_named_cannot_open_it(sign_in, desk, case, address, second_ethics_staff):
    desk.name(case, second_ethics_staff)
    assert sign_in(second_ethics_staff).post(address).status_code == 404
    assert openings(case) == []


@pytest.mark.once
def test_the_pages_of_a_pdf_are_looked_at_before_it_is_evidence(at_desk, case, paper):
    page = reverse("cases:attachment", args=[case.reference, paper.pk])
    assert "Look at its pages" in at_desk.get(page).content.decode()
    first = at_desk.post(page, {"page": 1})
    shown = first.content.decode()
    assert 'src="data:image/png;base64,' in shown and 'alt="Page 1 of 2 of File 1.pdf"' in shown
    assert first.headers["Cache-Control"] == "no-store"
    assert [one.sentence for one in openings(case)] == ["Looked at page 1 of “File 1.pdf”"]
    assert "no such page" in at_desk.post(page, {"page": 3}).content.decode()
    assert at_desk.post(page, {}).headers["Content-Disposition"].startswith("attachment")


@pytest.mark.once
def test_of_a_page_that_can_not_be_drawn_the_same_limits_hold(at_desk, case, paper, settings):
    settings.PAGE_MEMORY = 20 * 1024 * 1024
    answer = at_desk.post(reverse("cases:attachment", args=[case.reference, paper.pk]), {"page": 1})
    assert answer.status_code == 200 and "be shown here" in answer.content.decode()


@pytest.mark.once
def test_whoever_may_not_see_the_case_sees_no_page(client, sign_in, case, paper, employee):
    page = reverse("cases:attachment", args=[case.reference, paper.pk])
    assert sign_in(employee).post(page, {"page": 1}).status_code == 404
    assert openings(case) == []


def test_a_picture_has_no_pages_to_look_at(at_desk, address):
    assert "Look at its pages" not in at_desk.get(address).content.decode()


def test_a_picture_that_is_asked_for_by_a_page_is_opened_whole_and_the_trail_says_so(at_desk, case, address):
    answer = at_desk.post(address, {"page": 7})
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert [one.sentence for one in openings(case)] == ["Opened “File 1.heic”"]
