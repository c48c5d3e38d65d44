"""Signing a document: the Portal witnesses who stated what, when, and how they had just proved who they are."""

import hashlib
from datetime import datetime

from audit import signing
from audit.models import Signature
from audit.signing import fingerprint, is_genuine, public_key_pem
from audit.trail import Actor

__all__ = ["fingerprint", "is_genuine", "public_key_pem", "sign"]


def sign(document: bytes, *, statement: str, signer: Actor, at: datetime, how: str) -> Signature:
    """Store and return a signature of `signer` over exactly these bytes.

    `statement` is the sentence that was on the screen; `how` says how the signer had just re-authenticated.
    """
    signature = Signature(
        statement=str(statement),
        document_sha256=hashlib.sha256(document).hexdigest(),
        signer_id=str(signer.pk),
        signer_name=signer.full_name,
        signed_at=at,
        how=how,
        key_fingerprint=fingerprint(public_key_pem()),
    )
    signature.signature = signing.signature_over(signature.signed_parts)
    signature.save(force_insert=True)
    return signature
