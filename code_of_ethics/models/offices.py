"""Which ethics office hears what somebody says about themself, and who works there."""

from django.db.models import Q, QuerySet

from accounts.models import Person, RoleGrant
from accounts.roles import HEAD_OF, Office, Role


def office_for(person: Person) -> Office:
    """The Compliance & Ethics office; of its own people the General Auditor's. Nobody is reviewed by their own."""
    return Office.GENERAL_AUDITOR if Office.ETHICS_OFFICE in person.offices else Office.ETHICS_OFFICE


def colleagues(office: str) -> QuerySet[Person]:
    """The head and the staff of an office."""
    held = Q(role=HEAD_OF[Office(office)]) | Q(role=Role.OFFICE_STAFF, office=office)
    return Person.objects.filter(pk__in=RoleGrant.objects.active().filter(held).values("person"))
