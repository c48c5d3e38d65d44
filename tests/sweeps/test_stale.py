"""Every action looks again: a record that has moved on since the page was opened is refused, and so is a lost right.

Each action is called with the record as somebody loaded it before; meanwhile the row has moved on, or a wall has risen.
"""

import copy
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist

from accounts import actions as accounts
from accounts.models import DirectoryChange, DirectoryImport
from accounts.moves import Refused
from cases import actions as cases
from cases.actions import (
    ActionFacts,
    CustodyFacts,
    DecisionFacts,
    EvidenceFacts,
    FindingFacts,
    InterviewFacts,
    ReferralFacts,
    TemplateFacts,
    TriageFacts,
)
from cases.first_incident import FirstIncident
from cases.models import (
    Action,
    Appointment,
    Attachment,
    AuditorLogEntry,
    Case,
    CaseFile,
    CaseImport,
    CaseLink,
    DataItem,
    DataPart,
    DataRequest,
    Deletion,
    Hold,
    HotlineTest,
    IdentityRequest,
    Interview,
    MaterialityDecision,
    Merge,
    Minimising,
    Note,
    Party,
    Privilege,
    PublicReferral,
    RetaliationCheck,
    ReviewRequest,
    Statement,
    Task,
    TopicChange,
    Withdrawal,
)
from cases.redaction import Choices
from clocks import actions as clocks
from code_of_ethics import actions as code
from code_of_ethics.actions import ContactFacts
from code_of_ethics.models import (
    AuditFinding,
    CodeVersion,
    CompletionImport,
    ComplianceAudit,
    Gift,
    GiftLimit,
    Training,
    TrainingAssignment,
)
from reporting import actions as reporting
from reporting.models import Benchmark, DigestPart, ExploreExport, ExploreView, FeedToken, Webhook
from tests.conftest import NOW
from tests.heads import sign_with_heads
from tests.sweeps.test_moves import MOVES, WITHOUT_A_PAGE, action_of
from waivers import actions as waiving
from waivers.models import Condition, Waiver

# On PostgreSQL every move is made and refused in test_moves.py.
pytestmark = [pytest.mark.slow, pytest.mark.once]

REASON = {"reason": "So."}
PROVISION = code.ProvisionFacts("Conduct", "So", "So.")
REVIEWED = {"decision": "UPHELD", "reasons": "So.", "message": "It stands."}
WHY = {"reasons": "So.", "why_appropriate": "It is.", "why_limited": "It is."}


# --- how each move is made -------------------------------------------------------------------------------------
def of_cases(world) -> dict[str, tuple[Any, dict[str, Any], str]]:
    """Verb → the record as it was loaded, the facts, and who moves it."""
    case, person = world.cases, world.people
    provision, topic = world.waivers["drafted"].provision, world.cases["triage"].topic
    main: Any = case["main"]
    facts = TriageFacts(topic=topic, summary="Dinners", severity="2", retaliation_risk="LOW")
    witness = {"role": "WITNESS", "kind": "UNKNOWN_PERSON", "described": "A waiter"}
    alleged = {"provision": provision, "subject": None, "statement": "Took dinners"}
    decided = {"outcome": "MATERIAL", "reasons": "So.", "digest_line": "A matter."}
    finding = FindingFacts(finding="UNSUBSTANTIATED", reasons="Nothing.")
    match = Party.objects.get(case=case["possible"], person__isnull=False)
    drafted, asked = world.questionnaires["drafted"], cases.QuestionFacts("Who paid?", "SHORT_TEXT")
    doubted = MaterialityDecision.objects.get(case=case["doubted"])
    return {
        **of_outcomes(world),
        **of_the_desk(world),
        **of_access(world),
        **of_retention(world),
        **of_case_files(world),
        **of_protection(world),
        "acknowledge": (case["fresh"], {"message": "Thanks."}, "staff"),
        "triage": (case["triage"], {"facts": facts}, "staff"),
        "state_first_incident": (main, {"told": FirstIncident(2026, 3)}, "staff"),
        "answer_question": (case["asked"], {"answer": "Ask."}, "staff"),
        "ask_to_treat_as_report": (case["asked"], {"message": "May we?", **REASON}, "staff"),
        "treat_as_report": (case["asked"], REASON, "staff"),
        "answer_withdrawal": (
            Withdrawal.objects.get(report__case=main), {"answer": "GO_ON", "reasons": "So.", "message": "On."}, "staff",
        ),
        "link_case": (main, {"other": case["triage"], "kind": "RELATED", **REASON}, "staff"),
        "merge_case": (case["triage"], {"into": case["survivor"], **REASON}, "staff"),
        "unmerge_case": (Merge.objects.get(), REASON, "staff"),
        "unlink_case": (CaseLink.objects.get(), REASON, "staff"),
        "edit_answer": (world.answers["draft"], {"topic": topic, "title": "Gifts", "text": "Ask."}, "staff"),
        "publish_answer": (world.answers["draft"], {}, "officer"),
        "retire_answer": (world.answers["published"], {}, "officer"),
        "confirm_topic": (TopicChange.objects.get(), {}, "auditor"),
        "reject_topic": (TopicChange.objects.get(), {}, "auditor"),
        "pause_clock": (case["phoned"], {"kind": "triage", "reason": "AUTHORITY"}, "staff"),
        "resume_clock": (case["passed"], {"kind": "triage"}, "staff"),
        "exit_triage": (case["triage"], {"outcome": "OUT_OF_SCOPE", **REASON}, "staff"),
        "assign": (main, {"investigator": person["other_investigator"]}, "staff"),
        "write_note": (main, {"body": "A note."}, "staff"),
        "retract_note": (Note.objects.get(case=main), REASON, "staff"),
        "open_original": (Attachment.objects.get(report__case=main), REASON, "staff"),
        "translate_report": (main.reports.get(), {}, "staff"),
        "check_in": (main, {}, "staff"),
        "record_observation": (RetaliationCheck.objects.get(), {"kind": "NOTHING"}, "staff"),
        "draft_letter": (
            case["final"].parties.get(person=person["beneficiary"]), {"body": "So.", "why_told": "So."}, "staff",
        ),
        "send_letter": (world.letter("DRAFTED"), {}, "officer"),
        "drop_letter": (world.letter("DRAFTED"), REASON, "staff"),
        "answer_letter": (world.letter("SENT"), {"words": "Mine."}, "subject"),
        "decide_review": (ReviewRequest.objects.get(), REVIEWED, "auditor"),
        "ask_reporter": (main, {"body": "When?"}, "staff"),
        "add_party": (main, witness, "staff"),
        "confirm_party": (match, {"role": "SUBJECT"}, "staff"),
        "agree_to_role": (match, {}, "officer"),
        "reject_party": (match, REASON, "staff"),
        "doubt_party": (case["apart"].parties.get(), REASON, "staff"),
        "let_party_go": (main.parties.exclude(doubted_by=None).get(), {}, "officer"),
        "keep_party": (main.parties.exclude(doubted_by=None).get(), REASON, "officer"),
        "add_allegation": (main, alleged, "staff"),
        "record_finding": (main.allegations.get(), {"facts": finding}, "staff"),
        "decide_materiality": (main, decided, "staff"),
        "confirm_not_material": (doubted, {}, "auditor"),
        "reject_not_material": (doubted, REASON, "auditor"),
        "submit_for_review": (main, REASON, "staff"),
        "return_to_investigation": (case["review"], REASON, "staff"),
        "close": (case["review"], {"message": "Closed."}, "staff"),
        "reopen": (case["closed"], REASON, "staff"),
        "share": (main, {"person": person["stranger"], **REASON}, "officer"),
        "transfer": (main, {"queue": "GENERAL_AUDITOR", **REASON}, "officer"),
        "recuse": (main, REASON, "staff"),
        "open_mail": (world.mails["waiting"], {}, "operator"),
        "turn_into_report": (world.mails["waiting"], {"topic": topic}, "operator"),
        "dismiss_mail": (world.mails["waiting"], REASON, "operator"),
        "download_mail": (world.mails["waiting"], REASON, "operator"),
        "thread_mail": (world.mails["waiting"], {"to": case["triage"].reference, **REASON}, "staff"),
        "acknowledge_alarm": (world.alarm, {}, "staff"),
        "end_duty": (world.duty, {}, "officer"),
        "withdraw_absence": (world.absence, {}, "investigator"),
        "end_designation": (world.designation, {}, "deputy"),
        "add_question": (drafted, {"facts": asked}, "staff"),
        "name_channel": (drafted, {"name": "Desk", "purpose": "", "contact": "Room 2"}, "staff"),
        "translate_questionnaire": (drafted, {"language": "es", "channel": {}, "questions": {}}, "staff"),
        "publish_questionnaire": (drafted, {}, "officer"),
        "change_question": (drafted.questions.first(), {"facts": asked}, "staff"),
        "move_question": (drafted.questions.first(), {"place": 2}, "staff"),
        "remove_question": (drafted.questions.first(), {}, "staff"),
        "approve_rule": (world.rules["proposed"], {}, "auditor"),
        "retire_rule": (world.rules["in_force"], {}, "auditor"),
    }  # fmt: skip


