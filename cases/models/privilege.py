"""What counsel's privilege covers: a case, a note or a file, who directed it, since when and why."""

import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Person
from accounts.moves import Move
from audit.rules import Trigger
from cases.models.case import Case
from cases.states.case_file import PrivilegeKind, PrivilegeState
from vault.fields import SealedTextField
from vault.models import SealedModel, SealedQuerySet


class PrivilegeQuerySet(SealedQuerySet["Privilege"]):
    def standing(self) -> Self:
        """Those that cover something now, also while somebody doubts them."""
        return self.exclude(state=PrivilegeState.LIFTED)

    def locked(self, pk: uuid.UUID, *, by: Person) -> "Privilege":
        """The privilege, locked with its case, if `by` may see that now. Raises `Case.DoesNotExist`."""
        case = Case.objects.locked(self.get(pk=pk).case_id, by=by)
        found: Privilege = self.select_for_update(of=("self",)).get(pk=pk)
        found.case = case
        return found


class Privilege(SealedModel):
    """One thing of a case that was made at counsel's direction (DECISIONS 56). Lifted by two people, never deleted.

    `thing` is the id of the row that `kind` speaks of, so that whatever a case may hold can be privileged.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="privileges")
    kind = models.CharField(_("what"), max_length=20, choices=PrivilegeKind.choices)
    thing = models.UUIDField()
    state = models.CharField(max_length=10, choices=PrivilegeState.choices, default=PrivilegeState.STANDING)
    directed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("directed by"))
    since_on = models.DateField(_("since"))
    # What the log says of it without saying what it says.
    description = SealedTextField(_("description"))
    reason = SealedTextField(_("why"))
    set_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    doubted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    doubted_at = models.DateTimeField(null=True)
    doubt = SealedTextField(_("why it may be lifted"), blank=True)
    lifted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)

    objects = PrivilegeQuerySet.as_manager()
    undeletable = True
    frozen_fields = ("case", "kind", "thing", "directed_by", "since_on", "description", "reason", "set_by", "set_at")
    database_rules = [
        Trigger(
            "lifted_for_good",
            "UPDATE",
            "OLD.state = 'LIFTED' AND (NEW.state <> OLD.state OR NEW.lifted_by_id <> OLD.lifted_by_id "
            "OR NEW.doubted_by_id <> OLD.doubted_by_id)",
            "a privilege that was lifted stays lifted",
        ),
    ]

    class Meta:
        ordering = ["set_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PrivilegeKind.values), name="a_privilege_covers_a_known_kind"),
            models.CheckConstraint(
                condition=~Q(kind="CASE") | Q(thing=F("case")), name="a_privileged_case_is_the_case_itself"
            ),
            models.UniqueConstraint(
                fields=["kind", "thing"], condition=~Q(state="LIFTED"), name="a_thing_is_privileged_once"
            ),
            who_and_when("doubted", name="a_doubted_privilege_says_who_and_when"),
            who_and_when("lifted", name="a_lifted_privilege_says_who_and_when"),
            models.CheckConstraint(
                condition=Q(state="STANDING", doubted_at__isnull=True, lifted_at__isnull=True)
                | Q(state="DOUBTED", doubted_at__isnull=False, lifted_at__isnull=True)
                | Q(state="LIFTED", doubted_at__isnull=False, lifted_at__isnull=False) & ~Q(lifted_by=F("doubted_by")),
                name="two_people_lift_a_privilege",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def relations(self, person: Person) -> frozenset[str]:
        """Those of the case, and who asked for the lifting."""
        return self.case.relations(person) | ({"doubter"} if person.pk == self.doubted_by_id else frozenset())

    def move_url(self, move: Move) -> str:
        return reverse(f"cases:{move.verb}", args=[self.case.reference, self.pk])
