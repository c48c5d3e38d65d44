"""Whether somebody who reported is well since: what they were asked and answered, and what the office saw."""

import uuid
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Person
from accounts.moves import Move
from audit.rules import Trigger
from cases.models.case import Case
from cases.models.report import Report
from cases.models.wall import surviving, wall_between, walled_off
from cases.states.care import CheckAnswer, CheckBasis, CheckState, ObservationKind
from cases.states.report import Mode
from vault.fields import SealedTextField
from vault.models import SealedModel

WAITING = Q(answer="", passed_on__isnull=True, reaches_reporter=True)


class RetaliationCheckQuerySet(models.QuerySet["RetaliationCheck"]):
    def visible_to(self, person: Person | None) -> Self:
        """Those of the reports of cases that `person` may see."""
        if person is None:
            return self.none()
        return self.filter(report__case__in=Case.objects.visible_to(person).values("pk"))

    def audible_to(self, person: Person) -> Self:
        """The same without those whose answer opened a case behind whose wall `person` stands."""
        return self.visible_to(person).exclude(wall_between(surviving("case_opened"), person))

    def locked(self, pk: uuid.UUID, *, by: Person) -> "RetaliationCheck":
        """The check-in, locked, if `by` may see it now. Raises `RetaliationCheck.DoesNotExist`."""
        visible = self.filter(pk=pk).visible_to(by)
        found: RetaliationCheck = visible.select_related("report").select_for_update(of=("self",)).get()
        return found

    def of(self, case: Case) -> Self:
        """Those of a case that was loaded in scope, the newest first."""
        return self.filter(report__case=case).order_by("-sent_on", "-pk")

    def waiting(self) -> Self:
        """Those that their reporter may answer now."""
        return self.filter(WAITING)


