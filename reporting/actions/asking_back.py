"""What a member of the committee asks about a notice, and the answer to it."""

import uuid
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.clockwork import one_by_one
from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import Telling, tell, tell_each
from audit.trail import record
from cases.models import Case
from reporting.actions.asking import write_answer
from reporting.actions.notifying import locked_notice
from reporting.models import CommitteeNotice, NoticeQuestion
from reporting.models.notice_question import who_answers
from reporting.workflow import ANSWER_NOTICE_QUESTION, ASK_ABOUT_NOTICE
from vault.digests import keyed_digest


@transaction.atomic
def ask_about_notice(notice: CommitteeNotice, *, words: str, by: Person, at: datetime) -> NoticeQuestion:
    """The member asks; whoever answers is told. Raises `Refused` where nobody is free to answer."""
    notice = locked_notice(notice.pk, by)
    ASK_ABOUT_NOTICE.check(by, notice)
    answering = who_answers(notice, by)
    if not answering:
        raise Refused(_("Nobody may answer this in writing. Please ask the committee's chair to name somebody."))
    question = NoticeQuestion.objects.create(
        data_key=notice.data_key, notice=notice, words=words, asked_by=by, asked_at=at
    )
    facts = {"question": str(question.pk), "words": keyed_digest("notice-question", words)}
    record(notice, ASK_ABOUT_NOTICE.verb, by=by, at=at, sentence="The member asked about it", facts=facts)
    tell_each([Telling(answering, "notice_question", at, str(question.pk))], about=question)
    return question


@transaction.atomic
def answer_notice_question(question: NoticeQuestion, *, answer: str, by: Person, at: datetime) -> NoticeQuestion:
    """Answered once; whoever asked is told, unless a wall has risen meanwhile."""
    # The question's own row alone is locked: the notice stays free for its member's reading.
    visible = NoticeQuestion.objects.visible_to(by).select_for_update(of=("self",))
    question = visible.select_related("notice").get(pk=question.pk)
    ANSWER_NOTICE_QUESTION.check(by, question)
    write_answer(question, answer, by=by, at=at)
    facts = {"question": str(question.pk), "answer": keyed_digest("notice-answer", answer)}
    sentence = "Answered the member's question"
    record(question.notice, ANSWER_NOTICE_QUESTION.verb, by=by, at=at, sentence=sentence, facts=facts)
    tell([question.asked_by], "notice_answered", about=question.notice, at=at, once=str(question.pk))
    return question


def tell_who_answers(at: datetime) -> int:
    """The sweep: a wall rises, or a post changes hands, while a question waits; whoever answers it now is told, once.

    Returns how many were told anew. Each question is its own transaction.
    """
    waiting = NoticeQuestion.objects.open().filter(notice__in=CommitteeNotice.objects.standing().values("pk"))
    keys = list(waiting.order_by("asked_at", "pk").values_list("pk", flat=True))
    return one_by_one(keys, partial(_told_of, at=at), failed="notice_question_failed")


@transaction.atomic
def _told_of(pk: uuid.UUID, *, at: datetime) -> int:
    """The case is locked, so that a second sweep waits and finds it done, and so is the question, so that its answer
    comes before or after."""
    decision = NoticeQuestion.objects.select_related("notice").get(pk=pk).notice.decision
    Case.objects.locked(decision.case_id, by=None)
    question = NoticeQuestion.objects.open().select_for_update(of=("self",)).filter(pk=pk).first()
    if question is None:
        return 0
    answering = who_answers(question.notice, question.asked_by)
    told = tell(answering, "notice_question", about=question, at=at, once=str(question.pk))
    if told:
        facts, sentence = {"question": str(question.pk)}, "Whoever answers the member's question now was told of it"
        record(question.notice, "tell_who_answers", by=None, at=at, sentence=sentence, facts=facts)
    return told
