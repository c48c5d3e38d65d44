"""A statement that every request runs, written by the ORM once: writing it takes ten times as long as running it."""

import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from django.db import connection, models
from django.db.backends.base.base import BaseDatabaseWrapper


class Prepared:
    """The rows of a statement whose shape never changes, with other values each time.

    `write` gives the queryset for the values that it is called with, each named with a field of its kind. The values
    must not change what is written: no list of varying length, no `None`. Rows come as the database gives them.
    """

    def __init__(self, write: Callable[..., models.QuerySet[Any, Any]], **kinds: models.Field) -> None:
        self._write, self._kinds = write, kinds
        # By vendor: the statement, and for each of its parameters a name of a value, or a value that stays the same.
        self._written: dict[str, tuple[str, list[tuple[str, Any]]]] = {}

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        """What the statement finds for these values now."""
        if connection.vendor not in self._written:
            self._written[connection.vendor] = self._write_down(connection)
        statement, places = self._written[connection.vendor]
        given = {name: kind.get_db_prep_value(values[name], connection) for name, kind in self._kinds.items()}
        with connection.cursor() as cursor:
            cursor.execute(statement, [given[name] if name else same for name, same in places])
            return cursor.fetchall()

    def _write_down(self, connection: BaseDatabaseWrapper) -> tuple[str, list[tuple[str, Any]]]:
        marks = {name: _mark(kind, number) for number, (name, kind) in enumerate(self._kinds.items())}
        found = {self._kinds[name].get_db_prep_value(mark, connection): name for name, mark in marks.items()}
        compiler = self._write(**marks).query.get_compiler(connection=connection)
        statement, parameters = compiler.as_sql()
        return statement, [(found.get(one, ""), one) for one in parameters]


def _mark(kind: models.Field, number: int) -> Any:
    """A value that stands in no statement by itself."""
    if isinstance(kind, models.UUIDField):
        return uuid.UUID(int=2**127 + number)
    if isinstance(kind, models.DateTimeField):
        return datetime(1001 + number, 1, 1, tzinfo=UTC)
    raise TypeError(f"No stand-in for {kind}")
