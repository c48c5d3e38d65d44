"""What one person proposes and another agrees to, before anything may leave the house by it."""

import uuid

from django.db import models
from django.db.models import F, Q

from accounts.constraints import who_and_when
from accounts.models import Person
from accounts.roles import Role
from reporting.states import FeedState

# Who agrees that another system is told something.
APPROVERS_OF_FEEDS = frozenset({Role.GENERAL_AUDITOR})
KEEPERS_OF_FEEDS = APPROVERS_OF_FEEDS | {Role.ADMINISTRATOR}


class AgreedByTwo(models.Model):
    """Proposed by an administrator, in force once a second person has agreed, ended by either of them for good."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    agreed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    agreed_at = models.DateTimeField(null=True)
    revoked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    undeletable = True

    class Meta:
        abstract = True
        constraints = [
            who_and_when("agreed", name="%(class)s_agreed_says_who_and_when"),
            who_and_when("revoked", name="%(class)s_revoked_says_who_and_when"),
            models.CheckConstraint(
                condition=Q(agreed_by__isnull=True) | ~Q(agreed_by=F("proposed_by")),
                name="a_second_person_agrees_to_a_%(class)s",
            ),
        ]

    @property
    def state(self) -> str:
        if self.revoked_at is not None:
            return FeedState.ENDED
        return FeedState.ACTIVE if self.agreed_at else FeedState.WAITING

    def relations(self, person: Person) -> frozenset[str]:
        held = {
            "proposer": person.pk == self.proposed_by_id,
            "administrator": Role.ADMINISTRATOR in person.roles,
            "approver": bool(person.roles & APPROVERS_OF_FEEDS),
        }
        return frozenset(relation for relation, holds in held.items() if holds)
