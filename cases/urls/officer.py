"""The pages of the offices: the queue, one case, and each of its moves under the move's own word."""

from django.urls import path, register_converter

from cases.views.officer import (
    access,
    aftercare,
    allegations,
    appointing,
    assigning,
    assignment,
    auditor_log,
    case,
    case_files,
    clocks,
    closing,
    dialogue,
    evidence,
    evidence_items,
    first_incident,
    insiders,
    interviews,
    left_behind,
    letters,
    links,
    materiality,
    merging,
    minimising,
    notes,
    outcomes,
    parties,
    plan,
    privileges,
    public_referrals,
    queue,
    queue_views,
    searching,
    topics,
    translating,
    triage,
)


class ReferenceConverter:
    """A case's reference such as `K7QF-2M9X`, in whatever case it was typed. Anything else is no page."""

    regex = "[0-9A-Za-z]{4}-[0-9A-Za-z]{4}"

    def to_python(self, value: str) -> str:
        """The reference as it is kept."""
        return value.upper()

    def to_url(self, value: str) -> str:
        """The reference as it is shown."""
        return str(value)


register_converter(ReferenceConverter, "reference")

app_name = "cases"
urlpatterns = [
    path("", queue.queue, name="queue"),
    path("views/", queue_views.queue_views, name="queue_views"),
    path("views/save/", queue_views.save_view, name="save_view"),
    path("views/<uuid:pk>/change/", queue_views.change_view, name="change_view"),
    path("views/<uuid:pk>/remove/", queue_views.remove_view, name="remove_view"),
    path("left-behind/", left_behind.left_behind, name="left_behind"),
    path("assign-several/", assigning.assign_several, name="assign_several"),
    path("my-tasks/", plan.my_tasks, name="my_tasks"),
    path("my-tasks/<uuid:pk>/", plan.task, name="task"),
    path("search/", searching.search_cases, name="search_cases"),
    path("letter-texts/", letters.letter_texts, name="letter_texts"),
    path("letter-texts/<slug:addressee>/<slug:result>/", letters.write_letter_text, name="write_letter_text"),
    path("call-up/<uuid:pk>/", assignment.call_up, name="call_up"),
    # one case
    path("<reference:reference>/", case.case, name="case"),
    path("<reference:reference>/dialogue/", case.dialogue, name="dialogue"),
    path("<reference:reference>/notes/", case.notes, name="notes"),
    path("<reference:reference>/access/", access.access, name="access"),
    path("<reference:reference>/history/", case.history, name="history"),
    path("<reference:reference>/attachment/<uuid:pk>/", evidence.attachment, name="attachment"),
    path("<reference:reference>/open-original/<uuid:pk>/", evidence.open_original, name="open_original"),
    path("<reference:reference>/translate-report/<uuid:pk>/", translating.translate_report, name="translate_report"),
    # triage
    path("<reference:reference>/acknowledge/", triage.acknowledge, name="acknowledge"),
    path("<reference:reference>/triage/", triage.triage, name="triage"),
    path("<reference:reference>/answer-question/", triage.answer_question, name="answer_question"),
    path("<reference:reference>/ask-to-treat-as-report/", triage.ask_to_treat_as_report, name="ask_to_treat_as_report"),
    path("<reference:reference>/treat-as-report/", triage.treat_as_report, name="treat_as_report"),
    path("<reference:reference>/exit-triage/", triage.exit_triage, name="exit_triage"),
    path(
        "<reference:reference>/state-first-incident/", first_incident.state_first_incident, name="state_first_incident"
    ),
    # people and allegations
    path("<reference:reference>/add-party/", parties.add_party, name="add_party"),
    path("<reference:reference>/confirm-party/<uuid:pk>/", parties.confirm_party, name="confirm_party"),
    path("<reference:reference>/agree-to-role/<uuid:pk>/", parties.agree_to_role, name="agree_to_role"),
    path("<reference:reference>/reject-party/<uuid:pk>/", parties.reject_party, name="reject_party"),
    path("<reference:reference>/doubt-party/<uuid:pk>/", parties.doubt_party, name="doubt_party"),
    path("<reference:reference>/let-party-go/<uuid:pk>/", parties.let_party_go, name="let_party_go"),
    path("<reference:reference>/keep-party/<uuid:pk>/", parties.keep_party, name="keep_party"),
    path("<reference:reference>/add-allegation/", allegations.add_allegation, name="add_allegation"),
    path("<reference:reference>/record-finding/<uuid:pk>/", allegations.record_finding, name="record_finding"),
    path("<reference:reference>/record-step/<uuid:pk>/", allegations.record_step, name="record_step"),
    # what comes of it
    path("<reference:reference>/outcomes/", outcomes.outcomes, name="outcomes"),
    path("<reference:reference>/propose-action/", outcomes.propose_action, name="propose_action"),
    path(
        "<reference:reference>/record-no-consequence/<uuid:pk>/",
        outcomes.record_no_consequence,
        name="record_no_consequence",
    ),
    path("<reference:reference>/decide-action/<uuid:pk>/", outcomes.decide_action, name="decide_action"),
    path("<reference:reference>/name-owner/<uuid:pk>/", outcomes.name_owner, name="name_owner"),
    path("<reference:reference>/record-amount/<uuid:pk>/", outcomes.record_amount, name="record_amount"),
    path("<reference:reference>/confirm-action/<uuid:pk>/", outcomes.confirm_action, name="confirm_action"),
    path("<reference:reference>/return-action/<uuid:pk>/", outcomes.return_action, name="return_action"),
    path("<reference:reference>/cancel-action/<uuid:pk>/", outcomes.cancel_action, name="cancel_action"),
    path("<reference:reference>/propose-referral/", public_referrals.propose_referral, name="propose_referral"),
    path(
        "<reference:reference>/ask-other-counsel/<uuid:pk>/",
        public_referrals.ask_other_counsel,
        name="ask_other_counsel",
    ),
    path(
        "<reference:reference>/hand-to-authority/<uuid:pk>/",
        public_referrals.hand_to_authority,
        name="hand_to_authority",
    ),
    path("<reference:reference>/record-receipt/<uuid:pk>/", public_referrals.record_receipt, name="record_receipt"),
    path(
        "<reference:reference>/conclude-referral/<uuid:pk>/",
        public_referrals.conclude_referral,
        name="conclude_referral",
    ),
    # what follows for reporters
    path("<reference:reference>/aftercare/", aftercare.aftercare, name="aftercare"),
    path("<reference:reference>/check-in/", aftercare.check_in, name="check_in"),
    path(
        "<reference:reference>/record-observation/<uuid:pk>/", aftercare.record_observation, name="record_observation"
    ),
    path("<reference:reference>/decide-review/<uuid:pk>/", aftercare.decide_review, name="decide_review"),
    path("<reference:reference>/draft-letter/<uuid:pk>/", letters.draft_letter, name="draft_letter"),
    path("<reference:reference>/send-letter/<uuid:pk>/", letters.send_letter, name="send_letter"),
    path("<reference:reference>/drop-letter/<uuid:pk>/", letters.drop_letter, name="drop_letter"),
    # papers
    path("<reference:reference>/case-file/", case_files.case_files, name="case_files"),
    path("<reference:reference>/export-case/", case_files.export_case, name="export_case"),
    path(
        "<reference:reference>/download-case-file/<uuid:pk>/",
        case_files.download_case_file,
        name="download_case_file",
    ),
    path("<reference:reference>/propose-minimising/", minimising.propose_minimising, name="propose_minimising"),
    path(
        "<reference:reference>/confirm-minimising/<uuid:pk>/", minimising.confirm_minimising, name="confirm_minimising"
    ),
    path("<reference:reference>/drop-minimising/<uuid:pk>/", minimising.drop_minimising, name="drop_minimising"),
    path("<reference:reference>/set-privilege/", privileges.set_privilege, name="set_privilege"),
    path("<reference:reference>/doubt-privilege/<uuid:pk>/", privileges.doubt_privilege, name="doubt_privilege"),
    path("<reference:reference>/lift-privilege/<uuid:pk>/", privileges.lift_privilege, name="lift_privilege"),
    path("<reference:reference>/keep-privilege/<uuid:pk>/", privileges.keep_privilege, name="keep_privilege"),
    # words
    path("<reference:reference>/ask-reporter/", dialogue.ask_reporter, name="ask_reporter"),
    path("<reference:reference>/answer-withdrawal/<uuid:pk>/", dialogue.answer_withdrawal, name="answer_withdrawal"),
    path("<reference:reference>/write-note/", notes.write_note, name="write_note"),
    path("<reference:reference>/retract-note/<uuid:pk>/", notes.retract_note, name="retract_note"),
    # materiality
    path("<reference:reference>/log-auditors/", auditor_log.log_auditors, name="log_auditors"),
    path("<reference:reference>/decide-materiality/", materiality.decide_materiality, name="decide_materiality"),
    path(
        "<reference:reference>/confirm-not-material/<uuid:pk>/",
        materiality.confirm_not_material,
        name="confirm_not_material",
    ),
    path(
        "<reference:reference>/reject-not-material/<uuid:pk>/",
        materiality.reject_not_material,
        name="reject_not_material",
    ),
    path("<reference:reference>/confirm-topic/<uuid:pk>/", topics.confirm_topic, name="confirm_topic"),
    path("<reference:reference>/reject-topic/<uuid:pk>/", topics.reject_topic, name="reject_topic"),
    # deadlines
    path("<reference:reference>/clocks/", clocks.clocks, name="clocks"),
    path("<reference:reference>/pause-clock/<slug:kind>/", clocks.pause_clock, name="pause_clock"),
    path("<reference:reference>/resume-clock/<slug:kind>/", clocks.resume_clock, name="resume_clock"),
    # who works it
    path("<reference:reference>/assign/", assignment.assign, name="assign"),
    path("<reference:reference>/share/", assignment.share, name="share"),
    path("<reference:reference>/transfer/", assignment.transfer, name="transfer"),
    path("<reference:reference>/recuse/", assignment.recuse, name="recuse"),
    path("<reference:reference>/appoint/", appointing.appoint, name="appoint"),
    path("<reference:reference>/end-appointment/<uuid:pk>/", appointing.end_appointment, name="end_appointment"),
    # who sees it
    path("<reference:reference>/restrict/", access.restrict, name="restrict"),
    path("<reference:reference>/lift-restriction/", access.lift_restriction, name="lift_restriction"),
    path("<reference:reference>/mark-market-sensitive/", insiders.mark_market_sensitive, name="mark_market_sensitive"),
    path(
        "<reference:reference>/unmark-market-sensitive/",
        insiders.unmark_market_sensitive,
        name="unmark_market_sensitive",
    ),
    path("<reference:reference>/check-access/", access.check_access, name="check_access"),
    path("<reference:reference>/request-identity/<uuid:pk>/", access.request_identity, name="request_identity"),
    path("<reference:reference>/unlock-in-danger/<uuid:pk>/", access.unlock_in_danger, name="unlock_in_danger"),
    # cases that belong together
    path("<reference:reference>/links/", links.links, name="links"),
    path("<reference:reference>/link-case/", links.link_case, name="link_case"),
    path("<reference:reference>/unlink-case/<uuid:pk>/", links.unlink_case, name="unlink_case"),
    path("<reference:reference>/merge-case/", merging.merge_case, name="merge_case"),
    path("<reference:reference>/unmerge-case/<uuid:pk>/", merging.unmerge_case, name="unmerge_case"),
    # the investigator's desk: plan and tasks
    path("<reference:reference>/plan/", plan.plan, name="plan"),
    path("<reference:reference>/add-task/", plan.add_task, name="add_task"),
    path("<reference:reference>/apply-plan/", plan.apply_plan, name="apply_plan"),
    path("<reference:reference>/give-task/<uuid:pk>/", plan.give_task, name="give_task"),
    path("<reference:reference>/finish-task/<uuid:pk>/", plan.finish_task, name="finish_task"),
    path("<reference:reference>/drop-task/<uuid:pk>/", plan.drop_task, name="drop_task"),
    # interviews and statements
    path("<reference:reference>/interviews/", interviews.interviews, name="interviews"),
    path("<reference:reference>/interview/<uuid:pk>/", interviews.interview, name="interview"),
    path("<reference:reference>/plan-interview/", interviews.plan_interview, name="plan_interview"),
    path("<reference:reference>/record-interview/<uuid:pk>/", interviews.record_interview, name="record_interview"),
    path("<reference:reference>/move-interview/<uuid:pk>/", interviews.move_interview, name="move_interview"),
    path("<reference:reference>/cancel-interview/<uuid:pk>/", interviews.cancel_interview, name="cancel_interview"),
    path("<reference:reference>/write-statement/<uuid:pk>/", interviews.write_statement, name="write_statement"),
    path("<reference:reference>/ask-to-confirm/<uuid:pk>/", interviews.ask_to_confirm, name="ask_to_confirm"),
    path(
        "<reference:reference>/read-back-statement/<uuid:pk>/",
        interviews.read_back_statement,
        name="read_back_statement",
    ),
    # evidence
    path("<reference:reference>/evidence/", evidence_items.evidence, name="evidence"),
    path("<reference:reference>/evidence/<uuid:pk>/", evidence_items.evidence_item, name="evidence_item"),
    path("<reference:reference>/register-evidence/", evidence_items.register_evidence, name="register_evidence"),
    path("<reference:reference>/record-custody/<uuid:pk>/", evidence_items.record_custody, name="record_custody"),
    path("<reference:reference>/check-integrity/<uuid:pk>/", evidence_items.check_integrity, name="check_integrity"),
    # the end
    path("<reference:reference>/submit-for-review/", closing.submit_for_review, name="submit_for_review"),
    path(
        "<reference:reference>/return-to-investigation/",
        closing.return_to_investigation,
        name="return_to_investigation",
    ),
    path("<reference:reference>/close/", closing.close, name="close"),
    path("<reference:reference>/reopen/", closing.reopen, name="reopen"),
]
