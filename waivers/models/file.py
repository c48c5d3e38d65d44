"""Files of a request, of a question and its answer, and the minutes of the Board."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.models import Person
from audit.rules import Trigger
from vault.models import SealedFile
from vault.sniffing import EXTENSIONS
from vault.states import FileState
from vault.uncleaned import FileToClean
from waivers.models.clarification import Clarification
from waivers.models.waiver import Waiver
from waivers.states import FilePart

REQUESTED = "EXISTS (SELECT 1 FROM waivers_waiver w WHERE w.id = {row}.waiver_id AND w.requested_at IS NOT NULL)"


class WaiverFileQuerySet(models.QuerySet["WaiverFile"]):
    def readable(self, *, with_minutes: bool) -> "WaiverFileQuerySet":
        """Those of a request that was loaded in scope; the Board's minutes only for those who read deliberations."""
        joined = self.select_related("file__data_key", "clean_file__data_key", "added_by")
        return joined if with_minutes else joined.exclude(part=FilePart.MINUTES)

    def waiting(self) -> "WaiverFileQuerySet":
        """Those that nobody has cleaned yet, the oldest first; what was shredded meanwhile is left alone."""
        waiting = self.filter(state=FileState.WAITING, file__data_key__destroyed_on__isnull=True)
        return waiting.order_by("added_at", "id")


class WaiverFile(FileToClean):
    """One file as it was given, sealed under the waiver's key, and its clean copy once there is one.

    Readers get the clean copy. The file as it came, and any that can't be cleaned, is opened after a warning.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    waiver = models.ForeignKey(Waiver, models.PROTECT, related_name="files")
    part = models.CharField(max_length=8, choices=FilePart.choices)
    clarification = models.ForeignKey(Clarification, models.PROTECT, null=True, related_name="files")
    file = models.OneToOneField(SealedFile, models.PROTECT, related_name="+")
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_at = models.DateTimeField()

    objects = WaiverFileQuerySet.as_manager()

    frozen_fields = ("waiver", "part", "clarification", "file", "added_by", "added_at")
    database_rules = [
        Trigger(
            "of_a_draft",
            "INSERT",
            f"NEW.part = 'REQUEST' AND {REQUESTED.format(row='NEW')}",
            "what was requested gets no more files",
        ),
        Trigger("stays", "DELETE", REQUESTED.format(row="OLD"), "what was sent with a request stays"),
    ]

    class Meta:
        ordering = ["added_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(part__in=[FilePart.QUESTION, FilePart.ANSWER], clarification__isnull=False)
                | Q(part__in=[FilePart.REQUEST, FilePart.MINUTES], clarification__isnull=True),
                name="a_file_of_a_question_says_which",
            ),
            models.CheckConstraint(
                condition=Q(state=FileState.WAITING, clean_file__isnull=True, held_because="")
                | Q(state=FileState.CLEANED, clean_file__isnull=False, held_because="")
                | (Q(state=FileState.HELD, clean_file__isnull=True) & ~Q(held_because="")),
                name="a_waivers_file_waits_or_is_clean_or_is_held",
            ),
        ]
        indexes = [models.Index(fields=["added_at", "id"], name="waiver_files_waiting", condition=Q(state="WAITING"))]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def clean_name(self) -> str:
        """The name of the clean copy, which may be of another kind: a HEIC photograph becomes a JPEG."""
        name = str(self.file.name)
        if self.clean_file is None or self.clean_file.media_type == self.file.media_type:
            return name
        stem, extension = name.rpartition(".")[0] or name, EXTENSIONS.get(self.clean_file.media_type)
        return f"{stem}.{extension}" if extension else stem

    def get_absolute_url(self) -> str:
        return reverse("waivers:file", args=[self.waiver.reference, self.pk])
