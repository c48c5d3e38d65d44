"""A waiver: leave to depart from a provision of the Code, asked for in writing, decided in writing."""

import secrets
import uuid
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Person, RoleGrant
from accounts.moves import Move
from accounts.roles import Role
from audit.models import Signature
from audit.rules import Trigger
from code_of_ethics.models import Provision
from vault.fields import SealedTextField
from vault.models import SealedModel
from waivers.models.classes import class_of_today, role_that_handles
from waivers.models.queries import UNDER_WAY, WaiverQuerySet
from waivers.models.rules import changed_while
from waivers.models.standing import relations_of
from waivers.states import NO_DEPARTURE, Advice, ClassReason, Outcome, WaiverClass, WaiverState

if TYPE_CHECKING:
    from waivers.models.board import BoardDecision
    from waivers.models.class_change import ClassChange

REFERENCE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # without 0, 1, I and O
UNDECIDED = [
    state for state in WaiverState.values if state not in ("GRANTED", "REFUSED", "CLEARED", "LAPSED", "REVOKED")
]
# In these a request may be without the word of the person it is for.
UNCONFIRMED = [WaiverState.DRAFT, WaiverState.TO_CONFIRM, WaiverState.DECLINED, WaiverState.WITHDRAWN]

REQUEST_COLUMNS = (
    "reference", "requester_id", "beneficiary_id", "provision_id", "departure", "reasons", "mitigations", "starts_on",
    "ends_on", "requested_at", "renews_id", "on_behalf",
)  # fmt: skip
DECISION_COLUMNS = (
    "outcome", "decided_at", "decided_by_id", "decision_reasons", "why_appropriate", "why_limited", "conditions",
    "classification", "classification_reason", "effective_from", "signature_id", "data_key_id",
)  # fmt: skip
WITHOUT_THE_BOARD = (
    "NEW.outcome <> '' AND NEW.classification = 'BOARD' AND (NEW.decided_by_id IS NOT NULL OR NOT EXISTS ("
    "SELECT 1 FROM waivers_boarddecision d WHERE d.waiver_id = NEW.id AND d.confirmed_at IS NOT NULL "
    "AND d.outcome = NEW.outcome))"
)
# The last word on its class must be an agreed change downwards: an older one is used up.
LOWERED_BY_ONE = (
    "OLD.classification = 'BOARD' AND NEW.classification = 'OTHER' AND NOT EXISTS ("
    "SELECT 1 FROM waivers_classchange c WHERE c.waiver_id = NEW.id AND c.to_class = 'OTHER' AND c.is_agreed "
    "AND NOT EXISTS (SELECT 1 FROM waivers_classchange l WHERE l.waiver_id = NEW.id AND l.changed_at > c.changed_at))"
)


def new_reference() -> str:
    """A random public reference, such as W-7K3F-9QXM: no sequence and no gaps."""
    letters = "".join(secrets.choice(REFERENCE_ALPHABET) for _place in range(8))
    return f"W-{letters[:4]}-{letters[4:]}"


