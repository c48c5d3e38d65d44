"""Keys, secrets, and the base of every model that seals something."""

import hashlib
import uuid
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from io import BufferedReader
from typing import TYPE_CHECKING, Any, Self, TypeVar

from django.db import connection, models, transaction
from django.db.models import Q

from vault import blobs, cipher
from vault.errors import KeyDestroyed, VaultError
from vault.fields import Sealed, SealedTextField, sealed_values_moved_unopened
from vault.keyring import keyring
from vault.rows import insert

_Model = TypeVar("_Model", bound=models.Model, covariant=True)


class DataKeyQuerySet(models.QuerySet["DataKey"]):
    """Verbs on data keys."""

    def mint(self) -> "DataKey":
        """Create and return a fresh data key, wrapped by the first of `VAULT_KEYS`."""
        return self.mint_several(1)[0]

    def mint_several(self, number: int) -> "list[DataKey]":
        """The same for several keys, in one statement."""
        minted = [self._fresh() for _key in range(number)]
        insert(*minted)
        return minted

    def _fresh(self) -> "DataKey":
        row = uuid.uuid4()
        wrapped, name = keyring().wrap(cipher.random_key(), row=f"data:{row}")
        return self.model(pk=row, wrapped=wrapped, wrapped_by=name)

    def destroy(self, *, on: date) -> int:
        """Destroy these keys, on this day, for good. How many lived until now."""
        return self.living().update(wrapped=None, destroyed_on=on)

    def living(self) -> Self:
        """Keys that still open what they sealed."""
        return self.filter(destroyed_on=None)


class DataKey(models.Model):
    """The key of one report, case, identity or waiver. Destroying it shreds everything sealed under it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wrapped = models.BinaryField(null=True)
    wrapped_by = models.CharField(max_length=64, db_index=True)
    destroyed_on = models.DateField(null=True)

    objects = DataKeyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="vault_datakey_destroyed_means_gone",
                condition=Q(wrapped__isnull=True, destroyed_on__isnull=False)
                | Q(wrapped__isnull=False, destroyed_on__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"data key {self.pk}"

    @property
    def is_destroyed(self) -> bool:
        """True once nobody can open what this key sealed."""
        return self.wrapped is None

    @property
    def key(self) -> bytes:
        """The 32 bytes. Raises `KeyDestroyed`; `KeyringUnusable` when its wrapping key is not in the settings."""
        if self.wrapped is None:
            raise KeyDestroyed(f"Data key {self.pk} was destroyed.")
        return keyring().unwrap(bytes(self.wrapped), by=self.wrapped_by, row=f"data:{self.pk}")

    def destroy(self, *, on: date) -> None:
        """Destroy the key, on this day, for good. A second time changes nothing.

        Backups keep the wrapped bytes until the wrapping key of that time is destroyed too.
        """
        type(self).objects.filter(pk=self.pk, destroyed_on=None).update(wrapped=None, destroyed_on=on)
        self.refresh_from_db()


# Secrets once read, by database and purpose. Only committed rows get in: a secret of a transaction that is rolled
# back must not outlive it, or everything made with it could never be recomputed.
_secrets: dict[tuple[str, str], bytes] = {}


class SecretManager(models.Manager["Secret"]):
    """Verbs on secrets. A manager's own: a request asks for a dozen of them, and a queryset would be made for each."""

    def material(self, purpose: str) -> bytes:
        """Return the 32 random bytes for a purpose such as "blind-index", made on first use."""
        place = (str(connection.settings_dict["NAME"]), purpose)
        if place in _secrets:
            return _secrets[place]
        found = self.filter(pk=purpose).first()
        secret = found or self._made(purpose)
        material = secret.unwrapped()
        if found is None or secret.made_by_this_transaction:
            transaction.on_commit(lambda: _secrets.__setitem__(place, material))
        else:
            _secrets[place] = material
        return material

    def _made(self, purpose: str) -> "Secret":
        wrapped, name = keyring().wrap(cipher.random_key(), row=f"secret:{purpose}")
        # Of two processes at the same instant one insert wins, and both then read the winner's row.
        self.bulk_create([self.model(purpose=purpose, wrapped=wrapped, wrapped_by=name)], ignore_conflicts=True)
        secret = self.get(pk=purpose)
        if connection.in_atomic_block:
            _secrets_of_open_transactions.add((id(connection.connection), purpose))
        return secret


# Secrets made inside a transaction by this process, by connection. An entry left by a rollback costs a query, no more.
_secrets_of_open_transactions: set[tuple[int, str]] = set()


class Secret(models.Model):
    """A named random key for one purpose, wrapped like a data key and never destroyed."""

    purpose = models.SlugField(primary_key=True, max_length=64)
    wrapped = models.BinaryField()
    wrapped_by = models.CharField(max_length=64, db_index=True)

    objects = SecretManager()

    def __str__(self) -> str:
        return f"secret {self.pk}"

    @property
    def made_by_this_transaction(self) -> bool:
        """True when the row may still be rolled back."""
        return connection.in_atomic_block and (id(connection.connection), self.pk) in _secrets_of_open_transactions

    def unwrapped(self) -> bytes:
        """Return the 32 bytes."""
        return keyring().unwrap(bytes(self.wrapped), by=self.wrapped_by, row=f"secret:{self.pk}")


class RetiredWrappingKey(models.Model):
    """A wrapping key that wraps nothing any more. Backups from before that day still need it to be opened."""

    name = models.CharField(primary_key=True, max_length=64)
    retired_on = models.DateField()

    undeletable = True
    frozen_fields = ("name", "retired_on")

    def __str__(self) -> str:
        return f"retired wrapping key {self.pk}"


