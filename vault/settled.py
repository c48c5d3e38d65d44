"""Statements that are put together once for a process and only filled in whenever they are asked.

Django takes several times as long to put a statement together as the database to answer it. Where the same one is
asked with every sending, its text is kept; its answer never is.
"""

import itertools
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, Generic, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.models.query import FlatValuesListIterable, ModelIterable, ValuesListIterable, get_related_populators
from django.db.transaction import TransactionManagementError

from vault.prepared import Prepared, can_prepare, literal
from vault.statements import asked

Row = TypeVar("Row")
# Longer lists are put together each time, as ever.
LONGEST_LIST = 512


class Settled(Generic[Row]):
    """`make(*values)` gives a queryset; calling this gives its rows, as a list.

    A value is a text, an id, a day, a moment, or a list of them, among which something is looked for (`__in`). Nothing
    but its place in the statement may hang from it: a `make` that looks at a value, to ask something else for another
    one, can't be settled. Nor can one that looks at the clock or at a setting: give it the moment, and keep one of
    these for each setting.
    """

    def __init__(self, make: Callable[..., "QuerySet[Any, Row]"]) -> None:
        self._make = make
        self._known: dict[tuple[Any, ...], _Text] = {}

    def __call__(self, *values: Any) -> list[Row]:
        if any(isinstance(value, list) and not 0 < len(value) <= LONGEST_LIST for value in values):
            return list(self._make(*values))
        filled = [_filled_up(value) if isinstance(value, list) else value for value in values]
        connection = connections[DEFAULT_DB_ALIAS]
        shape = (connection.vendor, *(len(value) if isinstance(value, list) else -1 for value in filled))
        text = self._known.get(shape)
        if text is None:
            text = self._known[shape] = _settled(self._make, tuple(filled))
        return text.rows([_prepared(value, connection) for value in _flat(filled)], connection)


def _filled_up(values: list[Any]) -> list[Any]:
    """A list with its last value repeated up to the next power of two.

    A list of another length is another text, and this leaves few of them; no answer changes with it.
    """
    length = 1 << (len(values) - 1).bit_length()
    return [*values, *values[-1:] * (length - len(values))]


@dataclass(frozen=True)
class _Text:
    """A statement's text with its parameters, and which of them are filled in with which value."""

    sql: str
    parameters: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]
    locks: bool
    # What makes the queryset's rows of the database's.
    read: "Reading"
    prepared: Prepared | None = None

    def rows(self, values: list[Any], connection: Any) -> list[Any]:
        if self.locks and connection.get_autocommit():
            raise TransactionManagementError("A row is locked inside a transaction.")
        return self.read(asked(*self._filled(values, connection), connection), connection)

    def _filled(self, values: list[Any], connection: Any) -> tuple[str, tuple[Any, ...]]:
        if self.prepared is not None and can_prepare(connection):
            return self.prepared.ready(connection), tuple(values)
        filled = list(self.parameters)
        for place, number in self.places:
            filled[place] = values[number]
        return self.sql, tuple(filled)


Reading = Callable[[list[tuple[Any, ...]], Any], list[Any]]


def _reading(queryset: Any, compiler: Any) -> Reading:
    """How Django reads the answer to this queryset, with what it would find out anew each time found out once."""
    converters = list(compiler.get_converters([column for column, _how, _alias in compiler.select]).items())
    make = _making(queryset, compiler)

    def read(rows: list[tuple[Any, ...]], connection: Any) -> list[Any]:
        return [make(_converted(row, converters, connection) if converters else row) for row in rows]

    return read


def _converted(row: tuple[Any, ...], converters: list[Any], connection: Any) -> tuple[Any, ...]:
    values = list(row)
    for place, (how, expression) in converters:
        value = values[place]
        for convert in how:
            value = convert(value, expression, connection)
        values[place] = value
    return tuple(values)


def _making(queryset: Any, compiler: Any) -> Callable[[tuple[Any, ...]], Any]:
    """What makes one row of the queryset."""
    kind = queryset._iterable_class
    is_plain = not (compiler.has_extra_select or queryset._prefetch_related_lookups or queryset._known_related_objects)
    if is_plain and kind is ValuesListIterable:
        return tuple
    if is_plain and kind is FlatValuesListIterable:
        return lambda row: row[0]
    if is_plain and kind is ModelIterable:
        return _making_models(queryset, compiler)
    raise TypeError("Rows, or plain values of them, can be settled: nothing that is fetched beside them.")


