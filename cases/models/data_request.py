"""Data-protection requests, and the wall inside them.

Somebody who asks what is held about them may be the subject of a case, and asking is the attack. So every request, of
anybody, becomes a part for every queue, and its letter goes out on a day that was fixed when it came. The data
protection officer answers for the registers, and sees no part; an office answers for its cases, item by item, and what
it gives goes to the person alone, as an annex. Where nothing is given there is no annex, and the letter is the same as
everybody's. GDPR Art. 12(3): within one month, which may be extended by two, with the reasons told within the first.
"""

import uuid
from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Person
from accounts.moves import Move
from accounts.roles import Role
from audit.rules import Trigger
from cases.models.case import Case
from cases.models.wall import HEAD_OF_QUEUE, queues_of
from cases.states.case import Queue
from cases.states.data_request import (
    GIVEN,
    DataChannel,
    DataDecision,
    DataGround,
    DataOutcome,
    DataPartState,
    DataRequestState,
    DataRight,
)
from clocks.counting import add_calendar_months
from vault.fields import SealedTextField
from vault.models import SealedModel, SealedQuerySet

READERS = frozenset({Role.DATA_PROTECTION, Role.GENERAL_COUNSEL})
MONTHS, EXTENDED_MONTHS = 1, 3
# So many days before the last one the letter goes out, whatever was found, and whoever needed how long.
DAYS_BEFORE = 3


class DataRequestQuerySet(SealedQuerySet["DataRequest"]):
    def visible_to(self, person: Person | None) -> Self:
        """The register, for data protection officers and for the General Counsel, to whom what is overdue goes up;
        never one's own request in it."""
        if person is None or not person.roles & READERS:
            return self.none()
        return self.exclude(person=person)

    def of(self, person: Person | None) -> Self:
        """What somebody has asked themself."""
        return self.filter(person=person) if person is not None else self.none()

    def audible_to(self, person: Person) -> Self:
        """Who may hear of it: whoever reads the register, and whoever asked."""
        kept = Q(pk__in=self.visible_to(person).order_by().values("pk"))
        return self.filter(kept | Q(person=person))

    def locked(self, pk: uuid.UUID, *, by: Person) -> "DataRequest":
        """The request, locked, if `by` may see it now. Raises `DataRequest.DoesNotExist`."""
        found: DataRequest = self.visible_to(by).select_for_update(of=("self",)).get(pk=pk)
        return found


