"""The step before a digest is signed: the heads sign for their queues. For every test that needs a signed digest."""

from datetime import datetime

from accounts.models import Person
from reporting.actions import sign_digest, sign_digest_part
from reporting.actions.signing_parts import signers_for
from reporting.models import Digest, DigestPart

HOW = "re-authenticated by password"


def heads_sign(digest: Digest, *, at: datetime) -> None:
    """Whoever is asked for each queue signs, if nobody has yet."""
    for part in DigestPart.objects.awaited().filter(digest=digest):
        sign_digest_part(part, how=HOW, by=signers_for(part.queue)[0], at=at)


def sign_with_heads(digest: Digest, *, how: str, by: Person, at: datetime) -> Digest:
    """The heads sign for their queues, and then `by` signs the whole."""
    heads_sign(digest, at=at)
    return sign_digest(digest, how=how, by=by, at=at)
