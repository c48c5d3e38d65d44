"""What somebody can't affirm, and the talk about it: between them and one ethics office (DECISIONS 4).

Whomever the talk may name can't tell that there is one, nor can those who report to them (DECISIONS 5 and 6).
"""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Person, ReportingLine, RoleGrant
from accounts.models.directory import PersonQuerySet, read_roles
from accounts.moves import Move
from accounts.roles import HEAD_OF, Office, Role
from clocks import kinds
from clocks.models import Clock
from code_of_ethics.models.affirmation import Affirmation
from code_of_ethics.models.offices import colleagues
from code_of_ethics.states import ExceptionState
from code_of_ethics.states.talks import HeardBy, MatchState
from vault.fields import SealedTextField
from vault.models import SealedModel, SealedQuerySet

# The deadline for judging whom the words may name: the rule for possible matches in cases.
JUDGING = kinds.PROVISIONAL_PARTY
COMMITTEE = frozenset({Role.AUDIT_COMMITTEE, Role.AUDIT_COMMITTEE_CHAIR})
HEAD_OF_HEARING = {HeardBy(office.value): role for office, role in HEAD_OF.items()} | {
    HeardBy.AUDIT_COMMITTEE_CHAIR: Role.AUDIT_COMMITTEE_CHAIR
}
# Those who read figures about affirmations: none of them learns from one that there is a talk.
READERS_OF_FIGURES = COMMITTEE | {Role.ETHICS_OFFICER, Role.GENERAL_AUDITOR, Role.OFFICE_STAFF}


class StatedExceptionQuerySet(SealedQuerySet):
    def open(self) -> "StatedExceptionQuerySet":
        return self.filter(affirmation__affirmed_at__isnull=True, affirmation__excused_at__isnull=True)

    def visible_to(self, person: Person) -> "StatedExceptionQuerySet":
        """Whoever said it, whatever it names; and those who hear it, where no name in it walls them off."""
        return self.filter(Q(affirmation__person=person) | _reached_by(person) & ~_walled_off(person))

    def heard_by(self, person: Person) -> "StatedExceptionQuerySet":
        """The talks with others that `person` may read."""
        return self.filter(_reached_by(person) & ~_walled_off(person))

    def known_to_all(self) -> "StatedExceptionQuerySet":
        """Those that are hidden from nobody who reads a figure; the others are in no figure (DECISIONS 11)."""
        readers = RoleGrant.objects.active().filter(role__in=READERS_OF_FIGURES).values("person")
        lines = ReportingLine.objects.filter(subordinate__in=readers, depth__lte=settings.WALL_REPORTING_LEVELS)
        hiding = Q(person__in=readers) | Q(person__in=lines.values("superior"))
        return self.exclude(pk__in=ExceptionMatch.objects.standing().filter(hiding).values("exception"))

    def unmatched(self) -> "StatedExceptionQuerySet":
        """Open ones from before talks were matched with the directory."""
        return self.open().filter(matched_at__isnull=True)

    def listed_to(self, person: Person, today: date) -> "StatedExceptionQuerySet":
        """Those in which nobody has judged in time whom the words may name, for the committee's chair (DECISIONS 41);
        with `.due_on`, the oldest first. That there is such a talk, and who hears it; never its words, and never past
        its wall."""
        if Role.AUDIT_COMMITTEE_CHAIR not in person.roles:
            return self.none()
        late = Clock.objects.running().filter(subject_kind=self.model._meta.label_lower, kind=JUDGING, due_on__lt=today)
        found = self.open().filter(pk__in=late.values("subject_id")).exclude(affirmation__person=person)
        due = late.filter(subject_id=OuterRef("pk")).values("due_on")[:1]
        return found.exclude(_walled_off(person)).annotate(due_on=Subquery(due)).order_by("due_on", "pk")

    def locked(self, pk: uuid.UUID, *, by: Person | None) -> Any:
        """The row, locked, for somebody who may see it, or the clock. Raises `DoesNotExist` otherwise."""
        seen = self if by is None else self.visible_to(by)
        joined = seen.select_related("affirmation__campaign", "affirmation__person")
        return joined.select_for_update(of=("self",)).get(pk=pk)


