"""Declaring that one is away, and withdrawing it."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Absence, Person
from accounts.moves import Refused
from accounts.roles import AWAY_ROLES
from audit.trail import record
from cases.workflow.designations import WITHDRAW_ABSENCE


@transaction.atomic
def declare_absence(*, starts_on: date, ends_on: date, by: Person, at: datetime) -> Absence:
    """Say that one is away. Whoever assigns cases reads it; nothing is taken away by it."""
    Person.objects.select_for_update(of=("self",)).get(pk=by.pk)
    if not by.roles & AWAY_ROLES:
        raise Refused(_("Only whoever works cases declares absences here."))
    if ends_on < starts_on:
        raise Refused(_("This ends before it begins."), "ends_on")
    if ends_on < timezone.localdate(at):
        raise Refused(_("This is over already."), "ends_on")
    if Absence.objects.filter(person=by, withdrawn_at=None, starts_on__lte=ends_on, ends_on__gte=starts_on).exists():
        raise Refused(_("You are away then already. Withdraw that absence first."), "starts_on")
    made = Absence.objects.create(person=by, starts_on=starts_on, ends_on=ends_on, declared_at=at)
    told = {"starts_on": starts_on.isoformat(), "ends_on": ends_on.isoformat()}
    record(made, "declare_absence", by=by, at=at, sentence=_("Declared an absence"), facts=told)
    return made


@transaction.atomic
def withdraw_absence(absence: Absence, *, by: Person, at: datetime) -> Absence:
    """One is here after all, or back early."""
    absence = Absence.objects.visible_to(by).select_for_update(of=("self",)).get(pk=absence.pk)
    WITHDRAW_ABSENCE.check(by, absence)
    if absence.ends_on < timezone.localdate(at):
        raise Refused(_("This is over already."))
    absence.withdrawn_at = at
    absence.save(update_fields=["withdrawn_at"])
    record(absence, WITHDRAW_ABSENCE.verb, by=by, at=at, sentence=_("Withdrew an absence"))
    return absence
