"""Whom to call when somebody may be in danger: the person on call, then upwards. Nobody whom the case concerns."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import Person
from accounts.roles import HEAD_OF, Role
from cases.models import Case, OnCallDuty
from cases.states.danger import Rung


def ladder(case: Case, at: datetime) -> Iterator[tuple[Rung, Person]]:
    """Everybody who may be called about `case` at `at`, each with their rung, in the order in which they are called."""
    for rung, people in _rungs(case, at):
        for person in case.unwalled(people.employed(timezone.localdate(at))):  # type: ignore[attr-defined]
            yield rung, person


def _rungs(case: Case, at: datetime) -> Iterator[tuple[Rung, QuerySet[Person]]]:
    if case.office is not None:
        on_call = OnCallDuty.objects.at(case.office, at).values("person")
        in_office = Person.objects.holding(Role.OFFICE_STAFF, office=case.office)
        yield Rung.ON_CALL, (in_office | Person.objects.holding(case.head_role)).filter(pk__in=on_call)
    acting = Person.objects.filter(pk__in=[case.acting_head_id] if case.acting_head_id else [])
    yield Rung.HEAD, acting | Person.objects.holding(case.head_role)
    yield Rung.OTHER_HEAD, Person.objects.holding(*(role for role in HEAD_OF.values() if role != case.head_role))
    yield Rung.COMMITTEE, Person.objects.holding(Role.AUDIT_COMMITTEE_CHAIR)
    yield Rung.COMMITTEE, Person.objects.holding(Role.AUDIT_COMMITTEE)
