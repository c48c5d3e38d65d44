"""What is done about a matter: actions, and referrals to public officials."""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move
from cases.states.outcome import ActionState, ReferralState
from cases.workflow.terms import ANY, CLOSED, INVESTIGATION, OFFICE, REVIEW, TRIAGE, WORKERS

# --- what is done about a matter ---
PROPOSE_ACTION = Move(
    "propose_action",
    _("Propose an action"),
    ANY,
    None,
    who=WORKERS,
    hint=_("Discipline, a correction, remediation, recovery of assets, or an interim measure."),
)
PROPOSE_REFERRAL = Move(
    "propose_referral",
    _("Propose a referral"),
    frozenset({TRIAGE, INVESTIGATION, REVIEW, CLOSED}),
    None,
    who=WORKERS,
    hint=_("To public officials. Counsel gives an opinion first; then the head of the office decides."),
)
OUTCOME_MOVES = (PROPOSE_ACTION, PROPOSE_REFERRAL)
PROPOSED, DECIDED, IN_PROGRESS, DONE = (
    ActionState.PROPOSED.value,
    ActionState.DECIDED.value,
    ActionState.IN_PROGRESS.value,
    ActionState.DONE.value,
)
DECIDE_ACTION = Move(
    "decide_action",
    _("Record the decision"),
    frozenset({PROPOSED}),
    DECIDED,
    who=OFFICE,
    never=frozenset({"proposer"}),
    tone="primary",
    hint=_("Discipline is decided by a named manager with HR. Everything else the office orders."),
)
NAME_OWNER = Move(
    "name_owner",
    _("Name another owner"),
    frozenset({DECIDED, IN_PROGRESS}),
    None,
    who=OFFICE,
    hint=_("Only somebody whom nothing keeps from the case."),
)
NOTE_PROGRESS = Move(
    "note_progress", _("Note progress"), frozenset({DECIDED, IN_PROGRESS}), IN_PROGRESS, who=frozenset({"owner"})
)
FINISH_ACTION = Move(
    "finish_action",
    _("Report it as done"),
    frozenset({DECIDED, IN_PROGRESS}),
    DONE,
    who=frozenset({"owner"}),
    tone="primary",
    hint=_("The ethics office confirms it."),
)
RECORD_AMOUNT = Move(
    "record_amount",
    _("Record an amount"),
    frozenset({DECIDED, IN_PROGRESS, DONE}),
    None,
    who=frozenset({"accountant"}),
    hint=_("What came back, or what the recovery cost."),
)
CONFIRM_ACTION = Move(
    "confirm_action",
    _("Confirm that it is done"),
    frozenset({DECIDED, IN_PROGRESS, DONE}),
    ActionState.CONFIRMED.value,
    who=OFFICE,
    never=frozenset({"owner"}),
    tone="primary",
)
RETURN_ACTION = Move(
    "return_action",
    _("Send back to the owner"),
    frozenset({DONE}),
    IN_PROGRESS,
    who=OFFICE,
    hint=_("Something is still missing. The owner reads what you write."),
)
CANCEL_ACTION = Move(
    "cancel_action",
    _("Cancel"),
    frozenset({PROPOSED, DECIDED, IN_PROGRESS}),
    ActionState.CANCELLED.value,
    who=OFFICE,
    tone="danger",
)
ACTION_MOVES = (
    DECIDE_ACTION,
    CONFIRM_ACTION,
    RECORD_AMOUNT,
    RETURN_ACTION,
    NAME_OWNER,
    CANCEL_ACTION,
    NOTE_PROGRESS,
    FINISH_ACTION,
)
GIVE_OPINION = Move(
    "give_opinion",
    _("Give the opinion"),
    frozenset({ReferralState.PROPOSED.value}),
    ReferralState.ADVISED.value,
    who=frozenset({"counsel"}),
    tone="primary",
    hint=_("It stays on the record with your name."),
)
ASK_OTHER_COUNSEL = Move(
    "ask_other_counsel",
    _("Ask another counsel"),
    frozenset({ReferralState.PROPOSED.value}),
    None,
    who=WORKERS,
    hint=_("Whoever was asked before sees the referral no more. What they wrote nowhere is lost by it."),
)
DECLINE_OPINION = Move(
    "decline_opinion",
    _("I can’t advise on this"),
    frozenset({ReferralState.PROPOSED.value}),
    None,
    who=frozenset({"counsel"}),
    tone="danger",
    hint=_("You no longer see it. The office asks somebody else."),
)
APPROVE_REFERRAL = Move(
    "approve_referral",
    _("Decide to refer"),
    frozenset({ReferralState.ADVISED.value}),
    ReferralState.APPROVED.value,
    who=frozenset({"decider"}),
    never=frozenset({"proposer", "counsel"}),
    tone="primary",
)
DECLINE_REFERRAL = Move(
    "decline_referral",
    _("Decide not to refer"),
    frozenset({ReferralState.ADVISED.value}),
    ReferralState.DECLINED.value,
    who=frozenset({"decider"}),
    never=frozenset({"proposer", "counsel"}),
    hint=_("The reasons are kept."),
)
HAND_TO_AUTHORITY = Move(
    "hand_to_authority",
    _("Record what was handed over"),
    frozenset({ReferralState.APPROVED.value}),
    ReferralState.HANDED_OVER.value,
    who=WORKERS,
    tone="primary",
    hint=_("Each file of the case is listed with its SHA-256, so that it can be proved later which one it was."),
)
RECORD_RECEIPT = Move(
    "record_receipt",
    _("Record the acknowledgement"),
    frozenset({ReferralState.HANDED_OVER.value}),
    ReferralState.ACKNOWLEDGED.value,
    who=WORKERS,
    hint=_("When the authority confirmed it, and under which reference."),
)
CONCLUDE_REFERRAL = Move(
    "conclude_referral",
    _("Record what came of it"),
    frozenset({ReferralState.HANDED_OVER.value, ReferralState.ACKNOWLEDGED.value}),
    ReferralState.CONCLUDED.value,
    who=WORKERS,
)
REFERRAL_MOVES = (
    GIVE_OPINION,
    DECLINE_OPINION,
    ASK_OTHER_COUNSEL,
    APPROVE_REFERRAL,
    DECLINE_REFERRAL,
    HAND_TO_AUTHORITY,
    RECORD_RECEIPT,
    CONCLUDE_REFERRAL,
)
