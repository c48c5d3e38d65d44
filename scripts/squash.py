"""One migration in place of an app's landed ones: `python scripts/squash.py cases`.

It makes every table as it stands after the last of them, with its constraints and indexes, all in one step. Each step
on an existing table would cost a new database most of a second: the state of all apps is rendered again, and SQLite
rebuilds the table. The new file `replaces` the old ones, so a database that has them takes it as done, and what depends
on one of them still finds it; the old files go. Steps in Python are named at the end: what a new database needs of them
is added by hand, from where git keeps them.
"""

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

import django  # noqa: E402

django.setup()

from django.db import migrations  # noqa: E402
from django.db.migrations.loader import MigrationLoader  # noqa: E402
from django.db.migrations.state import ProjectState  # noqa: E402
from django.db.migrations.writer import MigrationWriter  # noqa: E402

from audit.rules import lift_rules_on_sqlite  # noqa: E402
from audit.tables import CreateTables  # noqa: E402

NOTHING_NEW = (migrations.RunPython.noop, lift_rules_on_sqlite)  # for a database without tables
WHY = '"""The tables as they stood after the migrations that it replaces, made at once."""\n\n'


def squash(app: str) -> None:
    """Write the one and remove the others."""
    loader = MigrationLoader(None)
    landed = sorted(name for of, name in loader.disk_migrations if of == app)
    state = loader.project_state()
    name = f"0001_to_{re.findall(r'[0-9]{4}', landed[-1].split('_to_')[-1])[0]}"
    migration = type("Migration", (migrations.Migration,), {})(name, app)
    migration.initial = True
    migration.replaces = list(_replaced(loader, app, landed))
    migration.dependencies = sorted(_dependencies(loader, app, state))
    migration.operations = [CreateTables(list(_tables(app, state)))]
    path = ROOT / app / "migrations" / f"{name}.py"
    text = MigrationWriter(migration, include_header=False).as_string()
    path.write_text(WHY + re.sub(r"\A\s*", "", text))
    print(f"Wrote {path.relative_to(ROOT)} in place of {len(landed)}.")
    for of in landed:
        for step in loader.disk_migrations[app, of].operations:
            if isinstance(step, migrations.RunSQL) or getattr(step, "code", NOTHING_NEW[0]) not in NOTHING_NEW:
                print(f"By hand, from {of}: {getattr(step, 'code', step)}")
        (ROOT / app / "migrations" / f"{of}.py").unlink()


def _replaced(loader: MigrationLoader, app: str, landed: list[str]) -> Iterator[tuple[str, str]]:
    """The files, and what they had replaced before: a database may have either on its list."""
    for name in landed:
        yield from loader.disk_migrations[app, name].replaces
        yield app, name


def _dependencies(loader: MigrationLoader, app: str, state: ProjectState) -> Iterator[tuple[str, str]]:
    """The last migration of each of the Portal's apps that the old ones depended on."""
    others = {of for (mine, _name), one in loader.disk_migrations.items() if mine == app for of, _ in one.dependencies}
    for other in others - {app}:
        if other == "__setting__":
            raise SystemExit("A swappable dependency: add it by hand.")
        yield max(name for name in loader.disk_migrations if name[0] == other)


def _tables(app: str, state: ProjectState) -> Iterator[migrations.CreateModel]:
    for (of, _name), model in state.models.items():
        if of == app:
            options = {name: value for name, value in model.options.items() if value != []}
            fields = list(model.fields.items())
            yield migrations.CreateModel(model.name, fields, options, model.bases, model.managers)


if __name__ == "__main__":
    squash(sys.argv[1])
