"""The speak-up pages, with their topics, on a fixed day."""

from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.test import Client

from code_of_ethics.models import Topic
from ethics_portal.demo_company.topics import TOPICS
from tests.cases.public.visitor import Visitor
from tests.standing import standing


@standing
def topics(opened_office) -> None:
    for order, seed in enumerate(TOPICS):
        Topic.objects.create(
            slug=seed.slug,
            name=seed.name,
            question=seed.description,
            examples="\n".join(seed.examples),
            is_accounting=seed.accounting,
            is_retaliation=seed.retaliation,
            trigger=seed.trigger,
            group=seed.group,
            is_question=seed.slug == "question",
            order=order,
        )


@pytest.fixture
def clock(at):
    """The clock of the views, stopped at `at` until a test moves it."""
    with time_machine.travel(at, tick=False) as traveller:
        yield traveller


@pytest.fixture
def visitor(topics, ethics_officer, clock) -> Visitor:
    return another_visitor()


@standing
def office(ethics_staff, investigator, ethics_officer):
    """Somebody of the office that receives what no rule sends elsewhere."""
    return ethics_staff


def another_visitor() -> Visitor:
    return Visitor(Client(enforce_csrf_checks=True))


def reported(at: datetime, **changed: dict[str, Any]) -> str:
    """Somebody has reported by the pages, before the tests' own visitors come; gives the access key."""
    with time_machine.travel(at, tick=False):
        return another_visitor().report(**changed)
