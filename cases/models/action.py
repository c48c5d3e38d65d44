"""What is done about a matter: discipline, corrections, remediation, recovery of assets, interim measures."""

import uuid
from datetime import date
from decimal import Decimal
from typing import Any, Self

from django.db import models
from django.db.models import F, Q, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Person
from accounts.moves import Move
from audit.rules import Trigger
from cases.currencies import CURRENCIES
from cases.models.allegation import Allegation
from cases.models.case import Case
from cases.models.wall import surviving, wall_between
from cases.states.outcome import (
    STANDING_ACTIONS,
    UNDER_WAY,
    ActionKind,
    ActionState,
    AmountKind,
    DisciplineLevel,
    InterimKind,
    RecoveryRoute,
    SubjectLevel,
)
from vault.fields import SealedTextField
from vault.models import SealedModel, SealedQuerySet

# The moves that the owner makes, on pages of their own.
OF_THE_OWNER = frozenset({"note_progress", "finish_action"})


def _given_to(person: Person) -> Q:
    """What was decided and given to `person`, **and not** from a case whose wall stands before them."""
    given = Q(owner=person, case__shredded_on__isnull=True)
    given &= ~Q(state__in=[ActionState.PROPOSED, ActionState.CANCELLED])
    return given & ~wall_between(surviving("case"), person)


class ActionQuerySet(SealedQuerySet["Action"]):
    def owned_by(self, person: Person | None) -> Self:
        """What was decided and given to `person`, **and not** from a case whose wall stands before them."""
        if person is None:
            return self.none()
        return self.filter(_given_to(person))

    def visible_to(self, person: Person | None) -> Self:
        """Those of the cases that `person` may see, and what they own themself."""
        if person is None:
            return self.none()
        return self.filter(Q(case__in=Case.objects.visible_to(person).values("pk")) | _given_to(person))

    def locked(self, pk: uuid.UUID, *, by: Person) -> "Action":
        """The action, locked, if `by` may see it now. Raises `Action.DoesNotExist`."""
        visible = self.filter(pk=pk).visible_to(by)
        found: Action = visible.select_related("case").select_for_update(of=("self",)).get()
        return found

    def under_way(self) -> Self:
        return self.filter(state__in=UNDER_WAY)

    def overdue(self, today: date) -> Self:
        """Decided, not done, and the day that was set has passed."""
        return self.under_way().filter(due_on__lt=today)

    def standing(self) -> Self:
        return self.filter(state__in=STANDING_ACTIONS)

    def with_amounts(self) -> Self:
        """Each with what has come back and what it has cost."""
        return self.annotate(
            recovered=Sum("amounts__amount", filter=Q(amounts__kind=AmountKind.RECOVERED)),
            costs=Sum("amounts__amount", filter=Q(amounts__kind=AmountKind.COST)),
        )


