"""Reminders, by the clock: 7 days and 1 day before, weekly when late, and then the manager too."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.timezone import localdate

from accounts.models import Person
from accounts.notices import tell
from code_of_ethics.models import Affirmation, AffirmationCampaign, Training, TrainingAssignment
from code_of_ethics.models.affirmation import next_reminder

AT_ONCE = 1000  # people reminded in one transaction


@dataclass(frozen=True)
class Asking:
    """What asks people, the rows of those who have not answered, and the kinds of notices about it."""

    about: models.Model
    rows: "models.QuerySet[Any]"
    due: str
    late: str
    team_late: str


def remind(*, at: datetime) -> int:
    """Remind whoever is due for it, and tell managers; returns how many were reminded. Running it again reminds nobody.

    Whoever said that they can't affirm is being talked with, and not reminded meanwhile.
    """
    reminded = 0
    for asking in _askings(localdate(at)):
        while found := _remind_block(asking, at):
            reminded += found
        while _tell_managers_block(asking, at):
            pass
    return reminded


def _askings(today: date) -> Iterator[Asking]:
    for campaign in AffirmationCampaign.objects.running():
        waiting = Affirmation.objects.unanswered().counted(today).filter(campaign=campaign)
        yield Asking(campaign, waiting, "code_affirmation_due", "code_affirmation_late", "code_team_late")
    for training in Training.objects.running():
        to_do = TrainingAssignment.objects.waiting().counted(today).filter(training=training)
        yield Asking(training, to_do, "training_due", "training_late", "training_team_late")


@transaction.atomic
def _remind_block(asking: Asking, at: datetime) -> int:
    today = localdate(at)
    rows = _locked(asking, next_reminder_on__lte=today)
    told: dict[tuple[str, date], list[Person]] = defaultdict(list)
    moved: dict[date, list[Any]] = defaultdict(list)
    for row in rows:
        kind = asking.late if row.due_on < today else asking.due
        told[kind, row.next_reminder_on].append(row.person)
        moved[next_reminder(row.due_on, today)].append(row.pk)
    for (kind, day), people in told.items():
        tell(people, kind, about=asking.about, at=at, once=day.isoformat())
    for day, keys in moved.items():
        asking.rows.model._default_manager.filter(pk__in=keys).update(next_reminder_on=day)
    return len(rows)


@transaction.atomic
def _tell_managers_block(asking: Asking, at: datetime) -> int:
    """Each late person once; each manager at most once a day, whoever of theirs is late."""
    today = localdate(at)
    late_since = today - timedelta(days=settings.AFFIRMATION_MANAGER_DAYS)
    rows = _locked(asking, due_on__lte=late_since, manager_told_on__isnull=True, person__manager__isnull=False)
    managers = {row.person.manager_id for row in rows}
    once = f"{asking.about.pk} {today}"
    tell(Person.objects.employed(today).filter(pk__in=managers), asking.team_late, at=at, once=once)
    asking.rows.model._default_manager.filter(pk__in=[row.pk for row in rows]).update(manager_told_on=today)
    return len(rows)


def _locked(asking: Asking, **due: Any) -> list[Any]:
    waiting = asking.rows.filter(**due).select_related("person").select_for_update(of=("self",))
    return list(waiting.order_by("pk")[:AT_ONCE])
