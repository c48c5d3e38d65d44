"""Rotation: wrapping every living key anew with the first of `VAULT_KEYS`, so that an older one can be destroyed."""

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from vault.keyring import Keyring, keyring
from vault.models import DataKey, Secret

BATCH = 500


@dataclass(frozen=True)
class Rotation:
    """What a rotation did: rows wrapped anew, and wrapping keys that no row needs any more."""

    rewrapped: int
    retired: tuple[str, ...]


def rotate_vault_key() -> Rotation:
    """Wrap every key and secret that an older wrapping key holds with the first one.

    Safe to interrupt and to run again. Raises `KeyringUnusable` when a needed wrapping key is missing; whatever was
    wrapped anew before that stays so.
    """
    ring = keyring()
    rewrapped = _rewrap(DataKey.objects, "data", ring) + _rewrap(Secret.objects, "secret", ring)
    return Rotation(rewrapped, retired_names())


def retired_names() -> tuple[str, ...]:
    """Names in `VAULT_KEYS` that wrap nothing any more. Backups made until today still need them."""
    ring = keyring()
    return tuple(name for name in ring.names[1:] if name not in names_in_use())


def names_in_use() -> set[str]:
    """Names of the wrapping keys that some living key or secret needs."""
    keys = DataKey.objects.living().order_by().values_list("wrapped_by", flat=True).distinct()
    return set(keys) | set(Secret.objects.order_by().values_list("wrapped_by", flat=True).distinct())


def _rewrap(rows_of: Any, kind: str, ring: Keyring) -> int:
    total = 0
    while rewrapped := _rewrap_batch(rows_of, kind, ring):
        total += rewrapped
    return total


@transaction.atomic
def _rewrap_batch(rows_of: Any, kind: str, ring: Keyring) -> int:
    """Rewrap one batch in one short transaction, and return how many rows that were."""
    # Locked, so that a key destroyed at this moment is not brought back.
    waiting = rows_of.select_for_update().filter(wrapped__isnull=False).exclude(wrapped_by=ring.first)
    rows = list(waiting.order_by("pk")[:BATCH])
    for row in rows:
        identity = f"{kind}:{row.pk}"
        row.wrapped, row.wrapped_by = ring.wrap(
            ring.unwrap(bytes(row.wrapped), by=row.wrapped_by, row=identity), row=identity
        )
    rows_of.bulk_update(rows, ["wrapped", "wrapped_by"])
    return len(rows)
