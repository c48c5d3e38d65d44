"""A table of Explore that somebody keeps, shares with a role, and has others reminded of."""

import uuid
from datetime import date
from typing import Self
from urllib.parse import urlencode

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.moves import Move
from accounts.roles import Role
from reporting.states import SIGNERS_AND_READERS, Dimension, ExploredMeasure, ExploreViewState, Schedule
from vault.fields import SealedTextField
from vault.models import SealedModel, SealedQuerySet

# Whom no figure of the common digest concerns (DECISIONS 11): for anybody else a case of their own might be in it.
EXPLORERS = SIGNERS_AND_READERS
SHARED_WITH = [(role.value, role.label) for role in Role if role in EXPLORERS]


class ExploreViewQuerySet(SealedQuerySet["ExploreView"]):
    def visible_to(self, person: Person | None) -> Self:
        """Those of `person`, and those kept ones that are shared with a role of theirs, while they may explore."""
        if person is None or not person.roles & EXPLORERS:
            return self.none()
        shared = Q(shared_with__in=[str(role) for role in person.roles & EXPLORERS], removed_at__isnull=True)
        return self.filter(Q(owner=person) | shared)

    def kept(self) -> Self:
        return self.filter(removed_at__isnull=True)

    def locked(self, pk: uuid.UUID, *, by: Person) -> "ExploreView":
        """The view, locked, if `by` may see it now. Raises `ExploreView.DoesNotExist`."""
        found: ExploreView = self.visible_to(by).select_for_update(of=("self",)).get(pk=pk)
        return found

    def due(self, schedule: str, end: date) -> Self:
        """Those of a schedule whose readers have not been told of the period that ended on the day `end`."""
        untold = Q(told_through__isnull=True) | Q(told_through__lt=end)
        return self.filter(untold, schedule=schedule, scheduled_on__lte=end).kept().order_by("pk")


class ExploreView(SealedModel):
    """What is asked, and who is to read the answer. No figure is kept: whoever opens it sees those of that day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    name = SealedTextField(_("name"))
    measure = models.CharField(max_length=20, choices=ExploredMeasure.choices)
    dimension = models.CharField(max_length=20, choices=Dimension.choices)
    # As in `reporting.exploring.Question`.
    span = models.CharField(max_length=10)
    only = models.CharField(max_length=60, blank=True)
    # Empty: the owner alone.
    shared_with = models.CharField(max_length=30, choices=SHARED_WITH, blank=True)
    schedule = models.CharField(max_length=10, choices=Schedule.choices, blank=True)
    # Periods that end from this day on are told.
    scheduled_on = models.DateField(null=True)
    told_through = models.DateField(null=True)
    kept_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    objects = ExploreViewQuerySet.as_manager()
    undeletable = True
    frozen_fields = ("owner", "measure", "dimension", "span", "only", "kept_at")

    class Meta:
        ordering = ["kept_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(measure__in=ExploredMeasure.values, dimension__in=Dimension.values),
                name="a_view_asks_what_is_known",
            ),
            models.CheckConstraint(
                condition=Q(shared_with__in=["", *sorted(EXPLORERS)]), name="a_view_is_shared_with_those_who_explore"
            ),
            models.CheckConstraint(
                condition=Q(schedule="", scheduled_on__isnull=True)
                | Q(schedule__in=Schedule.values, scheduled_on__isnull=False),
                name="a_scheduled_view_says_since_when",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def state(self) -> str:
        return ExploreViewState.REMOVED if self.removed_at else ExploreViewState.KEPT

    @property
    def query(self) -> str:
        """What is asked, as the address of Explore says it."""
        names = ("measure", "dimension", "span", "only")
        return urlencode({name: getattr(self, name) for name in names if getattr(self, name)})

    def relations(self, person: Person) -> frozenset[str]:
        if not person.roles & EXPLORERS:
            return frozenset()
        return frozenset({"owner"}) if person.pk == self.owner_id else frozenset({"reader"})

    def move_url(self, move: Move) -> str:
        return reverse(f"reporting:{move.verb}", args=[self.pk])

    def get_absolute_url(self) -> str:
        return reverse("reporting:explore_view", args=[self.pk])
