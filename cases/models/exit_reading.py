"""A random share of the cases that ended without a finding, read by the General Auditor (DECISIONS 45)."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Person
from accounts.moves import Move
from accounts.roles import Role
from audit.rules import Trigger
from cases.models.case import Case
from cases.states.exit import ExitVerdict
from vault.fields import SealedTextField
from vault.models import SealedModel, SealedQuerySet


class ExitReadingQuerySet(SealedQuerySet["ExitReading"]):
    def visible_to(self, person: Person | None) -> Self:
        """The General Auditor's, of cases that they may see."""
        if person is None or Role.GENERAL_AUDITOR not in person.roles:
            return self.none()
        return self.filter(case__in=Case.objects.visible_to(person).values("pk"))

    def waiting(self) -> Self:
        """Chosen and not read yet."""
        return self.filter(read_at__isnull=True)


class ExitReading(SealedModel):
    """One case of the share of a quarter."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.OneToOneField(Case, models.PROTECT, related_name="exit_reading")
    # The first day of the quarter in which the case ended.
    quarter = models.DateField()
    chosen_at = models.DateTimeField()
    verdict = models.CharField(_("verdict"), max_length=10, choices=ExitVerdict.choices, blank=True)
    words = SealedTextField(_("why"), blank=True)
    read_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    read_at = models.DateTimeField(null=True)

    objects = ExitReadingQuerySet.as_manager()
    undeletable = True
    frozen_fields = ("case", "quarter", "chosen_at")
    database_rules = [
        Trigger("read_once", "UPDATE", "OLD.read_at IS NOT NULL", "what was said of an end stays said"),
    ]

    class Meta:
        ordering = ["chosen_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(read_at__isnull=True, verdict="")
                | Q(read_at__isnull=False, verdict__in=ExitVerdict.values),
                name="an_end_that_was_read_has_a_verdict",
            ),
            who_and_when("read", name="an_end_that_was_read_says_who_and_when"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def state(self) -> str:
        return "READ" if self.read_at else "TO_READ"

    def relations(self, person: Person) -> frozenset[str]:
        """The General Auditor, and whoever had a hand in the end."""
        had = {self.case.closed_by_id, self.case.submitted_by_id, self.case.triaged_by_id, self.case.assignee_id}
        held = {"general_auditor": Role.GENERAL_AUDITOR in person.roles, "involved": person.pk in had}
        return frozenset(relation for relation, holds in held.items() if holds)

    def move_url(self, move: Move) -> str:
        return reverse(f"exits:{move.verb}", args=[self.pk])
