"""What the Board decided: the meeting, who was there, who voted how, and who confirmed the record."""

import uuid
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from audit.models import Signature
from audit.rules import Trigger
from clocks.models import validate_zone
from vault.fields import SealedTextField
from vault.models import SealedModel
from waivers.models.rules import changed_while
from waivers.models.waiver import Waiver
from waivers.states import Mode, Outcome, Stopped

DECISION_COLUMNS = (
    "waiver_id", "mode", "resolution", "called_on", "decision_at", "zone", "directors_in_office", "presiding_id",
    "outcome", "reasons", "why_appropriate", "why_limited", "conditions", "recorded_by_id", "recorded_at",
    "confirmed_by_id", "confirmed_at", "stopped_because", "data_key_id", "minutes_id", "revokes_id", "effective_on",
    "signature_id",
)  # fmt: skip
CONFIRMED_BY_AN_OUTSIDER = (
    "NEW.confirmed_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM waivers_boardvote b WHERE b.decision_id = NEW.id "
    "AND b.member_id = NEW.confirmed_by_id AND b.attendance = 'PRESENT')"
)
# Each of a grant or a refusal, which has its `waiver`, and of a revocation, which has the one that it `revokes`.
DECIDED_BY_THE_CONCERNED = (
    "EXISTS (SELECT 1 FROM waivers_waiver w WHERE w.id = COALESCE(NEW.waiver_id, NEW.revokes_id) "
    "AND (NEW.recorded_by_id IN (w.requester_id, w.beneficiary_id) "
    "OR NEW.presiding_id IN (w.requester_id, w.beneficiary_id)))"
)
OF_THE_WRONG_CLASS = (
    "EXISTS (SELECT 1 FROM waivers_waiver w WHERE w.id = COALESCE(NEW.waiver_id, NEW.revokes_id) "
    "AND w.classification <> 'BOARD')"
)
# That no waiver is needed, the Board does not find: it grants or refuses.
BOARD_OUTCOMES = [(one.value, one.label) for one in (Outcome.GRANTED, Outcome.REFUSED)]
# What each director signs.
CONSENT_COLUMNS = (
    "waiver_id", "mode", "resolution", "called_on", "outcome", "reasons", "why_appropriate", "why_limited",
    "conditions", "recorded_by_id", "recorded_at", "revokes_id", "effective_on",
)  # fmt: skip
SIGNED = "EXISTS (SELECT 1 FROM waivers_consentsignature c WHERE c.decision_id = OLD.id AND c.voided_at IS NULL)"
NOT_UNANIMOUS = (
    "NEW.mode = 'UNANIMOUS_CONSENT' AND NEW.confirmed_at IS NOT NULL AND (NEW.stopped_because <> '' "
    "OR EXISTS (SELECT 1 FROM waivers_boardvote b WHERE b.decision_id = NEW.id AND b.vote <> 'FOR') "
    "OR (SELECT COUNT(*) FROM waivers_consentsignature c WHERE c.decision_id = NEW.id AND c.voided_at IS NULL) "
    "<> NEW.directors_in_office OR NEW.directors_in_office = 0 "
    "OR (SELECT COUNT(*) FROM waivers_boardvote b WHERE b.decision_id = NEW.id) <> NEW.directors_in_office "
    "OR (SELECT COUNT(*) FROM waivers_boardvote b JOIN waivers_consentsignature c ON c.decision_id = b.decision_id "
    "AND c.member_id = b.member_id AND c.voided_at IS NULL WHERE b.decision_id = NEW.id) <> NEW.directors_in_office)"
)