class Action(SealedModel):
    """One thing to be done. Its owner sees it, written for them, and nothing else of the case (DECISIONS 46).

    Discipline is proposed by whoever investigates, decided by a named manager with HR, and recorded by the office.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="actions")
    kind = models.CharField(_("kind"), max_length=20, choices=ActionKind.choices)
    state = models.CharField(_("state"), max_length=20, choices=ActionState.choices, default=ActionState.PROPOSED)
    # The consequence of a finding is for one subject, and so for one allegation.
    allegation = models.ForeignKey(Allegation, models.PROTECT, null=True, related_name="actions")
    level = models.CharField(_("level"), max_length=20, choices=DisciplineLevel.choices, blank=True)
    subject_level = models.CharField(max_length=20, choices=SubjectLevel.choices, blank=True)
    interim_kind = models.CharField(_("measure"), max_length=20, choices=InterimKind.choices, blank=True)
    reasons = SealedTextField(_("reasons"))
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    # What the owner reads: it tells nothing that they need not know.
    brief = SealedTextField(_("what is to be done"), blank=True)
    owner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("owner"))
    due_on = models.DateField(_("due"), null=True)
    # Recovery: what is sought back and how.
    route = models.CharField(_("route"), max_length=20, choices=RecoveryRoute.choices, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    sought = models.DecimalField(_("amount sought"), max_digits=18, decimal_places=3, null=True)
    # Discipline: who decided outside the Portal, and when.
    manager = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("manager"))
    hr_partner = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("HR"))
    decided_on = models.DateField(null=True)
    decision_reasons = SealedTextField(_("reasons of the decision"), blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    # Who confirmed that it is done, or cancelled it.
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    ending = SealedTextField(_("note at the end"), blank=True)

    objects = ActionQuerySet.as_manager()
    undeletable = True
    frozen_fields = (
        "case",
        "kind",
        "allegation",
        "subject_level",
        "interim_kind",
        "reasons",
        "proposed_by",
        "proposed_at",
        "route",
        "currency",
        "sought",
    )
    database_rules = [
        Trigger(
            "ended_stays",
            "UPDATE",
            "OLD.state IN ('CONFIRMED', 'CANCELLED') AND (NEW.state <> OLD.state OR NEW.level <> OLD.level "
            "OR NEW.ended_at <> OLD.ended_at OR NEW.ended_by_id <> OLD.ended_by_id)",
            "an action that has ended stays as it is",
        ),
        Trigger(
            "decided_once",
            "UPDATE",
            "OLD.decided_at IS NOT NULL AND (NEW.decided_at IS NULL OR NEW.decided_at <> OLD.decided_at "
            "OR NEW.decided_by_id <> OLD.decided_by_id OR NEW.level <> OLD.level)",
            "what was decided stays as it was decided",
        ),
    ]

    class Meta:
        ordering = ["proposed_at", "id"]
        indexes = [
            models.Index(fields=["case", "state"]),
            models.Index(fields=["owner", "state", "due_on", "id"]),
            models.Index(fields=["subject_level", "level"], condition=Q(kind="DISCIPLINE"), name="consequences"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ActionKind.values), name="an_action_is_of_a_known_kind"),
            models.CheckConstraint(condition=Q(state__in=ActionState.values), name="an_action_has_a_known_state"),
            models.CheckConstraint(
                condition=Q(kind="DISCIPLINE", level__in=DisciplineLevel.values, allegation__isnull=False)
                | ~Q(kind="DISCIPLINE") & Q(level="", subject_level="", manager=None, hr_partner=None),
                name="a_consequence_has_a_level_and_an_allegation",
            ),
            models.CheckConstraint(
                condition=Q(kind="INTERIM", interim_kind__in=InterimKind.values)
                | ~Q(kind="INTERIM") & Q(interim_kind=""),
                name="an_interim_measure_says_which",
            ),
            models.CheckConstraint(
                condition=Q(kind="RECOVERY", route__in=RecoveryRoute.values, sought__gt=0) & ~Q(currency="")
                | ~Q(kind="RECOVERY") & Q(route="", currency="", sought__isnull=True),
                name="a_recovery_says_how_and_how_much",
            ),
            who_and_when("decided", name="a_decided_action_says_who_and_when"),
            who_and_when("ended", name="an_ended_action_says_who_and_when"),
            models.CheckConstraint(
                condition=Q(state__in=["PROPOSED", "CANCELLED"]) | Q(decided_at__isnull=False),
                name="nothing_is_done_before_it_is_decided",
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=["REMEDIATION", "CORRECTIVE"])
                | Q(decided_at__isnull=True)
                | Q(due_on__isnull=False),
                name="what_is_put_right_has_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(kind="DISCIPLINE")
                | Q(level="NONE")
                | Q(decided_at__isnull=True)
                | Q(manager__isnull=False, hr_partner__isnull=False, decided_on__isnull=False)
                & ~Q(manager=F("hr_partner"))
                & ~Q(decided_by=F("proposed_by"))
                & ~Q(manager=F("proposed_by"))
                & ~Q(hr_partner=F("proposed_by")),
                name="a_manager_and_hr_decide_discipline",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["CONFIRMED", "CANCELLED"], ended_at__isnull=False)
                | ~Q(state__in=["CONFIRMED", "CANCELLED"]) & Q(ended_at__isnull=True),
                name="an_action_ends_when_it_is_done_or_cancelled",
            ),
            models.CheckConstraint(
                condition=~Q(state="CONFIRMED") | Q(owner__isnull=True) | ~Q(ended_by=F("owner")),
                name="an_owner_does_not_confirm_the_own_work",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        """Where whoever hears of it is led: the owner to their page; the office from there to the case."""
        return reverse("my_actions:action", args=[self.pk])

    def move_url(self, move: Move) -> str:
        if move.verb in OF_THE_OWNER:
            return reverse(f"my_actions:{move.verb}", args=[self.pk])
        return reverse(f"cases:{move.verb}", args=[self.case.reference, self.pk])

    def relations(self, person: Person) -> frozenset[str]:
        """Those of the case, and what stands between a person and this action alone."""
        held = {
            "owner": person.pk == self.owner_id,
            # In an emergency nobody is waited for.
            "proposer": person.pk == self.proposed_by_id and self.kind != ActionKind.INTERIM,
        }
        own = frozenset(relation for relation, holds in held.items() if holds)
        of_case = self.case.relations(person)
        keeps_accounts = self.kind == ActionKind.RECOVERY and of_case & {"staff", "head", "assignee"}
        return of_case | own | (frozenset({"accountant"}) if keeps_accounts else frozenset())

    @property
    def what(self) -> str:
        """The kind, and what it is within its kind."""
        more = self.get_level_display() or self.get_interim_kind_display() or self.get_route_display()
        return f"{self.get_kind_display()}: {more}" if more else str(self.get_kind_display())

    @property
    def is_discipline(self) -> bool:
        return self.kind == ActionKind.DISCIPLINE

    @property
    def is_recovery(self) -> bool:
        return self.kind == ActionKind.RECOVERY

    def is_overdue(self, today: date) -> bool:
        return self.state in UNDER_WAY and self.due_on is not None and self.due_on < today

    def clock_heads(self) -> list[Person]:
        """To whom an overdue action goes up: the head of its case's queue."""
        return self.case.clock_heads()

    def clock_recipients(self) -> list[Person]:
        """Who is reminded: the owner; the office of the case where there is none, or they have left, or the wall stands
        between."""
        if self.owner_id and self.owner and not (self.owner.has_left() or self.case.walls_off(self.owner)):
            return [self.owner]
        return self.case.staff()


