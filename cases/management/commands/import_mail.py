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
        new = sum(self._keep(file, on=on, at=at) for file in files)
        while understand_mails(database_now()):
            pass
        self.stdout.write(self.style.SUCCESS(f"{new} mails were taken, {len(files) - new} were known already."))

    def _keep(self, file: Path, *, on: date, at: Any) -> int:
        raw = file.read_bytes()
        size = len(raw)
        if size > settings.MAILBOX_MAIL_LIMIT:
            _mail, is_new = store_mail(head_and_body(raw)[0], on=on, at=at, size=size)
        else:
            _mail, is_new = store_mail(raw, on=on, at=at)
        return int(is_new)


def _files(paths: list[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(path.rglob("*.eml"))
        elif path.is_file():
            yield path
        else:
            raise CommandError("There is no such file or folder among those named.")
