"""Everything that changes a report or a case. One function for each verb."""

from cases.actions.afterwards import answer_withdrawal, identify_reporter, rate_handling, withdraw_report
from cases.actions.alarms import acknowledge_alarm, call_for_help
from cases.actions.allegations import FindingFacts, add_allegation, record_finding
from cases.actions.assignment import assign_case, call_up_case, free_investigators, share_case, transfer_case
from cases.actions.calling_back import answer_on_the_phone, open_call_back, renew_pick_up_code
from cases.actions.closing import close_case, reopen_case, return_to_investigation, submit_for_review
from cases.actions.dialogue import answer_as_reporter, ask_reporter, read_messages
from cases.actions.evidence import open_attachment, open_original
from cases.actions.intake import ReportFacts, submit_report
from cases.actions.library import edit_answer, publish_answer, retire_answer, write_answer
from cases.actions.linking import link_case, mark_words, unlink_case
from cases.actions.mail_moves import dismiss_mail, open_mail, turn_into_report
from cases.actions.mailbox import store_mail, understand_mails
from cases.actions.materiality import confirm_not_material, decide_materiality, reject_not_material
from cases.actions.notes import retract_note, write_note
from cases.actions.on_call import end_duty, plan_duty
from cases.actions.parties import add_party, confirm_party, reject_party
from cases.actions.pick_up import exchange_pick_up_code, forget_pick_up_codes
from cases.actions.questionnaires import (
    QuestionFacts,
    add_question,
    change_question,
    draft_questionnaire,
    move_question,
    name_channel,
    publish_questionnaire,
    remove_question,
    translate_questionnaire,
)
from cases.actions.questions import answer_reclassification, ask_to_treat_as_report, treat_as_report
from cases.actions.recording import (
    begin_recording,
    confirm_pick_up_code,
    discard_recording,
    hand_over,
    keep_recording,
    warn_and_forget_recordings,
)
from cases.actions.referring import refer_report
from cases.actions.rules import approve_rule, propose_rule, retire_rule
from cases.actions.translating import translate_report
from cases.actions.triage import TriageFacts, acknowledge_case, answer_question, exit_triage, triage_case
from cases.actions.walls import recuse

__all__ = [
    "FindingFacts",
    "QuestionFacts",
    "ReportFacts",
    "TriageFacts",
    "acknowledge_alarm",
    "acknowledge_case",
    "add_allegation",
    "add_party",
    "add_question",
    "answer_as_reporter",
    "answer_on_the_phone",
    "answer_question",
    "answer_reclassification",
    "answer_withdrawal",
    "approve_rule",
    "ask_reporter",
    "ask_to_treat_as_report",
    "assign_case",
    "begin_recording",
    "call_for_help",
    "call_up_case",
    "change_question",
    "close_case",
    "confirm_not_material",
    "confirm_party",
    "confirm_pick_up_code",
    "decide_materiality",
    "discard_recording",
    "dismiss_mail",
    "draft_questionnaire",
    "edit_answer",
    "end_duty",
    "exchange_pick_up_code",
    "exit_triage",
    "forget_pick_up_codes",
    "free_investigators",
    "hand_over",
    "identify_reporter",
    "keep_recording",
    "link_case",
    "mark_words",
    "move_question",
    "name_channel",
    "open_attachment",
    "open_call_back",
    "open_mail",
    "open_original",
    "plan_duty",
    "propose_rule",
    "publish_answer",
    "publish_questionnaire",
    "rate_handling",
    "read_messages",
    "record_finding",
    "recuse",
    "refer_report",
    "reject_not_material",
    "reject_party",
    "remove_question",
    "renew_pick_up_code",
    "reopen_case",
    "retire_answer",
    "retire_rule",
    "retract_note",
    "return_to_investigation",
    "share_case",
    "store_mail",
    "submit_for_review",
    "submit_report",
    "transfer_case",
    "translate_questionnaire",
    "translate_report",
    "treat_as_report",
    "triage_case",
    "turn_into_report",
    "understand_mails",
    "unlink_case",
    "warn_and_forget_recordings",
    "withdraw_report",
    "write_answer",
    "write_note",
]
