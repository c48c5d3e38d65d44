"""When the matter began: stated in triage, and put right by whoever works the case while it is open."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from audit.trail import record
from cases.actions.materiality import note_knowledge
from cases.first_incident import FirstIncident
from cases.models import Case
from cases.workflow.case import STATE_FIRST_INCIDENT


@transaction.atomic
def state_first_incident(case: Case, *, told: FirstIncident | None, by: Person, at: datetime) -> Case:
    """State when it first happened, or that nobody knows."""
    case = Case.objects.locked(case.pk, by=by)
    STATE_FIRST_INCIDENT.check(by, case)
    set_first_incident(case, told)
    case.save(update_fields=["first_incident_on", "first_incident_precision"])
    note_knowledge(case, at=at)
    record(
        case,
        STATE_FIRST_INCIDENT.verb,
        by=by,
        at=at,
        sentence="Stated when it first happened" if told else "Stated that nobody knows when it first happened",
        facts={"first_incident": str(told or "")},
    )
    return case


def set_first_incident(case: Case, told: FirstIncident | None) -> None:
    """The saving is the caller's. Raises `Refused` for what lies after the report."""
    try:
        case.first_incident = told
    except ValueError as error:
        raise Refused(_("It can’t have happened first after it was reported."), "first_incident") from error
