"""Step 9: `verify_trail` confirms the trail of all this; one row altered by hand is found and named."""

import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.processes import ROOT

UPDATE_TRIGGERS = "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_entry'"


def verify(environment: dict[str, str]) -> tuple[int, str]:
    command = [sys.executable, "manage.py", "verify_trail"]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, timeout=120)
    return done.returncode, done.stdout + done.stderr


@pytest.fixture
def copied(portal, tmp_path) -> tuple[Path, dict[str, str]]:
    """The data as it is now, in another folder, to be tampered with."""
    shutil.copy(portal.data / "secrets.env", tmp_path)
    with (
        closing(sqlite3.connect(portal.database)) as live,
        closing(sqlite3.connect(tmp_path / "portal.sqlite3")) as own,
    ):
        live.backup(own)
    environment = {"DATA_DIR": str(tmp_path), "PORTAL_ENV_FILE": str(tmp_path / "secrets.env")}
    return tmp_path / "portal.sqlite3", portal.environment | environment


def test_the_trail_of_the_whole_story_is_confirmed(portal, closed):
    code, said = verify(portal.environment)
    assert (code, "Nothing was tampered with." in said) == (0, True), said


def test_the_database_itself_refuses_to_alter_a_row(copied, closed):
    database, _environment = copied
    with closing(sqlite3.connect(database)) as own, pytest.raises(sqlite3.IntegrityError):
        own.execute("UPDATE audit_entry SET verb = 'nothing'")


def test_one_row_altered_by_hand_is_found_and_named(copied, closed):
    database, environment = copied
    subject, sequence = alter_one_entry(database)
    code, said = verify(environment)
    assert code == 1
    assert re.search(rf"{subject}\S* #{sequence} ", said), said
    assert "rule" in said, "and the trigger that is missing"


def alter_one_entry(database: Path) -> tuple[str, int]:
    """Drop the triggers, as somebody with the database's password could, and change one day."""
    with closing(sqlite3.connect(database)) as own:
        for (name,) in own.execute(UPDATE_TRIGGERS).fetchall():
            own.execute(f'DROP TRIGGER "{name}"')
        where = "SELECT id, subject_id, sequence FROM audit_entry WHERE subject_kind LIKE 'cases.%' ORDER BY id LIMIT 1"
        pk, subject, sequence = own.execute(where).fetchone()
        own.execute("UPDATE audit_entry SET recorded_on = '2001-01-01' WHERE id = ?", [pk])
        own.commit()
    return subject, sequence
