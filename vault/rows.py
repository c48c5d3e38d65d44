"""Adding rows in one statement whose text is put together once for a process.

Django takes several times as long to put an INSERT together as the database to carry it out, and every report that
arrives writes the same ones. Rows are whole: each has its key, and no value of a row is an expression.
"""

import itertools
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.constants import OnConflict
from django.db.models.sql import InsertQuery

from vault.prepared import Prepared, can_prepare

# Rows at once whose statement the database keeps: an act adds a few, and what adds many does so seldom.
MOST_KEPT = 8


def insert(*rows: models.Model) -> None:
    """Add rows of one model, as `save(force_insert=True)` does for each of them."""
    _insert(rows, _Conflict())


def insert_new(rows: Sequence[models.Model]) -> int:
    """Add rows of one model, each with its key, leaving out what breaks a unique constraint; returns how many are new.

    What `bulk_create(ignore_conflicts=True)` does, and it says how many: where all are new nothing has to be read back.
    """
    return _insert(rows, _Conflict(OnConflict.IGNORE))


def insert_or_update(rows: Sequence[models.Model], *, unique: Iterable[str], update: Iterable[str]) -> None:
    """Add rows of one model; where a row with the same `unique` fields is there already, its fields `update` change."""
    _insert(rows, _Conflict(OnConflict.UPDATE, tuple(unique), tuple(update)))


class _Conflict(NamedTuple):
    """What is done where a row is there already."""

    then: OnConflict | None = None
    unique: tuple[str, ...] = ()
    update: tuple[str, ...] = ()


class _Text(NamedTuple):
    """A statement around the values of its rows."""

    before: str
    one: str
    after: str
    types: tuple[str, ...]

    def of(self, number: int) -> str:
        return self.before + ", ".join([self.one] * number) + self.after

    def kept_of(self, number: int) -> Prepared:
        places = itertools.count(1)
        rows = ["(" + ", ".join(f"${next(places)}" for _type in self.types) + ")" for _row in range(number)]
        return Prepared(self.before + ", ".join(rows) + self.after, self.types * number)


def _insert(rows: Sequence[models.Model], conflict: _Conflict) -> int:
    if not rows:
        return 0
    model = type(rows[0])
    # The connection itself: each look through Django's proxy costs as much as preparing a value.
    connection: Any = connections[DEFAULT_DB_ALIAS]
    fields = model._meta.concrete_fields
    at_once = connection.ops.bulk_batch_size(fields, rows) if len(rows) > 1 else 1
    added = 0
    with connection.cursor() as cursor:
        for start in range(0, len(rows), at_once):
            some = rows[start : start + at_once]
            values = [
                field.get_db_prep_save(field.pre_save(row, True), connection=connection)
                for row in some
                for field in fields
            ]
            cursor.execute(_statement(model, conflict, len(some), connection), values)
            added += cursor.rowcount
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias
    return added


def _statement(model: type[models.Model], conflict: _Conflict, number: int, connection: Any) -> str:
    if number <= MOST_KEPT and can_prepare(connection):
        return _kept(model, conflict, number).ready(connection)
    return _text(model, connection.vendor, conflict).of(number)


@cache
def _kept(model: type[models.Model], conflict: _Conflict, number: int) -> Prepared:
    return _text(model, "postgresql", conflict).kept_of(number)


@cache
def _text(model: type[models.Model], _vendor: str, conflict: _Conflict) -> _Text:
    """As Django says it for one row, cut at the values."""
    connection = connections[DEFAULT_DB_ALIAS]
    fields: list[Any] = list(model._meta.concrete_fields)
    named = {field.name: field for field in fields}
    query = InsertQuery(
        model,
        on_conflict=conflict.then,
        update_fields=[named[name] for name in conflict.update],
        unique_fields=[named[name] for name in conflict.unique],
    )
    blank: Any = _Blank()
    query.insert_values(fields, [blank], raw=True)
    [(sql, _values)] = query.get_compiler(connection=connection).as_sql()
    one = f"({', '.join(['%s'] * len(fields))})"
    before, found, after = sql.partition(one)
    if not found:
        raise TypeError(f"The columns of {model._meta.label} don't take their values as they are.")
    return _Text(before, one, after, tuple(field.rel_db_type(connection) for field in fields))


class _Blank:
    """A row without values: only the text of its statement is wanted."""

    def __getattr__(self, _name: str) -> None:
        return None
