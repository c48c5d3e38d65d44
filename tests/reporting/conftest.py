"""A company at work, and signed-in browsers."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client

from accounts.models import Person
from tests.conftest import NOW, open_calendars
from tests.reporting.house import House
from tests.standing import ground

# A Wednesday in the third quarter of 2026.
IN_QUARTER = datetime(2026, 8, 12, 14, 0, tzinfo=UTC)


def open_house() -> House:
    """With the rules and calendars of the clocks' data migration, also after a transactional test."""
    open_calendars()
    return House.opened(NOW)


@ground
def house() -> House:
    return open_house()


@pytest.fixture(scope="session")
def in_quarter() -> datetime:
    return IN_QUARTER


Browser = Callable[[Person], Client]


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


@pytest.fixture
def browser() -> Browser:
    """A signed-in client for anybody. A second call makes a second browser."""
    return signed_in
