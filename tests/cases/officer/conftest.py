"""Somebody of the office at the keyboard."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import reverse

from cases.models import Case


@pytest.fixture
def at_desk(sign_in, ethics_staff):
    """The browser of a member of the office."""
    return sign_in(ethics_staff)


@pytest.fixture
def send(at_desk) -> Callable[..., HttpResponse]:
    """Send the form of a move of a case: `send("close", case, message="…")`."""

    def sent(verb: str, case: Case, *records: Any, client: Any = None, **typed: Any) -> HttpResponse:
        address = reverse(f"cases:{verb}", args=[case.reference, *(record.pk for record in records)])
        return (client or at_desk).post(address, typed)

    return sent


@pytest.fixture
def now() -> Callable[[Any], Any]:
    """The record as the database has it now."""
    return lambda record: type(record).objects.get(pk=record.pk)