def of_outcomes(world) -> dict[str, tuple[Any, dict[str, Any], str]]:
    main, taken, referrals, day = world.cases["main"], world.taken, world.referrals, NOW.date()
    allegation, owner = main.allegations.get(), world.people["stranger"]
    asked = ReferralFacts("Police", "So.", "So.", world.person("counsel"))
    given = DecisionFacts(owner=owner, due_on=day)
    booked = {"kind": "COST", "amount": Decimal(1), "booked_on": day}
    return {
        "record_step": (allegation, {"kind": "TOLD", "taken_on": day, "words": ""}, "staff"),
        "record_no_consequence": (allegation, REASON, "staff"),
        "propose_action": (main, {"facts": ActionFacts(kind="CORRECTIVE", reasons="So.")}, "staff"),
        "propose_referral": (main, {"facts": asked}, "staff"),
        "decide_action": (taken["proposed"], {"facts": given}, "staff"),
        "name_owner": (taken["given"], {"owner": owner}, "staff"),
        "note_progress": (taken["given"], {"words": "Half."}, "policy_owner"),
        "finish_action": (taken["given"], {"words": "All."}, "policy_owner"),
        "record_amount": (taken["recovery"], booked, "staff"),
        "confirm_action": (taken["done"], {"ending": "Seen."}, "staff"),
        "return_action": (taken["done"], REASON, "staff"),
        "cancel_action": (taken["proposed"], REASON, "staff"),
        "give_opinion": (referrals["proposed"], {"advice": "FOR", "opinion": "Yes."}, "counsel"),
        "decline_opinion": (referrals["proposed"], {}, "counsel"),
        "ask_other_counsel": (referrals["proposed"], {"counsel": world.person("other_counsel")}, "staff"),
        "approve_referral": (referrals["advised"], {"reasons": "So."}, "officer"),
        "decline_referral": (referrals["advised"], {"reasons": "So."}, "officer"),
        "hand_to_authority": (referrals["approved"], {"handed_over_on": day, "things": ["A letter"]}, "staff"),
        "record_receipt": (referrals["handed"], {"acknowledged_on": day, "authority_reference": "4 Js"}, "staff"),
        "conclude_referral": (referrals["handed"], {"concluded_on": day, "result": "Nothing."}, "staff"),
    }


