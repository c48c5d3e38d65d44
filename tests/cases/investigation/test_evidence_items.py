"""Evidence: registered once, handed on by rows alone, looked at in a box, and checked against what was written down."""

import hashlib
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from PIL import Image

from accounts.models import Notice
from accounts.moves import Refused
from audit.trail import history
from cases import actions
from cases.actions import PassageFacts
from cases.models import Attachment, CustodyEntry, EvidenceCopy, EvidenceItem, IntegrityCheck
from cases.tasks import sweep_files
from tests.cases.investigation.conftest import refuses
from tests.standing import standing
from vault import blobs
from vault.models import SealedFile

pytestmark = pytest.mark.slow


def picture() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (20, 20), "red").save(made, "PNG")
    return made.getvalue()


@standing
def typed(desk):
    return {
        "description": "A photograph of the ledger", "source": "The accountant", "held_by": "Ines Seekham",
        "collected_by": desk.investigator.email, "collected_at": "2026-11-20T10:00", "collected_where": "Plant 2",
    }  # fmt: skip


@pytest.fixture
def filed(investigation, send, typed) -> EvidenceItem:
    """A picture that was added through the page."""
    upload = SimpleUploadedFile("ledger.png", picture(), content_type="image/png")
    send("register_evidence", investigation.case, upload=upload, **typed)
    return EvidenceItem.objects.get()


def test_a_thing_is_registered_and_its_chain_only_grows(investigation, send, at_desk, typed):
    case = investigation.case
    send("register_evidence", case, **typed | {"description": "A notebook"})
    item = EvidenceItem.objects.get()
    assert (item.mark, item.file, str(item.sha256)) == ("E-1", None, "")
    moved = {"kind": "HANDED_OVER", "happened_at": "2026-11-21T09:00", "held_by": "The safe", "place": "Room 1"}
    before = send("record_custody", case, item, **moved | {"happened_at": "2026-11-19T09:00"})
    assert "before it was collected" in before.content.decode()
    send("record_custody", case, item, handed_by="Ines Seekham", **moved)
    assert [entry.kind for entry in item.custody.all()] == ["RECEIVED", "HANDED_OVER"]
    shown = at_desk.get(item.get_absolute_url()).content.decode()
    assert "A notebook" in shown and "The safe" in shown and "Handed over" in shown
    assert "The safe" in at_desk.get(reverse("cases:evidence", args=[case.reference])).content.decode()
    told = " ".join(entry.sentence for entry in history(case))
    assert "Registered evidence E-1" in told and "notebook" not in told


def test_the_database_refuses_every_change_of_evidence(investigation):
    item = investigation.register()
    investigation.hand_on(item)
    for model, change in ((EvidenceItem, {"number": 9}), (CustodyEntry, {"kind": "SEALED"})):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.update(**change)
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.all()._raw_delete("default")


def test_a_file_is_sealed_with_its_sha256_and_looked_at_in_a_box(filed, at_desk):
    assert str(filed.sha256) == hashlib.sha256(picture()).hexdigest()
    page = filed.get_absolute_url()
    assert "is being made" in at_desk.get(page).content.decode()
    assert "no clean copy" in at_desk.post(page).content.decode()
    assert sweep_files() == 1
    assert "Look at the clean copy" in at_desk.get(page).content.decode()
    shown = at_desk.post(page)
    assert shown.headers["Content-Type"] == "image/png" and shown.headers["Content-Disposition"].startswith("inline")
    assert shown.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert shown.headers["X-Content-Type-Options"] == "nosniff" and shown.headers["Cache-Control"] == "no-store"
    assert b"".join(shown.streaming_content).startswith(b"\x89PNG")
    assert history(filed.case)[-1].sentence == "Looked at evidence E-1"


def bill(pages: int) -> bytes:
    import pikepdf

    made = io.BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page(page_size=(300, 200))
        document.save(made)
    return made.getvalue()


@pytest.mark.once
def test_a_pdf_is_looked_at_page_by_page_and_downloaded_whole(investigation, send, typed, at_desk):
    upload = SimpleUploadedFile("bill.pdf", bill(2), content_type="application/pdf")
    send("register_evidence", investigation.case, upload=upload, **typed)
    sweep_files()
    item = EvidenceItem.objects.get()
    page = item.get_absolute_url()
    assert "Look at its pages" in at_desk.get(page).content.decode()
    first, second = (at_desk.post(page, {"page": number}).content.decode() for number in (1, 2))
    assert 'src="data:image/png;base64,' in first and 'alt="Page 1 of 2 of E-1"' in first
    assert 'name="page" value="2"' in first and 'value="0"' not in first
    assert 'name="page" value="1"' in second and 'value="3"' not in second
    assert [entry.sentence for entry in history(item.case)[-2:]] == [
        "Looked at page 1 of evidence E-1", "Looked at page 2 of evidence E-1",
    ]  # fmt: skip
    for number, sentence in ((3, "no such page"), (0, "greater than or equal to 1"), ("x", "whole number")):
        answer = at_desk.post(page, {"page": number}).content.decode()
        assert sentence in answer and "Download the clean copy" in answer
    answer = at_desk.post(page)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Type"] == "application/octet-stream"


