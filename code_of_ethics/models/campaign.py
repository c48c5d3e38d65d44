"""Campaigns: one asking of people to affirm one version of the Code."""

import uuid
from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.moves import Move
from accounts.roles import Role
from code_of_ethics.models.audience import WithAudience
from code_of_ethics.models.version import CodeVersion
from code_of_ethics.states import CampaignState


class CampaignQuerySet(models.QuerySet["AffirmationCampaign"]):
    def running(self) -> "CampaignQuerySet":
        return self.filter(ended_at__isnull=True)

    def of_the_company(self) -> "CampaignQuerySet":
        """Those that ask everybody."""
        return self.filter(is_whole_company=True)


class AffirmationCampaign(WithAudience):
    """One asking: of the whole company, or of some countries, units and levels together.

    It is launched as a row. The clock then asks people block by block, so that no page waits for it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(CodeVersion, models.PROTECT, related_name="campaigns")
    started_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    launched_at = models.DateTimeField()
    due_on = models.DateField(_("due"))
    # Since when everybody of the audience has been asked. Whoever comes later is a joiner, with days of their own.
    asked_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = CampaignQuerySet.as_manager()

    undeletable = True
    frozen_fields = ("version", "launched_at", "started_by", "is_whole_company", "countries", "levels")

    class Meta:
        ordering = ["-launched_at"]
        constraints = [
            # The clock ends one by itself: nobody's name is given then.
            models.CheckConstraint(
                condition=Q(ended_by__isnull=True) | Q(ended_at__isnull=False), name="whoever_ends_a_campaign_says_when"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def state(self) -> str:
        return CampaignState.ENDED.value if self.ended_at else CampaignState.RUNNING.value

    @property
    def state_label(self) -> str:
        return str(CampaignState(self.state).label)

    def to_ask(self, on: date) -> models.QuerySet[Person]:
        """Those of the audience who were not asked: not by this campaign, and by no other that still waits for them."""
        from code_of_ethics.models.affirmation import Affirmation  # the two models name each other

        asked = Affirmation.objects.filter(campaign=self, person=OuterRef("pk"))
        elsewhere = Affirmation.objects.waiting().filter(campaign__version=self.version, person=OuterRef("pk"))
        return self.audience(on).filter(~Exists(asked), ~Exists(elsewhere)).order_by("pk")

    def visible_among(self, people: Iterable[Person]) -> set[uuid.UUID]:
        """That a campaign runs is no secret: whoever is told of it may hear."""
        return {person.pk for person in people}

    def relations(self, person: Person) -> frozenset[str]:
        """How `person` stands to this campaign; the workflow table says what follows."""
        return frozenset({"ethics_officer"} if Role.ETHICS_OFFICER in person.roles else ())

    def move_url(self, move: Move) -> str:
        return reverse(f"code_of_ethics:{move.verb}", args=[self.pk])

    def get_absolute_url(self) -> str:
        """Where a notice of it leads: whoever is asked affirms there."""
        return reverse("code_of_ethics:affirm")
