"""The desk, with the topic of what nobody has sorted, and an address to write to."""

import pytest

from accounts.models import Person
from accounts.roles import Role
from code_of_ethics.models import Topic
from tests.cases.desk import make_topic
from tests.people import make_person
from tests.standing import standing


@pytest.fixture(autouse=True)
def mailbox(settings) -> None:
    settings.MAILBOX_ADDRESS = "ethics@company.example"
    settings.DEFAULT_FROM_EMAIL = "portal@company.example"


@pytest.fixture(autouse=True)
def unsorted(desk) -> Topic:
    make_topic("gifts", order=1)
    return make_topic("something-else", order=9)


@standing
def operator(at) -> Person:
    return make_person("Olga Callahan", Role.HELPLINE_OPERATOR, at=at)
