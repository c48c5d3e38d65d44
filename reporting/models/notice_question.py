"""What a member of the committee asks about a notice of a material matter, and the answer to it."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from accounts.constraints import who_and_when
from accounts.models import Person
from accounts.moves import Move
from accounts.roles import Role
from cases.models import Case, MaterialityDecision
from cases.models.wall import HEAD_OF_QUEUE, QUEUE_OF_HEAD, wall_between
from cases.states.case import Queue
from reporting.models.committee_notice import CommitteeNotice, matter_of
from reporting.models.member_question import ANSWERED_STAYS, AS_ASKED, MemberQuestion
from reporting.states import QuestionState
from vault.models import SealedQuerySet


class NoticeQuestionQuerySet(SealedQuerySet["NoticeQuestion"]):
    def visible_to(self, person: Person | None) -> "NoticeQuestionQuerySet":
        """For the member who asked; for the General Auditor; and for whoever heads the matter or decided on it, because
        one of them answers where the General Auditor can't. Never past the wall."""
        if person is None:
            return self.none()
        own = CommitteeNotice.objects.visible_to(person)
        reached = Q(notice__in=own.values("pk"))
        heads = Q(queue__in=[QUEUE_OF_HEAD[role] for role in person.roles if role in QUEUE_OF_HEAD])
        decided = MaterialityDecision.objects.filter(decided_by=person).values("case")
        led = Case.objects.visible_to(person).filter(heads | Q(acting_head=person) | Q(pk__in=decided))
        reached |= Q(matter__in=led.values("pk"))
        if Role.GENERAL_AUDITOR in person.roles:
            reached |= Q(matter__isnull=False)
        with_matter = self.annotate(matter=matter_of("notice__source_id"))
        return with_matter.filter(reached).exclude(wall_between("matter", person))

    def of(self, notice: Any) -> "NoticeQuestionQuerySet":
        """What was asked about a notice, or an outer row, that the reader may see: its own member asked."""
        return self.filter(notice=notice)

    def with_people(self) -> "NoticeQuestionQuerySet":
        """With who asked and answered, and the key that opens the words, in one statement."""
        return self.select_related("asked_by", "answered_by", "data_key", "notice")

    def open(self) -> "NoticeQuestionQuerySet":
        return self.filter(answered_at__isnull=True)


class NoticeQuestion(MemberQuestion):
    """Sealed under the key of the matter, so that it is shredded with it."""

    notice = models.ForeignKey(CommitteeNotice, models.PROTECT, related_name="questions")

    objects = NoticeQuestionQuerySet.as_manager()

    frozen_fields = ("notice", *AS_ASKED)
    database_rules = [ANSWERED_STAYS]

    class Meta(MemberQuestion.Meta):
        constraints = [
            who_and_when("answered", name="an_answer_on_a_notice_says_who_and_when"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer__isnull=True)
                | Q(answered_at__isnull=False, answer__isnull=False),
                name="a_question_about_a_notice_is_answered_whole",
            ),
        ]

    @property
    def state(self) -> str:
        return QuestionState.ANSWERED if self.answered_at else QuestionState.OPEN

    def relations(self, person: Person) -> frozenset[str]:
        """Whoever answered stays the one who answers, whatever changes around them."""
        answers = person.pk == self.answered_by_id or person in who_answers(self.notice, self.asked_by)
        held = {"asker": person.pk == self.asked_by_id, "answerer": answers}
        return frozenset(relation for relation, holds in held.items() if holds)

    def move_url(self, move: Move) -> str:
        return reverse(f"reporting:{move.verb}", args=[self.pk])

    def get_absolute_url(self) -> str:
        return reverse("reporting:answer_notice_question", args=[self.pk])


def _heads(person: Person, case: Case) -> bool:
    """Whether a matter is theirs for good, and with it what the committee asks: a deputy's time may end before that."""
    return person.pk == case.acting_head_id or HEAD_OF_QUEUE[Queue(case.queue)] in person.roles


def who_answers(notice: CommitteeNotice, asker: Person) -> list[Person]:
    """The General Auditor; where the wall cuts them off, whoever heads the matter; else whoever decided. Never whoever
    asks, and nobody behind the wall."""
    case = notice.decision.case
    case = case.merged_into or case
    auditors = case.unwalled(Person.objects.holding(Role.GENERAL_AUDITOR))
    if found := [person for person in auditors if person.pk != asker.pk]:
        return found
    if found := [person for person in case.clock_heads() if _heads(person, case) and person.pk != asker.pk]:
        return found
    decider = notice.decision.decided_by
    return [decider] if decider.pk != asker.pk and case.is_visible_to(decider) else []