def of_the_desk(world) -> dict[str, tuple[Any, dict[str, Any], str]]:
    """Interviews, statements and evidence of the case `main`, the open task of `doubted`, and the templates."""
    main, person, day = world.cases["main"], world.people, NOW.date() + timedelta(days=9)
    task, item, made = world.cases["doubted"].tasks.get(state="OPEN"), main.evidence.get(), world.templates
    planned, held = main.interviews.get(state="PLANNED"), main.interviews.get(state="HELD")
    words = TemplateFacts("Forged", lines=[("Do", 1)])
    met = InterviewFacts(person["staff"], NOW, "PHONE", described="A waiter")
    found = EvidenceFacts("A notebook", "Desk 4", person["staff"], NOW, "Room 1", "The safe")
    moved = CustodyFacts("MOVED", NOW, "The safe", "Room 2")
    return {
        "add_task": (main, {"title": "Ask.", "due_on": day, "owner": None}, "staff"),
        "apply_plan": (main, {"template": made["plan"], "starts_on": day, "owner": None}, "staff"),
        "give_task": (task, {"owner": person["officer"]}, "staff"),
        "finish_task": (task, {}, "staff"),
        "drop_task": (task, REASON, "staff"),
        "plan_interview": (main, {"facts": met}, "staff"),
        "record_interview": (planned, {"held_at": NOW, "words": "So."}, "staff"),
        "cancel_interview": (planned, REASON, "staff"),
        "move_interview": (planned, {"planned_for": NOW, "place": "Room 9", **REASON}, "staff"),
        "write_statement": (held, {"text": "I saw it."}, "staff"),
        "ask_to_confirm": (world.statement, {}, "staff"),
        "read_back_statement": (world.statement, {}, "staff"),
        "confirm_statement": (world.statement, {"is_right": True}, "subject"),
        "register_evidence": (main, {"facts": found}, "staff"),
        "record_custody": (item, {"facts": moved}, "staff"),
        "check_integrity": (item, {}, "staff"),
        "edit_template": (made["draft"], {"facts": words}, "staff"),
        "publish_template": (made["draft"], {}, "officer"),
        "retire_template": (made["plan"], {}, "officer"),
    }


def of_access(world) -> dict[str, tuple[Any, dict[str, Any], str]]:
    """Who sees a case, and the name behind a report told in confidence."""
    case, names, person = world.cases, world.names, world.people
    asked = {"report": case["closed"].reports.get(), "person": person["possible"], "why": "So."}
    return {
        "restrict": (case["main"], REASON, "officer"),
        "take_up_exception": (world.exception, {"topic": world.cases["triage"].topic}, "staff"),
        "read_exit": (world.exit_reading, {"verdict": "AGREED", "words": "So."}, "auditor"),
        "appoint": (
            case["main"],
            {"person": world.person("other_external"), "until": NOW + timedelta(days=9)},
            "officer",
        ),
        "end_appointment": (Appointment.objects.get(), {}, "officer"),
        "lift_restriction": (case["turned"], REASON, "officer"),
        "check_access": (case["main"], {"person": person["stranger"]}, "officer"),
        "request_identity": (case["closed"], asked | {"reason": "SECRET_DUTY", "days": 3}, "staff"),
        "unlock_in_danger": (case["closed"], asked | {"how": "re-authenticated by password"}, "staff"),
        "grant_identity": (names["asked"], {"words": "So.", "days": 2}, "custodian"),
        "refuse_identity": (names["asked"], REASON, "custodian"),
        "revoke_identity": (names["asked"], REASON, "staff"),
        "show_identity": (names["granted"], {}, "officer"),
    }


def of_retention(world) -> dict[str, tuple[Any, dict[str, Any], str]]:
    return {
        "map_columns": (world.case_imports["looked_at"], {"columns": {}}, "staff"),
        "submit_import": (world.case_imports["looked_at"], {}, "staff"),
        "confirm_import": (world.case_imports["waiting"], {}, "officer"),
        "discard_import": (world.case_imports["waiting"], REASON, "staff"),
        "review_hold": (world.holds["standing"], REASON, "counsel"),
        "propose_release": (world.holds["standing"], REASON, "counsel"),
        "release_hold": (world.holds["ending"], {}, "general_counsel"),
        "keep_hold": (world.holds["ending"], {}, "general_counsel"),
        "drop_hotline_test": (world.hotline_tests["to_tell"], {}, "auditor"),
        "confirm_retention_rule": (world.periods["unconfirmed"], {}, "counsel"),
        "retire_retention_rule": (world.periods["in_force"], {}, "counsel"),
        "propose_deletion": (world.cases["expired"], {}, "staff"),
        "approve_deletion": (world.deletion, {}, "officer"),
        "stop_deletion": (world.deletion, {}, "officer"),
    }


def of_case_files(world) -> dict[str, tuple[Any, dict[str, Any], str]]:
    main: Any = world.cases["main"]
    told: Any = {"directed_by": world.person("counsel"), "since_on": NOW.date(), "description": "All", **REASON}
    doubted = main.privileges.get(state="DOUBTED")
    return {
        "export_case": (main, {"facts": cases.ExportFacts("So.", Choices())}, "staff"),
        "download_case_file": (main.case_files.get(), {"what": "pdf"}, "staff"),
        "set_privilege": (main, {"facts": cases.PrivilegeFacts(kind="CASE", **told)}, "staff"),
        "doubt_privilege": (main.privileges.get(state="STANDING"), REASON, "staff"),
        "lift_privilege": (doubted, {}, "staff"),
        "keep_privilege": (doubted, REASON, "staff"),
    }


def of_protection(world) -> dict[str, tuple[Any, dict[str, Any], str]]:
    case, asked, part = world.cases, world.data_requests, world.data_part
    told = {"facts": cases.AuditorFacts(NOW.date(), "C", "D", "CALL", "All of it.")}
    passage = cases.PassageFacts("REPORT", case["main"].reports.get().pk, "It happened", "PRIVATE", "So.")
    removal = Minimising.objects.get(state="PROPOSED")
    withheld = cases.ItemFacts("A note", "WITHHOLD", "So.", ground="OTHERS")
    return {
        "mark_market_sensitive": (case["main"], {"name": "Heron", **REASON}, "staff"),
        "unmark_market_sensitive": (case["heads"], REASON, "chair"),
        "log_auditors": (case["books"], told, "auditor"),
        "correct_entry": (world.auditor_log["main"], {**told, "why_corrected": "A word."}, "auditor"),
        "propose_minimising": (case["main"], {"facts": passage}, "staff"),
        "confirm_minimising": (removal, {}, "officer"),
        "drop_minimising": (removal, REASON, "staff"),
        "identify_requester": (asked["asked"], {"check": "Called back."}, "privacy"),
        "extend_data_request": (asked["asked"], REASON, "privacy"),
        "decline_data_request": (asked["asked"], REASON, "privacy"),
        "answer_data_request": (asked["identified"], {"outcome": "GRANTED", "answer": "Here."}, "privacy"),
        "decide_data_item": (part, {"case": case["main"], "facts": withheld}, "staff"),
        "finish_data_part": (part, {}, "officer"),
        "drop_data_item": (world.data_item, {}, "staff"),
    }


