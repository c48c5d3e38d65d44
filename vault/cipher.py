"""Seal and open short values: AES-256-GCM, a random nonce, padded so that the length tells little."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from vault.errors import SealBroken

KEY_BYTES = 32
NONCE_BYTES = 12
VERSION = b"\x01"
# Plaintexts are filled up to a multiple of this, so that "yes" and "no" seal to the same length.
PADDING_BLOCK = 32


def random_key() -> bytes:
    """Return 32 fresh random bytes."""
    return os.urandom(KEY_BYTES)


def seal(key: bytes, plaintext: bytes, *, bound_to: str) -> bytes:
    """Seal `plaintext` so that it opens only with `key` and the same `bound_to`."""
    nonce = os.urandom(NONCE_BYTES)
    return VERSION + nonce + AESGCM(key).encrypt(nonce, _pad(plaintext), _associated(bound_to))


def unseal(key: bytes, sealed: bytes, *, bound_to: str) -> bytes:
    """Return the plaintext. Raises `SealBroken` for anything but exactly what `seal` returned."""
    if sealed[:1] != VERSION:
        raise SealBroken("These bytes were not sealed by this vault.")
    nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        return _unpad(AESGCM(key).decrypt(nonce, body, _associated(bound_to)))
    except (InvalidTag, ValueError):
        # `from None`: the chained exception would hold the key and the bytes in its frame.
        raise SealBroken("A sealed value does not open.") from None


def _associated(bound_to: str) -> bytes:
    return VERSION + bound_to.encode()


def _pad(plaintext: bytes) -> bytes:
    marked = plaintext + b"\x80"
    return marked + bytes(-len(marked) % PADDING_BLOCK)


def _unpad(padded: bytes) -> bytes:
    marked = padded.rstrip(b"\x00")
    if not marked.endswith(b"\x80"):
        raise ValueError
    return marked[:-1]
