"""The part of one queue in a digest: its head signs for it, then the General Auditor signs the whole (DECISIONS 10)."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import models
from django.db.models import Exists, Q, Value
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Designation, Person, RoleGrant
from accounts.moves import Move
from accounts.roles import Power, Role
from audit.models import Signature, in_utc
from audit.rules import Trigger
from cases.models.wall import HEAD_OF_QUEUE, QUEUE_OF_HEAD
from cases.states.case import Queue
from reporting.models.digest import OF_A_SIGNED_DIGEST, Digest, canonical, walls_off
from reporting.states import COMMITTEE, DigestKind, DigestPartState, DigestState
from vault.documents import PackedList, json_sha256
from waivers.models.rules import changed_while

# The layout of the bytes that a head signs.
LAYOUT = 1


class DigestPartQuerySet(models.QuerySet["DigestPart"]):
    def visible_to(self, person: Person | None) -> "DigestPartQuerySet":
        """Whoever signs for the queue, never past the wall.

        A head stands behind the wall of no matter of a common draft: once a wall has moved, nothing of the draft is
        shown until it is drafted anew. So that a draft waits for its head does not change then, and tells nothing.
        """
        if person is None:
            return self.none()
        own = Q(queue__in=_headed_by(person), digest__state=DigestState.DRAFT)
        return self.filter(signed_for_by(person)).exclude(~own & walls_off(person, "digest"))

    def as_own(self) -> "DigestPartQuerySet":
        """Of those that `visible_to` gives: whoever sees a part signs for it, so a page need not ask again."""
        return self.annotate(is_own=Value(True))

    def locked(self, pk: Any, *, by: Person) -> "DigestPart":
        """The row, locked, for somebody who may see it. Raises `DigestPart.DoesNotExist`."""
        return self.visible_to(by).select_for_update(of=("self",)).get(pk=pk)

    def standing(self) -> "DigestPartQuerySet":
        return self.filter(voided_at__isnull=True)

    def awaited(self) -> "DigestPartQuerySet":
        return self.standing().filter(signed_at__isnull=True)


def _headed_by(person: Person) -> list[str]:
    return [queue.value for queue, role in HEAD_OF_QUEUE.items() if role in person.roles]


def _lent_to(person: Person) -> list[str]:
    """The queues for whose heads `person` decides now, in any topic. Whoever signs the whole signs for no other."""
    if Role.GENERAL_AUDITOR in person.roles:
        return []
    return [QUEUE_OF_HEAD[one.role] for one in person.designations if lends_a_part(one)]


def lends_a_part(designation: Designation) -> bool:
    """Whether a deputy signs for the queue: with a head's decisions, and in every topic (DECISIONS 42)."""
    return designation.lends(Power.LEAD) and not designation.topics


def may_sign_parts(person: Person) -> bool:
    """Whether `person` signs for a queue, or might for a post that is empty. No statement of its own."""
    return bool(_headed_by(person) or _lent_to(person) or person.roles & COMMITTEE)


def signed_for_by(person: Person) -> Q:
    """Parts for which `person` may sign: as head, as the deputy who decides for a head, or for a post that is empty.

    For an empty post the committee's chair signs; where there is none, a member. No statement of its own.
    """
    found = Q(queue__in=[*_headed_by(person), *_lent_to(person)])
    if not person.roles & COMMITTEE:
        return found
    steps_in = Q() if Role.AUDIT_COMMITTEE_CHAIR in person.roles else ~Q(_held(Role.AUDIT_COMMITTEE_CHAIR))
    for queue, role in HEAD_OF_QUEUE.items():
        found |= Q(queue=queue) & ~Q(_held(role)) & steps_in
    return found


def _held(role: Role) -> Exists:
    return Exists(RoleGrant.objects.active(timezone.now()).filter(role=role))