def of_papers(world) -> dict[str, tuple[Any, dict[str, Any], str]]:
    made, drafted = world.waivers, world.waivers["drafted"]
    names = ("provision", "departure", "reasons", "mitigations", "starts_on", "ends_on")
    words = {name: getattr(drafted, name) for name in names}
    meeting = {"resolution": "1", "decision_at": NOW, "zone": "America/New_York", "ballots": {}, **WHY}
    filing = {"means": "FORM_8K", "reference": "0001234567-26-000124", "filed_at": NOW}
    signing = {"how": "re-authenticated by password"}
    return {
        "waivers.edit": (drafted, words, "requester"),
        "waivers.request": (drafted, {}, "requester"),
        "waivers.answer": (made["returned"], {"answer": "I do."}, "requester"),
        "waivers.withdraw": (made["requested"], {}, "requester"),
        "waivers.confirm_request": (made["unconfirmed"], {}, "beneficiary"),
        "waivers.decline_request": (made["unconfirmed"], {}, "beneficiary"),
        "waivers.raise_class": (made["requested"], {"because": "LEFT_TO_BOARD", "reason": "So."}, "officer"),
        "waivers.mark_market_sensitive": (made["requested"], {"name": "Otter", **REASON}, "officer"),
        "waivers.unmark_market_sensitive": (made["returned"], REASON, "officer"),
        "waivers.lower_class": (made["left"], REASON, "officer"),
        "waivers.agree_to_lower": (made["lowering"], {}, "auditor"),
        "waivers.turn_down_lower": (made["lowering"], {}, "secretary"),
        "waivers.approve": (made["requested"], WHY, "officer"),
        "waivers.refuse": (made["requested"], {"reasons": "No."}, "officer"),
        "waivers.return_to_requester": (made["requested"], {"question": "Who pays?"}, "officer"),
        "waivers.recommend": (made["board_requested"], {"advice": "APPROVE", "recommendation": "Yes."}, "officer"),
        "waivers.recuse": (made["requested"], {}, "officer"),
        "waivers.revoke": (made["granted"], {"reasons": "Misused."}, "officer"),
        "waivers.ask_to_revoke": (made["disclosed"], {"reasons": "Misused."}, "officer"),
        "waivers.drop_revocation": (made["revoking"], {}, "secretary"),
        "waivers.put_to_board": (made["recommended"], {"called_on": NOW.date()}, "secretary"),
        "waivers.record_meeting": (
            made["recorded"], {"presiding": world.people["director"], **meeting}, "secretary",
        ),
        "waivers.ask_opinion": (
            made["requested"], {"adviser": world.people["counsel"], "question": "Is it lawful?"}, "officer",
        ),
        "waivers.give_opinion": (made["advised"], {"advice": "APPROVE", "opinion": "It is."}, "counsel"),
        "waivers.set_condition": (
            made["granted"], {"text": "So.", "owner": world.people["stranger"], "due_on": NOW.date()}, "officer",
        ),
        "waivers.report_condition": (world.conditions["given"], {"report": "Done."}, "policy_owner"),
        "waivers.confirm_condition": (world.conditions["reported"], {"closing": "Seen."}, "officer"),
        "waivers.break_condition": (world.conditions["given"], {"closing": "No."}, "officer"),
        "waivers.clear": (made["requested"], {"outcome": "NOT_NEEDED", "reasons": "So."}, "officer"),
        "waivers.renew": (made["granted"], {"ends_on": NOW.date() + timedelta(days=900)}, "requester"),
        "waivers.propose_consent": (made["on_agenda"], {"resolution": "1", **WHY}, "secretary"),
        "waivers.sign_consent": (made["consented"], {}, "director"),
        "waivers.decline_consent": (made["consented"], {}, "director"),
        "waivers.declare_recusal": (made["on_agenda"], REASON, "director"),
        "waivers.confirm_meeting": (made["recorded"], {}, "director"),
        "code_of_ethics.publish_version": (world.version, {}, "officer"),
        "code_of_ethics.redraft_version": (world.version, {"text": "# Code\n"}, "editor"),
        "code_of_ethics.describe_version": (
            world.version, {"facts": code.VersionFacts("Code", "", None, code.ChangeFacts())}, "editor",
        ),
        "code_of_ethics.add_provision": (world.version, {"facts": PROVISION}, "editor"),
        "code_of_ethics.change_provision": (world.version, {"key": "gifts", "facts": PROVISION}, "editor"),
        "code_of_ethics.move_provision": (world.version, {"key": "gifts", "up": False}, "editor"),
        "code_of_ethics.remove_provision": (world.version, {"key": "gifts"}, "editor"),
        "code_of_ethics.change_part": (world.version, {"part": "Conduct", "title": "So", "intro": ""}, "editor"),
        "code_of_ethics.publish_translation": (world.translation, {}, "officer"),
        "code_of_ethics.discard_translation": (world.translation, {}, "editor"),
        "code_of_ethics.publish_promise": (world.promise, {}, "officer"),
        "code_of_ethics.discard_promise": (world.promise, {}, "editor"),
        "code_of_ethics.publish_contact_point": (world.contact_points["proposed"], {}, "officer"),
        "code_of_ethics.replace_contact_point": (
            world.contact_points["published"], {"facts": ContactFacts("PHONE", "Line", "+1 614 555 0149")}, "staff",
        ),
        "code_of_ethics.retire_contact_point": (world.contact_points["published"], {}, "officer"),
        **of_affirmations(world),
        **of_audits(world),
        **of_trainings(world),
        "code_of_ethics.draft_disclosure": (world.disclosures["undisclosed"], {"text": "It did."}, "officer"),
        "code_of_ethics.confirm_filing": (world.disclosures["undisclosed"], filing, "officer"),
        "reporting.sign_digest": (world.digests["draft"], signing, "auditor"),
        "reporting.sign_digest_part": (world.digest_parts["ethics"], signing, "officer"),
        "reporting.edit_commentary": (world.digests["draft"], {"commentary": {}}, "auditor"),
        "reporting.retire_benchmark": (world.benchmark, {}, "officer"),
        "reporting.agree_to_feed": (world.feeds["proposed"], {}, "auditor"),
        "reporting.revoke_feed": (world.feeds["agreed"], {"reason": "So."}, "auditor"),
        "reporting.agree_to_webhook": (world.webhooks["proposed"], {}, "auditor"),
        "reporting.revoke_webhook": (world.webhooks["agreed"], {"reason": "So."}, "auditor"),
        "reporting.change_explore_view": (world.explore_view, {"facts": reporting.ViewFacts("So")}, "auditor"),
        "reporting.remove_explore_view": (world.explore_view, {}, "auditor"),
        "reporting.download_explore_export": (world.explore_export, {}, "auditor"),
        "reporting.redraft_digest": (world.digests["draft"], {}, "auditor"),
        "reporting.ask_about_digest": (world.digests["signed"], {"kind": "QUESTION", "words": "Why?"}, "chair"),
        "reporting.answer_member": (world.digest_question, {"answer": "So."}, "auditor"),
        "reporting.acknowledge_committee_notice": (world.committee_notice("main", "member"), {}, "member"),
        "reporting.ask_about_notice": (world.committee_notice("main", "member"), {"words": "Why?"}, "member"),
        "reporting.record_notice_call": (world.unread_notice, {"outcome": "REACHED", "called_at": NOW}, "secretary"),
        "reporting.answer_notice_question": (world.notice_question, {"answer": "So."}, "auditor"),
        "reporting.correct_digest": (world.digests["signed_annex"], {"reason": "So."}, "chair"),
        "clocks.approve_change": (world.change, {}, "auditor"),
        "clocks.decline_change": (world.change, {}, "auditor"),
        "accounts.take_directory": (world.upload, {}, "administrator"),
        "accounts.agree_to_change": (world.directory_change, {}, "auditor"),
        "accounts.decline_change": (world.directory_change, REASON, "auditor"),
        "accounts.approve_role": (world.grant, {}, "officer"),
        "accounts.decline_role": (world.grant, REASON, "officer"),
        "accounts.revoke_role": (world.grant, REASON, "officer"),
    }  # fmt: skip


