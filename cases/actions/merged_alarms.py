"""An alarm hangs from the case in which its report is. Whoever takes care of it goes on reading that report."""

from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from cases.models import AccessGrant, Case, DangerAlarm, Merge
from cases.states.access import GrantReason


def take_alarms(merge: Merge, *, at: datetime) -> None:
    """Move the alarms with their reports; who was let in because of one is let into the surviving case too."""
    alarms = DangerAlarm.objects.of(merge.source)
    helpers = _helpers(alarms, merge.source, at)
    alarms.update(case=merge.target)
    _let_read(helpers, merge.target, at)


def give_alarms_back(merge: Merge, *, at: datetime) -> None:
    """The same on the way back; in the surviving case nothing of theirs is left to take care of."""
    alarms = DangerAlarm.objects.filter(report__came_with=merge)
    helpers = _helpers(alarms, merge.target, at)
    alarms.update(case=merge.source)
    _let_read(helpers, merge.source, at)
    busy_there = DangerAlarm.objects.of(merge.target).filter(acknowledged_by__in=helpers).values("acknowledged_by")
    let_in = AccessGrant.objects.filter(case=merge.target, reason=GrantReason.ALARM, ended_at=None)
    let_in.filter(person__in=helpers).exclude(person__in=busy_there).update(ended_at=at)


def _helpers(alarms: QuerySet[DangerAlarm], case: Case, at: datetime) -> list[UUID]:
    """Who takes care of one of these alarms and sees the case because of that alone."""
    let_in = case.access_grants.active(at).filter(reason=GrantReason.ALARM)
    return list(let_in.filter(person__in=alarms.values("acknowledged_by")).values_list("person", flat=True))


def _let_read(helpers: list[UUID], case: Case, at: datetime) -> None:
    for person in helpers:
        AccessGrant.objects.get_or_create(
            case=case,
            person_id=person,
            reason=GrantReason.ALARM,
            ended_at=None,
            defaults={"granted_on": timezone.localdate(at)},
        )
