"""Who sees a case: restricting it, asking whether somebody would see it, and noting who looked."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import withhold
from audit.trail import record
from cases.actions.materiality import note_knowledge
from cases.actions.walls import follow
from cases.models import Case, CaseReading
from cases.models.audience import Access
from cases.workflow.access import CHECK_ACCESS, LIFT_RESTRICTION, RESTRICT


@transaction.atomic
def restrict_case(case: Case, *, reason: str, by: Person, at: datetime) -> Case:
    """Close the case to its queue: its head, its investigator and whoever it is shared with go on seeing it."""
    case = Case.objects.locked(case.pk, by=by)
    RESTRICT.check(by, case)
    if case.is_restricted:
        raise Refused(_("This case is restricted already."))
    before = case.staff()
    case.restricted_by, case.restricted_at = by, at
    case.save(update_fields=["restricted_by", "restricted_at"])
    follow(case)
    note_knowledge(case, at=at)
    record(
        case,
        RESTRICT.verb,
        by=by,
        at=at,
        sentence="Restricted to its head and named people",
        facts={"reason": reason},
    )
    withhold(people=before)
    return case


@transaction.atomic
def lift_restriction(case: Case, *, reason: str, by: Person, at: datetime) -> Case:
    """Open the case to its queue again. The wall stays where it is."""
    case = Case.objects.locked(case.pk, by=by)
    LIFT_RESTRICTION.check(by, case)
    if not case.is_restricted:
        raise Refused(_("This case is not restricted."))
    case.restricted_by, case.restricted_at = None, None
    case.save(update_fields=["restricted_by", "restricted_at"])
    follow(case)
    record(case, LIFT_RESTRICTION.verb, by=by, at=at, sentence="Lifted the restriction", facts={"reason": reason})
    return case


@transaction.atomic
def check_access(case: Case, *, person: Person, by: Person, at: datetime) -> Access:
    """Whether `person` would see the case, and why. It changes nothing; that it was asked goes on the trail."""
    case = Case.objects.locked(case.pk, by=by)
    CHECK_ACCESS.check(by, case)
    found = case.access_of(person)
    note_knowledge(case, at=at)
    record(
        case,
        CHECK_ACCESS.verb,
        by=by,
        at=at,
        sentence=f"Asked whether {person.full_name} would see it",
        facts={"person": str(person.pk), "sees": found.sees, "ways": list(found.ways), "walls": list(found.walls)},
        names={str(person.pk): person.full_name},
    )
    return found


def note_reading(case: Case, *, by: Person, at: datetime) -> None:
    """Keep that `by` opened the file of the case today. A second look of the day is the same row."""
    row = CaseReading(case=case, person=by, read_on=timezone.localdate(at))
    CaseReading.objects.bulk_create([row], ignore_conflicts=True)
