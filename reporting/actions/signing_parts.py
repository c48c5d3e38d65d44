"""The heads of the queues sign for their part of a digest; what changes afterwards makes their signatures void."""

from datetime import datetime

from django.db import transaction
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from accounts.models import Designation, Person
from accounts.moves import Refused
from accounts.notices import tell
from accounts.roles import Role
from audit.signatures import sign
from audit.trail import record
from cases.models.wall import HEAD_OF_QUEUE
from cases.states.case import Queue
from reporting.models import Digest, DigestPart
from reporting.models.digest_part import lends_a_part, queues_to_sign_for
from reporting.reconciliation import check_reconciled, reconcile
from reporting.states import COMMITTEE
from reporting.workflow import SIGN_DIGEST_PART


@transaction.atomic
def sign_digest_part(part: DigestPart, *, how: str, by: Person, at: datetime) -> DigestPart:
    """Sign for one queue of a draft that agrees with the record. The last one lets the General Auditor know.

    `how` says how the signer had just proved who they are.
    """
    # The digest first, as everywhere, so that two people never wait for each other.
    draft = Digest.objects.select_for_update(of=("self",)).get(pk=part.digest_id)
    part = DigestPart.objects.locked(part.pk, by=by)
    part.digest = draft
    SIGN_DIGEST_PART.check(by, part)
    if not draft.is_draft:
        raise Refused(_("This digest is signed already."))
    check_reconciled(reconcile(draft))
    document = part.document(draft.drafted_sha256)
    part.signature = sign(document, statement=part_statement(part), signer=by, at=at, how=how)
    part.signed_by, part.signed_at = by, at
    part.save(update_fields=["signature", "signed_by", "signed_at"])
    facts = {"queue": part.queue, "sha256": part.signature.document_sha256, "how": how}
    record(draft, SIGN_DIGEST_PART.verb, by=by, at=at, sentence="Signed for a queue", facts=facts)
    if not draft.parts.awaited().exists():
        signers = [one for one in Person.objects.holding(Role.GENERAL_AUDITOR) if one.pk != by.pk]
        tell(signers, "digest_to_sign", about=draft, at=at, once=str(part.pk))
    return part


def part_statement(part: DigestPart) -> str:
    """The sentence on the screen that a head's signature stands under."""
    return _(
        "For the queue “%(queue)s” in the period “%(period)s”: every material matter of this queue that the committee "
        "has to know is listed, each with the line that its office wrote, and I stand for it."
    ) % {"queue": part.get_queue_display(), "period": part.digest.snapshot["period"]["name"]}


def ask_heads(digest: Digest, *, by: Person | None, at: datetime) -> None:
    """After a draft was made or changed: make void what was signed over other words, and ask whoever signs next.

    The digest is locked by the caller. A signature over the very same words stays.
    """
    wanted, drafted = queues_to_sign_for(digest), digest.drafted_sha256
    asked: set[str] = set()
    for part in digest.parts.standing().select_related("signature"):
        part.digest = digest
        stands = part.signature is None or part.is_genuine(drafted)
        if part.queue in wanted and stands:
            asked.add(part.queue)
        else:
            _make_void(part, by=by, at=at)
    for queue in wanted:
        if queue not in asked:
            part = DigestPart.objects.create(digest=digest, queue=queue, asked_at=at)
            tell(signers_for(queue), "digest_part_waits", about=part, at=at)
    digest.__dict__.pop("asked_parts", None)


def _make_void(part: DigestPart, *, by: Person | None, at: datetime) -> None:
    part.voided_at = at
    part.save(update_fields=["voided_at"])
    if part.signed_at:
        sentence = "A signature for a queue is void, because the draft has changed"
        record(part.digest, "void_digest_part", by=by, at=at, sentence=sentence, facts={"queue": part.queue})


def signers_for(queue: str) -> list[Person]:
    """Who is asked to sign for a queue: its head and their deputies, or the committee where nobody heads it."""
    role = HEAD_OF_QUEUE[Queue(queue)]
    if heads := list(Person.objects.holding(role)):
        lent = Designation.objects.active().filter(role=role).select_related("deputy")
        return [*heads, *(one.deputy for one in lent if lends_a_part(one))]
    return list(Person.objects.holding(Role.AUDIT_COMMITTEE_CHAIR)) or list(Person.objects.holding(*COMMITTEE))


def heads_awaited(digest: Digest) -> str:
    """Why the whole can't be signed yet, naming the queues that nobody has signed for; empty if every one is signed."""
    drafted = digest.drafted_sha256
    parts = {part.queue: part for part in digest.standing_parts}
    owed = [
        str(Queue(queue).label)
        for queue in queues_to_sign_for(digest)
        if queue not in parts or not parts[queue].is_genuine(drafted)
    ]
    if not owed:
        return ""
    return _(
        "First the head of each queue signs for their part. Still awaited: %(queues)s. A deputy who decides for a head "
        "may sign too; where nobody heads a queue, the committee’s chair."
    ) % {"queues": get_text_list(owed, _("and"))}
