"""What a reporter says about the report later on: that they wish it withdrawn, and how they felt treated."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Person
from accounts.moves import Move
from cases.models.report import Report
from cases.states.report import Consent, WithdrawalAnswer
from vault.fields import SealedTextField
from vault.models import SealedModel

LOWEST, HIGHEST = 1, 5


class Withdrawal(SealedModel):
    """A reporter's wish that the report be withdrawn. The office decides, and answers; files and words stay."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.OneToOneField(Report, models.PROTECT, related_name="withdrawal")
    words = SealedTextField(_("why"), blank=True)
    wished_on = models.DateField()
    answer = models.CharField(max_length=20, choices=WithdrawalAnswer.choices, blank=True, default="")
    answer_reasons = SealedTextField(_("reasons"), blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    undeletable = True
    frozen_fields = ("report", "words", "wished_on")

    class Meta:
        constraints = [
            who_and_when("answered", name="an_answer_to_a_withdrawal_says_who_and_when"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True) | (~Q(answer="") & Q(answered_at__isnull=False)),
                name="a_withdrawal_is_answered_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def state(self) -> str:
        return "ANSWERED" if self.answered_at else "WISHED"

    def relations(self, person: Person) -> frozenset[str]:
        """Those of the case."""
        return self.report.case.relations(person)

    def move_url(self, move: Move) -> str:
        return reverse(f"cases:{move.verb}", args=[self.report.case.reference, self.pk])


class Reclassification(SealedModel):
    """How a question came to be treated as a report: the office asked and the reporter answered, or at once.

    `asked_at` is empty where the office asked nobody because it plainly is a report; `reason` says why, either way.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.OneToOneField(Report, models.PROTECT, related_name="reclassification")
    reason = SealedTextField(_("reason"))
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField(null=True)
    consent = models.CharField(max_length=10, choices=Consent.choices, blank=True, default="")
    answered_on = models.DateField(null=True)
    # Nobody where the reporter's yes did it.
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    made_on = models.DateField(null=True)

    undeletable = True
    frozen_fields = ("report", "asked_by", "asked_at")

    class Meta:
        constraints = [
            who_and_when("asked", name="who_asks_for_consent_says_when"),
            models.CheckConstraint(
                condition=Q(consent="", answered_on__isnull=True)
                | ~Q(consent="") & Q(answered_on__isnull=False, asked_at__isnull=False),
                name="consent_is_an_answer_to_a_question",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def waits(self) -> bool:
        """Whether the reporter was asked and has not answered, and nothing was decided without them."""
        return self.asked_at is not None and not self.consent and self.made_on is None


class Rating(models.Model):
    """The answer to the one question at the end: did you feel taken seriously? No mark means “no answer”.

    Never shown beside its report: it is counted among many (`reporting.measures.taken_seriously`). Words that come
    with it go to the office as a message.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    report = models.OneToOneField(Report, models.PROTECT, related_name="rating")
    mark = models.PositiveSmallIntegerField(null=True)
    given_on = models.DateField()

    append_only = True

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(mark__isnull=True) | Q(mark__range=(LOWEST, HIGHEST)), name="a_mark_is_one_to_five"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
