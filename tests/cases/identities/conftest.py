"""A report in confidence, whoever works it, two custodians and the other office."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest

from accounts.models import Person
from accounts.roles import Role
from cases import actions
from cases.models import Case, IdentityRequest, Report
from cases.states.report import Mode
from tests.cases.desk import open_case
from tests.people import make_person
from tests.standing import standing

NAME, CONTACT, WHY = "Nora Quietly", "+1 614 555 0199", "She alone saw the ledger."


@dataclass
class Vault:
    """What is asked about, and by whom."""

    case: Case
    staff: Person
    custodian: Person
    other_custodian: Person
    at: datetime

    @property
    def report(self) -> Report:
        return Report.objects.get(case=self.case)

    def ask(self, reason: str = "SECRET_DUTY", **facts: Any) -> IdentityRequest:
        told = {"person": self.staff, "why": WHY, "days": 5, "by": self.staff, "at": self.at, **facts}
        return actions.request_identity(self.case, report=self.report, reason=reason, **told)

    def grant(self, asked: IdentityRequest, **facts: Any) -> IdentityRequest:
        told = {"words": "It is the law.", "days": 5, "by": asked.custodian, "at": self.at, **facts}
        return actions.grant_identity(asked, **told)

    def granted(self, reason: str = "SECRET_DUTY") -> IdentityRequest:
        return self.grant(self.ask(reason))

    def later(self, days: int) -> datetime:
        return self.at + timedelta(days=days)


@pytest.fixture(autouse=True)
def clock(stopped_clock) -> None:
    """What a reporter is asked ends on a day."""


@standing
def reporter(at) -> Person:
    return make_person("Nora Tellwright", at=at)


@standing
def vault(desk, ethics_staff, custodian, reporter, at) -> Vault:
    case = open_case(at=at, by=reporter, mode=Mode.CONFIDENTIAL, reporter_name=NAME, reporter_contact=CONTACT)
    other = make_person("Kira Lockwood", Role.CUSTODIAN, at=at)
    return Vault(case, ethics_staff, custodian, other, at)


@pytest.fixture
def now() -> Callable[[Any], Any]:
    """The record as the database has it now."""
    return lambda record: type(record).objects.get(pk=record.pk)