class DigestPart(models.Model):
    """What is asked of the head of one queue. Signed once; an edit afterwards makes it void, and a new one is asked."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    digest = models.ForeignKey(Digest, models.PROTECT, related_name="parts")
    queue = models.CharField(_("queue"), max_length=30, choices=Queue.choices)
    asked_at = models.DateTimeField(_("asked"))
    signature = models.OneToOneField(Signature, models.PROTECT, null=True, related_name="+")
    signed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    signed_at = models.DateTimeField(null=True)
    # The draft changed, or has nothing of this queue any more.
    voided_at = models.DateTimeField(null=True)

    objects = DigestPartQuerySet.as_manager()

    undeletable = True
    frozen_fields = ("digest", "queue", "asked_at")
    database_rules = [
        Trigger(
            "signed_whole",
            ("INSERT", "UPDATE"),
            OF_A_SIGNED_DIGEST.format(row="NEW"),
            "the parts of a signed digest stay as they are",
        ),
        Trigger(
            "signed_stays",
            "UPDATE",
            changed_while("OLD.signed_at IS NOT NULL", ("signature_id", "signed_by_id", "signed_at")),
            "a head's signature never changes",
        ),
        Trigger("void_stays", "UPDATE", "OLD.voided_at IS NOT NULL", "what is void stays void"),
    ]

    class Meta:
        ordering = ["-asked_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["digest", "queue"],
                condition=Q(voided_at__isnull=True),
                name="a_queue_is_signed_for_once_in_a_digest",
            ),
            models.CheckConstraint(
                condition=Q(signature__isnull=True, signed_by__isnull=True, signed_at__isnull=True)
                | Q(signature__isnull=False, signed_by__isnull=False, signed_at__isnull=False),
                name="a_signed_part_says_who_and_when",
            ),
            models.CheckConstraint(condition=Q(queue__in=Queue.values), name="a_part_of_a_digest_has_a_queue"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def state(self) -> str:
        if self.voided_at:
            return DigestPartState.VOID
        return DigestPartState.SIGNED if self.signed_at else DigestPartState.AWAITED

    def get_state_display(self) -> str:
        return str(DigestPartState(self.state).label)

    def lists(self) -> dict[str, Sequence[dict[str, Any]]]:
        """The rows of this queue's matters, list by list, and of no other."""
        return {
            name: rows
            for name, listed in self.digest.snapshot["lists"].items()
            if (rows := PackedList(row for row in listed if row.get("queue") == self.queue))
        }

    def document(self, drafted_sha256: str) -> bytes:
        """What the head signs: the rows that they have read, and the hash of the whole draft in which these stand."""
        return canonical(self._signed_content(drafted_sha256))

    def _signed_content(self, drafted_sha256: str) -> dict[str, Any]:
        return {
            "layout": LAYOUT,
            "digest": str(self.digest_id),
            "queue": self.queue,
            "lists": self.lists(),
            "digest_sha256": drafted_sha256,
        }

    def is_genuine(self, drafted_sha256: str) -> bool:
        """Whether the head signed exactly this, and is who the row says."""
        signed = self.signature
        return (
            signed is not None
            and signed.signer_id == str(self.signed_by_id)
            and signed.signed_at == self.signed_at
            and signed.verifies_sha256(json_sha256(self._signed_content(drafted_sha256), sort_keys=True))
        )

    @property
    def as_signed(self) -> dict[str, str] | None:
        """The head's signature, as the signature over the whole covers it; nothing while it is awaited."""
        signed = self.signature
        if signed is None:
            return None
        return {
            "queue": self.queue,
            "document_sha256": signed.document_sha256,
            "signer_id": signed.signer_id,
            "signed_at": in_utc(signed.signed_at),
            "signature": bytes(signed.signature).hex(),
        }

    def relations(self, person: Person) -> frozenset[str]:
        """Whether `person` signs for this queue."""
        return frozenset({"head"}) if self.is_signed_for_by(person) else frozenset()

    def is_signed_for_by(self, person: Person) -> bool:
        """`as_own` has asked already."""
        if hasattr(self, "is_own"):
            return bool(self.is_own)
        return DigestPart.objects.visible_to(person).filter(pk=self.pk).exists()

    def move_url(self, move: Move) -> str:
        return reverse(f"reporting:{move.verb}", args=[self.pk])

    def get_absolute_url(self) -> str:
        return reverse("reporting:digest_part", args=[self.pk])


def queues_to_sign_for(digest: Digest) -> list[str]:
    """Both offices, also with nothing to list; the chair's queue where one of its matters is listed. No annex has any:
    it is signed by the chair alone (DECISIONS 11)."""
    if digest.kind != DigestKind.COMMON:
        return []
    listed = {row.get("queue") for rows in digest.snapshot["lists"].values() for row in rows}
    chair = Queue.AUDIT_COMMITTEE_CHAIR.value
    return [Queue.GENERAL_AUDITOR.value, Queue.ETHICS_OFFICE.value, *([chair] if chair in listed else [])]
