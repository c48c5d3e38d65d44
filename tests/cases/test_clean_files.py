"""The clock cleans what waits: each file once, in any order of failures, and nothing about its hour is kept."""

import os
import threading
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Notice
from audit.trail import history
from cases.actions.cleaning import keep_clean_copy
from cases.actions.evidence import attach_file
from cases.models import Attachment
from cases.tasks import sweep_files
from tests.cases.desk import open_case
from tests.vault.cleaning import made
from tests.vault.test_scan import Scanner, infected, scanner  # noqa: F401 - a fixture
from vault import blobs
from vault.cleaning.examining import MOST_ATTEMPTS
from vault.models import SealedFile
from vault.states import FileState, HeldReason

pytestmark = pytest.mark.django_db
WORDS = b"A harmless text.\n"


@pytest.fixture
def attach(case, at):
    """Hang a file on the report of the case."""

    def attached(data: bytes = WORDS, media_type: str = "text/plain", name: str = "Jane Roe.txt") -> Attachment:
        report = case.reports.get()
        sealed = SealedFile.objects.seal(
            [data], name=name, data_key=report.data_key, on=at.date(), media_type=media_type
        )
        return attach_file(report, sealed, on=at.date())

    return attached


def now(attachment: Attachment) -> Attachment:
    return Attachment.objects.select_related("clean_file__data_key", "file").get(pk=attachment.pk)


def verbs(case) -> list[str]:
    return [entry.verb for entry in history(case)]


def test_a_file_is_cleaned_and_its_copy_lies_sealed_beside_it(attach, case):
    original = made.image("JPEG")
    photograph = attach(original, "image/jpeg")
    assert sweep_files() == 1
    cleaned = now(photograph)
    assert cleaned.state == FileState.CLEANED and cleaned.attempts == 1
    assert cleaned.clean_file.data_key_id == cleaned.file.data_key_id, "shredded together"
    assert cleaned.clean_file.name == ""
    assert b"".join(cleaned.clean_file.chunks()) != b"".join(photograph.file.chunks())
    assert b"".join(photograph.file.chunks()) == original, "the original stays"
    assert "clean_attachment" in verbs(case)


def test_once_is_enough(attach, case):
    file = attach()
    assert (sweep_files(), sweep_files()) == (1, 0)
    copy = SealedFile.objects.write(
        [WORDS], name="", data_key=file.file.data_key, on=file.added_on, media_type="text/plain"
    )
    assert keep_clean_copy(file, copy, on=file.added_on) is False, "somebody was quicker"
    assert verbs(case).count("clean_attachment") == 1
    assert SealedFile.objects.count() == 2


def test_what_cannot_be_cleaned_is_held_and_the_rest_goes_on(attach, case):
    archive = attach(made.package({"a": "b"}), "application/zip", "a.zip")
    text = attach()
    assert sweep_files() == 2
    assert now(archive).held_because == HeldReason.UNKNOWN_KIND and now(archive).clean_file is None
    assert now(text).state == FileState.CLEANED
    assert "hold_attachment" in verbs(case)


def test_only_the_day_is_kept(attach, case):
    before = stored()
    attach()
    sweep_files()
    entry = next(entry for entry in history(case) if entry.verb == "clean_attachment")
    assert entry.recorded_at is None and entry.recorded_on
    sealed = stored() - before
    assert sealed and all(path.stat().st_mtime % 86400 == 0 for path in sealed)


def stored() -> set[Path]:
    return {path for path in blobs.root().rglob("*") if path.is_file() and len(path.name) == 40}


def test_a_worker_that_died_is_followed_by_another_and_not_without_end(attach):
    """A crash leaves the try counted and the file waiting."""
    file = attach()
    Attachment.objects.filter(pk=file.pk).update(attempts=MOST_ATTEMPTS - 1)
    assert sweep_files() == 1 and now(file).state == FileState.CLEANED
    other = attach()
    Attachment.objects.filter(pk=other.pk).update(attempts=MOST_ATTEMPTS)
    sweep_files()
    assert now(other).held_because == HeldReason.FAILED


def test_a_full_disk_costs_no_try(attach, monkeypatch):
    file = attach()

    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("vault.blobs.write", full)
        assert sweep_files() == 0
    assert now(file).state == FileState.WAITING and now(file).attempts == 0
    assert sweep_files() == 1


def test_a_file_that_is_gone_from_the_disk_is_held(attach):
    file = attach()
    blobs.remove(file.file.storage_name)
    sweep_files()
    assert now(file).held_because == HeldReason.UNREADABLE


def test_a_shredded_file_is_left_alone(attach, at):
    file = attach()
    file.file.data_key.destroy(on=at.date())
    assert sweep_files() == 0 and now(file).state == FileState.WAITING


def test_while_another_worker_has_the_turn_nothing_is_done_twice(attach):
    """The turn ends with its process, so that a killed one holds up nobody."""
    from vault.cleaning.turns import turn

    attach()
    with turn() as ours:
        assert ours and sweep_files() == 0
    assert sweep_files() == 1


@pytest.mark.parametrize(
    "change",
    [{"state": "CLEANED"}, {"state": "HELD"}, {"held_because": "INFECTED"}],
)
def test_the_database_takes_no_clean_file_without_a_copy_and_no_held_one_without_a_reason(attach, change):
    file = attach()
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.filter(pk=file.pk).update(**change)


# --- the scanner ---------------------------------------------------------------------------------------------
def test_a_scanned_file_says_so(attach, scanner):  # noqa: F811
    file = attach()
    sweep_files()
    assert now(file).scanned_on and now(file).state == FileState.CLEANED
    assert scanner.scanned == [WORDS]


def test_an_infected_file_is_held_and_the_office_is_told_without_a_word_about_it(attach, case, scanner):  # noqa: F811
    file = attach(infected(), "text/plain")
    sweep_files()
    assert now(file).held_because == HeldReason.INFECTED and now(file).clean_file is None
    notices = Notice.objects.filter(kind="file_infected")
    assert {notice.recipient for notice in notices} == set(case.staff())
    assert not any(notice.created_at for notice in notices)


def test_while_the_scanner_is_away_files_wait(attach, settings, scanner):  # noqa: F811
    file = attach()
    scanner.stop()
    for _round in range(MOST_ATTEMPTS + 1):
        assert sweep_files() == 0
    assert now(file).state == FileState.WAITING and now(file).attempts == 0
    with Scanner() as back:
        settings.CLAMD_ADDRESS = back.address
        assert sweep_files() == 1


def test_a_file_too_large_for_the_scanner_is_held(attach, scanner):  # noqa: F811
    scanner.most = 10
    file = attach()
    sweep_files()
    assert now(file).held_because == HeldReason.UNSCANNED and now(file).scanned_on is None


@pytest.mark.django_db(transaction=True)
def test_two_sweeps_at_once_clean_a_file_once(desk, at):
    case = open_case(at=at)
    report = case.reports.get()
    for number in range(2):
        sealed = SealedFile.objects.seal(
            [os.urandom(8).hex().encode()], name=f"{number}.txt", data_key=report.data_key, on=at.date(),
            media_type="text/plain",
        )  # fmt: skip
        attach_file(report, sealed, on=at.date())
    from django.db import connection

    def sweep() -> None:
        try:
            sweep_files()
        finally:
            connection.close()

    sweeps = [threading.Thread(target=sweep) for _ in range(3)]
    for one in sweeps:
        one.start()
    for one in sweeps:
        one.join()
    assert verbs(case).count("clean_attachment") == 2
    assert SealedFile.objects.count() == 4
