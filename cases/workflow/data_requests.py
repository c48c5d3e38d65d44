"""The moves of data-protection requests, and of what each queue answers."""

from django.utils.translation import gettext_lazy as _

from accounts.moves import Move
from cases.states.data_request import DataPartState, DataRequestState

RECEIVED, IDENTIFIED = DataRequestState.RECEIVED.value, DataRequestState.IDENTIFIED.value
KEEPER, REQUESTER, OFFICE = frozenset({"keeper"}), frozenset({"requester"}), frozenset({"staff", "head"})
IDENTIFY_REQUESTER = Move(
    "identify_requester",
    _("Identity checked"),
    frozenset({RECEIVED}),
    IDENTIFIED,
    who=KEEPER,
    never=REQUESTER,
    tone="primary",
    hint=_("It is the person whose data it is, or somebody who may act for them."),
)
EXTEND_DATA_REQUEST = Move(
    "extend_data_request",
    _("Extend by two months"),
    frozenset({RECEIVED, IDENTIFIED}),
    None,
    who=KEEPER,
    never=REQUESTER,
    hint=_("Only because it is complex, or one of many. The person is told the reasons within the first month."),
)
ANSWER_DATA_REQUEST = Move(
    "answer_data_request",
    _("Answer"),
    frozenset({IDENTIFIED}),
    DataRequestState.ANSWERED.value,
    who=KEEPER,
    never=REQUESTER,
    tone="primary",
    hint=_("For the registers. From the day on that was fixed when it came."),
)
DECLINE_DATA_REQUEST = Move(
    "decline_data_request",
    _("Decline"),
    frozenset({RECEIVED}),
    DataRequestState.DECLINED.value,
    who=KEEPER,
    never=REQUESTER,
    tone="danger",
    hint=_("The identity can’t be established, or the request is manifestly unfounded or excessive."),
)
REQUEST_MOVES = (IDENTIFY_REQUESTER, EXTEND_DATA_REQUEST, ANSWER_DATA_REQUEST, DECLINE_DATA_REQUEST)
DECIDE_DATA_ITEM = Move(
    "decide_data_item",
    _("Decide on one thing"),
    frozenset({DataPartState.OPEN.value}),
    None,
    who=OFFICE,
    hint=_("What one case holds about the person: given, given in part, or withheld with the ground."),
)
DROP_DATA_ITEM = Move(
    "drop_data_item",
    _("Take this decision back"),
    frozenset({"STANDING"}),
    None,
    who=OFFICE,
    hint=_("It stays on the history of the case."),
)
FINISH_DATA_PART = Move(
    "finish_data_part",
    _("The office is ready"),
    frozenset({DataPartState.OPEN.value}),
    DataPartState.READY.value,
    who=frozenset({"head"}),
    tone="primary",
    hint=_("What is given becomes the annex of the letter. Where nothing is given, the letter has none."),
)
PART_MOVES = (DECIDE_DATA_ITEM, FINISH_DATA_PART)
ITEM_MOVES = (DROP_DATA_ITEM,)