@pytest.mark.once
def test_a_page_that_cannot_be_drawn_takes_nothing_down(investigation, send, typed, at_desk, settings):
    upload = SimpleUploadedFile("bill.pdf", bill(1), content_type="application/pdf")
    send("register_evidence", investigation.case, upload=upload, **typed)
    sweep_files()
    settings.PAGE_MEMORY = 20 * 1024 * 1024
    answer = at_desk.post(EvidenceItem.objects.get().get_absolute_url(), {"page": 1})
    assert answer.status_code == 200 and "be shown here" in answer.content.decode()


def test_what_cannot_be_cleaned_is_held_and_says_why(investigation, send, typed, at_desk):
    damaged = SimpleUploadedFile("bill.pdf", b"%PDF-1.7\nnothing else", content_type="application/pdf")
    send("register_evidence", investigation.case, upload=damaged, **typed)
    sweep_files()
    copy = EvidenceCopy.objects.get()
    assert copy.state == "HELD" and copy.held_because
    page = EvidenceItem.objects.get().get_absolute_url()
    assert "There is no clean copy to look at" in at_desk.get(page).content.decode()


def test_a_check_reads_the_stored_file_and_says_so_on_the_trail(filed, investigation, send):
    send("check_integrity", investigation.case, filed, go="on")
    assert IntegrityCheck.objects.get().is_same
    assert history(investigation.case)[-1].sentence == "Evidence E-1 is unchanged"


def test_an_altered_file_is_found_and_the_office_is_told(filed, investigation, send, at_desk, desk):
    path = blobs.path_of(filed.file.storage_name)
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.chmod(0o600)
    path.write_bytes(content)
    send("check_integrity", investigation.case, filed, go="on")
    assert not IntegrityCheck.objects.get().is_same
    assert Notice.objects.filter(recipient=desk.investigator, kind="evidence_altered").exists()
    assert "Not what was registered" in at_desk.get(filed.get_absolute_url()).content.decode()


def test_a_file_that_two_people_remove_is_gone_and_its_entry_stays(filed, investigation, desk, at_desk, at):
    sweep_files()
    facts = PassageFacts("FILE", filed.pk, "", "PRIVATE", "Not needed.")
    made = actions.propose_minimising(investigation.case, facts=facts, by=desk.investigator, at=at)
    actions.confirm_minimising(made, by=desk.staff, at=at)
    item = EvidenceItem.objects.get()
    assert item.file.data_key.is_destroyed and item.copy.clean_file.data_key.is_destroyed
    assert str(item.sha256) == hashlib.sha256(picture()).hexdigest(), "what it was stays in the register"
    assert "deleted for good" in at_desk.get(item.get_absolute_url()).content.decode()
    for act in (actions.check_integrity, actions.open_evidence):
        with pytest.raises(Refused):
            act(item, by=desk.staff, at=at)


def test_a_thing_has_nothing_to_check(investigation, desk, at):
    with pytest.raises(Refused):
        actions.check_integrity(investigation.register(), by=desk.staff, at=at)


def test_a_file_of_a_report_is_registered_once_with_its_own_sha256(investigation, send, typed, desk, at):
    report = investigation.case.reports.get()
    file = SealedFile.objects.seal(
        [b"Dinners"], name="x.txt", data_key=report.data_key, on=at.date(), media_type="text/plain"
    )
    actions.answer_as_reporter(report, body="Here.", files=[file], by=None, at=at)
    attachment = Attachment.objects.get()
    send("register_evidence", investigation.case, attachment=attachment.pk, **typed)
    item = EvidenceItem.objects.get()
    assert item.file == file and str(item.sha256) == hashlib.sha256(b"Dinners").hexdigest()
    assert not EvidenceCopy.objects.exists(), "the clean copy of the report's file is enough"
    again = send("register_evidence", investigation.case, attachment=attachment.pk, **typed)
    assert "in the register already" in again.content.decode()
    both = SimpleUploadedFile("a.txt", b"a", content_type="text/plain")
    twice = send("register_evidence", investigation.case, attachment=attachment.pk, upload=both, **typed)
    assert "Either a new file" in twice.content.decode()


def test_nothing_is_collected_tomorrow(investigation, at):
    with refuses("not happened"):
        investigation.register(collected_at=at + timedelta(days=1))


@pytest.mark.once
def test_who_may_not_see_the_case_finds_no_evidence(investigation, sign_in, employee, desk):
    item, other = investigation.register(), desk.case_in("INVESTIGATION")
    for address in (item.get_absolute_url(), reverse("cases:evidence", args=[investigation.case.reference])):
        assert sign_in(employee).get(address).status_code == 404
    elsewhere = reverse("cases:evidence_item", args=[other.reference, item.pk])
    assert sign_in(desk.staff).get(elsewhere).status_code == 404
    assert sign_in(desk.staff).get(item.get_absolute_url()).status_code == 200, "the control"