def of_affirmations(world) -> dict[str, tuple[Any, dict[str, Any], str]]:
    waiting, talk, declared = world.affirmation, world.exception, world.declarations
    more = {"due_on": NOW.date() + timedelta(days=90), **REASON}
    decision = code.Decision("NO_CONFLICT", "So.")
    day = NOW.date() + timedelta(days=90)
    policy = code.PolicyFacts("Gifts", world.person("policy_owner"), day, link="https://inside.example/gifts")
    found = {
        "end_campaign": (waiting.campaign, {}, "officer"),
        "extend_affirmation": (waiting, more, "staff"),
        "record_paper": (waiting, {"signed_on": NOW.date(), "kept_where": "In a file."}, "staff"),
        "answer_exception": (talk, {"text": "Why?"}, "staff"),
        "excuse": (talk, REASON, "staff"),
        "lift_match": (world.walled_exception.matches.get(), REASON, "staff"),
        "confirm_match": (world.walled_exception.matches.get(), REASON, "staff"),
        "decide_declaration": (declared["submitted"], {"decision": decision}, "staff"),
        "renew_declaration": (declared["allowed"], {"text": "As before."}, "reader"),
        "end_declaration": (declared["allowed"], {}, "reader"),
        "publish_policy": (world.policies["proposed"], {}, "officer"),
        "replace_policy": (world.policies["published"], {"facts": policy}, "staff"),
        "review_policy": (world.policies["published"], {"review_on": day}, "policy_owner"),
        "retire_policy": (world.policies["published"], {}, "officer"),
    }
    return {f"code_of_ethics.{verb}": how for verb, how in found.items()}


def of_audits(world) -> dict[str, tuple[Any, dict[str, Any], str]]:
    sample, day = code.Sample(9, 3, "ALL", "So."), NOW.date() + timedelta(days=30)
    owner = world.people["stranger"]
    audits, findings = world.audits, world.findings
    found = {
        "begin_audit": (audits["planned"], {"sample": sample}, "auditor_staff"),
        "cancel_audit": (audits["begun"], REASON, "auditor"),
        "raise_finding": (audits["begun"], {"text": "So.", "rating": "LOW", "owner": owner}, "auditor_staff"),
        "report_audit": (audits["begun"], {"rating": "IMPROVE", "conclusion": "So."}, "auditor"),
        "answer_finding": (
            findings["raised"], {"agreement": "AGREED", "response": "So.", "due_on": day}, "policy_owner",
        ),
        "finish_finding": (findings["answered"], {"report": "So."}, "policy_owner"),
        "close_finding": (findings["done"], {"closing": "So."}, "auditor_staff"),
        "return_finding": (findings["done"], REASON, "auditor_staff"),
        "reassign_finding": (findings["raised"], {"owner": owner}, "auditor_staff"),
    }  # fmt: skip
    return {f"code_of_ethics.{verb}": how for verb, how in found.items()}


def of_trainings(world) -> dict[str, tuple[Any, dict[str, Any], str]]:
    done = {"completed_on": NOW.date()}
    return {
        "code_of_ethics.end_training": (world.assignment.training, {}, "officer"),
        "code_of_ethics.complete_training": (world.assignment, done, "reader"),
        "code_of_ethics.record_completion": (world.assignment, done, "staff"),
        "code_of_ethics.extend_training": (
            world.assignment, {"due_on": NOW.date() + timedelta(days=90), "reason": "So."}, "staff",
        ),
        "code_of_ethics.excuse_from_training": (world.assignment, REASON, "staff"),
        "code_of_ethics.take_completions": (world.completions, {}, "staff"),
        "code_of_ethics.decide_gift": (world.gifts["submitted"], {"outcome": "CLEARED", "reasons": "So."}, "staff"),
        "code_of_ethics.end_limit": (world.limit, {}, "staff"),
    }  # fmt: skip


