"""Statements that PostgreSQL keeps, so that it reads and plans each once for a connection and then only carries it out.

Planning takes it longer than answering, where an answer is a few rows of one report. A connection that goes through a
pooler may be another one at the next statement: where the settings say so, as Django wants it for its own cursors
(`DISABLE_SERVER_SIDE_CURSORS`), nothing is kept. SQLite keeps them by itself.
"""

import itertools
from collections.abc import Sequence
from typing import Any

_numbers = itertools.count(1)
# Where a connection's own list of what it keeps hangs: the wrapper lives longer than the connection.
_PLACE = "_kept_statements"


class Prepared:
    """A statement with `$1`, `$2` … for its values, and the types of those that PostgreSQL could not tell itself."""

    def __init__(self, sql: str, types: Sequence[str]) -> None:
        self._name = f"kept_{next(_numbers)}"
        self._text = (
            f"PREPARE {self._name} ({', '.join(types)}) AS {sql}" if types else f"PREPARE {self._name} AS {sql}"
        )
        values = ", ".join(["%s"] * len(types))
        self.sql = f"EXECUTE {self._name} ({values})" if types else f"EXECUTE {self._name}"

    def ready(self, connection: Any) -> str:
        """The text that carries it out on a connection, to which it is made known where it is new."""
        # As `cursor()` does, and before it: a connection that was lost since the last request knows nothing any more.
        connection.close_if_health_check_failed()
        if connection.connection is None:
            connection.ensure_connection()
        of, known = connection.__dict__.get(_PLACE, (None, None))
        if of is not connection.connection:
            of, known = connection.connection, set()
            connection.__dict__[_PLACE] = of, known
        if self._name not in known:
            # Django's own errors: a database that is away has a page of its own, and its connection is given up.
            with connection.wrap_database_errors, of.cursor() as cursor:
                cursor.execute(self._text)
            known.add(self._name)
        return self.sql


def can_prepare(connection: Any) -> bool:
    """Whether the database keeps statements for us."""
    kept: bool = connection.vendor == "postgresql" and not connection.settings_dict["DISABLE_SERVER_SIDE_CURSORS"]
    return kept


def literal(value: Any, connection: Any) -> str:
    """A value as it stands in a statement's text."""
    connection.ensure_connection()
    with connection.connection.cursor() as cursor:
        written = cursor.mogrify("%s", [value])
    return str(written.decode() if isinstance(written, bytes) else written)
