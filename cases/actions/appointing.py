"""Appointing somebody from outside to one case, until a day, and ending it."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell, withhold
from accounts.roles import Role
from audit.trail import record
from cases.actions.materiality import note_knowledge
from cases.actions.walls import follow, replace_assignee
from cases.models import Appointment, Case
from cases.workflow.access import APPOINT, END_APPOINTMENT

LONGEST = timedelta(days=366)


def free_externals(case: Case, *, at: datetime) -> QuerySet[Person]:
    """External investigators whom nothing keeps from this case."""
    people = Person.objects.holding(Role.EXTERNAL_INVESTIGATOR).employed(timezone.localdate(at))
    return case.unwalled(people)


@transaction.atomic
def appoint(case: Case, *, person: Person, until: datetime, by: Person, at: datetime) -> Appointment:
    """Give the case to somebody from outside until a day. They see it from now on, and by then no more."""
    case = Case.objects.locked(case.pk, by=by)
    APPOINT.check(by, case)
    if not free_externals(case, at=at).filter(pk=person.pk).exists():
        raise Refused(_("This person can't work this case. Please choose another."), "person")
    if not person.has_second_factor:
        raise Refused(_("This person has to set up a second factor for signing in first."), "person")
    if until <= at:
        raise Refused(_("This is over already."), "until")
    if until - at > LONGEST:
        raise Refused(_("An appointment lasts a year at most."), "until")
    standing = Appointment.objects.active(at).filter(case=case)
    if standing.filter(person=person).exists():
        raise Refused(_("This person is appointed already. End that appointment first."), "person")
    made = Appointment.objects.create(case=case, person=person, appointed_by=by, appointed_at=at, until=until)
    case.assignee = person
    case.save(update_fields=["assignee"])
    follow(case)
    note_knowledge(case, at=at)
    _record(made, APPOINT.verb, f"Appointed {person.full_name}", by, at, until=until.isoformat())
    tell([person], "case_assigned", about=case, at=at, once=at.isoformat())
    return made


@transaction.atomic
def end_appointment(appointment: Appointment, *, by: Person, at: datetime) -> Appointment:
    """End it before its day: the case is gone for that person at once, and the office is told."""
    case = Case.objects.locked(appointment.case_id, by=by)
    found = Appointment.objects.select_for_update(of=("self",)).select_related("person")
    ending = found.get(pk=appointment.pk, case=case)
    ending.case = case
    END_APPOINTMENT.check(by, ending)
    if ending.until <= at:
        raise Refused(_("This is over already."))
    ending.ended_by, ending.ended_at = by, at
    ending.save(update_fields=["ended_by", "ended_at"])
    _record(ending, END_APPOINTMENT.verb, f"Ended the appointment of {ending.person.full_name}", by, at)
    replace_assignee(case, at=at)
    withhold(people=[ending.person])
    return ending


def _record(made: Appointment, verb: str, sentence: str, by: Person, at: datetime, **facts: str) -> None:
    person = made.person
    told = {"person": str(person.pk), **facts}
    record(made.case, verb, by=by, at=at, sentence=sentence, facts=told, names={str(person.pk): person.full_name})
