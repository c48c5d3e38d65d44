"""An office with somebody on call, and a report that says that somebody is in danger."""

from datetime import timedelta

from cases.actions import plan_duty
from cases.models import DangerAlarm, OnCallDuty
from tests.cases.desk import open_case
from tests.standing import standing


@standing
def duty(ethics_officer, ethics_staff, at) -> OnCallDuty:
    """Tara Fairley is on call for the ethics office, since yesterday and for a week."""
    return plan_duty(
        "ETHICS_OFFICE", person=ethics_staff, starts_at=at - timedelta(days=1), ends_at=at + timedelta(days=7),
        by=ethics_officer, at=at - timedelta(days=2),
    )  # fmt: skip


@standing
def alarm(duty, desk, at) -> DangerAlarm:
    return DangerAlarm.objects.get(case=open_case(at=at, in_danger=True))
