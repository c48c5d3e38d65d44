"""A change of a rule or a calendar that a second person agrees to."""

import uuid
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Person
from accounts.moves import Move
from accounts.roles import Role
from audit.rules import Trigger
from clocks.models.calendar import BusinessCalendar
from clocks.models.rule import Rule


class DeadlineChangeQuerySet(models.QuerySet["DeadlineChange"]):
    def waiting(self) -> Self:
        """Neither agreed to nor turned down."""
        return self.filter(decided_at__isnull=True).order_by("proposed_at", "pk")


class DeadlineChange(models.Model):
    """A proposal: another length of a rule, or a day on which a calendar is closed. A second person decides.

    The office of the Chief Compliance & Ethics Officer proposes, the General Auditor agrees.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    rule = models.ForeignKey(Rule, models.PROTECT, null=True, related_name="changes")
    amount = models.PositiveSmallIntegerField(_("how long"), null=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    first_warning = models.PositiveSmallIntegerField(_("first warning"), null=True)
    second_warning = models.PositiveSmallIntegerField(_("second warning"), null=True)
    calendar = models.ForeignKey(BusinessCalendar, models.PROTECT, null=True, related_name="changes")
    day = models.DateField(_("day"), null=True)
    is_open = models.BooleanField(_("open after all"), default=False)
    reason = models.CharField(_("reason"), max_length=200)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    is_agreed = models.BooleanField(default=False)

    objects = DeadlineChangeQuerySet.as_manager()

    undeletable = True
    frozen_fields = (
        "rule", "amount", "source", "first_warning", "second_warning",
        "calendar", "day", "is_open", "reason", "proposed_by", "proposed_at",
    )  # fmt: skip
    database_rules = [
        Trigger(
            name="decided_once",
            when="UPDATE",
            condition="OLD.decided_at IS NOT NULL",
            message="a change that was decided stays decided",
        ),
    ]

    class Meta:
        ordering = ["proposed_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(rule__isnull=False, amount__isnull=False, calendar__isnull=True, day__isnull=True)
                & ~Q(source="")
                | Q(rule__isnull=True, amount__isnull=True, calendar__isnull=False, day__isnull=False, source=""),
                name="a_change_is_of_a_rule_or_of_a_day",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_change_has_a_reason"),
            models.CheckConstraint(
                condition=Q(first_warning__isnull=True, second_warning__isnull=True)
                | Q(first_warning__gte=1, second_warning__lte=99, first_warning__lt=F("second_warning")),
                name="a_change_warns_twice_or_as_before",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="a_second_person_agrees_to_a_deadline",
            ),
            models.CheckConstraint(
                condition=Q(is_agreed=False) | Q(decided_at__isnull=False), name="an_agreed_change_was_decided"
            ),
            who_and_when("decided", name="a_decided_deadline_says_who_and_when"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def state(self) -> str:
        if self.decided_at is None:
            return "PROPOSED"
        return "AGREED" if self.is_agreed else "DECLINED"

    def relations(self, person: Person) -> frozenset[str]:
        """Who proposed it, and the General Auditor, who decides."""
        held = {
            "proposer": person.pk == self.proposed_by_id,
            "general_auditor": Role.GENERAL_AUDITOR in person.roles,
        }
        return frozenset(relation for relation, holds in held.items() if holds)

    def move_url(self, move: Move) -> str:
        return reverse(f"clocks:{move.verb}", args=[self.pk])

    def get_absolute_url(self) -> str:
        return reverse("clocks:calendars")
