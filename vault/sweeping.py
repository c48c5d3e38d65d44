"""Removing sealed files that no row needs: left by a rolled-back transaction or a full disk, or shredded."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from vault import blobs
from vault.models import SealedFile

BATCH = 500
# Files are dated to the day only, so two days are surely more than one: no running action's file is touched.
ORPHAN_AGE = timedelta(days=2)


def sweep_orphans(*, at: datetime) -> int:
    """Remove files without a row, and files whose key is destroyed; return how many were removed."""
    return _sweep_rowless(at) + _sweep_shredded()


def _sweep_rowless(at: datetime) -> int:
    removed = 0
    candidates = _old_files((at - ORPHAN_AGE).astimezone(UTC).timestamp())
    while batch := list(islice(candidates, BATCH)):
        names = [path.name for path in batch]
        needed = set(SealedFile.objects.filter(storage_name__in=names).values_list("storage_name", flat=True))
        for path in batch:
            if path.name not in needed:
                path.unlink(missing_ok=True)
                removed += 1
    return removed


def _sweep_shredded() -> int:
    removed = 0
    shredded = SealedFile.objects.filter(data_key__destroyed_on__isnull=False).order_by("pk")
    for storage_name in shredded.values_list("storage_name", flat=True).iterator(BATCH):
        path = blobs.path_of(storage_name)
        if path.exists():
            path.unlink(missing_ok=True)
            removed += 1
    return removed


def _old_files(before: float) -> Iterator[Path]:
    # Two hexadecimal digits: the fan-out folders, and not the incoming one.
    for path in blobs.root().glob("[0-9a-f][0-9a-f]/*"):
        with suppress(FileNotFoundError):
            if path.stat().st_mtime < before:
                yield path