def _making_models(queryset: Any, compiler: Any) -> Callable[[tuple[Any, ...]], Any]:
    """As Django's `ModelIterable`: a row of the model with those that it joins."""
    model, places = compiler.klass_info["model"], compiler.klass_info["select_fields"]
    start, end = places[0], places[-1] + 1
    names = [column.target.attname for column, _how, _alias in compiler.select[start:end]]
    # The types of a later Django want one more thing of it.
    populators: Any = get_related_populators
    joined = populators(compiler.klass_info, compiler.select, queryset.db)
    worked_out = list(compiler.annotation_col_map.items())

    def make(row: tuple[Any, ...]) -> Any:
        made = model.from_db(queryset.db, names, row[start:end])
        for one in joined:
            one.populate(row, made)
        for name, place in worked_out:
            setattr(made, name, row[place])
        return made

    return make


def _settled(make: Callable[..., Any], values: tuple[Any, ...]) -> _Text:
    """Ask `make` twice, with marks that differ, and see where in the parameters each of them went."""
    first, second = (_marked(values, turn) for turn in (1, 2))
    queryset, (_sql, one), compiler = _compiled(make(*first))
    _queryset, (sql, other), _compiler = _compiled(make(*second))
    connection = connections[DEFAULT_DB_ALIAS]
    of_first, of_second = ([_prepared(mark, connection) for mark in _flat(marks)] for marks in (first, second))
    places = tuple((place, of_first.index(mark)) for place, mark in enumerate(one) if mark in of_first)
    filled = {place: of_second[number] for place, number in places}
    if (_sql, [filled.get(place, mark) for place, mark in enumerate(one)]) != (sql, list(other)):
        raise TypeError("This statement changes with its values: it can't be settled.")
    if {number for _place, number in places} != {*range(len(of_first))}:
        raise TypeError("A value does not stand in the statement as it is: it can't be settled.")
    prepared = _prepared_statement(sql, tuple(one), dict(places), of_first) if can_prepare(connection) else None
    locks = queryset.query.select_for_update
    return _Text(sql, tuple(one), places, locks, _reading(queryset, compiler), prepared)


def _prepared_statement(sql: str, parameters: tuple[Any, ...], places: dict[int, int], values: list[Any]) -> Prepared:
    """The same with `$1` where a value comes in; what is the same each time stands in it as it is."""
    connection = connections[DEFAULT_DB_ALIAS]
    # A percent sign of the statement's own is doubled; one in a value is not.
    pieces = [piece.replace("%%", "%") for piece in sql.split("%s")]
    written = [
        f"${places[place] + 1}" if place in places else literal(one, connection) for place, one in enumerate(parameters)
    ]
    text = "".join(part for pair in zip(pieces, [*written, ""], strict=True) for part in pair)
    return Prepared(text, [_type_of(value) for value in values])


def _type_of(value: Any) -> str:
    """PostgreSQL tells by its place what a text is; a day may be taken for a moment."""
    if isinstance(value, uuid.UUID):
        return "uuid"
    if isinstance(value, datetime):
        return "timestamptz"
    return "date" if isinstance(value, date) else "unknown"


def _compiled(queryset: Any) -> tuple[Any, tuple[str, tuple[Any, ...]], Any]:
    compiler = queryset.query.get_compiler(using=queryset.db)
    return queryset, compiler.as_sql(), compiler


def _marked(values: tuple[Any, ...], turn: int) -> list[Any]:
    """Values of the same kinds that stand nowhere else in the statement."""
    numbers = itertools.count(1)
    return [
        [_mark(each, turn, next(numbers)) for each in value]
        if isinstance(value, list)
        else _mark(value, turn, next(numbers))
        for value in values
    ]


def _mark(value: Any, turn: int, number: int) -> Any:
    if isinstance(value, uuid.UUID):
        return uuid.UUID(int=(turn << 96) + number)
    if isinstance(value, datetime):
        return datetime(1000 + turn, 1, 1, tzinfo=UTC) + timedelta(hours=number)
    if isinstance(value, date):
        return date(1000 + turn, 1, 1) + timedelta(days=number)
    if isinstance(value, str):
        return f"<{turn}.{number}>"
    raise TypeError(f"{type(value).__name__} can't be filled into a settled statement.")


def _prepared(value: Any, connection: Any) -> Any:
    """As Django hands it to the database."""
    if isinstance(value, uuid.UUID):
        return value if connection.features.has_native_uuid_field else value.hex
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else str(value)


def _flat(values: Any) -> Iterator[Any]:
    for value in values:
        yield from value if isinstance(value, list) else (value,)
