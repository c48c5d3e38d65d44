"""Reminders, by the clock: 7 days and 1 day before, weekly when late, and then the manager too."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import Person
from accounts.notices import tell
from code_of_ethics.models import Affirmation, AffirmationCampaign
from code_of_ethics.models.affirmation import next_reminder

AT_ONCE = 1000  # people reminded in one transaction


def remind(*, at: datetime) -> int:
    """Remind whoever is due for it, and tell managers; returns how many were reminded. Running it again reminds nobody.

    Whoever said that they can't affirm is being talked with, and not reminded meanwhile.
    """
    reminded = 0
    for campaign in AffirmationCampaign.objects.running():
        while found := _remind_block(campaign, at):
            reminded += found
        while _tell_managers_block(campaign, at):
            pass
    return reminded


@transaction.atomic
def _remind_block(campaign: AffirmationCampaign, at: datetime) -> int:
    today = localdate(at)
    rows = _locked(campaign, today, next_reminder_on__lte=today)
    told: dict[tuple[str, date], list[Person]] = defaultdict(list)
    moved: dict[date, list[Any]] = defaultdict(list)
    for row in rows:
        kind = "code_affirmation_late" if row.due_on < today else "code_affirmation_due"
        told[kind, row.next_reminder_on].append(row.person)
        moved[next_reminder(row.due_on, today)].append(row.pk)
    for (kind, day), people in told.items():
        tell(people, kind, about=campaign, at=at, once=day.isoformat())
    for day, keys in moved.items():
        Affirmation.objects.filter(pk__in=keys).update(next_reminder_on=day)
    return len(rows)


@transaction.atomic
def _tell_managers_block(campaign: AffirmationCampaign, at: datetime) -> int:
    """Each late person once; each manager at most once a day, whoever of theirs is late."""
    today = localdate(at)
    late_since = today - timedelta(days=settings.AFFIRMATION_MANAGER_DAYS)
    rows = _locked(campaign, today, due_on__lte=late_since, manager_told_on__isnull=True, person__manager__isnull=False)
    managers = {row.person.manager_id for row in rows}
    tell(Person.objects.employed(today).filter(pk__in=managers), "code_team_late", at=at, once=f"{campaign.pk} {today}")
    Affirmation.objects.filter(pk__in=[row.pk for row in rows]).update(manager_told_on=today)
    return len(rows)


def _locked(campaign: AffirmationCampaign, today: date, **due: Any) -> list[Any]:
    waiting = Affirmation.objects.unanswered().counted(today).filter(campaign=campaign, **due)
    return list(waiting.select_related("person").select_for_update(of=("self",)).order_by("pk")[:AT_ONCE])