def forget_secrets() -> None:
    """Drop the secrets kept in this process. For whoever empties or swaps the database under it."""
    _secrets.clear()
    _secrets_of_open_transactions.clear()


class SealedQuerySet(models.QuerySet[_Model]):
    """Base of the querysets of sealed models: their managers join the data key, so opening costs no query."""

    # The type checker's plugin understands Django's own `as_manager` and not this one.
    if not TYPE_CHECKING:

        @classmethod
        def as_manager(cls) -> models.Manager:
            """Return a manager of this queryset that joins the data key."""
            manager = SealedManager.from_queryset(cls)()
            manager._built_with_asmanager = True
            return manager

        as_manager.__func__.queryset_only = True

    def only(self, *fields: str) -> Self:
        """As Django's; the data key always comes along, because nothing opens without it."""
        return super().only(*fields, "data_key")


class SealedManager(models.Manager[_Model]):
    """Joins the data key to every row."""

    def get_queryset(self) -> models.QuerySet[_Model]:
        """Rows with their data keys."""
        return super().get_queryset().select_related("data_key")


class SealedModel(models.Model):
    """A model with sealed fields. Give it a UUID id, and a data key before the first save."""

    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")

    if TYPE_CHECKING:
        # Each sealed model may declare a manager of its own type.
        objects: Any
    else:
        objects = SealedQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.pk}>"

    @classmethod
    def from_db(cls, db: str | None, field_names: Collection[str], values: Collection[Any], **kwargs: Any) -> Self:
        """Build a row, noting on each sealed value which row and key it belongs to."""
        instance = super().from_db(db, field_names, values, **kwargs)
        for field in cls._meta.concrete_fields:
            value = instance.__dict__.get(field.attname)
            if isinstance(value, Sealed):
                value.row, value.key_id = instance.pk, instance.__dict__.get("data_key_id")
        return instance

    def refresh_from_db(self, using: str | None = None, fields: Any = None, from_queryset: Any = None) -> None:
        """As Django's; sealed values move over unopened, so that an unchanged one is never sealed anew."""
        with sealed_values_moved_unopened():
            super().refresh_from_db(using=using, fields=fields, from_queryset=from_queryset)


class SealedFileQuerySet(SealedQuerySet["SealedFile"]):
    """Verbs on sealed files."""

    def seal(
        self,
        chunks: Iterable[bytes],
        *,
        name: str,
        data_key: DataKey,
        on: date,
        media_type: str = "application/octet-stream",
    ) -> "SealedFile":
        """Seal the bytes into a new file and return its row.

        Raises `OSError` (errno ENOSPC on a full disk) and then leaves neither file nor row. When a transaction
        around it is rolled back the file is an orphan, which `vault.blobs.sweep_orphans` removes.
        """
        sealed = self.write(chunks, name=name, data_key=data_key, on=on, media_type=media_type)
        try:
            with transaction.atomic():
                sealed.save(force_insert=True)
        except BaseException:
            blobs.remove(sealed.storage_name)
            raise
        return sealed

    def write(
        self, chunks: Iterable[bytes], *, name: str, data_key: DataKey, on: date, media_type: str
    ) -> "SealedFile":
        """Seal the bytes only; the row is the caller's to save, in the transaction that gives the file its place.

        A row that is never saved leaves an orphan, which `vault.blobs.sweep_orphans` removes.
        """
        row = uuid.uuid4()
        blob = blobs.write(chunks, key=data_key.key, bound_to=SealedFile.bound_to(row), on=on)
        return self.model(
            pk=row,
            data_key=data_key,
            name=name,
            sha256=blob.sha256,
            size=blob.size,
            media_type=media_type,
            storage_name=blob.storage_name,
            stored_on=on,
        )


class SealedFile(SealedModel):
    """A file whose name, digest and content are sealed. Its size in bytes and its media type are not."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = SealedTextField(limit=1024)
    sha256 = SealedTextField(limit=64)
    size = models.BigIntegerField()
    media_type = models.CharField(max_length=127)
    storage_name = models.CharField(max_length=64, unique=True)
    stored_on = models.DateField()

    objects = SealedFileQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(name="vault_sealedfile_size", condition=Q(size__gte=0))]

    @property
    def has_pages(self) -> bool:
        """Whether it can be looked at page by page; what can't is opened whole, and the trail says so."""
        return self.media_type == "application/pdf"

    @staticmethod
    def bound_to(row: uuid.UUID) -> str:
        """What the bytes on disk are bound to."""
        return f"vault_sealedfile:{row}:content"

    def chunks(self) -> Iterator[bytes]:
        """Yield the plain bytes. Raises `KeyDestroyed`, or `SealBroken` for an altered, cut or swapped file."""
        return blobs.read(self.storage_name, key=self.data_key.key, bound_to=self.bound_to(self.pk))

    def sha256_now(self) -> str:
        """The SHA-256 of the bytes as they can be read now; empty where they can't be read."""
        digest = hashlib.sha256()
        try:
            for chunk in self.chunks():
                digest.update(chunk)
        except (VaultError, FileNotFoundError):
            return ""
        return digest.hexdigest()

    def open(self) -> BufferedReader:
        """Return a seekable reader of the plain bytes; close it after use. Raises as `chunks` does."""
        return blobs.opened(self.storage_name, key=self.data_key.key, bound_to=self.bound_to(self.pk))

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the row, and the bytes once that is committed."""
        storage_name = self.storage_name
        result = super().delete(*args, **kwargs)
        transaction.on_commit(lambda: blobs.remove(storage_name))
        return result
