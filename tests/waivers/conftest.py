"""The people of a waiver, one for each relation, and requests in every state."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client

from accounts.models import Person
from accounts.roles import Role
from code_of_ethics.models import CodeVersion, Provision
from tests.code_of_ethics.people import CODE_TEXT, make_person, publish_code
from tests.conftest import NOW, open_calendars
from tests.standing import ground, standing
from tests.waivers.story import Story
from waivers.models import Waiver


@ground
def hired() -> tuple[SimpleNamespace, CodeVersion]:
    """The people and the Code."""
    return hire_and_publish()


def hire_and_publish() -> tuple[SimpleNamespace, CodeVersion]:
    """With the rules and calendars of the clocks' data migration, also after a transactional test."""
    open_calendars()
    people = _hired()
    before = NOW - timedelta(days=200)
    return people, publish_code(CODE_TEXT, editor=people.editor, publisher=people.ethics_officer, at=before)


def _hired() -> SimpleNamespace:
    """One person for each relation to a waiver."""
    manager = make_person("Mia Manager", at=NOW)
    officer = make_person("Eve Ethics", Role.ETHICS_OFFICER, at=NOW)
    return SimpleNamespace(
        manager=manager,
        employee=make_person("Rita Requester", manager=manager, at=NOW),
        executive=make_person("Xenia Executive", is_executive_officer=True, manager=manager, at=NOW),
        ethics_officer=officer,
        ethics_staff=make_person("Theo Team", manager=officer, at=NOW),
        general_auditor=make_person("Gus Auditor", Role.GENERAL_AUDITOR, at=NOW),
        chair=make_person("Cleo Chair", Role.AUDIT_COMMITTEE_CHAIR, Role.AUDIT_COMMITTEE, at=NOW),
        committee_member=make_person("Amir Audit", Role.AUDIT_COMMITTEE, at=NOW),
        counsel=make_person("Carla Counsel", Role.COUNSEL, at=NOW),
        secretary=make_person("Sven Secretary", Role.BOARD_SECRETARY, at=NOW),
        presiding=make_person("Dana Director", Role.BOARD_MEMBER, is_director=True, at=NOW),
        director=make_person("Dirk Director", Role.BOARD_MEMBER, is_director=True, at=NOW),
        third_director=make_person("Dora Director", Role.BOARD_MEMBER, is_director=True, at=NOW),
        administrator=make_person("Adam Administrator", Role.ADMINISTRATOR, at=NOW),
        editor=make_person("Edna Editor", Role.CODE_EDITOR, at=NOW),
        stranger=make_person("Sid Stranger", at=NOW),
    )


@standing
def people(hired) -> SimpleNamespace:
    return hired[0]


@standing
def version(hired) -> CodeVersion:
    return hired[1]


@standing
def provision(version) -> Provision:
    return version.provisions.get(key="gifts")


@standing
def words(provision, at) -> dict[str, Any]:
    """What a request says."""
    return {
        "provision": provision,
        "departure": "I would accept a dinner worth 90 dollars.",
        "reasons": "Refusing would offend the host of the standards congress.",
        "mitigations": "I report the dinner and take no part in their tender.",
        "starts_on": date(2026, 11, 30),
        "ends_on": date(2026, 12, 31),
    }


@standing
def story(people, words, at: datetime) -> Story:
    """Leads a request through its states, by the people who may."""
    return Story(people, words, at)


@standing
def asked(story) -> Waiver:
    """An employee's request, which the CCEO decides."""
    return story.requested()


@standing
def asked_by_executive(story, people) -> Waiver:
    """An executive officer's request, which only the Board decides."""
    return story.requested(by=people.executive)


Fresh = Callable[[Person], Person]


@pytest.fixture
def fresh() -> Fresh:
    """The person as the next request would load them."""
    return lambda person: Person.objects.get(pk=person.pk)


PASSWORD = "correct horse battery staple"


def prove(client: Client, person: Person, address: str) -> None:
    """Sign in, and give one's password again as the page at `address` asks."""
    person.user.set_password(PASSWORD)
    person.user.save()
    client.force_login(person.user)
    answer = client.post("/account/reauthenticate/", {"password": PASSWORD, "next": address})
    assert answer["Location"] == address
