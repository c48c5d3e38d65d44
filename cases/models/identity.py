"""The name of a confidential reporter: who asked to see it, what the custodian decided, and each look at it."""

import uuid
from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Person
from accounts.moves import Move
from accounts.roles import Office, Role
from audit.models import Signature
from audit.rules import Trigger
from cases.models.case import Case
from cases.models.report import Report, reporter_digest
from cases.models.wall import HEAD_OF_QUEUE, queues_of, wall_between
from cases.states.case import Queue
from cases.states.identity import TELLING, TOLD_FIRST, Telling, UnlockEnd, UnlockReason, UnlockState
from cases.states.report import Consent
from vault.fields import SealedTextField
from vault.models import SealedModel, SealedQuerySet


def _who_work(queues: frozenset[str]) -> QuerySet[Person]:
    """The staff of these queues, and their heads."""
    people = Person.objects.none()
    for queue in queues:
        people |= Person.objects.holding(HEAD_OF_QUEUE[Queue(queue)])
        if queue in Office.values:
            people |= Person.objects.holding(Role.OFFICE_STAFF, office=Office(queue))
    return people


class IdentityRequestQuerySet(SealedQuerySet):
    def decided_by(self, person: Person) -> Self:
        """Those that are, or were, `person`'s to decide as custodian or as the second person of another office."""
        mine = Q(custodian=person) if Role.CUSTODIAN in person.roles else Q(pk__in=[])
        if queues := queues_of(person):
            # Of a case of another office nobody hears longer than it takes to decide.
            in_time = Q(state=UnlockState.ASKED) | Q(decided_by=person)
            # An investigator may be of another office than the case: theirs is not the second one.
            own = Q(asked_queue__in=queues) | Q(asked_by__in=_who_work(queues).values("pk"))
            mine |= Q(reason=UnlockReason.DANGER) & in_time & ~own
        # Whoever reported decides nothing about their own name, and is not told here that somebody asks for it.
        others = self.exclude(report__identity__person_digest=reporter_digest(person))
        kept = others.filter(mine, report__case__shredded_on__isnull=True)
        return kept.exclude(wall_between("report__case", person))

    def visible_to(self, person: Person | None) -> Self:
        """Those that are `person`'s to decide, and those of the cases that they see."""
        if person is None:
            return self.none()
        decides = IdentityRequest.objects.decided_by(person).order_by().values("pk")
        return self.filter(Q(report__case__in=Case.objects.visible_to(person).values("pk")) | Q(pk__in=decides))

    def open(self) -> Self:
        """Those that wait for a decision, or let somebody see a name."""
        return self.filter(state__in=[UnlockState.ASKED, UnlockState.GRANTED])


