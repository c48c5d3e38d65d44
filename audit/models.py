"""The trail's rows: entries chained per subject, the head of each chain, the seals over all heads, and signatures."""

import hashlib
import json
import uuid
from datetime import UTC, datetime
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.functional import Promise

from audit import signing
from audit.chains import chain_hash, same
from vault.fields import SHREDDED, SealedJSONField, ciphertext
from vault.models import DataKey, SealedModel, SealedQuerySet

HASH_LENGTH = 64
# No row has this mac by itself.
ALTERED = "0" * HASH_LENGTH


def subject_of(subject: models.Model) -> tuple[str, str]:
    """How the trail names a record: its model's label, such as "cases.case", and its id."""
    return subject._meta.label_lower, str(subject.pk)


def in_utc(moment: datetime) -> str:
    """One text for one moment, whatever zone it was read in."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


class EntryQuerySet(SealedQuerySet["Entry"]):
    """Questions about entries."""

    def about(self, subject: models.Model) -> "EntryQuerySet":
        """The subject's entries, newest last."""
        kind, subject_id = subject_of(subject)
        return self.filter(subject_kind=kind, subject_id=subject_id).order_by("sequence")


class Entry(SealedModel):
    """One thing that happened to one subject. Who, what and the sentence are sealed; the hash covers the ciphertext.

    `recorded_at` is NULL for an anonymous act, of which only the day is kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject_kind = models.CharField(max_length=100)
    subject_id = models.CharField(max_length=64)
    sequence = models.PositiveIntegerField()
    previous = models.CharField(max_length=HASH_LENGTH, unique=True)
    hash = models.CharField(max_length=HASH_LENGTH, unique=True)
    verb = models.CharField(max_length=64)
    actor_id = models.CharField(max_length=64, null=True)
    recorded_at = models.DateTimeField(null=True)
    recorded_on = models.DateField()
    body = SealedJSONField()

    objects = EntryQuerySet.as_manager()

    append_only = True

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id", "sequence"], name="audit_entry_place"),
            models.CheckConstraint(name="audit_entry_sequence", condition=Q(sequence__gte=1)),
            models.CheckConstraint(name="audit_entry_verb", condition=~Q(verb="")),
        ]
        indexes = [
            models.Index(fields=["verb", "recorded_on"], name="audit_entry_verb_on"),
            # In the order in which the feed for other systems reads them.
            models.Index(fields=["recorded_on", "id"], name="audit_entry_by_day"),
        ]
        verbose_name_plural = "entries"

    @property
    def sentence(self) -> str | Promise:
        """What happened, in words; `SHREDDED` once the subject's key is destroyed."""
        return self._told("sentence", SHREDDED)

    @property
    def actor(self) -> str | Promise:
        """The name of who did it, as it was then."""
        return self._told("actor", SHREDDED)

    @property
    def facts(self) -> dict[str, Any]:
        """Details that the action recorded; empty after shredding."""
        return self._told("facts", {})

    @property
    def names(self) -> dict[str, str]:
        """Names by id, as they were then; empty after shredding."""
        return self._told("names", {})

    def expected_hash(self, *, sequence: int | None = None) -> str:
        """The hash that this row's content should have, at its own place or at another."""
        return chain_hash(
            "entry",
            [
                str(self.pk),
                self.subject_kind,
                self.subject_id,
                str(sequence or self.sequence),
                self.previous,
                self.verb,
                self.actor_id,
                in_utc(self.recorded_at) if self.recorded_at else None,
                str(self.recorded_on),
                str(self.data_key_id),
                ciphertext(self, "body").hex(),
            ],
        )

    def follow(self, sequence: int, previous: str) -> None:
        """Take the place in the chain behind an entry with this sequence and hash. Before the row is stored."""
        self.sequence, self.previous = sequence + 1, previous
        self.hash = self.expected_hash()

    def _told(self, part: str, after_shredding: Any) -> Any:
        body = self.body
        return after_shredding if body is SHREDDED else body[part]


class SharedKey(models.Model):
    """The data key for entries about subjects that have none of their own, one for each kind of subject."""

    subject_kind = models.CharField(max_length=100, primary_key=True)
    data_key = models.ForeignKey(DataKey, on_delete=models.PROTECT, related_name="+")

    undeletable = True
    frozen_fields = ("subject_kind", "data_key")

    def __str__(self) -> str:
        return f"shared key of {self.subject_kind}"


