"""Everything that changes a report or a case. One function for each verb."""

from cases.actions.absences import declare_absence, withdraw_absence
from cases.actions.access import check_access, lift_restriction, note_reading, restrict_case
from cases.actions.afterwards import answer_withdrawal, identify_reporter, rate_handling, withdraw_report
from cases.actions.alarms import acknowledge_alarm, call_for_help
from cases.actions.allegations import FindingFacts, add_allegation, record_finding, record_step
from cases.actions.appointing import appoint, end_appointment, free_externals
from cases.actions.assignment import (
    assign_case,
    assign_one_of_several,
    call_up_case,
    free_investigators,
    share_case,
    transfer_case,
)
from cases.actions.auditor_log import AuditorFacts, correct_entry, log_auditors, tell_auditors
from cases.actions.calling_back import answer_on_the_phone, open_call_back, renew_pick_up_code
from cases.actions.caring import answer_check, check_in, record_observation, send_due_checks
from cases.actions.case_files import ExportFacts, download_case_file, export_case
from cases.actions.case_imports import (
    confirm_import,
    discard_forgotten_imports,
    discard_import,
    map_columns,
    submit_import,
    upload_cases,
)
from cases.actions.case_templates import (
    TemplateFacts,
    edit_template,
    publish_template,
    retire_template,
    write_template,
)
from cases.actions.clocks import pause_clock, resume_clock
from cases.actions.closing import close_case, reopen_case, return_to_investigation, submit_for_review
from cases.actions.data_parts import ItemFacts, decide_data_item, drop_data_item, finish_data_part
from cases.actions.data_requests import (
    DataRequestFacts,
    answer_data_request,
    ask_for_data,
    decline_data_request,
    extend_data_request,
    identify_requester,
    record_data_request,
)
from cases.actions.designations import DesignationFacts, designate, end_designation
from cases.actions.dialogue import answer_as_reporter, ask_reporter, read_messages
from cases.actions.evidence import open_attachment, open_original
from cases.actions.evidence_items import (
    CustodyFacts,
    EvidenceFacts,
    check_integrity,
    open_evidence,
    record_custody,
    register_evidence,
)
from cases.actions.exceptions import take_up_exception
from cases.actions.exits import choose_exits, read_exit
from cases.actions.first_incident import state_first_incident
from cases.actions.holds import HoldFacts, keep_hold, place_hold, propose_release, release_hold, review_hold
from cases.actions.hotline_endings import drop_hotline_test
from cases.actions.hotline_tests import begin_hotline_test, watch_hotline_tests
from cases.actions.identity import (
    answer_unlock,
    grant_identity,
    refuse_identity,
    request_identity,
    revoke_identity,
    show_identity,
    unlock_in_danger,
)
from cases.actions.importing_cases import take_imports
from cases.actions.indexing import forget_shredded_words, note_search, rebuild_search_index
from cases.actions.insiders import (
    acknowledge_no_trading,
    export_insider_list,
    mark_market_sensitive,
    note_who_left,
    unmark_market_sensitive,
)
from cases.actions.intake import ReportFacts, submit_report
from cases.actions.interviews import InterviewFacts, cancel_interview, move_interview, plan_interview, record_interview
from cases.actions.letters import (
    answer_letter,
    draft_letter,
    drop_letter,
    note_letter_read,
    send_letter,
    write_letter_text,
)
from cases.actions.library import edit_answer, publish_answer, retire_answer, write_answer
from cases.actions.linking import link_case, mark_words, unlink_case
from cases.actions.mail_moves import dismiss_mail, download_mail, open_mail, turn_into_report
from cases.actions.mail_threading import thread_mail
from cases.actions.mailbox import store_mail, understand_mails
from cases.actions.materiality import confirm_not_material, decide_materiality, reject_not_material
from cases.actions.merging import merge_case, unmerge_case
from cases.actions.minimising import (
    PassageFacts,
    confirm_minimising,
    drop_minimising,
    propose_minimising,
)
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
from cases.actions.parties import add_party, agree_to_role, confirm_party, reject_party
from cases.actions.pick_up import exchange_pick_up_code, forget_pick_up_codes
from cases.actions.plans import add_task, apply_plan, drop_task, finish_task, give_task
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
    ask_other_counsel,
    conclude_referral,
    decline_opinion,
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
from cases.actions.retention import (
    PeriodFacts,
    approve_deletion,
    confirm_retention_rule,
    propose_deletion,
    propose_retention_rule,
    retire_retention_rule,
    stop_deletion,
)
from cases.actions.reviewing import ask_for_review, decide_review, settle_reviews
from cases.actions.rules import approve_rule, propose_rule, retire_rule
from cases.actions.shredding import shred_approved
from cases.actions.statements import ask_to_confirm, confirm_statement, read_back_statement, write_statement
from cases.actions.topics import confirm_topic, reject_topic
from cases.actions.translating import translate_report
from cases.actions.triage import TriageFacts, acknowledge_case, answer_question, exit_triage, triage_case
from cases.actions.walls import recuse

