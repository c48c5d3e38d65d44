"""Carrying out a statement whose text is at hand already, with no more around it than it needs.

To make Django's cursor takes longer than a database needs for an answer that it has in its memory. Whoever listens to
Django's (a test that counts statements, a log of them) hears of these too.
"""

import re
import sqlite3
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

# The place of a value, as Django's own cursor finds it.
_PLACE = re.compile(r"(?<!%)%s")


def asked(sql: str, values: Sequence[Any], connection: Any) -> list[tuple[Any, ...]]:
    """The rows that a statement gives."""
    rows: list[tuple[Any, ...]]
    if _is_heard(connection):
        with connection.cursor() as heard:
            heard.execute(sql, values)
            rows = heard.fetchall()
            return rows
    _look_at(connection)
    with connection.wrap_database_errors:
        cursor = _carried_out(sql, values, connection)
        rows = cursor.fetchall()
        cursor.close()
    return rows


def changed(sql: str, values: Sequence[Any], connection: Any) -> int:
    """How many rows a statement has added or changed."""
    number: int
    if _is_heard(connection):
        with connection.cursor() as heard:
            heard.execute(sql, values)
            number = heard.rowcount
            return number
    _look_at(connection)
    with connection.wrap_database_errors:
        cursor = _carried_out(sql, values, connection)
        number = cursor.rowcount
        cursor.close()
    return number


def _is_heard(connection: Any) -> bool:
    return bool(connection.execute_wrappers or connection.queries_logged)


def _look_at(connection: Any) -> None:
    """What Django's cursor looks at before a statement: a connection that was lost meanwhile is made anew."""
    connection.close_if_health_check_failed()
    if connection.connection is None:
        connection.ensure_connection()
    connection.validate_thread_sharing()
    connection.validate_no_broken_transaction()


def _carried_out(sql: str, values: Sequence[Any], connection: Any) -> Any:
    """A cursor of its own for each statement: one that stayed would remember the last one, with its values."""
    cursor = connection.create_cursor()
    if isinstance(cursor, sqlite3.Cursor):
        sqlite3.Cursor.execute(cursor, _with_question_marks(sql), values)
    else:
        cursor.execute(sql, values)
    return cursor


@lru_cache(maxsize=1024)
def _with_question_marks(sql: str) -> str:
    """A text as SQLite reads it; Django's cursor would make it anew each time. No value stands in any of them."""
    return _PLACE.sub("?", sql).replace("%%", "%")
