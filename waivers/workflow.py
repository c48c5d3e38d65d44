"""The moves of a waiver. Data only: buttons, guards and tests are made from this table."""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move
from waivers.states import ConditionState, WaiverState

CONCERNED = frozenset({"requester", "beneficiary"})


def _from(*states: WaiverState) -> frozenset[str]:
    return frozenset(states)


# What somebody besides its own people may have to do with.
ASKED_FOR = frozenset(WaiverState) - _from(WaiverState.DRAFT, WaiverState.TO_CONFIRM, WaiverState.DECLINED)
# A request, or the revocation of what was granted.
BEFORE_THE_BOARD = _from(WaiverState.BOARD, WaiverState.REVOKING)

EDIT = Move(
    "edit",
    _("Edit the draft"),
    _from(WaiverState.DRAFT),
    None,
    who=frozenset({"requester"}),
)
REQUEST = Move(
    "request",
    _("Send the request"),
    _from(WaiverState.DRAFT),
    WaiverState.REQUESTED,
    who=frozenset({"requester"}),
    tone="primary",
    hint=_("Its words can't be changed afterwards."),
)
# A request of which another benefits goes to them first; their word leads it on.
CONFIRM_REQUEST = Move(
    "confirm_request",
    _("Confirm the request"),
    _from(WaiverState.TO_CONFIRM),
    WaiverState.REQUESTED,
    who=frozenset({"beneficiary"}),
    tone="primary",
    hint=_("It is then yours, and goes to whoever decides."),
)
DECLINE_REQUEST = Move(
    "decline_request",
    _("Decline the request"),
    _from(WaiverState.TO_CONFIRM),
    WaiverState.DECLINED,
    who=frozenset({"beneficiary"}),
    tone="danger",
    hint=_("It ends, and nothing is decided."),
)
APPROVE = Move(
    "approve",
    _("Grant"),
    _from(WaiverState.REQUESTED),
    WaiverState.GRANTED,
    who=frozenset({"decider"}),
    never=CONCERNED,
    tone="primary",
)
REFUSE = Move(
    "refuse",
    _("Refuse"),
    _from(WaiverState.REQUESTED),
    WaiverState.REFUSED,
    who=frozenset({"decider"}),
    never=CONCERNED,
    tone="danger",
)
ASK_OPINION = Move(
    "ask_opinion",
    _("Ask for an opinion"),
    _from(WaiverState.REQUESTED),
    None,
    who=frozenset({"decider", "recommender"}),
    never=CONCERNED,
    hint=_("Of counsel or the General Auditor, before it is decided. It binds nobody."),
)
GIVE_OPINION = Move(
    "give_opinion",
    _("Give your opinion"),
    _from(WaiverState.REQUESTED),
    None,
    who=frozenset({"adviser"}),
    never=CONCERNED,
    tone="primary",
)
CLEAR = Move(
    "clear",
    _("Find that no waiver is needed"),
    _from(WaiverState.REQUESTED),
    WaiverState.CLEARED,
    who=frozenset({"decider"}),
    never=CONCERNED,
    hint=_("Because the Code allows it, or allows it with an approval."),
)
RECOMMEND = Move(
    "recommend",
    _("Recommend to the Board"),
    _from(WaiverState.REQUESTED),
    WaiverState.RECOMMENDED,
    who=frozenset({"recommender"}),
    never=CONCERNED,
    tone="primary",
    hint=_("Only the Board can grant this one."),
)
RETURN = Move(
    "return_to_requester",
    _("Ask the requester"),
    _from(WaiverState.REQUESTED),
    WaiverState.RETURNED,
    who=frozenset({"decider", "recommender"}),
    never=CONCERNED,
)
RECUSE = Move(
    "recuse",
    _("Declare a conflict of interest"),
    _from(WaiverState.REQUESTED),
    None,
    who=frozenset({"ethics_officer"}),
    never=CONCERNED,
    hint=_("The General Auditor takes over and the Board decides."),
)
# Who decides, changed by hand: upwards by whoever would decide, downwards only with a second person.
RAISE_CLASS = Move(
    "raise_class",
    _("Give it to the Board"),
    _from(WaiverState.REQUESTED),
    None,
    who=frozenset({"decider"}),
    never=CONCERNED,
    hint=_("For example where the directory does not show an office yet."),
)
CAN_BE_LOWERED = _from(WaiverState.REQUESTED, WaiverState.RECOMMENDED, WaiverState.BOARD)
LOWER_CLASS = Move(
    "lower_class",
    _("Propose that the Board need not decide"),
    CAN_BE_LOWERED,
    None,
    who=frozenset({"lowerer"}),
    never=CONCERNED,
    hint=_("The General Auditor or the Board secretary has to agree."),
)
AGREE_TO_LOWER = Move(
    "agree_to_lower",
    _("Agree that the Board need not decide"),
    CAN_BE_LOWERED,
    WaiverState.REQUESTED,
    who=frozenset({"second_to_lower"}),
    never=CONCERNED,
    tone="primary",
)
TURN_DOWN_LOWER = Move(
    "turn_down_lower",
    _("Leave it with the Board"),
    CAN_BE_LOWERED,
    None,
    who=frozenset({"second_to_lower"}),
    never=CONCERNED,
)
ANSWER = Move(
    "answer",
    _("Answer the question"),
    _from(WaiverState.RETURNED),
    WaiverState.REQUESTED,
    who=CONCERNED,
    tone="primary",
)
PUT_TO_BOARD = Move(
    "put_to_board",
    _("Put on the Board's agenda"),
    _from(WaiverState.RECOMMENDED),
    WaiverState.BOARD,
    who=frozenset({"secretary"}),
    never=CONCERNED,
    tone="primary",
)
RECORD_MEETING = Move(
    "record_meeting",
    _("Record the meeting"),
    BEFORE_THE_BOARD,
    None,
    who=frozenset({"secretary"}),
    never=CONCERNED,
    tone="primary",
    hint=_("It takes effect when the presiding director confirms it."),
)
# Where it leads, the votes say: `GRANTED` or `REFUSED`.
CONFIRM_MEETING = Move(
    "confirm_meeting",
    _("Confirm the record of the meeting"),
    BEFORE_THE_BOARD,
    None,
    who=frozenset({"presiding"}),
    never=CONCERNED | {"recorder"},
    tone="primary",
)
PROPOSE_CONSENT = Move(
    "propose_consent",
    _("Ask for a written consent"),
    BEFORE_THE_BOARD,
    None,
    who=frozenset({"secretary"}),
    never=CONCERNED,
    hint=_("Every director in office has to sign; else the Board meets."),
)
# The last signature leads to `GRANTED`.
SIGN_CONSENT = Move(
    "sign_consent",
    _("Sign the written consent"),
    BEFORE_THE_BOARD,
    None,
    who=frozenset({"signatory"}),
    never=CONCERNED | {"recorder", "recused"},
    tone="primary",
)
DECLINE_CONSENT = Move(
    "decline_consent",
    _("Decline: the Board should meet"),
    BEFORE_THE_BOARD,
    None,
    who=frozenset({"consenter"}),
    never=CONCERNED | {"recused"},
)
DECLARE_RECUSAL = Move(
    "declare_recusal",
    _("Declare a conflict of interest"),
    BEFORE_THE_BOARD,
    None,
    who=frozenset({"member"}),
    never=CONCERNED | {"recused"},
    hint=_("You then take no part in this decision."),
)
WITHDRAW = Move(
    "withdraw",
    _("Withdraw"),
    _from(
        WaiverState.DRAFT,
        WaiverState.TO_CONFIRM,
        WaiverState.REQUESTED,
        WaiverState.RETURNED,
        WaiverState.RECOMMENDED,
    ),
    WaiverState.WITHDRAWN,
    who=frozenset({"withdrawer"}),
    tone="danger",
)
REVOKE = Move(
    "revoke",
    _("Revoke"),
    _from(WaiverState.GRANTED),
    WaiverState.REVOKED,
    who=frozenset({"granter"}),
    never=CONCERNED,
    tone="danger",
)
# Of what the Board granted: only the Board takes it away, in the same two ways.
ASK_TO_REVOKE = Move(
    "ask_to_revoke",
    _("Ask the Board to revoke"),
    _from(WaiverState.GRANTED),
    WaiverState.REVOKING,
    who=frozenset({"revocation_asker"}),
    never=CONCERNED | {"recused"},
    tone="danger",
    hint=_("Until it does, the waiver stays in force."),
)
DROP_REVOCATION = Move(
    "drop_revocation",
    _("Take the revocation off the agenda"),
    _from(WaiverState.REVOKING),
    WaiverState.GRANTED,
    who=frozenset({"secretary"}),
    never=CONCERNED,
    hint=_("The waiver stays as it was granted."),
)
RENEW = Move(
    "renew",
    _("Ask for a renewal"),
    _from(WaiverState.GRANTED, WaiverState.LAPSED),
    None,
    who=frozenset({"requester"}),
    hint=_("A new request, decided anew."),
)
SET_CONDITION = Move(
    "set_condition",
    _("Give a condition to somebody"),
    _from(WaiverState.GRANTED),
    None,
    who=frozenset({"handler"}),
    never=CONCERNED,
)
# The clock's own move.
LAPSE = Move(
    "lapse",
    _("End on its date"),
    _from(WaiverState.GRANTED, WaiverState.REVOKING),
    WaiverState.LAPSED,
    who=frozenset(),
    shown=False,
)

