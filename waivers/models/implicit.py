"""Departures that nobody granted and about which nothing was done: they could be implicit waivers."""

import uuid

from django.db import models
from django.db.models import F, Q


class ImplicitWaiver(models.Model):
    """That nothing was done in time about a departure of somebody covered, which stands in another app's record.

    Form 8-K Item 5.05: a failure to act within a reasonable time on a material departure made known to an executive
    officer is an implicit waiver. The row names neither the person nor the provision: whoever may see the record reads
    them there, and to others it tells nothing.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # What it is about: a model's label such as `cases.case`, and the row. This app looks at neither.
    source_kind = models.CharField(max_length=100)
    source_id = models.UUIDField()
    days = models.PositiveSmallIntegerField()
    noticed_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    undeletable = True
    frozen_fields = ("source_kind", "source_id", "days", "noticed_at")

    class Meta:
        ordering = ["-noticed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["source_kind", "source_id"],
                condition=Q(ended_at__isnull=True),
                name="one_implicit_waiver_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("noticed_at")),
                name="an_implicit_waiver_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
