"""What a member of the committee asks or remarks about a signed digest, and what its signer answers."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.constraints import who_and_when
from accounts.models import Person
from accounts.moves import Move
from audit.rules import Trigger
from reporting.models.digest import OF_A_SIGNED_DIGEST, Digest
from reporting.models.member_question import ANSWERED_STAYS, AS_ASKED, MemberQuestion
from reporting.states import QuestionKind, QuestionState
from vault.models import SealedQuerySet


class DigestQuestionQuerySet(SealedQuerySet["DigestQuestion"]):
    def visible_to(self, person: Person | None) -> "DigestQuestionQuerySet":
        """Whoever may read the digest reads what was asked about it."""
        return self.filter(digest__in=Digest.objects.visible_to(person).values("pk"))

    def with_people(self) -> "DigestQuestionQuerySet":
        """With who asked and answered, and the key that opens the words, in one statement."""
        return self.select_related("asked_by", "answered_by", "data_key", "digest")


class DigestQuestion(MemberQuestion):
    """Sealed under the digest's own key, and never part of what was signed: it comes after it."""

    digest = models.ForeignKey(Digest, models.PROTECT, related_name="questions")
    kind = models.CharField(max_length=10, choices=QuestionKind.choices)

    objects = DigestQuestionQuerySet.as_manager()

    frozen_fields = ("digest", "kind", *AS_ASKED)
    database_rules = [
        Trigger(
            "of_what_is_signed",
            "INSERT",
            f"NOT {OF_A_SIGNED_DIGEST.format(row='NEW')}",
            "a question is asked about a digest that is signed",
        ),
        ANSWERED_STAYS,
    ]

    class Meta(MemberQuestion.Meta):
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=QuestionKind.values), name="a_digest_question_has_a_kind"),
            who_and_when("answered", name="an_answer_on_a_digest_says_who_and_when"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer__isnull=True)
                | Q(answered_at__isnull=False, answer__isnull=False, kind=QuestionKind.QUESTION),
                name="only_a_question_about_a_digest_is_answered",
            ),
        ]

    @property
    def state(self) -> str:
        if self.kind == QuestionKind.REMARK:
            return QuestionState.REMARK
        return QuestionState.ANSWERED if self.answered_at else QuestionState.OPEN

    def relations(self, person: Person) -> frozenset[str]:
        """As to the digest: whoever signs it answers."""
        return self.digest.relations(person)

    def move_url(self, move: Move) -> str:
        return reverse(f"reporting:{move.verb}", args=[self.pk])

    def get_absolute_url(self) -> str:
        return f"{self.digest.get_absolute_url()}#questions"
