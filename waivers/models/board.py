"""What the Board decided: the meeting, who was there, who voted how, and who confirmed the record."""

import uuid
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from audit.rules import Trigger
from clocks.models import validate_zone
from vault.fields import SealedTextField
from vault.models import SealedModel
from waivers.models.rules import changed_while
from waivers.models.waiver import Waiver
from waivers.states import Attendance, Mode, Outcome, Stopped, Vote

DECISION_COLUMNS = (
    "waiver_id", "mode", "resolution", "called_on", "decision_at", "zone", "directors_in_office", "presiding_id",
    "outcome", "reasons", "why_appropriate", "why_limited", "conditions", "recorded_by_id", "recorded_at",
    "confirmed_by_id", "confirmed_at", "stopped_because", "data_key_id", "minutes_id",
)  # fmt: skip
CONFIRMED_BY_AN_OUTSIDER = (
    "NEW.confirmed_at IS NOT NULL AND NOT EXISTS (SELECT 1 FROM waivers_boardvote b WHERE b.decision_id = NEW.id "
    "AND b.member_id = NEW.confirmed_by_id AND b.attendance = 'PRESENT')"
)
DECIDED_BY_THE_CONCERNED = (
    "EXISTS (SELECT 1 FROM waivers_waiver w WHERE w.id = NEW.waiver_id AND (NEW.recorded_by_id IN "
    "(w.requester_id, w.beneficiary_id) OR NEW.presiding_id IN (w.requester_id, w.beneficiary_id)))"
)
VOTED_BY_THE_CONCERNED = (
    "NEW.attendance = 'PRESENT' AND EXISTS (SELECT 1 FROM waivers_boarddecision d JOIN waivers_waiver w "
    "ON w.id = d.waiver_id WHERE d.id = NEW.decision_id AND NEW.member_id IN (w.requester_id, w.beneficiary_id))"
)


VOTED_BY_THE_RECUSED = (
    "NEW.attendance = 'PRESENT' AND EXISTS (SELECT 1 FROM waivers_boarddecision d JOIN waivers_directorrecusal r "
    "ON r.waiver_id = d.waiver_id WHERE d.id = NEW.decision_id AND NEW.member_id = r.member_id)"
)
OF_THE_WRONG_CLASS = (
    "EXISTS (SELECT 1 FROM waivers_waiver w WHERE w.id = NEW.waiver_id AND w.classification <> 'BOARD')"
)
# That no waiver is needed, the Board does not find: it grants or refuses.
BOARD_OUTCOMES = [(one.value, one.label) for one in (Outcome.GRANTED, Outcome.REFUSED)]
# What each director signs.
CONSENT_COLUMNS = (
    "waiver_id", "mode", "resolution", "called_on", "outcome", "reasons", "why_appropriate", "why_limited",
    "conditions", "recorded_by_id", "recorded_at",
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
IN_A_CONFIRMED_DECISION = (
    "EXISTS (SELECT 1 FROM waivers_boarddecision d WHERE d.id = {row}.decision_id AND d.confirmed_at IS NOT NULL)"
)


class BoardDecision(SealedModel):
    """The Board's decision on one waiver: of a meeting, or the text of a written consent.

    A meeting is recorded by the secretary and in effect once the presiding director confirms. A written consent is in
    effect with the last director's signature. Its words are sealed under the waiver's key. Deadlines count from
    `decision_at`, not from the confirmation (DECISIONS 52).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    waiver = models.OneToOneField(Waiver, models.PROTECT, related_name="board_decision")
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
        constraints = [
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


class BoardVote(models.Model):
    """One director's part in a decision."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    decision = models.ForeignKey(BoardDecision, models.PROTECT, related_name="votes")
    member = models.ForeignKey(Person, models.PROTECT, related_name="+")
    attendance = models.CharField(_("attendance"), max_length=8, choices=Attendance.choices)
    vote = models.CharField(_("vote"), max_length=8, choices=Vote.choices)

    database_rules = [
        Trigger(
            "not_the_concerned",
            ("INSERT", "UPDATE"),
            VOTED_BY_THE_CONCERNED,
            "requester and beneficiary are recused: they are not present and do not vote",
        ),
        Trigger(
            "not_the_recused",
            ("INSERT", "UPDATE"),
            VOTED_BY_THE_RECUSED,
            "whoever declared a conflict is not present and does not vote",
        ),
        Trigger(
            "confirmed_frozen",
            ("INSERT", "UPDATE"),
            IN_A_CONFIRMED_DECISION.format(row="NEW"),
            "the votes were confirmed",
        ),
        Trigger(
            "confirmed_stays",
            ("UPDATE", "DELETE"),
            IN_A_CONFIRMED_DECISION.format(row="OLD"),
            "the votes were confirmed",
        ),
    ]

    class Meta:
        ordering = ["member__family_name", "member__given_name"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "member"], name="one_vote_for_each_director"),
            models.CheckConstraint(
                condition=Q(attendance__in=Attendance.values, vote__in=Vote.values), name="a_vote_is_a_known_one"
            ),
            models.CheckConstraint(
                condition=Q(Q(attendance=Attendance.PRESENT), ~Q(vote=Vote.NONE))
                | Q(~Q(attendance=Attendance.PRESENT), vote=Vote.NONE),
                name="only_those_present_vote",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)
