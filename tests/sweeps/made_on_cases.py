"""How each move on a case is made: its record, the facts that are given, and who makes it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

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
    Appointment,
    Attachment,
    CaseLink,
    MaterialityDecision,
    Merge,
    Minimising,
    Note,
    Party,
    RetaliationCheck,
    ReviewRequest,
    TopicChange,
    Withdrawal,
)
from cases.redaction import Choices
from tests.conftest import NOW

REASON = {"reason": "So."}
REVIEWED = {"decision": "UPHELD", "reasons": "So.", "message": "It stands."}


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
