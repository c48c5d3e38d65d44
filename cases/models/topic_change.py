"""A matter of accounting is to become something else: a second person decides (DECISIONS 45)."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Person
from accounts.moves import Move
from audit.rules import Trigger
from cases.models.case import Case
from code_of_ethics.models import Topic
from vault.fields import SealedTextField
from vault.models import SealedModel, SealedQuerySet


class TopicChangeQuerySet(SealedQuerySet["TopicChange"]):
    def waiting(self) -> "TopicChangeQuerySet":
        """Neither agreed to nor turned down."""
        return self.filter(decided_at__isnull=True)


class TopicChange(SealedModel):
    """What triage proposed. Until it is agreed, the case stays in the log of accounting complaints, and the General
    Auditor goes on reading it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="topic_changes")
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+", verbose_name=_("topic"))
    reasons = SealedTextField(_("reasons"))
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    is_agreed = models.BooleanField(default=False)

    objects = TopicChangeQuerySet.as_manager()
    undeletable = True
    frozen_fields = ("case", "topic", "reasons", "proposed_by", "proposed_at")
    database_rules = [
        Trigger("decided_once", "UPDATE", "OLD.decided_at IS NOT NULL", "a change of topic that was decided stays so"),
    ]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"], condition=Q(decided_at__isnull=True), name="one_change_of_topic_waits"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("proposed_by")),
                name="a_second_person_agrees_to_another_topic",
            ),
            models.CheckConstraint(
                condition=Q(is_agreed=False) | Q(decided_at__isnull=False), name="an_agreed_topic_was_decided"
            ),
            who_and_when("decided", name="a_decided_topic_says_who_and_when"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def state(self) -> str:
        if self.decided_at is None:
            return "PROPOSED"
        return "AGREED" if self.is_agreed else "DECLINED"

    def relations(self, person: Person) -> frozenset[str]:
        """Those of the case, and who proposed it."""
        proposer = frozenset({"proposer"}) if person.pk == self.proposed_by_id else frozenset()
        return self.case.relations(person) | proposer

    def move_url(self, move: Move) -> str:
        return reverse(f"cases:{move.verb}", args=[self.case.reference, self.pk])