class IdentityRequest(SealedModel):
    """Somebody who works a case asks for the name of its confidential reporter (DECISIONS 21, 47).

    A custodian decides: never the asker, the person whom it is for, or anybody of their office, and never by itself.
    Where a life is in danger a person of another office decides instead. Only days are kept of when it may be seen.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.ForeignKey(Report, models.PROTECT, related_name="identity_requests")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("for"))
    reason = models.CharField(_("reason"), max_length=20, choices=UnlockReason.choices)
    # Never shown to the custodian, who learns the coded reason and the reference.
    why = SealedTextField(_("why"))
    days = models.PositiveSmallIntegerField(_("days at most"))
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    asked_queue = models.CharField(max_length=30, choices=Queue.choices)
    asked_signature = models.OneToOneField(Signature, models.PROTECT, null=True, related_name="+")
    custodian = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=UnlockState.choices, default=UnlockState.ASKED)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    # The queue whose person decided, where a life was in danger.
    decided_queue = models.CharField(max_length=30, choices=Queue.choices, blank=True, default="")
    decided_signature = models.OneToOneField(Signature, models.PROTECT, null=True, related_name="+")
    decision = SealedTextField(_("reasons"), blank=True)
    # The first and the last day on which the name may be seen.
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    told_on = models.DateField(null=True)
    answer = models.CharField(max_length=10, choices=Consent.choices, blank=True, default="")
    answered_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    ended_because = models.CharField(max_length=20, choices=UnlockEnd.choices, blank=True, default="")
    revoked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = IdentityRequestQuerySet.as_manager()
    undeletable = True
    frozen_fields = (
        "report",
        "person",
        "reason",
        "why",
        "days",
        "asked_by",
        "asked_at",
        "asked_queue",
        "asked_signature",
    )
    database_rules = [
        Trigger(
            "told_in_confidence",
            "INSERT",
            "NOT EXISTS (SELECT 1 FROM cases_report r WHERE r.id = NEW.report_id "
            "AND COALESCE(NULLIF(r.later_mode, ''), r.mode) = 'CONFIDENTIAL')",
            "only a confidential report has a name to ask for",
        ),
        Trigger(
            "decided_once",
            "UPDATE",
            "OLD.decided_at IS NOT NULL AND (NEW.decided_at IS NULL OR OLD.decided_at <> NEW.decided_at "
            "OR OLD.decided_by_id <> NEW.decided_by_id OR NEW.state = 'ASKED')",
            "a decision about a name is made once",
        ),
        Trigger(
            "never_longer",
            "UPDATE",
            "OLD.until_on IS NOT NULL AND (NEW.until_on IS NULL OR NEW.until_on > OLD.until_on)",
            "a grant of a name is never made longer",
        ),
        Trigger(
            "over_for_good",
            "UPDATE",
            "OLD.state IN ('REFUSED', 'ENDED') AND NEW.state <> OLD.state",
            "a request for a name that is over stays over",
        ),
    ]

    class Meta:
        ordering = ["-asked_at", "id"]
        indexes = [
            models.Index(fields=["custodian", "-asked_at", "id"], name="names_of_a_custodian"),
            models.Index(fields=["state", "until_on"], name="names_that_run_out"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(reason__in=UnlockReason.values), name="a_name_is_asked_for_a_reason"),
            models.CheckConstraint(condition=Q(state__in=UnlockState.values), name="a_request_has_a_known_state"),
            models.CheckConstraint(
                condition=~Q(custodian=F("asked_by")) & ~Q(custodian=F("person")), name="a_custodian_is_not_the_asker"
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("asked_by")) & ~Q(decided_by=F("person")),
                name="nobody_grants_a_name_to_themself",
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | Q(decided_by=F("custodian"))
                | Q(reason=UnlockReason.DANGER, custodian__isnull=True),
                name="its_custodian_decides",
            ),
            models.CheckConstraint(
                condition=Q(reason=UnlockReason.DANGER, custodian__isnull=True, asked_signature__isnull=False)
                | (~Q(reason=UnlockReason.DANGER) & Q(custodian__isnull=False)),
                name="a_custodian_or_two_offices_decide",
            ),
            models.CheckConstraint(
                condition=~Q(reason=UnlockReason.DANGER)
                | Q(from_on__isnull=True)
                | (~Q(decided_queue="") & ~Q(decided_queue=F("asked_queue")) & Q(decided_signature__isnull=False)),
                name="two_offices_unlock_in_danger",
            ),
            who_and_when("decided", name="a_decision_on_a_name_says_who_and_when"),
            models.CheckConstraint(
                condition=~Q(state=UnlockState.GRANTED)
                | Q(decided_by__isnull=False, from_on__isnull=False, until_on__isnull=False),
                name="a_granted_name_has_a_last_day",
            ),
            models.CheckConstraint(
                condition=Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")), name="a_grant_ends_after_its_start"
            ),
            models.CheckConstraint(
                condition=~Q(state=UnlockState.GRANTED, reason__in=TOLD_FIRST) | Q(told_on__isnull=False),
                name="who_must_be_told_first_was_told",
            ),
            models.CheckConstraint(
                condition=Q(state=UnlockState.ENDED, ended_on__isnull=False) & ~Q(ended_because="")
                | ~Q(state=UnlockState.ENDED) & Q(ended_on__isnull=True, ended_because=""),
                name="what_ended_says_when_and_why",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def telling(self) -> Telling:
        """When the reporter is told, by the reason alone."""
        return TELLING[UnlockReason(self.reason)]

    @property
    def in_danger(self) -> bool:
        return self.reason == UnlockReason.DANGER

    @property
    def waits(self) -> bool:
        return self.state == UnlockState.ASKED

    @property
    def is_granted(self) -> bool:
        return self.state == UnlockState.GRANTED

    def is_open_on(self, day: date) -> bool:
        """Whether the name may be seen on that day."""
        return bool(
            self.state == UnlockState.GRANTED
            and self.from_on
            and self.until_on
            and self.from_on <= day <= self.until_on
        )

    def waits_for_the_reporter(self, day: date) -> bool:
        """Whether the reporter was told and may still answer before anybody sees the name."""
        told = self.state == UnlockState.GRANTED and self.reason in TOLD_FIRST and not self.answer
        return bool(told and self.from_on and day < self.from_on)

    def relations(self, person: Person) -> frozenset[str]:
        """How `person` stands to this request; the wall has been applied before."""
        of_the_case = self.report.case.relations(person)
        queues = queues_of(person)
        held = {
            "custodian": person.pk == self.custodian_id and Role.CUSTODIAN in person.roles,
            "second": self.in_danger and bool(queues) and self.asked_queue not in queues,
            "asker": person.pk == self.asked_by_id,
            "holder": person.pk == self.person_id,
            "decider": person.pk == self.decided_by_id,
            "head": "head" in of_the_case,
        }
        return frozenset(relation for relation, holds in held.items() if holds)

    def move_url(self, move: Move) -> str:
        return reverse(f"identities:{move.verb}", args=[self.pk])

    def get_absolute_url(self) -> str:
        return reverse("identities:name", args=[self.pk])


class IdentityView(models.Model):
    """Somebody was shown the name, once. The database takes it only from the holder, and only while it is granted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(IdentityRequest, models.PROTECT, related_name="views")
    seen_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    seen_at = models.DateTimeField()
    seen_on = models.DateField()

    append_only = True
    database_rules = [
        Trigger(
            "granted_now",
            "INSERT",
            "NOT EXISTS (SELECT 1 FROM cases_identityrequest r WHERE r.id = NEW.request_id AND r.state = 'GRANTED' "
            "AND r.person_id = NEW.seen_by_id AND NEW.seen_on BETWEEN r.from_on AND r.until_on)",
            "a name is shown to its holder while it is granted",
        ),
    ]

    class Meta:
        ordering = ["seen_at", "id"]

    def __str__(self) -> str:
        return str(self.pk)