class Waiver(SealedModel):
    """One request for a waiver and its whole life. Its words are sealed under a key of its own."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    reference = models.CharField(_("reference"), max_length=12, unique=True, default=new_reference)
    requester = models.ForeignKey(Person, models.PROTECT, related_name="waivers_requested")
    beneficiary = models.ForeignKey(Person, models.PROTECT, related_name="waivers_enjoyed")
    provision = models.ForeignKey(Provision, models.PROTECT, related_name="waivers", verbose_name=_("provision"))
    departure = SealedTextField(_("departure"))
    reasons = SealedTextField(_("reasons"))
    mitigations = SealedTextField(_("mitigations"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("until"))
    state = models.CharField(_("state"), max_length=12, choices=WaiverState.choices, default=WaiverState.DRAFT)
    drafted_at = models.DateTimeField()
    requested_at = models.DateTimeField(_("requested"), null=True)
    # Written down by the ethics office for somebody else, who has to confirm it before anything is decided.
    on_behalf = models.BooleanField(default=False)
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    classification = models.CharField(max_length=8, choices=WaiverClass.choices, default=WaiverClass.OTHER)
    classification_reason = models.CharField(max_length=20, choices=ClassReason.choices, default=ClassReason.EMPLOYEE)
    # The class as it was at the request, when the decision's is another.
    requested_class = models.CharField(max_length=8, choices=WaiverClass.choices, blank=True)
    recused_officer = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    recommended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    recommended_at = models.DateTimeField(null=True)
    recommendation = SealedTextField(null=True)
    advice = models.CharField(max_length=8, choices=Advice.choices, blank=True)
    board_called_on = models.DateField(_("Board meeting"), null=True)
    outcome = models.CharField(max_length=12, choices=Outcome.choices, blank=True)
    # Empty where the Board decided: then `board_decision` says who voted.
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(_("decided"), null=True)
    decision_reasons = SealedTextField(null=True)
    why_appropriate = SealedTextField(null=True)
    why_limited = SealedTextField(null=True)
    conditions = SealedTextField(null=True)
    effective_from = models.DateField(_("in force from"), null=True)
    signature = models.ForeignKey(Signature, models.PROTECT, null=True, related_name="+")
    # A renewal is a request of its own, decided anew.
    renews = models.ForeignKey("self", models.PROTECT, null=True, related_name="renewals")
    revoked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(null=True)
    revocation_reasons = SealedTextField(null=True)

    # Said by `with_what_there_is()`.
    has_opinions: bool
    has_conditions: bool
    has_files: bool
    has_changes: bool

    objects = WaiverQuerySet.as_manager()

    undeletable = True
    database_rules = [
        Trigger(
            "request_frozen",
            "UPDATE",
            changed_while("OLD.requested_at IS NOT NULL", REQUEST_COLUMNS),
            "what was requested never changes",
        ),
        Trigger(
            "decision_frozen",
            "UPDATE",
            changed_while("OLD.outcome <> ''", DECISION_COLUMNS),
            "what was decided never changes",
        ),
        Trigger(
            "recommendation_frozen",
            "UPDATE",
            changed_while(
                "OLD.recommended_at IS NOT NULL", ("recommendation", "advice", "recommended_by_id", "recommended_at")
            ),
            "what was recommended never changes",
        ),
        Trigger(
            "final_states",
            "UPDATE",
            "(OLD.state IN ('DECLINED', 'REFUSED', 'CLEARED', 'WITHDRAWN', 'LAPSED', 'REVOKED') "
            "AND NEW.state <> OLD.state) OR (NEW.state = 'DRAFT' AND OLD.state <> 'DRAFT')",
            "a request that is over stays over",
        ),
        Trigger(
            "confirmation_frozen",
            "UPDATE",
            changed_while("OLD.confirmed_at IS NOT NULL", ("confirmed_by_id", "confirmed_at")),
            "what the person confirmed stays confirmed",
        ),
        Trigger(
            "lowered_by_two",
            "UPDATE",
            LOWERED_BY_ONE,
            "from the Board to one person a request goes only where a second person agreed",
        ),
        Trigger("board_decides", ("INSERT", "UPDATE"), WITHOUT_THE_BOARD, "only the Board decides this request"),
    ]

    class Meta:
        ordering = ["-drafted_at"]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=WaiverState.values), name="a_waiver_has_a_known_state"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True)
                | (~Q(decided_by=F("requester")) & ~Q(decided_by=F("beneficiary"))),
                name="nobody_decides_their_own_waiver",
            ),
            models.CheckConstraint(
                condition=Q(recommended_by__isnull=True)
                | (~Q(recommended_by=F("requester")) & ~Q(recommended_by=F("beneficiary"))),
                name="nobody_recommends_their_own_waiver",
            ),
            who_and_when("recommended", name="a_recommendation_says_who_and_when"),
            who_and_when("confirmed", name="a_confirmed_request_says_who_and_when"),
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True) | Q(confirmed_by=F("beneficiary")),
                name="only_the_person_it_is_for_confirms",
            ),
            models.CheckConstraint(
                condition=Q(state__in=UNCONFIRMED) | Q(requester=F("beneficiary")) | Q(confirmed_at__isnull=False),
                name="nobody_gets_a_waiver_unasked",
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="a_waiver_ends_after_its_start"),
            models.CheckConstraint(
                condition=Q(state__in=[WaiverState.DRAFT, WaiverState.WITHDRAWN]) | Q(requested_at__isnull=False),
                name="a_waiver_is_requested_before_it_moves",
            ),
            models.CheckConstraint(
                condition=Q(state__in=UNDECIDED, outcome="")
                | Q(state=WaiverState.REFUSED, outcome=Outcome.REFUSED)
                | Q(state=WaiverState.CLEARED, outcome__in=NO_DEPARTURE)
                | Q(state__in=[WaiverState.GRANTED, WaiverState.LAPSED, WaiverState.REVOKED], outcome=Outcome.GRANTED),
                name="a_waivers_state_fits_its_outcome",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at__isnull=True, decided_by__isnull=True, signature__isnull=True)
                | Q(
                    ~Q(outcome=""),
                    decided_at__isnull=False,
                    decision_reasons__isnull=False,
                    signature__isnull=False,
                ),
                name="a_decided_waiver_has_reasons",
            ),
            models.CheckConstraint(
                condition=~Q(outcome=Outcome.GRANTED)
                | Q(why_appropriate__isnull=False, why_limited__isnull=False, effective_from__isnull=False),
                name="a_granted_waiver_says_why_it_is_appropriate",
            ),
            models.CheckConstraint(
                condition=Q(outcome="")
                | Q(classification=WaiverClass.OTHER, decided_by__isnull=False)
                | Q(classification=WaiverClass.BOARD, decided_by__isnull=True),
                name="each_class_of_waiver_has_its_decider",
            ),
            models.CheckConstraint(
                condition=Q(Q(revoked_by__isnull=True, revoked_at__isnull=True), ~Q(state=WaiverState.REVOKED))
                | Q(
                    state=WaiverState.REVOKED,
                    revoked_by__isnull=False,
                    revoked_at__isnull=False,
                    revocation_reasons__isnull=False,
                ),
                name="a_revoked_waiver_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "ends_on"], name="waivers_by_state"),
            models.Index(fields=["requester", "-drafted_at"], name="waivers_of_a_requester"),
            models.Index(fields=["-decided_at", "id"], name="waivers_decided"),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_of_the_board(self) -> bool:
        return self.classification == WaiverClass.BOARD

    def concerns(self, person: Person) -> bool:
        """Whether `person` asked for it or would benefit."""
        return person.pk in (self.requester_id, self.beneficiary_id)

    def would_be(self) -> tuple[WaiverClass, ClassReason]:
        """Its class by today's directory. A class once the Board's never becomes lower by itself."""
        return class_of_today(self)

    @property
    def handling_role(self) -> Role:
        """Who handles the request: the CCEO; if conflicted the General Auditor; if both are, the committee's chair."""
        return role_that_handles(self)

    def relations(self, person: Person) -> frozenset[str]:
        """How `person` stands to this request; the workflow table says what follows."""
        return relations_of(self, person)

    @cached_property
    def heads(self) -> dict[Role, frozenset[uuid.UUID]]:
        """Who heads the two ethics offices."""
        heads: dict[Role, set[uuid.UUID]] = {Role.ETHICS_OFFICER: set(), Role.GENERAL_AUDITOR: set()}
        grants = RoleGrant.objects.active().filter(role__in=list(heads))
        for role, person in grants.values_list("role", "person_id"):
            heads[Role(role)].add(person)
        return {role: frozenset(people) for role, people in heads.items()}

    @cached_property
    def advisers(self) -> frozenset[uuid.UUID]:
        """Of whom an opinion is waited for."""
        if self.state != WaiverState.REQUESTED:
            return frozenset()
        return frozenset(self.opinions.filter(given_at__isnull=True).values_list("asked_of_id", flat=True))

    @cached_property
    def waiting_change(self) -> "ClassChange | None":
        """That the Board need not decide, as somebody proposed and nobody has settled."""
        if not self.is_of_the_board or self.state not in UNDER_WAY or self.__dict__.get("has_changes") is False:
            return None
        return self.class_changes.filter(to_class=WaiverClass.OTHER, settled_at__isnull=True).first()

    @cached_property
    def signed_directors(self) -> dict[uuid.UUID, datetime]:
        """Whose signature under the written consent counts now, and since when."""
        if self.meeting is None or not self.meeting.is_consent:
            return {}
        return dict(self.meeting.consents.filter(voided_at__isnull=True).values_list("member_id", "signed_at"))

    @cached_property
    def recused_directors(self) -> frozenset[uuid.UUID]:
        """The directors who declared a conflict. Only what the Board has before it asks."""
        if self.board_called_on is None:
            return frozenset()
        return frozenset(self.recusals.values_list("member_id", flat=True))

    @property
    def meeting(self) -> "BoardDecision | None":
        """The Board's decision, recorded or confirmed; `None` before."""
        return getattr(self, "board_decision", None)

    def may_read_deliberations(self, person: Person) -> bool:
        """Recommendation, votes and history are for those who decide and those who oversee, never for the requester."""
        return "reader" in self.relations(person)

    def move_url(self, move: Move) -> str:
        return reverse(f"waivers:{move.verb}", args=[self.reference])

    def get_absolute_url(self) -> str:
        return reverse("waivers:waiver", args=[self.reference])
