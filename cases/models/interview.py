"""Talking with people: interviews, and the statements that they confirm."""

import uuid
from datetime import date
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
from cases.models.case_template import CaseTemplate
from cases.models.doors import minimised
from cases.models.party import FORGOTTEN_WITH_ITS_CASE, forgotten_with_its_case
from cases.models.task import of_case_or_merged
from cases.states.desk import ConfirmedBy, InterviewMode, InterviewState, StatementState
from cases.states.minimising import MinimisedText
from vault.fields import SealedTextField
from vault.models import SealedModel, SealedQuerySet


class InterviewQuerySet(SealedQuerySet["Interview"]):
    def of_case(self, case: Case) -> Self:
        """Those of a case that was loaded in scope, and of what was merged into it."""
        return self.filter(of_case_or_merged(case))


class Interview(SealedModel):
    """A talk with somebody, who may be named in the case or not. How it opens is kept as it was to be said.

    Its record is for those who work the case. What the person puts their name to is the statement.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="interviews")
    state = models.CharField(max_length=10, choices=InterviewState.choices, default=InterviewState.PLANNED)
    # Somebody of the directory, or described.
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("person"))
    described = SealedTextField(_("name or description"), blank=True)
    template = models.ForeignKey(CaseTemplate, models.PROTECT, null=True, related_name="+")
    language = models.CharField(_("language"), max_length=10)
    mode = models.CharField(_("how"), max_length=10, choices=InterviewMode.choices)
    place = SealedTextField(_("where"), blank=True)
    planned_for = models.DateTimeField(_("when"))
    conducted_by = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("conducted by"))
    # Then it opens with the notice that counsel speaks for the company (DECISIONS 56).
    is_by_counsel = models.BooleanField(default=False)
    opening = SealedTextField(_("how it opens"))
    planned_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    held_at = models.DateTimeField(null=True)
    record = SealedTextField(_("record"), blank=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    cancelled_at = models.DateTimeField(null=True)
    cancelled_because = SealedTextField(blank=True)

    objects = InterviewQuerySet.as_manager()
    undeletable = True
    frozen_fields = (
        "case",
        "described",
        "template",
        "language",
        "mode",
        "conducted_by",
        "is_by_counsel",
        "opening",
        "planned_by",
        "planned_at",
    )
    database_rules = [
        Trigger(
            "ended_stays",
            "UPDATE",
            "OLD.state <> 'PLANNED' AND (NEW.state <> OLD.state "
            f"OR (NEW.record <> OLD.record AND NOT {minimised(MinimisedText.INTERVIEW, 'record')}) "
            "OR NEW.held_at <> OLD.held_at OR NEW.recorded_at <> OLD.recorded_at "
            "OR NEW.recorded_by_id <> OLD.recorded_by_id OR NEW.cancelled_at <> OLD.cancelled_at)",
            "what was recorded of an interview stays as it was recorded",
        ),
        Trigger("stays_the_same_person", "UPDATE", forgotten_with_its_case("person_id"), FORGOTTEN_WITH_ITS_CASE),
        Trigger(
            "moved_with_a_reason",
            "UPDATE",
            "NEW.planned_for <> OLD.planned_for AND (OLD.state <> 'PLANNED' OR NOT EXISTS ("
            "SELECT 1 FROM cases_interviewmove m WHERE m.interview_id = NEW.id AND m.former_time = OLD.planned_for))",
            "an interview moves to another time with a reason, and before it is held",
        ),
    ]

    class Meta:
        ordering = ["planned_for", "planned_at", "id"]
        indexes = [models.Index(fields=["case", "state"], name="interviews_of_a_case")]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=InterviewState.values), name="an_interview_has_a_known_state"),
            models.CheckConstraint(condition=Q(mode__in=InterviewMode.values), name="an_interview_is_of_a_known_kind"),
            models.CheckConstraint(
                condition=Q(person__isnull=True) | ~Q(person=models.F("conducted_by")),
                name="nobody_interviews_themself",
            ),
            who_and_when("recorded", name="a_recorded_interview_says_who_and_when"),
            who_and_when("cancelled", name="a_cancelled_interview_says_who_and_when"),
            models.CheckConstraint(
                condition=Q(state="PLANNED", recorded_at__isnull=True, cancelled_at__isnull=True)
                | Q(state="HELD", recorded_at__isnull=False, held_at__isnull=False, cancelled_at__isnull=True)
                | Q(state="CANCELLED", recorded_at__isnull=True, cancelled_at__isnull=False),
                name="an_interview_is_planned_or_held_or_cancelled",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("cases:interview", args=[self.case.reference, self.pk])

    def move_url(self, move: Move) -> str:
        return reverse(f"cases:{move.verb}", args=[self.case.reference, self.pk])

    def relations(self, person: Person) -> frozenset[str]:
        """Those of the case."""
        return self.case.relations(person)

    @property
    def name(self) -> str:
        return self.person.full_name if self.person else str(self.described)


class InterviewMove(SealedModel):
    """That an interview was put to another time or place, by whom and why; where it was to be before."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    interview = models.ForeignKey(Interview, models.PROTECT, related_name="moves")
    former_time = models.DateTimeField()
    former_place = SealedTextField(blank=True)
    reason = SealedTextField(_("why"))
    moved_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    moved_at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["moved_at", "id"]

    def __str__(self) -> str:
        return str(self.pk)


