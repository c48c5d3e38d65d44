"""Capsules: answers that travel from page to page in one sealed, expiring hidden field. Nothing is stored."""

import base64
import binascii
import json
from datetime import datetime, timedelta
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

from vault import cipher
from vault.errors import SealBroken, VaultError
from vault.models import Secret

# Two web servers' clocks may differ a little; a capsule from further ahead was not made by us.
CLOCK_TOLERANCE = timedelta(minutes=5)


class CapsuleRefused(VaultError):
    """The capsule was altered, made for another purpose, or is too old (`expired` tells which)."""

    def __init__(self, *, expired: bool) -> None:
        self.expired = expired
        super().__init__("The capsule has expired." if expired else "The capsule does not open.")


def seal_capsule(payload: dict[str, Any], *, purpose: str, at: datetime) -> str:
    """Return URL-safe text that holds `payload` (JSON values) and opens only with the same `purpose`."""
    plaintext = json.dumps({"at": at.timestamp(), "payload": payload}, cls=DjangoJSONEncoder).encode()
    return base64.urlsafe_b64encode(cipher.seal(_key(), plaintext, bound_to=_bound_to(purpose))).decode()


def open_capsule(text: str, *, purpose: str, at: datetime, max_age: timedelta) -> dict[str, Any]:
    """Return the payload. Raises `CapsuleRefused`."""
    try:
        sealed = base64.b64decode(text.encode("ascii"), altchars=b"-_", validate=True)
        content = json.loads(cipher.unseal(_key(), sealed, bound_to=_bound_to(purpose)))
    except (SealBroken, binascii.Error, ValueError):
        raise CapsuleRefused(expired=False) from None
    age = timedelta(seconds=at.timestamp() - content["at"])
    if age < -CLOCK_TOLERANCE:
        raise CapsuleRefused(expired=False)
    if age > max_age:
        raise CapsuleRefused(expired=True)
    payload: dict[str, Any] = content["payload"]
    return payload


def _key() -> bytes:
    return Secret.objects.material("capsule")


def _bound_to(purpose: str) -> str:
    return f"capsule:{purpose}"
