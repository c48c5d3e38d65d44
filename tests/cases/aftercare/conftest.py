"""Cases whose reporters are looked after, as time goes by."""

from datetime import timedelta
from typing import Any

import pytest

from cases import actions
from cases.models import Case, RetaliationCheck
from cases.states.report import Mode
from tests.cases.desk import make_topic, open_case
from tests.cases.officer.conftest import at_desk, now, send  # noqa: F401 — fixtures
from tests.standing import standing


@standing
def retaliation():
    """The company's topic of retaliation."""
    return make_topic("retaliation", is_retaliation=True, trigger="RETALIATION")


@standing
def named(desk, employee, at) -> Case:
    """A case opened by somebody signed in, by name."""
    told: Any = {"mode": Mode.NAMED, "reporter_name": employee.full_name}
    return desk.assign(desk.triage(desk.acknowledge(open_case(at=at, by=employee, **told))))


@pytest.fixture
def asked(at):
    """Let the clock ask whoever is to be asked so many days later, and give the newest check-in of a case."""

    def ask(case: Case, days: int = 30) -> RetaliationCheck:
        actions.send_due_checks(at + timedelta(days=days))
        return RetaliationCheck.objects.of(case).first()

    return ask


@pytest.fixture
def say(at):
    """Answer as the reporter."""

    def answer(check: RetaliationCheck, answer: str, days: int = 31, **more: Any) -> RetaliationCheck:
        receipt = more.pop("receipt", f"{check.pk}")
        return actions.answer_check(check.report, answer=answer, receipt=receipt, at=at + timedelta(days=days), **more)

    return answer
