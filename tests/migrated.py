"""A migrated SQLite file, kept from one run to the next, and a database as it was, after a transactional test.

Migrating takes longer than most files of tests. The file is kept under the digest of everything that could change what
migrating makes; a new one replaces the others.
"""

import fcntl
import hashlib
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from audit.rules import install_rules, installed_rules

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "var" / "tests"
# Models too: the rules of the database are declared there, and `post_migrate` writes them.
SOURCES = (
    "*/migrations/**/*.py",
    "*/models.py",
    "*/models/**/*.py",
    "*/states.py",
    "*/states/*.py",
    "*/roles.py",
    "audit/*.py",
    "vault/*.py",
)
LOCKED = "requirements/dev.txt"


def kept_file() -> Path:
    """Where the migrated file of this state of the code is kept, whether it is there or not."""
    found = hashlib.sha256()
    for path in sorted({ROOT / LOCKED, *(path for pattern in SOURCES for path in ROOT.glob(pattern))}):
        found.update(f"{path.relative_to(ROOT)}\0".encode() + path.read_bytes())
    return KEPT / f"migrated-{found.hexdigest()[:24]}.sqlite3"


@contextmanager
def turn_to_migrate() -> Iterator[None]:
    """One process migrates, and the others, which begin at the same time, wait for what it keeps."""
    KEPT.mkdir(parents=True, exist_ok=True)
    with (KEPT / "migrating.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def begin_with_kept(database: Path) -> bool:
    """Put the kept file where the tests expect their database; whether there was one."""
    for left in (database, *(database.with_name(database.name + end) for end in ("-wal", "-shm", "-journal"))):
        left.unlink(missing_ok=True)
    kept = kept_file()
    if kept.exists():
        shutil.copyfile(kept, database)
    return kept.exists()


def keep(database: Path) -> None:
    """Keep a copy of a database that was just migrated."""
    kept = kept_file()
    KEPT.mkdir(parents=True, exist_ok=True)
    being_written = kept.with_name(f"{kept.name}.{os.getpid()}")
    # Not a copy of the file: a part of it may still stand in the log beside it.
    with sqlite3.connect(database) as source, sqlite3.connect(being_written) as target:
        source.backup(target)
    source.close()
    target.close()
    being_written.replace(kept)
    for older in KEPT.glob("migrated-*.sqlite3"):
        if older != kept:
            older.unlink(missing_ok=True)


# --- after a transactional test ------------------------------------------------------------------------------
# Written by `migrate` itself, and the same after every test.
STANDING = {"django_migrations", "django_content_type", "auth_permission"}
MOST_TRIES = 300  # a tenth of a second each
_rules: dict[str, set[tuple[str, str]]] = {}


def remember_rules(connection: BaseDatabaseWrapper) -> None:
    """Which rules are in force, before any test."""
    _rules[connection.alias] = installed_rules(connection)


def copy_back(kept: Path, connection: BaseDatabaseWrapper) -> None:
    """The SQLite file as it was migrated, whatever a test did to it: rows, rules and tables."""
    tries = iter(range(MOST_TRIES))

    def not_for_ever(*_progress: int) -> None:
        if next(tries, None) is None:
            raise TimeoutError("Something that the test started still holds the database.")

    connection.ensure_connection()
    with closing(sqlite3.connect(kept)) as source:
        source.backup(connection.connection, progress=not_for_ever, sleep=0.1)


def delete_all_rows(connection: BaseDatabaseWrapper) -> None:
    """Every row of PostgreSQL's tables, with no trigger and no foreign key asked; rules that a test took are put back.

    Needs a superuser, as the throw-away server's own is.
    """
    tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False)) - STANDING
    quoted = {table: connection.ops.quote_name(table) for table in sorted(tables)}
    asked = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {name})" for table, name in quoted.items()
    )
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        cursor.execute(asked)
        filled = [table for (table,) in cursor.fetchall()]
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in filled:
            cursor.execute(f"DELETE FROM {quoted[table]}")
    if _rules[connection.alias] != installed_rules(connection):
        install_rules(connection)
