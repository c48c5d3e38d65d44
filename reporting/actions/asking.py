"""What members of the committee ask and remark about a signed digest, and the signer's answer."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from audit.trail import record
from reporting.actions.drafting import signers_of
from reporting.models import Digest, DigestQuestion
from reporting.models.member_question import MemberQuestion
from reporting.workflow import ANSWER_MEMBER, ASK_ABOUT_DIGEST
from vault.digests import keyed_digest


@transaction.atomic
def ask_about_digest(digest: Digest, *, kind: str, words: str, by: Person, at: datetime) -> DigestQuestion:
    """A member asks or remarks; the signer is told. Raises `Refused` where the digest is not what was signed."""
    digest = Digest.objects.locked(digest.pk, by=by)
    ASK_ABOUT_DIGEST.check(by, digest)
    if not digest.is_genuine():
        raise Refused(_("What is stored is not what was signed, so nothing can be asked about it here."))
    question = DigestQuestion.objects.create(
        data_key=digest.data_key, digest=digest, kind=kind, words=words, asked_by=by, asked_at=at
    )
    facts = {"question": str(question.pk), "words": keyed_digest("digest-question", words)}
    record(digest, ASK_ABOUT_DIGEST.verb, by=by, at=at, sentence="A member asked or remarked", facts=facts)
    signers = [person for person in signers_of(digest) if person.pk != by.pk]
    tell(signers, "digest_question", about=digest, at=at, once=str(question.pk))
    return question


@transaction.atomic
def answer_member(question: DigestQuestion, *, answer: str, by: Person, at: datetime) -> DigestQuestion:
    """The signer answers once; whoever asked is told."""
    digest = Digest.objects.locked(question.digest_id, by=by)
    question = DigestQuestion.objects.select_for_update(of=("self",)).get(pk=question.pk, digest=digest)
    ANSWER_MEMBER.check(by, question)
    write_answer(question, answer, by=by, at=at)
    facts = {"question": str(question.pk), "answer": keyed_digest("digest-answer", answer)}
    record(digest, ANSWER_MEMBER.verb, by=by, at=at, sentence="Answered a member's question", facts=facts)
    if question.asked_by_id != by.pk:
        tell([question.asked_by], "digest_answered", about=digest, at=at, once=str(question.pk))
    return question


def write_answer(question: MemberQuestion, answer: str, *, by: Person, at: datetime) -> None:
    """The answer itself. The question is locked, and who may answer was asked by the caller."""
    question.answer, question.answered_by, question.answered_at = answer, by, at
    question.save(update_fields=["answer", "answered_by", "answered_at"])
