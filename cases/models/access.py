"""Who may read a case beyond its queue, and who must not whatever else holds."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from cases.states.access import GrantReason
from vault.fields import SealedTextField
from vault.models import SealedModel


class AccessGrantQuerySet(models.QuerySet["AccessGrant"]):
    def active(self, at=None) -> "AccessGrantQuerySet":
        at = at or timezone.now()
        return self.filter(Q(until__isnull=True) | Q(until__gt=at), ended_at__isnull=True)


class AccessGrant(models.Model):
    """A person may read one case, by rule or because an office head shared it. A wall still beats it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="access_grants")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    # What a share was for, in words, stands on the trail of the case.
    reason = models.CharField(max_length=60, choices=GrantReason.choices)
    granted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    granted_on = models.DateField()
    until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True)

    objects = AccessGrantQuerySet.as_manager()
    undeletable = True

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "person", "reason"], condition=Q(ended_at__isnull=True), name="one_grant_for_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["person", "case"])]

    def __str__(self) -> str:
        return str(self.pk)


class Conflict(SealedModel):
    """A declared or recorded conflict of interest. It walls the person off from that moment (DECISIONS 5)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="conflicts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = SealedTextField(_("reason"))
    declared_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()

    undeletable = True
    frozen_fields = ("case", "person", "reason", "declared_by", "declared_at")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "person"], name="one_conflict_for_a_person")]
        indexes = [models.Index(fields=["person", "case"])]

    def __str__(self) -> str:
        return str(self.pk)


class CaseReading(models.Model):
    """Somebody opened the file of a case on a day: their first look of that day.

    Rows of their own and not entries of the trail: a chained entry for every look would bury what was done, and make
    readers queue for the head of the chain.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="readings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    read_on = models.DateField()

    append_only = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "person", "read_on"], name="one_reading_a_day"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
