"""Somebody from outside works a case that they were appointed to, until a day (DECISIONS 41)."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from accounts.constraints import who_and_when
from accounts.models import Person
from accounts.moves import Move
from audit.rules import Trigger


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def active(self, at: datetime | None = None) -> Self:
        """Those that run at `at` (now, if not said)."""
        return self.filter(until__gt=at or timezone.now(), ended_at__isnull=True)


class Appointment(models.Model):
    """It ends by itself at its moment: that is asked whenever the case is read, and never by a job."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="appointments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    appointed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    appointed_at = models.DateTimeField()
    until = models.DateTimeField()
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = AppointmentQuerySet.as_manager()
    undeletable = True
    frozen_fields = ("case", "person", "appointed_by", "appointed_at", "until")
    database_rules = [
        Trigger("ended_once", "UPDATE", "OLD.ended_at IS NOT NULL", "an appointment that was ended stays ended"),
    ]

    class Meta:
        ordering = ["appointed_at", "id"]
        indexes = [models.Index(fields=["person", "until"])]
        constraints = [
            models.CheckConstraint(condition=Q(until__gt=F("appointed_at")), name="an_appointment_has_an_end"),
            models.CheckConstraint(condition=~Q(person=F("appointed_by")), name="nobody_appoints_themself"),
            who_and_when("ended", name="an_ended_appointment_says_who_and_when"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def state(self) -> str:
        return "ENDED" if self.ended_at else "STANDING"

    def relations(self, person: Person) -> frozenset[str]:
        """Those of the case."""
        return self.case.relations(person)

    def move_url(self, move: Move) -> str:
        return reverse(f"cases:{move.verb}", args=[self.case.reference, self.pk])
