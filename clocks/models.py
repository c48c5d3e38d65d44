"""Deadlines as rows, the rules they come from, and the calendars they are counted on."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property
from typing import Self
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Person
from accounts.moves import Move
from accounts.roles import Role
from audit.rules import Trigger
from clocks import counting
from clocks.public_holidays import public_holidays, weekend_days
from clocks.states import Nature, Status, Unit

WARNING_LEVELS = (50, 80, 100)  # per cent of the span from start to due
TONES = {Status.MET: "success", Status.MISSED: "danger", Status.OVERDUE: "danger"}


def validate_zone(name: str) -> None:
    """Refuse anything but the name of an IANA time zone."""
    if name not in available_timezones():
        raise ValidationError(_("“%(name)s” is not a time zone."), params={"name": name})


class BusinessCalendar(models.Model):
    """The business days of one place: public holidays from the library, then this company's own exceptions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120)
    country = models.CharField(_("country"), max_length=2)  # ISO 3166 alpha-2
    # ISO 3166-2 without the country; empty means the holidays of the whole country.
    subdivision = models.CharField(_("subdivision"), max_length=10, blank=True)
    zone = models.CharField(_("time zone"), max_length=64, validators=[validate_zone])

    undeletable = True

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def counts_for_law(self) -> bool:
        """Whether a deadline that nobody may pause is counted on it: a closed day more makes that one longer."""
        return self.rules.filter(nature=Nature.DEADLINE, may_pause=False).exists()

    @cached_property
    def exceptions(self) -> dict[date, bool]:
        """Day → whether it is open after all. Read once per loaded calendar, so never older than the work at hand."""
        return {closure.date: closure.is_open for closure in self.closures.all()}

    def is_business_day(self, day: date) -> bool:
        """Whether offices of this calendar are open on `day`. A `Closure` row beats the library."""
        if day in self.exceptions:
            return self.exceptions[day]
        if day.weekday() in weekend_days(self.country, self.subdivision):
            return False
        return day not in public_holidays(self.country, self.subdivision, day.year)


class Closure(models.Model):
    """One day on which a calendar differs from the library: a day of mourning, a storm, or open after all."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    calendar = models.ForeignKey(BusinessCalendar, models.PROTECT, related_name="closures")
    date = models.DateField(_("date"))
    reason = models.CharField(_("reason"), max_length=200)
    is_open = models.BooleanField(_("open after all"), default=False)

    undeletable = True

    class Meta:
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(fields=["calendar", "date"], name="one_exception_per_calendar_and_day"),
            models.CheckConstraint(condition=~Q(reason=""), name="a_closure_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.date}: {self.reason}"


class RuleQuerySet(models.QuerySet["Rule"]):
    def with_calendars(self) -> Self:
        """With all that due dates are counted by, in two statements however many rules there are."""
        return self.select_related("calendar").prefetch_related("calendar__closures")


class Rule(models.Model):
    """How long something may take, and who says so. A company may change a rule; its source stays on the page."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.SlugField(_("kind"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=160)
    source = models.CharField(_("source"), max_length=300)
    counts_from = models.CharField(_("counts from"), max_length=300)
    amount = models.PositiveSmallIntegerField(_("amount"))
    unit = models.CharField(_("unit"), max_length=20, choices=Unit.choices)
    calendar = models.ForeignKey(BusinessCalendar, models.PROTECT, null=True, blank=True, related_name="rules")
    # The hour on the due day, in the calendar's zone; empty means the end of that day.
    cut_off = models.TimeField(_("by what hour"), null=True, blank=True)
    nature = models.CharField(_("what it is"), max_length=20, choices=Nature.choices, default=Nature.DEADLINE)
    may_pause = models.BooleanField(_("may be paused"), default=False)
    needs_counsel = models.BooleanField(_("counsel must confirm"), default=False)
    counsel_confirmed_on = models.DateField(_("confirmed by counsel on"), null=True, blank=True)

    objects = RuleQuerySet.as_manager()

    undeletable = True
    frozen_fields = ("kind",)

    class Meta:
        ordering = ["nature", "name"]
        constraints = [
            models.CheckConstraint(condition=Q(unit__in=Unit.values), name="a_rule_counts_in_a_known_unit"),
            models.CheckConstraint(condition=Q(nature__in=Nature.values), name="a_rule_has_a_known_nature"),
            models.CheckConstraint(
                condition=~Q(unit=Unit.BUSINESS_DAYS) | Q(calendar__isnull=False),
                name="business_days_have_a_calendar",
            ),
            models.CheckConstraint(
                condition=Q(cut_off__isnull=True) | Q(calendar__isnull=False), name="a_cut_off_has_a_calendar"
            ),
            models.CheckConstraint(condition=~Q(kind="") & ~Q(source=""), name="a_rule_names_its_source"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def awaits_counsel(self) -> bool:
        """Nobody should rely on this rule before counsel has confirmed it."""
        return self.needs_counsel and self.counsel_confirmed_on is None

    @property
    def length(self) -> str:
        """How long, in words: “4 business days”."""
        if self.amount == 0:
            return gettext("the same day")
        words = {
            Unit.HOURS: ngettext("%(n)s hour, day and night", "%(n)s hours, day and night", self.amount),
            Unit.DAYS: ngettext("%(n)s calendar day", "%(n)s calendar days", self.amount),
            Unit.MONTHS: ngettext("%(n)s calendar month", "%(n)s calendar months", self.amount),
            Unit.BUSINESS_DAYS: ngettext("%(n)s business day", "%(n)s business days", self.amount),
        }
        return words[Unit(self.unit)] % {"n": self.amount}

    def due_date(self, started_on: date, pauses: Iterable[counting.PausedDays] = ()) -> date:
        """The day on which a clock of this rule that started on `started_on` is due."""
        return counting.due_date(started_on, self.amount, self.unit, self.calendar, pauses)

    def due(
        self, started_on: date, started_at: datetime | None, zone: str, pauses: Iterable[counting.PausedDays] = ()
    ) -> tuple[date, datetime]:
        """The day and the instant by which a clock of this rule that started then in `zone` is due.

        Hours count from the instant; where only the day is kept, from its start, which is the safe side.
        """
        if self.unit == Unit.HOURS:
            due_at = counting.add_hours(started_at or counting.start_of_day(started_on, zone), self.amount, pauses)
            return counting.local_date(due_at, zone), due_at
        due_on = self.due_date(started_on, pauses)
        return due_on, self.due_moment(due_on, zone)

    def due_moment(self, due_on: date, zone: str) -> datetime:
        """The instant on `due_on` by which it must be done, in `zone`."""
        return counting.due_moment(due_on, zone, self.cut_off)


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
        "rule", "amount", "source", "calendar", "day", "is_open", "reason", "proposed_by", "proposed_at",
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
        """`success` met, `danger` late, `warning` from 80 % of the span on, otherwise `neutral`."""
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

    def warning_moment(self, percent: int) -> datetime:
        """The instant at which `percent` of the span is gone."""
        return counting.share_of_span(self.starting_moment, self.due_at, percent)

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
