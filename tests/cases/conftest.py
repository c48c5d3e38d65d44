"""Standing people, a Code in force and the desk of the Compliance & Ethics office."""

from dataclasses import dataclass
from datetime import datetime

import pytest
from django.test import Client

from accounts import roles
from accounts.models import Person
from accounts.roles import Role
from cases.models import Case
from code_of_ethics.actions import import_version, publish_version
from code_of_ethics.models import Provision, Topic
from tests.cases.desk import Desk, make_topic, open_case
from tests.conftest import open_calendars
from tests.people import *  # noqa: F403 — the standing people are fixtures
from tests.people import make_person
from tests.standing import ground, standing

CODE_TEXT = """# Code of Ethics

<!-- version: 1; in force from: 2020-01-01 -->

We are straight with each other.

## Conflicts

### Gifts and entertainment {#gifts}
<!-- item406b: honest_conduct; topic: gifts -->

Accept nothing that is worth more than fifty dollars.

### Outside interests {#outside-interests}
<!-- item406b: honest_conduct; topic: outside -->

Ask before you take a second job.
"""


@dataclass
class Office:
    """The people of the Compliance & Ethics office, and a provision of the Code in force."""

    head: Person
    staff: Person
    investigator: Person
    editor: Person
    provision: Provision

    @classmethod
    def opened(cls, at: datetime) -> "Office":
        """With the rules and calendars of the clocks' data migration, also after a transactional test."""
        open_calendars()
        head = make_person("Esther Compley", Role.ETHICS_OFFICER, at=at, job_title="Chief Compliance & Ethics Officer")
        staff = make_person("Tara Fairley", Role.OFFICE_STAFF, office=roles.Office.ETHICS_OFFICE, at=at, manager=head)
        investigator = make_person("Ines Seekham", Role.INVESTIGATOR, at=at, job_title="Investigator")
        editor = make_person("Edna Drafter", Role.CODE_EDITOR, at=at)
        version = import_version(CODE_TEXT, by=editor, at=at)
        publish_version(version, by=head, at=at)
        return cls(head, staff, investigator, editor, Provision.objects.get(version=version, key="gifts"))


@ground
def opened_office(at) -> Office:
    return Office.opened(at)


@standing
def ethics_officer(opened_office) -> Person:
    return opened_office.head


@standing
def ethics_staff(opened_office) -> Person:
    return opened_office.staff


@standing
def investigator(opened_office) -> Person:
    return opened_office.investigator


@standing
def code_editor(opened_office) -> Person:
    return opened_office.editor


@standing
def provision(opened_office) -> Provision:
    return opened_office.provision


@standing
def topic(opened_office) -> Topic:
    return make_topic()


@standing
def desk(opened_office, at) -> Desk:
    """The Compliance & Ethics office, which receives what no rule sends elsewhere."""
    return Desk(at, opened_office.head, opened_office.staff, opened_office.investigator, opened_office.provision)


@standing
def case(desk, at) -> Case:
    """A case that has just arrived and names nobody."""
    return open_case(at=at)


@pytest.fixture
def sign_in(client):
    """Sign somebody in; gives the client, whose next requests are theirs."""

    def signed_in(person: Person) -> Client:
        client.force_login(person.user)
        return client

    return signed_in
