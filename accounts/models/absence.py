"""Who is away, from a day to another. Why is nobody's business and is not asked."""

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models.directory import Person
from accounts.moves import Move
from audit.rules import Trigger


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def on(self, day: date) -> Self:
        """Who is away on `day`."""
        return self.filter(starts_on__lte=day, ends_on__gte=day, withdrawn_at__isnull=True)

    def not_over(self, day: date) -> Self:
        """Absences that run on `day` or are still to come."""
        return self.filter(ends_on__gte=day, withdrawn_at__isnull=True).order_by("starts_on", "pk")

    def visible_to(self, person: Person) -> Self:
        """One's own; others read of it where they assign."""
        return self.filter(person=person)


class Absence(models.Model):
    """Declared by whoever is away."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="absences")
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    declared_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    objects = AbsenceQuerySet.as_manager()
    undeletable = True
    frozen_fields = ("person", "starts_on", "ends_on", "declared_at")
    database_rules = [
        Trigger("withdrawn_once", "UPDATE", "OLD.withdrawn_at IS NOT NULL", "an absence that was withdrawn stays so"),
    ]

    class Meta:
        ordering = ["starts_on", "id"]
        indexes = [models.Index(fields=["person", "ends_on"])]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="an_absence_ends_after_its_start"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def state(self) -> str:
        return "WITHDRAWN" if self.withdrawn_at else "DECLARED"

    def relations(self, person: Person) -> frozenset[str]:
        """Whose absence it is."""
        return frozenset({"self"}) if person.pk == self.person_id else frozenset()

    def move_url(self, move: Move) -> str:
        return reverse(f"deputies:{move.verb}", args=[self.pk])
