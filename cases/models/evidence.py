"""Files that belong to a report."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Person
from accounts.moves import Move
from vault.fields import SealedTextField
from vault.models import SealedFile, SealedModel
from vault.sniffing import EXTENSIONS
from vault.states import FileState
from vault.uncleaned import FileToClean


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def waiting(self) -> "AttachmentQuerySet":
        """Those that nobody has cleaned yet, the oldest first; what was shredded meanwhile is left alone."""
        waiting = self.filter(state=FileState.WAITING, file__data_key__destroyed_on__isnull=True)
        return waiting.order_by("added_on", "id")


class Attachment(FileToClean):
    """A file that a reporter gave. Handlers see a neutral name; the original name is sealed with the file.

    Handlers get the clean copy. The original, and any file that can't be cleaned, is opened deliberately, after a
    warning that its hidden data may tell who made it, and for a written reason. Only days are kept: the cleaning
    follows the arrival so closely that its hour would be the reporter's.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey("cases.Report", models.PROTECT, related_name="attachments")
    message = models.ForeignKey("cases.Message", models.PROTECT, null=True, related_name="attachments")
    file = models.OneToOneField(SealedFile, models.PROTECT, related_name="+")
    neutral_name = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField()
    added_on = models.DateField()
    scanned_on = models.DateField(null=True)

    objects = AttachmentQuerySet.as_manager()
    undeletable = True
    frozen_fields = ("report", "file", "neutral_name", "added_on")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["report", "position"], name="files_of_a_report_are_in_order"),
            models.CheckConstraint(
                condition=Q(state=FileState.WAITING, clean_file__isnull=True, held_because="")
                | Q(state=FileState.CLEANED, clean_file__isnull=False, held_because="")
                | (Q(state=FileState.HELD, clean_file__isnull=True) & ~Q(held_because="")),
                name="a_file_waits_or_is_clean_or_is_held_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["added_on", "id"], name="files_waiting", condition=Q(state=FileState.WAITING)),
            models.Index(fields=["added_on"], name="files_by_day"),
        ]

    def __str__(self) -> str:
        return self.neutral_name

    @property
    def clean_name(self) -> str:
        """The neutral name of the clean copy, which may be of another kind: a HEIC photograph becomes a JPEG."""
        stem = self.neutral_name.partition(".")[0]
        return with_extension(stem, self.clean_file.media_type) if self.clean_file else self.neutral_name

    def relations(self, person: Person) -> frozenset[str]:
        """Those of the case."""
        return self.report.case.relations(person)

    def move_url(self, move: Move) -> str:
        return reverse(f"cases:{move.verb}", args=[self.report.case.reference, self.pk])


def with_extension(stem: str, media_type: str) -> str:
    """A file name from what the file is, never from what its giver called it."""
    extension = EXTENSIONS.get(media_type)
    return f"{stem}.{extension}" if extension else stem


class OriginalOpening(SealedModel):
    """Somebody opened a file as it came: who, when and why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    attachment = models.ForeignKey(Attachment, models.PROTECT, related_name="openings")
    reason = SealedTextField()
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["-opened_at", "id"]

    def __str__(self) -> str:
        return str(self.pk)