def move_audits_on(world, record: Any) -> None:
    """An audit is called off; a finding is closed."""
    owner, auditor = world.people["policy_owner"], world.people["auditor"]
    if isinstance(record, ComplianceAudit):
        code.cancel_audit(record, reason="Sold.", by=auditor, at=NOW)
        return
    if record.state == "RAISED":
        day = NOW.date() + timedelta(days=9)
        record = code.answer_finding(record, agreement="AGREED", response="Yes.", due_on=day, by=owner, at=NOW)
    if record.state == "ANSWERED":
        record = code.finish_finding(record, report="Done.", by=owner, at=NOW)
    code.close_finding(record, closing="Seen.", by=auditor, at=NOW)


def made(world) -> dict[str, tuple[Any, dict[str, Any], str]]:
    return {f"cases.{verb}": how for verb, how in of_cases(world).items()} | of_papers(world)


Load = Callable[[str], tuple[Any, dict[str, Any], str]]


@pytest.fixture(scope="module")
def load(built) -> Load:
    """How a move is made, with its records as they were loaded: once for all tests, and a copy for each."""
    loaded = made(built)
    return lambda name: copy.deepcopy(loaded[name])


OF_A_TEMPLATE = ("edit_template", "publish_template", "retire_template")
OF_AFFIRMATIONS = {
    f"code_of_ethics.{verb}"
    for verb in (
        "end_campaign", "extend_affirmation", "record_paper", "answer_exception", "excuse", "lift_match",
        "confirm_match", "decide_declaration",
        "renew_declaration", "end_declaration",
    )
}  # fmt: skip
OF_AN_ANSWER = ("edit_answer", "publish_answer", "retire_answer")
OF_A_QUESTIONNAIRE = (
    "add_question", "name_channel", "translate_questionnaire", "publish_questionnaire", "change_question",
    "move_question", "remove_question",
)  # fmt: skip
OF_A_MAIL = ("open_mail", "turn_into_report", "thread_mail", "download_mail", "dismiss_mail")


# --- how each record moves on ----------------------------------------------------------------------------------
def close(world, key: str) -> None:
    """The case has ended meanwhile; a closed one has begun again."""
    case = Case.objects.filter(pk=world.cases[key].pk)
    if case.get().state == "CLOSED":
        state = "INVESTIGATION" if case.get().triaged_at else "TRIAGE"
        case.update(state=state, outcome="", closed_by=None, closed_at=None, closed_on=None)
        return
    officer = world.people["officer"]
    case.update(
        state="CLOSED", outcome="FINDINGS", closed_by=officer, closed_at=NOW, closed_on=NOW.date(), submitted_by=None
    )


def conclude(world, record: Any) -> None:
    """Somebody has gone on with an action or a referral to its end meanwhile."""
    officer = world.people["officer"]
    if isinstance(record, Action):
        Action.objects.filter(pk=record.pk).update(state="CANCELLED", ended_by=officer, ended_at=NOW)
        return
    decided = {} if record.decided_at else {"decided_by": officer, "decided_at": NOW}
    advised = {} if record.advised_at else {"advice": "FOR", "advised_by": world.people["counsel"], "advised_at": NOW}
    to_the_end = {"state": "CONCLUDED", "handed_over_on": NOW.date(), **decided, **advised}
    PublicReferral.objects.filter(pk=record.pk).update(**to_the_end)


def move_affirmations_on(world) -> None:
    """People have affirmed, withdrawn what they disclosed, and the campaign is over meanwhile."""
    for affirmation in (world.affirmation, world.exception.affirmation):
        code.affirm(affirmation, by=affirmation.person, at=NOW)
    match = world.walled_exception.matches.get()
    code.lift_match(match, reason="Another.", by=world.people["officer"], at=NOW)
    for declaration in world.declarations.values():
        code.end_declaration(declaration, by=declaration.person, at=NOW)
    code.end_campaign(world.affirmation.campaign, by=world.people["officer"], at=NOW)


def settle(world, record: DataRequest) -> None:
    """Somebody else has declined or answered it meanwhile."""
    by = world.people["privacy"]
    if record.state == "RECEIVED":
        cases.decline_data_request(record, reason="Nobody knows who it is.", by=by, at=NOW)
    else:
        cases.answer_data_request(record, outcome="GRANTED", answer="So.", by=by, at=NOW)


