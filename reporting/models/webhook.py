"""Another system that is told of some events, and each telling as a row of its own."""

import uuid
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.moves import Move
from reporting.models.agreed_by_two import KEEPERS_OF_FEEDS, AgreedByTwo
from reporting.states import HookEvent
from vault.fields import SealedTextField
from vault.models import SealedModel, SealedQuerySet


class WebhookQuerySet(SealedQuerySet["Webhook"]):
    def visible_to(self, person: Person | None) -> "WebhookQuerySet":
        """Everything for whoever proposes webhooks or agrees to them, nothing for others."""
        return self.all() if person is not None and person.roles & KEEPERS_OF_FEEDS else self.none()

    def locked(self, pk: uuid.UUID, *, by: Person) -> "Webhook":
        """The row, locked, for somebody who may see it. Raises `Webhook.DoesNotExist`."""
        return self.visible_to(by).select_for_update(of=("self",)).get(pk=pk)

    def in_force(self) -> "WebhookQuerySet":
        return self.filter(agreed_at__isnull=False, revoked_at__isnull=True)


class Webhook(AgreedByTwo, SealedModel):
    """An address that is told of some kinds of events. Address and secret are sealed: the address may hold a key."""

    name = models.CharField(_("system"), max_length=120)
    url = SealedTextField(_("address"), limit=500)
    secret = SealedTextField(limit=100)
    # Kinds of events (`states.HookEvent`).
    events = models.JSONField(_("what it is told of"))

    # The secret itself, in the answer that makes it and nowhere else.
    shown_once: str = ""

    objects = WebhookQuerySet.as_manager()
    frozen_fields = ("name", "url", "secret", "events", "proposed_by", "proposed_at", "data_key")

    class Meta(AgreedByTwo.Meta):
        ordering = ["-proposed_at", "id"]
        constraints = [
            *AgreedByTwo.Meta.constraints,
            models.CheckConstraint(condition=~Q(name=""), name="a_webhook_names_its_system"),
        ]

    def __str__(self) -> str:
        return f"webhook {self.pk}"

    def move_url(self, move: Move) -> str:
        return reverse(f"reporting:{move.verb}", args=[self.pk])

    def get_absolute_url(self) -> str:
        return reverse("reporting:webhook", args=[self.pk])

    @property
    def facts(self) -> dict[str, Any]:
        """What the trail keeps of it; the address stays sealed with the row."""
        return {"name": self.name, "events": list(self.events)}

    @property
    def event_labels(self) -> str:
        return " · ".join(str(HookEvent(event).label) for event in self.events)


class WebhookDeliveryQuerySet(models.QuerySet["WebhookDelivery"]):
    def due(self, at: datetime) -> "WebhookDeliveryQuerySet":
        """Neither delivered nor given up, whose time has come, of a webhook in force, and that no sweep has claimed."""
        return self.filter(
            Q(claimed_until__isnull=True) | Q(claimed_until__lt=at),
            webhook__in=Webhook.objects.in_force(),
            delivered_at__isnull=True,
            dead_at__isnull=True,
            next_at__lte=at,
        )

    def dead(self) -> "WebhookDeliveryQuerySet":
        """Given up, of webhooks that are still in force."""
        return self.filter(dead_at__isnull=False, webhook__in=Webhook.objects.in_force())


class WebhookDelivery(models.Model):
    """One event told to one webhook. Its id and its body stay the same however often it is sent."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    webhook = models.ForeignKey(Webhook, models.PROTECT, related_name="deliveries")
    event = models.CharField(max_length=20, choices=HookEvent.choices)
    # The record that the event is about: a digest, a seal, a test, an alarm. It is never sent.
    source_id = models.CharField(max_length=64)
    details = models.JSONField()
    made_at = models.DateTimeField()
    next_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    delivered_at = models.DateTimeField(null=True)
    dead_at = models.DateTimeField(null=True)

    objects = WebhookDeliveryQuerySet.as_manager()
    undeletable = True
    frozen_fields = ("webhook", "event", "source_id", "details", "made_at")

    class Meta:
        ordering = ["-made_at", "id"]
        verbose_name_plural = "webhook deliveries"
        constraints = [
            models.UniqueConstraint(fields=["webhook", "event", "source_id"], name="an_event_is_told_once"),
            models.CheckConstraint(condition=Q(event__in=HookEvent.values), name="a_delivery_is_of_a_known_event"),
            models.CheckConstraint(
                condition=Q(delivered_at__isnull=True) | Q(dead_at__isnull=True), name="a_delivery_arrives_or_is_dead"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_at"],
                condition=Q(delivered_at__isnull=True, dead_at__isnull=True),
                name="deliveries_to_make",
            )
        ]

    def __str__(self) -> str:
        return f"delivery {self.pk}"
