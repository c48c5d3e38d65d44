"""Counsel, a second colleague, and files whose time is over."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any

import pytest

from accounts.models import Person
from accounts.roles import Role
from cases import actions
from cases.actions import PeriodFacts
from cases.models import Case, Deletion, RetentionRule
from tests.cases.officer.conftest import now  # noqa: F401 — a fixture
from tests.people import make_person
from tests.standing import standing
from vault.models import SealedFile


@standing
def counsel(at) -> Person:
    return make_person("Carla Advisey", Role.COUNSEL, at=at)


@pytest.fixture
def period(ethics_staff, counsel, at) -> Callable[..., RetentionRule]:
    """A period that counsel has confirmed: `period(60, country="FR")`; or has not, with `confirmed=False`."""

    def made(months: int, bound: str = "MAXIMUM", *, confirmed: bool = True, **facts: Any) -> RetentionRule:
        told = PeriodFacts(bound=bound, months=months, source="The law of the house", **facts)
        rule = actions.propose_retention_rule(told, by=ethics_staff, at=at)
        return actions.confirm_retention_rule(rule, by=counsel, at=at) if confirmed else rule

    return made


@standing
def later(at) -> datetime:
    """Five years after the desk closed its cases."""
    return at.replace(year=at.year + 5, day=at.day + 1)


@pytest.fixture
def agree(ethics_staff, ethics_officer, later) -> Callable[..., Deletion]:
    """Two people agree that the file of a case be deleted."""

    def agreed(case: Case, at: datetime | None = None) -> Deletion:
        deletion = actions.propose_deletion(case, by=ethics_staff, at=at or later)
        return actions.approve_deletion(deletion, by=ethics_officer, at=at or later)

    return agreed


def seal_file(words: bytes, *, name: str, case: Case, on: date) -> SealedFile:
    key = case.reports.first().data_key
    return SealedFile.objects.seal([words], name=name, data_key=key, on=on, media_type="text/plain")


def marked(words: Iterable[str], mark: str) -> dict[str, str]:
    """A word of its own for each place, all with the same mark."""
    return {word: f"{mark}{word}" for word in words}
