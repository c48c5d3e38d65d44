"""What a compliance audit found, what management answers, and the follow-up until it is done."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Person
from accounts.moves import Move
from accounts.roles import Office, Role
from audit.rules import Trigger
from code_of_ethics.models.compliance_audit import REPORT_READERS, ComplianceAudit
from code_of_ethics.states.audits import Agreement, AuditState, FindingRating, FindingState
from vault.fields import SealedTextField
from vault.models import SealedModel, SealedQuerySet


class AuditFindingQuerySet(SealedQuerySet):
    def visible_to(self, person: Person) -> "AuditFindingQuerySet":
        """Its owner, the General Auditor's office, and who reads the report once there is one."""
        if Office.GENERAL_AUDITOR in person.offices:
            return self.all()
        if person.roles & REPORT_READERS:
            return self.filter(Q(owner=person) | Q(audit__state=AuditState.REPORTED))
        return self.filter(owner=person)

    def owned_by(self, person: Person) -> "AuditFindingQuerySet":
        return self.filter(owner=person)

    def open(self) -> "AuditFindingQuerySet":
        return self.exclude(state=FindingState.CLOSED)

    def for_the_owner(self) -> "AuditFindingQuerySet":
        """Those at which their owner is to do something: answer, or what was promised."""
        return self.filter(state__in=[FindingState.RAISED, FindingState.ANSWERED])

    def for_the_auditor(self) -> "AuditFindingQuerySet":
        """Those that their owner says are done: somebody has to look."""
        return self.filter(state=FindingState.DONE)

    def overdue(self, on: date) -> "AuditFindingQuerySet":
        return self.for_the_owner().filter(due_on__lt=on)

    def locked(self, pk: uuid.UUID, *, by: Person) -> Any:
        """The row, locked, for somebody who may see it. Raises `DoesNotExist` otherwise."""
        joined = self.visible_to(by).select_related("audit__unit", "owner")
        return joined.select_for_update(of=("self",)).get(pk=pk)


class AuditFinding(SealedModel):
    """One finding with its owner. Whoever owns it answers and acts; somebody else sees that it is done."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    audit = models.ForeignKey(ComplianceAudit, models.PROTECT, related_name="findings")
    text = SealedTextField()
    rating = models.CharField(_("rating"), max_length=10, choices=FindingRating.choices)
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("owner"))
    raised_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    raised_at = models.DateTimeField()
    state = models.CharField(_("state"), max_length=10, choices=FindingState.choices, default=FindingState.RAISED)
    agreement = models.CharField(_("management"), max_length=10, choices=Agreement.choices, blank=True)
    response = SealedTextField(null=True)
    due_on = models.DateField(_("due"), null=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)
    report = SealedTextField(null=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    # Why it was given back, the last time.
    returned_reason = SealedTextField(null=True)
    closing = SealedTextField(null=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)

    objects = AuditFindingQuerySet.as_manager()

    undeletable = True
    frozen_fields = ("audit", "text", "rating", "raised_by", "raised_at")
    database_rules = [
        Trigger(
            "closed_stays",
            "UPDATE",
            "OLD.state = 'CLOSED' AND (NEW.state <> 'CLOSED' OR OLD.closed_by_id <> NEW.closed_by_id "
            "OR OLD.closed_at <> NEW.closed_at OR OLD.closing <> NEW.closing OR OLD.response <> NEW.response "
            "OR OLD.due_on <> NEW.due_on OR OLD.owner_id <> NEW.owner_id)",
            "a closed finding never changes",
        ),
    ]

    class Meta:
        ordering = ["raised_at", "id"]
        indexes = [models.Index(fields=["state", "due_on"], name="findings_to_follow_up")]
        constraints = [
            who_and_when("answered", name="an_answered_finding_says_who_and_when"),
            who_and_when("done", name="a_done_finding_says_who_and_when"),
            who_and_when("closed", name="a_closed_finding_says_who_and_when"),
            models.CheckConstraint(
                condition=Q(state=FindingState.RAISED, answered_at__isnull=True)
                | Q(
                    Q(state__in=[FindingState.ANSWERED, FindingState.DONE, FindingState.CLOSED]),
                    ~Q(agreement=""),
                    answered_at__isnull=False,
                    response__isnull=False,
                    due_on__isnull=False,
                ),
                name="an_answered_finding_has_an_answer_and_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[FindingState.DONE, FindingState.CLOSED])
                | Q(done_at__isnull=False, report__isnull=False),
                name="a_done_finding_says_what_was_done",
            ),
            models.CheckConstraint(
                condition=Q(closed_by__isnull=True)
                | (~Q(closed_by=F("owner")) & ~Q(closed_by=F("done_by")) & Q(state=FindingState.CLOSED)),
                name="somebody_else_closes_a_finding",
            ),
        ]

    def relations(self, person: Person) -> frozenset[str]:
        """How `person` stands to this finding. Nobody follows up in the unit in which they work."""
        held = {
            "owner": person.pk == self.owner_id,
            "auditor": Office.GENERAL_AUDITOR in person.offices,
            "of_the_unit": self.audit.unit_id is not None and self.audit.unit_id == person.unit_id,
        }
        return frozenset(relation for relation, holds in held.items() if holds)

    def is_overdue(self, on: date) -> bool:
        waits = self.state in (FindingState.RAISED, FindingState.ANSWERED)
        return waits and self.due_on is not None and self.due_on < on

    def clock_recipients(self) -> Iterable[Person]:
        """Whom its clocks warn."""
        return [self.owner]

    def clock_heads(self) -> Iterable[Person]:
        """Who hears when it is overdue."""
        return Person.objects.holding(Role.GENERAL_AUDITOR)

    def move_url(self, move: Move) -> str:
        return reverse(f"code_of_ethics:{move.verb}", args=[self.pk])

    def get_absolute_url(self) -> str:
        return reverse("code_of_ethics:finding", args=[self.pk])
