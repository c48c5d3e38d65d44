"""The digest of a period: a frozen snapshot, commentary beside it, and one signature over both."""

import uuid
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.moves import Move
from accounts.roles import Role
from audit.models import Entry, Signature
from audit.rules import Trigger
from cases.models import Case, Party
from cases.models.wall import surviving, wall_between, walled_off
from reporting.periods import Period
from reporting.states import COMMITTEE, DigestKind, DigestState
from vault.documents import json_parts, json_sha256
from vault.errors import VaultError
from vault.fields import SHREDDED, SealedDocumentField, SealedJSONField, SealedTextField
from vault.models import SealedModel, SealedQuerySet
from waivers.models.rules import changed_while

if TYPE_CHECKING:
    from reporting.models.digest_part import DigestPart

# The layout of the signed bytes. A change of layout gets a new number, so that old signatures keep verifying.
LAYOUT = 1
# The trail's verb; the move of that name is in `workflow.py`, which stands above the models.
SIGNING = "sign_digest"

SIGNED_COLUMNS = (
    "kind", "period_start", "period_end", "version", "state", "snapshot", "commentary", "content_sha256", "seal",
    "signature_id", "signed_by_id", "signed_at", "supersedes_id", "correction_reason", "drafted_at", "scope_digest",
    "data_key_id",
)  # fmt: skip
# What the heads of the queues still owe a digest.
PARTS = "SELECT 1 FROM reporting_digestpart p WHERE p.digest_id = NEW.id AND p.voided_at IS NULL AND p.signed_at IS"
OF_A_SIGNED_DIGEST = "EXISTS (SELECT 1 FROM reporting_digest d WHERE d.id = {row}.digest_id AND d.state = 'SIGNED')"


class DigestQuerySet(SealedQuerySet["Digest"]):
    def visible_to(self, person: Person | None) -> "DigestQuerySet":
        """Drafts for their signer, signed ones for the committee; never past the wall.

        The General Auditor reads every common digest. An annex exists only for members of the committee whom none of
        its matters walls off. A signed digest that lists a matter by which somebody is walled off later vanishes for
        that person; a common draft stays, because once a wall has moved it is not shown until it is drafted anew.
        """
        if person is None:
            return self.none()
        seen = Q(pk__in=[])
        if Role.GENERAL_AUDITOR in person.roles:
            seen |= Q(kind=DigestKind.COMMON)
        if person.roles & COMMITTEE:
            seen |= Q(state=DigestState.SIGNED) | Q(kind=DigestKind.ANNEX)
        return self.filter(seen).exclude(~Q(kind=DigestKind.COMMON, state=DigestState.DRAFT) & walls_off(person))

    def locked(self, pk: Any, *, by: Person | None) -> "Digest":
        """The row, locked, for somebody who may see it (the clock, `None`, may). Raises `Digest.DoesNotExist`."""
        visible = self if by is None else self.visible_to(by)
        return visible.select_for_update(of=("self",)).get(pk=pk)

    def with_proof(self, pk: uuid.UUID) -> "DigestQuerySet":
        """One digest with its signature, its signer, its correction, and whether the trail knows of a signing, in one
        statement."""
        signings = Entry.objects.filter(subject_kind=Digest._meta.label_lower, subject_id=str(pk), verb=SIGNING)
        proof = self.filter(pk=pk).select_related("signature", "signed_by", "corrected_by")
        proof = proof.defer("corrected_by__snapshot", "corrected_by__commentary")
        return proof.annotate(has_signing=Exists(signings))

    def read_by(self, member: Person) -> "DigestQuerySet":
        """With `.is_read`: whether `member` has opened it, signed."""
        return self.annotate(is_read=Exists(DigestReading.objects.filter(digest=OuterRef("pk"), member=member)))

    def drafts(self) -> "DigestQuerySet":
        return self.filter(state=DigestState.DRAFT)

    def signed(self) -> "DigestQuerySet":
        return self.filter(state=DigestState.SIGNED)

    def of_period(self, period: Period) -> "DigestQuerySet":
        return self.filter(period_start=period.start, period_end=period.end)


def walls_off(person: Person, path: str = "pk") -> Exists:
    """Digests that list a matter behind whose wall `person` stands; `path` leads from a row to its digest's id."""
    behind = Exists(Case.objects.filter(walled_off(person), pk=OuterRef("case")))
    # A digest outlives the files of its matters, and what walled somebody off from one still does.
    above = person.superiors(levels=settings.WALL_REPORTING_LEVELS)
    named = Exists(Party.objects.forgotten([person.pk, *above]).filter(case=OuterRef("case")))
    return Exists(DigestMatter.objects.filter(Q(behind | named), digest=OuterRef(path)))


