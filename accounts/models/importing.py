"""A directory that was uploaded, and changes of it that wait for a second person."""

import uuid

from django.db import models
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models.directory import Person
from accounts.moves import Move
from accounts.roles import CHANGE_APPROVERS, Role
from accounts.states import ChangeState, GuardedField, ImportState
from vault.fields import SealedTextField
from vault.models import SealedModel, SealedQuerySet


class DirectoryImport(SealedModel):
    """People from the company's own records, as they were uploaded. Looked at first, then taken over whole."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.DRAFT)
    # The rows as they were read, in the columns of `accounts.directory_files.COLUMNS`.
    content = SealedTextField()
    sha256 = models.CharField(max_length=64)
    uploaded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    taken_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    waiting = models.PositiveIntegerField(default=0)

    undeletable = True
    frozen_fields = ("content", "sha256", "uploaded_by", "uploaded_at")

    class Meta:
        ordering = ["-uploaded_at", "id"]
        indexes = [models.Index(fields=["-uploaded_at", "id"])]
        constraints = [
            who_and_when("taken", name="a_taken_import_says_who_and_when"),
            models.CheckConstraint(
                condition=Q(state="TAKEN", taken_at__isnull=False) | Q(state="DRAFT", taken_at__isnull=True),
                name="an_import_is_taken_or_not",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def relations(self, person: Person) -> frozenset[str]:
        return frozenset({"administrator"}) if Role.ADMINISTRATOR in person.roles else frozenset()

    def move_url(self, move: Move) -> str:
        return reverse(f"accounts:{move.verb}", args=[self.pk])

    def get_absolute_url(self) -> str:
        return reverse("accounts:take_directory", args=[self.pk])


class DirectoryChangeQuerySet(SealedQuerySet["DirectoryChange"]):
    def waiting(self) -> "QuerySet[DirectoryChange]":
        return self.filter(state=ChangeState.WAITING)


class DirectoryChange(SealedModel):
    """A change that would lower a wall or a class: it waits for the General Auditor or the Board secretary."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("person"))
    field = models.CharField(_("what"), max_length=30, choices=GuardedField.choices)
    # As it would be written: a name, the id of a manager or nothing, or nothing for a class that is taken away.
    wanted = SealedTextField(blank=True)
    state = models.CharField(max_length=10, choices=ChangeState.choices, default=ChangeState.WAITING)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = DirectoryChangeQuerySet.as_manager()
    undeletable = True
    frozen_fields = ("person", "field", "wanted", "proposed_by", "proposed_at")

    class Meta:
        ordering = ["proposed_at", "id"]
        indexes = [models.Index(fields=["state", "proposed_at", "id"])]
        constraints = [
            models.CheckConstraint(condition=Q(field__in=GuardedField.values), name="a_change_is_of_a_known_field"),
            who_and_when("decided", name="a_decided_change_says_who_and_when"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")) & ~Q(decided_by=F("person")),
                name="a_second_person_agrees_to_a_change",
            ),
            models.CheckConstraint(
                condition=Q(state="WAITING", decided_at__isnull=True)
                | Q(state__in=["AGREED", "DECLINED"], decided_at__isnull=False),
                name="a_change_waits_or_was_decided",
            ),
            models.UniqueConstraint(
                fields=["person", "field"], condition=Q(state="WAITING"), name="one_change_of_a_field_waits"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def relations(self, person: Person) -> frozenset[str]:
        """Who may agree; nobody to a change about themself, or about their own manager."""
        held = {
            "approver": bool(person.roles & CHANGE_APPROVERS),
            "proposer": person.pk == self.proposed_by_id,
            "concerned": person.pk == self.person_id,
        }
        return frozenset(relation for relation, holds in held.items() if holds)

    def move_url(self, move: Move) -> str:
        return reverse(f"accounts:{move.verb}", args=[self.pk])

    def get_absolute_url(self) -> str:
        return reverse("accounts:agree_to_change", args=[self.pk])
