"""What is posted to each route: a body that the route would take from whoever may do it."""

from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from waivers.directors import directors_in_office

DIRECTORY = "email,given_name,family_name,country\nforged@example.org,Fay,Forged,US\n"
CODE = "# Code of Ethics\n\n## Conduct\n\n### Gifts {#gifts}\n\nAccept nothing.\n"
CONTACT = {"kind": "PHONE", "name": "Line", "address": "+1 614 555 0123", "position": "5"}
DECISION = {"reasons": "So.", "why_appropriate": "It is.", "why_limited": "It is.", "conditions": "None."}


def bodies(world: Any, day: date) -> dict[str, dict[str, Any]]:
    """Route → body. What is not here is posted empty: a move that needs nothing but the decision."""
    return _of_cases(world) | _of_waivers(world, day) | _of_the_rest(world, day)


def _of_cases(world: Any) -> dict[str, dict[str, Any]]:
    topic, stranger = world.cases["triage"].topic_id, world.people["stranger"].pk
    provision = world.waivers["drafted"].provision_id
    reason, stranger_email = {"reason": "Because."}, world.people["stranger"].email
    unlock = {"person": world.people["possible"].pk, "why": "So."}
    found = {
        "acknowledge": {"message": "It has arrived."},
        "triage": {"topic": topic, "summary": "Dinners", "severity": "2", "retaliation_risk": "LOW"},
        "answer_question": {"answer": "Ask first."},
        "ask_to_treat_as_report": {"message": "May we?", **reason},
        "treat_as_report": reason,
        "answer_withdrawal": {"answer": "GO_ON", "reasons": "So.", "message": "We go on."},
        "link_case": {"other": world.cases["triage"].reference, "kind": "RELATED", **reason},
        "unlink_case": reason,
        "merge_case": {"into": world.cases["survivor"].reference, **reason},
        "unmerge_case": reason,
        "exit_triage": {"outcome": "OUT_OF_SCOPE", **reason},
        "add_party": {"role": "WITNESS", "kind": "UNKNOWN_PERSON", "described": "A waiter"},
        "confirm_party": {"role": "SUBJECT"},
        "reject_party": reason,
        "add_allegation": {"provision": provision, "statement": "Took dinners."},
        "record_finding": {"finding": "UNSUBSTANTIATED", "reasons": "Nothing."},
        "record_step": {"kind": "TOLD", "taken_on": "2026-05-02"},
        "record_no_consequence": reason,
        "propose_action": {"kind": "CORRECTIVE", "reasons": "So."},
        "decide_action": {"owner": world.people["policy_owner"].email, "due_on": "2099-01-01", "brief": "Do it."},
        "name_owner": {"owner": stranger_email},
        "record_amount": {"kind": "COST", "amount": "1", "booked_on": "2026-05-02"},
        "confirm_action": {"ending": "Seen."},
        "return_action": reason,
        "cancel_action": reason,
        "propose_referral": {
            "authority": "Police", "facts": "So.", "reasons": "So.", "counsel": world.people["counsel"].pk,
        },
        "ask_other_counsel": {"counsel": world.people["other_counsel"].pk},
        "hand_to_authority": {"handed_over_on": "2026-05-02", "things": "A letter"},
        "record_receipt": {"acknowledged_on": "2026-05-02", "authority_reference": "4 Js 1"},
        "conclude_referral": {"concluded_on": "2026-05-02", "result": "Nothing."},
        "add_task": {"title": "Ask the bank.", "due_on": "2099-01-01", "owner": ""},
        "apply_plan": {"template": world.templates["plan"].pk, "starts_on": "2027-01-04", "owner": ""},
        "give_task": {"owner": world.people["officer"].email},
        "finish_task": {"ending": "All there."},
        "drop_task": reason,
        "plan_interview": {
            "described": "A waiter", "planned_for": "2026-12-01T10:00", "mode": "PHONE", "language": "en",
            "conducted_by": world.people["officer"].email,
        },
        "record_interview": {"held_at": "2026-11-20T10:00", "words": "So."},
        "cancel_interview": reason,
        "write_statement": {"text": "I saw it."},
        "ask_to_confirm": {"receipt": "forged"},
        "read_back_statement": {"was_read": "on"},
        "register_evidence": {
            "description": "A notebook", "source": "Desk 4", "held_by": "The safe", "collected_where": "Room 1",
            "collected_by": world.people["officer"].email, "collected_at": "2026-11-20T10:00",
        },
        "record_custody": {
            "kind": "MOVED", "happened_at": "2026-11-21T10:00", "held_by": "The safe", "place": "Room 2",
        },
        "record_observation": {"kind": "NOTHING"},
        "decide_review": {"decision": "UPHELD", "reasons": "So.", "message": "It stands."},
        "draft_letter": {"body": "So.", "why_told": "So."},
        "drop_letter": reason,
        "write_letter_text": {"text": "So."},
        "ask_reporter": {"body": "When?"},
        "export_case": {"how": "WHOLE", **reason},
        "download_case_file": {"what": "pdf"},
        "set_privilege": {
            "what": "CASE", "description": "All", "directed_by": world.people["counsel"].pk,
            "since_on": "2026-05-02", **reason,
        },
        "doubt_privilege": reason,
        "keep_privilege": reason,
        "write_note": {"body": "A note."},
        "pause_clock": {"reason": "AUTHORITY"},
        "retract_note": reason,
        "open_original": reason,
        "decide_materiality": {"outcome": "MATERIAL", "reasons": "So.", "digest_line": "A matter."},
        "reject_not_material": reason,
        "assign": {"investigator": world.people["other_investigator"].pk},
        "share": {"person": stranger, **reason},
        "appoint": {"person": world.people["other_external"].pk, "until": "2026-12-31"},
        "restrict": reason,
        "lift_restriction": reason,
        "check_access": {"person": stranger},
        "request_identity": unlock | {"reason": "SECRET_DUTY", "days": "3"},
        "unlock_in_danger": unlock,
        "transfer": {"queue": "GENERAL_AUDITOR", **reason},
        "recuse": reason,
        "save_view": {"name": "Forged"},
        "change_view": {"name": "Forged"},
        "search_cases": {"words": "dinners"},
        "assign_several": {
            "case": f"{world.cases['main'].reference}",
            "investigator": world.people["other_investigator"].pk,
        },
        "submit_for_review": reason,
        "return_to_investigation": reason,
        "close": {"message": "It is closed."},
        "reopen": reason,
    }  # fmt: skip
    return {f"cases:{page}": body for page, body in found.items()}


