"""Everything that changes a waiver."""

from waivers.actions.advising import ask_opinion, give_opinion
from waivers.actions.asking import (
    answer_question,
    ask_for_waiver,
    draft_waiver,
    edit_waiver,
    renew_waiver,
    request_waiver,
    return_waiver,
    withdraw_waiver,
)
from waivers.actions.board import confirm_meeting, put_to_board, record_meeting
from waivers.actions.board_ending import ask_to_revoke, drop_revocation
from waivers.actions.classifying import agree_to_lower, lower_class, raise_class, turn_down_lower
from waivers.actions.conditions import break_condition, confirm_condition, report_condition, set_condition
from waivers.actions.confirming import confirm_request, decline_request
from waivers.actions.consenting import (
    declare_recusal,
    decline_consent,
    propose_consent,
    sign_consent,
    signing_statement,
)
from waivers.actions.deciding import approve_waiver, clear_waiver, recommend_waiver, recuse_from_waiver, refuse_waiver
from waivers.actions.ending import lapse_waiver, remind_of_end, revoke_waiver
from waivers.actions.files import clean_file, open_file
from waivers.actions.insiders import (
    acknowledge_no_trading,
    export_insider_list,
    mark_market_sensitive,
    note_who_left,
    unmark_market_sensitive,
)
from waivers.actions.registering import export_register
from waivers.actions.watching import end_implicit_waivers, notice_implicit_waiver

__all__ = [
    "acknowledge_no_trading",
    "agree_to_lower",
    "answer_question",
    "approve_waiver",
    "ask_for_waiver",
    "ask_opinion",
    "ask_to_revoke",
    "break_condition",
    "clean_file",
    "clear_waiver",
    "confirm_condition",
    "confirm_meeting",
    "confirm_request",
    "declare_recusal",
    "decline_consent",
    "decline_request",
    "draft_waiver",
    "drop_revocation",
    "edit_waiver",
    "end_implicit_waivers",
    "export_insider_list",
    "export_register",
    "give_opinion",
    "lapse_waiver",
    "lower_class",
    "mark_market_sensitive",
    "note_who_left",
    "notice_implicit_waiver",
    "open_file",
    "propose_consent",
    "put_to_board",
    "raise_class",
    "recommend_waiver",
    "record_meeting",
    "recuse_from_waiver",
    "refuse_waiver",
    "remind_of_end",
    "renew_waiver",
    "report_condition",
    "request_waiver",
    "return_waiver",
    "revoke_waiver",
    "set_condition",
    "sign_consent",
    "signing_statement",
    "turn_down_lower",
    "unmark_market_sensitive",
    "withdraw_waiver",
]
