"""Which queue receives which report: rules as rows."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Person
from accounts.moves import Move
from accounts.roles import Role
from cases.states.case import Queue
from code_of_ethics.models import Topic


class RoutingRuleQuerySet(models.QuerySet["RoutingRule"]):
    def in_force(self) -> "RoutingRuleQuerySet":
        """Agreed and not retired, in the order in which they are tried."""
        return self.filter(approved_at__isnull=False, retired_at__isnull=True).order_by("priority", "name")


class RoutingRule(models.Model):
    """If topic and country fit, the report goes to this queue. An empty condition fits everything.

    The CCEO proposes a change and the General Auditor approves it (DECISIONS 43). A rule is never edited: it is
    retired and a new one proposed, so that the rule kept on a case stays what it was.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=120)
    priority = models.PositiveSmallIntegerField(_("order"), default=100)
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, blank=True, verbose_name=_("topic"))
    country = models.CharField(_("country"), max_length=2, blank=True)
    queue = models.CharField(_("queue"), max_length=30, choices=Queue.choices)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    approved_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    retired_at = models.DateTimeField(null=True)

    objects = RoutingRuleQuerySet.as_manager()
    undeletable = True
    frozen_fields = ("name", "priority", "topic", "country", "queue")

    class Meta:
        ordering = ["priority", "name"]
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_by__isnull=True) | ~Q(approved_by=F("proposed_by")),
                name="a_second_person_approves_routing",
            ),
            who_and_when("approved", name="an_approved_rule_says_who_and_when"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def state(self) -> str:
        if self.retired_at:
            return "RETIRED"
        return "IN_FORCE" if self.approved_at else "PROPOSED"

    def relations(self, person: Person) -> frozenset[str]:
        held = {
            "ethics_officer": Role.ETHICS_OFFICER in person.roles,
            "general_auditor": Role.GENERAL_AUDITOR in person.roles,
            "proposer": person.pk == self.proposed_by_id,
        }
        return frozenset(relation for relation, holds in held.items() if holds)

    def move_url(self, move: Move) -> str:
        return reverse(f"routing:{move.verb}", args=[self.pk])

    def get_absolute_url(self) -> str:
        return reverse("routing:rules")
