"""One member of the Audit Committee, told of one thing, once."""

import uuid
from datetime import datetime
from functools import cached_property

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Concat, TruncDate
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person
from accounts.moves import Move
from cases.models import Case, MaterialityDecision
from cases.models.wall import surviving, wall_between, walled_off
from code_of_ethics.models import Provision
from reporting.knowledge import arrived_on, first_known, hours_between, hours_in_words
from reporting.states import COMMITTEE, NoticeReason, NoticeState
from vault.models import DataKey

MATERIALITY = MaterialityDecision._meta.label_lower


def matter_of(source: str) -> Subquery:
    """The case of the decision in the column `source`, or the one that it was merged into; none once it is shredded."""
    decisions = MaterialityDecision.objects.filter(pk=OuterRef(source), case__shredded_on__isnull=True)
    return Subquery(decisions.order_by().annotate(goes_on_in=surviving("case")).values("goes_on_in")[:1])


class CommitteeNoticeQuerySet(models.QuerySet["CommitteeNotice"]):
    def visible_to(self, person: Person | None) -> "CommitteeNoticeQuerySet":
        """A member's own notices, as long as the wall does not stand before the matter. Asked anew at each reading."""
        if person is None or not person.roles & COMMITTEE:
            return self.none()
        open_matters = (
            Case.objects.unshredded().filter(materiality_decisions=OuterRef("source_id")).exclude(walled_off(person))
        )
        return self.filter(Exists(open_matters), member=person, source_kind=MATERIALITY)

    def unread(self) -> "CommitteeNoticeQuerySet":
        return self.filter(read_at__isnull=True)

    def standing(self, now: datetime | None = None) -> "CommitteeNoticeQuerySet":
        """Those of today's members (of those at the instant `now`, if said) that no wall has taken away, each with its
        `.matter`: what `visible_to` shows each of them, for everybody at once."""
        told = self.annotate(matter=matter_of("source_id")).filter(
            source_kind=MATERIALITY, matter__isnull=False, member__in=Person.objects.holding(*COMMITTEE, at=now)
        )
        return told.exclude(wall_between("matter", "member"))

    def with_decision(self) -> "CommitteeNoticeQuerySet":
        """With when it was decided (`.decided_at`, and the day, `.decided_on`)."""
        decision = MaterialityDecision.objects.filter(pk=OuterRef("source_id")).order_by()
        decision = decision.annotate(decided_on=TruncDate("decided_at"))
        names = ("decided_at", "decided_on")
        return self.annotate(**{name: Subquery(decision.values(name)[:1]) for name in names})


class CommitteeNotice(models.Model):
    """Points to exactly one source, unique for each source, member and kind: the record of who knew what, and when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # A model's label, such as `cases.materialitydecision`, and the row.
    source_kind = models.CharField(max_length=100)
    source_id = models.UUIDField()
    member = models.ForeignKey(Person, models.PROTECT, related_name="committee_notices")
    kind = models.CharField(max_length=20, choices=NoticeReason.choices)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)

    objects = CommitteeNoticeQuerySet.as_manager()

    undeletable = True
    frozen_fields = ("source_kind", "source_id", "member", "kind", "created_at")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["source_kind", "source_id", "member", "kind"], name="a_member_is_told_once_of_a_matter"
            ),
            models.CheckConstraint(condition=~Q(source_kind=""), name="a_committee_notice_has_a_source"),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True) | Q(read_at__lte=F("acknowledged_at")),
                name="nobody_acknowledges_unread",
            ),
        ]
        indexes = [models.Index(fields=["member", "-created_at", "id"], name="notices_of_a_member")]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("reporting:committee_notice", args=[self.pk])

    @property
    def state(self) -> str:
        if self.acknowledged_at:
            return NoticeState.ACKNOWLEDGED
        return NoticeState.READ if self.read_at else NoticeState.UNREAD

    def relations(self, person: Person) -> frozenset[str]:
        return frozenset({"member"} if person.pk == self.member_id else ())

    def move_url(self, move: Move) -> str:
        return reverse(f"reporting:{move.verb}", args=[self.pk])

    @cached_property
    def decision(self) -> MaterialityDecision:
        """The decision that it tells of, with the `.provision_name` that the matter's topic had then."""
        decisions = MaterialityDecision.objects.select_related("case__topic").prefetch_related("case__triggers")
        return _with_provision(decisions).get(pk=self.source_id)

    @property
    def data_key(self) -> DataKey:
        """The matter's key: the trail of a notice is sealed under it, and shredded with the matter."""
        return self.decision.data_key

    @property
    def data_key_id(self) -> uuid.UUID:
        return self.decision.data_key_id

    @property
    def first_known_at(self) -> datetime:
        """The first *staff* act that knew of the matter (DECISIONS 22)."""
        return first_known(self.decision.decided_at, self.decision.case.triggers.all())

    @property
    def hours_to_notice(self) -> float:
        """From the first staff act that knew of the matter to this notice."""
        return hours_between(self.first_known_at, self.created_at)

    @property
    def time_to_notice(self) -> str:
        return hours_in_words(self.hours_to_notice)

    @property
    def days_to_notice(self) -> int | None:
        """Calendar days from the day on which the first fact arrived; `None` where no rule asked."""
        arrived = arrived_on(self.decision.case.triggers.all())
        return (timezone.localdate(self.created_at) - arrived).days if arrived else None


def _with_provision(decisions: QuerySet[MaterialityDecision]) -> QuerySet[MaterialityDecision]:
    """In the same statement, because opening a notice for the first time has to record it too."""
    then = Provision.objects.in_force(OuterRef("decided_on")).filter(key=OuterRef("case__topic__provision_key"))
    name = then.values_list(Concat("number", Value(" "), "title"))
    return decisions.annotate(decided_on=TruncDate("decided_at")).annotate(provision_name=Subquery(name[:1]))
