"""Takes mails out of files: `manage.py import_mail FILE_OR_FOLDER… [--on 2026-11-20]`."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from accounts.clockwork import database_now
from cases.actions import store_mail, understand_mails
from cases.mail_reading import head_and_body


class Command(BaseCommand):
    help = "Import mails (.eml) as if they had come to the ethics mailbox. A mail that is known already is left out."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, help=".eml files, or folders of them")
        parser.add_argument("--on", type=date.fromisoformat, help="the day on which they arrived (today)")

    def handle(self, *args: Any, **options: Any) -> None:
        at = database_now()
        today = timezone.localdate(at)
        on: date = options["on"] or today
        if on > today:
            raise CommandError("--on is a day that has been.")
        files = list(_files(options["paths"]))
        taken = [self._keep(file, on=on, at=at) for file in files]
        while understand_mails(database_now()):
            pass
        new, unread = (
            taken.count(True),
            [file.name for file, is_new in zip(files, taken, strict=True) if is_new is None],
        )
        known = taken.count(False)
        self.stdout.write(self.style.SUCCESS(f"{new} mails were taken, {known} were known already."))
        if unread:
            raise CommandError(
                f"{len(unread)} files could not be read, and are to be imported again: {', '.join(unread)}"
            )

    def _keep(self, file: Path, *, on: date, at: Any) -> bool | None:
        """Whether the mail is new; `None` where the file can't be read, which must not hold up those behind it."""
        try:
            raw = file.read_bytes()
        except OSError:
            return None
        size = len(raw)
        if size > settings.MAILBOX_MAIL_LIMIT:
            _mail, is_new = store_mail(head_and_body(raw)[0], on=on, at=at, size=size)
        else:
            _mail, is_new = store_mail(raw, on=on, at=at)
        return is_new


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*.eml") if not file.is_dir())
        elif path.is_file():
            yield path
        else:
            raise CommandError("There is no such file or folder among those named.")
