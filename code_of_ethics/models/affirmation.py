"""Everybody reads the Code and says so."""

import uuid
from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.languages import language_name
from accounts.models import Person
from accounts.moves import Move
from accounts.roles import Office
from audit.rules import Trigger
from code_of_ethics.models.campaign import AffirmationCampaign
from code_of_ethics.states import AffirmationState
from vault.fields import SealedTextField
from vault.models import SealedModel

REMINDED_BEFORE = (7, 1)  # days before the due date
WEEK = 7
# The office never does this for one of its own affirmations.
NOT_ONES_OWN = "{column} = (SELECT a.person_id FROM code_of_ethics_affirmation a WHERE a.id = NEW.affirmation_id)"


def next_reminder(due_on: date, after: date) -> date:
    """The first day later than `after` on which somebody is reminded: 7 and 1 days before, and weekly from the day
    after the due date."""
    before = [due_on - timedelta(days=days) for days in REMINDED_BEFORE]
    if found := [day for day in before if day > after]:
        return found[0]
    first = due_on + timedelta(days=1)
    weeks = 0 if first > after else (after - first).days // WEEK + 1
    return first + timedelta(days=WEEK * weeks)


class AffirmationQuerySet(models.QuerySet["Affirmation"]):
    def waiting(self) -> "AffirmationQuerySet":
        """Neither affirmed nor excused, and still asked for."""
        return self.filter(affirmed_at__isnull=True, excused_at__isnull=True, campaign__ended_at__isnull=True)

    def unanswered(self) -> "AffirmationQuerySet":
        """Waiting, and nothing was said about it yet."""
        return self.waiting().filter(exception__isnull=True)

    def overdue(self, on: date) -> "AffirmationQuerySet":
        return self.waiting().filter(due_on__lt=on)

    def counted(self, on: date) -> "AffirmationQuerySet":
        """Those that count: whoever has left without affirming drops out."""
        works = Q(person__employed_until__isnull=True) | Q(person__employed_until__gte=on)
        return self.filter(works | Q(affirmed_at__isnull=False))

    def of(self, person: Person) -> "AffirmationQuerySet":
        """What `person` was asked, newest first."""
        return self.filter(person=person).order_by("-asked_on", "-campaign__launched_at")

    def of_team(self, superior: Person, *, levels: int = 1) -> "AffirmationQuerySet":
        """What those below `superior` were asked by campaigns that run. Managers see who, whether and until when."""
        below = Person.objects.reporting_to([superior], levels=levels)
        return self.filter(person__in=below, campaign__ended_at__isnull=True)

    def visible_to(self, person: Person) -> "AffirmationQuerySet":
        """One's own; the Compliance & Ethics office everybody's."""
        return self if Office.ETHICS_OFFICE in person.offices else self.filter(person=person)

    def locked(self, pk: uuid.UUID, *, by: Person) -> "Affirmation":
        """The row, locked, for somebody who may see it. Raises `DoesNotExist` otherwise."""
        joined = self.visible_to(by).select_related("campaign__version", "person")
        return joined.select_for_update(of=("self",)).get(pk=pk)


