"""What somebody can't affirm, and the talk about it: between them and one ethics office (DECISIONS 4)."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.moves import Move
from accounts.roles import Office
from code_of_ethics.models.affirmation import Affirmation
from code_of_ethics.states import ExceptionState
from vault.fields import SealedTextField
from vault.models import SealedModel, SealedQuerySet


class StatedExceptionQuerySet(SealedQuerySet):
    def open(self) -> "StatedExceptionQuerySet":
        return self.filter(affirmation__affirmed_at__isnull=True, affirmation__excused_at__isnull=True)

    def visible_to(self, person: Person) -> "StatedExceptionQuerySet":
        """Whoever said it, and the office that was told."""
        return self.filter(Q(affirmation__person=person) | Q(office__in=person.offices))

    def locked(self, pk: uuid.UUID, *, by: Person) -> Any:
        """The row, locked, for somebody who may see it. Raises `DoesNotExist` otherwise."""
        joined = self.visible_to(by).select_related("affirmation__campaign", "affirmation__person")
        return joined.select_for_update(of=("self",)).get(pk=pk)


class StatedException(SealedModel):
    """What somebody could not affirm, in their words, under a key of its own; the first message of a talk."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    affirmation = models.OneToOneField(Affirmation, models.PROTECT, related_name="exception")
    text = SealedTextField()
    stated_at = models.DateTimeField()
    office = models.CharField(_("office"), max_length=20, choices=Office.choices, default=Office.ETHICS_OFFICE)

    objects = StatedExceptionQuerySet.as_manager()

    undeletable = True
    frozen_fields = ("affirmation", "text", "stated_at", "office")

    @property
    def state(self) -> str:
        settled = self.affirmation.affirmed_at or self.affirmation.excused_at
        return ExceptionState.SETTLED.value if settled else ExceptionState.OPEN.value

    @property
    def state_label(self) -> str:
        return str(ExceptionState(self.state).label)

    def relations(self, person: Person) -> frozenset[str]:
        """How `person` stands to this talk; the workflow table says what follows."""
        held = {"self": person.pk == self.affirmation.person_id, "office": self.office in person.offices}
        return frozenset(relation for relation, holds in held.items() if holds)

    def move_url(self, move: Move) -> str:
        return reverse(f"code_of_ethics:{move.verb}", args=[self.pk])

    def get_absolute_url(self) -> str:
        return reverse("code_of_ethics:exception", args=[self.pk])


class ExceptionMessage(SealedModel):
    """One message of that talk."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exception = models.ForeignKey(StatedException, models.PROTECT, related_name="messages")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = SealedTextField()
    written_at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["written_at", "id"]
