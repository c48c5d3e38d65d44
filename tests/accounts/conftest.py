"""The standing people, and something with a wall to tell them of."""

import importlib

import pytest
from django.apps import apps
from django.test import Client

from accounts.models import Person
from tests.people import *  # noqa: F403 — the standing people are fixtures


@pytest.fixture
def day_one(db) -> None:
    """The rules and calendars of the clocks' data migration, also after a transactional test."""
    importlib.import_module("clocks.migrations.0003_rule_in_hours").create(apps, None)


@pytest.fixture
def sign_in(client):
    """Sign somebody in; gives the client, whose next requests are theirs."""

    def signed_in(person: Person) -> Client:
        client.force_login(person.user)
        return client

    return signed_in
