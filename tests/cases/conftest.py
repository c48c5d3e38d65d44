"""Standing people, a Code in force and the desk of the Compliance & Ethics office."""

import importlib

import pytest
from django.apps import apps
from django.test import Client

from accounts.models import Person
from cases.models import Case
from code_of_ethics.actions import import_version, publish_version
from code_of_ethics.models import Provision, Topic
from tests.cases.desk import Desk, make_topic, open_case
from tests.people import *  # noqa: F403 — the standing people are fixtures

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


@pytest.fixture
def day_one(db) -> None:
    """The rules and calendars of the clocks' data migration, also after a transactional test."""
    importlib.import_module("clocks.migrations.0003_rule_in_hours").create(apps, None)


@pytest.fixture
def provision(day_one, ethics_officer, code_editor, at) -> Provision:
    version = import_version(CODE_TEXT, by=code_editor, at=at)
    publish_version(version, by=ethics_officer, at=at)
    return Provision.objects.get(version=version, key="gifts")


@pytest.fixture
def topic(db) -> Topic:
    return make_topic()


@pytest.fixture
def desk(provision, ethics_officer, ethics_staff, investigator, at) -> Desk:
    """The Compliance & Ethics office, which receives what no rule sends elsewhere."""
    return Desk(at, ethics_officer, ethics_staff, investigator, provision)


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
