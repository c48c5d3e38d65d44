"""Standing people, a Code in force and the desk of the Compliance & Ethics office."""

import copy
from collections.abc import Iterator
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
from tests.conftest import NOW, one_transaction, open_calendars
from tests.people import *  # noqa: F403 — the standing people are fixtures
from tests.people import make_person

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


def _is_transactional(item: pytest.Item) -> bool:
    mark = item.get_closest_marker("django_db")
    return mark is not None and bool(mark.kwargs.get("transaction"))


@pytest.fixture(scope="module")
def standing_office(request, django_db_setup, django_db_blocker) -> Iterator[Office | None]:
    """Opened once for a module; none where a test is transactional, so that each opens its own."""
    items = [item for item in request.session.items if item.path == request.path]
    if any(_is_transactional(item) for item in items):
        yield None
        return
    with one_transaction(django_db_blocker):
        yield Office.opened(NOW)


@pytest.fixture
def opened_office(standing_office, db, at) -> Office:
    """The office as it was opened: `db` undoes what a test does to it, and the copy what it does to the people."""
    return copy.deepcopy(standing_office) or Office.opened(at)


@pytest.fixture
def ethics_officer(opened_office) -> Person:
    return opened_office.head


@pytest.fixture
def ethics_staff(opened_office) -> Person:
    return opened_office.staff


@pytest.fixture
def investigator(opened_office) -> Person:
    return opened_office.investigator


@pytest.fixture
def code_editor(opened_office) -> Person:
    return opened_office.editor


@pytest.fixture
def provision(opened_office) -> Provision:
    return opened_office.provision


@pytest.fixture
def topic(db) -> Topic:
    return make_topic()


@pytest.fixture
def desk(opened_office, at) -> Desk:
    """The Compliance & Ethics office, which receives what no rule sends elsewhere."""
    return Desk(at, opened_office.head, opened_office.staff, opened_office.investigator, opened_office.provision)


@pytest.fixture
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
