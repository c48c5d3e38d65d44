"""A report that was made of what somebody could not affirm (DECISIONS 4)."""

import uuid
from typing import Any

from django.db import models

from accounts.models import Person
from cases.models.report import Report
from code_of_ethics.models import StatedException
from vault.digests import keyed_digest
from vault.fields import SealedTextField
from vault.models import SealedModel, SealedQuerySet


class TakenUpExceptionQuerySet(SealedQuerySet["TakenUpException"]):
    def of(self, exception: StatedException) -> "TakenUpExceptionQuerySet":
        """What became of one talk; at most one report."""
        return self.filter(exception_digest=exception_digest(exception))


def exception_digest(exception: StatedException) -> str:
    """How a report names the talk it came from: only whoever holds the key can compute it."""
    return keyed_digest("taken-up-exception", str(exception.pk))


class TakenUpException(SealedModel):
    """That a report came from a talk about affirming the Code.

    The talk names the person, and the report is confidential: no column leads from one to the other. Whoever sees the
    talk can compute its digest; whoever sees the case reads there that it came from one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.OneToOneField(Report, models.PROTECT, related_name="taken_up")
    exception_digest = models.CharField(max_length=64, unique=True)
    exception_id_sealed = SealedTextField()
    taken_up_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    taken_up_at = models.DateTimeField()

    objects: Any = TakenUpExceptionQuerySet.as_manager()

    append_only = True
