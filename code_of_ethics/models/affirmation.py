"""Everybody reads the Code and says so."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from code_of_ethics.models.version import CodeVersion
from vault.fields import SealedTextField
from vault.models import SealedModel


class AffirmationCampaign(models.Model):
    """One asking of people to affirm one version of the Code."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.ForeignKey(CodeVersion, models.PROTECT, related_name="campaigns")
    launched_at = models.DateTimeField()
    due_on = models.DateField(_("due"))

    undeletable = True
    frozen_fields = ("version", "launched_at")

    class Meta:
        ordering = ["-launched_at"]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("code_of_ethics:affirm")


class AffirmationQuerySet(models.QuerySet["Affirmation"]):
    def waiting(self) -> "AffirmationQuerySet":
        return self.filter(affirmed_at__isnull=True)

    def of(self, person: Person) -> "AffirmationQuerySet":
        """What `person` was asked, newest first."""
        return self.filter(person=person).order_by("-asked_on", "-campaign__launched_at")

    def visible_to(self, person: Person) -> "AffirmationQuerySet":
        return self.of(person)


class Affirmation(models.Model):
    """What one person answered in one campaign. The hash says which exact text was affirmed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(AffirmationCampaign, models.PROTECT, related_name="affirmations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="affirmations")
    asked_on = models.DateField()
    affirmed_at = models.DateTimeField(null=True)
    version_sha256 = models.CharField(max_length=64, blank=True)

    objects = AffirmationQuerySet.as_manager()

    undeletable = True
    frozen_fields = ("campaign", "person", "asked_on")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "person"], name="a_person_is_asked_once_in_a_campaign"),
            models.CheckConstraint(
                condition=Q(affirmed_at__isnull=True, version_sha256="")
                | Q(Q(affirmed_at__isnull=False), ~Q(version_sha256="")),
                name="an_affirmation_names_its_text",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class StatedException(SealedModel):
    """What somebody could not affirm, in their words, under a key of its own (DECISIONS 4)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    affirmation = models.OneToOneField(Affirmation, models.PROTECT, related_name="exception")
    text = SealedTextField()
    stated_at = models.DateTimeField()

    undeletable = True
    frozen_fields = ("affirmation", "text", "stated_at")
