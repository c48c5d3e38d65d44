"""Mails in files come in through the same door as mails of the mailbox."""

import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from cases.models import IncomingMail, Report
from tests.cases.mailbox.letters import letter


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "a.eml").write_bytes(letter())
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "b.eml").write_bytes(letter("Another.", Message_ID="<2@x>"))
    (tmp_path / "deep" / "c.txt").write_bytes(b"no mail")
    return tmp_path


def run(*arguments: str) -> str:
    said = io.StringIO()
    call_command("import_mail", *arguments, stdout=said)
    return said.getvalue()


def test_files_and_folders_are_imported_once(folder):
    assert "2 mails were taken, 0 were known" in run(str(folder), "--on", "2026-01-15")
    assert set(Report.objects.values_list("received_on", flat=True)) == {date(2026, 1, 15)}
    assert "0 mails were taken, 1 were known" in run(str(folder / "a.eml"))
    assert Report.objects.count() == 2


def test_a_file_that_cannot_be_read_holds_up_none_and_is_named(folder):
    (folder / "a-gone.eml").symlink_to(folder / "nowhere")
    (folder / "a-folder.eml").mkdir()
    with pytest.raises(CommandError, match=r"1 files could not be read.*a-gone\.eml"):
        run(str(folder))
    assert Report.objects.count() == 2


def test_of_a_huge_file_the_head_is_kept(folder, settings):
    settings.MAILBOX_MAIL_LIMIT = 100
    run(str(folder / "a.eml"))
    mail = IncomingMail.objects.get()
    assert (mail.reason, mail.is_whole) == ("TOO_LARGE", False) and b"Message-ID" in mail.raw_bytes()


@pytest.mark.parametrize("wrong", [["/no/such/file.eml"], ["{}", "--on", "2099-01-01"]])
def test_what_makes_no_sense_is_said(wrong, folder):
    with pytest.raises(CommandError):
        run(*[word.format(folder) for word in wrong])
