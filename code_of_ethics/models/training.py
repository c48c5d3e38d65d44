"""Training in a version of the Code or in a policy: who is asked, until when, who has done it."""

import uuid
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Person
from accounts.moves import Move
from accounts.roles import Office, Role
from accounts.states import ImportState
from audit.rules import Trigger
from code_of_ethics.models.audience import WithAudience
from code_of_ethics.models.policy import Policy
from code_of_ethics.models.version import CodeVersion
from code_of_ethics.states.training import AssignmentState, Source, TrainingState
from vault.fields import SealedTextField
from vault.models import SealedModel

SHORTEST_MONTH = 28  # days


class TrainingQuerySet(models.QuerySet["Training"]):
    def running(self) -> "TrainingQuerySet":
        return self.filter(ended_at__isnull=True)


class Training(WithAudience):
    """One course about a version of the Code or about a policy. The clock asks people block by block."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(_("title"), max_length=200)
    # By which a learning system knows it.
    code = models.SlugField(_("course code"), max_length=60, unique=True)
    link = models.CharField(_("where it is"), max_length=500, blank=True)
    version = models.ForeignKey(CodeVersion, models.PROTECT, null=True, related_name="trainings")
    policy = models.ForeignKey(Policy, models.PROTECT, null=True, related_name="trainings")
    days = models.PositiveSmallIntegerField(_("days to do it"), default=30)
    # After so many months once more; zero is once.
    repeats_months = models.PositiveSmallIntegerField(_("again after months"), default=0)
    # Whether a person's own word is enough, or only the office's and the learning system's.
    is_self_recorded = models.BooleanField(_("people record it themselves"), default=True)
    started_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = TrainingQuerySet.as_manager()

    undeletable = True
    frozen_fields = ("code", "version", "policy", "started_by", "started_at", "is_whole_company", "countries", "levels")

    class Meta:
        ordering = ["-started_at"]
        constraints = [
            who_and_when("ended", name="an_ended_training_says_who_and_when"),
            models.CheckConstraint(
                condition=Q(version__isnull=False, policy__isnull=True) | Q(version__isnull=True, policy__isnull=False),
                name="a_training_is_about_the_code_or_a_policy",
            ),
            models.CheckConstraint(
                condition=Q(repeats_months=0) | Q(days__lt=F("repeats_months") * SHORTEST_MONTH),
                name="a_training_is_done_before_it_comes_again",
            ),
            models.CheckConstraint(condition=~Q(title="") & Q(days__gte=1), name="a_training_has_a_title_and_days"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> str:
        return TrainingState.ENDED.value if self.ended_at else TrainingState.RUNNING.value

    @property
    def state_label(self) -> str:
        return str(TrainingState(self.state).label)

    def lapsing(self, on: date) -> date:
        """Whoever did it on this day or before is asked again on the day `on`, so that it is done when it lapses."""
        return _months_back(on + timedelta(days=self.days), self.repeats_months)

    def to_ask(self, on: date) -> models.QuerySet[Person]:
        """Those of the audience who have nothing of it open, and whose last time, if any, is long enough ago."""
        standing = Q(completed_on__isnull=True, excused_at__isnull=True)
        if self.repeats_months:
            standing |= Q(completed_on__gt=self.lapsing(on)) | Q(excused_at__date__gt=self.lapsing(on))
        else:
            standing |= Q(completed_on__isnull=False) | Q(excused_at__isnull=False)
        asked = TrainingAssignment.objects.filter(standing, training=self, person=OuterRef("pk"))
        return self.audience(on).filter(~Exists(asked)).order_by("pk")

    def visible_among(self, people: Iterable[Person]) -> set[uuid.UUID]:
        """That there is a training is no secret: whoever is told of it may hear."""
        return {person.pk for person in people}

    def relations(self, person: Person) -> frozenset[str]:
        """How `person` stands to this training; the workflow table says what follows."""
        return frozenset({"ethics_officer"} if Role.ETHICS_OFFICER in person.roles else ())

    def move_url(self, move: Move) -> str:
        return reverse(f"code_of_ethics:{move.verb}", args=[self.pk])

    def get_absolute_url(self) -> str:
        """Where a notice of it leads: to one's own trainings."""
        return reverse("code_of_ethics:trainings")


