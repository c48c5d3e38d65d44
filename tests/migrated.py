"""A migrated SQLite file, kept from one run to the next: migrating takes longer than most files of tests.

It is kept under the digest of everything that could change what migrating makes; a new one replaces the others.
"""

import hashlib
import os
import shutil
import sqlite3
from pathlib import Path

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


def begin_with_kept(database: Path) -> bool:
    """Put the kept file where the tests expect their database; whether there was one."""
    for left in (database, *(database.with_name(database.name + end) for end in ("-wal", "-shm", "-journal"))):
        left.unlink(missing_ok=True)
    kept = kept_file()
    if kept.exists():
        shutil.copyfile(kept, database)
    return kept.exists()


def keep(database: Path) -> None:
    """Keep a copy of a database that was just migrated. Two processes at once write the same, and one wins."""
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
