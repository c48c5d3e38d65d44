"""When a member of the committee last looked, so that a page can say what is new."""

import uuid

from django.db import models
from django.db.models import F, Q

from accounts.models import Person


class CommitteeVisit(models.Model):
    """Two moments of one member: of this visit, and of the one before it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.OneToOneField(Person, models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()
    # Empty at the first visit: then everything is new.
    before_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(before_at__isnull=True) | Q(before_at__lte=F("seen_at")),
                name="a_visit_comes_after_the_one_before",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
