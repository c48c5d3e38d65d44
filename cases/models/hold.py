"""Legal holds: what counsel describes, and which cases that touches, asked anew each time."""

import uuid
from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Person
from accounts.moves import Move
from accounts.roles import COUNSELS
from audit.rules import Trigger
from cases.models.case import Case
from cases.models.interview import Interview
from cases.models.party import Party
from cases.models.report import Report, reporter_digest
from cases.states.hold import HoldState
from code_of_ethics.held_records import Description
from code_of_ethics.models import Topic
from vault.fields import SealedTextField
from vault.models import SealedModel, SealedQuerySet


class HoldQuerySet(SealedQuerySet["Hold"]):
    def visible_to(self, person: Person | None) -> Self:
        """All holds for counsel, but those that name them."""
        if person is None or not person.roles & COUNSELS:
            return self.none()
        return self.exclude(people=person)

    def locked(self, pk: uuid.UUID, *, by: Person) -> "Hold":
        """The hold, locked, if `by` may see it now. Raises `Hold.DoesNotExist`."""
        found: Hold = self.visible_to(by).select_for_update(of=("self",)).get(pk=pk)
        return found

    def in_force(self) -> Self:
        return self.exclude(state=HoldState.RELEASED)


class Hold(SealedModel):
    """What counsel wants kept: by people, by the days of arrival, by topics; and cases by their references.

    The descriptions are and-ed, what each lists is or-ed; a reference holds by itself. Nothing is copied to a case: a
    hold touches what fits at the moment of asking, across all walls, and what arrives tomorrow too (DECISIONS 49).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=HoldState.choices, default=HoldState.IN_FORCE)
    name = SealedTextField(_("name"), limit=120)
    reason = SealedTextField(_("why"))
    people = models.ManyToManyField(Person, through="cases.HoldPerson", related_name="+")
    topics = models.ManyToManyField(Topic, through="cases.HoldTopic", related_name="+")
    from_on = models.DateField(_("received from"), null=True, blank=True)
    until_on = models.DateField(_("received until"), null=True, blank=True)
    # As counsel typed them. Whether such a case exists is told to nobody here.
    references = models.JSONField(default=list)
    placed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    reviewed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    release_proposed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    release_proposed_at = models.DateTimeField(null=True)
    release_reason = SealedTextField(blank=True)
    released_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    released_at = models.DateTimeField(null=True)

    objects = HoldQuerySet.as_manager()
    undeletable = True
    frozen_fields = ("name", "reason", "from_on", "until_on", "references", "placed_by", "placed_at")
    database_rules = [
        Trigger("released_for_good", "UPDATE", "OLD.state = 'RELEASED'", "a hold that was released stays released"),
    ]

    class Meta:
        ordering = ["-placed_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=HoldState.values), name="a_hold_has_a_known_state"),
            models.CheckConstraint(
                condition=Q(from_on__isnull=True) | Q(until_on__isnull=True) | Q(until_on__gte=F("from_on")),
                name="a_hold_ends_after_its_start",
            ),
            models.CheckConstraint(
                condition=~Q(released_by=F("release_proposed_by")), name="a_second_person_releases_a_hold"
            ),
            models.CheckConstraint(
                condition=Q(state=HoldState.IN_FORCE, release_proposed_at__isnull=True, released_at__isnull=True)
                | Q(state=HoldState.TO_RELEASE, release_proposed_at__isnull=False, released_at__isnull=True)
                | Q(state=HoldState.RELEASED, release_proposed_at__isnull=False, released_at__isnull=False),
                name="two_people_release_a_hold",
            ),
            who_and_when("reviewed", name="a_review_of_a_hold_says_who_and_when"),
            who_and_when("release_proposed", name="a_proposed_release_says_who_and_when"),
            who_and_when("released", name="a_release_says_who_and_when"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("holds:hold", args=[self.pk])

    def move_url(self, move: Move) -> str:
        return reverse(f"holds:{move.verb}", args=[self.pk])

    def relations(self, person: Person) -> frozenset[str]:
        held = {
            "counsel": bool(person.roles & COUNSELS),
            "proposer": person.pk == self.release_proposed_by_id,
        }
        return frozenset(relation for relation, holds in held.items() if holds)

    def clock_recipients(self) -> list[Person]:
        """Who is reminded of the yearly review."""
        return list(Person.objects.holding(*COUNSELS).exclude(pk__in=self.people.values("pk")))

    def touches(self) -> Q:
        """The cases, each for itself, that fit the description or are named."""
        fitting = Q(reference__in=self.references)
        described = [part for part in (self._about_people(), self._about_topics(), self._in_time()) if part is not None]
        if described:
            together = described[0]
            for part in described[1:]:
                together &= part
            fitting |= together
        return fitting

    def description(self) -> Description:
        """The same in words that other apps find their records by."""
        return Description(
            people=frozenset(person.pk for person in self.people.all()),
            topics=frozenset(topic.slug for topic in self.topics.all()),
            since=self.from_on,
            until=self.until_on,
            references=frozenset(self.references),
        )

    def _about_people(self) -> Q | None:
        people = list(self.people.all())
        if not people:
            return None
        named = Party.objects.filter(case=OuterRef("pk"), person__in=people).standing()
        # Who reported is compared as it is kept: by digests that only the key can make.
        digests = [reporter_digest(person) for person in people]
        told = Report.objects.filter(case=OuterRef("pk"), identity__person_digest__in=digests)
        asked = Interview.objects.filter(case=OuterRef("pk"), person__in=people)
        return Q(Exists(named)) | Q(Exists(told)) | Q(Exists(asked))

    def _about_topics(self) -> Q | None:
        topics = [topic.pk for topic in self.topics.all()]
        return Q(topic__in=topics) if topics else None

    def _in_time(self) -> Q | None:
        if self.from_on is None and self.until_on is None:
            return None
        since = Q(received_on__gte=self.from_on) if self.from_on else Q()
        return since & Q(received_on__lte=self.until_on) if self.until_on else since


class HoldPerson(models.Model):
    """Somebody whose cases a hold keeps: whoever is named in them, was interviewed in them, or reported them."""

    hold = models.ForeignKey(Hold, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hold", "person"], name="a_hold_names_a_person_once")]

    def __str__(self) -> str:
        return str(self.pk)


class HoldTopic(models.Model):
    """A topic whose cases a hold keeps."""

    hold = models.ForeignKey(Hold, models.PROTECT, related_name="+")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+")

    append_only = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hold", "topic"], name="a_hold_names_a_topic_once")]

    def __str__(self) -> str:
        return str(self.pk)


def touched_now() -> Q:
    """The cases, each for itself, that a hold in force touches now. Three statements read the holds."""
    touched = Q(pk__in=[])
    for hold in Hold.objects.in_force().prefetch_related("people", "topics"):
        touched |= hold.touches()
    return touched


def held_among(keys: Iterable[Any]) -> set[Any]:
    """Of these surviving cases those whose file a hold touches: by the case itself, or by what was merged into it."""
    wanted = list(keys)
    in_file = Q(pk__in=wanted) | Q(merged_into__in=wanted)
    found = Case.objects.filter(in_file).filter(touched_now()).order_by().values_list("pk", "merged_into")
    return {merged_into or pk for pk, merged_into in found}
