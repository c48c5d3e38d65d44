"""A table of Explore on its way out of the Portal: who asked for it, what it shows, and the sealed file for a day."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Job, Person
from accounts.moves import Move
from audit.rules import Trigger
from reporting.models.explore_view import EXPLORERS
from reporting.states import Dimension, ExploredMeasure, ExploreExportState, ExportFormat
from vault.models import SealedFile, SealedModel, SealedQuerySet


class ExploreExportQuerySet(SealedQuerySet["ExploreExport"]):
    def visible_to(self, person: Person | None) -> Self:
        """Those that `person` asked for themself, while they may explore."""
        if person is None or not person.roles & EXPLORERS:
            return self.none()
        return self.filter(asked_by=person)

    def locked(self, pk: uuid.UUID, *, by: Person) -> "ExploreExport":
        """The export, locked, if `by` asked for it. Raises `ExploreExport.DoesNotExist`."""
        visible = self.filter(pk=pk).visible_to(by).select_related("file__data_key")
        found: ExploreExport = visible.select_for_update(of=("self",)).get()
        return found

    def to_make(self, at: datetime) -> Self:
        """Those that wait and that no running sweep has claimed, the oldest first."""
        free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=at)
        return self.filter(free, state=ExploreExportState.WAITING).order_by("asked_at", "id")

    def to_remove(self, at: datetime) -> Self:
        """Those whose day is over."""
        return self.filter(state=ExploreExportState.READY, expires_at__lte=at)


class ExploreExport(SealedModel):
    """The row stays when its file is removed: who took which figures out of the Portal, and when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    measure = models.CharField(max_length=20, choices=ExploredMeasure.choices)
    dimension = models.CharField(max_length=20, choices=Dimension.choices)
    # As in `reporting.exploring.Question`, as of the day on which it was asked.
    span = models.CharField(max_length=10)
    only = models.CharField(max_length=60, blank=True)
    format = models.CharField(max_length=4, choices=ExportFormat.choices)
    state = models.CharField(max_length=10, choices=ExploreExportState.choices, default=ExploreExportState.WAITING)
    job = models.OneToOneField(Job, models.PROTECT, related_name="+")
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    file = models.OneToOneField(SealedFile, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    objects = ExploreExportQuerySet.as_manager()
    undeletable = True
    frozen_fields = ("asked_by", "asked_at", "measure", "dimension", "span", "only", "format", "job")
    database_rules = [
        Trigger(
            "over_for_good",
            "UPDATE",
            "OLD.state IN ('FAILED', 'REMOVED') AND NEW.state <> OLD.state",
            "an export that is over is never opened again",
        ),
    ]

    class Meta:
        ordering = ["-asked_at", "id"]
        indexes = [
            models.Index(fields=["asked_at", "id"], condition=Q(state="WAITING"), name="explore_exports_to_make"),
            models.Index(fields=["expires_at"], condition=Q(state="READY"), name="explore_exports_to_remove"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="READY", file__isnull=False, made_at__isnull=False)
                & Q(expires_at__gt=models.F("made_at"))
                | ~Q(state="READY") & Q(file__isnull=True),
                name="an_explore_export_is_there_while_ready",
            ),
            models.CheckConstraint(
                condition=Q(state__in=ExploreExportState.values, format__in=ExportFormat.values),
                name="an_explore_export_has_a_known_state",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_waiting(self) -> bool:
        return self.state == ExploreExportState.WAITING

    @property
    def is_ready(self) -> bool:
        return self.state == ExploreExportState.READY

    @property
    def has_failed(self) -> bool:
        return self.state == ExploreExportState.FAILED

    def relations(self, person: Person) -> frozenset[str]:
        return frozenset({"maker"}) if person.pk == self.asked_by_id else frozenset()

    def move_url(self, move: Move) -> str:
        return reverse(f"reporting:{move.verb}", args=[self.pk])

    def get_absolute_url(self) -> str:
        return reverse("reporting:download_explore_export", args=[self.pk])
