"""The hash that links the trail: HMAC-SHA256 under the vault's "trail" secret, over canonical bytes."""

import hmac
import json
from collections.abc import Sequence

from vault.models import Secret


def chain_hash(kind: str, parts: Sequence[str | None]) -> str:
    """Return 64 hexadecimal digits over `kind` and `parts`; `None` and the empty text differ."""
    # JSON keeps the parts apart: moving a letter from one to the next changes the bytes.
    canonical = json.dumps([kind, *parts], ensure_ascii=True, separators=(",", ":")).encode()
    return hmac.digest(Secret.objects.material("trail"), canonical, "sha256").hex()


def genesis(kind: str, subject_id: str) -> str:
    """What the first link of a chain names as its previous one: different for every subject, so that it is unique."""
    return chain_hash("genesis", [kind, subject_id])


def same(one: str, other: str) -> bool:
    """Compare two hashes in constant time."""
    return hmac.compare_digest(one.encode(), other.encode())
