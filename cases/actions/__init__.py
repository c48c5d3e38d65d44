"""Everything that changes a report or a case. One function for each verb."""

from cases.actions.access import check_access, lift_restriction, note_reading, restrict_case
from cases.actions.afterwards import answer_withdrawal, identify_reporter, rate_handling, withdraw_report
from cases.actions.alarms import acknowledge_alarm, call_for_help
from cases.actions.allegations import FindingFacts, add_allegation, record_finding, record_step
from cases.actions.assignment import (
    assign_case,
    assign_one_of_several,
    call_up_case,
    free_investigators,
    share_case,
    transfer_case,
)
from cases.actions.calling_back import answer_on_the_phone, open_call_back, renew_pick_up_code
from cases.actions.case_files import ExportFacts, download_case_file, export_case
from cases.actions.closing import close_case, reopen_case, return_to_investigation, submit_for_review
from cases.actions.dialogue import answer_as_reporter, ask_reporter, read_messages
from cases.actions.evidence import open_attachment, open_original
from cases.actions.identity import (
    answer_unlock,
    grant_identity,
    refuse_identity,
    request_identity,
    revoke_identity,
    show_identity,
    unlock_in_danger,
)
from cases.actions.indexing import forget_shredded_words, note_search, rebuild_search_index
from cases.actions.intake import ReportFacts, submit_report
from cases.actions.library import edit_answer, publish_answer, retire_answer, write_answer
from cases.actions.linking import link_case, mark_words, unlink_case
from cases.actions.mail_moves import dismiss_mail, open_mail, turn_into_report
from cases.actions.mailbox import store_mail, understand_mails
from cases.actions.materiality import confirm_not_material, decide_materiality, reject_not_material
from cases.actions.merging import merge_case, unmerge_case
from cases.actions.notes import retract_note, write_note
from cases.actions.on_call import end_duty, plan_duty
from cases.actions.outcomes import (
    ActionFacts,
    DecisionFacts,
    cancel_action,
    confirm_action,
    decide_action,
    finish_action,
    name_owner,
    note_progress,
    propose_action,
    record_amount,
    record_no_consequence,
    return_action,
)
from cases.actions.parties import add_party, confirm_party, reject_party
from cases.actions.pick_up import exchange_pick_up_code, forget_pick_up_codes
from cases.actions.privileges import (
    PrivilegeFacts,
    doubt_privilege,
    keep_privilege,
    lift_privilege,
    set_privilege,
)
from cases.actions.public_referrals import (
    ReferralFacts,
    approve_referral,
    conclude_referral,
    decline_referral,
    give_opinion,
    hand_to_authority,
    propose_referral,
    record_receipt,
)
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
from cases.actions.queue_views import change_view, remove_view, save_view
from cases.actions.recording import (
    Tab,
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
    "ActionFacts",
    "DecisionFacts",
    "ExportFacts",
    "FindingFacts",
    "PrivilegeFacts",
    "QuestionFacts",
    "ReferralFacts",
    "ReportFacts",
    "Tab",
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
    "answer_unlock",
    "answer_withdrawal",
    "approve_referral",
    "approve_rule",
    "ask_reporter",
    "ask_to_treat_as_report",
    "assign_case",
    "assign_one_of_several",
    "begin_recording",
    "call_for_help",
    "call_up_case",
    "cancel_action",
    "change_question",
    "change_view",
    "check_access",
    "close_case",
    "conclude_referral",
    "confirm_action",
    "confirm_not_material",
    "confirm_party",
    "confirm_pick_up_code",
    "decide_action",
    "decide_materiality",
    "decline_referral",
    "discard_recording",
    "dismiss_mail",
    "doubt_privilege",
    "download_case_file",
    "draft_questionnaire",
    "edit_answer",
    "end_duty",
    "exchange_pick_up_code",
    "exit_triage",
    "export_case",
    "finish_action",
    "forget_pick_up_codes",
    "forget_shredded_words",
    "free_investigators",
    "give_opinion",
    "grant_identity",
    "hand_over",
    "hand_to_authority",
    "identify_reporter",
    "keep_privilege",
    "keep_recording",
    "lift_privilege",
    "lift_restriction",
    "link_case",
    "mark_words",
    "merge_case",
    "move_question",
    "name_channel",
    "name_owner",
    "note_progress",
    "note_reading",
    "note_search",
    "open_attachment",
    "open_call_back",
    "open_mail",
    "open_original",
    "plan_duty",
    "propose_action",
    "propose_referral",
    "propose_rule",
    "publish_answer",
    "publish_questionnaire",
    "rate_handling",
    "read_messages",
    "rebuild_search_index",
    "record_amount",
    "record_finding",
    "record_no_consequence",
    "record_receipt",
    "record_step",
    "recuse",
    "refer_report",
    "refuse_identity",
    "reject_not_material",
    "reject_party",
    "remove_question",
    "remove_view",
    "renew_pick_up_code",
    "reopen_case",
    "request_identity",
    "restrict_case",
    "retire_answer",
    "retire_rule",
    "retract_note",
    "return_action",
    "return_to_investigation",
    "revoke_identity",
    "save_view",
    "set_privilege",
    "share_case",
    "show_identity",
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
    "unlock_in_danger",
    "unmerge_case",
    "warn_and_forget_recordings",
    "withdraw_report",
    "write_answer",
    "write_note",
]
