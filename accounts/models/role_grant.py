"""Who holds which role, from when, and who agreed."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models.directory import Person
from accounts.moves import Move
from accounts.roles import Office, Role, approvers_of


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def active(self, at=None) -> "RoleGrantQuerySet":
        """Grants in force at the instant `at` (now, if not said)."""
        at = at or timezone.now()
        return self.filter(
            Q(expires_at__isnull=True) | Q(expires_at__gt=at),
            effective_at__lte=at,
            revoked_at__isnull=True,
        )

    def waiting(self) -> "RoleGrantQuerySet":
        """Proposed and neither agreed to nor turned down."""
        return self.filter(effective_at__isnull=True, revoked_at__isnull=True)


class RoleGrant(models.Model):
    """A role given to a person. It takes effect when a second person, never the holder, agrees (DECISIONS 8)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="role_grants", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=30, choices=Role.choices)
    office = models.CharField(_("office"), max_length=20, choices=Office.choices, blank=True)
    # Empty for the first grants, which a management command makes and records on the trail.
    proposed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    effective_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(_("until"), null=True, blank=True)
    revoked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)

    objects = RoleGrantQuerySet.as_manager()
    undeletable = True

    class Meta:
        indexes = [models.Index(fields=["person", "role"]), models.Index(fields=["role", "office"])]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role", "office"], condition=Q(revoked_at__isnull=True), name="one_grant_of_a_role"
            ),
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True)
                | (~Q(approved_by=F("person")) & ~Q(approved_by=F("proposed_by"))),
                name="a_second_person_agrees_to_a_role",
            ),
            models.CheckConstraint(
                condition=Q(proposed_by__isnull=True) | Q(effective_at__isnull=True) | Q(approved_by__isnull=False),
                name="a_proposed_role_waits_for_approval",
            ),
            models.CheckConstraint(
                condition=Q(proposed_by__isnull=False, proposed_at__isnull=False)
                | Q(proposed_by__isnull=True, approved_by__isnull=True, effective_at__isnull=False),
                name="a_role_that_nobody_proposed_is_a_first_grant",
            ),
            who_and_when("revoked", name="an_ended_role_says_who_and_when"),
            models.CheckConstraint(
                condition=(Q(role=Role.OFFICE_STAFF) & ~Q(office="")) | (~Q(role=Role.OFFICE_STAFF) & Q(office="")),
                name="office_staff_have_an_office",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} ({self.pk})"

    @property
    def state(self) -> str:
        if self.revoked_at is not None:
            return "ENDED"
        return "ACTIVE" if self.effective_at else "WAITING"

    def relations(self, person: Person) -> frozenset[str]:
        """How `person` stands to this grant; the workflow table says what follows."""
        held = {
            "holder": person.pk == self.person_id,
            "proposer": person.pk == self.proposed_by_id,
            "administrator": Role.ADMINISTRATOR in person.roles,
            "approver": bool(person.roles & approvers_of(self.role, self.office)),
        }
        return frozenset(relation for relation, holds in held.items() if holds)

    def move_url(self, move: Move) -> str:
        return reverse(f"accounts:{move.verb}", args=[self.pk])

    def get_absolute_url(self) -> str:
        return reverse("accounts:role_grant", args=[self.pk])
