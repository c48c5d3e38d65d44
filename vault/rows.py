"""Adding rows that may be there already, in one statement that tells whether they were."""

from collections.abc import Sequence

from django.db import connection, models
from django.db.models.constants import OnConflict
from django.db.models.sql import InsertQuery


def insert_new(rows: Sequence[models.Model]) -> int:
    """Add rows of one model, each with its key, leaving out what breaks a unique constraint; returns how many are new.

    What `bulk_create(ignore_conflicts=True)` does, and it says how many: where all are new nothing has to be read back.
    """
    if not rows:
        return 0
    model = type(rows[0])
    fields = model._meta.concrete_fields
    at_once = connection.ops.bulk_batch_size(list(fields), list(rows))
    return sum(_insert(model, rows[start : start + at_once]) for start in range(0, len(rows), at_once))


def _insert(model: type[models.Model], rows: Sequence[models.Model]) -> int:
    query = InsertQuery(model, on_conflict=OnConflict.IGNORE)
    query.insert_values(model._meta.concrete_fields, list(rows))
    [(sql, values)] = query.get_compiler(connection=connection).as_sql()
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        added: int = cursor.rowcount
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias
    return added
