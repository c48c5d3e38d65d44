"""Tests of the hotline: a made-up report through one channel, followed to its acknowledgement."""

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.moves import Move
from accounts.roles import Role
from audit.rules import Trigger
from cases.models.case import Case
from cases.models.report import Report
from cases.states.hotline_test import ENDED_TESTS, HotlineTestState, TestedChannel
from vault.fields import SealedTextField
from vault.models import SealedModel, SealedQuerySet

# Who reads how a test ended. While one runs, the General Auditor alone: a test known beforehand tests nothing.
READERS_OF_RESULTS = frozenset({Role.ETHICS_OFFICER, Role.AUDIT_COMMITTEE, Role.AUDIT_COMMITTEE_CHAIR})


class HotlineTestQuerySet(SealedQuerySet["HotlineTest"]):
    def visible_to(self, person: Person | None) -> Self:
        """All for the General Auditor; for those who oversee, what has ended."""
        if person is None:
            return self.none()
        if Role.GENERAL_AUDITOR in person.roles:
            return self.all()
        return self.ended() if person.roles & READERS_OF_RESULTS else self.none()

    def locked(self, pk: uuid.UUID, *, by: Person | None) -> "HotlineTest":
        """The test, locked, if `by` may see it (the clock, `None`, may). Raises `HotlineTest.DoesNotExist`."""
        visible = self.all() if by is None else self.visible_to(by)
        found: HotlineTest = visible.select_for_update(of=("self",)).get(pk=pk)
        return found

    def ended(self) -> Self:
        return self.filter(state__in=ENDED_TESTS)

    def under_way(self) -> Self:
        return self.exclude(state__in=ENDED_TESTS)

    def to_tell(self) -> Self:
        return self.filter(state=HotlineTestState.TO_TELL)

    def ended_in(self, start: date, end: date) -> Self:
        """Those that ended on a day from `start` to `end`, given-up ones left out: they say nothing of the hotline."""
        return self.ended().exclude(state=HotlineTestState.DROPPED).filter(ended_on__range=(start, end))


def tests_of(case: OuterRef) -> Exists:
    """Whether a case, named by its id in the outer query, is a test of the hotline, running or over."""
    return Exists(HotlineTest.objects.filter(case=case))


class HotlineTest(SealedModel):
    """One channel, tested once. What it counts is itself: its report and case stand in no figure of the record.

    Days only: an anonymous report keeps no hour, and a test must look like one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    channel = models.CharField(_("channel"), max_length=20, choices=TestedChannel.choices)
    state = models.CharField(_("state"), max_length=10, choices=HotlineTestState.choices)
    # What is told, and the words in it by which the Portal knows a report that somebody else writes down.
    story = SealedTextField(_("story"))
    mark = SealedTextField(_("words to say"), limit=100)
    # The first day of the period, where the clock began it: once for each channel and period.
    period_start = models.DateField(null=True)
    begun_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    begun_on = models.DateField(_("begun"))
    # On this day it has failed, if nothing was acknowledged by then.
    fails_on = models.DateField()
    report = models.OneToOneField(Report, models.PROTECT, null=True, related_name="hotline_test")
    case = models.OneToOneField(Case, models.PROTECT, null=True, related_name="hotline_test")
    arrived_on = models.DateField(null=True)
    acknowledged_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    objects = HotlineTestQuerySet.as_manager()
    undeletable = True
    frozen_fields = ("channel", "story", "mark", "period_start", "begun_by", "begun_on")
    database_rules = [
        Trigger(
            "over_for_good",
            "UPDATE",
            "OLD.state IN ('ANSWERED', 'FAILED', 'DROPPED')",
            "a test that is over stays as it ended",
        ),
        Trigger(
            "one_report_for_good",
            "UPDATE",
            "OLD.report_id IS NOT NULL AND NEW.report_id <> OLD.report_id",
            "a test keeps its report",
        ),
    ]

    class Meta:
        ordering = ["-begun_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=HotlineTestState.values), name="a_test_has_a_known_state"),
            models.CheckConstraint(condition=Q(channel__in=TestedChannel.values), name="a_test_is_of_a_known_channel"),
            models.CheckConstraint(condition=Q(fails_on__gt=F("begun_on")), name="a_test_has_some_days"),
            models.CheckConstraint(
                condition=Q(report__isnull=True, case__isnull=True, arrived_on__isnull=True)
                | Q(report__isnull=False, case__isnull=False, arrived_on__isnull=False),
                name="a_test_that_arrived_has_its_report",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["TO_TELL", "DROPPED"], report__isnull=True)
                | Q(state__in=["RUNNING", "ANSWERED"], report__isnull=False)
                | Q(state="FAILED"),
                name="a_test_runs_from_its_arrival",
            ),
            models.CheckConstraint(
                condition=Q(state="ANSWERED", acknowledged_on__isnull=False)
                | ~Q(state="ANSWERED") & Q(acknowledged_on__isnull=True),
                name="an_answered_test_says_when",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["TO_TELL", "RUNNING"], ended_on__isnull=True)
                | ~Q(state__in=["TO_TELL", "RUNNING"]) & Q(ended_on__isnull=False),
                name="a_test_that_is_over_says_since_when",
            ),
            models.UniqueConstraint(fields=["period_start", "channel"], name="a_channel_is_tested_once_in_a_period"),
        ]
        indexes = [models.Index(fields=["fails_on"], condition=Q(ended_on__isnull=True), name="tests_under_way")]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("hotline_tests:hotline_test", args=[self.pk])

    def move_url(self, move: Move) -> str:
        return reverse(f"hotline_tests:{move.verb}", args=[self.pk])

    def relations(self, person: Person) -> frozenset[str]:
        return frozenset({"auditor"}) if Role.GENERAL_AUDITOR in person.roles else frozenset()

    @property
    def is_to_tell(self) -> bool:
        return self.state == HotlineTestState.TO_TELL

    @property
    def has_failed(self) -> bool:
        return self.state == HotlineTestState.FAILED

    @property
    def days(self) -> int | None:
        """Calendar days from the arrival to the acknowledgement."""
        if self.arrived_on is None or self.acknowledged_on is None:
            return None
        return (self.acknowledged_on - self.arrived_on).days
