"""What a member of the committee asks in writing, and the one answer to it."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from audit.rules import Trigger
from vault.fields import SealedTextField
from vault.models import SealedModel

# Of every such question: what was asked never changes, nor does an answer.
AS_ASKED = ("words", "asked_by", "asked_at")
ANSWERED_STAYS = Trigger("answered_stays", "UPDATE", "OLD.answered_at IS NOT NULL", "an answer never changes")


class MemberQuestion(SealedModel):
    """Sealed words and a sealed answer, each with who and when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    words = SealedTextField(_("question or remark"))
    asked_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    answer = SealedTextField(_("answer"), blank=True, null=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    undeletable = True

    class Meta:
        abstract = True
        ordering = ["asked_at", "id"]

    def __str__(self) -> str:
        return str(self.pk)