def move_on(world, name: str, record: Any) -> None:
    app, verb = name.split(".")
    person = world.people
    if isinstance(record, Action | PublicReferral):
        conclude(world, record)
    elif isinstance(record, Condition):
        over = {"state": "BROKEN", "closed_by": person["officer"], "closed_at": NOW, "closing": "Over."}
        for name, value in over.items():
            setattr(record, name, value)
        record.save(update_fields=list(over))
    elif verb == "renew":
        waiving.renew_waiver(record, ends_on=record.ends_on + timedelta(days=9), by=record.requester, at=NOW)
    elif isinstance(record, CaseFile):
        CaseFile.objects.filter(pk=record.pk).update(state="REMOVED", pdf=None, archive=None)
    elif isinstance(record, Privilege):
        two = {"doubted_by": person["staff"], "doubted_at": NOW, "lifted_by": person["officer"], "lifted_at": NOW}
        Privilege.objects.filter(pk=record.pk).update(state="LIFTED", **two)
    elif app == "waivers":
        lapsed = record.outcome == "GRANTED"
        Waiver.objects.filter(pk=record.pk).update(state="LAPSED" if lapsed else "WITHDRAWN")
    elif isinstance(record, ExploreView):
        reporting.remove_explore_view(record, by=person["auditor"], at=NOW)
    elif isinstance(record, ExploreExport):
        ExploreExport.objects.filter(pk=record.pk).update(state="REMOVED", file=None)
    elif isinstance(record, Benchmark):
        reporting.retire_benchmark(record, by=person["auditor"], at=NOW)
    elif isinstance(record, FeedToken):
        reporting.revoke_feed(record, reason="Before you.", by=person["administrator"], at=NOW)
    elif isinstance(record, Webhook):
        reporting.revoke_webhook(record, reason="Before you.", by=person["administrator"], at=NOW)
    elif verb == "answer_member":
        reporting.answer_member(record, answer="Before you.", by=person["auditor"], at=NOW)
    elif verb == "answer_notice_question":
        reporting.answer_notice_question(record, answer="Before you.", by=person["auditor"], at=NOW)
    elif verb == "record_notice_call":
        reporting.read_committee_notice(record.notice, by=person["member"], at=NOW)
    elif verb == "acknowledge_committee_notice":
        reporting.acknowledge_committee_notice(record, by=person["member"], at=NOW)
    elif verb == "correct_digest":
        reporting.correct_digest(record, reason="Before you.", by=person["chair"], at=NOW)
    elif isinstance(record, DigestPart):
        reporting.sign_digest_part(record, how="re-authenticated by password", by=person["officer"], at=NOW)
    elif app == "reporting":
        sign_with_heads(record, how="re-authenticated by password", by=person["auditor"], at=NOW)
    elif app == "clocks":
        clocks.decline_change(record, by=person["auditor"], at=NOW)
    elif isinstance(record, DirectoryImport):
        accounts.take_directory(record, by=person["administrator"], at=NOW)
    elif isinstance(record, DirectoryChange):
        accounts.decline_change(record, reason="No need.", by=person["secretary"], at=NOW)
    elif app == "accounts":
        accounts.revoke_role(record, reason="No need.", by=person["administrator"], at=NOW)
    elif verb.endswith("_translation"):
        code.discard_translation(record, by=person["officer"], at=NOW)
    elif verb.endswith("_promise"):
        code.publish_promise(record, by=person["officer"], at=NOW)
    elif verb.endswith("_policy"):
        code.retire_policy(record, by=person["officer"], at=NOW)
    elif verb.endswith("_contact_point"):
        code.retire_contact_point(record, by=person["officer"], at=NOW)
    elif isinstance(record, Training):
        code.end_training(record, by=person["officer"], at=NOW)
    elif isinstance(record, TrainingAssignment):
        code.record_completion(record, completed_on=NOW.date(), by=person["staff"], at=NOW)
    elif isinstance(record, Gift):
        code.decide_gift(record, outcome="REFUSED", reasons="So.", by=person["officer"], at=NOW)
    elif isinstance(record, GiftLimit):
        code.end_limit(record, by=person["officer"], at=NOW)
    elif isinstance(record, CompletionImport):
        code.take_completions(record, by=person["staff"], at=NOW)
    elif isinstance(record, ComplianceAudit | AuditFinding):
        move_audits_on(world, record)
    elif isinstance(record, CodeVersion):
        code.publish_version(record, effective_on=NOW.date() + timedelta(days=9), by=person["officer"], at=NOW)
    elif name in OF_AFFIRMATIONS:
        move_affirmations_on(world)
    elif app == "code_of_ethics":
        facts = {"means": record.means_permitted[0], "reference": "0001234567-26-000125", "filed_at": NOW}
        code.confirm_filing(record, **facts, by=person["secretary"], at=NOW)
    elif verb.endswith("_retention_rule"):
        cases.retire_retention_rule(record, by=person["counsel"], at=NOW)
    elif isinstance(record, Hold):
        if record.state == "IN_FORCE":
            record = cases.propose_release(record, reason="Settled.", by=person["counsel"], at=NOW)
        cases.release_hold(record, by=person["general_counsel"], at=NOW)
    elif isinstance(record, HotlineTest):
        cases.drop_hotline_test(record, by=person["auditor"], at=NOW)
    elif isinstance(record, CaseImport):
        cases.discard_import(record, reason="Another.", by=person["officer"], at=NOW)
    elif isinstance(record, Deletion):
        cases.stop_deletion(record, by=person["officer"], at=NOW)
    elif isinstance(record, AuditorLogEntry):
        again = cases.AuditorFacts(NOW.date(), "E", "F", "MAIL", "More.")
        cases.correct_entry(record, facts=again, why_corrected="A name.", by=person["chair"], at=NOW)
    elif isinstance(record, Minimising):
        cases.drop_minimising(record, reason="Needed.", by=person["officer"], at=NOW)
    elif isinstance(record, DataRequest):
        settle(world, record)
    elif isinstance(record, DataPart):
        cases.finish_data_part(record, by=person["officer"], at=NOW)
    elif isinstance(record, DataItem):
        cases.drop_data_item(record, by=person["officer"], at=NOW)
    elif verb.endswith("_rule"):
        cases.retire_rule(record, by=person["auditor"], at=NOW)
    elif verb == "take_up_exception":
        cases.take_up_exception(record, topic=world.cases["triage"].topic, by=person["officer"], at=NOW)
    elif verb == "acknowledge_alarm":
        cases.acknowledge_alarm(record, by=person["staff"], at=NOW)
    elif verb == "end_duty":
        cases.end_duty(record, by=person["officer"], at=NOW)
    elif verb in ("confirm_topic", "reject_topic"):
        cases.reject_topic(record, by=person["auditor"], at=NOW)
    elif verb == "end_appointment":
        cases.end_appointment(record, by=person["officer"], at=NOW)
    elif verb == "read_exit":
        cases.read_exit(record, verdict="AGREED", words="So.", by=person["auditor"], at=NOW)
    elif verb == "withdraw_absence":
        cases.withdraw_absence(record, by=person["investigator"], at=NOW)
    elif verb == "end_designation":
        cases.end_designation(record, by=person["auditor"], at=NOW)
    elif isinstance(record, IdentityRequest):
        cases.revoke_identity(record, reason="No need.", by=record.asked_by, at=NOW)
    elif isinstance(record, Task):
        cases.drop_task(record, reason="No need.", by=person["officer"], at=NOW)
    elif verb == "write_statement" or isinstance(record, Statement):
        cases.read_back_statement(world.statement, by=person["officer"], at=NOW)
    elif isinstance(record, Interview):
        cases.cancel_interview(record, reason="Ill.", by=person["officer"], at=NOW)
    elif verb in OF_A_TEMPLATE:
        cases.retire_template(record, by=person["officer"], at=NOW)
    elif verb in OF_AN_ANSWER:
        cases.retire_answer(record, by=person["officer"], at=NOW)
    elif verb == "unmerge_case":
        cases.unmerge_case(record, reason="Another.", by=person["officer"], at=NOW)
    elif verb == "unlink_case":
        cases.unlink_case(record, reason="Another.", by=person["officer"], at=NOW)
    elif verb == "answer_letter":
        cases.answer_letter(record, words="Mine.", by=person["subject"], at=NOW)
    elif verb in ("send_letter", "drop_letter"):
        cases.drop_letter(record, reason="Another.", by=person["staff"], at=NOW)
    elif verb == "decide_review":
        cases.decide_review(record, **REVIEWED, by=person["auditor"], at=NOW)
    elif verb == "answer_withdrawal":
        told = {"answer": "LET_REST", "reasons": "So.", "message": "We heard you."}
        cases.answer_withdrawal(record, **told, by=person["officer"], at=NOW)
    elif verb in OF_A_QUESTIONNAIRE:
        cases.publish_questionnaire(world.questionnaires["drafted"], by=person["officer"], at=NOW)
    elif verb in OF_A_MAIL:
        cases.turn_into_report(record, topic=world.cases["triage"].topic, by=person["operator"], at=NOW)
    elif verb in ("confirm_party", "reject_party", "agree_to_role"):
        cases.reject_party(record, reason="Another.", by=person["officer"], at=NOW)
    elif verb == "doubt_party":
        cases.doubt_party(record, reason="Another.", by=person["officer"], at=NOW)
    elif verb in ("let_party_go", "keep_party"):
        cases.keep_party(record, reason="No mistake.", by=person["staff"], at=NOW)
    elif verb.endswith("_not_material"):
        cases.reject_not_material(record, reason="It is.", by=person["auditor"], at=NOW)
    elif verb == "retract_note":
        cases.retract_note(record, reason="Wrong.", by=person["staff"], at=NOW)
    else:
        close(world, next(key for key, case in world.cases.items() if case.pk == getattr(record, "case_id", record.pk)))


