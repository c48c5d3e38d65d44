"""Who stands in for the head of a queue: designated by that head, in writing, from a moment to another."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models.directory import Person
from accounts.models.role_grant import RoleGrant
from accounts.moves import Move
from accounts.roles import DESIGNATORS, Power, Role
from audit.rules import Trigger
from vault.fields import SealedTextField
from vault.models import SealedModel, SealedQuerySet


class DesignationQuerySet(SealedQuerySet["Designation"]):
    def active(self, at: datetime | None = None) -> Self:
        """Those that hold at the instant `at` (now, if not said): a head who lost the role lends nothing any more."""
        at = at or timezone.now()
        still_head = RoleGrant.objects.active(at).filter(person=OuterRef("head"), role=OuterRef("role"))
        return self.filter(Exists(still_head), starts_at__lte=at, ends_at__gt=at, ended_at__isnull=True)

    def not_over(self, at: datetime) -> Self:
        """Those that hold at `at` or are still to come, in their order."""
        return self.filter(ends_at__gt=at, ended_at__isnull=True).order_by("starts_at", "pk")

    def visible_to(self, person: Person) -> Self:
        """One's own: as head, or as deputy."""
        return self.filter(Q(head=person) | Q(deputy=person))


class Designation(SealedModel):
    """A head designates a deputy (DECISIONS 42). It never gives more than the head has, and it ends by itself.

    What can be designated are the `Power`s alone: granting waivers and changing routing are none of them.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    head = models.ForeignKey(Person, models.PROTECT, related_name="designations_made")
    # As the head of what.
    role = models.CharField(max_length=30, choices=Role.choices)
    deputy = models.ForeignKey(Person, models.PROTECT, related_name="designations_held", verbose_name=_("deputy"))
    powers = models.JSONField(_("powers"))
    # Slugs of the topics it is limited to; every topic where there is none.
    topics = models.JSONField(_("topics"), default=list)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    words = SealedTextField(_("in writing"))
    designated_at = models.DateTimeField()
    # Ended before its time.
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = DesignationQuerySet.as_manager()
    undeletable = True
    frozen_fields = (
        "head", "role", "deputy", "powers", "topics", "starts_at", "ends_at", "words", "designated_at",
    )  # fmt: skip
    database_rules = [
        Trigger("ended_once", "UPDATE", "OLD.ended_at IS NOT NULL", "a designation that was ended stays ended"),
    ]

    class Meta:
        ordering = ["starts_at", "id"]
        indexes = [models.Index(fields=["deputy", "ends_at"]), models.Index(fields=["role", "ends_at"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=sorted(DESIGNATORS)), name="only_the_head_of_a_queue_designates"
            ),
            models.CheckConstraint(condition=~Q(head=F("deputy")), name="nobody_stands_in_for_themself"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_designation_ends_after_its_start"),
            who_and_when("ended", name="an_ended_designation_says_who_and_when"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("deputies:list")

    def move_url(self, move: Move) -> str:
        return reverse(f"deputies:{move.verb}", args=[self.pk])

    @property
    def state(self) -> str:
        return "ENDED" if self.ended_at else "STANDING"

    def relations(self, person: Person) -> frozenset[str]:
        """Whose designation it is: the head's who made it, and the deputy's."""
        held = {"head": person.pk == self.head_id, "deputy": person.pk == self.deputy_id}
        return frozenset(relation for relation, holds in held.items() if holds)

    def lends(self, power: str) -> bool:
        """Whether it gives this power."""
        return power in self.powers

    def powers_in_words(self) -> list[str]:
        """What the deputy may do."""
        return [str(power.label) for power in Power if power in self.powers]


def standing_in(people: Iterable[Person]) -> dict[Any, list[Designation]]:
    """What each of several people stands in for, in one statement and only for those who do."""
    held: dict[Any, list[Designation]] = {person.pk: [] for person in people if person.stands_in}
    if held:
        for one in Designation.objects.active().filter(deputy__in=held).select_related("head"):
            held[one.deputy_id].append(one)
    return held
