"""An export of a case: who asked for it and why, what was left out, and the sealed files until they are removed."""

import uuid
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Job, Person
from accounts.moves import Move
from audit.rules import Trigger
from cases.models.case import Case
from cases.states.case_file import CaseFileState
from vault.fields import SealedJSONField, SealedTextField
from vault.models import SealedFile, SealedModel, SealedQuerySet


class CaseFileQuerySet(SealedQuerySet["CaseFile"]):
    def visible_to(self, person: Person | None) -> Self:
        """Those that `person` asked for themself, of the cases that they may see now."""
        if person is None:
            return self.none()
        return self.filter(asked_by=person, case__in=Case.objects.visible_to(person).values("pk"))

    def locked(self, pk: uuid.UUID, *, by: Person) -> "CaseFile":
        """The export, locked, if it is `by`'s own and they may see its case now. Raises `CaseFile.DoesNotExist`."""
        visible = self.filter(pk=pk).visible_to(by).select_related("case", "pdf__data_key", "archive__data_key")
        found: CaseFile = visible.select_for_update(of=("self",)).get()
        return found

    def to_make(self, at: datetime) -> Self:
        """Those that wait and that no running sweep has claimed, the oldest first."""
        free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=at)
        return self.filter(free, state=CaseFileState.WAITING).order_by("asked_at", "id")

    def to_remove(self, at: datetime) -> Self:
        """Those whose day is over."""
        return self.filter(state=CaseFileState.READY, expires_at__lte=at)


class CaseFile(SealedModel):
    """A case on paper. Its files lie sealed under the case's key for a day, for whoever asked for them alone.

    The row stays when they are removed: who took the case out of the Portal, when, why, and without what.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="case_files")
    state = models.CharField(max_length=10, choices=CaseFileState.choices, default=CaseFileState.WAITING)
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    reason = SealedTextField(_("reason"))
    is_redacted = models.BooleanField(_("with words hidden"))
    with_privileged = models.BooleanField(_("with what is privileged"), default=False)
    # The words and passages that are hidden (`cases.redaction.Choices`): they may be the names of people.
    choices = SealedJSONField(default=dict)
    job = models.OneToOneField(Job, models.PROTECT, related_name="+")
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    pdf = models.OneToOneField(SealedFile, models.PROTECT, null=True, related_name="+")
    archive = models.OneToOneField(SealedFile, models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    objects = CaseFileQuerySet.as_manager()
    undeletable = True
    frozen_fields = ("case", "asked_by", "asked_at", "reason", "is_redacted", "with_privileged", "choices", "job")
    database_rules = [
        Trigger(
            "over_for_good",
            "UPDATE",
            "OLD.state IN ('FAILED', 'REMOVED') AND NEW.state <> OLD.state",
            "an export that is over is never opened again",
        ),
    ]

    class Meta:
        ordering = ["-asked_at", "id"]
        indexes = [
            models.Index(fields=["asked_at", "id"], condition=Q(state="WAITING"), name="case_files_to_make"),
            models.Index(fields=["expires_at"], condition=Q(state="READY"), name="case_files_to_remove"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="READY", pdf__isnull=False, archive__isnull=False, made_at__isnull=False)
                & Q(expires_at__gt=models.F("made_at"))
                | ~Q(state="READY") & Q(pdf__isnull=True, archive__isnull=True),
                name="an_export_is_there_while_it_is_ready",
            ),
            models.CheckConstraint(condition=Q(state__in=CaseFileState.values), name="an_export_has_a_known_state"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_waiting(self) -> bool:
        return self.state == CaseFileState.WAITING

    @property
    def is_ready(self) -> bool:
        return self.state == CaseFileState.READY

    @property
    def has_failed(self) -> bool:
        return self.state == CaseFileState.FAILED

    @property
    def kind(self) -> str:
        """Whole or not, in words."""
        return str(_("With words hidden") if self.is_redacted else _("Whole"))

    def relations(self, person: Person) -> frozenset[str]:
        """Those of the case; its maker is who asked for it, while they work the case."""
        of_case = self.case.relations(person)
        works_it = of_case & {"staff", "head", "assignee"}
        return of_case | ({"maker"} if person.pk == self.asked_by_id and works_it else frozenset())

    def move_url(self, move: Move) -> str:
        return reverse(f"cases:{move.verb}", args=[self.case.reference, self.pk])

    def get_absolute_url(self) -> str:
        return reverse("cases:download_case_file", args=[self.case.reference, self.pk])