# In their own place on the page: only one of them is of use at a time.
MARK_MARKET_SENSITIVE = Move(
    "mark_market_sensitive",
    _("Mark as market-sensitive"),
    ASKED_FOR,
    None,
    who=frozenset({"handler", "counsel"}),
    never=CONCERNED,
    hint=_("From then on whoever is shown this request is told not to trade, and goes on its insider list."),
    shown=False,
)
UNMARK_MARKET_SENSITIVE = Move(
    "unmark_market_sensitive",
    _("No longer market-sensitive"),
    ASKED_FOR,
    None,
    who=frozenset({"handler"}),
    never=CONCERNED,
    hint=_("The insider list is closed and kept for five years."),
    shown=False,
)

WAIVER_MOVES = (
    EDIT, REQUEST, CONFIRM_REQUEST, DECLINE_REQUEST, ANSWER, APPROVE, RECOMMEND, PUT_TO_BOARD, RECORD_MEETING,
    CONFIRM_MEETING, PROPOSE_CONSENT, SIGN_CONSENT, DECLINE_CONSENT, DECLARE_RECUSAL, RETURN, ASK_OPINION,
    GIVE_OPINION, REFUSE, CLEAR, RAISE_CLASS, LOWER_CLASS, AGREE_TO_LOWER, TURN_DOWN_LOWER, RECUSE, RENEW,
    SET_CONDITION, REVOKE, ASK_TO_REVOKE, DROP_REVOCATION, WITHDRAW, LAPSE,
    MARK_MARKET_SENSITIVE, UNMARK_MARKET_SENSITIVE,
)  # fmt: skip

# --- conditions ---
REPORT_CONDITION = Move(
    "report_condition",
    _("Report it as kept"),
    frozenset({ConditionState.OPEN.value}),
    ConditionState.REPORTED,
    who=frozenset({"owner"}),
    tone="primary",
    hint=_("Whoever handles the waiver reads this and confirms it."),
)
CONFIRM_CONDITION = Move(
    "confirm_condition",
    _("Confirm that it is kept"),
    frozenset({ConditionState.REPORTED.value}),
    ConditionState.KEPT,
    who=frozenset({"handler"}),
    never=frozenset({"owner"}),
    tone="primary",
    hint=_("Its owner is told."),
)
BREAK_CONDITION = Move(
    "break_condition",
    _("Record that it was not kept"),
    frozenset({ConditionState.OPEN.value, ConditionState.REPORTED.value}),
    ConditionState.BROKEN,
    who=frozenset({"handler"}),
    never=frozenset({"owner"}),
    tone="danger",
    hint=_("The waiver goes on until somebody revokes it."),
)
CONDITION_MOVES = (REPORT_CONDITION, CONFIRM_CONDITION, BREAK_CONDITION)
