"""The column that holds the tokens of a searchable row, and its index on either database.

PostgreSQL keeps them as `bigint[]` under a GIN index; SQLite as text, with a full-text table beside it that triggers
keep in step. `create_token_index` makes either, in the model's own migration.
"""

from typing import Any

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# PostgreSQL keeps so many of the most frequent words in its statistics. With its usual 1,000 it takes every rarer word
# for a frequent one, and reads the whole table from the newest back where the index would have said “three rows”.
KNOWN_WORDS = 20_000
PENDING_KIBIBYTES = 512


class TokensField(models.Field):
    """A set of 63-bit numbers. Looked up by `has_one_of`; on SQLite its model needs an integer primary key."""

    def db_type(self, connection: BaseDatabaseWrapper) -> str:
        """An array where there are arrays."""
        return "bigint[]" if connection.vendor == "postgresql" else "text"

    def get_db_prep_value(self, value: Any, connection: BaseDatabaseWrapper, prepared: bool = False) -> Any:
        """A list, or the numbers with spaces between them."""
        if value is None:
            return None
        numbers = sorted(value)
        return numbers if connection.vendor == "postgresql" else " ".join(map(str, numbers))

    def from_db_value(self, value: Any, expression: Any, connection: BaseDatabaseWrapper) -> set[int] | None:
        """The set again."""
        if value is None:
            return None
        return set(map(int, value.split() if isinstance(value, str) else value))


@TokensField.register_lookup
class HasOneOf(models.Lookup):
    """Rows that have at least one of these tokens."""

    lookup_name = "has_one_of"
    prepare_rhs = False

    def as_postgresql(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} && %s::bigint[]", [*parameters, sorted(map(int, self.rhs))]

    def as_sqlite(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        quote, field = connection.ops.quote_name, self.lhs.target
        row = f"{quote(self.lhs.alias)}.{quote(field.model._meta.pk.column)}"
        table = quote(word_table(field.model))
        # Names of the model's own table; the tokens are numbers and travel apart.
        return (
            f"{row} IN (SELECT rowid FROM {table} WHERE {table} MATCH %s)",  # noqa: S608
            [" OR ".join(f'"{int(token)}"' for token in sorted(self.rhs))],
        )


def word_table(model: type[models.Model]) -> str:
    """SQLite's full-text table beside a model's own, and the name of PostgreSQL's index."""
    return f"{model._meta.db_table}_words"


def create_token_index(model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> None:
    """For a migration: the GIN index, or SQLite's full-text table with the triggers that fill it.

    A later migration that changes the model's table must call it again: SQLite drops triggers of a table it rebuilds.
    """
    drop_token_index(model, schema_editor)
    table, words = model._meta.db_table, word_table(model)
    if schema_editor.connection.vendor == "postgresql":
        # A long list of pending rows would be read through by every search.
        schema_editor.execute(
            f"CREATE INDEX {words} ON {table} USING gin (tokens) WITH (gin_pending_list_limit = {PENDING_KIBIBYTES})"
        )
        schema_editor.execute(f"ALTER TABLE {table} ALTER COLUMN tokens SET STATISTICS {KNOWN_WORDS // 10}")
        return
    gone = f"INSERT INTO {words}({words}, rowid, tokens) VALUES ('delete', OLD.id, OLD.tokens);"  # noqa: S608 — the model's
    come = f"INSERT INTO {words}(rowid, tokens) VALUES (NEW.id, NEW.tokens);"  # noqa: S608 — own names
    for statement in (
        f"CREATE VIRTUAL TABLE {words} USING fts5(tokens, content='{table}', content_rowid='id', detail='none')",
        f"CREATE TRIGGER {words}_come AFTER INSERT ON {table} BEGIN {come} END",
        f"CREATE TRIGGER {words}_gone AFTER DELETE ON {table} BEGIN {gone} END",
        f"CREATE TRIGGER {words}_changed AFTER UPDATE ON {table} BEGIN {gone} {come} END",
        f"INSERT INTO {words}({words}) VALUES ('rebuild')",  # noqa: S608
    ):
        schema_editor.execute(statement)


def drop_token_index(model: type[models.Model], schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The way back."""
    words = word_table(model)
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(f"DROP INDEX IF EXISTS {words}")
        return
    for trigger in ("come", "gone", "changed"):
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {words}_{trigger}")
    schema_editor.execute(f"DROP TABLE IF EXISTS {words}")
