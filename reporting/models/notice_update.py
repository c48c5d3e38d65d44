"""What has happened to a matter since the committee was told of it: one row for each member and happening."""

import uuid

from django.db import models
from django.db.models import Q

from reporting.models.committee_notice import CommitteeNotice
from reporting.states import UpdateKind


class NoticeUpdate(models.Model):
    """That a member was told how a matter moved on. It points to its source and holds no word of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notice = models.ForeignKey(CommitteeNotice, models.PROTECT, related_name="updates")
    kind = models.CharField(max_length=20, choices=UpdateKind.choices)
    source_id = models.UUIDField()
    # Of what arrived without an hour, the start of its day.
    happened_at = models.DateTimeField()
    told_at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["happened_at", "told_at", "id"]
        constraints = [
            # A case may be closed twice, and a finding made anew: that is told again.
            models.UniqueConstraint(
                fields=["notice", "kind", "source_id", "happened_at"], name="a_member_hears_once_of_an_update"
            ),
            models.CheckConstraint(condition=Q(kind__in=UpdateKind.values), name="an_update_has_a_known_kind"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
