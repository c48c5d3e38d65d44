"""What another system shows to read figures or the trail: kept as a keyed digest, never as it was given out."""

import uuid
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.moves import Move
from reporting.models.agreed_by_two import KEEPERS_OF_FEEDS, AgreedByTwo
from reporting.states import FeedScope
from vault.digests import keyed_digest


def token_digest(text: str) -> str:
    """What is kept of a token: nobody who reads the database can show it."""
    return keyed_digest("feed-token", text)


class FeedTokenQuerySet(models.QuerySet["FeedToken"]):
    def visible_to(self, person: Person | None) -> "FeedTokenQuerySet":
        """Everything for whoever proposes feeds or agrees to them, nothing for others."""
        return self.all() if person is not None and person.roles & KEEPERS_OF_FEEDS else self.none()

    def locked(self, pk: uuid.UUID, *, by: Person) -> "FeedToken":
        """The row, locked, for somebody who may see it. Raises `FeedToken.DoesNotExist`."""
        return self.visible_to(by).select_for_update(of=("self",)).get(pk=pk)

    def in_force(self, on: date) -> "FeedTokenQuerySet":
        """Agreed to by two, not revoked, and not past its last day."""
        return self.filter(agreed_at__isnull=False, revoked_at__isnull=True, expires_on__gte=on)


class FeedToken(AgreedByTwo):
    """One system's right to read one thing until a day. `expires_on` is the last day on which it works."""

    name = models.CharField(_("system"), max_length=120)
    scope = models.CharField(_("what it reads"), max_length=10, choices=FeedScope.choices)
    expires_on = models.DateField(_("last day"))
    digest = models.CharField(max_length=64, unique=True)
    last_used_on = models.DateField(_("last used"), null=True)
    # How often it has asked in which minute (since 1970), for the limit.
    minute = models.PositiveBigIntegerField(default=0)
    asked = models.PositiveIntegerField(default=0)

    # The token itself, in the answer that makes it and nowhere else.
    shown_once: str = ""

    objects = FeedTokenQuerySet.as_manager()
    frozen_fields = ("name", "scope", "expires_on", "digest", "proposed_by", "proposed_at")

    class Meta(AgreedByTwo.Meta):
        ordering = ["-proposed_at", "id"]
        constraints = [
            *AgreedByTwo.Meta.constraints,
            models.CheckConstraint(condition=Q(scope__in=FeedScope.values), name="a_feed_has_a_scope"),
            models.CheckConstraint(condition=~Q(name=""), name="a_feed_names_its_system"),
        ]

    def __str__(self) -> str:
        return f"feed {self.pk}"

    def move_url(self, move: Move) -> str:
        return reverse(f"reporting:{move.verb}", args=[self.pk])

    def get_absolute_url(self) -> str:
        return reverse("reporting:feed", args=[self.pk])

    def count(self, minute: int) -> None:
        """One more request in this minute. The caller has locked the row and saves it."""
        self.asked = self.asked + 1 if self.minute == minute else 1
        self.minute = minute

    def has_asked(self, minute: int) -> int:
        """How often it has asked in this minute."""
        return self.asked if self.minute == minute else 0

    @property
    def facts(self) -> dict[str, Any]:
        """What the trail keeps of it."""
        return {"name": self.name, "scope": self.scope, "until": self.expires_on.isoformat()}