def _of_waivers(world: Any, day: date) -> dict[str, dict[str, Any]]:
    request = {
        "provision": world.waivers["drafted"].provision_id, "departure": "A dinner.", "reasons": "So.",
        "mitigations": "None.", "starts_on": day.isoformat(), "ends_on": day.replace(year=day.year + 1).isoformat(),
        "beneficiary": world.people["requester"].pk,
    }  # fmt: skip
    meeting = DECISION | {
        "resolution": "2026-9", "decision_at": "2026-11-23T09:00", "zone": "America/New_York",
        "presiding": world.people["director"].pk,
    }  # fmt: skip
    meeting |= {f"ballot_{one.pk.hex}": "PRESENT:FOR" for one in directors_in_office(day)}
    found = {
        "new": request, "edit": request, "answer": {"answer": "I do."}, "approve": DECISION, "refuse": DECISION,
        "return_to_requester": {"question": "Who pays?"},
        "recommend": {"advice": "APPROVE", "recommendation": "A modest case."},
        "revoke": DECISION | {"effective_on": day.isoformat()}, "ask_to_revoke": {"reasons": "So."},
        "set_condition": {
            "text": "So.", "owner": world.people["policy_owner"].email,
            "due_on": day.replace(year=day.year + 1).isoformat(),
        },
        "raise_class": {"because": "LEFT_TO_BOARD", "reason": "So."}, "lower_class": {"reason": "So."},
        "file": {"as_it_came": "1"},
        "report_condition": {"report": "Done."}, "confirm_condition": {"closing": "Seen."},
        "break_condition": {"closing": "Nothing."},
        "ask_opinion": {"adviser": world.people["counsel"].pk, "question": "Is it lawful?"},
        "give_opinion": {"advice": "APPROVE", "opinion": "It is."},
        "clear": {"outcome": "NOT_NEEDED", "reasons": "So."},
        "renew": {"ends_on": day.replace(year=day.year + 2).isoformat()},
        "propose_consent": DECISION | {"resolution": "2026-9"}, "declare_recusal": {"reason": "A cousin."},
        "export_register": {"kind": "csv"},
        "put_to_board": {"called_on": day.isoformat()}, "record_meeting": meeting,
    }  # fmt: skip
    return {f"waivers:{page}": body for page, body in found.items()}


