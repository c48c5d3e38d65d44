"""Keyed digests: equal texts give equal digests, and nobody without the secret can try texts against one."""

import hmac
from collections.abc import Iterable

from vault.models import Secret


def keyed_digest(purpose: str, text: str) -> str:
    """Return HMAC-SHA256 of `text` under the secret of `purpose`, as 64 hexadecimal digits."""
    return hmac.digest(Secret.objects.material(purpose), text.encode("utf-8", "surrogatepass"), "sha256").hex()


def keyed_digest_of_parts(purpose: str, parts: Iterable[bytes]) -> str:
    """Return what `keyed_digest` returns for the whole text, which comes in parts."""
    digest = hmac.new(Secret.objects.material(purpose), digestmod="sha256")
    for part in parts:
        digest.update(part)
    return digest.hexdigest()


def same_digest(one: str, other: str) -> bool:
    """Compare two digests in constant time."""
    return hmac.compare_digest(one.encode(), other.encode())
