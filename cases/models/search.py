"""What a case can be found by, and the views of the queue that people keep."""

import secrets
import uuid
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from cases.models.case import Case
from cases.states.search import SearchSource
from vault.fields import SealedTextField
from vault.models import SealedModel, SealedQuerySet
from vault.tokens import TokensField

# How many random bits stand behind the day of a row.
RANDOM_BITS = 43


def entry_id(on: date) -> int:
    """An id that sorts by day and tells no hour: rows of one day stand in no order (DECISIONS 22)."""
    return on.toordinal() << RANDOM_BITS | secrets.randbits(RANDOM_BITS)


class SearchEntryQuerySet(models.QuerySet["SearchEntry"]):
    def visible_to(self, person: Person | None) -> "SearchEntryQuerySet":
        """Entries of the cases that `person` may know of. Every source is read on a page of its case by all of them.

        Whatever only some of a case's readers may read must be cut out here; such a thing is not indexed today.
        """
        return self.filter(case__in=Case.objects.visible_to(person).order_by().values("pk"))


class SearchEntry(models.Model):
    """The keyed hashes of the words of one row: of a case, or of what was told, written or kept in it.

    They say nothing without the vault's secret, and they go when the row's key is destroyed. The id sorts by the day
    on which the row was written, so that the newest hits need no sorting.
    """

    id = models.BigAutoField(primary_key=True)
    case = models.ForeignKey(Case, models.CASCADE, related_name="search_entries")
    source = models.CharField(max_length=20, choices=SearchSource.choices)
    source_id = models.UUIDField()
    tokens = TokensField()

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source_id", "source"], name="a_row_is_indexed_once")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def written_on(self) -> date:
        """The day on which the row was written."""
        return date.fromordinal(self.pk >> RANDOM_BITS)


class QueueViewQuerySet(SealedQuerySet["QueueView"]):
    def of(self, person: Person) -> "QueueViewQuerySet":
        """One's own; nobody sees another's."""
        return self.filter(owner=person).order_by("position", "pk")


class QueueView(SealedModel):
    """A narrowing of the queue that somebody keeps under a name of their own. The name may say anything: sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Person, models.PROTECT, related_name="queue_views")
    name = SealedTextField(_("name"), limit=60)
    # Field and chosen code, as the address of the queue has them; never words.
    filters = models.JSONField(default=dict)
    is_default = models.BooleanField(default=False)
    position = models.PositiveIntegerField()

    objects = QueueViewQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "position"], name="queue_views_are_in_order"),
            models.UniqueConstraint(fields=["owner"], condition=Q(is_default=True), name="one_queue_view_is_default"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