# These may be made in every state; what may have moved on is who may see the case.
IN_EVERY_STATE = {
    "cases.write_note", "cases.ask_reporter", "cases.recuse", "cases.open_original", "cases.link_case",
    "cases.propose_action", "cases.propose_referral", "cases.translate_report", "cases.restrict",
    "cases.export_case", "cases.set_privilege", "cases.mark_market_sensitive", "cases.unmark_market_sensitive",
    "waivers.mark_market_sensitive", "waivers.unmark_market_sensitive",
    "cases.log_auditors", "cases.propose_minimising",
    "cases.lift_restriction", "cases.check_access", "cases.request_identity", "cases.unlock_in_danger",
    "cases.register_evidence", "cases.record_custody", "cases.check_integrity",
    "cases.check_in", "cases.record_observation", "reporting.ask_about_digest",
    "reporting.ask_about_notice",
}  # fmt: skip


# Rules, mails, duties, questions by topic, templates and answers of the library belong to no case; and whoever was
# interviewed, or gets a letter, answers from behind its wall.
OF_NO_CASE = (
    *OF_A_MAIL, *OF_AN_ANSWER, *OF_A_QUESTIONNAIRE, *OF_A_TEMPLATE, "approve_rule", "retire_rule", "end_duty",
    "confirm_statement", "answer_letter", "end_designation", "withdraw_absence", "confirm_retention_rule",
    "drop_hotline_test",
    "identify_requester", "extend_data_request", "decline_data_request", "answer_data_request", "decide_data_item",
    "finish_data_part",
    "take_up_exception",
    "retire_retention_rule", "map_columns", "submit_import", "confirm_import", "discard_import",
    "review_hold", "propose_release", "release_hold", "keep_hold",
)  # fmt: skip

OF_A_CASE = [name for name in MOVES if name.startswith("cases.") and name.split(".")[1] not in OF_NO_CASE]


def test_every_move_is_tried_stale(world):
    assert set(made(world)) == set(MOVES) - WITHOUT_A_PAGE


@pytest.mark.parametrize("name", [name for name in MOVES if name not in WITHOUT_A_PAGE | IN_EVERY_STATE])
def test_a_record_that_moved_on_is_refused(name, world, load):
    record, facts, who = load(name)
    move_on(world, name, record)
    with pytest.raises((Refused, ObjectDoesNotExist)) as refusal:
        action_of(name)(record, **facts, by=world.person(who), at=NOW)
    assert isinstance(refusal.value, ObjectDoesNotExist) or str(refusal.value.sentence)


@pytest.mark.parametrize("name", OF_A_CASE)
def test_whoever_the_wall_cut_off_meanwhile_finds_no_case(name, world, load):
    record, facts, who = load(name)
    case = case_of(record)
    person = world.person(who)
    case.conflicts.create(
        data_key=case.data_key, person=person, reason="A cousin.", declared_by=person, declared_at=NOW
    )
    records = (AuditorLogEntry, Case, CaseFile, CaseLink, Action, PublicReferral, IdentityRequest, RetaliationCheck)
    with pytest.raises(tuple(model.DoesNotExist for model in records)):
        action_of(name)(record, **facts, by=person, at=NOW)


def case_of(record: Any) -> Case:
    if isinstance(record, Merge):
        return record.target
    if isinstance(record, CaseLink):
        return record.first
    if isinstance(record, Attachment | Withdrawal | IdentityRequest | RetaliationCheck | ReviewRequest):
        return record.report.case
    if isinstance(record, Statement):
        return record.interview.case
    return getattr(record, "case", record)


@pytest.mark.parametrize("name", [name for name in MOVES if name not in WITHOUT_A_PAGE])
def test_a_record_that_did_not_move_is_taken(name, world, load):
    """The control: the very same call works while nothing has happened."""
    if name in ("waivers.record_meeting", "code_of_ethics.redraft_version", "reporting.sign_digest"):
        pytest.skip("its facts are incomplete here; the sweep of access makes it through its page")
    record, facts, who = load(name)
    if name == "code_of_ethics.publish_version":
        facts = {"effective_on": NOW.date() + timedelta(days=9)}
    if name == "code_of_ethics.confirm_filing":
        facts = facts | {"means": record.means_permitted[0]}
    assert action_of(name)(record, **facts, by=world.person(who), at=NOW)
