"""How long a deadline is, and who says so."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from clocks import counting
from clocks.models.calendar import BusinessCalendar
from clocks.states import Nature, Unit

# Of a rule that nobody has changed: per cent of the span from start to due.
FIRST_WARNING, SECOND_WARNING = 50, 80


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
    # Per cent of the span after which people are warned, before it is over.
    first_warning = models.PositiveSmallIntegerField(_("first warning"), default=FIRST_WARNING)
    second_warning = models.PositiveSmallIntegerField(_("second warning"), default=SECOND_WARNING)
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
            models.CheckConstraint(
                condition=Q(first_warning__gte=1, second_warning__lte=99, first_warning__lt=F("second_warning")),
                name="a_rule_warns_twice_before_it_is_over",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def awaits_counsel(self) -> bool:
        """Nobody should rely on this rule before counsel has confirmed it."""
        return self.needs_counsel and self.counsel_confirmed_on is None

    @property
    def warns(self) -> bool:
        """Whether anybody is warned before it is over: of a minimum, or of what others owe, nobody is."""
        return self.nature == Nature.DEADLINE

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