class Digest(SealedModel):
    """What the committee reads of one period. Drafted by the clock, edited only in its commentary, signed once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=10, choices=DigestKind.choices, default=DigestKind.COMMON)
    period_start = models.DateField(_("from"))
    period_end = models.DateField(_("until"))
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=DigestState.choices, default=DigestState.DRAFT)
    snapshot = SealedDocumentField()
    # Text by section (`states.Section`).
    commentary = SealedJSONField(default=dict)
    drafted_at = models.DateTimeField()
    # Which matters stood apart when it was drafted, as a keyed digest: tells whether a wall has moved since.
    scope_digest = models.CharField(max_length=64)
    content_sha256 = models.CharField(max_length=64, blank=True)
    # The newest seal of the trail at signing, so that it is kept outside the database with the digest.
    seal = models.CharField(max_length=64, blank=True)
    signature = models.OneToOneField(Signature, models.PROTECT, null=True, related_name="+")
    signed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    # A correction is a new version that names the one it replaces.
    supersedes = models.OneToOneField("self", models.PROTECT, null=True, related_name="corrected_by")
    correction_reason = SealedTextField(blank=True, null=True)

    objects = DigestQuerySet.as_manager()

    undeletable = True
    frozen_fields = ("kind", "period_start", "period_end", "version", "supersedes", "correction_reason")
    database_rules = [
        Trigger(
            "signed_stays",
            "UPDATE",
            changed_while("OLD.state = 'SIGNED'", SIGNED_COLUMNS),
            "a signed digest never changes",
        ),
        Trigger(
            "heads_first",
            "UPDATE",
            "OLD.state = 'DRAFT' AND NEW.state = 'SIGNED' AND NEW.kind = 'COMMON' "
            f"AND (EXISTS ({PARTS} NULL) OR NOT EXISTS ({PARTS} NOT NULL))",
            "the heads sign for their queues before a digest is signed",
        ),
    ]

    class Meta:
        ordering = ["-period_end", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "period_start", "period_end", "version"], name="one_digest_of_a_period"
            ),
            models.CheckConstraint(condition=Q(period_end__gte=models.F("period_start")), name="a_period_has_an_end"),
            models.CheckConstraint(
                condition=Q(
                    state=DigestState.DRAFT, signature__isnull=True, signed_by__isnull=True, signed_at__isnull=True
                )
                | Q(
                    ~Q(content_sha256=""),
                    state=DigestState.SIGNED,
                    signature__isnull=False,
                    signed_by__isnull=False,
                    signed_at__isnull=False,
                ),
                name="a_signed_digest_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=Q(version=1, supersedes__isnull=True) | Q(version__gt=1, supersedes__isnull=False),
                name="a_correction_names_what_it_corrects",
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | Q(correction_reason__isnull=False), name="a_correction_says_why"
            ),
        ]

    @property
    def period(self) -> Period:
        return Period(self.period_start, self.period_end)

    @property
    def is_draft(self) -> bool:
        return self.state == DigestState.DRAFT

    @property
    def correction(self) -> "Digest | None":
        """The version that corrects this one, signed or not. `with_proof` has asked already."""
        return getattr(self, "corrected_by", None)

    @property
    def is_annex(self) -> bool:
        return self.kind == DigestKind.ANNEX

    def canonical_bytes(self) -> bytes:
        """What is hashed and signed: every word and figure that a reader sees, in one order."""
        return b"".join(self.canonical_parts())

    def canonical_parts(self) -> Iterator[bytes]:
        """The same, a part at a time: a digest may list any number of matters."""
        content = self._content() | {"seal": self.seal}
        # A digest that was signed before the heads signed for their queues has none, and its bytes are what they were.
        if heads := [signed for part in self.standing_parts if (signed := part.as_signed)]:
            content["heads"] = heads
        return json_parts(content, sort_keys=True)

    def _content(self) -> dict[str, Any]:
        """What stands in the draft that the heads and the signer have read."""
        content = {
            "layout": LAYOUT,
            "digest": str(self.pk),
            "kind": self.kind,
            "period": [self.period_start.isoformat(), self.period_end.isoformat()],
            "version": self.version,
            "supersedes": str(self.supersedes_id or ""),
            "snapshot": self.snapshot,
            "commentary": self.commentary,
        }
        # Only a correction has a reason, so the bytes of every other digest are what they were before there were any.
        if self.supersedes_id:
            content["correction_reason"] = self.correction_reason
        return content

    @property
    def drafted_sha256(self) -> str:
        """Names the draft, word for word, in the signatures of the heads."""
        return json_sha256(self._content(), sort_keys=True)

    @cached_property
    def asked_parts(self) -> "list[DigestPart]":
        """Every part that a head was asked for, also the void ones. One statement; an annex has none."""
        if self.is_annex:
            return []
        parts = list(self.parts.select_related("signature", "signed_by").order_by("-voided_at", "queue"))
        for part in parts:
            part.digest = self
        return parts

    @property
    def standing_parts(self) -> "list[DigestPart]":
        """The parts of the queues, signed or awaited."""
        return [part for part in self.asked_parts if part.voided_at is None]

    @property
    def voided_parts(self) -> "list[DigestPart]":
        """Signatures of heads that an edit has made void, the latest first."""
        return [part for part in self.asked_parts if part.voided_at and part.signature]

    def is_genuine(self) -> bool:
        """Whether a signed digest is, byte for byte, what its signers signed; whether a draft never was signed."""
        if self.is_draft:
            return not self.was_signed
        if self.signature is None or self.snapshot_is_gone:
            return False
        try:
            document, drafted = self.canonical_bytes(), self.drafted_sha256
            heads_signed = all(part.is_genuine(drafted) for part in self.standing_parts)
        except (VaultError, ValueError, TypeError, KeyError):
            return False
        signature = self.signature
        names_the_signer = signature.signer_id == str(self.signed_by_id) and signature.signed_at == self.signed_at
        return (
            names_the_signer
            and heads_signed
            and signature.document_sha256 == self.content_sha256
            and signature.verifies(document)
        )  # fmt: skip

    @property
    def was_signed(self) -> bool:
        """Whether the trail knows of a signing, whatever the row says. `with_proof` has asked already."""
        if hasattr(self, "has_signing"):
            return bool(self.has_signing)
        return Entry.objects.about(self).filter(verb=SIGNING).exists()

    def is_read_by(self, member: Person) -> bool:
        """Whether `member` has opened it, signed. `read_by` has asked already."""
        if hasattr(self, "is_read"):
            return bool(self.is_read)
        return self.readings.filter(member=member).exists()

    @property
    def snapshot_is_gone(self) -> bool:
        """Shredded at the end of its own retention."""
        try:
            return self.snapshot is SHREDDED
        except VaultError:
            return False

    def relations(self, person: Person) -> frozenset[str]:
        """How `person` stands to this digest; the workflow table says what follows."""
        held = {
            "signer": self._may_sign(person),
            "reader": bool(person.roles & COMMITTEE),
        }
        return frozenset(relation for relation, holds in held.items() if holds)

    def _may_sign(self, person: Person) -> bool:
        """The General Auditor; of an annex the chair, or a member where its matters wall off every chair.

        Once it is signed, of the members only the one who did.
        """
        if not self.is_annex:
            return Role.GENERAL_AUDITOR in person.roles
        if Role.AUDIT_COMMITTEE_CHAIR in person.roles:
            return True
        if not self.is_draft:
            return person.pk == self.signed_by_id
        return Role.AUDIT_COMMITTEE in person.roles and not self.has_free_chair

    @cached_property
    def has_free_chair(self) -> bool:
        """Whether none of its matters walls off some chair of the committee. One statement."""
        walled = self.matters.filter(wall_between(surviving("case"), OuterRef("pk")))
        return Person.objects.holding(Role.AUDIT_COMMITTEE_CHAIR).exclude(Exists(walled)).exists()

    def move_url(self, move: Move) -> str:
        return reverse(f"reporting:{move.verb}", args=[self.pk])

    def get_absolute_url(self) -> str:
        return reverse("reporting:digest", args=[self.pk])

    def readers(self) -> list[Person]:
        """The members of the committee who may read it."""
        members = Person.objects.holding(*COMMITTEE).order_by("family_name", "given_name")
        return [member for member in members if Digest.objects.visible_to(member).filter(pk=self.pk).exists()]


def canonical(content: dict[str, Any]) -> bytes:
    """One text for one content, whatever order it was built in."""
    return b"".join(json_parts(content, sort_keys=True))


class DigestMatter(models.Model):
    """A case that a digest lists, so that the wall is asked at each reading. An annex names every case it counts."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    digest = models.ForeignKey(Digest, models.PROTECT, related_name="matters")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    # `states.Section` of a list, or `all` for everything that an annex counts.
    section = models.CharField(max_length=20)

    database_rules = [
        Trigger(
            "signed_whole",
            ("INSERT", "UPDATE"),
            OF_A_SIGNED_DIGEST.format(row="NEW"),
            "nothing is added to a signed digest",
        ),
        Trigger(
            "signed_stays",
            ("UPDATE", "DELETE"),
            OF_A_SIGNED_DIGEST.format(row="OLD"),
            "a signed digest keeps its matters",
        ),
    ]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["digest", "section", "case"], name="a_matter_is_listed_once_in_a_section")
        ]
        indexes = [models.Index(fields=["case", "section"], name="digests_of_a_matter")]

    def __str__(self) -> str:
        return str(self.pk)


class DigestReading(models.Model):
    """When a member first opened a signed digest."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    digest = models.ForeignKey(Digest, models.PROTECT, related_name="readings")
    member = models.ForeignKey(Person, models.PROTECT, related_name="+")
    read_at = models.DateTimeField()

    append_only = True

    class Meta:
        constraints = [models.UniqueConstraint(fields=["digest", "member"], name="a_reading_is_kept_once")]

    def __str__(self) -> str:
        return str(self.pk)