class AssignmentQuerySet(models.QuerySet["TrainingAssignment"]):
    def waiting(self) -> "AssignmentQuerySet":
        """Neither done nor excused, and still asked for."""
        return self.filter(completed_on__isnull=True, excused_at__isnull=True, training__ended_at__isnull=True)

    def overdue(self, on: date) -> "AssignmentQuerySet":
        return self.waiting().filter(due_on__lt=on)

    def counted(self, on: date) -> "AssignmentQuerySet":
        """Those that count: whoever has left without doing it drops out, and whoever is excused."""
        return self.listed(on).filter(Q(excused_at__isnull=True) | Q(completed_on__isnull=False))

    def listed(self, on: date) -> "AssignmentQuerySet":
        """Those whom a list names: the excused too, and not whoever has left without doing it."""
        works = Q(person__employed_until__isnull=True) | Q(person__employed_until__gte=on)
        return self.filter(works | Q(completed_on__isnull=False))

    def last_times(self) -> "AssignmentQuerySet":
        """Of each person and training the last time that they were asked."""
        later = TrainingAssignment.objects.filter(
            training=OuterRef("training"), person=OuterRef("person"), number__gt=OuterRef("number")
        )
        return self.filter(~Exists(later))

    def of(self, person: Person) -> "AssignmentQuerySet":
        return self.filter(person=person).order_by("-assigned_on", "-number")

    def of_team(self, superior: Person, *, levels: int = 1) -> "AssignmentQuerySet":
        """What those below `superior` are asked by trainings that run."""
        below = Person.objects.reporting_to([superior], levels=levels)
        return self.filter(person__in=below, training__ended_at__isnull=True)

    def visible_to(self, person: Person) -> "AssignmentQuerySet":
        """One's own; the Compliance & Ethics office everybody's."""
        return self if Office.ETHICS_OFFICE in person.offices else self.filter(person=person)

    def locked(self, pk: uuid.UUID, *, by: Person) -> "TrainingAssignment":
        """The row, locked, for somebody who may see it. Raises `DoesNotExist` otherwise."""
        joined = self.visible_to(by).select_related("training", "person")
        return joined.select_for_update(of=("self",)).get(pk=pk)


