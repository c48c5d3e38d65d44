"""The demo company's ethics mailbox: a few mails, taken in as `manage.py import_mail` does."""

from datetime import datetime
from pathlib import Path

from django.utils import timezone

from cases.actions import store_mail, understand_mails
from cases.models import IncomingMail

MAILS = Path(__file__).parent.parent / "mails"
# How many days ago each arrived, in the order of the files.
DAYS_AGO = (12, 11, 2, 1)
# A company that is made small for a test has no mailbox.
FEWEST_REPORTS = 100


def mail_seeds(reports: int) -> list[tuple[Path, int]]:
    """The files and how old they are."""
    files = sorted(MAILS.glob("*.eml")) if reports >= FEWEST_REPORTS else []
    return list(zip(files, DAYS_AGO, strict=False))


def receive_mail(file: Path, at: datetime) -> None:
    store_mail(file.read_bytes(), on=timezone.localdate(at), at=at)
    understand_mails(at)


def acknowledge_nobody() -> None:
    """The senders are made up, so nothing is mailed to them."""
    IncomingMail.objects.update(is_to_acknowledge=False)
