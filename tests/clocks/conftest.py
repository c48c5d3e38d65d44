"""A record that has clocks, people who are warned, and the rules of day one."""

import uuid
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client

from accounts.models import Person
from accounts.roles import Role
from clocks.models import BusinessCalendar
from tests.conftest import open_calendars
from tests.standing import standing


@standing
def day_one() -> None:
    """The rules and calendars of the data migration, put back where a transactional test has emptied the tables."""
    open_calendars()


@standing
def subject(day_one) -> BusinessCalendar:
    """A record with clocks. `clocks` knows no case or waiver, so one of its own rows stands in for them."""
    return BusinessCalendar.objects.create(code=f"subject-{uuid.uuid4().hex[:8]}", name="S", country="US", zone="UTC")


@standing
def officer() -> Person:
    return Person.objects.create(given_name="Olga", family_name="Officer", country="US")


@pytest.fixture
def warned_people(officer, monkeypatch) -> list[Person]:
    """The subject names these people as the ones who hear of its deadlines."""
    people = [officer]
    monkeypatch.setattr(BusinessCalendar, "clock_recipients", lambda subject: people, raising=False)
    return people


@pytest.fixture
def counsel() -> SimpleNamespace:
    """Somebody who keeps rules and may confirm them."""
    return SimpleNamespace(pk=uuid.uuid4(), full_name="Carla Counsel", roles=frozenset({Role.COUNSEL}))


@pytest.fixture
def stranger() -> SimpleNamespace:
    return SimpleNamespace(pk=uuid.uuid4(), full_name="Sam Stranger", roles=frozenset())


@pytest.fixture
def sign_in() -> Callable[[Person], Client]:
    """A browser of somebody's own."""

    def signed_in(person: Person) -> Client:
        client = Client()
        client.force_login(person.user)
        return client

    return signed_in
