"""What the external auditors were told: of which case or digest, what, when, by whom, to whom and how.

SOX 302(a)(5)(B) (15 USC 7241(a)(5)(B)): fraud of any amount that involves management or anyone with a significant role
in internal control is told to the auditors. Entries are never changed: a correction is an entry of its own.
"""

import uuid
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.moves import Move
from accounts.roles import Role
from cases.models.case import Case
from cases.models.wall import surviving, wall_between
from cases.states.auditor_log import Means
from vault.fields import SealedTextField
from vault.models import SealedModel, SealedQuerySet

REGISTER_ROLES = frozenset({Role.GENERAL_AUDITOR, Role.AUDIT_COMMITTEE_CHAIR})


class AuditorLogQuerySet(SealedQuerySet["AuditorLogEntry"]):
    def visible_to(self, person: Person | None) -> Self:
        """For the General Auditor those of the cases that they see, for the committee's chair those before which no
        wall stands; and for both those about a digest, which say nothing of its words."""
        if person is None or not person.roles & REGISTER_ROLES:
            return self.none()
        found = Q(case__isnull=True) | Q(case__in=Case.objects.visible_to(person).order_by().values("pk"))
        if Role.AUDIT_COMMITTEE_CHAIR in person.roles:
            found |= Q(case__shredded_on__isnull=True) & ~wall_between(surviving("case"), person)
        return self.filter(found)

    def locked(self, pk: uuid.UUID, *, by: Person) -> "AuditorLogEntry":
        """The entry, locked, if `by` may see it now. Raises `AuditorLogEntry.DoesNotExist`."""
        found: AuditorLogEntry = self.visible_to(by).select_for_update(of=("self",)).get(pk=pk)
        return found

    def of_case(self, case: Case | OuterRef) -> Self:
        """Those of a case, which may be a column of the row asked about, and of what was merged into it."""
        return self.filter(Q(case=case) | Q(case__merged_into=case))

    def standing(self) -> Self:
        """Those that no later entry corrects."""
        return self.filter(~Exists(AuditorLogEntry.objects.filter(corrects=OuterRef("pk"))))


class AuditorLogEntry(SealedModel):
    """The external auditors were told something, once. Written down for good."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="auditor_log")
    # A digest of the app above, by its id, and what it is called.
    digest_id = models.UUIDField(null=True)
    title = SealedTextField(blank=True)
    told_on = models.DateField(_("told on"))
    told_by = SealedTextField(_("who told them"), limit=200)
    told_to = SealedTextField(_("who was told"), limit=200)
    means = models.CharField(_("how"), max_length=10, choices=Means.choices)
    words = SealedTextField(_("what they were told"))
    corrects = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    why_corrected = SealedTextField(_("what was wrong"), blank=True)
    logged_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    logged_at = models.DateTimeField()

    objects = AuditorLogQuerySet.as_manager()
    append_only = True

    class Meta:
        ordering = ["-told_on", "-logged_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(case__isnull=False, digest_id__isnull=True) | Q(case__isnull=True, digest_id__isnull=False),
                name="the_auditors_were_told_of_one_thing",
            ),
            models.CheckConstraint(condition=Q(means__in=Means.values), name="the_auditors_were_told_in_a_known_way"),
        ]
        indexes = [models.Index(fields=["-told_on", "id"], name="auditor_log_by_day")]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("auditor_log:entry", args=[self.pk])

    @property
    def is_corrected(self) -> bool:
        """Whether a later entry stands in its place."""
        return hasattr(self, "corrected_by")

    @property
    def state(self) -> str:
        """Whether it is the last word on what it says."""
        return "CORRECTED" if self.is_corrected else "STANDING"

    def relations(self, person: Person) -> frozenset[str]:
        """Whoever keeps the register, and sees the entry."""
        return frozenset({"keeper"}) if person.roles & REGISTER_ROLES else frozenset()

    def move_url(self, move: Move) -> str:
        return reverse(f"auditor_log:{move.verb}", args=[self.pk])