class RetaliationCheck(models.Model):
    """A reporter is asked how they have been since they spoke up, and so is the office (DECISIONS 58).

    It belongs to the report and goes where the report goes. Only days are kept of it, but of an office's own asking. A
    bad answer opens a case; what the reporter wrote is the report of that case and stands nowhere else.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, models.PROTECT, related_name="retaliation_checks")
    basis = models.CharField(max_length=10, choices=CheckBasis.choices)
    # So many days after `counted_on`; nothing where the office asked out of turn.
    after_days = models.PositiveSmallIntegerField(null=True)
    counted_on = models.DateField()
    sent_on = models.DateField()
    # Somebody who left no way back is not asked; then the office alone looks after them.
    reaches_reporter = models.BooleanField()
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=10, choices=CheckAnswer.choices, blank=True, default="")
    answered_on = models.DateField(null=True)
    # Not answered when the next one came.
    passed_on = models.DateField(null=True)
    case_opened = models.OneToOneField(Case, models.PROTECT, null=True, related_name="opened_by_check")

    objects = RetaliationCheckQuerySet.as_manager()
    undeletable = True
    frozen_fields = (
        "report",
        "basis",
        "after_days",
        "counted_on",
        "sent_on",
        "reaches_reporter",
        "asked_by",
        "asked_at",
    )
    database_rules = [
        Trigger(
            "settled_once",
            "UPDATE",
            "(OLD.answer <> '' AND (NEW.answer <> OLD.answer OR NEW.answered_on <> OLD.answered_on "
            "OR (OLD.case_opened_id IS NOT NULL AND NEW.case_opened_id <> OLD.case_opened_id))) "
            "OR (OLD.passed_on IS NOT NULL AND (NEW.passed_on IS NULL OR NEW.passed_on <> OLD.passed_on))",
            "a check-in is answered once",
        ),
        Trigger(
            "nobody_is_pressed",
            "INSERT",
            "NEW.reaches_reporter AND EXISTS (SELECT 1 FROM cases_retaliationcheck c "
            "WHERE c.report_id = NEW.report_id AND c.answer = 'STOP')",
            "who asked not to be asked is not asked again",
        ),
    ]

    class Meta:
        ordering = ["sent_on", "id"]
        indexes = [
            models.Index(fields=["sent_on"]),
            models.Index(fields=["answered_on"], condition=Q(answered_on__isnull=False), name="checks_answered"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["report", "basis", "after_days", "counted_on"],
                condition=~Q(basis=CheckBasis.ASKED),
                name="a_reporter_is_asked_once_for_each_day",
            ),
            models.UniqueConstraint(fields=["report"], condition=WAITING, name="one_check_in_waits_for_a_reporter"),
            models.CheckConstraint(condition=Q(basis__in=CheckBasis.values), name="a_check_in_has_a_known_basis"),
            models.CheckConstraint(
                condition=Q(basis=CheckBasis.ASKED, after_days__isnull=True, asked_by__isnull=False)
                | ~Q(basis=CheckBasis.ASKED) & Q(after_days__isnull=False, asked_by__isnull=True),
                name="a_check_in_is_due_or_asked_for",
            ),
            who_and_when("asked", name="a_check_in_asked_for_says_who_and_when"),
            models.CheckConstraint(
                condition=Q(answer="", answered_on__isnull=True)
                | Q(
                    answer__in=CheckAnswer.values,
                    answered_on__isnull=False,
                    passed_on__isnull=True,
                    reaches_reporter=True,
                ),
                name="a_check_in_is_answered_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(answer=CheckAnswer.HAPPENED, case_opened__isnull=False)
                | ~Q(answer=CheckAnswer.HAPPENED) & Q(case_opened__isnull=True),
                name="a_bad_answer_opens_a_case",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def state(self) -> str:
        if self.answer:
            return CheckState.ANSWERED.value
        if not self.reaches_reporter:
            return CheckState.FOR_STAFF.value
        return CheckState.PASSED.value if self.passed_on else CheckState.WAITING.value

    @property
    def why_now(self) -> str:
        """From what its day was counted, in words."""
        if self.after_days is None:
            return str(self.get_basis_display())
        return _("%(basis)s, day %(days)s") % {"basis": self.get_basis_display(), "days": self.after_days}

    def relations(self, person: Person) -> frozenset[str]:
        """Those of the case."""
        return self.report.case.relations(person)

    def move_url(self, move: Move) -> str:
        return reverse(f"cases:{move.verb}", args=[self.report.case.reference, self.pk])

    def get_absolute_url(self) -> str:
        return reverse("cases:aftercare", args=[self.report.case.reference])

    def clock_recipients(self) -> list[Person]:
        """Who is reminded to look: whoever works the case."""
        return self.report.case.clock_recipients()


class RetaliationObservation(SealedModel):
    """What whoever works a case saw of a reporter's pay, role and place. Only of somebody known by name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    check_in = models.ForeignKey(RetaliationCheck, models.PROTECT, related_name="observations")
    kind = models.CharField(_("what changed"), max_length=10, choices=ObservationKind.choices)
    words = SealedTextField(_("in words"), blank=True)
    observed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    observed_at = models.DateTimeField()

    append_only = True
    database_rules = [
        Trigger(
            "of_somebody_known",
            "INSERT",
            "NOT EXISTS (SELECT 1 FROM cases_retaliationcheck c JOIN cases_report r ON r.id = c.report_id "
            "WHERE c.id = NEW.check_in_id AND COALESCE(NULLIF(r.later_mode, ''), r.mode) = 'NAMED')",
            "only a reporter who is known by name can be watched over",
        ),
    ]

    class Meta:
        ordering = ["observed_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=ObservationKind.values), name="an_observation_is_of_a_known_kind"
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)


def reachable() -> Q:
    """Reports whose reporter reads what the office writes: by the key, or signed in."""
    return Q(access_key_digest__isnull=False) | Q(identity__isnull=False) & ~Q(identity__person_digest="")


def known_by_name() -> Q:
    """Reports whose reporter the office knows by name."""
    return Q(later_mode=Mode.NAMED) | Q(later_mode="", mode=Mode.NAMED)


def asked_lately(today: date, days: int) -> Exists:
    """Whether a report's reporter was asked in the last `days` days: nobody is asked twice in a week."""
    recent = RetaliationCheck.objects.filter(report=OuterRef("pk"), sent_on__gt=today - timedelta(days=days))
    return Exists(recent)


def asks_no_more() -> Exists:
    """Whether a report's reporter asked not to be asked."""
    return Exists(RetaliationCheck.objects.filter(report=OuterRef("pk"), answer=CheckAnswer.STOP))


def opened_behind_a_wall(checks: Iterable[RetaliationCheck], person: Person) -> set[uuid.UUID]:
    """The ids of those whose answer opened a case that walls `person` off: to them it has not been answered."""
    opened = {check.case_opened_id: check.pk for check in checks if check.case_opened_id}
    if not opened:
        return set()
    walled = Case.objects.filter(pk__in=opened).filter(walled_off(person))
    return {opened[pk] for pk in walled.values_list("pk", flat=True)}