def _reached_by(person: Person) -> Q:
    """The talks with others that something leads `person` to; the wall still has to be asked."""
    headed = [place.value for place, role in HEAD_OF_HEARING.items() if role in person.roles]
    ways = Q(heard_by__in=headed) | Q(heard_by=F("office"), office__in=person.offices)
    if person.roles & COMMITTEE:
        ways |= Q(acting_head=person)
    return ways & ~Q(affirmation__person=person)


def _walled_off(person: Person) -> Q:
    """The talks that may name `person`, or somebody to whom they report."""
    lines = ReportingLine.objects.filter(subordinate=person, depth__lte=settings.WALL_REPORTING_LEVELS)
    named = Q(person=person) | Q(person__in=lines.values("superior"))
    return Q(pk__in=ExceptionMatch.objects.standing().filter(named).values("exception"))


class StatedException(SealedModel):
    """What somebody could not affirm, in their words, under a key of its own; the first message of a talk."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    affirmation = models.OneToOneField(Affirmation, models.PROTECT, related_name="exception")
    text = SealedTextField()
    stated_at = models.DateTimeField()
    # The office that it was said to, and who hears it now: another one, where the wall requires it.
    office = models.CharField(_("office"), max_length=20, choices=Office.choices, default=Office.ETHICS_OFFICE)
    heard_by = models.CharField(max_length=25, choices=HeardBy.choices, default=HeardBy.ETHICS_OFFICE)
    # The member of the committee who acts where the wall cuts its chair off.
    acting_head = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    # When its words were first looked through for names of the directory; each later message is, when it comes.
    matched_at = models.DateTimeField(null=True)

    # Said by `listed_to`.
    due_on: date

    objects = StatedExceptionQuerySet.as_manager()

    undeletable = True
    frozen_fields = ("affirmation", "text", "stated_at", "office")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(acting_head__isnull=True) | Q(heard_by=HeardBy.AUDIT_COMMITTEE_CHAIR),
                name="another_hears_a_talk_only_for_the_chair",
            ),
        ]

    @property
    def state(self) -> str:
        settled = self.affirmation.affirmed_at or self.affirmation.excused_at
        return ExceptionState.SETTLED.value if settled else ExceptionState.OPEN.value

    @property
    def state_label(self) -> str:
        return str(ExceptionState(self.state).label)

    def relations(self, person: Person) -> frozenset[str]:
        """How `person` stands to this talk; the workflow table says what follows."""
        held = {"self": person.pk == self.affirmation.person_id, "office": self._reaches(person)}
        return frozenset(relation for relation, holds in held.items() if holds)

    def _reaches(self, person: Person) -> bool:
        """`_reached_by` for this talk: no statement."""
        if person.pk == self.affirmation.person_id:
            return False
        if HEAD_OF_HEARING[HeardBy(self.heard_by)] in person.roles:
            return True
        if self.heard_by == self.office:
            return self.office in person.offices
        return person.pk == self.acting_head_id and bool(person.roles & COMMITTEE)

    def visible_among(self, people: Iterable[Person]) -> set[uuid.UUID]:
        """The ids of those of `people` who may know of this talk: `visible_to`, with the wall asked once for all."""
        listed = list(people)
        read_roles(listed)
        walled, own = self.walled_off(), self.affirmation.person_id
        return {one.pk for one in listed if one.pk == own or (self._reaches(one) and one.pk not in walled)}

    def walled_off(self) -> set[uuid.UUID]:
        """The ids of everybody whom the talk may name, and of those who report to them."""
        named = set(ExceptionMatch.objects.standing().filter(exception=self).values_list("person", flat=True))
        lines = ReportingLine.objects.filter(superior__in=named, depth__lte=settings.WALL_REPORTING_LEVELS)
        return named | set(lines.values_list("subordinate", flat=True))

    def hearers(self, place: str = "") -> QuerySet[Person]:
        """Those who hear it now, or would at another place, without whom a name in it walls off."""
        place = place or self.heard_by
        if place == self.office:
            people = colleagues(self.office)
        elif self.acting_head_id and place == self.heard_by:
            people = Person.objects.filter(pk=self.acting_head_id)
        else:
            people = Person.objects.holding(HEAD_OF_HEARING[HeardBy(place)])
        return self.free(people)

    def free(self, people: PersonQuerySet) -> PersonQuerySet:
        """Those of `people` whom nothing keeps from hearing it: neither the wall, nor that it is their own."""
        return people.exclude(pk__in={*self.walled_off(), self.affirmation.person_id})

    def clock_recipients(self) -> list[Person]:
        """Who is warned: those who hear it, and so may judge whom it names."""
        return list(self.hearers())

    def clock_heads(self) -> list[Person]:
        """To whom it goes up when it is overdue; the committee's chair is listed it (`listed_to`)."""
        heads = Person.objects.holding(HEAD_OF_HEARING[HeardBy(self.heard_by)])
        return [*self.free(heads), *([self.acting_head] if self.acting_head else [])]

    def move_url(self, move: Move) -> str:
        return reverse(f"code_of_ethics:{move.verb}", args=[self.pk])

    def get_absolute_url(self) -> str:
        return reverse("code_of_ethics:exception", args=[self.pk])


