"""Two cases that are one matter: one goes on, the other ends in it, until that is undone."""

import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Person
from accounts.moves import Move
from audit.rules import Trigger
from cases.models.case import Case
from cases.states.case import CaseState
from vault.fields import SealedTextField
from vault.models import SealedModel, SealedQuerySet

# While the surviving case is worked, a merge can be undone: at the closing desk and after closing it is settled.
WORKED = frozenset({CaseState.TRIAGE.value, CaseState.INVESTIGATION.value})


class MergeQuerySet(SealedQuerySet["Merge"]):
    def standing(self) -> "MergeQuerySet":
        """Not undone."""
        return self.filter(unmerged_at__isnull=True)

    def of(self, case: Any) -> "MergeQuerySet":
        """Those with `case`, or an outer row, at either end."""
        return self.filter(Q(source=case) | Q(target=case))

    def visible_to(self, person: Person | None) -> "MergeQuerySet":
        """Merges of two cases that `person` may both know of. Narrow the merges first, as with `CaseLink`."""
        pairs = list(self.values_list("source", "target"))
        ends = {pk for pair in pairs for pk in pair}
        visible = set(Case.objects.visible_to(person).filter(pk__in=ends).values_list("pk", flat=True))
        return self.filter(source__in=visible, target__in=visible)


class Merge(SealedModel):
    """One case went into another, with a reason. Undone with another reason, never deleted.

    It has a key of its own, and neither trail names the other case: whoever may read one alone learns of no other.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    source = models.ForeignKey(Case, models.PROTECT, related_name="merges")
    target = models.ForeignKey(Case, models.PROTECT, related_name="merges_into")
    reason = SealedTextField(_("reason"))
    merged_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    merged_at = models.DateTimeField()
    # As the merged case was, for the undoing; and the parties that the surviving one had before.
    state_before = models.CharField(max_length=20, choices=CaseState.choices)
    assignee_before = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    parties_there = models.JSONField(default=list)
    unmerged_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    unmerged_at = models.DateTimeField(null=True)
    unmerge_reason = SealedTextField(blank=True)

    objects = MergeQuerySet.as_manager()
    undeletable = True
    frozen_fields = (
        "source", "target", "reason", "merged_by", "merged_at", "state_before", "assignee_before", "parties_there",
    )  # fmt: skip
    database_rules = [
        Trigger(
            "undone_once",
            "UPDATE",
            "OLD.unmerged_at IS NOT NULL",
            "a merge that was undone stays undone",
        ),
        Trigger(
            "undone_as_a_whole",
            "UPDATE",
            "NEW.unmerged_at IS NOT NULL AND (EXISTS (SELECT 1 FROM cases_case c "
            "WHERE c.id = NEW.source_id AND c.merged_into_id IS NOT NULL) "
            "OR EXISTS (SELECT 1 FROM cases_report r WHERE r.came_with_id = NEW.id))",
            "a merge is undone when the case stands and has its reports again",
        ),
    ]

    class Meta:
        ordering = ["-merged_at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(source=F("target")), name="a_merge_has_two_ends"),
            models.CheckConstraint(condition=Q(state_before__in=sorted(WORKED)), name="what_is_merged_was_worked"),
            models.UniqueConstraint(
                fields=["source"], condition=Q(unmerged_at__isnull=True), name="a_case_is_merged_once_at_a_time"
            ),
            who_and_when("unmerged", name="an_undone_merge_says_who_and_when"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_settled(self) -> bool:
        """Stands, and can't be undone as long as the surviving case is not worked."""
        return self.unmerged_at is None and self.target.state not in WORKED

    @property
    def state(self) -> str:
        if self.unmerged_at:
            return "UNDONE"
        return "SETTLED" if self.is_settled else "STANDING"

    def relations(self, person: Person) -> frozenset[str]:
        """Those of the surviving case; whoever may not see both finds no merge."""
        return self.target.relations(person)

    def move_url(self, move: Move) -> str:
        return reverse(f"cases:{move.verb}", args=[self.target.reference, self.pk])
