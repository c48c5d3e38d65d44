"""How long files are kept, and the two people who let one be deleted."""

import uuid
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Person
from accounts.moves import Move
from accounts.roles import Office, Role
from audit.rules import Trigger
from cases.models.case import Case
from cases.states.case import Outcome
from cases.states.retention import OPEN_DELETIONS, Bound, DeletionState, Hindrance, RuleState, StartEvent


class RetentionRuleQuerySet(models.QuerySet["RetentionRule"]):
    def in_force(self) -> Self:
        """Confirmed by counsel and not retired: the only ones by which anything is deleted."""
        return self.filter(confirmed_at__isnull=False, retired_at__isnull=True)

    def standing(self) -> Self:
        return self.filter(retired_at__isnull=True).select_related("proposed_by", "confirmed_by")


class RetentionRule(models.Model):
    """For how many calendar months the files of a country and an outcome are kept, at least or at most, and why.

    An empty country or outcome fits every one. A rule is never edited: another one is proposed, and takes its place
    when counsel confirms it. One that nobody has confirmed never deletes (DECISIONS 57).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    country = models.CharField(_("country"), max_length=2, blank=True)
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome.choices, blank=True)
    bound = models.CharField(_("at least or at most"), max_length=10, choices=Bound.choices)
    months = models.PositiveSmallIntegerField(_("calendar months"))
    starts_with = models.CharField(
        _("counted from"), max_length=10, choices=StartEvent.choices, default=StartEvent.CLOSED
    )
    source = models.CharField(_("source"), max_length=300)
    # Empty for a rule that was set up with the Portal.
    proposed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    retired_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)

    objects = RetentionRuleQuerySet.as_manager()
    undeletable = True
    frozen_fields = ("country", "outcome", "bound", "months", "starts_with", "source", "proposed_by", "proposed_at")
    database_rules = [
        Trigger(
            "confirmed_once",
            "UPDATE",
            "OLD.confirmed_at IS NOT NULL AND (NEW.confirmed_at IS NULL OR NEW.confirmed_at <> OLD.confirmed_at "
            "OR NEW.confirmed_by_id <> OLD.confirmed_by_id)",
            "what counsel confirmed stays confirmed",
        ),
        Trigger("retired_for_good", "UPDATE", "OLD.retired_at IS NOT NULL", "a rule that was retired stays retired"),
    ]

    class Meta:
        ordering = ["country", "outcome", "bound"]
        constraints = [
            models.CheckConstraint(condition=Q(bound__in=Bound.values), name="a_period_is_a_minimum_or_a_maximum"),
            models.CheckConstraint(condition=Q(months__gte=1), name="a_period_is_a_month_or_longer"),
            models.CheckConstraint(condition=~Q(source=""), name="a_period_names_its_source"),
            models.CheckConstraint(
                condition=~Q(confirmed_by=F("proposed_by")), name="counsel_confirms_what_another_proposed"
            ),
            models.UniqueConstraint(
                fields=["country", "outcome", "bound"],
                condition=Q(confirmed_at__isnull=False, retired_at__isnull=True),
                name="one_period_of_a_kind_is_in_force",
            ),
            who_and_when("proposed", name="a_proposed_period_says_who_and_when"),
            who_and_when("confirmed", name="a_confirmed_period_says_who_and_when"),
            who_and_when("retired", name="a_retired_period_says_who_and_when"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def state(self) -> str:
        if self.retired_at:
            return RuleState.RETIRED
        return RuleState.IN_FORCE if self.confirmed_at else RuleState.UNCONFIRMED

    @property
    def precision(self) -> int:
        """The greater number fits more closely: a country says more than an outcome."""
        return 2 * bool(self.country) + bool(self.outcome)

    def fits(self, country: str, outcome: str) -> bool:
        return self.country in ("", country) and self.outcome in ("", outcome)

    def relations(self, person: Person) -> frozenset[str]:
        held = {
            "ethics_office": Role.ETHICS_OFFICER in person.roles or Office.ETHICS_OFFICE in person.offices,
            "counsel": Role.COUNSEL in person.roles,
            "proposer": person.pk == self.proposed_by_id,
        }
        return frozenset(relation for relation, holds in held.items() if holds)

    def move_url(self, move: Move) -> str:
        return reverse(f"retention:{move.verb}", args=[self.pk])

    def get_absolute_url(self) -> str:
        return reverse("retention:rules")


class DeletionQuerySet(models.QuerySet["Deletion"]):
    def visible_to(self, person: Person | None) -> Self:
        """Those of the cases that `person` may see. What was deleted, nobody sees."""
        return self.filter(case__in=Case.objects.visible_to(person).order_by().values("pk"))

    def locked(self, pk: Any, *, by: Person | None) -> "Deletion":
        """The deletion, locked, if `by` may see its case now. Raises `Deletion.DoesNotExist`."""
        visible = self if by is None else self.visible_to(by)
        found: Deletion = visible.select_related("case").select_for_update(of=("self",)).get(pk=pk)
        return found

    def open(self) -> Self:
        return self.filter(state__in=OPEN_DELETIONS)

    def approved(self) -> Self:
        return self.filter(state=DeletionState.APPROVED)


class Deletion(models.Model):
    """One person proposes that a file be deleted, another one agrees, the clock does it. Each may still be stopped.

    The row stays: it says that a file of this case was deleted, by which rule and by whom, and no word of the file.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # The surviving case of the file; what was merged into it goes with it.
    case = models.ForeignKey(Case, models.PROTECT, related_name="deletions")
    rule = models.ForeignKey(RetentionRule, models.PROTECT, related_name="deletions")
    due_on = models.DateField(_("due"))
    state = models.CharField(_("state"), max_length=10, choices=DeletionState.choices, default=DeletionState.PROPOSED)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    settled_on = models.DateField(null=True)
    stopped_because = models.CharField(max_length=20, choices=Hindrance.choices, blank=True, default="")
    stopped_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = DeletionQuerySet.as_manager()
    undeletable = True
    frozen_fields = ("case", "rule", "due_on", "proposed_by", "proposed_at")
    database_rules = [
        Trigger(
            "settled_for_good",
            "UPDATE",
            "OLD.state IN ('STOPPED', 'DONE')",
            "a deletion that was stopped or done stays so",
        ),
        Trigger(
            "by_a_confirmed_rule",
            ("INSERT", "UPDATE"),
            "NEW.state <> 'STOPPED' AND NOT EXISTS (SELECT 1 FROM cases_retentionrule r WHERE r.id = NEW.rule_id "
            "AND r.confirmed_at IS NOT NULL)",
            "an unconfirmed rule never deletes",
        ),
        Trigger(
            "done_when_shredded",
            "UPDATE",
            "NEW.state = 'DONE' AND NOT EXISTS (SELECT 1 FROM cases_case c WHERE c.id = NEW.case_id "
            "AND c.shredded_on IS NOT NULL)",
            "a deletion is done when the case was shredded",
        ),
    ]

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(approved_by=F("proposed_by")), name="a_second_person_agrees_to_a_deletion"
            ),
            who_and_when("approved", name="an_agreed_deletion_says_who_and_when"),
            models.CheckConstraint(
                condition=Q(state=DeletionState.PROPOSED, approved_at__isnull=True, settled_on__isnull=True)
                | Q(state=DeletionState.APPROVED, approved_at__isnull=False, settled_on__isnull=True)
                | Q(state=DeletionState.DONE, approved_at__isnull=False, settled_on__isnull=False)
                | Q(state=DeletionState.STOPPED, settled_on__isnull=False),
                name="nothing_is_deleted_unless_two_agree",
            ),
            models.CheckConstraint(
                condition=Q(state=DeletionState.STOPPED) & ~Q(stopped_because="")
                | ~Q(state=DeletionState.STOPPED) & Q(stopped_because="", stopped_by__isnull=True),
                name="a_stopped_deletion_says_why",
            ),
            models.UniqueConstraint(
                fields=["case"], condition=Q(state__in=sorted(OPEN_DELETIONS)), name="one_deletion_of_a_case_at_a_time"
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on", "id"])]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("retention:due")

    def relations(self, person: Person) -> frozenset[str]:
        """Those of the case, and whether `person` proposed it."""
        own = {"proposer"} if person.pk == self.proposed_by_id else set()
        return self.case.relations(person) | own

    def move_url(self, move: Move) -> str:
        return reverse(f"retention:{move.verb}", args=[self.pk])
