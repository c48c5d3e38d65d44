"""A reporter asks once, at closing, that somebody else looks whether the case was closed rightly."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Person
from accounts.moves import Move
from audit.rules import Trigger
from cases.models.case import Case
from cases.models.report import Report
from cases.states.access import GrantReason
from cases.states.care import ReviewDecision, ReviewState
from vault.fields import SealedTextField
from vault.models import SealedModel, SealedQuerySet


class ReviewRequestQuerySet(SealedQuerySet["ReviewRequest"]):
    def visible_to(self, person: Person | None) -> Self:
        """Those of the reports of cases that `person` may see."""
        if person is None:
            return self.none()
        return self.filter(report__case__in=Case.objects.visible_to(person).values("pk"))

    def of(self, case: Case) -> Self:
        """Those of a case that was loaded in scope."""
        return self.filter(report__case=case)

    def open(self) -> Self:
        return self.filter(decided_at__isnull=True)


class ReviewRequest(SealedModel):
    """Why, in the reporter's words; and what somebody of the other office decided, with reasons (DECISIONS 55)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Once for a report, however often its case is closed.
    report = models.OneToOneField(Report, models.PROTECT, related_name="review_request")
    words = SealedTextField(_("why"))
    asked_on = models.DateField()
    # The closing that it is about.
    closed_on = models.DateField()
    decision = models.CharField(_("decision"), max_length=10, choices=ReviewDecision.choices, blank=True, default="")
    reasons = SealedTextField(_("reasons"), blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = ReviewRequestQuerySet.as_manager()
    undeletable = True
    frozen_fields = ("report", "words", "asked_on", "closed_on")
    database_rules = [
        Trigger(
            "of_a_closed_case",
            "INSERT",
            "NOT EXISTS (SELECT 1 FROM cases_report r JOIN cases_case c ON c.id = r.case_id "
            "WHERE r.id = NEW.report_id AND c.state = 'CLOSED')",
            "a review is asked for at closing",
        ),
        Trigger(
            "by_somebody_else",
            "UPDATE",
            "NEW.decided_by_id IS NOT NULL AND OLD.decided_by_id IS NULL AND EXISTS (SELECT 1 FROM cases_report r "
            "JOIN cases_case c ON c.id = r.case_id WHERE r.id = NEW.report_id "
            "AND (c.closed_by_id = NEW.decided_by_id OR c.submitted_by_id = NEW.decided_by_id "
            "OR c.assignee_id = NEW.decided_by_id))",
            "whoever closed a case does not review it",
        ),
        Trigger(
            "decided_once",
            "UPDATE",
            "OLD.decided_at IS NOT NULL AND (NEW.decided_at IS NULL OR NEW.decided_at <> OLD.decided_at "
            "OR NEW.decided_by_id <> OLD.decided_by_id OR NEW.decision <> OLD.decision)",
            "a review is decided once",
        ),
    ]

    class Meta:
        ordering = ["asked_on", "id"]
        indexes = [models.Index(fields=["asked_on"], condition=Q(decided_at__isnull=True), name="open_reviews")]
        constraints = [
            who_and_when("decided", name="a_review_says_who_and_when"),
            models.CheckConstraint(
                condition=Q(decision="", decided_at__isnull=True)
                | Q(decision__in=ReviewDecision.values, decided_at__isnull=False),
                name="a_review_is_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def state(self) -> str:
        return str(ReviewState.DECIDED if self.decided_at else ReviewState.ASKED)

    def reviewers(self) -> list[Person]:
        """Who was given the case to decide, and may see it now."""
        granted = self.report.case.access_grants.active().filter(reason=GrantReason.REVIEW).values("person")
        people = list(Person.objects.filter(pk__in=granted))
        readers = self.report.case.visible_among(people)
        return [person for person in people if person.pk in readers]

    def relations(self, person: Person) -> frozenset[str]:
        """Those of the case, and whether `person` was given it to decide."""
        given = self.report.case.access_grants.active().filter(reason=GrantReason.REVIEW, person=person)
        return self.report.case.relations(person) | (frozenset({"reviewer"}) if given.exists() else frozenset())

    def move_url(self, move: Move) -> str:
        return reverse(f"cases:{move.verb}", args=[self.report.case.reference, self.pk])

    def get_absolute_url(self) -> str:
        return reverse("cases:aftercare", args=[self.report.case.reference])

    def clock_recipients(self) -> list[Person]:
        """Who is reminded: whoever has to decide."""
        return self.reviewers()