class ExceptionMessage(SealedModel):
    """One message of that talk."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exception = models.ForeignKey(StatedException, models.PROTECT, related_name="messages")
    author = models.ForeignKey(Person, models.PROTECT, related_name="+")
    text = SealedTextField()
    written_at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["written_at", "id"]


class ExceptionMatchQuerySet(SealedQuerySet["ExceptionMatch"]):
    def standing(self) -> "ExceptionMatchQuerySet":
        """Those that wall."""
        return self.filter(lifted_at__isnull=True)

    def undecided(self) -> "ExceptionMatchQuerySet":
        """Those of which nobody has said yet whether it is them."""
        return self.filter(lifted_at__isnull=True, confirmed_at__isnull=True)

    def visible_to(self, person: Person) -> "ExceptionMatchQuerySet":
        """Whoever hears the talk. The affirmer does not see whom the server took their words to mean."""
        return self.filter(exception__in=StatedException.objects.heard_by(person).values("pk"))


class ExceptionMatch(SealedModel):
    """Somebody whom a talk may name. They are walled off from it until somebody who reads it lifts that, with a
    reason, and stay so where it is confirmed, as long as nobody lifts that for another reason; what was judged stays as
    judged, whatever is written later."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    exception = models.ForeignKey(StatedException, models.PROTECT, related_name="matches")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    found_at = models.DateTimeField()
    lifted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    lifted_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    reason = SealedTextField(blank=True)
    # Why one that was confirmed is lifted after all; the reason for which it was confirmed stays beside it.
    lifted_because = SealedTextField(null=True)

    objects: Any = ExceptionMatchQuerySet.as_manager()

    undeletable = True
    frozen_fields = ("exception", "person", "found_at")

    class Meta:
        ordering = ["found_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["exception", "person"], name="a_talk_names_somebody_once"),
            who_and_when("lifted", name="whoever_lifts_a_match_says_when"),
            models.CheckConstraint(
                condition=Q(lifted_by__isnull=True) | ~Q(lifted_by=F("person")), name="nobody_lifts_a_match_of_themself"
            ),
            who_and_when("confirmed", name="whoever_confirms_a_match_says_when"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("person")),
                name="nobody_confirms_a_match_of_themself",
            ),
            models.CheckConstraint(
                condition=Q(lifted_because__isnull=True, lifted_at__isnull=True)
                | Q(lifted_because__isnull=True, confirmed_at__isnull=True)
                | Q(lifted_because__isnull=False, lifted_at__isnull=False, confirmed_at__isnull=False),
                name="a_confirmed_match_is_lifted_for_a_reason_of_its_own",
            ),
        ]
        indexes = [models.Index(fields=["person"], condition=Q(lifted_at__isnull=True), name="standing_matches")]

    @property
    def state(self) -> str:
        if self.lifted_at:
            return MatchState.LIFTED.value
        return MatchState.CONFIRMED.value if self.confirmed_at else MatchState.POSSIBLE.value

    @property
    def state_label(self) -> str:
        return str(MatchState(self.state).label)

    def relations(self, person: Person) -> frozenset[str]:
        """Those of the talk. Whoever is named can't see it."""
        return self.exception.relations(person)

    def move_url(self, move: Move) -> str:
        return reverse(f"code_of_ethics:{move.verb}", args=[self.pk])
