"""What the database holds of every waiver, whoever writes it: constraints, and triggers for what they can't say."""

from django.db import models
from django.db.models import F, Q

from accounts.constraints import who_and_when
from audit.rules import Trigger
from waivers.models.rules import changed_while
from waivers.states import NO_DEPARTURE, STANDING, Outcome, WaiverClass, WaiverState

UNDECIDED = [
    state
    for state in WaiverState.values
    if state not in ("GRANTED", "REVOKING", "REFUSED", "CLEARED", "LAPSED", "REVOKED")
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
REVOKED_WITHOUT_THE_BOARD = (
    "NEW.state = 'REVOKED' AND NEW.classification = 'BOARD' AND NOT EXISTS (SELECT 1 FROM waivers_boarddecision d "
    "WHERE d.revokes_id = NEW.id AND d.confirmed_at IS NOT NULL AND d.outcome = 'GRANTED')"
)
# The last word on its class must be an agreed change downwards: an older one is used up.
LOWERED_BY_ONE = (
    "OLD.classification = 'BOARD' AND NEW.classification = 'OTHER' AND NOT EXISTS ("
    "SELECT 1 FROM waivers_classchange c WHERE c.waiver_id = NEW.id AND c.to_class = 'OTHER' AND c.is_agreed "
    "AND NOT EXISTS (SELECT 1 FROM waivers_classchange l WHERE l.waiver_id = NEW.id AND l.changed_at > c.changed_at))"
)

RULES = [
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
    Trigger(
        "board_revokes",
        ("INSERT", "UPDATE"),
        REVOKED_WITHOUT_THE_BOARD,
        "what the Board granted only the Board revokes",
    ),
    Trigger("board_decides", ("INSERT", "UPDATE"), WITHOUT_THE_BOARD, "only the Board decides this request"),
]

CONSTRAINTS: list[models.BaseConstraint] = [
    models.CheckConstraint(condition=Q(state__in=WaiverState.values), name="a_waiver_has_a_known_state"),
    models.CheckConstraint(
        condition=Q(decided_by__isnull=True) | (~Q(decided_by=F("requester")) & ~Q(decided_by=F("beneficiary"))),
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
        | Q(state__in=[*STANDING, WaiverState.LAPSED, WaiverState.REVOKED], outcome=Outcome.GRANTED),
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
        condition=Q(
            Q(revoked_by__isnull=True, revoked_at__isnull=True, revoked_on__isnull=True),
            ~Q(state=WaiverState.REVOKED),
        )
        | Q(
            Q(classification=WaiverClass.OTHER, revoked_by__isnull=False)
            | Q(classification=WaiverClass.BOARD, revoked_by__isnull=True),
            state=WaiverState.REVOKED,
            revoked_at__isnull=False,
            revoked_on__isnull=False,
            revocation_reasons__isnull=False,
        ),
        name="a_revoked_waiver_says_why",
    ),
    who_and_when("revocation_asked", name="who_asked_for_a_revocation_and_when"),
    models.CheckConstraint(
        condition=~Q(state=WaiverState.REVOKING)
        | Q(
            classification=WaiverClass.BOARD,
            revocation_asked_at__isnull=False,
            revocation_asked_because__isnull=False,
        ),
        name="only_of_the_board_is_a_revocation_asked",
    ),
]