class DataRequest(SealedModel):
    """One person asks about their own data. What was asked never changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    right = models.CharField(_("what is asked"), max_length=15, choices=DataRight.choices)
    channel = models.CharField(_("how it came"), max_length=10, choices=DataChannel.choices)
    state = models.CharField(max_length=12, choices=DataRequestState.choices, default=DataRequestState.RECEIVED)
    # Of the directory, where they are in it.
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    name = SealedTextField(_("who asks"), limit=200)
    contact = SealedTextField(_("how to reach them"), limit=300, blank=True)
    words = SealedTextField(_("in their words"))
    received_on = models.DateField(_("received"))
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    identified_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    identified_at = models.DateTimeField(null=True)
    identity_check = SealedTextField(_("how the identity was checked"), blank=True)
    extended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    extended_at = models.DateTimeField(null=True)
    extension_reason = SealedTextField(_("why it takes longer"), blank=True)
    outcome = models.CharField(_("outcome"), max_length=15, choices=DataOutcome.choices, blank=True)
    ground = models.CharField(_("legal ground"), max_length=15, choices=DataGround.choices, blank=True)
    answer = SealedTextField(_("answer"), blank=True)
    settled_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    objects = DataRequestQuerySet.as_manager()
    undeletable = True
    frozen_fields = (
        "right", "channel", "person", "name", "contact", "words", "received_on", "recorded_by", "recorded_at",
    )  # fmt: skip
    database_rules = [
        Trigger(
            "settled_for_good", "UPDATE", "OLD.settled_at IS NOT NULL", "a data request that was answered stays so"
        ),
    ]

    class Meta:
        ordering = ["-received_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(right__in=DataRight.values), name="a_data_request_is_of_a_known_right"),
            models.CheckConstraint(
                condition=Q(channel__in=DataChannel.values), name="a_data_request_came_in_a_known_way"
            ),
            models.CheckConstraint(
                condition=~Q(channel=DataChannel.PORTAL) | Q(person=F("recorded_by")),
                name="who_asks_in_the_portal_asks_for_themself",
            ),
            models.CheckConstraint(
                condition=~Q(person=F("identified_by")) & ~Q(person=F("extended_by")) & ~Q(person=F("settled_by"))
                | Q(person__isnull=True),
                name="nobody_handles_their_own_data_request",
            ),
            who_and_when("identified", name="an_identified_requester_says_by_whom_and_when"),
            who_and_when("extended", name="an_extended_data_request_says_who_and_when"),
            who_and_when("settled", name="a_settled_data_request_says_who_and_when"),
            models.CheckConstraint(
                condition=Q(state=DataRequestState.RECEIVED, identified_at__isnull=True, settled_at__isnull=True)
                | Q(state=DataRequestState.IDENTIFIED, identified_at__isnull=False, settled_at__isnull=True)
                | Q(state=DataRequestState.ANSWERED, identified_at__isnull=False, settled_at__isnull=False)
                & ~Q(outcome="")
                | Q(state=DataRequestState.DECLINED, settled_at__isnull=False),
                name="a_data_request_is_identified_and_then_answered",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=[DataOutcome.PARTLY, DataOutcome.REFUSED]) | ~Q(ground=""),
                name="what_is_refused_names_its_ground",
            ),
        ]
        indexes = [models.Index(fields=["person", "-received_on"], name="data_requests_of_a_person")]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("data_requests:data_request", args=[self.pk])

    def move_url(self, move: Move) -> str:
        return reverse(f"data_requests:{move.verb}", args=[self.pk])

    def relations(self, person: Person) -> frozenset[str]:
        """Whoever keeps the register, and whoever asked."""
        held = {"keeper": Role.DATA_PROTECTION in person.roles, "requester": person.pk == self.person_id}
        return frozenset(relation for relation, holds in held.items() if holds)

    @property
    def due_on(self) -> date:
        """The last day, in calendar months (GDPR Art. 12(3))."""
        return add_calendar_months(self.received_on, EXTENDED_MONTHS if self.extended_at else MONTHS)

    @property
    def first_due_on(self) -> date:
        """Until when an extension has to be told."""
        return add_calendar_months(self.received_on, MONTHS)

    @property
    def answers_on(self) -> date:
        """The day on which the letter goes out. It depends on the day of receipt alone, so it tells nothing."""
        return self.due_on - timedelta(days=DAYS_BEFORE)

    @property
    def is_settled(self) -> bool:
        return self.settled_at is not None

    def clock_recipients(self) -> list[Person]:
        """Who is reminded: whoever keeps the register, and did not ask."""
        return self.but_whoever_asked(Person.objects.holding(Role.DATA_PROTECTION))

    def clock_heads(self) -> list[Person]:
        """To whom an overdue one goes up."""
        return self.but_whoever_asked(Person.objects.holding(Role.GENERAL_COUNSEL))

    def but_whoever_asked(self, people: QuerySet[Person]) -> list[Person]:
        """Nobody hears of their own request as one who handles it."""
        return list(people.exclude(pk=self.person_id) if self.person_id else people)


class DataPartQuerySet(SealedQuerySet["DataPart"]):
    def visible_to(self, person: Person | None) -> Self:
        """Those of the queues in which one works, never of one's own request. Data protection officers see none."""
        if person is None:
            return self.none()
        own = Q(request__person=person)
        return self.filter(queue__in=queues_of(person)).exclude(own)

    def locked(self, pk: uuid.UUID, *, by: Person) -> "DataPart":
        """The part, locked, if `by` may see it now. Raises `DataPart.DoesNotExist`."""
        found: DataPart = self.visible_to(by).select_related("request").select_for_update(of=("self",)).get(pk=pk)
        return found


