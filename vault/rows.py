"""Adding rows in one statement whose text is put together once for a process.

Django takes several times as long to put an INSERT together as the database to carry it out, and every report that
arrives writes the same ones. Rows are whole: each has its key, and no value of a row is an expression.
"""

import itertools
import uuid
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from django.db import DEFAULT_DB_ALIAS, connections, models
from django.db.models.constants import OnConflict
from django.db.models.sql import InsertQuery

from vault.prepared import Prepared, can_prepare
from vault.statements import changed

# Rows at once whose statement the database keeps: an act adds a few, and what adds many does so seldom.
MOST_KEPT = 8


def insert(*rows: models.Model) -> None:
    """Add rows of one model, as `save(force_insert=True)` does for each of them."""
    _insert(rows, _Conflict())


def insert_together(*groups: Sequence[models.Model]) -> None:
    """Add rows of several models, a group for each, in this order, as `insert` does.

    PostgreSQL gets all of it in one message: to wait for each answer takes longer than to give it.
    """
    connection: Any = connections[DEFAULT_DB_ALIAS]
    full = [rows for rows in groups if rows]
    if not can_prepare(connection) or any(len(rows) > MOST_KEPT for rows in full):
        for rows in full:
            insert(*rows)
        return
    texts = [_statement(type(rows[0]), _Conflict(), len(rows), connection) for rows in full]
    changed("; ".join(texts), [value for rows in full for value in _values(rows, connection)], connection)
    for rows in full:
        _note_stored(rows, connection)


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
    at_once = connection.ops.bulk_batch_size(model._meta.concrete_fields, rows) if len(rows) > 1 else 1
    added = 0
    for start in range(0, len(rows), at_once):
        some = rows[start : start + at_once]
        added += changed(_statement(model, conflict, len(some), connection), _values(some, connection), connection)
    _note_stored(rows, connection)
    return added


def _values(rows: Sequence[models.Model], connection: Any) -> list[Any]:
    columns = _columns(type(rows[0]), connection.vendor)
    return [column.stored(row, connection) for row in rows for column in columns]


def _note_stored(rows: Sequence[models.Model], connection: Any) -> None:
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


# Fields that hand these types to the database as they are, asked many times for each row that is added.
_AS_IT_IS: dict[Any, type] = {
    models.CharField: str,
    models.SlugField: str,
    models.TextField: str,
    models.BooleanField: bool,
    models.PositiveSmallIntegerField: int,
    models.PositiveIntegerField: int,
}


class _Column(NamedTuple):
    """How a field's value comes from a row to the database."""

    field: Any
    # Where the field does nothing but read it, it is read here.
    attribute: str
    # The type of a value that needs no preparing, or a short one; `None` where Django prepares each.
    known: type | None
    shortly: Callable[[Any], Any] | None

    def stored(self, row: models.Model, connection: Any) -> Any:
        value = getattr(row, self.attribute) if self.attribute else self.field.pre_save(row, True)
        if value is None:
            return None
        if type(value) is self.known:
            return self.shortly(value) if self.shortly else value
        return self.field.get_db_prep_save(value, connection=connection)


@cache
def _columns(model: type[models.Model], _vendor: str) -> list[_Column]:
    connection = connections[DEFAULT_DB_ALIAS]
    columns = []
    for field in model._meta.concrete_fields:
        known = _AS_IT_IS.get(type(field))
        shortly: Callable[[Any], Any] | None = None
        if isinstance(_holder(field), models.UUIDField):
            known = uuid.UUID
            shortly = None if connection.features.has_native_uuid_field else _hexadecimal
        elif type(field) is models.DateField:
            known, shortly = date, connection.ops.adapt_datefield_value
        columns.append(_Column(field, field.attname if _only_reads(field) else "", known, shortly))
    return columns


def _only_reads(field: Any) -> bool:
    """Whether the value of a row is all that the field stores. A day may be the one on which the row is stored."""
    if type(field) in (models.DateField, models.DateTimeField):
        return not (field.auto_now or field.auto_now_add)
    return type(field).pre_save is models.Field.pre_save


def _hexadecimal(value: uuid.UUID) -> str:
    return value.hex


def _holder(field: Any) -> Any:
    """The field whose values these are: that of the key which a foreign key names."""
    return _holder(field.target_field) if isinstance(field, models.ForeignKey) else field


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
