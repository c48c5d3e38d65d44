"""A launch that is killed while it asks goes on where it stopped, and everybody hears of it exactly once."""

import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.processes import empty_portal, run, running, wait_until

pytestmark = [pytest.mark.slow, pytest.mark.once]

PEOPLE = 6000
SETTING_UP = f"""
from django.utils.timezone import now
from accounts.models import Person, User
from tests.code_of_ethics.people import CODE_TEXT, make_person
from code_of_ethics.actions import import_version, publish_version
editor = make_person("Edna Editor", "CODE_EDITOR", at=now())
officer = make_person("Olga Officer", "ETHICS_OFFICER", at=now())
made = Person.objects.bulk_create(
    Person(given_name="Emil", family_name=str(number), email=f"e{{number}}@example.org", country="US")
    for number in range({PEOPLE} - 2)
)
User.objects.bulk_create(User(email=person.email, person=person) for person in made)
publish_version(import_version(CODE_TEXT, by=editor, at=now()), by=officer, at=now())
"""
ASKING = "from code_of_ethics.tasks import sweep_asked; print(sweep_asked())"


@pytest.fixture(scope="module")
def portal(tmp_path_factory) -> tuple[dict[str, str], Path]:
    folder = tmp_path_factory.mktemp("launch")
    environment = empty_portal(folder)
    run(shell(SETTING_UP), environment)
    return environment, folder / "portal.sqlite3"


def shell(code: str) -> list[str]:
    return [sys.executable, "manage.py", "shell", "--no-imports", "-c", code]


def count(database: Path, question: str) -> int:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True, timeout=30)) as connection:
        return int(connection.execute(question).fetchone()[0])


def asked(database: Path) -> int:
    return count(database, "SELECT count(*) FROM code_of_ethics_affirmation")


def test_killed_in_the_middle_it_goes_on_and_nobody_is_told_twice(portal, tmp_path):
    environment, database = portal
    with running(shell(ASKING), environment, tmp_path / "log") as process:
        wait_until(lambda: asked(database) > 0, why="nobody was asked")
        process.stop(signal.SIGKILL)
    half = asked(database)
    assert 0 < half < PEOPLE, "the control: it was killed in the middle"
    assert run(shell(ASKING), environment).split()[-1] == str(PEOPLE - half)
    notices = "FROM accounts_notice WHERE kind = 'code_affirmation_asked'"
    assert asked(database) == PEOPLE
    assert count(database, f"SELECT count(*) {notices}") == PEOPLE
    assert count(database, f"SELECT count(DISTINCT recipient_id) {notices}") == PEOPLE
    assert run(shell(ASKING), environment).split()[-1] == "0"
