"""Builds the blind index anew: `manage.py rebuild_search_index`."""

from typing import Any

from django.core.management.base import BaseCommand
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from cases.actions import rebuild_search_index
from cases.actions.indexing import rows_to_rebuild


class Command(BaseCommand):
    help = (
        "Index the words of every report, message, note, party, allegation and case anew, while people go on working."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        bar = Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with bar:
            task = bar.add_task("The search index", total=rows_to_rebuild())
            many = rebuild_search_index(lambda done: bar.update(task, completed=done))
        self.stdout.write(self.style.SUCCESS(f"{many:,} rows are in the search index."))
