"""What people disclose about themselves: conflicts of interest, gifts, outside interests. Reviewed, and renewed."""

import uuid
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.moves import Move
from accounts.roles import Office
from audit.rules import Trigger
from code_of_ethics.models.affirmation import Affirmation
from code_of_ethics.states import DECISIONS, UNTIL_A_DAY, DeclarationKind, DeclarationState
from vault.fields import SealedTextField
from vault.models import SealedModel, SealedQuerySet

RENEWED_BEFORE = timedelta(days=30)
LONGEST = timedelta(days=366)  # what was allowed is looked at again every year


class DeclarationQuerySet(SealedQuerySet):
    def of(self, person: Person) -> "DeclarationQuerySet":
        return self.filter(person=person)

    def visible_to(self, person: Person) -> "DeclarationQuerySet":
        """Whoever disclosed it, and the office that reviews it. Managers never see it."""
        return self.filter(Q(person=person) | Q(office__in=person.offices))

    def to_review(self, person: Person) -> "DeclarationQuerySet":
        """Those that wait for `person`'s office; nobody reviews their own."""
        return self.filter(state=DeclarationState.SUBMITTED, office__in=person.offices).exclude(person=person)

    def to_renew(self, on: date) -> "DeclarationQuerySet":
        """Allowed until a day that is near or past, and not renewed."""
        return self.filter(state__in=UNTIL_A_DAY, expires_on__lte=on + RENEWED_BEFORE, renewal__isnull=True)

    def locked(self, pk: uuid.UUID, *, by: Person) -> Any:
        """The row, locked, for somebody who may see it. Raises `DoesNotExist` otherwise."""
        return self.visible_to(by).select_related("person").select_for_update(of=("self",)).get(pk=pk)


class Declaration(SealedModel):
    """One disclosure of one's own, in one's own words, with what the office decided about it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="declarations")
    # Where it was made while affirming.
    affirmation = models.ForeignKey(Affirmation, models.PROTECT, null=True, related_name="declarations")
    kind = models.CharField(_("kind"), max_length=20, choices=DeclarationKind.choices)
    text = SealedTextField()
    office = models.CharField(_("office"), max_length=20, choices=Office.choices)
    declared_at = models.DateTimeField()
    renews = models.OneToOneField("self", models.PROTECT, null=True, related_name="renewal")
    state = models.CharField(
        _("state"), max_length=12, choices=DeclarationState.choices, default=DeclarationState.SUBMITTED
    )
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reasons = SealedTextField(null=True)
    conditions = SealedTextField(null=True)
    expires_on = models.DateField(_("until"), null=True)
    ended_at = models.DateTimeField(null=True)
    reminded_on = models.DateField(null=True)

    objects = DeclarationQuerySet.as_manager()

    undeletable = True
    frozen_fields = ("person", "affirmation", "kind", "text", "office", "declared_at", "renews")
    database_rules = [
        Trigger(
            "decided_stays",
            "UPDATE",
            "OLD.decided_at IS NOT NULL AND (NEW.decided_at IS NULL OR OLD.decided_at <> NEW.decided_at "
            "OR OLD.decided_by_id <> NEW.decided_by_id OR OLD.reasons <> NEW.reasons "
            "OR (OLD.conditions IS NULL) <> (NEW.conditions IS NULL) OR OLD.conditions <> NEW.conditions "
            "OR (OLD.expires_on IS NULL) <> (NEW.expires_on IS NULL) OR OLD.expires_on <> NEW.expires_on "
            "OR (OLD.state <> NEW.state AND NEW.state <> 'ENDED'))",
            "what was decided about a disclosure never changes",
        ),
    ]

    class Meta:
        ordering = ["-declared_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("person")),
                name="nobody_decides_their_own_declaration",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[DeclarationState.SUBMITTED, DeclarationState.ENDED], decided_by__isnull=True)
                | Q(
                    state__in=[*DECISIONS, DeclarationState.ENDED],
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                    reasons__isnull=False,
                ),
                name="a_decided_declaration_says_who_when_and_why",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=UNTIL_A_DAY) | Q(expires_on__isnull=False),
                name="what_is_allowed_ends_on_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=DeclarationState.MITIGATED) | Q(conditions__isnull=False),
                name="conditions_are_written_down",
            ),
        ]

    def has_expired(self, on: date) -> bool:
        return self.state in UNTIL_A_DAY and self.expires_on is not None and self.expires_on < on

    def relations(self, person: Person) -> frozenset[str]:
        """How `person` stands to this disclosure; the workflow table says what follows."""
        held = {
            "self": person.pk == self.person_id,
            "office": self.office in person.offices,
            "renewed": Declaration.objects.filter(renews=self.pk).exists(),
        }
        return frozenset(relation for relation, holds in held.items() if holds)

    def move_url(self, move: Move) -> str:
        return reverse(f"code_of_ethics:{move.verb}", args=[self.pk])

    def get_absolute_url(self) -> str:
        return reverse("code_of_ethics:declaration", args=[self.pk])
