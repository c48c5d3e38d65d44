"""The moves of a waiver. Data only: buttons, guards and tests are made from this table."""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move
from waivers.states import WaiverState

CONCERNED = frozenset({"requester", "beneficiary"})


def _from(*states: WaiverState) -> frozenset[str]:
    return frozenset(states)


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
ANSWER = Move(
    "answer",
    _("Answer the question"),
    _from(WaiverState.RETURNED),
    WaiverState.REQUESTED,
    who=frozenset({"requester"}),
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
    _from(WaiverState.BOARD),
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
    _from(WaiverState.BOARD),
    None,
    who=frozenset({"presiding"}),
    never=CONCERNED | {"recorder"},
    tone="primary",
)
WITHDRAW = Move(
    "withdraw",
    _("Withdraw"),
    _from(WaiverState.DRAFT, WaiverState.REQUESTED, WaiverState.RETURNED, WaiverState.RECOMMENDED),
    WaiverState.WITHDRAWN,
    who=frozenset({"requester"}),
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
# The clock's own move.
LAPSE = Move(
    "lapse", _("End on its date"), _from(WaiverState.GRANTED), WaiverState.LAPSED, who=frozenset(), shown=False
)

WAIVER_MOVES = (
    EDIT, REQUEST, ANSWER, APPROVE, RECOMMEND, PUT_TO_BOARD, RECORD_MEETING, CONFIRM_MEETING, RETURN, REFUSE, RECUSE,
    REVOKE, WITHDRAW, LAPSE,
)  # fmt: skip
