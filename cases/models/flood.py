"""More comes in than people send, or the room for it runs out: one row for each time, from the alarm to its end."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.rules import Trigger
from cases.states.danger import FloodKind


class FloodQuerySet(models.QuerySet["Flood"]):
    def running(self) -> Self:
        """Those that are not over."""
        return self.filter(ended_at__isnull=True)

    def not_seen_since(self, moment: datetime) -> Self:
        """Those of which nothing was seen any more after `moment`."""
        return self.filter(seen_at__lt=moment)


class Flood(models.Model):
    """One flood. It counts nothing and names nobody; the acts in it are those of the Portal itself."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=FloodKind.choices)
    began_at = models.DateTimeField(_("since"))
    seen_at = models.DateTimeField(_("last seen"))
    ended_at = models.DateTimeField(_("until"), null=True)

    objects = FloodQuerySet.as_manager()
    undeletable = True
    frozen_fields = ("kind", "began_at")
    database_rules = [Trigger("over_once", "UPDATE", "OLD.ended_at IS NOT NULL", "a flood that is over stays over")]

    class Meta:
        ordering = ["-began_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind"], condition=Q(ended_at__isnull=True), name="one_flood_of_a_kind_at_a_time"
            ),
            models.CheckConstraint(condition=Q(kind__in=FloodKind.values), name="a_flood_is_of_a_known_kind"),
            models.CheckConstraint(
                condition=Q(seen_at__gte=F("began_at")) & (Q(ended_at__isnull=True) | Q(ended_at__gte=F("began_at"))),
                name="a_flood_ends_after_its_start",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
