"""Rows straight into tables: COPY on PostgreSQL, one prepared INSERT on SQLite. Constraints and triggers stay on."""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime
from io import StringIO
from operator import itemgetter
from typing import Any

from django.db import connection, models
from django.db.models import NOT_PROVIDED, Field

from vault.fields import SealedField
from vault.tokens import TokensField

Row = dict[str, Any]
Converter = Callable[[Any], Any]

# What PostgreSQL's COPY reads as NULL, and what it wants escaped.
NULL = r"\N"
ESCAPES = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})


class Table:
    """Rows of one model, gathered and then written in one go.

    Ids are given as text, sealed values as bytes. Each row gives the same columns; those that it leaves out take the
    model's plain default, which a sealed column has none of.
    """

    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        self.fields = {field.attname: field for field in model._meta.concrete_fields}
        self.defaults = {name: _default(field) for name, field in self.fields.items() if _has_default(field)}
        self.rows: list[Row] = []

    def add(self, **values: Any) -> None:
        """One row, by the names of its columns."""
        self.rows.append(values)

    def write(self) -> None:
        """Write the rows and forget them. Call it inside a transaction."""
        if self.rows:
            (_copy if connection.vendor == "postgresql" else _insert)(self)
        self.rows = []

    @property
    def given(self) -> list["Field[Any, Any]"]:
        """The columns that the rows give. Raises `TypeError` where one is unknown or missing."""
        names = self.rows[0].keys()
        wrong = (names - self.fields.keys()) | (self.fields.keys() - names - self.defaults.keys())
        if wrong or any(len(row) != len(names) for row in self.rows):
            raise TypeError(f"{self.model._meta.label}: check the columns {sorted(wrong)}")
        return [field for name, field in self.fields.items() if name in names]

    @property
    def left_out(self) -> dict["Field[Any, Any]", Any]:
        """The columns that are the same in every row. The database sets those that are empty by itself."""
        names = self.rows[0].keys()
        same = {name: value for name, value in self.defaults.items() if name not in names and value is not None}
        return {self.fields[name]: value for name, value in same.items()}

    @property
    def name(self) -> str:
        """The table as SQL names it."""
        return connection.ops.quote_name(self.model._meta.db_table)


def _columns(fields: "Iterable[Field[Any, Any]]") -> str:
    return ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)


def _copy(table: Table) -> None:
    converters = [(field.attname, _copied(field)) for field in table.given]
    left_out = table.left_out
    end_of_line = "".join(f"\t{_copied(field)(value)}" for field, value in left_out.items()) + "\n"
    lines = StringIO()
    for row in table.rows:
        lines.write("\t".join([convert(row[name]) for name, convert in converters]))
        lines.write(end_of_line)
    lines.seek(0)
    with connection.cursor() as cursor:
        columns = _columns([*table.given, *left_out])
        cursor.copy_expert(f"COPY {table.name} ({columns}) FROM STDIN", lines)


def _insert(table: Table) -> None:
    given, left_out = table.given, table.left_out
    converters = {field.attname: _INSERTED[_kind(field)] for field in given if _kind(field) in _INSERTED}
    for row in table.rows:
        for name, convert in converters.items():
            if row[name] is not None:
                row[name] = convert(row[name])
    in_order = itemgetter(*(field.attname for field in given))
    same = tuple(_INSERTED.get(_kind(field), _unchanged)(value) for field, value in left_out.items())
    places = ", ".join(["%s"] * (len(given) + len(same)))
    with connection.cursor() as cursor:
        # Names of the model's own table and columns, quoted; the values travel apart.
        statement = f"INSERT INTO {table.name} ({_columns([*given, *left_out])}) VALUES ({places})"  # noqa: S608
        cursor.executemany(statement, [in_order(row) + same for row in table.rows])


def _unchanged(value: Any) -> Any:
    return value


def _has_default(field: "Field[Any, Any]") -> bool:
    if isinstance(field, SealedField) or field.primary_key:
        return False
    return field.null or field.default is not NOT_PROVIDED or field.blank


def _default(field: "Field[Any, Any]") -> Any:
    return None if field.null else field.get_default()


# --- values as PostgreSQL's COPY reads them --------------------------------------------------------------------


def _copied(field: "Field[Any, Any]") -> Converter:
    convert = _COPIED.get(_kind(field), str)
    return (lambda value: NULL if value is None else convert(value)) if field.null else convert


def _copied_text(value: str) -> str:
    # Most texts are codes and hashes, in which nothing needs escaping: asking is cheaper than escaping.
    return value if value.isalnum() else value.translate(ESCAPES)


_COPIED: dict[type, Converter] = {
    models.BinaryField: lambda value: r"\\x" + value.hex(),
    models.JSONField: lambda value: _copied_text(json.dumps(value)),
    models.DateTimeField: datetime.isoformat,
    models.DateField: date.isoformat,
    models.BooleanField: lambda value: "t" if value else "f",
    models.CharField: _copied_text,
    models.TextField: _copied_text,
    models.UUIDField: _unchanged,
    TokensField: lambda tokens: "{" + ",".join(map(str, tokens)) + "}",
}


# --- values as SQLite keeps them -------------------------------------------------------------------------------


def _naive_utc(value: datetime) -> str:
    return str(value.astimezone(UTC).replace(tzinfo=None))


_INSERTED: dict[type, Converter] = {
    models.JSONField: json.dumps,
    models.DateTimeField: _naive_utc,
    models.DateField: date.isoformat,
    models.UUIDField: lambda value: value.replace("-", ""),
    TokensField: lambda tokens: " ".join(map(str, tokens)),
}


def _kind(field: "Field[Any, Any]") -> type:
    """The kind of column; a foreign key is stored as what it points to. The narrower kind comes first."""
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    return next((kind for kind in _COPIED if isinstance(target, kind)), type(target))