class Head(models.Model):
    """Where a subject's chain ends now, and how far the seals cover it. The only row of the trail that changes.

    `mac` covers the whole row: without the vault's secret nobody can wind a head back to hide a cut tail.
    `seal_from` is the first day on which a seal may cover the head: the day after an anonymous act.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    subject_kind = models.CharField(max_length=100)
    subject_id = models.CharField(max_length=64)
    sequence = models.PositiveIntegerField()
    hash = models.CharField(max_length=HASH_LENGTH)
    sealed_sequence = models.PositiveIntegerField(default=0)
    seal_from = models.DateField()
    mac = models.CharField(max_length=HASH_LENGTH)

    undeletable = True
    frozen_fields = ("subject_kind", "subject_id")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject_kind", "subject_id"], name="audit_head_subject"),
            models.CheckConstraint(name="audit_head_sealed", condition=Q(sealed_sequence__lte=F("sequence"))),
        ]
        indexes = [
            # What is waiting for a seal; nearly always a handful of rows.
            models.Index(
                fields=["seal_from"], name="audit_head_unsealed", condition=Q(sealed_sequence__lt=F("sequence"))
            )
        ]

    def __str__(self) -> str:
        return f"head of {self.subject_kind} {self.subject_id}"

    def expected_mac(self) -> str:
        """The mac that this row's content should have."""
        return chain_hash(
            "head",
            [
                self.subject_kind,
                self.subject_id,
                str(self.sequence),
                self.hash,
                str(self.sealed_sequence),
                str(self.seal_from),
            ],
        )

    def is_genuine(self) -> bool:
        """True if nobody but the trail itself wrote this row."""
        return same(self.mac, self.expected_mac())

    def move(self, **changes: Any) -> None:
        """Set these columns and store the row with its new mac.

        A head that somebody altered stays marked for ever: a fresh mac would wipe out the proof.
        """
        genuine = self.is_genuine()
        for column, value in changes.items():
            setattr(self, column, value)
        self.mac = self.expected_mac() if genuine else ALTERED
        self.save(update_fields=[*changes, "mac"])


class Seal(models.Model):
    """A snapshot of every head that changed since the last seal; the seals chain too.

    `heads` lists [kind, id, sequence, hash]. The hash of the latest seal is what the digest prints, so that it is
    kept outside the database as well.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sequence = models.PositiveIntegerField(unique=True)
    previous = models.CharField(max_length=HASH_LENGTH, unique=True)
    hash = models.CharField(max_length=HASH_LENGTH, unique=True)
    sealed_at = models.DateTimeField()
    heads = models.JSONField()

    append_only = True

    class Meta:
        constraints = [models.CheckConstraint(name="audit_seal_sequence", condition=Q(sequence__gte=1))]

    def __str__(self) -> str:
        return f"seal {self.sequence}"

    def expected_hash(self) -> str:
        """The hash that this row's content should have."""
        # The whole list as text: it is read back the same even where somebody altered its shape.
        listed = json.dumps(self.heads, sort_keys=True, separators=(",", ":"))
        return chain_hash("seal", [str(self.sequence), self.previous, in_utc(self.sealed_at), listed])


class FailedSignIns(models.Model):
    """How many sign-ins failed on a day for names that nobody has. What was typed is never stored."""

    day = models.DateField(primary_key=True)
    count = models.PositiveIntegerField(default=0)

    undeletable = True

    class Meta:
        verbose_name_plural = "failed sign-ins"

    def __str__(self) -> str:
        return f"failed sign-ins of {self.day}"


class Signature(models.Model):
    """The Portal's witness that somebody signed a document. `document_sha256` names the exact bytes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    statement = models.TextField()
    document_sha256 = models.CharField(max_length=64)
    signer_id = models.CharField(max_length=64, db_index=True)
    signer_name = models.CharField(max_length=255)
    signed_at = models.DateTimeField()
    how = models.CharField(max_length=100)
    signature = models.BinaryField()
    key_fingerprint = models.CharField(max_length=64)

    append_only = True

    def __str__(self) -> str:
        return f"signature {self.pk}"

    @property
    def signed_parts(self) -> dict[str, str]:
        """What the signature covers, ready to hand out with the signature and the public key."""
        return {
            "purpose": signing.PURPOSE,
            "document_sha256": self.document_sha256,
            "statement": self.statement,
            "signer_id": self.signer_id,
            "signer_name": self.signer_name,
            "signed_at": in_utc(self.signed_at),
            "how": self.how,
        }

    def verifies(self, document: bytes) -> bool:
        """True if this signature is genuine and covers exactly these bytes."""
        return self.verifies_sha256(hashlib.sha256(document).hexdigest())

    def verifies_sha256(self, document_sha256: str) -> bool:
        """The same, of a document whose bytes are hashed a part at a time."""
        if document_sha256 != self.document_sha256:
            return False
        return signing.is_genuine(self.signed_parts, bytes(self.signature), pem=signing.public_key_pem())