class BoardDecision(SealedModel):
    """The Board's decision on one waiver, or on revoking it: of a meeting, or the text of a written consent.

    Of a revocation the outcome `GRANTED` says that the motion to revoke was carried.

    A meeting is recorded by the secretary and in effect once the presiding director confirms. A written consent is in
    effect with the last director's signature. Its words are sealed under the waiver's key. Deadlines count from
    `decision_at`, not from the confirmation (DECISIONS 52).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # One of the two: whether it is granted, or whether what was granted is revoked.
    waiver = models.OneToOneField(Waiver, models.PROTECT, null=True, related_name="board_decision")
    revokes = models.ForeignKey(Waiver, models.PROTECT, null=True, related_name="revocations")
    # Of a revocation: the waiver's first day without effect, and what was signed over it.
    effective_on = models.DateField(_("revoked from"), null=True)
    signature = models.ForeignKey(Signature, models.PROTECT, null=True, related_name="+")
    mode = models.CharField(_("mode"), max_length=20, choices=Mode.choices, default=Mode.MEETING)
    resolution = models.CharField(_("resolution number"), max_length=40)
    called_on = models.DateField(_("meeting called on"))
    decision_at = models.DateTimeField(_("decision"), null=True)
    zone = models.CharField(_("time zone"), max_length=64, validators=[validate_zone])
    directors_in_office = models.PositiveSmallIntegerField(_("directors in office"))
    # Nobody presides where nobody meets.
    presiding = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("presiding director")
    )
    outcome = models.CharField(_("outcome"), max_length=8, choices=BOARD_OUTCOMES)
    reasons = SealedTextField()
    why_appropriate = SealedTextField()
    why_limited = SealedTextField()
    conditions = SealedTextField()
    # What the presiding director confirms goes by the digest of this very file.
    minutes = models.OneToOneField("waivers.WaiverFile", models.PROTECT, null=True, related_name="+")
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    stopped_because = models.CharField(max_length=10, choices=Stopped.choices, blank=True)

    undeletable = True
    database_rules = [
        Trigger(
            "right_class",
            ("INSERT", "UPDATE"),
            OF_THE_WRONG_CLASS,
            "the Board decides what is of its class, and nothing else",
        ),
        Trigger(
            "signed_text_stays",
            "UPDATE",
            changed_while(f"OLD.confirmed_at IS NULL AND {SIGNED}", CONSENT_COLUMNS),
            "a text that somebody signed changes only after every signature was voided",
        ),
        Trigger(
            "consent_is_unanimous",
            ("INSERT", "UPDATE"),
            NOT_UNANIMOUS,
            "a written consent needs the signature of every director in office",
        ),
        Trigger(
            "confirmed_frozen",
            "UPDATE",
            changed_while("OLD.confirmed_at IS NOT NULL", DECISION_COLUMNS),
            "a confirmed decision of the Board never changes",
        ),
        Trigger(
            "confirmed_present",
            ("INSERT", "UPDATE"),
            CONFIRMED_BY_AN_OUTSIDER,
            "only a director who was present confirms the record",
        ),
        Trigger(
            "not_the_concerned",
            ("INSERT", "UPDATE"),
            DECIDED_BY_THE_CONCERNED,
            "requester and beneficiary neither record nor preside",
        ),
    ]

    class Meta:
        ordering = ["-recorded_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(waiver__isnull=False, revokes__isnull=True, effective_on__isnull=True)
                | Q(waiver__isnull=True, revokes__isnull=False, effective_on__isnull=False),
                name="a_board_decision_grants_or_revokes",
            ),
            models.CheckConstraint(
                condition=Q(revokes__isnull=True) | Q(confirmed_at__isnull=True) | Q(signature__isnull=False),
                name="a_confirmed_revocation_is_signed",
            ),
            models.UniqueConstraint(
                fields=["revokes"], condition=Q(confirmed_at__isnull=True), name="one_open_revocation_of_a_waiver"
            ),
            models.CheckConstraint(condition=~Q(resolution=""), name="a_board_decision_has_a_resolution"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True, confirmed_at__isnull=True)
                | Q(mode=Mode.MEETING, confirmed_at__isnull=False, confirmed_by=F("presiding"))
                | Q(mode=Mode.UNANIMOUS_CONSENT, confirmed_at__isnull=False, confirmed_by__isnull=False),
                name="the_presiding_director_confirms",
            ),
            models.CheckConstraint(
                condition=Q(presiding__isnull=True) | ~Q(presiding=F("recorded_by")),
                name="nobody_confirms_their_own_record",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("recorded_by")),
                name="nobody_completes_their_own_record",
            ),
            models.CheckConstraint(
                condition=Q(mode=Mode.MEETING, presiding__isnull=False, decision_at__isnull=False, stopped_because="")
                | Q(
                    mode=Mode.UNANIMOUS_CONSENT,
                    presiding__isnull=True,
                    minutes__isnull=True,
                    outcome=Outcome.GRANTED,
                ),
                name="the_board_meets_or_consents",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(decision_at__isnull=False),
                name="a_confirmed_decision_has_its_time",
            ),
        ]

    @property
    def matter(self) -> Waiver:
        """The waiver that it grants, refuses or revokes."""
        found = self.waiver or self.revokes
        if found is None:
            raise ValueError("A decision of the Board without a waiver.")
        return found

    @property
    def outcome_label(self) -> str:
        """What the vote led to, in words."""
        if self.revokes_id is None:
            return str(self.get_outcome_display())
        return str(_("Revoked") if self.outcome == Outcome.GRANTED else _("Not revoked"))

    @property
    def decision_at_there(self) -> datetime | None:
        """The moment of the decision on the clock of the room; `None` while a consent is being signed."""
        return self.decision_at.astimezone(ZoneInfo(self.zone)) if self.decision_at else None

    @property
    def is_consent(self) -> bool:
        return self.mode == Mode.UNANIMOUS_CONSENT

    @property
    def is_open_consent(self) -> bool:
        """Whether directors may sign it now."""
        return self.is_consent and self.confirmed_at is None and not self.stopped_because
