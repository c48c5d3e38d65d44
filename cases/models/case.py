"""One matter, and the wall around it."""

import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Designation, Person, RoleGrant, read_roles
from accounts.models.directory import PersonQuerySet
from accounts.moves import Move
from accounts.roles import Office, Power, Role
from audit.rules import Trigger
from cases.first_incident import FirstIncident
from cases.models.dialogue import Message
from cases.models.routing import RoutingRule
from cases.models.wall import (
    COMMITTEE,
    HEAD_OF_QUEUE,
    HEAD_ROLES,
    queues_of,
    reached_by,
    stood_in_for,
    surviving,
    wall_between,
    walled_off,
    walls_between,
    ways_to_a_case,
    works_its_queue,
)
from cases.states.access import GrantReason, Wall, WayIn
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


@dataclass(frozen=True)
class Access:
    """Whether somebody may know of a case, and why: the parts of `visible_to`, each asked by itself."""

    sees: bool
    ways: tuple[WayIn, ...]
    walls: tuple[Wall, ...]


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


class Case(SealedModel):
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
    database_rules = [
        Trigger(
            "no_chain_of_merges",
            ("INSERT", "UPDATE"),
            "NEW.merged_into_id IS NOT NULL AND ("
            "EXISTS (SELECT 1 FROM cases_case c WHERE c.id = NEW.merged_into_id AND c.merged_into_id IS NOT NULL) "
            "OR EXISTS (SELECT 1 FROM cases_case c WHERE c.merged_into_id = NEW.id))",
            "a case is merged into one that is not merged, and none is merged into it",
        ),
        Trigger(
            "merged_with_a_reason",
            ("INSERT", "UPDATE"),
            "NEW.merged_into_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM cases_merge m WHERE m.source_id = NEW.id "
            "AND m.target_id = NEW.merged_into_id AND m.unmerged_at IS NULL)",
            "a case is merged by a merge that stands",
        ),
        Trigger(
            "out_of_accounting_by_two",
            "UPDATE",
            "NEW.topic_id <> OLD.topic_id "
            "AND EXISTS (SELECT 1 FROM code_of_ethics_topic t WHERE t.id = OLD.topic_id AND t.is_accounting) "
            "AND NOT EXISTS (SELECT 1 FROM code_of_ethics_topic t WHERE t.id = NEW.topic_id AND t.is_accounting) "
            "AND NOT EXISTS (SELECT 1 FROM cases_topicchange c WHERE c.case_id = NEW.id "
            "AND c.topic_id = NEW.topic_id AND c.is_agreed)",
            "a second person agrees that a matter is no matter of accounting",
        ),
        Trigger(
            "merged_with_its_reports",
            ("INSERT", "UPDATE"),
            "NEW.merged_into_id IS NOT NULL AND EXISTS (SELECT 1 FROM cases_report r WHERE r.case_id = NEW.id)",
            "no report hangs from a merged case",
        ),
        Trigger(
            "tested_by_a_test",
            ("INSERT", "UPDATE"),
            "NEW.state = 'TESTED' AND NOT EXISTS (SELECT 1 FROM cases_hotlinetest t WHERE t.case_id = NEW.id "
            "AND t.state IN ('ANSWERED', 'FAILED'))",
            "only a test of the hotline that is over ends as one",
        ),
        Trigger(
            "tested_for_good",
            "UPDATE",
            "OLD.state = 'TESTED' AND NEW.state <> 'TESTED'",
            "a test of the hotline never becomes a case",
        ),
        Trigger(
            "shredded_by_two",
            ("INSERT", "UPDATE"),
            "NEW.shredded_on IS NOT NULL AND NOT EXISTS (SELECT 1 FROM cases_deletion d "
            "WHERE d.case_id = COALESCE(NEW.merged_into_id, NEW.id) AND d.state IN ('APPROVED', 'DONE') "
            "AND d.approved_by_id <> d.proposed_by_id)",
            "a case is shredded when two people agreed",
        ),
        Trigger(
            "shredded_for_good",
            "UPDATE",
            "OLD.shredded_on IS NOT NULL AND (NEW.shredded_on IS NULL OR NEW.shredded_on <> OLD.shredded_on "
            "OR NEW.state <> OLD.state)",
            "a case that was shredded stays as it is",
        ),
    ]

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

    def staff(self) -> list[Person]:
        """Those who work the case's queue, and its investigator, behind no wall."""
        ask = _settled_staff(self.queue, settings.WALL_REPORTING_LEVELS)
        named = [pk for pk in (self.assignee_id, self.acting_head_id) if pk]
        # Nobody has the key of a case: who is named by it stands in the same statement, whether anybody is or not.
        found = ask(self.merged_into_id or self.pk, named or [self.pk], timezone.now())
        if not (self.is_restricted or any(person.may_stand_in for person in found)):
            return found
        readers = self.visible_among(found)
        return [person for person in found if person.pk in readers]

    def workers(self) -> PersonQuerySet:
        """The same with nobody cut off: for `tell`, which asks the wall and the restriction itself."""
        people = _workers_of(self.queue, timezone.now())
        named = [pk for pk in (self.assignee_id, self.acting_head_id) if pk]
        return people | Person.objects.filter(pk__in=named) if named else people

    def first_workers(self, at: datetime) -> list[Person]:
        """The same for a case that has just arrived: its statement is put together once for each queue."""
        people = _settled_workers_of(self.queue)(at)
        return [*people, self.acting_head] if self.acting_head else people

    def unwalled(self, people: PersonQuerySet) -> PersonQuerySet:
        """Those of `people` whom no wall keeps from this case."""
        return people.exclude(wall_between(self.merged_into_id or self.pk, "pk"))

    def unwalled_among(self, people: list[uuid.UUID]) -> set[uuid.UUID]:
        """The same for people by their ids: its statement is put together once."""
        ask = _settled_unwalled(settings.WALL_REPORTING_LEVELS)
        return set(ask(self.merged_into_id or self.pk, people)) if people else set()

    def is_visible_to(self, person: Person) -> bool:
        return Case.objects.visible_to(person).filter(pk=self.pk).exists()

    def visible_among(self, people: Iterable[Person]) -> set[uuid.UUID]:
        """The ids of those of `people` who may know of this case: `visible_to`, with the wall asked once for all."""
        return self.seeing_and_hearing(people)[0]

    def seeing_and_hearing(self, people: Iterable[Person]) -> tuple[set[uuid.UUID], set[uuid.UUID]]:
        """The ids of those of `people` who may know of this case, and of those who may at least hear that something
        has happened in one (`MaterialityTrigger.audible_to`): whom no wall keeps from it. The wall is asked once."""
        listed = list(people)
        if not listed or self.is_shredded:
            return set(), set()
        unwalled = self.unwalled_among([person.pk for person in listed])
        read_roles(listed)
        # A queue is what leads most people here; what else may lead somebody is asked for each of the others.
        reached = {
            person.pk
            for person in listed
            if person.pk in unwalled
            and (works_its_queue(person, self.queue, is_restricted=self.is_restricted) or self._is_reached_by(person))
        }
        return reached, unwalled

    def _is_reached_by(self, person: Person) -> bool:
        """Whether something leads `person` here; the wall still has to be asked."""
        if not is_led_by_roles_alone(person):
            return Case._base_manager.filter(pk=self.pk).filter(reached_by(person)).exists()
        held = frozenset(person.held)
        return bool(_settled_reach_of(held)(self.pk, person.pk, timezone.now()))

    def walls_off(self, person: Person) -> bool:
        """Whether the wall stands between `person` and this case."""
        return Case.objects.filter(pk=self.pk).filter(walled_off(person)).exists()

    def access_of(self, person: Person) -> Access:
        """Whether `person` sees this case, and the parts of the answer. One statement."""
        ways, walls = ways_to_a_case(person), walls_between(surviving("pk"), person)
        asked: dict[str, Any] = {f"is_{key.name.lower()}": _truth(part) for key, part in (ways | walls).items()}
        visible = Case.objects.visible_to(person).filter(pk=OuterRef("pk"))
        row = Case._base_manager.filter(pk=self.pk).order_by()
        found: dict[str, Any] = dict(**row.values(sees=Exists(visible), **asked).get())
        return Access(
            found["sees"],
            tuple(way for way in ways if found[f"is_{way.name.lower()}"]),
            tuple(wall for wall in walls if found[f"is_{wall.name.lower()}"]),
        )

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


