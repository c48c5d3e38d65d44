"""What the Compliance & Ethics office writes for whoever works a case: drafted, published by its head, in versions."""

import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.moves import Move
from accounts.roles import Office, Role
from cases.states.report import AnswerState


class OfficeTextQuerySet(models.QuerySet[Any]):
    def visible_to(self, person: Person | None) -> Self:
        """Drafts and old versions are for the office that edits them; other offices read what is in use."""
        if person is None:
            return self.none()
        if edits_office_texts(person):
            return self.all()
        return self.published() if person.roles & self.model.readers else self.none()

    def locked(self, pk: uuid.UUID, *, by: Person) -> Any:
        """The text, locked, if `by` may see it. Raises `DoesNotExist`."""
        return self.visible_to(by).select_for_update(of=("self",)).get(pk=pk)

    def published(self) -> Self:
        """In use today."""
        return self.filter(published_at__isnull=False, retired_at__isnull=True)


def edits_office_texts(person: Person) -> bool:
    """The Compliance & Ethics office writes them; its head publishes and retires."""
    return Role.ETHICS_OFFICER in person.roles or Office.ETHICS_OFFICE in person.offices


class OfficeText(models.Model):
    """One version of one text. It tells nothing of any case, so it lies in clear.

    A published one never changes: editing it begins the next version, which takes its place when it is published.
    """

    # Who reads what is in use, besides the office that writes it.
    readers: ClassVar[frozenset[Role]]
    # The URL namespace of its moves, and the page that lists these texts.
    namespace: ClassVar[str]
    list_name: ClassVar[str]

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=120)
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="later_versions")
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    published_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    retired_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)

    undeletable = True

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> str:
        if self.retired_at:
            return AnswerState.RETIRED.value
        return AnswerState.PUBLISHED.value if self.published_at else AnswerState.DRAFT.value

    def relations(self, person: Person) -> frozenset[str]:
        """How `person` stands to this text; the workflow table says what follows."""
        held = {"editor": edits_office_texts(person), "head": Role.ETHICS_OFFICER in person.roles}
        return frozenset(relation for relation, holds in held.items() if holds)

    def get_absolute_url(self) -> str:
        return reverse(self.list_name)

    def move_url(self, move: Move) -> str:
        return reverse(f"{self.namespace}:{move.verb}", args=[self.pk])
