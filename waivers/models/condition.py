"""What a granted waiver depends on, given to somebody until a day."""

import uuid
from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.moves import Move
from audit.rules import Trigger
from vault.fields import SealedTextField
from vault.models import SealedModel, SealedQuerySet
from waivers.models.waiver import Waiver
from waivers.states import ConditionState

OVER = (ConditionState.KEPT, ConditionState.BROKEN)
NOT_GRANTED = "EXISTS (SELECT 1 FROM waivers_waiver w WHERE w.id = NEW.waiver_id AND w.outcome <> 'GRANTED')"


class ConditionQuerySet(SealedQuerySet["Condition"]):
    def visible_to(self, person: Person) -> "ConditionQuerySet":
        """Those whom it was given to, and whoever may see the waiver."""
        return self.filter(Q(owner=person) | Q(waiver__in=Waiver.objects.visible_to(person)))

    def locked(self, pk: uuid.UUID, *, by: Person) -> "Condition":
        """The row, locked, for somebody who may see it. Raises `DoesNotExist` otherwise."""
        found = self.visible_to(by).values("pk").filter(pk=pk)
        return self.with_waiver().select_for_update(of=("self",)).get(pk__in=found)

    def with_waiver(self) -> "ConditionQuerySet":
        return self.select_related(
            "data_key", "owner", "waiver__requester", "waiver__beneficiary__entity", "waiver__provision"
        )


class Condition(SealedModel):
    """One condition of one granted waiver: what is to be kept, by whom, and until when. Sealed under the waiver's key.

    Its owner reads what was written for them and nothing of the waiver, unless they may see that anyway.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    waiver = models.ForeignKey(Waiver, models.PROTECT, related_name="duties")
    text = SealedTextField()
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("owner"))
    due_on = models.DateField(_("due"))
    state = models.CharField(_("state"), max_length=10, choices=ConditionState.choices, default=ConditionState.OPEN)
    set_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    report = SealedTextField(null=True)
    reported_at = models.DateTimeField(null=True)
    closing = SealedTextField(null=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    # Said by `insider.not_told_of_its_waiver()`.
    is_not_told: bool

    objects = ConditionQuerySet.as_manager()

    undeletable = True
    frozen_fields = ("waiver", "text", "owner", "due_on", "set_by", "set_at")
    database_rules = [
        Trigger("of_a_grant", "INSERT", NOT_GRANTED, "only a granted waiver has conditions"),
        Trigger(
            "final_states",
            "UPDATE",
            "OLD.state IN ('KEPT', 'BROKEN') AND NEW.state <> OLD.state",
            "a condition that is over stays over",
        ),
    ]

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(Q(closed_by__isnull=True, closed_at__isnull=True), ~Q(state__in=OVER))
                | Q(state__in=OVER, closed_by__isnull=False, closed_at__isnull=False, closing__isnull=False),
                name="a_condition_that_is_over_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(closed_by__isnull=True) | ~Q(closed_by=F("owner")),
                name="nobody_confirms_their_own_condition",
            ),
            models.CheckConstraint(
                condition=Q(reported_at__isnull=True, report__isnull=True)
                | Q(reported_at__isnull=False, report__isnull=False),
                name="a_reported_condition_has_its_words",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[ConditionState.REPORTED, ConditionState.KEPT]) | Q(reported_at__isnull=False),
                name="a_kept_condition_was_reported",
            ),
        ]
        indexes = [models.Index(fields=["owner", "state", "due_on"], name="conditions_of_an_owner")]

    def relations(self, person: Person) -> frozenset[str]:
        """How `person` stands to this condition: its owner, or as they stand to the waiver."""
        own = {"owner"} if person.pk == self.owner_id else set()
        return self.waiver.relations(person) | own

    def clock_recipients(self) -> Iterable[Person]:
        """Who is reminded: the owner; whoever handles the waiver where they have left."""
        if not self.owner.has_left():
            return [self.owner]
        return Person.objects.holding(self.waiver.handling_role)

    def move_url(self, move: Move) -> str:
        return reverse(f"waivers:{move.verb}", args=[self.pk])

    def get_absolute_url(self) -> str:
        return reverse("waivers:condition", args=[self.pk])
