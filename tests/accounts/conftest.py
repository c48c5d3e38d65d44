"""The standing people, and something with a wall to tell them of."""

import pytest
from django.test import Client

from accounts.models import Person
from tests.conftest import open_calendars
from tests.people import *  # noqa: F403 — the standing people are fixtures
from tests.standing import standing


@standing
def day_one() -> None:
    """The rules and calendars of the clocks' data migration, also after a transactional test."""
    open_calendars()


@pytest.fixture
def sign_in(client):
    """Sign somebody in; gives the client, whose next requests are theirs."""

    def signed_in(person: Person) -> Client:
        client.force_login(person.user)
        return client

    return signed_in
