"""People around the Code, and a version in force."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import time_machine

from accounts.models import Person
from accounts.roles import Role
from code_of_ethics.models import CodeVersion
from tests.code_of_ethics.people import CODE_TEXT, make_person, publish_code
from tests.conftest import open_calendars
from tests.standing import standing


@standing
def day_one() -> None:
    """The rules and calendars of the clocks' data migration, also after a transactional test."""
    open_calendars()


@standing
def editor(at) -> Person:
    return make_person("Edna Editor", Role.CODE_EDITOR, at=at)


@standing
def officer(at) -> Person:
    return make_person("Olga Officer", Role.ETHICS_OFFICER, at=at)


@standing
def counsel(at) -> Person:
    return make_person("Carla Counsel", Role.COUNSEL, at=at)


@standing
def secretary(at) -> Person:
    return make_person("Sven Secretary", Role.BOARD_SECRETARY, at=at)


@standing
def employee(at) -> Person:
    return make_person("Emil Employee", at=at)


@standing
def administrator(at) -> Person:
    return make_person("Adam Administrator", Role.ADMINISTRATOR, at=at)


@standing
def executive(at) -> Person:
    return make_person("Xenia Executive", is_executive_officer=True, at=at)


@standing
def version(day_one, editor, officer, at: datetime) -> CodeVersion:
    return publish_code(CODE_TEXT, editor=editor, publisher=officer, at=at)


@pytest.fixture
def today(at) -> Iterator[None]:
    """The clock of the pages stands at the tests' own moment."""
    with time_machine.travel(at + timedelta(hours=1), tick=True):
        yield
