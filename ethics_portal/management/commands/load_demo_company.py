"""Loads the demo company: `manage.py load_demo_company [--reports 150] [--seed 2026] [--bulk 1000000]`."""

import time as stopwatch
from datetime import datetime, time, timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from accounts.clockwork import database_now
from accounts.models import Person
from ethics_portal.demo_company.bulk import NotTheDemoCompany, load_bulk
from ethics_portal.demo_company.loading.story import DemoStory
from vault.models import Secret

# Read before the one long transaction, so that the secrets are kept in memory during it.
PURPOSES = (
    "access-key",
    "access-key-lookup",
    "reporter",
    "trail",
    "signature",
    "capsule",
    "mail",
    "mail-sender",
    "mail-reply",
)
DAYS_OF_HISTORY = 760


class Command(BaseCommand):
    help = "Load the fictional demo company through the same actions as real use. Only into an empty database."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--reports", type=int, default=150, help="how many reports (150)")
        parser.add_argument("--seed", type=int, default=2026, help="the same seed gives the same company")
        parser.add_argument(
            "--bulk",
            type=int,
            default=0,
            metavar="N",
            help="so many cases more, as rows, for measuring at real size; also on top of a demo company that is there",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        bulk: int = options["bulk"]
        if bulk < 0:
            raise CommandError("--bulk takes a number of cases, such as 100000.")
        is_there = Person.objects.exists()
        if is_there and not bulk:
            raise CommandError("There are people in this database already. The demo company needs an empty one.")
        for purpose in PURPOSES:
            Secret.objects.material(purpose)
        now = database_now()
        if is_there:
            self.stdout.write("There are people in this database already: only the cases of --bulk are added to them.")
        else:
            self._load_story(now, reports=options["reports"], seed=options["seed"])
        if bulk:
            self._load_bulk(now, bulk, seed=options["seed"])

    def _load_story(self, now: datetime, *, reports: int, seed: int) -> None:
        first_day = timezone.localdate(now) - timedelta(days=DAYS_OF_HISTORY)
        begin = timezone.make_aware(datetime.combine(first_day, time(9)))
        with transaction.atomic():
            story = DemoStory(now=now, begin=begin, reports=reports, seed=seed)
            with self._progress() as bar:
                task = bar.add_task("Two years of the demo company", total=None)
                story.play(lambda done, total: bar.update(task, completed=done, total=total))
        self.stdout.write(self.style.SUCCESS("The demo company is ready."))

    def _load_bulk(self, now: datetime, count: int, *, seed: int) -> None:
        start = stopwatch.monotonic()
        with self._progress() as bar:
            task = bar.add_task(f"{count:,} cases more", total=count)
            try:
                load_bulk(count, seed=seed, now=now, progress=lambda done: bar.update(task, completed=done))
            except NotTheDemoCompany as unknown:
                raise CommandError(str(unknown)) from unknown
        seconds = stopwatch.monotonic() - start
        self.stdout.write(
            self.style.SUCCESS(
                f"{count:,} cases were added in {seconds:.0f} seconds ({count / seconds:,.0f} a second)."
            )
        )

    def _progress(self) -> Progress:
        return Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
