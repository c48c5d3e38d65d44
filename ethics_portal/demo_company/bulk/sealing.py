"""Data keys and sealed values for rows that are no model instances. The cipher, its binding and the wrapping are the
vault's own."""

import os
from typing import Any, NamedTuple

from django.db import models

from ethics_portal.demo_company.bulk.writing import Table
from vault import cipher
from vault.fields import SealedField
from vault.keyring import keyring
from vault.models import DataKey

# Random bytes are asked for in large portions: each question costs as much as the answer.
ENTROPY_PORTION = 16 * 1024
UUID_DIGITS = 32


class Ids:
    """Random UUIDs (version 4) as text, several times as fast as one object for each."""

    def __init__(self) -> None:
        self._digits = ""
        self._place = 0

    def next(self) -> str:
        if self._place >= len(self._digits):
            self._digits, self._place = os.urandom(ENTROPY_PORTION).hex(), 0
        one = self._digits[self._place : self._place + UUID_DIGITS]
        self._place += UUID_DIGITS
        variant = "89ab"[int(one[16], 16) & 3]
        return f"{one[:8]}-{one[8:12]}-4{one[13:16]}-{variant}{one[17:20]}-{one[20:]}"


class Key(NamedTuple):
    """A fresh data key in clear, and the id of its row."""

    pk: str
    material: bytes


class Keys:
    """Makes data keys, wrapped as `DataKey.objects.mint` wraps them."""

    def __init__(self, ids: Ids) -> None:
        self.ids = ids
        self.table = Table(DataKey)
        self.keyring = keyring()

    def mint(self) -> Key:
        key = Key(self.ids.next(), cipher.random_key())
        wrapped, name = self.keyring.wrap(key.material, row=f"data:{key.pk}")
        self.table.add(id=key.pk, wrapped=wrapped, wrapped_by=name)
        return key


class Sealer:
    """Seals values of one model's sealed fields."""

    def __init__(self, model: type[models.Model]) -> None:
        fields = [field for field in model._meta.concrete_fields if isinstance(field, SealedField)]
        self.fields = {field.attname: field for field in fields}

    def seal(self, key: Key, row: str, **values: Any) -> dict[str, bytes]:
        """The sealed values by column, bound to the row with this id."""
        return {name: self._sealed(self.fields[name], key, row, value) for name, value in values.items()}

    def _sealed(self, field: Any, key: Key, row: str, value: Any) -> bytes:
        # The field is asked what a value is bound to, so that the two ways can't drift apart.
        plaintext = value.in_bytes(field) if isinstance(value, Repeated) else field.to_plaintext(value)
        return cipher.seal(key.material, plaintext, bound_to=field._bound_to(row))


class Repeated:
    """A value that many rows seal, each for itself: it is turned into bytes once."""

    def __init__(self, value: Any) -> None:
        self.value = value
        self._bytes: bytes | None = None

    def in_bytes(self, field: Any) -> bytes:
        """The bytes that `field` makes of it."""
        if self._bytes is None:
            self._bytes = field.to_plaintext(self.value)
        return self._bytes
