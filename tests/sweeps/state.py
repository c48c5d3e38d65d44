"""Whether anything in the database changed, whatever it is."""

import hashlib
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import connection, models

# A refusal is written to the trail, and the first of its kind mints the key of that kind: this is meant to change.
OF_A_REFUSAL = frozenset({"audit_head", "audit_sharedkey", "vault_datakey"})
# Secrets are made when they are first needed.
MINTED = frozenset({"vault_secret"})
NO_REFUSAL = "verb <> 'refused'"
# Signing in and out, and what allauth writes down about an address when its page is first looked at.
OF_A_SESSION = frozenset({"django_session", "account_emailaddress"})


def state() -> dict[str, str]:
    """A digest of every row of each table, without what a refusal leaves behind."""
    return {model._meta.db_table: _digest(model) for model in apps.get_models() if _counts(model)}


def changed(before: dict[str, str], after: dict[str, str]) -> set[str]:
    """The tables in which a row came, went or changed."""
    return {table for table in before if before[table] != after[table]}


def has_changed(before: dict[str, str], *, but: str) -> bool:
    """Whether anything changed in a table other than `but`.

    The trail is asked first, where nearly all is written: how long it is tells it much sooner than every row.
    """
    if int(before["audit_entry"].partition(" ")[0]) != _length("audit_entry", NO_REFUSAL):
        return True
    tables = {
        model._meta.db_table: model for model in apps.get_models() if _counts(model) and model._meta.db_table != but
    }
    return any(before[table] != _digest(tables[table]) for table in tables)


def _counts(model: type[models.Model]) -> bool:
    return not model._meta.proxy and model._meta.db_table not in OF_A_REFUSAL | OF_A_SESSION | MINTED


def _digest(model: type[models.Model]) -> str:
    found, length = hashlib.sha256(), 0
    for row in rows(model._meta.db_table, NO_REFUSAL if model._meta.label == "audit.Entry" else ""):
        found.update(repr(row).encode())
        length += 1
    return f"{length} {found.hexdigest()}"


def _length(table: str, where: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table)} WHERE {where}")
        return int(cursor.fetchone()[0])


def rows(table: str, where: str = "") -> Iterator[tuple[Any, ...]]:
    """The raw rows of a table, sealed columns as their bytes."""
    quoted = connection.ops.quote_name(table)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {quoted} {f'WHERE {where}' if where else ''} ORDER BY 1")
        for row in cursor.fetchall():
            yield tuple(bytes(value) if isinstance(value, memoryview) else value for value in row)
