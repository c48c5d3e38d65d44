"""The rota: the head of an office says who is on call for it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from accounts.roles import HEAD_OF, Office
from audit.trail import record
from cases.models import OnCallDuty
from cases.workflow.on_call import END_DUTY


@transaction.atomic
def plan_duty(
    office: str, *, person: Person, starts_at: datetime, ends_at: datetime, by: Person, at: datetime
) -> OnCallDuty:
    """Put somebody of the office on call. At any time one person is, or nobody: then the head is called."""
    if HEAD_OF[Office(office)] not in by.roles:
        raise Refused(_("Only the head of the office says who is on call."))
    # Two plans of one head at once: the second waits, and then meets the first.
    Person.objects.select_for_update(of=("self",)).get(pk=by.pk)
    if Office(office) not in person.offices:
        raise Refused(_("Only people of the office can be on call for it."), "person")
    if ends_at <= starts_at:
        raise Refused(_("This ends before it begins."), "ends_at")
    if ends_at <= at:
        raise Refused(_("This is over already."), "ends_at")
    if taken := OnCallDuty.objects.not_over(at).filter(office=office, starts_at__lt=ends_at, ends_at__gt=starts_at):
        name = taken.select_related("person")[0].person.full_name
        raise Refused(_("%(name)s is on call then already.") % {"name": name}, "starts_at")
    duty = OnCallDuty.objects.create(
        office=office, person=person, starts_at=starts_at, ends_at=ends_at, planned_by=by, planned_at=at
    )
    told = {"person": str(person.pk), "starts_at": starts_at.isoformat(), "ends_at": ends_at.isoformat()}
    names = {str(person.pk): person.full_name}
    record(duty, "plan_duty", by=by, at=at, sentence=_("Put somebody on call"), facts=told, names=names)
    tell([person], "duty_planned", about=duty, at=at)
    return duty


@transaction.atomic
def end_duty(duty: OnCallDuty, *, by: Person, at: datetime) -> OnCallDuty:
    """Take somebody off the rota, from now on."""
    duty = OnCallDuty.objects.select_for_update(of=("self",)).get(pk=duty.pk)
    END_DUTY.check(by, duty)
    if duty.ends_at <= at:
        raise Refused(_("This is over already."))
    duty.ended_by, duty.ended_at = by, at
    duty.save(update_fields=["ended_by", "ended_at"])
    record(duty, END_DUTY.verb, by=by, at=at, sentence=_("Took somebody off call"))
    if duty.person_id != by.pk:
        tell([duty.person], "duty_ended", about=duty, at=at)
    return duty
