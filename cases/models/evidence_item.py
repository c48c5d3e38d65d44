"""The register of evidence: things and files, through whose hands they went, and whether a file is still the same."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.moves import Move
from cases.models.case import Case
from cases.models.evidence import Attachment
from cases.models.task import of_case_or_merged
from cases.states.evidence import CustodyKind
from vault.fields import SealedTextField
from vault.models import SealedFile, SealedModel, SealedQuerySet
from vault.states import FileState
from vault.uncleaned import FileToClean


class EvidenceItemQuerySet(SealedQuerySet["EvidenceItem"]):
    def of_case(self, case: Case) -> Self:
        """Those of a case that was loaded in scope, and of what was merged into it."""
        return self.filter(of_case_or_merged(case))


class EvidenceItem(SealedModel):
    """One registered piece of evidence, as it was registered, for good. What happens to it is a row of its own.

    A physical thing has no file. A file came with a report, or was added here; its SHA-256 is written down once.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="evidence")
    number = models.PositiveSmallIntegerField()
    description = SealedTextField(_("what it is"))
    source = SealedTextField(_("where it comes from"))
    collected_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("collected by"))
    collected_at = models.DateTimeField(_("collected"))
    collected_where = SealedTextField(_("where it was collected"))
    # The file of a report that this is, where it came that way.
    attachment = models.ForeignKey(Attachment, models.PROTECT, null=True, related_name="+")
    file = models.ForeignKey(SealedFile, models.PROTECT, null=True, related_name="+")
    sha256 = SealedTextField(limit=64, blank=True)
    registered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()

    objects = EvidenceItemQuerySet.as_manager()
    append_only = True

    class Meta:
        ordering = ["case", "number"]
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="evidence_of_a_case_is_numbered"),
            models.CheckConstraint(
                condition=Q(attachment__isnull=True) | Q(file__isnull=False), name="a_file_of_a_report_is_a_file"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("cases:evidence_item", args=[self.case.reference, self.pk])

    def move_url(self, move: Move) -> str:
        return reverse(f"cases:{move.verb}", args=[self.case.reference, self.pk])

    def relations(self, person: Person) -> frozenset[str]:
        """Those of the case."""
        return self.case.relations(person)

    @property
    def state(self) -> str:
        """A thing or a file: only a file can be looked at and checked."""
        return "FILE" if self.file_id else "THING"

    @property
    def mark(self) -> str:
        """What is written on a label: `E-3`."""
        return f"E-{self.number}"


class EvidenceCopyQuerySet(models.QuerySet["EvidenceCopy"]):
    def waiting(self) -> "EvidenceCopyQuerySet":
        """Those that nobody has cleaned yet, the oldest first; what was shredded meanwhile is left alone."""
        waiting = self.filter(state=FileState.WAITING, item__file__data_key__destroyed_on__isnull=True)
        return waiting.order_by("added_on", "id")


class EvidenceCopy(FileToClean):
    """The clean copy of a file that was added as evidence: what is looked at, while the file itself stays sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.OneToOneField(EvidenceItem, models.PROTECT, related_name="copy")
    added_on = models.DateField()

    objects = EvidenceCopyQuerySet.as_manager()
    undeletable = True
    frozen_fields = ("item", "added_on")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=FileState.WAITING, clean_file__isnull=True, held_because="")
                | Q(state=FileState.CLEANED, clean_file__isnull=False, held_because="")
                | (Q(state=FileState.HELD, clean_file__isnull=True) & ~Q(held_because="")),
                name="a_copy_waits_or_is_clean_or_is_held_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["added_on", "id"], name="copies_waiting", condition=Q(state="WAITING"))]

    def __str__(self) -> str:
        return str(self.pk)


class CustodyEntry(SealedModel):
    """One link of the chain of custody. A mistake is put right by the next one, never by a change."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(EvidenceItem, models.PROTECT, related_name="custody")
    # Links of one moment keep their order.
    position = models.PositiveSmallIntegerField()
    kind = models.CharField(_("what happened"), max_length=12, choices=CustodyKind.choices)
    happened_at = models.DateTimeField(_("when"))
    handed_by = SealedTextField(_("from whom"), blank=True)
    held_by = SealedTextField(_("who has it now"))
    place = SealedTextField(_("where it is now"))
    words = SealedTextField(_("remark"), blank=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=CustodyKind.values), name="custody_is_of_a_known_kind"),
            models.UniqueConstraint(fields=["item", "position"], name="a_chain_of_custody_is_in_order"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class IntegrityCheck(SealedModel):
    """Somebody had the stored file read again: whether its SHA-256 is the one that was written down."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(EvidenceItem, models.PROTECT, related_name="checks")
    is_same = models.BooleanField()
    # What was found; nothing where the file could not be read.
    sha256 = SealedTextField(limit=64, blank=True)
    checked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    checked_at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["-checked_at", "id"]

    def __str__(self) -> str:
        return str(self.pk)
