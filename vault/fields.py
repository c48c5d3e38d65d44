"""Model fields that hold plain values in Python and sealed bytes in the database.

A value is bound to its table, row id and column, so a ciphertext copied elsewhere does not open. It is opened when
it is first read, and sealed anew only when it changed: a column that the database freezes survives a plain `save()`.
"""

import json
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.core import checks
from django.core.exceptions import FieldError
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models.expressions import Combinable
from django.db.models.query_utils import DeferredAttribute
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vault import cipher
from vault.documents import json_parts
from vault.errors import SealedMisuse

# What every sealed field reads as once its data key is destroyed. Compare with `is SHREDDED`.
SHREDDED = _("Deleted for good")

_UNOPENED: Any = object()
_moving_sealed: ContextVar[bool] = ContextVar("_moving_sealed", default=False)


@contextmanager
def sealed_values_moved_unopened() -> Iterator[None]:
    """Within this block sealed attributes read as `Sealed`, so that Django can copy them between instances."""
    token = _moving_sealed.set(True)
    try:
        yield
    finally:
        _moving_sealed.reset(token)


class Sealed:
    """Sealed bytes as they are in the database, with the row and key that they belong to once known."""

    __slots__ = ("key_id", "opened", "plaintext", "raw", "row")

    def __init__(self, raw: bytes, *, row: Any = None, key_id: Any = None) -> None:
        self.raw = raw
        self.row = row
        self.key_id = key_id
        self.opened: Any = _UNOPENED
        self.plaintext: bytes = b""

    def __repr__(self) -> str:
        return "<sealed>"

    def __getstate__(self) -> tuple[bytes, Any, Any]:
        # A pickle (a cache, a task) keeps the ciphertext only.
        return self.raw, self.row, self.key_id

    def __setstate__(self, state: tuple[bytes, Any, Any]) -> None:
        self.__init__(state[0], row=state[1], key_id=state[2])  # type: ignore[misc]


class SealedAttribute(DeferredAttribute):
    """Opens the value on first reading; keeps the ciphertext beside it."""

    field: "SealedField"

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        value = super().__get__(instance, cls)
        if not isinstance(value, Sealed) or _moving_sealed.get():
            return value
        return self.field.opened(instance, value)

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class SealedField(models.BinaryField):
    """Base of the sealed fields. Its model must be a `vault.models.SealedModel` with a random id."""

    descriptor_class = SealedAttribute
    description = _("Sealed value")
    non_db_attrs = (*models.Field.non_db_attrs, "limit")

    def __init__(self, *args: Any, limit: int | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("editable", True)
        super().__init__(*args, **kwargs)
        self.limit = limit
        if limit is not None:
            self.validators.append(MaxLengthValidator(limit))

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        kwargs.pop("editable", None)
        if not self.editable:
            kwargs["editable"] = False
        if self.limit is not None:
            kwargs["limit"] = self.limit
        return name, path, args, kwargs

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        errors = super().check(**kwargs)
        if isinstance(self.model._meta.pk, models.AutoField):
            errors.append(checks.Error("A sealed field needs a row id known before saving: use a UUID.", obj=self))
        return errors

    # -- what subclasses say ------------------------------------------------------------------------------

    def to_plaintext(self, value: Any) -> bytes:
        """Return the bytes to seal. Raises `SealedMisuse` for a value of another kind."""
        raise NotImplementedError

    def from_plaintext(self, plaintext: bytes) -> Any:
        """Return the value that `to_plaintext` was given."""
        raise NotImplementedError

    # -- opening and sealing ------------------------------------------------------------------------------

    def opened(self, instance: Any, sealed: Sealed) -> Any:
        """Return the plain value, or `SHREDDED`. Raises `SealBroken` when the bytes were tampered with."""
        if sealed.opened is _UNOPENED:
            key = self._key_of(instance, sealed)
            if key.is_destroyed:
                return SHREDDED
            sealed.plaintext = cipher.unseal(key.key, sealed.raw, bound_to=self._bound_to(sealed.row or instance.pk))
            sealed.opened = self.from_plaintext(sealed.plaintext)
        return sealed.opened

    def sealed(self, instance: Any) -> Sealed | None:
        """Seal the instance's value if it changed, and return it as it will be stored; `None` for NULL."""
        if self.attname not in instance.__dict__:
            # Deferred: load it, but do not open it.
            with sealed_values_moved_unopened():
                getattr(instance, self.attname)
        value = instance.__dict__[self.attname]
        if isinstance(value, Sealed):
            if self._is_current(instance, value):
                return value
            value = self.opened(instance, value)
        if value is None and self.null:
            return None
        fresh = self._seal(instance, value)
        instance.__dict__[self.attname] = fresh
        return fresh

    def _is_current(self, instance: Any, sealed: Sealed) -> bool:
        moved = sealed.row not in (None, instance.pk) or sealed.key_id not in (None, instance.data_key_id)
        if moved:
            return False
        return sealed.opened is _UNOPENED or self._says(sealed.opened, sealed.plaintext)

    def _says(self, value: Any, plaintext: bytes) -> bool:
        """Whether the value is still what was sealed."""
        return self.to_plaintext(value) == plaintext

    def _seal(self, instance: Any, value: Any) -> Sealed:
        if value is SHREDDED:
            raise SealedMisuse(f"{self._label()}: a shredded value cannot be stored again.")
        if instance.pk is None:
            raise SealedMisuse(f"{self._label()}: the row needs its id before it is saved.")
        if instance.data_key_id is None:
            raise SealedMisuse(f"{self._label()}: set data_key before saving.")
        plaintext = self.to_plaintext(value)
        raw = cipher.seal(instance.data_key.key, plaintext, bound_to=self._bound_to(instance.pk))
        fresh = Sealed(raw, row=instance.pk, key_id=instance.data_key_id)
        fresh.opened, fresh.plaintext = self._as_stored(value, plaintext), plaintext
        return fresh

    def _as_stored(self, value: Any, plaintext: bytes) -> Any:
        """What the attribute reads as once its value was sealed."""
        return self.from_plaintext(plaintext)

    def _key_of(self, instance: Any, sealed: Sealed) -> Any:
        if sealed.key_id in (None, instance.data_key_id):
            return instance.data_key
        # The row was given another key since it was read: open with the one it was sealed under.
        data_keys = cast(Any, self.model._meta.get_field("data_key")).remote_field.model
        return data_keys.objects.get(pk=sealed.key_id)

    def _bound_to(self, row: Any) -> str:
        return f"{self.model._meta.db_table}:{row}:{self.column}"

    def _label(self) -> str:
        return f"{self.model._meta.label}.{self.name}"

    # -- Django's side ------------------------------------------------------------------------------------

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Sealed | None:
        return None if value is None else Sealed(bytes(value))

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        return self.sealed(model_instance)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is None:
            return None
        if not isinstance(value, Sealed):
            raise SealedMisuse(f"{self._label()} is sealed with its row: save the instance, not through update().")
        return connection.Database.Binary(value.raw)

    def get_default(self) -> Any:
        # BinaryField would turn the empty text into empty bytes.
        return models.Field.get_default(self)

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: Any) -> str:
        sealed = self.sealed(obj)
        return "" if sealed is None else sealed.raw.hex()

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self._label()} is sealed: it cannot be filtered by {lookup_name}. Use the blind index.")
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> Any:
        raise FieldError(f"{self._label()} is sealed: {lookup_name} cannot look inside. Use the blind index.")