__all__ = [
    "ActionFacts",
    "AuditorFacts",
    "CustodyFacts",
    "DataRequestFacts",
    "DecisionFacts",
    "DesignationFacts",
    "EvidenceFacts",
    "ExportFacts",
    "FindingFacts",
    "HoldFacts",
    "InterviewFacts",
    "ItemFacts",
    "PassageFacts",
    "PeriodFacts",
    "PrivilegeFacts",
    "QuestionFacts",
    "ReferralFacts",
    "ReportFacts",
    "Tab",
    "TemplateFacts",
    "TriageFacts",
    "acknowledge_alarm",
    "acknowledge_case",
    "acknowledge_no_trading",
    "add_allegation",
    "add_party",
    "add_question",
    "add_task",
    "agree_to_role",
    "answer_as_reporter",
    "answer_check",
    "answer_data_request",
    "answer_letter",
    "answer_on_the_phone",
    "answer_question",
    "answer_reclassification",
    "answer_unlock",
    "answer_withdrawal",
    "apply_plan",
    "appoint",
    "approve_deletion",
    "approve_referral",
    "approve_rule",
    "ask_for_data",
    "ask_for_review",
    "ask_other_counsel",
    "ask_reporter",
    "ask_to_confirm",
    "ask_to_treat_as_report",
    "assign_case",
    "assign_one_of_several",
    "begin_hotline_test",
    "begin_recording",
    "call_for_help",
    "call_up_case",
    "cancel_action",
    "cancel_interview",
    "change_question",
    "change_view",
    "check_access",
    "check_in",
    "check_integrity",
    "choose_exits",
    "close_case",
    "conclude_referral",
    "confirm_action",
    "confirm_import",
    "confirm_minimising",
    "confirm_not_material",
    "confirm_party",
    "confirm_pick_up_code",
    "confirm_retention_rule",
    "confirm_statement",
    "confirm_topic",
    "correct_entry",
    "decide_action",
    "decide_data_item",
    "decide_materiality",
    "decide_review",
    "declare_absence",
    "decline_data_request",
    "decline_opinion",
    "decline_referral",
    "designate",
    "discard_forgotten_imports",
    "discard_import",
    "discard_recording",
    "dismiss_mail",
    "doubt_privilege",
    "download_case_file",
    "download_mail",
    "draft_letter",
    "draft_questionnaire",
    "drop_data_item",
    "drop_hotline_test",
    "drop_letter",
    "drop_minimising",
    "drop_task",
    "edit_answer",
    "edit_template",
    "end_appointment",
    "end_designation",
    "end_duty",
    "exchange_pick_up_code",
    "exit_triage",
    "export_case",
    "export_insider_list",
    "extend_data_request",
    "finish_action",
    "finish_data_part",
    "finish_task",
    "forget_pick_up_codes",
    "forget_shredded_words",
    "free_externals",
    "free_investigators",
    "give_opinion",
    "give_task",
    "grant_identity",
    "hand_over",
    "hand_to_authority",
    "identify_reporter",
    "identify_requester",
    "keep_hold",
    "keep_privilege",
    "keep_recording",
    "lift_privilege",
    "lift_restriction",
    "link_case",
    "log_auditors",
    "map_columns",
    "mark_market_sensitive",
    "mark_words",
    "merge_case",
    "move_interview",
    "move_question",
    "name_channel",
    "name_owner",
    "note_letter_read",
    "note_progress",
    "note_reading",
    "note_search",
    "note_who_left",
    "open_attachment",
    "open_call_back",
    "open_evidence",
    "open_mail",
    "open_original",
    "pause_clock",
    "place_hold",
    "plan_duty",
    "plan_interview",
    "propose_action",
    "propose_deletion",
    "propose_minimising",
    "propose_referral",
    "propose_release",
    "propose_retention_rule",
    "propose_rule",
    "publish_answer",
    "publish_questionnaire",
    "publish_template",
    "rate_handling",
    "read_back_statement",
    "read_exit",
    "read_messages",
    "rebuild_search_index",
    "record_amount",
    "record_custody",
    "record_data_request",
    "record_finding",
    "record_interview",
    "record_no_consequence",
    "record_observation",
    "record_receipt",
    "record_step",
    "recuse",
    "refer_report",
    "refuse_identity",
    "register_evidence",
    "reject_not_material",
    "reject_party",
    "reject_topic",
    "release_hold",
    "remove_question",
    "remove_view",
    "renew_pick_up_code",
    "reopen_case",
    "request_identity",
    "restrict_case",
    "resume_clock",
    "retire_answer",
    "retire_retention_rule",
    "retire_rule",
    "retire_template",
    "retract_note",
    "return_action",
    "return_to_investigation",
    "review_hold",
    "revoke_identity",
    "save_view",
    "send_due_checks",
    "send_letter",
    "set_privilege",
    "settle_reviews",
    "share_case",
    "show_identity",
    "shred_approved",
    "state_first_incident",
    "stop_deletion",
    "store_mail",
    "submit_for_review",
    "submit_import",
    "submit_report",
    "take_imports",
    "take_up_exception",
    "tell_auditors",
    "thread_mail",
    "transfer_case",
    "translate_questionnaire",
    "translate_report",
    "treat_as_report",
    "triage_case",
    "turn_into_report",
    "understand_mails",
    "unlink_case",
    "unlock_in_danger",
    "unmark_market_sensitive",
    "unmerge_case",
    "upload_cases",
    "warn_and_forget_recordings",
    "watch_hotline_tests",
    "withdraw_absence",
    "withdraw_report",
    "write_answer",
    "write_letter_text",
    "write_note",
    "write_statement",
    "write_template",
]
