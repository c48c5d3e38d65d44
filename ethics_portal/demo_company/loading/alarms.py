"""Who is on call in the demo company, and what became of the reports that spoke of danger."""

import random
from datetime import datetime, time, timedelta

from django.utils import timezone

from accounts.models import Person
from accounts.roles import HEAD_OF, Office, Role
from cases import actions
from cases.models import DangerAlarm, OnCallDuty, Report
from ethics_portal.demo_company.loading.timeline import Timeline

WEEK = timedelta(days=7)
WEEKS_BEHIND, WEEKS_AHEAD = 8, 4
# How long it took until somebody answered: mostly minutes, now and then until the next one was called.
MINUTES = (4, 9, 13, 22, 85)


def plan_rotas(*, now: datetime) -> None:
    """The people of each office in turn, a week each. Before there was a rota, the head was called."""
    monday = timezone.localdate(now) - timedelta(days=timezone.localdate(now).weekday())
    for office, role in HEAD_OF.items():
        head = Person.objects.holding(role).get()
        staff = list(Person.objects.holding(Role.OFFICE_STAFF, office=office).order_by("email"))
        for turn in range(-WEEKS_BEHIND, WEEKS_AHEAD):
            begin = timezone.make_aware(datetime.combine(monday + turn * WEEK, time(8)))
            _plan(office, staff[turn % len(staff)], head, begin, min(now, begin - WEEK))


def _plan(office: Office, person: Person, head: Person, begin: datetime, planned: datetime) -> OnCallDuty:
    return actions.plan_duty(office, person=person, starts_at=begin, ends_at=begin + WEEK, by=head, at=planned)


def answer_alarm(report: Report, timeline: Timeline, at: datetime) -> None:
    """What the clock and those who were called did about a report that speaks of danger."""
    minutes = random.Random(f"{report.narrative}:alarm").choice(MINUTES)
    timeline.at(at + timedelta(minutes=1), actions.call_for_help)
    if minutes > 60:
        timeline.at(at + timedelta(minutes=62), actions.call_for_help)
    timeline.at(at + timedelta(minutes=minutes + 1), lambda moment: _answer(report, moment))


def _answer(report: Report, at: datetime) -> None:
    alarm = DangerAlarm.objects.get(report=report)
    call = alarm.calls.select_related("person").last()
    if call is not None and alarm.acknowledged_at is None:
        actions.acknowledge_alarm(alarm, by=call.person, at=at)
