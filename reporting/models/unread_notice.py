"""A notice that its member does not read: the secretary calls, then the next member hears of it."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.moves import Move
from accounts.roles import Role
from audit.rules import Trigger
from cases.models.wall import wall_between
from reporting.models.committee_notice import CommitteeNotice, matter_of
from reporting.states import COMMITTEE, CallOutcome, UnreadState
from vault.models import DataKey


class UnreadNoticeQuerySet(models.QuerySet["UnreadNotice"]):
    def visible_to(self, person: Person | None) -> "UnreadNoticeQuerySet":
        """For the Board's secretary, and for the member to whom it was passed on. The wall of the matter stands before
        it, although it says nothing of the matter: that there is one is already something."""
        if person is None:
            return self.none()
        reached = Q(passed_to=person) if person.roles & COMMITTEE else Q(pk__in=[])
        if Role.BOARD_SECRETARY in person.roles:
            reached |= Q(matter__isnull=False)
        of_a_matter = self.annotate(matter=matter_of("notice__source_id")).filter(matter__isnull=False)
        return of_a_matter.filter(reached).exclude(wall_between("matter", person))

    def locked(self, pk: uuid.UUID, *, by: Person) -> "UnreadNotice":
        """The row, locked, for somebody who may see it. Raises `UnreadNotice.DoesNotExist`."""
        found: UnreadNotice = self.visible_to(by).select_for_update(of=("self",)).get(pk=pk)
        return found

    def still_unread(self) -> "UnreadNoticeQuerySet":
        return self.filter(notice__read_at__isnull=True)


class UnreadNotice(models.Model):
    """One for each notice that was not read in time. What the matter is stands nowhere in it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    notice = models.OneToOneField(CommitteeNotice, models.PROTECT, related_name="unread")
    # When the Board's secretary was asked to call.
    asked_at = models.DateTimeField()
    passed_to = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    passed_at = models.DateTimeField(null=True)

    objects = UnreadNoticeQuerySet.as_manager()

    undeletable = True
    frozen_fields = ("notice", "asked_at")
    database_rules = [
        Trigger("passed_on_once", "UPDATE", "OLD.passed_at IS NOT NULL", "an unread notice is passed on once"),
    ]

    class Meta:
        ordering = ["asked_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(passed_at__isnull=True, passed_to__isnull=True)
                | Q(passed_at__gt=F("asked_at"), passed_to__isnull=False),
                name="an_unread_notice_says_to_whom_and_when",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def data_key(self) -> DataKey:
        """The matter's: its trail is shredded with the matter."""
        return self.notice.data_key

    @property
    def data_key_id(self) -> uuid.UUID:
        return self.notice.data_key_id

    @property
    def state(self) -> str:
        if self.notice.read_at:
            return UnreadState.READ
        return UnreadState.PASSED_ON if self.passed_at else UnreadState.WAITING

    @property
    def last_call(self) -> "NoticeCall | None":
        """The newest; of a list that fetched the calls, without a statement."""
        calls = list(self.calls.all())
        return calls[-1] if calls else None

    def relations(self, person: Person) -> frozenset[str]:
        held = {"secretary": Role.BOARD_SECRETARY in person.roles, "next_member": person.pk == self.passed_to_id}
        return frozenset(relation for relation, holds in held.items() if holds)

    def move_url(self, move: Move) -> str:
        return reverse(f"reporting:{move.verb}", args=[self.pk])

    def get_absolute_url(self) -> str:
        return reverse("reporting:unread_notice", args=[self.pk])


class NoticeCall(models.Model):
    """One call of the secretary's. Another call is another row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unread = models.ForeignKey(UnreadNotice, models.PROTECT, related_name="calls")
    outcome = models.CharField(_("what came of it"), max_length=20, choices=CallOutcome.choices)
    called_at = models.DateTimeField(_("called"))
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["called_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=CallOutcome.values), name="a_call_has_a_known_outcome"),
            models.CheckConstraint(condition=Q(called_at__lte=F("recorded_at")), name="no_call_is_recorded_before_it"),
        ]

    def __str__(self) -> str:
        return str(self.pk)
