"""A passage that is irrelevant personal data, proposed for removal by one and removed by another (DECISIONS 57)."""

import uuid
from typing import Self

from django.db import models
from django.db.models import F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Person
from accounts.moves import Move
from audit.rules import Trigger
from cases.models.case import Case
from cases.states.minimising import MinimisedText, MinimisingReason, MinimisingState
from vault.fields import SealedTextField
from vault.models import SealedModel, SealedQuerySet


class MinimisingQuerySet(SealedQuerySet["Minimising"]):
    def of_case(self, case: Case | OuterRef) -> Self:
        """Those of a case, which may be a column of the row asked about, and of what was merged into it."""
        return self.filter(Q(case=case) | Q(case__merged_into=case))

    def locked(self, pk: uuid.UUID, *, by: Person) -> "Minimising":
        """The removal, locked with its case, if `by` may see that now. Raises `Case.DoesNotExist`."""
        case = Case.objects.locked(self.get(pk=pk).case_id, by=by)
        found: Minimising = self.select_for_update(of=("self",)).get(pk=pk)
        found.case = case
        return found


class Minimising(SealedModel):
    """The passage is sealed under a key of its own, which goes with it. Its keyed digest and the reason stay.

    `thing` is the id of the row that `kind` speaks of. `resealed` holds the new bytes of its text while, and only
    while, they are written there: it is the door in the database's rules (`cases.models.doors`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="minimisings")
    kind = models.CharField(_("where"), max_length=10, choices=MinimisedText.choices)
    thing = models.UUIDField()
    state = models.CharField(max_length=10, choices=MinimisingState.choices, default=MinimisingState.PROPOSED)
    passage = SealedTextField(_("words to remove"))
    passage_digest = models.CharField(max_length=64)
    reason = models.CharField(_("reason"), max_length=10, choices=MinimisingReason.choices)
    resealed = models.BinaryField(null=True)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    objects = MinimisingQuerySet.as_manager()
    undeletable = True
    frozen_fields = (
        "case", "kind", "thing", "passage", "passage_digest", "reason", "proposed_by", "proposed_at",
    )  # fmt: skip
    database_rules = [
        Trigger("begins_proposed", "INSERT", "NEW.state <> 'PROPOSED'", "a removal is proposed first"),
        Trigger(
            "opens_once",
            "UPDATE",
            "OLD.state <> 'PROPOSED' AND (NEW.state <> OLD.state OR NEW.resealed IS NOT NULL)",
            "the door that a removal opens is shut for good",
        ),
    ]

    class Meta:
        ordering = ["-proposed_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=MinimisedText.values), name="a_removal_is_from_a_known_text"),
            models.CheckConstraint(condition=Q(reason__in=MinimisingReason.values), name="a_removal_has_a_reason"),
            models.CheckConstraint(
                condition=Q(resealed__isnull=True) | Q(state=MinimisingState.DONE), name="only_a_removal_opens_the_door"
            ),
            who_and_when("settled", name="a_settled_removal_says_who_and_when"),
            models.CheckConstraint(
                condition=Q(state=MinimisingState.PROPOSED, settled_at__isnull=True)
                | Q(state=MinimisingState.DROPPED, settled_at__isnull=False)
                | Q(state=MinimisingState.DONE, settled_at__isnull=False) & ~Q(settled_by=F("proposed_by")),
                name="two_people_remove_a_passage",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def relations(self, person: Person) -> frozenset[str]:
        """Those of the case, and who proposed it."""
        return self.case.relations(person) | ({"proposer"} if person.pk == self.proposed_by_id else frozenset())

    def move_url(self, move: Move) -> str:
        return reverse(f"cases:{move.verb}", args=[self.case.reference, self.pk])