class StatementQuerySet(SealedQuerySet["Statement"]):
    def asked_of(self, person: Person | None, today: date) -> Self:
        """What `person` was asked to confirm, until the day that was set: the one document, and nothing of the case."""
        if person is None:
            return self.none()
        return self._open(today).filter(interview__person=person)

    def opened_by(self, digest: str, today: date) -> Self:
        """The one to which a personal code belongs, until its day."""
        return self._open(today).filter(code_digest=digest)

    def _open(self, today: date) -> Self:
        asked = self.filter(asked_until__gte=today, data_key__destroyed_on__isnull=True)
        return asked.exclude(state=StatementState.REPLACED)

    def audible_to(self, person: Person) -> Self:
        """Who may hear that there is something to confirm: whoever was interviewed."""
        return self.filter(interview__person=person)

    def waiting(self) -> Self:
        return self.filter(state=StatementState.WAITING)


class Statement(SealedModel):
    """What somebody said, for them to confirm. Never changed: a later version takes the place of one that waits.

    What the person corrects is kept beside it. Once it is answered nothing of it changes any more. Of an answer only
    the day is kept: it may come through the public door.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    interview = models.ForeignKey(Interview, models.PROTECT, related_name="statements")
    number = models.PositiveSmallIntegerField(_("version"))
    text = SealedTextField(_("statement"))
    state = models.CharField(max_length=10, choices=StatementState.choices, default=StatementState.WAITING)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    # Asked to confirm it: somebody of the directory signed in, anybody else with a code of their own.
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(null=True)
    asked_until = models.DateField(null=True)
    code_digest = models.CharField(max_length=64, blank=True, db_index=True)
    how = models.CharField(max_length=10, choices=ConfirmedBy.choices, blank=True)
    answered_on = models.DateField(null=True)
    corrections = SealedTextField(_("corrections"), blank=True)
    # Who read it back and signs that the person confirmed it.
    read_back_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = StatementQuerySet.as_manager()
    undeletable = True
    frozen_but = {"text": minimised(MinimisedText.STATEMENT, "text")}
    frozen_fields = ("interview", "number", "text", "written_by", "written_at")
    database_rules = [
        Trigger(
            "answered_stays",
            "UPDATE",
            "OLD.state <> 'WAITING' AND (NEW.state <> OLD.state OR NEW.corrections <> OLD.corrections "
            "OR NEW.how <> OLD.how OR NEW.answered_on <> OLD.answered_on "
            "OR NEW.asked_until <> OLD.asked_until OR NEW.code_digest <> OLD.code_digest)",
            "a statement that was answered stays as it is",
        ),
    ]

    class Meta:
        ordering = ["number"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=StatementState.values), name="a_statement_has_a_known_state"),
            models.UniqueConstraint(fields=["interview", "number"], name="versions_of_a_statement_are_in_order"),
            models.UniqueConstraint(
                fields=["interview"],
                condition=Q(state__in=["WAITING", "CONFIRMED", "DECLINED"]),
                name="one_statement_of_an_interview_stands",
            ),
            who_and_when("asked", name="asking_to_confirm_says_who_and_when"),
            models.CheckConstraint(
                condition=Q(state__in=["CONFIRMED", "DECLINED"], answered_on__isnull=False, how__in=ConfirmedBy.values)
                | Q(state__in=["WAITING", "REPLACED"], answered_on__isnull=True, how=""),
                name="an_answered_statement_says_when_and_how",
            ),
            models.CheckConstraint(
                condition=Q(how="READ_BACK", read_back_by__isnull=False)
                | ~Q(how="READ_BACK") & Q(read_back_by__isnull=True),
                name="what_was_read_back_says_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(code_digest="") | Q(asked_at__isnull=False, asked_until__isnull=False),
                name="a_code_ends_on_a_day",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        """Where whoever was interviewed is led: the one document."""
        return reverse("statements:confirm_statement", args=[self.pk])

    def move_url(self, move: Move) -> str:
        return reverse(f"cases:{move.verb}", args=[self.interview.case.reference, self.pk])

    def relations(self, person: Person) -> frozenset[str]:
        """Those of the case; or of whoever was interviewed, who has nothing else of it."""
        if person.pk == self.interview.person_id:
            return frozenset({"interviewee"})
        return self.interview.case.relations(person)

    @property
    def is_waiting(self) -> bool:
        return self.state == StatementState.WAITING
