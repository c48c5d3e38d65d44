"""A deadline as a row: from when until when, warned of, stopped, paused."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext

from audit.rules import Trigger
from clocks import counting
from clocks.models.rule import Rule
from clocks.states import Nature, Status

# The first and the second warning and the end, by the per cent of the span at which they come unless a rule says other.
WARNING_LEVELS = (50, 80, 100)
TONES = {Status.MET: "success", Status.MISSED: "danger", Status.OVERDUE: "danger"}


class ClockQuerySet(models.QuerySet["Clock"]):
    """Clocks carry no narrative. Whoever loads them has loaded their subject through `visible_to` before."""

    def of(self, subject: models.Model) -> Self:
        """Every clock of one record, running or not."""
        return self.for_subjects(subject._meta.label_lower, [subject.pk])

    def for_subjects(self, kind: str, ids: Iterable[uuid.UUID]) -> Self:
        """The clocks of many records of one model (its label, such as `cases.case`), for a list page."""
        return self.filter(subject_kind=kind.lower(), subject_id__in=list(ids))

    def running(self) -> Self:
        """Not stopped and not cancelled. A paused clock still runs: it has only no due date that counts."""
        return self.filter(stopped_on__isnull=True)

    def due_before(self, at: datetime) -> Self:
        """Deadlines that were due before the instant `at` and are not met: the late ones."""
        return self.running().filter(due_at__lt=at, paused_since__isnull=True, rule__nature=Nature.DEADLINE)

    def to_warn(self, at: datetime) -> Self:
        """Running clocks that passed a warning level by `at` and nobody was told of it."""
        return self.running().filter(next_warning_at__lte=at)


class ClockManager(models.Manager.from_queryset(ClockQuerySet)):  # type: ignore[misc]
    """Brings the rule along: a clock is nothing without the sentence that it follows."""

    def get_queryset(self) -> ClockQuerySet:
        return super().get_queryset().select_related("rule")


class Clock(models.Model):
    """One deadline of one record. Dates are computed once, stored, and never counted down."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject_kind = models.CharField(max_length=100)  # the model's label, such as `cases.case`
    subject_id = models.UUIDField()
    kind = models.SlugField(max_length=60, db_index=False)  # = rule.kind, here for the unique constraint
    rule = models.ForeignKey(Rule, models.PROTECT, related_name="clocks")
    zone = models.CharField(max_length=64)  # the jurisdiction's, in which the days below begin and end
    started_on = models.DateField()
    started_at = models.DateTimeField(null=True)  # empty where an anonymous reporter started it (DECISIONS 22)
    due_on = models.DateField()
    due_at = models.DateTimeField()
    paused_since = models.DateField(null=True)
    stopped_on = models.DateField(null=True)
    stopped_at = models.DateTimeField(null=True)  # empty while running, or where an anonymous reporter stopped it
    cancelled_reason = models.CharField(max_length=300, blank=True)
    warned_50_at = models.DateTimeField(null=True)
    warned_80_at = models.DateTimeField(null=True)
    warned_100_at = models.DateTimeField(null=True)
    # The next level's instant, so that the sweep finds its rows by one index; empty when there is nothing to warn of.
    next_warning_at = models.DateTimeField(null=True)

    objects = ClockManager()

    undeletable = True
    frozen_fields = ("subject_kind", "subject_id", "kind", "zone", "started_on", "started_at")
    # Late or in time is judged once: neither the stop nor the date it is measured by changes afterwards.
    database_rules = [
        Trigger(
            name="judged",
            when="UPDATE",
            condition="""
                OLD.stopped_on IS NOT NULL AND (
                    NEW.stopped_on IS NULL OR NEW.stopped_on <> OLD.stopped_on
                    OR (NEW.stopped_at IS NULL) <> (OLD.stopped_at IS NULL) OR NEW.stopped_at <> OLD.stopped_at
                    OR NEW.due_on <> OLD.due_on OR NEW.due_at <> OLD.due_at
                    OR NEW.cancelled_reason <> OLD.cancelled_reason
                )
            """,
            message="a stopped clock keeps its dates",
        ),
    ]

    class Meta:
        ordering = ["due_at", "id"]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="clocks_of_a_subject"),
            models.Index(fields=["due_at"], condition=Q(stopped_on__isnull=True), name="running_clocks_by_due"),
            models.Index(fields=["next_warning_at"], condition=Q(next_warning_at__isnull=False), name="clocks_to_warn"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["subject_kind", "subject_id", "kind"],
                condition=Q(stopped_on__isnull=True),
                name="one_running_clock_of_a_kind",
            ),
            models.CheckConstraint(condition=Q(due_on__gte=F("started_on")), name="a_clock_ends_after_its_start"),
            models.CheckConstraint(
                condition=Q(stopped_at__isnull=True) | Q(stopped_on__isnull=False),
                name="a_stopped_instant_has_its_day",
            ),
            models.CheckConstraint(
                condition=Q(cancelled_reason="") | Q(stopped_on__isnull=False), name="a_cancelled_clock_is_stopped"
            ),
            models.CheckConstraint(
                condition=Q(stopped_on__isnull=True) | (Q(paused_since__isnull=True) & Q(next_warning_at__isnull=True)),
                name="a_stopped_clock_rests",
            ),
            models.CheckConstraint(
                condition=Q(paused_since__isnull=True) | Q(next_warning_at__isnull=True),
                name="a_paused_clock_warns_nobody",
            ),
            models.CheckConstraint(
                condition=Q(warned_80_at__isnull=True) | Q(warned_50_at__isnull=False), name="warned_at_80_after_50"
            ),
            models.CheckConstraint(
                condition=Q(warned_100_at__isnull=True) | Q(warned_80_at__isnull=False), name="warned_at_100_after_80"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}, {self.due_on}"

    @property
    def status(self) -> Status:
        """Where the clock stands now, for pages; code that was given an instant asks `status_at`."""
        return self.status_at(timezone.now())

    def status_at(self, at: datetime) -> Status:
        """Where the clock stands at the instant `at`."""
        if self.cancelled_reason:
            return Status.CANCELLED
        if self.stopped_on is not None:
            return Status.MET if self.was_met else Status.MISSED
        if self.paused_since is not None:
            return Status.PAUSED
        if at <= self.due_at:
            return Status.RUNNING
        return Status.OVERDUE if self.rule.nature == Nature.DEADLINE else Status.ELAPSED

    @property
    def was_met(self) -> bool:
        """Stopped in time; for a minimum period, not before its time. A stop without an hour counts by the day."""
        if self.stopped_on is None:
            return False
        if self.rule.nature == Nature.MINIMUM:
            return self.stopped_on >= self.due_on
        return self.stopped_on <= self.due_on if self.stopped_at is None else self.stopped_at <= self.due_at

    @property
    def kind_label(self) -> str:
        """What is due, in the reader's language."""
        return gettext(self.rule.name)

    @property
    def status_label(self) -> str:
        """The status now, as a word."""
        return str(self.status.label)

    @property
    def tone(self) -> str:
        """The look of the clock's chip now; code that was given an instant asks `tone_at`."""
        return self.tone_at(timezone.now())

    def tone_at(self, at: datetime) -> str:
        """`success` met, `danger` late, `warning` from the second warning on, otherwise `neutral`."""
        status = self.status_at(at)
        if status == Status.RUNNING and self.rule.nature == Nature.DEADLINE and at >= self.warning_moment(80):
            return "warning"
        return TONES.get(status, "neutral")

    @property
    def starting_moment(self) -> datetime:
        """The instant from which the span is measured: the start of the first day where only the day is known.

        A rule of no length, for a day that somebody has set, is measured from the moment at which it was set.
        """
        if self.started_at is not None:
            known_on = counting.local_date(self.started_at, self.zone)
            if known_on == self.started_on or (known_on < self.started_on and not self.rule.amount):
                return self.started_at
        return counting.start_of_day(self.started_on, self.zone)

    def warning_moment(self, level: int) -> datetime:
        """The instant of a level of `WARNING_LEVELS`: the share of the span that the rule names is gone then."""
        shares = {50: self.rule.first_warning, 80: self.rule.second_warning}
        return counting.share_of_span(self.starting_moment, self.due_at, shares.get(level, level))

    def warned_at(self, percent: int) -> datetime | None:
        """When people were warned at this level; `None` if they were not."""
        return getattr(self, f"warned_{percent}_at")

    def next_warning(self) -> datetime | None:
        """The first level not yet warned of, as an instant; `None` where this clock warns nobody (any more)."""
        if self.stopped_on is not None or self.paused_since is not None or self.rule.nature != Nature.DEADLINE:
            return None
        levels = [percent for percent in WARNING_LEVELS if self.warned_at(percent) is None]
        return self.warning_moment(levels[0]) if levels else None


class Pause(models.Model):
    """An interval that does not count: from `starts_on` up to, and not including, `ends_on`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    clock = models.ForeignKey(Clock, models.PROTECT, related_name="pauses")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    # The day on which it ends by itself; empty where somebody has to end it.
    resume_on = models.DateField(null=True)
    reason = models.CharField(max_length=300)

    undeletable = True
    frozen_fields = ("starts_on", "resume_on", "reason")

    class Meta:
        ordering = ["starts_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["clock"], condition=Q(ends_on__isnull=True), name="one_open_pause_per_clock"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="a_pause_ends_after_its_start"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_pause_has_a_reason"),
            models.CheckConstraint(
                condition=Q(resume_on__isnull=True) | Q(resume_on__gt=F("starts_on")),
                name="a_pause_is_planned_to_end_after_its_start",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on}–{self.ends_on or ''}"