class DataPart(SealedModel):
    """What the cases of one queue answer to a request. Each queue has one of every request, whether it has cases."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    request = models.ForeignKey(DataRequest, models.PROTECT, related_name="parts")
    queue = models.CharField(max_length=30, choices=Queue.choices)
    state = models.CharField(max_length=10, choices=DataPartState.choices, default=DataPartState.OPEN)
    # What goes to the person, put together when the office is ready. Empty where nothing is given.
    annex = SealedTextField(_("annex"), blank=True)
    has_annex = models.BooleanField(default=False)
    ready_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ready_at = models.DateTimeField(null=True)

    objects = DataPartQuerySet.as_manager()
    undeletable = True
    frozen_fields = ("request", "queue")
    database_rules = [
        Trigger("ready_for_good", "UPDATE", "OLD.state = 'READY'", "a part that is ready stays as it is"),
    ]

    class Meta:
        ordering = ["-request__received_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(queue__in=Queue.values), name="a_data_part_is_of_a_known_queue"),
            models.UniqueConstraint(fields=["request", "queue"], name="a_queue_has_one_part_of_a_data_request"),
            who_and_when("ready", name="a_ready_data_part_says_who_and_when"),
            models.CheckConstraint(
                condition=Q(state=DataPartState.OPEN, ready_at__isnull=True, has_annex=False)
                | Q(state=DataPartState.READY, ready_at__isnull=False),
                name="a_data_part_is_open_or_ready",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("data_parts:data_part", args=[self.pk])

    def move_url(self, move: Move) -> str:
        return reverse(f"data_parts:{move.verb}", args=[self.pk])

    def relations(self, person: Person) -> frozenset[str]:
        """Those of the queue."""
        head = HEAD_OF_QUEUE[Queue(self.queue)] in person.roles
        held = {"head": head, "staff": head or self.queue in queues_of(person)}
        return frozenset(relation for relation, holds in held.items() if holds)

    def has_annex_for(self, person: Person) -> bool:
        """Whether there is an annex that `person` may know of: they see every case out of which something is given."""
        if not self.has_annex:
            return False
        given = DataItem.objects.standing().filter(part=self, decision__in=GIVEN).order_by()
        return not given.exclude(pk__in=DataItem.objects.visible_to(person).order_by().values("pk")).exists()

    def clock_recipients(self) -> list[Person]:
        """Who is reminded: the head of the queue, unless they asked themself."""
        return self.request.but_whoever_asked(Person.objects.holding(HEAD_OF_QUEUE[Queue(self.queue)]))

    def clock_heads(self) -> list[Person]:
        """The same: above a head there is nobody who may know."""
        return self.clock_recipients()


class DataItemQuerySet(SealedQuerySet["DataItem"]):
    def visible_to(self, person: Person | None) -> Self:
        """Those of the cases that one sees, whatever part one works on."""
        return self.filter(case__in=Case.objects.visible_to(person).order_by().values("pk"))

    def standing(self) -> Self:
        return self.filter(dropped_at__isnull=True)


class DataItem(SealedModel):
    """One thing that a case holds about the person, and what the office decided. Sealed with the case."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    part = models.ForeignKey(DataPart, models.PROTECT, related_name="items")
    case = models.ForeignKey(Case, models.PROTECT, related_name="data_items")
    what = SealedTextField(_("what the case holds"))
    decision = models.CharField(_("decision"), max_length=15, choices=DataDecision.choices)
    ground = models.CharField(_("legal ground"), max_length=15, choices=DataGround.choices, blank=True)
    # What the person reads, for what is given.
    words = SealedTextField(_("what the person reads"), blank=True)
    reasons = SealedTextField(_("reasons"))
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    dropped_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    dropped_at = models.DateTimeField(null=True)

    objects = DataItemQuerySet.as_manager()
    undeletable = True
    frozen_fields = (
        "part", "case", "what", "decision", "ground", "words", "reasons", "decided_by", "decided_at",
    )  # fmt: skip

    class Meta:
        ordering = ["decided_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision__in=DataDecision.values), name="a_data_item_has_a_known_decision"
            ),
            models.CheckConstraint(
                condition=Q(decision=DataDecision.WITHHOLD) & ~Q(ground="")
                | ~Q(decision=DataDecision.WITHHOLD) & Q(ground=""),
                name="what_is_withheld_names_its_ground",
            ),
            who_and_when("dropped", name="a_dropped_data_item_says_who_and_when"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def state(self) -> str:
        return "DROPPED" if self.dropped_at or self.part.state == DataPartState.READY else "STANDING"

    @property
    def is_given(self) -> bool:
        return self.decision in GIVEN

    def relations(self, person: Person) -> frozenset[str]:
        """Those of the part."""
        return self.part.relations(person)

    def move_url(self, move: Move) -> str:
        return reverse(f"data_parts:{move.verb}", args=[self.pk])
