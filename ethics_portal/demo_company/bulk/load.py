"""Loads any number of cases into the demo company, batch by batch."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import cycle, islice

from django.db import connection, transaction
from django.utils import timezone

from ethics_portal.demo_company.bulk.house import House
from ethics_portal.demo_company.bulk.rows import CaseRows, new_references
from ethics_portal.demo_company.bulk.stories import Story, stories

# Cases written in one transaction: enough to be fast, and some fifty megabytes at most.
BATCH = 4_000
# Stories worked out before they are told again. Enough that a page of a list shows no pattern.
STORIES = 2_000
# SQLite's own cache is too small for the indexes of a million rows.
SQLITE_CACHE_KIBIBYTES = 256 * 1024

Progress = Callable[[int], None]


def load_bulk(count: int, *, seed: int, now: datetime, progress: Progress) -> None:
    """Add `count` cases to the demo company of this database.

    Deterministic given the seed and the day, apart from ids, references, keys and nonces. Each batch is a transaction
    of its own: what was written before an interruption is whole, and stays. Raises `NotTheDemoCompany`.
    """
    house = House(now=now, today=timezone.localdate(now))
    told = cycle(stories(min(count, STORIES), seed, house))
    rows = CaseRows(now=now)
    rows.trail.begin()
    with _roomy_cache():
        for done in range(0, count, BATCH):
            size = min(BATCH, count - done)
            _load_batch(rows, list(islice(told, size)))
            progress(done + size)


def _load_batch(rows: CaseRows, told: list[Story]) -> None:
    with transaction.atomic():
        for story, reference in zip(told, new_references(len(told)), strict=True):
            rows.add(story, reference)
        rows.write()


@contextmanager
def _roomy_cache() -> Iterator[None]:
    """On SQLite keep the indexes in memory while loading, and give the memory back afterwards."""
    if connection.vendor != "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        before = cursor.execute("PRAGMA cache_size").fetchone()[0]
        cursor.execute(f"PRAGMA cache_size = -{SQLITE_CACHE_KIBIBYTES}")
        try:
            yield
        finally:
            cursor.execute(f"PRAGMA cache_size = {before}")
