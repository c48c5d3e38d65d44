"""The wrapping keys of `VAULT_KEYS`. They wrap data keys and secrets, and nothing else."""

import base64
import binascii
from dataclasses import dataclass, field
from functools import lru_cache

from django.conf import settings

from vault import cipher
from vault.errors import KeyringUnusable


@dataclass(frozen=True)
class Keyring:
    """Named wrapping keys in the order of the setting; the first wraps, the others only unwrap."""

    keys: dict[str, bytes] = field(repr=False)

    @property
    def first(self) -> str:
        """The name of the key that wraps new rows."""
        return next(iter(self.keys))

    @property
    def names(self) -> tuple[str, ...]:
        """All names, the wrapping one first."""
        return tuple(self.keys)

    def wrap(self, key: bytes, *, row: str) -> tuple[bytes, str]:
        """Wrap `key` for the row with this identity; return the bytes and the wrapping key's name."""
        return cipher.seal(self.keys[self.first], key, bound_to=f"wrap:{row}"), self.first

    def unwrap(self, wrapped: bytes, *, by: str, row: str) -> bytes:
        """Return the key. Raises `KeyringUnusable` without wrapping key `by`, `SealBroken` after tampering."""
        if by not in self.keys:
            raise KeyringUnusable(f"VAULT_KEYS has no key named {by!r}, which wrapped a stored key. Add it back.")
        return cipher.unseal(self.keys[by], wrapped, bound_to=f"wrap:{row}")


def keyring() -> Keyring:
    """Return the wrapping keys of the settings. Raises `KeyringUnusable` naming what is wrong."""
    return _parsed(tuple(settings.VAULT_KEYS))


@lru_cache(maxsize=8)
def _parsed(entries: tuple[str, ...]) -> Keyring:
    keys: dict[str, bytes] = {}
    for position, entry in enumerate(entries, start=1):
        name, key = _parsed_entry(entry, position)
        if name in keys:
            raise KeyringUnusable(f"VAULT_KEYS names {name!r} twice.")
        keys[name] = key
    if not keys:
        raise KeyringUnusable("VAULT_KEYS is empty. Set it to name:base64 of 32 random bytes.")
    return Keyring(keys)


def _parsed_entry(entry: str, position: int) -> tuple[str, bytes]:
    # The entry itself holds a key, so errors give its position only.
    name, colon, encoded = entry.strip().partition(":")
    try:
        key = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not (name and colon and len(name) <= 64 and len(key) == cipher.KEY_BYTES):
        raise KeyringUnusable(f"Entry {position} of VAULT_KEYS must be name:base64 of exactly 32 bytes.") from None
    return name, key