def _workers_of(queue: str, at: datetime) -> PersonQuerySet:
    """Who works a queue at the instant `at`, with the deputies of its head."""
    roles = Q(role=HEAD_OF_QUEUE[Queue(queue)])
    if queue != Queue.AUDIT_COMMITTEE_CHAIR:
        roles |= Q(role=Role.OFFICE_STAFF, office=queue)
    holding = RoleGrant.objects.active(at).filter(roles).order_by().values("person")
    # One list of ids: with an "or" of several a database would go through the whole directory.
    return Person.objects.filter(pk__in=holding.union(_designations_for(queue, at).values("deputy"), all=True))


def _designations_for(queue: str, at: datetime) -> QuerySet[Designation]:
    """Those of the head of a queue, whatever their topics."""
    return Designation.objects.active(at).filter(role=HEAD_OF_QUEUE[Queue(queue)]).order_by()


@cache
def _settled_workers_of(queue: str) -> Settled[Person]:
    return Settled(lambda at: _workers_of(queue, at))


@cache
def _settled_staff(queue: str, _levels: int) -> Settled[Any]:
    """Kept for each queue and each setting that the wall is made by."""
    return Settled(
        lambda case, named, at: (
            (_workers_of(queue, at) | Person.objects.filter(pk__in=named))
            .exclude(wall_between(case, "pk"))
            .annotate(may_stand_in=Exists(_designations_for(queue, at).filter(deputy=OuterRef("pk"))))
        )
    )


@cache
def _settled_unwalled(_levels: int) -> Settled[uuid.UUID]:
    """Kept for each setting that the wall is made by."""
    return Settled(
        lambda case, people: (
            Person.objects.filter(pk__in=people)
            .exclude(wall_between(case, "pk"))
            .order_by()
            .values_list("pk", flat=True)
        )
    )


def is_led_by_roles_alone(person: Person) -> bool:
    """Whether what leads somebody to cases hangs from their roles, and from nothing else that has to be asked first."""
    return not (person.stands_in or person.is_only_external)


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


@cache
def _settled_reach_of(held: frozenset[tuple[str, str]]) -> Settled[uuid.UUID]:
    """What leads somebody with these roles to a case, kept for each set of roles; for nobody who stands in."""
    return Settled(
        lambda case, person, at: (
            Case._base_manager.filter(pk=case)
            .filter(reached_by(Person.known_by(person, held), at))
            .order_by()
            .values_list("pk", flat=True)
        )
    )


def _truth(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())
