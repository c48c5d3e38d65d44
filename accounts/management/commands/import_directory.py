"""People from the company's own records: `manage.py import_directory people.csv [--dry-run]`."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from accounts.actions.importing import COLUMNS, import_directory
from accounts.clockwork import database_now


class Command(BaseCommand):
    help = f"Take people from a CSV file with these columns: {', '.join(COLUMNS)}. All of it, or nothing."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="only say what would happen")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            text = options["file"].read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as fault:
            raise CommandError("This file can't be read as UTF-8 text.") from fault
        done = import_directory(text.splitlines(), dry_run=options["dry_run"], by="the command line", at=database_now())
        for error in done.errors:
            self.stderr.write(error)
        if done.errors:
            raise CommandError(f"{len(done.errors)} errors; nothing was taken.")
        verb = "would be" if options["dry_run"] else "were"
        self.stdout.write(self.style.SUCCESS(f"{done.added} people {verb} added, {done.changed} {verb} changed."))
