"""Somebody is in danger: raise the alarm with the report, call people one after the other, and answer."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from accounts.notices import tell
from audit.trail import record
from cases.calling import ladder
from cases.models import AccessGrant, AlarmCall, Case, DangerAlarm, Report
from cases.states.access import GrantReason
from cases.workflow.on_call import ACKNOWLEDGE_ALARM
from clocks import kinds
from clocks.actions import start_clock, stop_clock
from clocks.models import Clock


def raise_alarm(report: Report, *, on: date) -> None:
    """Part of taking a report: the row that the clock finds. The reporter's own transaction keeps the day only."""
    DangerAlarm.objects.create(case=report.case, report=report, raised_on=on)


def call_for_help(at: datetime) -> int:
    """The sweep: for each alarm that nobody answered in time, call the next person; returns how many were called."""
    waiting = DangerAlarm.objects.unanswered().filter(case__in=Case.objects.open().values("pk"))
    return sum(_call_next(pk, at) for pk in list(waiting.values_list("pk", flat=True)))


@transaction.atomic
def acknowledge_alarm(alarm: DangerAlarm, *, by: Person, at: datetime) -> DangerAlarm:
    """Take care of it: nobody else is called. Who does so may read the case from then on, to be able to act."""
    case = Case.objects.locked(alarm.case_id, by=None)
    if case.walls_off(by):
        raise Case.DoesNotExist
    alarm = DangerAlarm.objects.visible_to(by).select_for_update(of=("self",)).get(pk=alarm.pk, case=case)
    ACKNOWLEDGE_ALARM.check(by, alarm)
    alarm.acknowledged_by, alarm.acknowledged_at = by, at
    alarm.save(update_fields=["acknowledged_by", "acknowledged_at"])
    for call in alarm.calls.all():
        stop_clock(call, kinds.DANGER_ALARM, at=at)
    record(case, ACKNOWLEDGE_ALARM.verb, by=by, at=at, sentence="Takes care of the alarm: somebody may be in danger")
    if not case.is_visible_to(by):
        _let_read(case, by, at)
    return alarm


def _let_read(case: Case, person: Person, at: datetime) -> None:
    AccessGrant.objects.create(case=case, person=person, reason=GrantReason.ALARM, granted_on=timezone.localdate(at))
    record(
        case,
        "let_read",
        by=None,
        at=at,
        sentence="May read the case, because they take care of the alarm",
        facts={"person": str(person.pk)},
        names={str(person.pk): person.full_name},
    )


@transaction.atomic
def _call_next(pk: Any, at: datetime) -> int:
    """Of two sweeps at once the second waits for the case, and then finds that somebody was called."""
    alarm = DangerAlarm.objects.get(pk=pk)
    case = Case.objects.locked(alarm.case_id, by=None)
    alarm.refresh_from_db()
    calls = list(alarm.calls.all())
    # A merge may have taken it to another case; the next sweep finds it there.
    if alarm.case_id != case.pk or alarm.acknowledged_at or _somebody_still_may_answer(case, calls, at):
        return 0
    called = {call.person_id for call in calls}
    rung, person = next(((rung, one) for rung, one in ladder(case, at) if one.pk not in called), (None, None))
    if rung is None or person is None:
        return 0
    call = AlarmCall.objects.create(alarm=alarm, place=len(calls) + 1, person=person, rung=rung, called_at=at)
    start_clock(call, kinds.DANGER_ALARM, at=at)
    record(
        case,
        "call_for_help",
        by=None,
        at=at,
        sentence="Called, because somebody may be in danger",
        facts={"person": str(person.pk), "rung": rung.value, "place": call.place},
        names={str(person.pk): person.full_name},
    )
    tell([person], "somebody_in_danger", about=alarm, at=at)
    return 1


def _somebody_still_may_answer(case: Case, calls: list[AlarmCall], at: datetime) -> bool:
    """Whether the hour of somebody who was called still runs. Whom the wall has cut off meanwhile can't answer."""
    clocks = Clock.objects.for_subjects(AlarmCall._meta.label, [call.pk for call in calls]).running()
    in_time = set(clocks.filter(due_at__gt=at).values_list("subject_id", flat=True))
    waited_for = [call.person_id for call in calls if call.pk in in_time]
    return case.unwalled(Person.objects.filter(pk__in=waited_for)).exists()
