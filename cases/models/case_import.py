"""Old cases from a file: what was uploaded, which of it became which case, and who may know of it."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Job, Person, ReportingLine
from accounts.moves import Move
from accounts.roles import HEAD_OF, Role
from audit.rules import Trigger
from cases.models.case import Case
from cases.states.case import Queue
from cases.states.case_import import CaseImportState
from code_of_ethics.models import Topic
from vault.digests import keyed_digest
from vault.fields import SealedJSONField, SealedTextField
from vault.models import SealedModel, SealedQuerySet

# The queue without an office: its old cases are the chair's.
OF_THE_CHAIR = Queue.AUDIT_COMMITTEE_CHAIR.value


def kept_by(person: Person) -> list[str]:
    """Whose old cases they bring in: those of their offices, and the chair the chair's."""
    own = [office.value for office in person.offices]
    return [*own, OF_THE_CHAIR] if Role.AUDIT_COMMITTEE_CHAIR in person.roles else own


def mention_digest(person_id: uuid.UUID) -> str:
    """How a file keeps whom it may name: only whoever holds the key can compute it."""
    return keyed_digest("case-import-mention", str(person_id))


def old_reference_digest(old_reference: str) -> str:
    """How an old reference is recognised again, however it was typed."""
    return keyed_digest("old-reference", " ".join(old_reference.casefold().split()))


class CaseImportQuerySet(SealedQuerySet["CaseImport"]):
    def visible_to(self, person: Person | None) -> Self:
        """Those of one's own office, but for every file that may name oneself or whom one reports to.

        Whoever is named must not learn from the number of its rows that a case is missing.
        """
        if person is None:
            return self.none()
        return self.filter(Q(office__in=person.offices) | _of_the_chair(person)).exclude(_may_name(person))

    def locked(self, pk: uuid.UUID, *, by: Person) -> "CaseImport":
        """The import, locked, if `by` may see it now. Raises `CaseImport.DoesNotExist`."""
        visible = self.visible_to(by).select_related("table__data_key", "job")
        found: CaseImport = visible.select_for_update(of=("self",)).get(pk=pk)
        return found

    def to_take(self, at: datetime) -> Self:
        """Those that two people agreed on and that no running sweep has claimed, the oldest first."""
        free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=at)
        return self.filter(free, state=CaseImportState.RUNNING).order_by("confirmed_at", "id")


def second_people() -> list[list[Person]]:
    """Who agrees to the old cases of the committee's chair, who has no office: the heads of the two offices, either of
    them; where a file may name both, the members of the committee, one after the other (docs/adr/0030)."""
    chairs = Person.objects.holding(Role.AUDIT_COMMITTEE_CHAIR).order_by().values("pk")
    committee = Person.objects.holding(Role.AUDIT_COMMITTEE).exclude(pk__in=chairs)
    members = committee.as_they_joined(Role.AUDIT_COMMITTEE)
    return [list(Person.objects.holding(*HEAD_OF.values())), *([member] for member in members)]


def _of_the_chair(person: Person) -> Q:
    """The chair's files: all for the chair; for the second people those that wait, once nobody before them is free."""
    if Role.AUDIT_COMMITTEE_CHAIR in person.roles:
        return Q(office=OF_THE_CHAIR)
    if not person.roles & {Role.AUDIT_COMMITTEE, *HEAD_OF.values()}:
        return Q(pk__in=[])
    found = Q(office=OF_THE_CHAIR, submitted_at__isnull=False)
    for step in second_people():
        if person in step:
            return found
        for other in step:
            found &= Q(_may_name(other))
    return Q(pk__in=[])


def _may_name(person: Person) -> Exists:
    """Whether a file may name them, or whom they report to."""
    levels = settings.WALL_REPORTING_LEVELS
    above = ReportingLine.objects.filter(subordinate=person, depth__lte=levels).values_list("superior", flat=True)
    digests = [mention_digest(pk) for pk in {person.pk, *above}]
    return Exists(ImportMention.objects.filter(case_import=OuterRef("pk"), person_digest__in=digests))


