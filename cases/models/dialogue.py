"""What is said: with the reporter, and inside the office."""

import uuid
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Person
from accounts.moves import Move
from cases.models.doors import minimised
from cases.states.minimising import MinimisedText
from cases.states.report import Direction
from vault.fields import SealedTextField
from vault.models import SealedModel, SealedQuerySet

if TYPE_CHECKING:
    from cases.models.case import Case


class Message(SealedModel):
    """One message between the office and a reporter. To the reporter the office speaks, never a person.

    A reporter's message keeps its day only, and so does the reading of ours (DECISIONS 22, 28).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey("cases.Report", models.PROTECT, related_name="messages")
    direction = models.CharField(max_length=20, choices=Direction.choices)
    body = SealedTextField(_("message"))
    author = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    # The operator who wrote a reporter's word down in a call-back.
    taken_down_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    written_on = models.DateField()
    written_at = models.DateTimeField(null=True)
    # Messages of one day keep their order without a time.
    position = models.PositiveIntegerField()
    read_on = models.DateField(null=True)

    undeletable = True
    frozen_but = {"body": minimised(MinimisedText.MESSAGE, "body")}
    frozen_fields = ("report", "direction", "body", "author", "taken_down_by", "written_on", "written_at", "position")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["report", "position"], name="messages_of_a_report_are_in_order"),
            models.CheckConstraint(
                condition=Q(direction=Direction.FROM_REPORTER, author__isnull=True, written_at__isnull=True)
                | Q(direction=Direction.TO_REPORTER, author__isnull=False, written_at__isnull=False),
                name="a_reporters_message_has_no_author_and_no_time",
            ),
            models.CheckConstraint(
                condition=Q(taken_down_by__isnull=True) | Q(direction=Direction.FROM_REPORTER),
                name="only_a_reporters_word_is_taken_down",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_from_reporter(self) -> bool:
        return self.direction == Direction.FROM_REPORTER


class NoteQuerySet(SealedQuerySet["Note"]):
    def of_case(self, case: "Case") -> Self:
        """Those of a case that was loaded in scope, and of what was merged into it."""
        return self.filter(case__in=case.with_merged())


class Note(SealedModel):
    """A note for those who work the case. Retracted with a reason, never deleted. The Portal's own have no author."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="notes")
    body = SealedTextField(_("note"))
    author = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    written_at = models.DateTimeField()
    retracted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    retracted_at = models.DateTimeField(null=True)
    retraction_reason = SealedTextField(blank=True)

    objects = NoteQuerySet.as_manager()
    undeletable = True
    frozen_but = {"body": minimised(MinimisedText.NOTE, "body")}
    frozen_fields = ("case", "body", "author", "written_at")

    class Meta:
        ordering = ["-written_at", "id"]
        constraints = [
            who_and_when("retracted", name="a_retraction_has_an_author_and_a_time"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def state(self) -> str:
        return self.case.state

    def relations(self, person: Person) -> frozenset[str]:
        """Those of the case, and whether `person` wrote the note."""
        own = {"author"} if person.pk == self.author_id and self.retracted_at is None else set()
        return self.case.relations(person) | own

    def move_url(self, move: Move) -> str:
        return reverse(f"cases:{move.verb}", args=[self.case.reference, self.pk])
