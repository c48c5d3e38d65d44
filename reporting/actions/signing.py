"""Commentary, the one signature, and who read it when."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from audit.seals import latest_seal
from audit.signatures import sign
from audit.trail import record, record_refusal
from reporting.actions.signing_parts import ask_heads, heads_awaited
from reporting.models import Digest, DigestReading
from reporting.reconciliation import check_reconciled, reconcile
from reporting.states import DigestState, Section
from reporting.workflow import EDIT_COMMENTARY, SIGN_DIGEST
from vault.digests import keyed_digest


@transaction.atomic
def edit_commentary(digest: Digest, *, commentary: Mapping[str, str], by: Person, at: datetime) -> Digest:
    """Write what the figures mean, section by section. The figures themselves can't be edited."""
    digest = Digest.objects.locked(digest.pk, by=by)
    EDIT_COMMENTARY.check(by, digest)
    kept = {str(section): commentary.get(section, "").strip() for section in Section.values}
    digest.commentary = {section: text for section, text in kept.items() if text}
    digest.save(update_fields=["commentary"])
    written = {section: keyed_digest("digest-commentary", text) for section, text in digest.commentary.items()}
    record(digest, EDIT_COMMENTARY.verb, by=by, at=at, sentence="Commentary written", facts=written)
    ask_heads(digest, by=by, at=at)
    return digest


@transaction.atomic
def sign_digest(digest: Digest, *, how: str, by: Person, at: datetime) -> Digest:
    """Sign a draft whose lists and figures agree with the record; from now on nothing in it changes.

    `how` says how the signer had just proved who they are. Raises `Refused` while the reconciliation fails, and until
    the heads have signed for their queues.
    """
    digest = Digest.objects.locked(digest.pk, by=by)
    SIGN_DIGEST.check(by, digest)
    if not digest.is_genuine():
        raise Refused(_("The trail says that this was signed before. Somebody changed it in the database."))
    check_reconciled(reconcile(digest))
    if owed := heads_awaited(digest):
        raise Refused(owed)
    seal = latest_seal()
    digest.seal = seal.hash if seal else ""
    document = digest.canonical_bytes()
    digest.content_sha256 = hashlib.sha256(document).hexdigest()
    digest.signature = sign(document, statement=signing_statement(digest), signer=by, at=at, how=how)
    digest.state, digest.signed_by, digest.signed_at = DigestState(str(SIGN_DIGEST.target)), by, at
    digest.save(update_fields=["seal", "content_sha256", "signature", "state", "signed_by", "signed_at"])
    record(
        digest,
        SIGN_DIGEST.verb,
        by=by,
        at=at,
        sentence="Signed",
        facts={"sha256": digest.content_sha256, "seal": digest.seal, "how": how},
    )
    tell([reader for reader in digest.readers() if reader.pk != by.pk], "digest_signed", about=digest, at=at)
    return digest


def signing_statement(digest: Digest) -> str:
    """The sentence on the screen that the signature stands under."""
    return _(
        "I have read this digest for the period “%(period)s”. It lists every material matter that it has to list, "
        "and I stand for its figures and its commentary."
    ) % {"period": digest.snapshot["period"]["name"]}


def read_digest(digest: Digest, *, by: Person, at: datetime) -> bool:
    """Note a member's first reading of a signed digest. Gives whether it was the first.

    Opening the page is reading it, so this takes few statements: of two windows the database keeps one's row.
    """
    try:
        with transaction.atomic():
            DigestReading.objects.create(digest=digest, member=by, read_at=at)
            record(digest, "read_digest", by=by, at=at, sentence="Read by a member")
    except IntegrityError:
        if digest.readings.filter(member=by).exists():
            return False
        raise
    return True


def refuse_altered_digest(digest: Digest, *, by: Person, at: datetime) -> None:
    """Put on the trail that a stored digest is not what was signed, and that it was therefore not shown."""
    record_refusal(digest, "read_digest", by=by, at=at, reason=_("What is stored is not what was signed."))
