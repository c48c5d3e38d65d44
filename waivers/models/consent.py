"""Who of the Board signed a written consent, and who stepped back."""

import uuid

from django.db import models
from django.db.models import Q

from accounts.models import Person
from audit.models import Signature
from audit.rules import Trigger
from vault.fields import SealedTextField
from vault.models import SealedModel
from waivers.models.board import BoardDecision
from waivers.models.rules import changed_while
from waivers.models.waiver import Waiver
from waivers.states import Voided

SIGNED_BY_THE_CONCERNED = (
    "EXISTS (SELECT 1 FROM waivers_boarddecision d JOIN waivers_waiver w "
    "ON w.id = COALESCE(d.waiver_id, d.revokes_id) "
    "WHERE d.id = NEW.decision_id AND (d.recorded_by_id = NEW.member_id "
    "OR NEW.member_id IN (w.requester_id, w.beneficiary_id)))"
)
NOT_OPEN = (
    "NOT EXISTS (SELECT 1 FROM waivers_boarddecision d WHERE d.id = NEW.decision_id AND d.mode = 'UNANIMOUS_CONSENT' "
    "AND d.confirmed_at IS NULL AND d.stopped_because = '') "
    "OR EXISTS (SELECT 1 FROM waivers_boarddecision d JOIN waivers_directorrecusal r "
    "ON r.waiver_id = COALESCE(d.waiver_id, d.revokes_id) "
    "WHERE d.id = NEW.decision_id)"
)
# Signatures name their signer as text; SQLite keeps ids without hyphens.
SIGNED_FOR_ANOTHER = {
    "sqlite": (
        "NOT EXISTS (SELECT 1 FROM audit_signature s WHERE s.id = NEW.signature_id "
        "AND REPLACE(s.signer_id, '-', '') = NEW.member_id)"
    ),
    "postgresql": (
        "NOT EXISTS (SELECT 1 FROM audit_signature s WHERE s.id = NEW.signature_id "
        "AND s.signer_id = NEW.member_id::text)"
    ),
}
CONFIRMED = "EXISTS (SELECT 1 FROM waivers_boarddecision d WHERE d.id = OLD.decision_id AND d.confirmed_at IS NOT NULL)"
RECUSED_IN_A_DECISION = (
    "EXISTS (SELECT 1 FROM waivers_boarddecision d JOIN waivers_waiver w ON w.id = d.waiver_id "
    "WHERE d.waiver_id = NEW.waiver_id AND d.confirmed_at IS NOT NULL AND w.state <> 'REVOKING')"
)


class ConsentSignature(models.Model):
    """One director's signature over the exact text of a written consent. Voided it stays, and counts no more."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.ForeignKey(BoardDecision, models.PROTECT, related_name="consents")
    member = models.ForeignKey(Person, models.PROTECT, related_name="+")
    signature = models.OneToOneField(Signature, models.PROTECT, related_name="+")
    signed_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)
    voided_because = models.CharField(max_length=10, choices=Voided.choices, blank=True)

    undeletable = True
    frozen_fields = ("decision", "member", "signature", "signed_at")
    database_rules = [
        Trigger(
            "not_the_concerned",
            "INSERT",
            SIGNED_BY_THE_CONCERNED,
            "neither who asks, nor who benefits, nor who wrote the text signs it",
        ),
        Trigger("open_consent", "INSERT", NOT_OPEN, "only a written consent that is open can be signed"),
        Trigger("own_signature", "INSERT", SIGNED_FOR_ANOTHER, "nobody signs for another director"),
        Trigger("confirmed_stays", "UPDATE", CONFIRMED, "the signatures of a decision in effect never change"),
        Trigger(
            "voided_stays",
            "UPDATE",
            changed_while("OLD.voided_at IS NOT NULL", ("voided_at", "voided_because")),
            "a voided signature never counts again",
        ),
    ]

    class Meta:
        ordering = ["signed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["decision", "member"],
                condition=Q(voided_at__isnull=True),
                name="one_signature_of_each_director",
            ),
            models.CheckConstraint(
                condition=Q(voided_at__isnull=True, voided_because="")
                | (Q(voided_at__isnull=False) & ~Q(voided_because="")),
                name="a_voided_signature_says_why",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class DirectorRecusal(SealedModel):
    """A director who declared a conflict in one matter: never present for it, and without a vote. It stays so."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    waiver = models.ForeignKey(Waiver, models.PROTECT, related_name="recusals")
    member = models.ForeignKey(Person, models.PROTECT, related_name="+")
    reason = SealedTextField()
    declared_at = models.DateTimeField()

    undeletable = True
    frozen_fields = ("waiver", "member", "reason", "declared_at")
    database_rules = [
        Trigger("before_the_decision", "INSERT", RECUSED_IN_A_DECISION, "nobody steps back from what is decided"),
    ]

    class Meta:
        ordering = ["declared_at"]
        constraints = [
            models.UniqueConstraint(fields=["waiver", "member"], name="one_recusal_of_each_director"),
        ]
