"""Whether a matter goes to the Audit Committee: why the question arose, and how it was decided."""

import uuid
from collections.abc import Iterable

from django.db import models
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Person
from accounts.moves import Move
from cases.models.wall import surviving, wall_between
from cases.states.materiality import Materiality, TriggerKind
from clocks import kinds
from clocks.models import Clock
from vault.fields import SealedTextField
from vault.models import SealedModel


class MaterialityTriggerQuerySet(models.QuerySet["MaterialityTrigger"]):
    def audible_to(self, person: Person) -> "MaterialityTriggerQuerySet":
        """Those that `person` may hear have fired, without a word of the case: all but those behind the wall.

        With `.due_on`, the day on which the case's decision is due.
        """
        clocks = Clock.objects.filter(
            subject_kind="cases.case", subject_id=OuterRef("case"), kind__in=kinds.MATERIALITY
        )
        due_on = clocks.order_by("due_on").values("due_on")[:1]
        heard = self.filter(case__shredded_on__isnull=True).exclude(wall_between(surviving("case"), person))
        return heard.annotate(due_on=Subquery(due_on))


class MaterialityTrigger(models.Model):
    """A fact that asks for a materiality decision. A rule may add one; nothing removes one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="triggers")
    kind = models.CharField(max_length=30, choices=TriggerKind.choices)
    # The day the fact arrived, and the first *staff* act that knew it; hours to a notice count from the latter.
    fired_on = models.DateField()
    known_at = models.DateTimeField(null=True)

    objects = MaterialityTriggerQuerySet.as_manager()

    undeletable = True
    frozen_fields = ("case", "kind", "fired_on")

    class Meta:
        ordering = ["fired_on", "kind"]
        constraints = [models.UniqueConstraint(fields=["case", "kind"], name="a_trigger_fires_once_for_a_case")]

    def __str__(self) -> str:
        return str(self.pk)

    def visible_among(self, people: Iterable[Person]) -> set[uuid.UUID]:
        """The ids of those of `people` who may hear of it: `audible_to`, with the wall asked once for all."""
        return self.case.unwalled_among([person.pk for person in people])

    @property
    def notice_detail(self) -> str:
        """What the page adds to the notice of the firing."""
        due_on = getattr(self, "due_on", None)
        return gettext("The decision is due by %(day)s.") % {"day": date_format(due_on)} if due_on else ""


class MaterialityDecision(SealedModel):
    """Material or not, with reasons. "Not material" takes effect when a second person of the other office or the
    committee agrees (DECISIONS 45). A later decision supersedes an earlier one; none is edited."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="materiality_decisions")
    outcome = models.CharField(_("decision"), max_length=20, choices=Materiality.choices)
    reasons = SealedTextField(_("reasons"))
    # What the committee reads of the matter, written by its own office (DECISIONS 10).
    digest_line = SealedTextField(_("line for the committee"), blank=True)
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    rejected_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    rejected_at = models.DateTimeField(null=True)
    rejection_reason = SealedTextField(blank=True)

    undeletable = True
    frozen_fields = ("case", "outcome", "reasons", "digest_line", "decided_by", "decided_at")

    class Meta:
        ordering = ["-decided_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(decided_by=F("confirmed_by")), name="a_second_person_confirms_not_material"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | Q(rejected_by__isnull=True), name="confirmed_or_rejected"
            ),
            who_and_when("confirmed", name="a_confirmation_says_who_and_when"),
            who_and_when("rejected", name="a_rejection_says_who_and_when"),
        ]
        indexes = [models.Index(fields=["outcome", "decided_at"])]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_effective(self) -> bool:
        return self.outcome == Materiality.MATERIAL or self.confirmed_at is not None

    @property
    def state(self) -> str:
        if self.rejected_at:
            return "REJECTED"
        return "EFFECTIVE" if self.is_effective else "PROPOSED"

    def relations(self, person: Person) -> frozenset[str]:
        relations = self.case.relations(person)
        return relations | {"decider"} if person.pk == self.decided_by_id else relations

    def move_url(self, move: Move) -> str:
        return reverse(f"cases:{move.verb}", args=[self.case.reference, self.pk])
