"""`EXISTS`, written out: for rules that are asked many times on every page.

Django takes several times as long to put such a statement together as the database to answer it.
"""

from string import Formatter
from typing import Any

from django.apps import apps
from django.db.models import BooleanField, F, Func, Model, UUIDField, Value


class RowExists(Func):
    """Whether a statement finds a row.

    In it `{app.Model}` stands for a table, and `{name}` for an argument: a record, its id, an expression of the row
    that is asked about, or the name of one of its columns.
    """

    output_field = BooleanField()

    def __init__(self, statement: str, **arguments: Any) -> None:
        self.statement = statement
        self.names = tuple(arguments)
        super().__init__(*(_expression(argument) for argument in arguments.values()))

    # What shapes a function's call has no meaning here.
    def as_sql(self, compiler: Any, connection: Any, *_shape: Any, **_more: Any) -> tuple[str, tuple[Any, ...]]:
        arguments = dict(zip(self.names, self.get_source_expressions(), strict=True))
        text: list[str] = []
        values: list[Any] = []
        for words, name, _format, _conversion in Formatter().parse(self.statement):
            text.append(words)
            if name is None:
                continue
            if "." in name:
                text.append(connection.ops.quote_name(apps.get_model(name)._meta.db_table))
                continue
            part, its_values = compiler.compile(arguments[name])
            text.append(part)
            values.extend(its_values)
        return f"EXISTS ({''.join(text)})", tuple(values)


def _expression(argument: Any) -> Any:
    if isinstance(argument, str):
        return F(argument)
    if hasattr(argument, "resolve_expression"):
        return argument
    return Value(argument.pk if isinstance(argument, Model) else argument, output_field=UUIDField())
