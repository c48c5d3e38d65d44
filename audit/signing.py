"""Ed25519 under the Portal's own key: what a signature covers, and how anybody checks it with the public key alone.

A signature attests that the Portal witnessed the act: that this signer, re-authenticated in this way, stated this
about this document at this time.
"""

import hashlib
import json
from collections.abc import Mapping

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from vault.models import Secret

# The signed bytes are the JSON object of these, in this order, in ASCII and without spaces.
SIGNED_PARTS = ("purpose", "document_sha256", "statement", "signer_id", "signer_name", "signed_at", "how")
PURPOSE = "ethics-portal signature 1"


def canonical(parts: Mapping[str, str]) -> bytes:
    """The bytes that are signed."""
    ordered = {name: parts[name] for name in SIGNED_PARTS}
    return json.dumps(ordered, ensure_ascii=True, separators=(",", ":")).encode()


def signature_over(parts: Mapping[str, str]) -> bytes:
    """Return the 64 bytes of the Portal's signature over the parts."""
    return _private_key().sign(canonical(parts))


def public_key_pem() -> str:
    """The Portal's public key, to hand to whoever wants to check signatures without the Portal."""
    pem = _private_key().public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return pem.decode()


def fingerprint(pem: str) -> str:
    """SHA-256 of the raw public key, 64 hexadecimal digits."""
    raw = _loaded(pem).public_bytes(Encoding.Raw, PublicFormat.Raw)
    return hashlib.sha256(raw).hexdigest()


def is_genuine(parts: Mapping[str, str], signature: bytes, *, pem: str) -> bool:
    """True if the holder of the public key `pem` signed exactly these parts. Needs nothing from the Portal."""
    try:
        _loaded(pem).verify(signature, canonical(parts))
    except (InvalidSignature, KeyError):
        return False
    return True


def _private_key() -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(Secret.objects.material("signature"))


def _loaded(pem: str) -> Ed25519PublicKey:
    key = load_pem_public_key(pem.encode())
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError("not an Ed25519 public key")
    return key
