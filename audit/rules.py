"""What the database itself refuses: triggers, declared on the models and put back after every migrate.

A model says `append_only = True` (rows are never changed nor deleted), `undeletable = True` (never deleted),
`frozen_fields = ("narrative",)` (these columns never change), `frozen_but = {"narrative": "SQL"}` (but where this holds
of OLD and NEW) and `database_rules = [Trigger(...)]` for the rest.
A refused statement raises `django.db.IntegrityError`. SQLite drops triggers when it rebuilds a table, so they are
all dropped and created again after each migrate.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.apps import apps
from django.db import connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

Event = Literal["INSERT", "UPDATE", "DELETE", "TRUNCATE"]

PREFIX = "rule_"
# PostgreSQL cuts longer identifiers silently.
LONGEST_NAME = 63


@dataclass(frozen=True)
class Trigger:
    """The database refuses a statement `when` (INSERT, UPDATE or DELETE) the SQL `condition` is true for a row.

    `condition` speaks of OLD and NEW and may hold a subquery; give a mapping by vendor ("sqlite", "postgresql")
    where the two differ. `message` is for developers and logs: it never quotes a value.
    """

    name: str
    when: Event | tuple[Event, ...]
    condition: str | Mapping[str, str]
    message: str


@dataclass(frozen=True)
class Rule:
    """One trigger of one table, for one event."""

    table: str
    name: str
    event: Event
    condition: str
    message: str


def install_rules(connection: BaseDatabaseWrapper) -> None:
    """Drop every rule and create those that the models declare. Running it again changes nothing."""
    drop_rules(connection)
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for rule in _rules(connection):
            for statement in _statements(connection, rule):
                cursor.execute(statement)


def drop_rules(connection: BaseDatabaseWrapper) -> None:
    """Lift every rule: for tests that empty tables, and for a migration that must change frozen columns."""
    installed = installed_rules(connection)
    if connection.vendor == "postgresql":
        # A table with foreign keys still to be checked in this transaction cannot lose its triggers.
        connection.check_constraints()
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        for table, name in sorted(installed):
            quoted = connection.ops.quote_name(name)
            if connection.vendor == "postgresql":
                cursor.execute(f"DROP TRIGGER IF EXISTS {quoted} ON {connection.ops.quote_name(table)}")
                cursor.execute(f"DROP FUNCTION IF EXISTS {quoted}()")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {quoted}")


def lift_rules_on_sqlite(apps: Any, schema_editor: Any) -> None:
    """Begins a migration that changes a table, either way: SQLite renames the table that it rebuilds, and stops at a
    trigger that names one which is not there for the moment. `migrate` puts the rules back at its end."""
    if schema_editor.connection.vendor == "sqlite":
        drop_rules(schema_editor.connection)


def expected_rules(connection: BaseDatabaseWrapper) -> set[tuple[str, str]]:
    """(table, trigger name) of every rule that the models declare."""
    return {(rule.table, rule.name) for rule in _rules(connection)}


def installed_rules(connection: BaseDatabaseWrapper) -> set[tuple[str, str]]:
    """(table, trigger name) of every rule in force; on PostgreSQL a disabled trigger is not in force."""
    with connection.cursor() as cursor:
        cursor.execute(_CATALOGUE[connection.vendor])
        return {(table, name) for table, name in cursor.fetchall() if name.startswith(PREFIX)}


def install_after_migrate(using: str, **kwargs: Any) -> None:
    """The one receiver of `post_migrate`, connected in `audit.apps`."""
    install_rules(connections[using])


_CATALOGUE = {
    "sqlite": "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": (
        "SELECT t.relname, g.tgname FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid "
        "JOIN pg_namespace n ON n.oid = t.relnamespace "
        "WHERE NOT g.tgisinternal AND g.tgenabled IN ('O', 'A') AND n.nspname = current_schema()"
    ),
}

_COLUMNS = {
    "sqlite": "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'",
    "postgresql": (
        "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema()"
    ),
}


def _rules(connection: BaseDatabaseWrapper) -> Iterator[Rule]:
    """Every declared rule whose table and columns exist: `migrate` may stop half way through the apps."""
    columns = _columns(connection)
    for model in apps.get_models():
        if model._meta.managed and not model._meta.proxy and model._meta.db_table in columns:
            yield from _rules_of(model, columns[model._meta.db_table], connection)


def _columns(connection: BaseDatabaseWrapper) -> dict[str, set[str]]:
    """The columns of every table, in one statement: Django's own introspection parses each table's text."""
    found: dict[str, set[str]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(_COLUMNS[connection.vendor])
        for table, column in cursor.fetchall():
            found[table].add(column)
    return found


def _rules_of(model: type[models.Model], columns: set[str], connection: BaseDatabaseWrapper) -> Iterator[Rule]:
    table = model._meta.db_table
    append_only = getattr(model, "append_only", False)
    if append_only:
        yield _rule(table, "append_only", "UPDATE", "", f"{table} is append-only")
    if append_only or getattr(model, "undeletable", False):
        yield _rule(table, "undeletable", "DELETE", "", f"rows of {table} are never deleted")
        if connection.vendor == "postgresql":
            yield _rule(table, "undeletable", "TRUNCATE", "", f"rows of {table} are never deleted")
    if frozen := _frozen_columns(model) & columns:
        changed = _changed(frozen, _doors(model), connection)
        yield _rule(table, "frozen", "UPDATE", changed, f"{table}: a frozen column changed")
    for trigger in getattr(model, "database_rules", ()):
        yield from _rules_of_trigger(table, trigger, connection)


def _rules_of_trigger(table: str, trigger: Trigger, connection: BaseDatabaseWrapper) -> Iterator[Rule]:
    condition = trigger.condition if isinstance(trigger.condition, str) else trigger.condition[connection.vendor]
    events: tuple[Event, ...] = (trigger.when,) if isinstance(trigger.when, str) else trigger.when
    for event in events:
        yield _rule(table, trigger.name, event, condition, trigger.message)


def _rule(table: str, what: str, event: Event, condition: str, message: str) -> Rule:
    name = f"{PREFIX}{table}_{what}_{event.lower()}"
    if len(name) > LONGEST_NAME:
        name = f"{name[: LONGEST_NAME - 9]}_{hashlib.sha256(name.encode()).hexdigest()[:8]}"
    return Rule(table, name, event, condition, message)


def _frozen_columns(model: type[models.Model]) -> set[str]:
    fields = (model._meta.get_field(name) for name in getattr(model, "frozen_fields", ()))
    return {str(field.column) for field in fields if isinstance(field, models.Field)}


def _doors(model: type[models.Model]) -> dict[str, str]:
    """Column → the condition under which it may change although it is frozen."""
    doors = getattr(model, "frozen_but", {})
    return {str(model._meta.get_field(name).column): condition for name, condition in doors.items()}  # type: ignore[union-attr]


def _changed(columns: set[str], doors: Mapping[str, str], connection: BaseDatabaseWrapper) -> str:
    differs = "IS DISTINCT FROM" if connection.vendor == "postgresql" else "IS NOT"
    parts = []
    for column in sorted(columns):
        quoted = connection.ops.quote_name(column)
        part = f"OLD.{quoted} {differs} NEW.{quoted}"
        parts.append(f"({part} AND NOT {doors[column]})" if column in doors else part)
    return " OR ".join(parts)


def _statements(connection: BaseDatabaseWrapper, rule: Rule) -> list[str]:
    table, name = connection.ops.quote_name(rule.table), connection.ops.quote_name(rule.name)
    message = "'" + rule.message.replace("'", "''") + "'"
    if connection.vendor != "postgresql":
        condition = f"WHEN {rule.condition} " if rule.condition else ""
        return [
            f"CREATE TRIGGER {name} BEFORE {rule.event} ON {table} {condition}BEGIN SELECT RAISE(ABORT, {message}); END"
        ]
    each = "STATEMENT" if rule.event == "TRUNCATE" else "ROW"
    returned = "OLD" if rule.event in {"DELETE", "TRUNCATE"} else "NEW"
    return [
        # A function and not a WHEN clause, because only a function may hold a subquery.
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $rule$ BEGIN "
        f"IF {rule.condition or 'TRUE'} THEN "
        f"RAISE EXCEPTION USING MESSAGE = {message}, ERRCODE = 'integrity_constraint_violation'; "
        f"END IF; RETURN {returned}; END $rule$",
        f"CREATE TRIGGER {name} BEFORE {rule.event} ON {table} FOR EACH {each} EXECUTE FUNCTION {name}()",
    ]
