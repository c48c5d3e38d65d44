"""All tables of an app in one step of a migration.

Django draws the models anew for each table that is made beside others, with every model that refers to it: for a
hundred tables that took a new database half a minute. Here they are drawn once.
"""

from typing import Any

from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class CreateTables(Operation):
    """Makes the tables in their order. One may refer to another that comes later: SQLite looks at a foreign key when
    a row is written, and PostgreSQL's are added at the end of the migration."""

    serialization_expand_args = ["tables"]

    def __init__(self, tables: list[CreateModel]) -> None:
        self.tables = tables

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return type(self).__name__, [], {"tables": self.tables}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        # What was drawn before would be drawn again with each table; whoever asks next draws all of them once.
        state.__dict__.pop("apps", None)
        for table in self.tables:
            table.state_forwards(app_label, state)

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for table in self.tables:
            table.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for table in reversed(self.tables):
            table.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return f"Create {len(self.tables)} tables"