class CaseImport(SealedModel):
    """A file of old cases. Looked at, agreed to by a second person, then taken over row by row by the clock."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=CaseImportState.choices, default=CaseImportState.DRAFT)
    # Whose old cases they are. Where each goes, the rules of routing say.
    office = models.CharField(_("office"), max_length=30, choices=Queue.choices)
    name = SealedTextField(_("file"), limit=200)
    # Which column of the file is which of `cases.import_columns.COLUMNS`: name → place.
    columns = models.JSONField(default=dict)
    sha256 = models.CharField(max_length=64)
    total = models.PositiveIntegerField()
    uploaded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    submitted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    submitted_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    job = models.OneToOneField(Job, models.PROTECT, null=True, related_name="+")
    claimed_until = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    objects = CaseImportQuerySet.as_manager()
    undeletable = True
    frozen_fields = ("office", "name", "sha256", "total", "uploaded_by", "uploaded_at")
    database_rules = [
        Trigger(
            "over_for_good",
            "UPDATE",
            "OLD.state IN ('DONE', 'DISCARDED') AND NEW.state <> OLD.state",
            "an import that is over is never begun again",
        ),
    ]

    class Meta:
        ordering = ["-uploaded_at", "id"]
        indexes = [
            models.Index(fields=["office", "-uploaded_at", "id"]),
            models.Index(fields=["confirmed_at", "id"], condition=Q(state="RUNNING"), name="imports_to_take"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=CaseImportState.values), name="an_import_of_cases_has_a_known_state"
            ),
            who_and_when("submitted", name="a_submitted_import_says_who_and_when"),
            who_and_when("confirmed", name="a_confirmed_import_says_who_and_when"),
            models.CheckConstraint(
                condition=~Q(state__in=["RUNNING", "DONE"]) | Q(confirmed_by__isnull=False, job__isnull=False),
                name="two_people_bring_old_cases_in",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | Q(submitted_by__isnull=False)
                & ~Q(confirmed_by=F("submitted_by"))
                & ~Q(confirmed_by=F("uploaded_by")),
                name="a_second_person_confirms_an_import",
            ),
            models.CheckConstraint(
                condition=Q(state="DONE", finished_at__isnull=False) | ~Q(state="DONE") & Q(finished_at__isnull=True),
                name="an_import_is_finished_or_not",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_running(self) -> bool:
        return self.state == CaseImportState.RUNNING

    @property
    def both(self) -> tuple[Person, Person]:
        """Who submitted it and who confirmed it. Raises `ValueError` before two people have agreed."""
        if self.submitted_by is None or self.confirmed_by is None:
            raise ValueError("two people agree before anything is brought in")
        return self.submitted_by, self.confirmed_by

    def relations(self, person: Person) -> frozenset[str]:
        is_own = self.office in kept_by(person)
        held = {
            "staff": is_own,
            # Whoever sees a file of the chair's and is not the chair is asked to agree.
            "second": self.office == OF_THE_CHAIR and not is_own,
            "uploader": person.pk == self.uploaded_by_id,
            "submitter": person.pk == self.submitted_by_id,
        }
        return frozenset(relation for relation, holds in held.items() if holds)

    def move_url(self, move: Move) -> str:
        return reverse(f"case_imports:{move.verb}", args=[self.pk])

    def get_absolute_url(self) -> str:
        return reverse("case_imports:case_import", args=[self.pk])


class ImportTable(SealedModel):
    """The headings and rows of a file, under a key of its own, which is destroyed as soon as nobody needs them.

    From then on only the cases hold what they said, and whoever shreds a case shreds all of it.
    """

    case_import = models.OneToOneField(CaseImport, models.PROTECT, primary_key=True, related_name="table")
    kind = models.CharField(max_length=4)
    content: Any = SealedJSONField()

    append_only = True

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def headings(self) -> list[str]:
        return list(self.content["headings"])

    @property
    def rows(self) -> list[list[str]]:
        return list(self.content["rows"])


class ImportMention(models.Model):
    """Somebody whom a file may name: they can't tell that it is there."""

    case_import = models.ForeignKey(CaseImport, models.PROTECT, related_name="mentions")
    person_digest = models.CharField(max_length=64)

    append_only = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case_import", "person_digest"], name="a_file_names_a_person_once")
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @classmethod
    def note(cls, case_import: CaseImport, people: Iterable[Person]) -> None:
        """Add whom the file may name; whoever was found before stays."""
        ImportMention.objects.bulk_create(
            [ImportMention(case_import=case_import, person_digest=mention_digest(person.pk)) for person in people],
            ignore_conflicts=True,
        )


class ImportedCase(models.Model):
    """One row of a file that two people agreed on, and the case that it became. No office brings one in twice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case_import = models.ForeignKey(CaseImport, models.PROTECT, related_name="imported_cases")
    office = models.CharField(max_length=30, choices=Queue.choices)
    number = models.PositiveIntegerField()
    old_reference_digest = models.CharField(max_length=64)
    # As it was understood when two people agreed: whatever happens to the topic's name afterwards.
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+")
    case = models.OneToOneField(Case, models.PROTECT, null=True, related_name="imported_as")

    undeletable = True
    frozen_fields = ("case_import", "office", "number", "old_reference_digest", "topic")
    database_rules = [
        Trigger(
            "became_one_case",
            "UPDATE",
            "OLD.case_id IS NOT NULL AND (NEW.case_id IS NULL OR NEW.case_id <> OLD.case_id)",
            "a row becomes one case, once",
        ),
    ]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["office", "old_reference_digest"], name="an_old_reference_is_brought_in_once"
            ),
            models.UniqueConstraint(fields=["case_import", "number"], name="a_row_is_brought_in_once"),
        ]
        indexes = [
            models.Index(fields=["case_import", "number"], condition=Q(case__isnull=True), name="rows_to_bring_in"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
