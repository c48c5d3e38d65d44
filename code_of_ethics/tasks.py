"""What the clock calls for the Code."""

from celery import shared_task

from accounts.clockwork import database_now
from code_of_ethics.actions import (
    alarm_of_late,
    ask_due,
    assign_due,
    match_unmatched,
    pass_on_unheard,
    remind,
    remind_of_renewals,
    remind_of_reviews,
)


@shared_task(name="code_of_ethics.ask")
def sweep_asked() -> int:
    """Every minute: ask whom a running campaign or training has not asked: at its start, on joining or coming back."""
    now = database_now()
    return ask_due(at=now) + assign_due(at=now)


@shared_task(name="code_of_ethics.remind")
def sweep_reminders() -> int:
    """Every hour: remind of affirmations and trainings, of disclosures to renew and of policies to review."""
    now = database_now()
    return remind(at=now) + remind_of_renewals(at=now) + remind_of_reviews(at=now)


@shared_task(name="code_of_ethics.alarm_of_late")
def sweep_late() -> int:
    """Every quarter of an hour: alarm of late disclosures; match old talks; pass on those that nobody may hear."""
    now = database_now()
    return alarm_of_late(at=now) + match_unmatched(at=now) + pass_on_unheard(at=now)
