"""Which ethics office hears what somebody says about themself, and who works there."""

from django.db.models import Q

from accounts.models import Person, ReportingLine, RoleGrant
from accounts.models.directory import PersonQuerySet
from accounts.roles import HEAD_OF, Office, Role


def office_for(person: Person) -> Office:
    """The Compliance & Ethics office; of its own people, and of those to whom its head reports, the General Auditor's.

    Nobody is reviewed by their own office, nor by people who depend on them.
    """
    if is_reviewed_by_their_own(person, Office.ETHICS_OFFICE):
        return Office.GENERAL_AUDITOR
    return Office.ETHICS_OFFICE


def is_reviewed_by_their_own(person: Person, office: Office) -> bool:
    """Whether `person` belongs to an office, or its head reports to them, at any distance."""
    if office in person.offices:
        return True
    below = ReportingLine.objects.filter(superior=person).values("subordinate")
    return Person.objects.holding(HEAD_OF[office]).filter(pk__in=below).exists()


def colleagues(office: str) -> PersonQuerySet:
    """The head and the staff of an office."""
    held = Q(role=HEAD_OF[Office(office)]) | Q(role=Role.OFFICE_STAFF, office=office)
    return Person.objects.filter(pk__in=RoleGrant.objects.active().filter(held).values("person"))