class Affirmation(models.Model):
    """What one person answered in one campaign. The hash says which exact text was affirmed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    campaign = models.ForeignKey(AffirmationCampaign, models.PROTECT, related_name="affirmations")
    person = models.ForeignKey(Person, models.PROTECT, related_name="affirmations")
    asked_on = models.DateField()
    # Asked afresh: whoever left and came back.
    asked_again_on = models.DateField(null=True)
    due_on = models.DateField(_("due"))
    next_reminder_on = models.DateField()
    # Their manager heard that it is late.
    manager_told_on = models.DateField(null=True)
    affirmed_at = models.DateTimeField(null=True)
    version_sha256 = models.CharField(max_length=64, blank=True)
    # The language in which they read it, by their own word; empty where nobody said.
    read_in = models.CharField(_("read in"), max_length=10, blank=True, default="")
    excused_at = models.DateTimeField(null=True)
    excused_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    objects = AffirmationQuerySet.as_manager()

    undeletable = True
    frozen_fields = ("campaign", "person", "asked_on")
    database_rules = [
        Trigger(
            "affirmed_stays",
            "UPDATE",
            "OLD.affirmed_at IS NOT NULL AND (NEW.affirmed_at IS NULL OR OLD.affirmed_at <> NEW.affirmed_at "
            "OR OLD.version_sha256 <> NEW.version_sha256 OR OLD.read_in <> NEW.read_in)",
            "what somebody affirmed never changes",
        ),
        Trigger(
            "affirms_its_version",
            ("INSERT", "UPDATE"),
            "NEW.version_sha256 <> '' AND NEW.version_sha256 <> (SELECT v.sha256 FROM code_of_ethics_codeversion v "
            "JOIN code_of_ethics_affirmationcampaign c ON c.version_id = v.id WHERE c.id = NEW.campaign_id)",
            "an affirmation names the text of its campaign's version",
        ),
    ]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "person"], name="a_person_is_asked_once_in_a_campaign"),
            models.CheckConstraint(
                condition=Q(affirmed_at__isnull=True, version_sha256="")
                | Q(Q(affirmed_at__isnull=False), ~Q(version_sha256="")),
                name="an_affirmation_names_its_text",
            ),
            models.CheckConstraint(
                condition=Q(read_in="") | Q(affirmed_at__isnull=False), name="read_in_a_language_by_who_affirmed"
            ),
            models.CheckConstraint(
                condition=Q(excused_at__isnull=True, excused_by__isnull=True)
                | Q(excused_at__isnull=False, excused_by__isnull=False, affirmed_at__isnull=True),
                name="excused_by_somebody_instead_of_affirmed",
            ),
            models.CheckConstraint(
                condition=Q(excused_by__isnull=True) | ~Q(excused_by=F("person")),
                name="nobody_excuses_themself_from_affirming",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_reminder_on"],
                condition=Q(affirmed_at__isnull=True, excused_at__isnull=True),
                name="affirmations_to_remind",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def state(self) -> str:
        if self.affirmed_at:
            return AffirmationState.AFFIRMED.value
        if self.excused_at:
            return AffirmationState.EXCUSED.value
        return AffirmationState.ENDED.value if self.campaign.ended_at else AffirmationState.ASKED.value

    @property
    def state_label(self) -> str:
        return str(AffirmationState(self.state).label)

    @property
    def read_in_name(self) -> str:
        """The language by its name; nothing where nobody said."""
        return language_name(self.read_in) if self.read_in else ""

    def is_overdue(self, on: date) -> bool:
        return self.state == AffirmationState.ASKED and self.due_on < on

    def relations(self, person: Person) -> frozenset[str]:
        """How `person` stands to this affirmation; the workflow table says what follows."""
        held = {"self": person.pk == self.person_id, "office": Office.ETHICS_OFFICE in person.offices}
        return frozenset(relation for relation, holds in held.items() if holds)

    def move_url(self, move: Move) -> str:
        return reverse(f"code_of_ethics:{move.verb}", args=[self.pk])

    def get_absolute_url(self) -> str:
        return reverse("code_of_ethics:affirm")


class DueDateExtension(SealedModel):
    """More time for one person, with the office's reason."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    affirmation = models.ForeignKey(Affirmation, models.PROTECT, related_name="extensions")
    former_due_on = models.DateField()
    due_on = models.DateField()
    reason = SealedTextField()
    granted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    granted_at = models.DateTimeField()

    append_only = True
    database_rules = [
        Trigger(
            "not_ones_own",
            "INSERT",
            NOT_ONES_OWN.format(column="NEW.granted_by_id"),
            "nobody gives themself more time to affirm",
        ),
    ]

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gt=F("former_due_on")), name="an_extension_gives_more_time"),
        ]


class PaperAffirmation(SealedModel):
    """An affirmation signed on paper, recorded by the office: when it was signed, and where the paper is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    affirmation = models.OneToOneField(Affirmation, models.PROTECT, related_name="paper")
    signed_on = models.DateField()
    kept_where = SealedTextField()
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    append_only = True
    database_rules = [
        Trigger(
            "not_ones_own",
            "INSERT",
            NOT_ONES_OWN.format(column="NEW.recorded_by_id"),
            "nobody records their own affirmation on paper",
        ),
    ]
