"""The original of a file, and a file that could not be cleaned, open past a warning and for a written reason."""

import pytest
from django.urls import reverse

from audit.trail import history
from cases.actions.cleaning import hold_attachment
from cases.actions.evidence import attach_file
from cases.models import Attachment, OriginalOpening
from tests.standing import standing
from vault.models import SealedFile

CONTENT = b"PK\x03\x04 an archive " * 5000
WHY = "The clean copy lacks the notes in the margin."


@standing
def file(case, at) -> Attachment:
    """An archive, held."""
    report = case.reports.get()
    sealed = SealedFile.objects.seal(
        [CONTENT], name="of Jane Roe.zip", data_key=report.data_key, on=at.date(), media_type="application/zip"
    )
    attachment = attach_file(report, sealed, on=at.date())
    hold_attachment(attachment, "UNKNOWN_KIND", on=at.date())
    return Attachment.objects.get(pk=attachment.pk)


@standing
def address(case, file) -> str:
    return reverse("cases:open_original", args=[case.reference, file.pk])


@standing
def page(case, file) -> str:
    return reverse("cases:attachment", args=[case.reference, file.pk])


def test_the_files_page_says_why_it_is_held_and_leads_there(at_desk, page, address, case):
    shown = at_desk.get(page).content.decode()
    assert "This file could not be cleaned" in shown and "such as archives" in shown
    assert address in shown and "Download the clean copy" not in shown
    assert "Held" in at_desk.get(case.get_absolute_url()).content.decode()


def test_the_warning_comes_first_and_opens_nothing(at_desk, address):
    assert "Before you open this file" in at_desk.get(address).content.decode()
    assert not OriginalOpening.objects.exists()


def test_with_a_reason_it_opens_as_it_came(at_desk, address):
    answer = at_desk.post(address, {"reason": WHY})
    assert answer.getvalue() == CONTENT
    assert answer["Content-Disposition"] == 'attachment; filename="File 1.zip"'
    assert answer["Content-Security-Policy"] == "sandbox; default-src 'none'"


@pytest.mark.parametrize("reason", ["", "   \x00 "])
def test_without_a_reason_it_does_not(at_desk, address, reason):
    answer = at_desk.post(address, {"reason": reason})
    assert "This field is required" in answer.content.decode()
    assert not OriginalOpening.objects.exists()


def test_each_opening_is_kept_with_who_when_and_why(at_desk, address, page, case, ethics_staff):
    for _time in range(2):
        at_desk.post(address, {"reason": WHY, "receipt": "2" * 32}).getvalue()
    openings = OriginalOpening.objects.all()
    assert [(one.opened_by, str(one.reason)) for one in openings] == [(ethics_staff, WHY)] * 2
    assert [entry.verb for entry in history(case)].count("open_original") == 2
    assert WHY in at_desk.get(page).content.decode()
    assert WHY not in "".join(str(entry.sentence) + str(entry.facts) for entry in history(case))


def test_who_only_reads_the_case_is_told_no(sign_in, desk, case, address, page, employee):
    desk.share(case, employee)
    reader = sign_in(employee)
    assert address not in reader.get(page).content.decode()
    answer = reader.post(address, {"reason": WHY})
    assert "for somebody else" in answer.content.decode()
    assert not OriginalOpening.objects.exists()


def test_while_it_is_being_checked_it_stays_closed(at_desk, case, at):
    report = case.reports.get()
    sealed = SealedFile.objects.seal(
        [b"x"], name="x.txt", data_key=report.data_key, on=at.date(), media_type="text/plain"
    )
    waiting = attach_file(report, sealed, on=at.date())
    at_desk.post(reverse("cases:open_original", args=[case.reference, waiting.pk]), {"reason": WHY})
    assert not OriginalOpening.objects.exists()


def test_somebody_named_finds_nothing(sign_in, desk, case, address, second_ethics_staff):
    desk.name(case, second_ethics_staff)
    assert sign_in(second_ethics_staff).post(address, {"reason": WHY}).status_code == 404
