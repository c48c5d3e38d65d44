"""What the company tells everybody: one person proposes it, the CCEO publishes it, the former one is kept."""

from typing import Any, Self

from django.db import models
from django.urls import reverse

from accounts.models import Person
from accounts.moves import Move
from accounts.roles import Role
from code_of_ethics.models.keepers import keeps_public_words
from code_of_ethics.states import PostedState


class PostedQuerySet(models.QuerySet[Any]):
    def published(self) -> Self:
        """What people are shown."""
        return self.filter(published_at__isnull=False, retired_at__isnull=True)

    def visible_to(self, person: Person) -> Self:
        """Those who keep them see the proposed and the retired ones too."""
        return self if keeps_public_words(person) else self.none()


class Posted(models.Model):
    """The life of such a row: proposed, published by a second person, and replaced or turned away for good."""

    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    published_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    # Replaced by a later one, or turned away.
    retired_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    @property
    def state(self) -> str:
        if self.retired_at:
            return PostedState.RETIRED.value
        return PostedState.PUBLISHED.value if self.published_at else PostedState.PROPOSED.value

    def relations(self, person: Person) -> frozenset[str]:
        """How `person` stands to this row; the workflow table says what follows."""
        held = {
            "keeper": keeps_public_words(person),
            "ethics_officer": Role.ETHICS_OFFICER in person.roles,
            "proposer": person.pk == self.proposed_by_id,
        }
        return frozenset(relation for relation, holds in held.items() if holds)

    def move_url(self, move: Move) -> str:
        return reverse(f"code_of_ethics:{move.verb}", args=[self.pk])
