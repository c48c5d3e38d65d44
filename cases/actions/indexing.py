"""The blind index: written by the action that writes the words, rebuilt by a command, gone with the key."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from accounts.models import Person
from audit.trail import record
from cases.models import Case, HotlineTest, SearchEntry, WordMark
from cases.search_sources import SOURCES, Source, source_of
from vault.digests import keyed_digest
from vault.rows import insert_or_update

# Rows that one transaction of a rebuild takes.
REBUILT_AT_ONCE = 500

Progress = Callable[[int], None]


def index_words(*rows: Any) -> None:
    """Make rows findable by their words, inside the transaction that wrote them. Again, after the words changed."""
    if rows:
        _keep(words_of(*rows))


def words_of(*rows: Any) -> list[SearchEntry]:
    """By which words these rows are found: not stored yet, for whoever stores them together with rows that are new."""
    return [source_of(row).entry(row) for row in rows]


def move_words(source_ids: Iterable[UUID], *, to: Case) -> None:
    """What hangs from another case now is found there."""
    SearchEntry.objects.filter(source_id__in=list(source_ids)).update(case=to)


def forget_shredded_words() -> int:
    """The sweep: remove what a row was found and recognised by, once its key is destroyed. How many rows it was.

    What stands in a test of the hotline that is over goes too: it was no matter.
    """
    many = forget_words_of_tests(_ended_tests())
    for source in SOURCES.values():
        shredded = source.model.objects.filter(data_key__destroyed_on__isnull=False).order_by().values("pk")
        many += SearchEntry.objects.filter(source=source.kind, source_id__in=shredded).delete()[0]
    WordMark.objects.filter(report__data_key__destroyed_on__isnull=False).delete()
    return many


def forget_words_of_tests(cases: Iterable[UUID]) -> int:
    """A test of the hotline that is over is found by no word, and no report is likened to it. How many rows it was."""
    WordMark.objects.filter(report__case__in=cases).delete()
    return SearchEntry.objects.filter(case__in=cases).delete()[0]


def _ended_tests() -> list[UUID]:
    return [*HotlineTest.objects.ended().filter(case__isnull=False).order_by().values_list("case", flat=True)]


def rebuild_search_index(progress: Progress) -> int:
    """Index every row anew, in small transactions, so that people go on working meanwhile. How many rows it was.

    What is found already stays found until its turn comes; `progress` hears how many rows were done.
    """
    forget_shredded_words()
    many = 0
    for source in SOURCES.values():
        last: UUID | None = None
        while keys := _next_keys(source, last):
            many, last = many + _reindex(source, keys), keys[-1]
            progress(many)
    return many


def rows_to_rebuild() -> int:
    """How many rows a rebuild goes through."""
    return sum(source.model.objects.count() for source in SOURCES.values())


def _next_keys(source: Source, last: UUID | None) -> list[UUID]:
    rows = source.model.objects.order_by("pk")
    if last is not None:
        rows = rows.filter(pk__gt=last)
    return list(rows.values_list("pk", flat=True)[:REBUILT_AT_ONCE])


@transaction.atomic
def _reindex(source: Source, keys: list[UUID]) -> int:
    tests = set(_ended_tests())
    _keep([source.entry(row) for row in source.rows(keys).values() if source.case_id(row) not in tests])
    return len(keys)


def _keep(entries: list[SearchEntry]) -> None:
    insert_or_update(entries, unique=["source_id", "source"], update=["tokens"])


@transaction.atomic
def note_search(*, words: str, within: str, by: Person, at: datetime) -> bool:
    """That somebody searched the cases goes on their own trail: the words as a keyed digest, never as words.

    Whoever examines a suspicion of snooping can ask whether a certain word was searched for; nobody can read which.
    """
    facts = {"words": keyed_digest("search-words", words.casefold().strip()), "within": within}
    record(by, "search", by=by, at=at, sentence="Searched the cases", facts=facts)
    return True
