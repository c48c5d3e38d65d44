"""Somebody is in danger: who is on call for an office, and who was called about a report."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Person
from accounts.moves import Move
from accounts.roles import HEAD_OF, Office
from audit.rules import Trigger
from cases.models.case import Case
from cases.models.report import Report
from cases.models.wall import wall_between
from cases.states.danger import Rung


class OnCallDutyQuerySet(models.QuerySet["OnCallDuty"]):
    def visible_to(self, person: Person) -> Self:
        """The rota of the offices in which `person` works."""
        return self.filter(office__in=person.offices)

    def at(self, office: str, at: datetime) -> Self:
        """Who is on call for an office at the instant `at`."""
        running = self.filter(office=office, starts_at__lte=at, ends_at__gt=at)
        return running.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=at))

    def not_over(self, at: datetime) -> Self:
        """Duties that run at `at` or are still to come, in their order."""
        return self.filter(ends_at__gt=at, ended_at__isnull=True).order_by("starts_at")


class OnCallDuty(models.Model):
    """One person is on call for one office, from an instant to another. Planned by the head of the office."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    office = models.CharField(_("office"), max_length=20, choices=Office.choices)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("person"))
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    planned_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    planned_at = models.DateTimeField()
    # Taken off the rota before its time.
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = OnCallDutyQuerySet.as_manager()
    undeletable = True
    frozen_fields = ("office", "person", "starts_at", "ends_at", "planned_by", "planned_at")
    database_rules = [
        Trigger(
            "one_at_a_time",
            "INSERT",
            "EXISTS (SELECT 1 FROM cases_oncallduty d WHERE d.office = NEW.office AND d.ended_at IS NULL "
            "AND d.starts_at < NEW.ends_at AND NEW.starts_at < d.ends_at)",
            "somebody is on call for this office then already",
        ),
        Trigger("ended_once", "UPDATE", "OLD.ended_at IS NOT NULL", "a duty that was ended stays ended"),
    ]

    class Meta:
        ordering = ["starts_at"]
        indexes = [models.Index(fields=["office", "ends_at"])]
        constraints = [
            models.CheckConstraint(condition=Q(office__in=Office.values), name="a_duty_is_for_a_known_office"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_duty_ends_after_its_start"),
            who_and_when("ended", name="an_ended_duty_says_who_and_when"),
        ]

    def __str__(self) -> str:
        return f"{self.office}, {self.starts_at:%Y-%m-%d %H:%M}"

    @property
    def state(self) -> str:
        return "ENDED" if self.ended_at else "PLANNED"

    def relations(self, person: Person) -> frozenset[str]:
        """How `person` stands to this duty; the workflow table says what follows."""
        return frozenset({"head"}) if HEAD_OF[Office(self.office)] in person.roles else frozenset()

    def move_url(self, move: Move) -> str:
        return reverse(f"danger:{move.verb}", args=[self.pk])

    def get_absolute_url(self) -> str:
        return reverse("danger:on_call")


class DangerAlarmQuerySet(models.QuerySet["DangerAlarm"]):
    def of(self, case: Any) -> Self:
        """The alarms of a case that was loaded in scope, or of an outer row."""
        return self.filter(case=case)

    def unanswered(self) -> Self:
        return self.filter(acknowledged_at__isnull=True)

    def visible_to(self, person: Person | None) -> Self:
        """The alarms for which `person` was called, unless the wall of the case has risen since."""
        if person is None:
            return self.none()
        called = self.filter(calls__person=person, case__shredded_on__isnull=True)
        return called.exclude(wall_between("case", person))


class DangerAlarm(models.Model):
    """A reporter said that somebody is in danger. Born with the report, so it keeps the day only (DECISIONS 22).

    The hour begins when the clock calls somebody: that is the Portal's act, and its row is an `AlarmCall`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="alarms")
    report = models.OneToOneField(Report, models.PROTECT, related_name="alarm")
    raised_on = models.DateField()
    acknowledged_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    acknowledged_at = models.DateTimeField(null=True)

    objects = DangerAlarmQuerySet.as_manager()
    undeletable = True
    frozen_fields = ("report", "raised_on")
    database_rules = [
        Trigger(
            "acknowledged_once",
            "UPDATE",
            "OLD.acknowledged_at IS NOT NULL AND (NEW.acknowledged_at IS NULL "
            "OR OLD.acknowledged_at <> NEW.acknowledged_at OR OLD.acknowledged_by_id <> NEW.acknowledged_by_id)",
            "an alarm is acknowledged once",
        ),
    ]

    class Meta:
        ordering = ["raised_on", "id"]
        indexes = [
            models.Index(fields=["raised_on"], condition=Q(acknowledged_at__isnull=True), name="unanswered_alarms")
        ]
        constraints = [who_and_when("acknowledged", name="an_acknowledged_alarm_says_who_and_when")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def state(self) -> str:
        return "ACKNOWLEDGED" if self.acknowledged_at else "RAISED"

    def relations(self, person: Person) -> frozenset[str]:
        """How `person` stands to this alarm; the workflow table says what follows. The wall has been applied before."""
        return frozenset({"called"}) if self.calls.filter(person=person).exists() else frozenset()

    def visible_among(self, people: Iterable[Person]) -> set[uuid.UUID]:
        """The ids of those of `people` who may know of this alarm: `visible_to`, asked once for all."""
        called = Person.objects.filter(pk__in=[person.pk for person in people])
        called = called.filter(pk__in=self.calls.values("person"))
        return set(self.case.unwalled(called).values_list("pk", flat=True))

    def move_url(self, move: Move) -> str:
        return reverse(f"danger:{move.verb}", args=[self.pk])

    def get_absolute_url(self) -> str:
        return reverse("danger:alarm", args=[self.pk])


class AlarmCall(models.Model):
    """One person was called about one alarm. Their hour to answer is a `Clock` of this row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    alarm = models.ForeignKey(DangerAlarm, models.PROTECT, related_name="calls")
    place = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    rung = models.CharField(max_length=20, choices=Rung.choices)
    called_at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["alarm", "place"], name="one_call_after_the_other"),
            models.UniqueConstraint(fields=["alarm", "person"], name="nobody_is_called_twice"),
            models.CheckConstraint(condition=Q(rung__in=Rung.values), name="a_call_has_a_known_rung"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