def _of_the_rest(world: Any, day: date) -> dict[str, dict[str, Any]]:
    policy = {
        "title": "Gifts", "link": "https://inside.example/gifts", "owner": world.people["policy_owner"].pk,
        "review_on": day.isoformat(),
    }  # fmt: skip
    return {
        "my_actions:note_progress": {"words": "Half."},
        "my_actions:finish_action": {"words": "All."},
        "my_letters:answer_letter": {"words": "Mine."},
        "referrals:give_opinion": {"advice": "FOR", "opinion": "Yes."},
        "referrals:approve_referral": {"reasons": "So."},
        "referrals:decline_referral": {"reasons": "So."},
        "reporting:edit_commentary": {"summary": "All is well."},
        "accounts:propose_role": {"role": "POLICY_OWNER", "office": ""},
        "accounts:import_directory": {"file": SimpleUploadedFile("people.csv", DIRECTORY.encode())},
        "accounts:decline_change": {"reason": "No need."},
        "accounts:decline_role": {"reason": "No need."},
        "accounts:revoke_role": {"reason": "No need."},
        "routing:propose_rule": {"name": "Peru", "priority": "20", "country": "PE", "queue": "GENERAL_AUDITOR"},
        "code_of_ethics:propose_contact_point": CONTACT,
        "code_of_ethics:replace_contact_point": CONTACT,
        "code_of_ethics:draft_promise": {"text": "Go to any public authority whenever you like."},
        "clocks:add_calendar": {"name": "Forged", "country": "DE", "zone": "Europe/Berlin"},
        "clocks:except_day": {"on": "2026-12-23", "state": "CLOSED", "reason": "A storm."},
        "clocks:propose_rule_change": {"amount": "9", "source": "House rule", "reason": "So."},
        "exits:read_exit": {"verdict": "AGREED", "words": "So."},
        "deputies:declare_absence": {"starts_on": day.isoformat(), "ends_on": day.isoformat()},
        "deputies:designate": {
            "deputy": world.people["stranger"].email,
            "powers": "WORK",
            "starts_on": day.isoformat(),
            "ends_on": day.isoformat(),
            "words": "I am away.",
        },
        "holds:place_hold": {"name": "Forged", "reason": "So.", "from_on": "2020-01-01"},
        "holds:review_hold": {"reason": "So."},
        "holds:propose_release": {"reason": "So."},
        "retention:propose_retention_rule": {
            "country": "PE",
            "bound": "MAXIMUM",
            "months": "60",
            "starts_with": "CLOSED",
            "source": "A law",
        },
        "retention:propose_deletion": {"case": world.cases["expired"].reference},
        "retention:approve_deletion": {"deletion": str(world.deletion.pk)},
        "danger:plan_duty": {
            "person": world.people["auditor_staff"].pk,
            "starts_at": f"{day.replace(year=day.year + 1).isoformat()}T08:00",
            "ends_at": f"{day.replace(year=day.year + 1).isoformat()}T20:00",
        },
        "identities:grant_identity": {"days": "2", "words": "So."},
        "identities:refuse_identity": {"reason": "So."},
        "identities:revoke_identity": {"reason": "So."},
        "library:write_answer": {"topic": world.cases["triage"].topic_id, "title": "Gifts", "text": "Ask first."},
        "library:edit_answer": {"topic": world.cases["triage"].topic_id, "title": "Gifts", "text": "Ask first."},
        "case_templates:write_template": {"title": "Forged", "lines": "1: Do"},
        "case_templates:edit_template": {"title": "Forged", "lines": "1: Do"},
        "statements:confirm_statement": {"answer": "RIGHT"},
        "questionnaires:add_question": {"text": "Forged?", "kind": "YES_NO"},
        "questionnaires:change_question": {"text": "Forged?", "kind": "YES_NO"},
        "questionnaires:move_question": {"place": "2"},
        "questionnaires:translate_questionnaire": {"language": "es"},
        "questionnaires:translate_topic": {"language": "es", "name": "Forged"},
        "questionnaires:name_channel": {"name": "Forged", "contact": "Room 1"},
        "mailbox:turn_into_report": {"topic": world.cases["triage"].topic_id},
        "mailbox:dismiss_mail": {"reason": "No report."},
        "mailbox:download_mail": {"reason": "So."},
        "mailbox:thread_mail": {"to": world.cases["triage"].reference, "reason": "So."},
        "code_of_ethics:import_version": {"text": CODE, "number": "7", "effective_on": day.isoformat()},
        "code_of_ethics:redraft_version": {"text": CODE, "effective_on": day.isoformat()},
        "code_of_ethics:publish_version": {"effective_on": day.isoformat()},
        "code_of_ethics:affirm": {"affirmed": "on", "confirmed": "on"},
        "code_of_ethics:affirm_and_declare": {"kind": "GIFT", "text": "A bottle."},
        "code_of_ethics:propose_policy": policy,
        "code_of_ethics:replace_policy": policy,
        "code_of_ethics:review_policy": {"review_on": day.isoformat()},
        "code_of_ethics:declare": {"kind": "GIFT", "text": "A bottle."},
        "code_of_ethics:state_exception": {"text": "My second job."},
        "code_of_ethics:answer_exception": {"text": "Why?"},
        "code_of_ethics:excuse": {"reason": "So."},
        "code_of_ethics:start_campaign": {"due_on": day.isoformat(), "countries": "US"},
        "code_of_ethics:extend_affirmation": {"due_on": (day + timedelta(days=30)).isoformat(), "reason": "So."},
        "code_of_ethics:record_paper": {"signed_on": "2026-11-20", "kept_where": "In a file."},
        "code_of_ethics:decide_declaration": {"outcome": "NO_CONFLICT", "reasons": "So."},
        "code_of_ethics:renew_declaration": {"text": "As before."},
        "code_of_ethics:draft_disclosure": {"text": "The Board granted a waiver."},
        "code_of_ethics:confirm_filing": {
            "means": world.disclosures["undisclosed"].means_permitted[0],
            "reference": "0001234567-26-000124",
            "filed_at": "2026-11-23T09:30",
        },
        "my_reports:new": {"narrative": "Planted."},
        "my_reports:answer": {"body": "A word."},
        "help_line:begin": {"channel": "PHONE"},
        "help_line:record": {"narrative": "Forged.", "go": "keep"},
        "help_line:keep": {"narrative": "Forged."},
        "help_line:hand_over": {"read_back": "AGREED"},
        "help_line:call_back": {"spoken": world.pick_up_code},
        "refer:refer": {
            "receipt": "x",
            "told_on": day.replace(day=1).isoformat(),
            "narrative": "Forged.",
            "topic": "gifts",
            "concerns": "NONE",
            "danger": "NO",
            "mode": "ANONYMOUS",
            "is_concerned": "NO",
        },
        "speak_up:report": {"capsule": "x"},
        "speak_up:statement": {"access_key": "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF"},
        "speak_up:follow_up": {"access_key": "AAAA-BBBB-CCCC-DDDD-EEEE-FFFF"},
    }