class SealedTextField(SealedField):
    """Text, sealed. `limit` is the greatest number of characters, checked in forms and again when sealing."""

    if TYPE_CHECKING:
        # What the attribute takes and reads as; Django's type checker plugin looks for these names.
        _pyi_private_set_type: str | Promise | Combinable
        _pyi_private_get_type: str  # type: ignore[assignment]
        _pyi_lookup_exact_type: str

    description = _("Sealed text")
    empty_values = [None, ""]

    def to_plaintext(self, value: Any) -> bytes:
        if isinstance(value, Promise):
            value = str(value)
        if not isinstance(value, str):
            raise SealedMisuse(f"{self._label()} holds text, not {type(value).__name__}.")
        if self.limit is not None and len(value) > self.limit:
            raise SealedMisuse(f"{self._label()} takes at most {self.limit} characters.")
        # A lone surrogate (hostile input) has no UTF-8 form; keep it rather than fail.
        return value.encode("utf-8", "surrogatepass")

    def from_plaintext(self, plaintext: bytes) -> str:
        return plaintext.decode("utf-8", "surrogatepass")

    def formfield(self, **kwargs: Any) -> Any:
        defaults: dict[str, Any] = {"form_class": forms.CharField, "max_length": self.limit, "widget": forms.Textarea}
        return models.Field.formfield(self, **{**defaults, **kwargs})


class SealedJSONField(SealedField):
    """A JSON value, sealed. Changing the value in place and saving works. Dates and ids are stored as text."""

    if TYPE_CHECKING:
        _pyi_private_set_type: Any
        _pyi_private_get_type: Any
        _pyi_lookup_exact_type: Any

    description = _("Sealed JSON")
    empty_strings_allowed = False
    empty_values = [None, "", [], (), {}]

    def to_plaintext(self, value: Any) -> bytes:
        try:
            # In the order given: a report's answers read as they were asked.
            return json.dumps(value, cls=DjangoJSONEncoder, separators=(",", ":")).encode()
        except (TypeError, ValueError):
            # `from None`: the original message may quote the value.
            raise SealedMisuse(f"{self._label()} holds JSON values only.") from None

    def from_plaintext(self, plaintext: bytes) -> Any:
        return json.loads(plaintext)

    def formfield(self, **kwargs: Any) -> Any:
        return models.Field.formfield(self, **{"form_class": forms.JSONField, **kwargs})


class SealedDocumentField(SealedJSONField):
    """A JSON value that may be long, compressed and sealed. It is made of plain values, and is read as it was given.

    Neither its text nor a second copy of its values is ever held as a whole. Compressing it tells nothing: nobody who
    sees how long a sealed value is can choose parts of it and try.
    """

    description = _("Sealed document")
    # A value that was sealed before there was this field begins with a sign of JSON, and no JSON begins with this one.
    _COMPRESSED = b"x"

    def to_plaintext(self, value: Any) -> bytes:
        packing = zlib.compressobj()
        try:
            return b"".join([*map(packing.compress, json_parts(value)), packing.flush()])
        except (TypeError, ValueError):
            # `from None`: the original message may quote the value.
            raise SealedMisuse(f"{self._label()} holds plain JSON values only.") from None

    def from_plaintext(self, plaintext: bytes) -> Any:
        return json.loads(self._text(plaintext))

    def _text(self, plaintext: bytes) -> bytes:
        return zlib.decompress(plaintext) if plaintext.startswith(self._COMPRESSED) else plaintext

    def _as_stored(self, value: Any, plaintext: bytes) -> Any:
        return value

    def _says(self, value: Any, plaintext: bytes) -> bool:
        return b"".join(json_parts(value)) == self._text(plaintext)


def ciphertext(instance: models.Model, field_name: str) -> bytes:
    """Return the sealed bytes of a field as they are, or will be, stored; empty for NULL. Seals now if needed."""
    sealed = cast(SealedField, instance._meta.get_field(field_name)).sealed(instance)
    return b"" if sealed is None else sealed.raw
