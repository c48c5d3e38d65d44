"""One matter: its facts, its state, and what its people are to it."""

import secrets
import uuid
from datetime import date, datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Designation, Person
from accounts.moves import Move
from accounts.roles import Office, Power, Role
from cases.first_incident import FirstIncident
from cases.models.audience import Audience, is_led_by_roles_alone
from cases.models.case_rules import RULES
from cases.models.dialogue import Message
from cases.models.routing import RoutingRule
from cases.models.wall import (
    COMMITTEE,
    HEAD_OF_QUEUE,
    HEAD_ROLES,
    queues_of,
    reached_by,
    stood_in_for,
    walled_off,
)
from cases.states.access import GrantReason
from cases.states.case import OPEN_STATES, CaseState, IncidentPrecision, Outcome, Queue, RetaliationRisk, Severity
from cases.states.report import Direction
from clocks import kinds
from clocks.models import Clock, ClockQuerySet
from code_of_ethics.models import Topic
from vault.fields import SealedTextField
from vault.models import SealedModel, SealedQuerySet
from vault.settled import Settled

# No vowels, and nothing that looks like something else: a reference spells no word and reads out well.
REFERENCE_ALPHABET = "BCDFGHJKMNPQRTVWXYZ2346789"


def new_reference() -> str:
    """A random reference such as `K7QF-2M9X`: no sequence, so no gap that tells of a hidden case."""
    letters = "".join(secrets.choice(REFERENCE_ALPHABET) for _place in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def _last_words() -> QuerySet[Message]:
    """The last message with each reporter of a case."""
    later = Message.objects.filter(report=OuterRef("report"), position__gt=OuterRef("position"))
    return Message.objects.filter(~Exists(later), report__case=OuterRef("pk")).order_by()


class CaseQuerySet(SealedQuerySet):
    def visible_to(self, person: Person | None, at: datetime | None = None) -> "CaseQuerySet":
        """The cases that `person` may know of (now, if not said): reached by queue, assignment or grant, **and not**
        behind the wall.

        What was shredded, nobody may.
        """
        if person is None:
            return self.none()
        return self.unshredded().filter(reached_by(person, at)).exclude(walled_off(person))

    def unshredded(self) -> "CaseQuerySet":
        """Those that still have a file. What remains of the others is for the figures alone."""
        return self.filter(shredded_on__isnull=True)

    def locked(self, pk: Any, *, by: Person | None) -> "Case":
        """The case, locked, if `by` may see it now (the clock, `None`, may). Raises `Case.DoesNotExist`."""
        if by is not None and isinstance(pk, uuid.UUID) and is_led_by_roles_alone(by):
            levels = settings.WALL_REPORTING_LEVELS
            found = _settled_lock(frozenset(by.held), levels)(pk, by.pk, timezone.now())
            if not found:
                raise Case.DoesNotExist
            return found[0]
        visible: Any = self.unshredded() if by is None else self.visible_to(by)
        case: Case = visible.select_for_update(of=("self",)).get(pk=pk)
        return case

    def open(self) -> "CaseQuerySet":
        return self.filter(state__in=OPEN_STATES)

    def left_behind(self, until: date) -> "CaseQuerySet":
        """Open cases whose investigator leaves by the day `until`, or has left."""
        return self.open().filter(assignee__employed_until__lte=until)

    def answered(self) -> "CaseQuerySet":
        """Open cases in which a reporter wrote last: somebody waits for the office."""
        return self.open().filter(Exists(_last_words().filter(direction=Direction.FROM_REPORTER)))

    def asked(self) -> "CaseQuerySet":
        """Open cases in which the office wrote last, and more than that the report has arrived."""
        return self.open().filter(Exists(_last_words().filter(direction=Direction.TO_REPORTER, position__gt=1)))

    def to_review(self, person: Person) -> "CaseQuerySet":
        """Submitted cases that `person` may close or send back: the office's, and never one's own."""
        return self.filter(
            Q(queue__in=queues_of(person)) | Q(acting_head=person) | stood_in_for(person),
            Q(submitted_by__isnull=True) | ~Q(submitted_by=person),
            Q(assignee__isnull=True) | ~Q(assignee=person),
            state=CaseState.REVIEW,
        )


class Case(Audience, SealedModel):
    """One matter; one or more reports. Anonymous reporters' arrival is kept as a day only (DECISIONS 22)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=12, unique=True, default=new_reference, editable=False)
    state = models.CharField(_("state"), max_length=20, choices=CaseState.choices, default=CaseState.NEW)
    queue = models.CharField(_("queue"), max_length=30, choices=Queue.choices)
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+", verbose_name=_("topic"))
    country = models.CharField(_("country"), max_length=2, blank=True)
    received_on = models.DateField(_("received"))
    # The day from which the reporting gap counts, and how much of it is known; both empty where nothing is
    # (docs/adr/0031).
    first_incident_on = models.DateField(_("first incident"), null=True)
    first_incident_precision = models.CharField(max_length=5, choices=IncidentPrecision.choices, blank=True, default="")
    # Since when it is in its queue; empty for what was there before this was kept.
    routed_on = models.DateField(null=True)
    # Nobody of its first queue opened it, and it went to the other office (DECISIONS 42).
    was_passed_on = models.BooleanField(default=False)
    due_on = models.DateField(_("next deadline"), default=date(9999, 12, 31))
    routing_rule = models.ForeignKey(RoutingRule, models.PROTECT, null=True, related_name="+")
    # The rule that fired, in words, for the rules that are code as for those that are rows.
    routed_because = models.CharField(_("routed because"), max_length=300)
    summary = SealedTextField(_("summary"), blank=True)
    severity = models.CharField(_("severity"), max_length=1, choices=Severity.choices, blank=True)
    retaliation_risk = models.CharField(
        _("risk of retaliation"), max_length=10, choices=RetaliationRisk.choices, blank=True
    )
    acknowledged_on = models.DateField(null=True)
    triaged_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    triaged_at = models.DateTimeField(null=True)
    # Heads a case of the chair's queue in the chair's place, where the wall cuts the chair off (DECISIONS 41).
    acting_head = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    assignee = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("investigator"))
    # Closed to its queue but for the head and whoever is named (DECISIONS 46). Why, stands on the trail.
    restricted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    restricted_at = models.DateTimeField(null=True)
    submitted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(_("outcome"), max_length=20, choices=Outcome.choices, blank=True)
    closing_reason = SealedTextField(blank=True)
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closed_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    # Where the matter goes on, of a merged case (`Merge`).
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="merged_cases")
    # The end of the record: what remains is for the figures alone, and nobody finds it any more.
    shredded_on = models.DateField(null=True)

    # Sorts behind every date.
    NOTHING_DUE = date(9999, 12, 31)

    objects = CaseQuerySet.as_manager()
    undeletable = True
    frozen_fields = ("reference", "received_on")
    database_rules = RULES

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=CaseState.MERGED, merged_into__isnull=False)
                | ~Q(state=CaseState.MERGED) & Q(merged_into__isnull=True),
                name="a_merged_case_says_into_which",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=models.F("id")),
                name="no_case_is_merged_into_itself",
            ),
            models.CheckConstraint(
                condition=~Q(state=CaseState.CLOSED)
                | Q(closed_by__isnull=False, closed_at__isnull=False, closed_on__isnull=False) & ~Q(outcome=""),
                name="a_closed_case_says_who_when_and_how",
            ),
            models.CheckConstraint(
                condition=~Q(state=CaseState.CLOSED)
                | Q(submitted_by__isnull=True)
                | ~Q(closed_by=models.F("submitted_by")),
                name="a_second_person_closes_a_case",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[CaseState.INVESTIGATION, CaseState.REVIEW]) | Q(triaged_by__isnull=False),
                name="an_investigated_case_was_triaged",
            ),
            models.CheckConstraint(
                condition=Q(acting_head__isnull=True) | Q(queue=Queue.AUDIT_COMMITTEE_CHAIR),
                name="only_the_chair_has_somebody_acting",
            ),
            models.CheckConstraint(
                condition=Q(first_incident_on__isnull=True, first_incident_precision="")
                | Q(first_incident_on__isnull=False, first_incident_on__lte=models.F("received_on"))
                & Q(first_incident_precision__in=IncidentPrecision.values),
                name="an_incident_comes_before_its_report",
            ),
            who_and_when("triaged", name="triage_says_who_and_when"),
            who_and_when("restricted", name="a_restriction_says_who_and_when"),
        ]
        indexes = [
            # Whoever reaches several queues, or cases by other ways too, walks all in the list's order.
            models.Index(fields=["due_on", "id"]),
            models.Index(fields=["received_on", "id"]),
            models.Index(fields=["severity", "id"]),
            models.Index(fields=["queue", "received_on", "id"]),
            models.Index(fields=["queue", "due_on", "id"]),
            models.Index(fields=["queue", "state", "received_on", "id"]),
            models.Index(fields=["queue", "severity", "id"]),
            models.Index(fields=["queue", "topic", "due_on", "id"]),
            models.Index(fields=["queue", "country", "due_on", "id"]),
            models.Index(fields=["assignee", "received_on", "id"]),
            models.Index(fields=["assignee", "due_on", "id"]),
            models.Index(fields=["closed_on"], condition=Q(closed_on__isnull=False), name="closed_cases_by_day"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def notice_detail(self) -> str:
        """What the page of notices adds to one about it, for whoever may see it; a mail never does."""
        return gettext("Case %(reference)s") % {"reference": self.reference}

    def get_absolute_url(self) -> str:
        return reverse("cases:case", args=[self.reference])

    def move_url(self, move: Move) -> str:
        return reverse(f"cases:{move.verb}", args=[self.reference])

    @property
    def office(self) -> Office | None:
        """The office that works the case; none for the chair's queue."""
        return None if self.queue == Queue.AUDIT_COMMITTEE_CHAIR else Office(self.queue)

    @property
    def head_role(self) -> Role:
        return HEAD_OF_QUEUE[Queue(self.queue)]

    @property
    def is_open(self) -> bool:
        return self.state in OPEN_STATES

    @property
    def is_restricted(self) -> bool:
        return self.restricted_at is not None

    @property
    def is_shredded(self) -> bool:
        return self.shredded_on is not None

    @property
    def was_test(self) -> bool:
        """Whether it was a test of the hotline, and is over. Of one that runs nothing tells."""
        return self.state == CaseState.TESTED

    @property
    def is_merged(self) -> bool:
        return self.state == CaseState.MERGED

    @property
    def first_incident(self) -> FirstIncident | None:
        """When the matter began, where somebody has stated it."""
        if self.first_incident_on is None:
            return None
        return FirstIncident.kept(self.first_incident_on, self.first_incident_precision)

    @first_incident.setter
    def first_incident(self, told: FirstIncident | None) -> None:
        """Raises `ValueError` for what lies after the report."""
        self.first_incident_on = told.counted_from(self.received_on) if told else None
        self.first_incident_precision = told.precision if told else ""

    def relations(self, person: Person) -> frozenset[str]:
        """How `person` stands to this case, for the workflow table. The wall has been applied before."""
        lent = self._lent_to(person)
        is_head = self.head_role in person.roles or person.pk == self.acting_head_id or Power.LEAD in lent
        in_queue = self.queue in queues_of(person) or is_head or Power.WORK in lent
        held = {
            "head": is_head,
            "staff": in_queue,
            "assignee": person.pk == self.assignee_id,
            "reader": not in_queue and person.pk != self.assignee_id,
            "submitter": person.pk == self.submitted_by_id,
            "other_head": bool(person.roles & HEAD_ROLES) and not is_head,
            "committee": not in_queue and self._waits_for(person),
        }
        return frozenset(relation for relation, holds in held.items() if holds)

    def _waits_for(self, person: Person) -> bool:
        """Whether a question of materiality that was not answered in time has gone to this member of the committee."""
        if not person.roles & COMMITTEE:
            return False
        return self.access_grants.active().filter(person=person, reason=GrantReason.UNDECIDED).exists()

    def _lent_to(self, person: Person) -> frozenset[str]:
        """The powers over this case that `person` has in the place of its head; asked once for each loaded case."""
        kept: dict[uuid.UUID, frozenset[str]] = self.__dict__.setdefault("_lent", {})
        if person.pk not in kept:
            kept[person.pk] = frozenset(
                power for one in person.designations if self._falls_under(one) for power in one.powers
            )
        return kept[person.pk]

    def _falls_under(self, designation: Designation) -> bool:
        """Whether a designation covers this case; never where the wall stands before the head who made it."""
        of_queue = designation.role == self.head_role and (
            not designation.topics or self.topic.slug in designation.topics
        )
        return of_queue and not self.walls_off(designation.head)

    def clock_recipients(self) -> list[Person]:
        """Who is warned of a deadline: the investigator once there is one, otherwise the office."""
        if self.assignee_id and self.assignee and self.is_visible_to(self.assignee):
            return [self.assignee]
        return self.staff()

    def clock_heads(self) -> list[Person]:
        """To whom an overdue deadline goes up: the head of the queue, whoever acts for them, and who leads for them."""
        return [person for person in self.staff() if "head" in self.relations(person)]

    def clocks(self) -> ClockQuerySet:
        """Its clocks, and what is still owed to the reporters of cases that were merged into it."""
        owed = Q(subject_id=self.pk) | Q(kind=kinds.FEEDBACK)
        found: ClockQuerySet = Clock.objects.filter(
            owed, subject_kind=self._meta.label_lower, subject_id__in=self.with_merged()
        )
        return found

    def with_merged(self) -> QuerySet[Any]:
        """The ids of it and of those that were merged into it, to ask with for what hangs from them.

        Asked over the join instead, PostgreSQL reads everything of that kind that hangs from any case.
        """
        return Case.objects.filter(Q(pk=self.pk) | Q(merged_into=self.pk)).order_by().values("pk")


@cache
def _settled_lock(held: frozenset[tuple[str, str]], _levels: int) -> Settled[Case]:
    """`locked` for somebody with these roles: every action asks it first."""
    return Settled(
        lambda case, person, at: (
            Case.objects.visible_to(Person.known_by(person, held), at)
            .filter(pk=case)
            .select_for_update(of=("self",))
            .order_by()
        )
    )
