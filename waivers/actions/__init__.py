"""Everything that changes a waiver."""

from waivers.actions.asking import (
    answer_question,
    ask_for_waiver,
    draft_waiver,
    edit_waiver,
    request_waiver,
    return_waiver,
    withdraw_waiver,
)
from waivers.actions.board import confirm_meeting, put_to_board, record_meeting
from waivers.actions.deciding import approve_waiver, recommend_waiver, recuse_from_waiver, refuse_waiver
from waivers.actions.ending import lapse_waiver, revoke_waiver

__all__ = [
    "answer_question",
    "approve_waiver",
    "ask_for_waiver",
    "confirm_meeting",
    "draft_waiver",
    "edit_waiver",
    "lapse_waiver",
    "put_to_board",
    "recommend_waiver",
    "record_meeting",
    "recuse_from_waiver",
    "refuse_waiver",
    "request_waiver",
    "return_waiver",
    "revoke_waiver",
    "withdraw_waiver",
]
