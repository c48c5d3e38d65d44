"""Compliance audits: the General Auditor looks whether a provision of the Code is lived in a part of the company."""

import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Person, Unit
from accounts.moves import Move
from accounts.roles import Office, Role
from code_of_ethics.models.version import Provision
from code_of_ethics.states.audits import AuditRating, AuditState, SampleMethod
from vault.fields import SealedTextField
from vault.models import SealedModel, SealedQuerySet

# They read what was reported, and change nothing.
REPORT_READERS = frozenset({Role.AUDIT_COMMITTEE, Role.AUDIT_COMMITTEE_CHAIR, Role.ETHICS_OFFICER})


def reads_audits(person: Person) -> bool:
    """The General Auditor's office; and the committee and the head of Compliance & Ethics what was reported."""
    return Office.GENERAL_AUDITOR in person.offices or bool(person.roles & REPORT_READERS)


class ComplianceAuditQuerySet(SealedQuerySet):
    def visible_to(self, person: Person) -> "ComplianceAuditQuerySet":
        """The General Auditor's office sees its whole plan; the others read an audit once it was reported."""
        if Office.GENERAL_AUDITOR in person.offices:
            return self.all()
        return self.filter(state=AuditState.REPORTED) if person.roles & REPORT_READERS else self.none()

    def locked(self, pk: uuid.UUID, *, by: Person) -> Any:
        """The row, locked, for somebody who may see it. Raises `DoesNotExist` otherwise."""
        return self.visible_to(by).select_related("unit", "provision").select_for_update(of=("self",)).get(pk=pk)


class ComplianceAudit(SealedModel):
    """One audit of one provision, in one unit or in the whole company: what was asked, of what sample, what came of it.

    It cites the provision in the version that was in force when it was planned.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    provision = models.ForeignKey(Provision, models.PROTECT, related_name="+", verbose_name=_("provision"))
    # Empty for the whole company.
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+", verbose_name=_("unit"))
    question = SealedTextField()
    starts_on = models.DateField(_("planned from"))
    due_on = models.DateField(_("to be reported by"))
    state = models.CharField(_("state"), max_length=12, choices=AuditState.choices, default=AuditState.PLANNED)
    planned_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    # Of how many, how many were looked at, and how those were chosen.
    population = models.PositiveIntegerField(_("of how many"), null=True)
    sample_size = models.PositiveIntegerField(_("how many are looked at"), null=True)
    sample_method = models.CharField(_("how they are chosen"), max_length=12, choices=SampleMethod.choices, blank=True)
    sample_words = SealedTextField(null=True)
    begun_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    begun_at = models.DateTimeField(null=True)
    rating = models.CharField(_("rating"), max_length=12, choices=AuditRating.choices, blank=True)
    conclusion = SealedTextField(null=True)
    reported_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reported_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    cancelled_reason = SealedTextField(null=True)

    objects = ComplianceAuditQuerySet.as_manager()

    undeletable = True
    frozen_fields = ("provision", "unit", "question", "planned_by", "planned_at")

    class Meta:
        ordering = ["-planned_at"]
        constraints = [
            who_and_when("begun", name="a_begun_audit_says_who_and_when"),
            who_and_when("reported", name="a_reported_audit_says_who_and_when"),
            who_and_when("cancelled", name="a_cancelled_audit_says_who_and_when"),
            models.CheckConstraint(condition=Q(due_on__gte=F("starts_on")), name="an_audit_ends_after_its_start"),
            models.CheckConstraint(
                condition=Q(begun_at__isnull=True)
                | Q(~Q(sample_method=""), sample_size__gte=1, sample_words__isnull=False, population__gte=1),
                name="a_begun_audit_says_what_it_looks_at",
            ),
            models.CheckConstraint(
                condition=Q(sample_size__isnull=True) | Q(sample_size__lte=F("population")),
                name="a_sample_is_not_larger_than_the_whole",
            ),
            models.CheckConstraint(
                condition=Q(state=AuditState.PLANNED, begun_at__isnull=True, cancelled_at__isnull=True)
                | Q(state=AuditState.FIELDWORK, begun_at__isnull=False, reported_at__isnull=True, cancelled_at=None)
                | Q(Q(state=AuditState.REPORTED, begun_at__isnull=False, reported_at__isnull=False), ~Q(rating=""))
                | Q(state=AuditState.CANCELLED, cancelled_at__isnull=False, reported_at__isnull=True),
                name="an_audit_is_where_its_dates_say",
            ),
        ]

    @property
    def unit_label(self) -> str:
        """Where it looks, in words."""
        return self.unit.name if self.unit else gettext("The whole company")

    def relations(self, person: Person) -> frozenset[str]:
        """How `person` stands to this audit. Nobody audits the unit in which they work."""
        held = {
            "auditor": Office.GENERAL_AUDITOR in person.offices,
            "head": Role.GENERAL_AUDITOR in person.roles,
            "of_the_unit": self.unit_id is not None and self.unit_id == person.unit_id,
        }
        return frozenset(relation for relation, holds in held.items() if holds)

    def move_url(self, move: Move) -> str:
        return reverse(f"code_of_ethics:{move.verb}", args=[self.pk])

    def get_absolute_url(self) -> str:
        return reverse("code_of_ethics:audit", args=[self.pk])