class ActionNote(SealedModel):
    """What the owner says about how far it is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    action = models.ForeignKey(Action, models.PROTECT, related_name="notes")
    words = SealedTextField()
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["written_at", "id"]

    def __str__(self) -> str:
        return str(self.pk)


class RecoveryAmount(SealedModel):
    """An amount that came back, or that the recovery cost, on a day. In the currency of its action."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    action = models.ForeignKey(Action, models.PROTECT, related_name="amounts")
    kind = models.CharField(_("what it is"), max_length=20, choices=AmountKind.choices)
    amount = models.DecimalField(_("amount"), max_digits=18, decimal_places=3)
    booked_on = models.DateField(_("on"))
    words = SealedTextField(_("remark"), blank=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["booked_on", "recorded_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=AmountKind.values), name="an_amount_is_of_a_known_kind"),
            models.CheckConstraint(condition=Q(amount__gt=Decimal(0)), name="an_amount_is_more_than_nothing"),
        ]
        indexes = [models.Index(fields=["booked_on"])]

    def __str__(self) -> str:
        return str(self.pk)


def shown_amount(amount: Any, currency: str) -> str:
    """An amount with as many decimals as its currency has."""
    return f"{amount or 0:,.{CURRENCIES.get(currency, 2)}f} {currency}"
