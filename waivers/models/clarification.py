"""Questions back to the requester, and their answers. The request itself stays as it was written."""

import uuid

from django.db import models
from django.db.models import F, Q

from accounts.models import Person
from vault.fields import SealedTextField
from vault.models import SealedModel
from waivers.models.waiver import Waiver


class Clarification(SealedModel):
    """One question and its answer, sealed under the waiver's key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    waiver = models.ForeignKey(Waiver, models.PROTECT, related_name="clarifications")
    question = SealedTextField()
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = SealedTextField(null=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    undeletable = True
    frozen_fields = ("waiver", "question", "asked_by", "asked_at")

    class Meta:
        ordering = ["asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["waiver"], condition=Q(answered_at__isnull=True), name="one_open_question_of_a_waiver"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answered_by__isnull=True, answer__isnull=True)
                | Q(answered_at__gte=F("asked_at"), answered_by__isnull=False, answer__isnull=False),
                name="an_answer_says_who_and_when",
            ),
        ]