class TrainingAssignment(models.Model):
    """One person, asked once to do one training."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    training = models.ForeignKey(Training, models.PROTECT, related_name="assignments")
    person = models.ForeignKey(Person, models.PROTECT, related_name="training_assignments")
    number = models.PositiveSmallIntegerField(default=1)  # the first time, the second …
    assigned_on = models.DateField()
    # Asked afresh: whoever left and came back.
    assigned_again_on = models.DateField(null=True)
    due_on = models.DateField(_("due"))
    next_reminder_on = models.DateField()
    manager_told_on = models.DateField(null=True)
    excused_at = models.DateTimeField(null=True)
    excused_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    completed_on = models.DateField(_("done on"), null=True)
    source = models.CharField(_("says who"), max_length=10, choices=Source.choices, blank=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField(null=True)

    objects = AssignmentQuerySet.as_manager()

    undeletable = True
    frozen_fields = ("training", "person", "number", "assigned_on")
    database_rules = [
        Trigger(
            "done_stays",
            "UPDATE",
            "OLD.completed_on IS NOT NULL AND (NEW.completed_on IS NULL OR OLD.completed_on <> NEW.completed_on "
            "OR OLD.source <> NEW.source OR OLD.recorded_by_id <> NEW.recorded_by_id)",
            "what somebody was trained in never changes",
        ),
    ]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["training", "person", "number"], name="a_person_is_trained_time_by_time"),
            who_and_when("recorded", name="a_recorded_training_says_who_and_when"),
            who_and_when("excused", name="an_excused_training_says_who_and_when"),
            models.CheckConstraint(
                condition=Q(excused_by__isnull=True) | ~Q(excused_by=F("person")),
                name="nobody_excuses_themself_from_a_training",
            ),
            models.CheckConstraint(
                condition=Q(completed_on__isnull=True, source="", recorded_at__isnull=True)
                | Q(Q(completed_on__isnull=False, recorded_at__isnull=False), ~Q(source="")),
                name="a_done_training_says_by_whose_word",
            ),
            models.CheckConstraint(
                condition=~Q(source=Source.SELF) | Q(recorded_by=F("person")), name="ones_own_word_is_ones_own"
            ),
            models.CheckConstraint(
                condition=~Q(source=Source.OFFICE) | ~Q(recorded_by=F("person")),
                name="the_office_records_nobodys_own_training",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_reminder_on"], condition=Q(completed_on__isnull=True), name="trainings_to_remind"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def state(self) -> str:
        if self.completed_on:
            return AssignmentState.DONE.value
        if self.excused_at:
            return AssignmentState.EXCUSED.value
        return AssignmentState.ENDED.value if self.training.ended_at else AssignmentState.ASKED.value

    @property
    def state_label(self) -> str:
        return str(AssignmentState(self.state).label)

    def is_overdue(self, on: date) -> bool:
        return self.state == AssignmentState.ASKED and self.due_on < on

    def relations(self, person: Person) -> frozenset[str]:
        """How `person` stands to it; the workflow table says what follows."""
        is_own = person.pk == self.person_id
        held = {
            "self": is_own,
            # Where only the learning system's word counts, one's own does not.
            "bound": is_own and not self.training.is_self_recorded,
            "office": Office.ETHICS_OFFICE in person.offices,
        }
        return frozenset(relation for relation, holds in held.items() if holds)

    def move_url(self, move: Move) -> str:
        return reverse(f"code_of_ethics:{move.verb}", args=[self.pk])

    def get_absolute_url(self) -> str:
        return reverse("code_of_ethics:trainings")


class TrainingRelief(SealedModel):
    """More time for a training, or being excused from it, and why. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assignment = models.ForeignKey(TrainingAssignment, models.PROTECT, related_name="reliefs")
    former_due_on = models.DateField()
    due_on = models.DateField(null=True)  # none: excused
    reason = SealedTextField()
    granted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()

    append_only = True
    database_rules = [
        Trigger(
            "not_ones_own",
            "INSERT",
            "NEW.granted_by_id = (SELECT a.person_id FROM code_of_ethics_trainingassignment a "
            "WHERE a.id = NEW.assignment_id)",
            "nobody gives themself more time for a training",
        ),
    ]

    class Meta:
        ordering = ["granted_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__isnull=True) | Q(due_on__gt=F("former_due_on")), name="more_time_is_later"
            ),
        ]


class CompletionImport(SealedModel):
    """Who did what, from a learning system, as it was uploaded. Looked at first, then taken over whole."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(max_length=10, choices=ImportState.choices, default=ImportState.DRAFT)
    content = SealedTextField()  # the rows as they were read, as JSON
    uploaded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()
    taken_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    taken_count = models.PositiveIntegerField(default=0)

    undeletable = True
    frozen_fields = ("content", "uploaded_by", "uploaded_at")

    class Meta:
        ordering = ["-uploaded_at", "id"]
        constraints = [
            who_and_when("taken", name="taken_completions_say_who_and_when"),
            models.CheckConstraint(
                condition=Q(state=ImportState.TAKEN, taken_at__isnull=False)
                | Q(state=ImportState.DRAFT, taken_at__isnull=True),
                name="completions_are_taken_or_not",
            ),
        ]

    def relations(self, person: Person) -> frozenset[str]:
        return frozenset({"office"}) if Office.ETHICS_OFFICE in person.offices else frozenset()

    def move_url(self, move: Move) -> str:
        return reverse(f"code_of_ethics:{move.verb}", args=[self.pk])

    def get_absolute_url(self) -> str:
        return reverse("code_of_ethics:take_completions", args=[self.pk])


def _months_back(day: date, months: int) -> date:
    """The same day `months` earlier, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
