"""Every route of the Portal: which record of the world it is asked for, and what a forger would post to it.

A route that is in the resolver and not here fails the sweep and names itself. So does one that is here and gone.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from cases.models import Attachment, CaseLink, Merge, RetaliationCheck, ReviewRequest, Statement, Withdrawal
from clocks.models import Clock
from tests.conftest import NOW
from tests.sweeps.forged import bodies
from tests.sweeps.world import World
from waivers.models import WaiverFile

# Pages of a case, with the case on which what the page is for can be done now.
OF_A_CASE = {
    "case": "main", "dialogue": "main", "notes": "main", "access": "main", "history": "main", "attachment": "main",
    "appoint": "main", "end_appointment": "triage", "restrict": "main", "lift_restriction": "turned",
    "check_access": "main", "request_identity": "closed", "mark_market_sensitive": "main",
    "unmark_market_sensitive": "heads",
    "unlock_in_danger": "closed",
    "links": "main", "link_case": "main", "unlink_case": "main",
    "merge_case": "triage", "unmerge_case": "survivor", "answer_withdrawal": "main",
    "ask_to_treat_as_report": "asked", "treat_as_report": "asked",
    "open_original": "main", "translate_report": "main",
    "acknowledge": "fresh", "triage": "triage", "answer_question": "asked", "exit_triage": "triage",
    "state_first_incident": "main",
    "add_party": "main", "confirm_party": "possible", "reject_party": "possible", "add_allegation": "main",
    "record_finding": "main", "ask_reporter": "main", "write_note": "main", "retract_note": "main",
    "decide_materiality": "main", "log_auditors": "books",
    "confirm_not_material": "doubted", "reject_not_material": "doubted",
    "assign": "main", "share": "main", "transfer": "main", "recuse": "main", "submit_for_review": "main",
    "return_to_investigation": "review", "close": "review", "reopen": "closed",
    "outcomes": "main", "record_step": "main", "record_no_consequence": "main", "propose_action": "main",
    "decide_action": "main", "name_owner": "main", "record_amount": "main", "confirm_action": "main",
    "return_action": "main", "cancel_action": "main", "propose_referral": "main", "hand_to_authority": "main",
    "record_receipt": "main", "conclude_referral": "main",
    "confirm_topic": "books", "reject_topic": "books", "ask_other_counsel": "main",
    "clocks": "main", "pause_clock": "phoned", "resume_clock": "passed",
    "plan": "main", "add_task": "main", "apply_plan": "main", "give_task": "doubted", "finish_task": "doubted",
    "drop_task": "doubted", "move_interview": "main", "agree_to_role": "possible",
    "doubt_party": "apart", "let_party_go": "main", "keep_party": "main",
    "interviews": "main", "interview": "main", "plan_interview": "main",
    "record_interview": "main", "cancel_interview": "main", "write_statement": "main", "ask_to_confirm": "main",
    "read_back_statement": "main", "evidence": "main", "evidence_item": "main", "register_evidence": "main",
    "record_custody": "main", "check_integrity": "main",
    "aftercare": "main", "check_in": "main", "record_observation": "main", "decide_review": "final",
    "draft_letter": "final", "send_letter": "final", "drop_letter": "final",
    "case_files": "main", "export_case": "main", "download_case_file": "main", "set_privilege": "main",
    "propose_minimising": "main", "confirm_minimising": "main", "drop_minimising": "main",
    "doubt_privilege": "main", "lift_privilege": "main", "keep_privilege": "main",
}  # fmt: skip
OF_A_WAIVER = {
    "waiver": "requested", "edit": "drafted", "request": "drafted", "answer": "returned", "withdraw": "requested",
    "ask_to_revoke": "disclosed", "drop_revocation": "revoking",
    "raise_class": "requested", "lower_class": "left", "agree_to_lower": "lowering", "turn_down_lower": "lowering",
    "confirm_request": "unconfirmed", "decline_request": "unconfirmed",
    "approve": "requested", "refuse": "requested", "return_to_requester": "requested", "recommend": "board_requested",
    "recuse": "requested", "revoke": "granted", "put_to_board": "recommended", "record_meeting": "recorded",
    "confirm_meeting": "recorded", "propose_consent": "on_agenda", "sign_consent": "consented",
    "decline_consent": "consented", "declare_recusal": "on_agenda", "clear": "requested", "renew": "granted",
    "set_condition": "granted", "ask_opinion": "requested", "give_opinion": "advised",
    "board_paper": "on_agenda", "certificate": "disclosed",
    "mark_market_sensitive": "requested", "unmark_market_sensitive": "returned",
}  # fmt: skip
# Whoever keeps one may know of it and not of the waiver.
OF_A_CONDITION = {
    "condition": "given", "report_condition": "given", "confirm_condition": "reported", "break_condition": "given",
}  # fmt: skip
OF_A_DIGEST = {
    "digest": "signed", "edit_commentary": "draft", "redraft_digest": "draft", "sign_digest": "draft",
    "ask_about_digest": "signed",
    "download_digest": "signed",
    "download_management_copy": "signed", "tell_auditors": "signed",
    "correct_digest": "signed", "digest_changes": "corrected",
}  # fmt: skip
OF_A_DIGEST_PART = ("digest_part", "sign_digest_part")
OF_A_DISCLOSURE = {"disclosure": "undisclosed", "draft_disclosure": "undrafted", "confirm_filing": "undisclosed"}
# Moves of an action and of a referral, with the state in which each is tried.
OF_AN_ACTION = ("action", "note_progress", "finish_action")
OF_A_LETTER = ("letter", "answer_letter")
OF_A_REFERRAL = {
    "referral": "handed", "give_opinion": "proposed", "decline_opinion": "proposed",
    "approve_referral": "advised", "decline_referral": "advised",
}  # fmt: skip
OF_A_NAME = {
    "name": "asked", "grant_identity": "asked", "refuse_identity": "asked", "revoke_identity": "asked",
    "show_identity": "granted",
}  # fmt: skip
# Every mail that waits, with whom it names; what became a report has its page too.
OF_A_MAIL = ("mail", "open_mail", "turn_into_report", "thread_mail", "download_mail", "dismiss_mail")
OF_A_GRANT = ("role_grant", "approve_role", "decline_role", "revoke_role")
OF_A_CONTACT_POINT = {
    "publish_contact_point": "proposed", "replace_contact_point": "published", "retire_contact_point": "published",
}  # fmt: skip
OF_AN_ANSWER = {"edit_answer": "draft", "publish_answer": "draft", "retire_answer": "published"}
OF_A_TEMPLATE = {"edit_template": "draft", "publish_template": "draft", "retire_template": "plan"}
OF_A_QUESTIONNAIRE = {
    "questionnaire": "asked", "preview": "asked", "add_question": "drafted", "name_channel": "drafted",
    "translate_questionnaire": "drafted", "publish_questionnaire": "drafted",
}  # fmt: skip
OF_A_QUESTION = ("change_question", "move_question", "remove_question")
OF_A_HOLD = {
    "hold": "standing", "review_hold": "standing", "propose_release": "standing", "release_hold": "ending",
    "keep_hold": "ending",
}  # fmt: skip
OF_A_DATA_REQUEST = {
    "data_request": "identified", "letter": "identified", "identify_requester": "asked",
    "extend_data_request": "asked", "answer_data_request": "identified", "decline_data_request": "asked",
}  # fmt: skip
OF_A_DATA_PART = ("data_part", "decide_data_item", "finish_data_part", "annex")
OF_MY_DATA = ("my_data_request", "my_letter")
OF_AN_AUDITOR_ENTRY = ("entry", "correct_entry")
OF_AN_INSIDER_LIST = ("insider_list", "export_insider_list")
OF_A_HOTLINE_TEST = {"hotline_test": "to_tell", "drop_hotline_test": "to_tell"}
OF_A_FEED = {"feed": "proposed", "agree_to_feed": "proposed", "revoke_feed": "agreed"}
OF_A_WEBHOOK = {"webhook": "proposed", "agree_to_webhook": "proposed", "revoke_webhook": "agreed"}
OF_AN_IMPORT = {
    "case_import": "looked_at", "import_errors": "looked_at", "map_columns": "looked_at", "submit_import": "looked_at",
    "confirm_import": "waiting", "discard_import": "looked_at",
}  # fmt: skip
OF_A_PERIOD = {"confirm_retention_rule": "unconfirmed", "retire_retention_rule": "in_force"}
OF_A_RULE = {"approve_rule": "proposed", "retire_rule": "in_force"}
OF_A_RECORDING = {
    "record": "draft", "keep": "draft", "hand_over": "draft", "discard": "draft", "pick_up_code": "handed",
}  # fmt: skip
OF_A_VERSION = (
    "version", "changes", "redraft_version", "publish_version", "translations", "edit_version", "describe_version",
    "add_provision",
)  # fmt: skip
OF_A_PROVISION = ("change_provision", "move_provision", "remove_provision")
OF_A_TRANSLATION = ("translation", "publish_translation", "discard_translation")
OF_A_CAMPAIGN = ("campaign", "campaign_people", "export_campaign", "end_campaign")
OF_AN_AFFIRMATION = ("extend_affirmation", "record_paper")
OF_AN_EXCEPTION = ("exception", "answer_exception", "excuse")
OF_A_DECLARATION = {
    "declaration": "submitted", "decide_declaration": "submitted", "renew_declaration": "allowed",
    "end_declaration": "allowed",
}  # fmt: skip
OF_A_GIFT = {"gift": "submitted", "decide_gift": "submitted"}
OF_A_TRAINING = ("training", "training_people", "export_training", "end_training")
OF_AN_ASSIGNMENT = ("complete_training", "record_completion", "extend_training", "excuse_from_training")
OF_AN_AUDIT = {
    "audit": "planned", "begin_audit": "planned", "cancel_audit": "planned", "raise_finding": "begun",
    "report_audit": "begun",
}  # fmt: skip
OF_A_FINDING = {
    "finding": "raised", "answer_finding": "raised", "reassign_finding": "raised", "finish_finding": "answered",
    "close_finding": "done", "return_finding": "done",
}  # fmt: skip
OF_A_POLICY = {
    "policy_file": "proposed", "publish_policy": "proposed", "replace_policy": "published",
    "review_policy": "published", "retire_policy": "published",
}  # fmt: skip
OF_A_MEMBER = ("committee_notice", "acknowledge_committee_notice", "ask_about_notice")
# Not about any record.
ALONE = frozenset(
    {
        "reporting:home", "reporting:committee_notices", "reporting:notice_questions", "reporting:digests",
        "reporting:unread_notices",
        "reporting:health",
        "reporting:draft_digest", "reporting:retry_mails",
        "reporting:digest_parts",
        "accounts:notices", "accounts:people", "accounts:roles_to_approve",
        "my_actions:list", "my_letters:list", "referrals:list", "cases:letter_texts",
        "my_reports:list", "my_reports:new", "help_line:list", "help_line:begin", "help_line:call_back",
        "mailbox:mails", "refer:refer", "refer:list", "cases:queue", "cases:queue_views",
        "cases:save_view", "cases:assign_several", "cases:search_cases", "cases:my_tasks",
        "case_templates:list", "routing:rules", "routing:propose_rule",
        "holds:list", "holds:place_hold", "insider_lists:list", "auditor_log:list",
        "hotline_tests:list", "hotline_tests:begin_hotline_test",
        "reporting:measures", "reporting:record_benchmark", "reporting:feeds", "reporting:propose_feed",
        "reporting:webhooks", "reporting:propose_webhook", "reporting:retry_deliveries",
        "reporting:explore", "reporting:explore_views", "reporting:save_explore_view", "reporting:export_explored",
        "data_requests:list", "data_requests:record_data_request", "data_parts:list", "my_data:list",
        "my_data:ask_for_data",
        "reporting:dashboards", "reporting:office_dashboard",
        "reporting:week_dashboard", "reporting:committee_dashboard", "reporting:programme_dashboard",
        "reporting:units_dashboard",
        "case_imports:list", "case_imports:upload_cases", "case_imports:import_template",
        "retention:rules", "retention:propose_retention_rule", "retention:due", "retention:propose_deletion",
        "retention:approve_deletion",
        "accounts:import_directory", "accounts:directory_template", "accounts:changes_to_agree_to",
        "cases:left_behind",
        "library:answers", "library:write_answer", "identities:names",
        "questionnaires:list",
        "waivers:list", "waivers:new", "waivers:board", "waivers:export_register", "waivers:conditions",
        "waivers:insider_lists",
        "code_of_ethics:code", "code_of_ethics:versions", "code_of_ethics:start_version",
        "code_of_ethics:import_version", "code_of_ethics:affirm", "code_of_ethics:affirmations",
        "code_of_ethics:disclosures", "code_of_ethics:contact_points", "code_of_ethics:propose_contact_point",
        "exits:list", "deputies:list", "deputies:designate", "deputies:declare_absence",
        "clocks:rules", "clocks:calendars", "clocks:add_calendar", "danger:on_call", "danger:plan_duty",
        "code_of_ethics:promises", "code_of_ethics:affirm_and_declare", "code_of_ethics:state_exception",
        "code_of_ethics:team", "code_of_ethics:start_campaign", "code_of_ethics:declarations",
        "code_of_ethics:declare", "code_of_ethics:policies", "code_of_ethics:propose_policy",
        "code_of_ethics:audits", "code_of_ethics:export_audits", "code_of_ethics:plan_audit", "code_of_ethics:findings",
        "code_of_ethics:gifts", "code_of_ethics:enter_gift", "code_of_ethics:export_gifts",
        "code_of_ethics:gift_limits",
        "code_of_ethics:trainings", "code_of_ethics:start_training", "code_of_ethics:import_completions",
    }
)  # fmt: skip
# For everybody, signed in or not; answered without asking who it is.
PUBLIC = frozenset(
    {
        "speak_up:start", "speak_up:anonymity", "speak_up:left", "speak_up:report", "speak_up:question",
        "speak_up:key", "speak_up:follow_up", "speak_up:statement",
        "speak_up:contact", "disclosures:list", "disclosures:disclosure", "public_code:code",
        "health_live", "health_ready", "gallery",
        "reporting:api_measures", "reporting:api_trail", "reporting:api_description", "reporting:api_nothing_here",
    }
)  # fmt: skip
# The sign-in pages of django-allauth. They hold nothing of ours, so that no body is forged for them here.
SIGN_IN = ("account_", "mfa_")


# An empty body would count as none at all.
NOTHING_BUT_THE_DECISION = {"go": "on"}
# Pages that only show: tried by looking alone. Of these, the first page of each record is tried on every record.
FIRST_PAGES = frozenset(
    {"cases:case", "waivers:waiver", "code_of_ethics:audit", "code_of_ethics:finding", "code_of_ethics:gift"}
)
READING = frozenset(
    {
        "cases:case",
        "cases:dialogue",
        "cases:notes",
        "cases:access",
        "cases:history",
        "cases:links",
        "cases:clocks",
        "cases:outcomes",
        "cases:plan",
        "cases:task",
        "cases:interviews",
        "cases:interview",
        "cases:evidence",
        "cases:aftercare",
        "cases:case_files",
        "my_actions:action",
        "my_letters:letter",
        "referrals:referral",
        "waivers:waiver",
        "waivers:condition",
        "waivers:insider_list",
        "mailbox:mail",
        "danger:alarm",
        "identities:name",
        "holds:hold",
        "insider_lists:insider_list",
        "auditor_log:entry",
        "hotline_tests:hotline_test",
        "data_requests:data_request",
        "data_parts:data_part",
        "my_data:my_data_request",
        "code_of_ethics:audit",
        "code_of_ethics:finding",
        "code_of_ethics:gift",
        "case_imports:case_import",
    }
)

Address = tuple[str, str, str]  # route, record, address


@dataclass(frozen=True)
class Door:
    """One address of one route: the record it leads to, such as `cases.main`, and what a forger posts."""

    route: str
    about: str
    url: str
    body: dict[str, Any] = field(default_factory=dict)


def every_route() -> list[str]:
    """The names of all routes in the resolver, with their namespaces."""
    return sorted(_walk(get_resolver(), ""))


def _walk(resolver: URLResolver, prefix: str) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        elif isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"


def doors(world: World, *, every_record: bool = False) -> list[Door]:
    """The doors of all routes: on the fitting record and the main one, or on every record there is."""
    found = [*_alone(world), *_of_cases(world, every_record), *_of_papers(world, every_record), *_of_people(world)]
    posted = bodies(world, NOW.date() + timedelta(days=7))
    return [Door(route, about, url, posted.get(route, NOTHING_BUT_THE_DECISION)) for route, about, url in found]


def _alone(world: World) -> Iterator[Address]:
    for route in sorted(ALONE | (PUBLIC - {"disclosures:disclosure"})):
        yield route, "", reverse(route, args=["cases/"] if route == "reporting:api_nothing_here" else [])
    for route in every_route():
        if route.startswith(SIGN_IN):
            arguments = {"account_confirm_email": ["x"], "account_reset_password_from_key": ["x", "y"]}
            yield route, "", reverse(route, args=arguments.get(route, []))
    slug = world.disclosures["disclosed"].public_slug
    yield "disclosures:disclosure", "", reverse("disclosures:disclosure", args=[slug])


def _of_cases(world: World, every_record: bool) -> Iterator[Address]:
    for page, fitting in OF_A_CASE.items():
        everyone = every_record or f"cases:{page}" in FIRST_PAGES
        keys = list(world.cases) if everyone else list(dict.fromkeys([fitting, "main"]))
        for key in keys:
            for record in _records_of(page, world, key)[: None if every_record else 1]:
                route = f"cases:{page}"
                url = reverse(route, args=[world.cases[key].reference, *record])
                yield route, f"cases.{key}", url
    for page in ("change_view", "remove_view"):
        yield f"cases:{page}", "views.staff", reverse(f"cases:{page}", args=[world.queue_view.pk])
    task = world.cases["doubted"].tasks.get(state="OPEN")
    yield "cases:task", "cases.doubted", reverse("cases:task", args=[task.pk])
    for key in ("main", "apart", "books"):
        yield "cases:call_up", f"matters.{key}", reverse("cases:call_up", args=[world.decision(key).pk])


def _records_of(page: str, world: World, key: str) -> list[list[Any]]:
    """The second part of each address: an empty one where a page has none, and no address without such a record."""
    case = world.cases[key]
    rows: Any = {
        # From its one end only, so that there is one door to it.
        "unlink_case": lambda: CaseLink.objects.of(case) if key == "main" else CaseLink.objects.none(),
        "unmerge_case": lambda: Merge.objects.filter(target=case),
        "answer_withdrawal": lambda: Withdrawal.objects.filter(report__case=case),
        "request_identity": case.reports.all,
        "unlock_in_danger": case.reports.all,
        "attachment": lambda: Attachment.objects.filter(report__case=case),
        "translate_report": case.reports.all,
        "open_original": lambda: Attachment.objects.filter(report__case=case),
        "confirm_party": lambda: case.parties.filter(person__isnull=False),
        "reject_party": lambda: case.parties.filter(person__isnull=False),
        "record_finding": case.allegations.all,
        "record_step": case.allegations.all,
        "record_no_consequence": case.allegations.all,
        "decide_action": lambda: case.actions.filter(state="PROPOSED"),
        "cancel_action": lambda: case.actions.filter(state="PROPOSED"),
        "name_owner": lambda: case.actions.filter(state="DECIDED", kind="REMEDIATION"),
        "record_amount": lambda: case.actions.filter(kind="RECOVERY"),
        "confirm_action": lambda: case.actions.filter(state="DONE"),
        "return_action": lambda: case.actions.filter(state="DONE"),
        "hand_to_authority": lambda: case.public_referrals.filter(state="APPROVED"),
        "end_appointment": case.appointments.all,
        "confirm_topic": case.topic_changes.all,
        "reject_topic": case.topic_changes.all,
        "ask_other_counsel": lambda: case.public_referrals.filter(state="PROPOSED"),
        "record_receipt": lambda: case.public_referrals.filter(state="HANDED_OVER"),
        "conclude_referral": lambda: case.public_referrals.filter(state="HANDED_OVER"),
        "record_observation": lambda: RetaliationCheck.objects.of(case),
        "draft_letter": lambda: case.parties.filter(
            person__isnull=False, role="SUBJECT", status="CONFIRMED", letters__isnull=True
        ),
        "send_letter": lambda: case.letters.filter(state="DRAFTED"),
        "drop_letter": lambda: case.letters.filter(state="DRAFTED"),
        "decide_review": lambda: ReviewRequest.objects.of(case),
        "retract_note": case.notes.all,
        "give_task": lambda: case.tasks.filter(state="OPEN"),
        "finish_task": lambda: case.tasks.filter(state="OPEN"),
        "drop_task": lambda: case.tasks.filter(state="OPEN"),
        # The one that was held first: it has most to show.
        "interview": lambda: sorted(case.interviews.all(), key=lambda one: one.state != "HELD"),
        "record_interview": lambda: case.interviews.filter(state="PLANNED"),
        "cancel_interview": lambda: case.interviews.filter(state="PLANNED"),
        "move_interview": lambda: case.interviews.filter(state="PLANNED"),
        "agree_to_role": lambda: case.parties.exclude(wanted_role=""),
        "doubt_party": lambda: case.parties.filter(status="CONFIRMED", doubted_by=None),
        "let_party_go": lambda: case.parties.exclude(doubted_by=None),
        "keep_party": lambda: case.parties.exclude(doubted_by=None),
        "write_statement": lambda: case.interviews.filter(state="HELD"),
        "ask_to_confirm": lambda: Statement.objects.waiting().filter(interview__case=case),
        "read_back_statement": lambda: Statement.objects.waiting().filter(interview__case=case),
        "evidence_item": lambda: case.evidence.filter(file__isnull=False),
        "record_custody": case.evidence.all,
        "check_integrity": lambda: case.evidence.filter(file__isnull=False),
        "download_case_file": case.case_files.all,
        "confirm_minimising": lambda: case.minimisings.filter(state="PROPOSED"),
        "drop_minimising": lambda: case.minimisings.filter(state="PROPOSED"),
        "doubt_privilege": lambda: case.privileges.filter(state="STANDING"),
        "lift_privilege": lambda: case.privileges.filter(state="DOUBTED"),
        "keep_privilege": lambda: case.privileges.filter(state="DOUBTED"),
        "confirm_not_material": case.materiality_decisions.all,
        "reject_not_material": case.materiality_decisions.all,
    }
    if page in ("pause_clock", "resume_clock"):
        clock = Clock.objects.of(case).running().order_by("rule__may_pause", "kind").last()
        return [[clock.kind]] if clock else []
    if page not in rows:
        return [[]]
    return [[one.pk] for one in rows[page]()]


def _of_papers(world: World, every_record: bool) -> Iterator[Address]:

    def asked(records: dict[str, Any], fitting: str) -> list[str]:
        return list(records) if every_record else [fitting]

    for page, fitting in OF_A_WAIVER.items():
        for key in world.waivers if f"waivers:{page}" in FIRST_PAGES else asked(world.waivers, fitting):
            url = reverse(f"waivers:{page}", args=[world.waivers[key].reference])
            yield f"waivers:{page}", f"waivers.{key}", url
    for one in WaiverFile.objects.select_related("waiver"):
        key = next(key for key, waiver in world.waivers.items() if waiver.pk == one.waiver_id)
        yield "waivers:file", f"waivers.{key}", one.get_absolute_url()
    for page, fitting in OF_A_CONDITION.items():
        for key in world.conditions if page == "condition" else asked(world.conditions, fitting):
            yield f"waivers:{page}", f"conditions.{key}", reverse(f"waivers:{page}", args=[world.conditions[key].pk])
    for page, fitting in OF_A_DIGEST.items():
        others = ["corrected"] if fitting == "draft" else []
        few = [key for key in (fitting, f"{fitting}_annex", *others) if key in world.digests]
        for key in world.digests if every_record or page == "digest" else few:
            url = reverse(f"reporting:{page}", args=[world.digests[key].pk])
            yield f"reporting:{page}", f"digests.{key}", url
    for page in OF_A_DIGEST_PART:
        for key, part in world.digest_parts.items():
            yield f"reporting:{page}", f"digest_parts.{key}", reverse(f"reporting:{page}", args=[part.pk])
    url = reverse("reporting:answer_member", args=[world.digest_question.pk])
    yield "reporting:answer_member", "digests.asked", url
    for page, fitting in OF_A_DISCLOSURE.items():
        for key in asked(world.disclosures, fitting):
            url = reverse(f"code_of_ethics:{page}", args=[world.disclosures[key].pk])
            yield f"code_of_ethics:{page}", f"disclosures.{key}", url
    for page in ("alarm", "acknowledge_alarm"):
        yield f"danger:{page}", "alarms.fresh", reverse(f"danger:{page}", args=[world.alarm.pk])
    yield "danger:end_duty", "duties.ethics_office", reverse("danger:end_duty", args=[world.duty.pk])
    for page, more in (("except_day", ["company"]), ("propose_rule_change", ["triage"])):
        yield f"clocks:{page}", "", reverse(f"clocks:{page}", args=more)
    for page in ("approve_change", "decline_change"):
        yield f"clocks:{page}", "changes.proposed", reverse(f"clocks:{page}", args=[world.change.pk])
    url = reverse("deputies:withdraw_absence", args=[world.absence.pk])
    yield "deputies:withdraw_absence", "absences.investigator", url
    yield "exits:read_exit", "exits.ended", reverse("exits:read_exit", args=[world.exit_reading.pk])
    url = reverse("deputies:end_designation", args=[world.designation.pk])
    yield "deputies:end_designation", "designations.deputy", url
    for page in ("publish_promise", "discard_promise"):
        yield f"code_of_ethics:{page}", "promises.draft", reverse(f"code_of_ethics:{page}", args=[world.promise.pk])
    url = reverse("code_of_ethics:draft_promise", args=["PUBLIC_AUTHORITIES", "en"])
    yield "code_of_ethics:draft_promise", "", url
    for page, fitting in OF_A_CONTACT_POINT.items():
        url = reverse(f"code_of_ethics:{page}", args=[world.contact_points[fitting].pk])
        yield f"code_of_ethics:{page}", f"contact_points.{fitting}", url
    for page, fitting in OF_A_NAME.items():
        for key in world.names if page == "name" else asked(world.names, fitting):
            yield f"identities:{page}", f"names.{key}", reverse(f"identities:{page}", args=[world.names[key].pk])
    for page, fitting in OF_A_RULE.items():
        url = reverse(f"routing:{page}", args=[world.rules[fitting].pk])
        yield f"routing:{page}", f"rules.{fitting}", url
    for page, fitting in OF_A_HOLD.items():
        for key in world.holds if page == "hold" else asked(world.holds, fitting):
            yield f"holds:{page}", f"holds.{key}", reverse(f"holds:{page}", args=[world.holds[key].pk])
    for page, fitting in OF_A_DATA_REQUEST.items():
        for key in world.data_requests if page == "data_request" else asked(world.data_requests, fitting):
            url = reverse(f"data_requests:{page}", args=[world.data_requests[key].pk])
            yield f"data_requests:{page}", f"data_requests.{key}", url
    for page in OF_MY_DATA:
        for key, one in world.data_requests.items():
            yield f"my_data:{page}", f"my_data.{key}", reverse(f"my_data:{page}", args=[one.pk])
    for page in OF_A_DATA_PART:
        for key, part in world.data_parts.items() if every_record else [("ethics", world.data_part)]:
            yield f"data_parts:{page}", f"data_parts.{key}", reverse(f"data_parts:{page}", args=[part.pk])
    url = reverse("data_parts:drop_data_item", args=[world.data_item.pk])
    yield "data_parts:drop_data_item", "data_items.main", url
    for page in OF_AN_AUDITOR_ENTRY:
        for key, told in world.auditor_log.items():
            yield f"auditor_log:{page}", f"auditor_log.{key}", reverse(f"auditor_log:{page}", args=[told.pk])
    for page in OF_AN_INSIDER_LIST:
        url = reverse(f"insider_lists:{page}", args=[world.insider_list.pk])
        yield f"insider_lists:{page}", "insider_lists.heads", url
        url = reverse(f"waivers:{page}", args=[world.waiver_list.pk])
        yield f"waivers:{page}", "insider_lists.returned", url
    for page, fitting in OF_A_HOTLINE_TEST.items():
        for key in world.hotline_tests if page == "hotline_test" else asked(world.hotline_tests, fitting):
            url = reverse(f"hotline_tests:{page}", args=[world.hotline_tests[key].pk])
            yield f"hotline_tests:{page}", f"hotline_tests.{key}", url
    url = reverse("reporting:retire_benchmark", args=[world.benchmark.pk])
    yield "reporting:retire_benchmark", "benchmarks.recorded", url
    for page, fitting in OF_A_FEED.items():
        for key in world.feeds if page == "feed" else asked(world.feeds, fitting):
            yield f"reporting:{page}", f"feeds.{key}", reverse(f"reporting:{page}", args=[world.feeds[key].pk])
    for page, fitting in OF_A_WEBHOOK.items():
        for key in world.webhooks if page == "webhook" else asked(world.webhooks, fitting):
            yield f"reporting:{page}", f"webhooks.{key}", reverse(f"reporting:{page}", args=[world.webhooks[key].pk])
    for page in ("explore_view", "change_explore_view", "remove_explore_view"):
        yield f"reporting:{page}", "explored.view", reverse(f"reporting:{page}", args=[world.explore_view.pk])
    url = reverse("reporting:download_explore_export", args=[world.explore_export.pk])
    yield "reporting:download_explore_export", "explored.export", url
    for page, fitting in OF_AN_IMPORT.items():
        for key in world.case_imports if page == "case_import" else asked(world.case_imports, fitting):
            url = reverse(f"case_imports:{page}", args=[world.case_imports[key].pk])
            yield f"case_imports:{page}", f"case_imports.{key}", url
    for page, fitting in OF_A_PERIOD.items():
        url = reverse(f"retention:{page}", args=[world.periods[fitting].pk])
        yield f"retention:{page}", f"periods.{fitting}", url
    yield "retention:stop_deletion", "cases.doomed", reverse("retention:stop_deletion", args=[world.deletion.pk])
    for page, fitting in OF_AN_ANSWER.items():
        url = reverse(f"library:{page}", args=[world.answers[fitting].pk])
        yield f"library:{page}", f"answers.{fitting}", url
    for page, fitting in OF_A_TEMPLATE.items():
        url = reverse(f"case_templates:{page}", args=[world.templates[fitting].pk])
        yield f"case_templates:{page}", f"templates.{fitting}", url
    yield "case_templates:write_template", "", reverse("case_templates:write_template", args=["plan"])
    url = reverse("statements:confirm_statement", args=[world.statement.pk])
    yield "statements:confirm_statement", "statements.asked", url
    topic = world.questionnaires["asked"].topic
    url = reverse("questionnaires:draft_questionnaire", args=[topic.slug])
    yield "questionnaires:draft_questionnaire", "topics.asked", url
    for page in ("change_topic", "translate_topic"):
        yield f"questionnaires:{page}", "topics.asked", reverse(f"questionnaires:{page}", args=[topic.slug])
    yield "questionnaires:add_topic", "", reverse("questionnaires:add_topic")
    for page, fitting in OF_A_QUESTIONNAIRE.items():
        for key in asked(world.questionnaires, fitting):
            url = reverse(f"questionnaires:{page}", args=[world.questionnaires[key].pk])
            yield f"questionnaires:{page}", f"questionnaires.{key}", url
    for page in OF_A_QUESTION:
        for key in asked(world.questionnaires, "drafted"):
            url = reverse(f"questionnaires:{page}", args=[world.questionnaires[key].questions.first().pk])
            yield f"questionnaires:{page}", f"questionnaires.{key}", url
    for page, fitting in OF_A_RECORDING.items():
        for key in asked(world.recordings, fitting):
            url = reverse(f"help_line:{page}", args=[world.recordings[key].pk])
            yield f"help_line:{page}", f"recordings.{key}", url
    for page in OF_AN_ACTION:
        for key in asked(world.taken, "given"):
            yield f"my_actions:{page}", f"actions.{key}", reverse(f"my_actions:{page}", args=[world.taken[key].pk])
    for page, fitting in OF_A_REFERRAL.items():
        for key in asked(world.referrals, fitting):
            url = reverse(f"referrals:{page}", args=[world.referrals[key].pk])
            yield f"referrals:{page}", f"referrals.{key}", url
    for page in OF_A_LETTER:
        yield f"my_letters:{page}", "letters.sent", reverse(f"my_letters:{page}", args=[world.letter("SENT").pk])
    url = reverse("cases:write_letter_text", args=["SUBJECT", "PARTLY"])
    yield "cases:write_letter_text", "", url
    for page in OF_A_MAIL:
        for key in world.mails:
            yield f"mailbox:{page}", f"mails.{key}", reverse(f"mailbox:{page}", args=[world.mails[key].pk])
    for page in OF_A_VERSION:
        url = reverse(f"code_of_ethics:{page}", args=[world.version.number])
        yield f"code_of_ethics:{page}", "versions.draft", url
    yield from _of_the_words(world)
    yield from _of_affirmations(world)
    yield from _of_the_programme(world, every_record)


def _of_the_words(world: World) -> Iterator[Address]:
    """The draft of a version, provision by provision, and translations."""
    draft: Any = world.version
    for page in OF_A_PROVISION:
        url = reverse(f"code_of_ethics:{page}", args=[draft.number, "gifts"])
        yield f"code_of_ethics:{page}", "versions.draft", url
    yield "code_of_ethics:change_part", "versions.draft", reverse("code_of_ethics:change_part", args=[draft.number, 1])
    url = reverse("code_of_ethics:draft_translation", args=[draft.number, "fr"])
    yield "code_of_ethics:draft_translation", "versions.draft", url
    translation: Any = world.translation
    for page in OF_A_TRANSLATION:
        url = reverse(f"code_of_ethics:{page}", args=[translation.pk])
        yield f"code_of_ethics:{page}", "translations.draft", url
    yield "code_of_ethics:code_in", "", reverse("code_of_ethics:code_in", args=["de"])
    url = reverse("code_of_ethics:version_in", args=[translation.version.number, "de"])
    yield "code_of_ethics:version_in", "", url


def _of_the_programme(world: World, every_record: bool) -> Iterator[Address]:
    """Audits and their findings; trainings."""
    asked, upload = world.assignment, world.completions
    assert asked is not None and upload is not None
    for page in OF_A_TRAINING:
        yield f"code_of_ethics:{page}", "trainings.running", reverse(f"code_of_ethics:{page}", args=[asked.training_id])
    for page in OF_AN_ASSIGNMENT:
        yield f"code_of_ethics:{page}", "assignments.waiting", reverse(f"code_of_ethics:{page}", args=[asked.pk])
    assert world.limit is not None
    yield "code_of_ethics:end_limit", "limits.in_force", reverse("code_of_ethics:end_limit", args=[world.limit.pk])
    talk: Any = world.exception
    url = reverse("exceptions:take_up_exception", args=[talk.pk])
    yield "exceptions:take_up_exception", "exceptions.open", url
    yield "code_of_ethics:take_completions", "completions.upload", upload.get_absolute_url()
    kinds: tuple[tuple[dict[str, str], dict[str, Any], str], ...] = (
        (OF_AN_AUDIT, world.audits, "audits"),
        (OF_A_FINDING, world.findings, "findings"),
        (OF_A_GIFT, world.gifts, "gifts"),
    )
    for pages, records, name in kinds:
        for page, fitting in pages.items():
            for key in records if every_record or f"code_of_ethics:{page}" in FIRST_PAGES else [fitting]:
                url = reverse(f"code_of_ethics:{page}", args=[records[key].pk])
                yield f"code_of_ethics:{page}", f"{name}.{key}", url


def _of_affirmations(world: World) -> Iterator[Address]:
    waiting: Any = world.affirmation
    talk: Any = world.exception
    for page in OF_A_CAMPAIGN:
        url = reverse(f"code_of_ethics:{page}", args=[waiting.campaign_id])
        yield f"code_of_ethics:{page}", "campaigns.running", url
    for page in OF_AN_AFFIRMATION:
        url = reverse(f"code_of_ethics:{page}", args=[waiting.pk])
        yield f"code_of_ethics:{page}", "affirmations.waiting", url
    for page in OF_AN_EXCEPTION:
        yield f"code_of_ethics:{page}", "exceptions.open", reverse(f"code_of_ethics:{page}", args=[talk.pk])
    walled: Any = world.walled_exception
    for page in OF_AN_EXCEPTION:
        yield f"code_of_ethics:{page}", "exceptions.walled", reverse(f"code_of_ethics:{page}", args=[walled.pk])
    for page in ("lift_match", "confirm_match"):
        url = reverse(f"code_of_ethics:{page}", args=[walled.matches.get().pk])
        yield f"code_of_ethics:{page}", "exceptions.walled", url
    for page, fitting in OF_A_POLICY.items():
        url = reverse(f"code_of_ethics:{page}", args=[world.policies[fitting].pk])
        yield f"code_of_ethics:{page}", f"policies.{fitting}", url
    for page, fitting in OF_A_DECLARATION.items():
        url = reverse(f"code_of_ethics:{page}", args=[world.declarations[fitting].pk])
        yield f"code_of_ethics:{page}", f"declarations.{fitting}", url


def _of_people(world: World) -> Iterator[Address]:
    for page in OF_A_GRANT:
        url = reverse(f"accounts:{page}", args=[world.grant.pk])
        yield f"accounts:{page}", "grants.proposed", url
    for page in OF_A_MEMBER:
        for key in ("main", "apart"):
            url = reverse(f"reporting:{page}", args=[world.committee_notice(key, "member").pk])
            yield f"reporting:{page}", f"told.{key}", url
    for page in ("unread_notice", "record_notice_call"):
        url = reverse(f"reporting:{page}", args=[world.unread_notice.pk])
        yield f"reporting:{page}", "told.unread", url
    url = reverse("reporting:answer_notice_question", args=[world.notice_question.pk])
    yield "reporting:answer_notice_question", "told.asked", url
    stranger = world.people["stranger"].pk
    leader = world.people["requester"].pk
    yield "code_of_ethics:team_of", "people.requester", reverse("code_of_ethics:team_of", args=[leader])
    for page in ("person", "propose_role"):
        url = reverse(f"accounts:{page}", args=[stranger])
        yield f"accounts:{page}", "people.stranger", url
    url = reverse("accounts:take_directory", args=[world.upload.pk])
    yield "accounts:take_directory", "directory.upload", url
    for page in ("agree_to_change", "decline_change"):
        yield f"accounts:{page}", "directory.change", reverse(f"accounts:{page}", args=[world.directory_change.pk])
    yield "accounts:read_notices", "notices.staff", reverse("accounts:read_notices")
    yield "accounts:open_notice", "notices.staff", reverse("accounts:open_notice", args=[world.notice("staff").pk])
    for key, case in {"reporter": "main", "confidant": "closed"}.items():
        report = world.cases[case].reports.get()
        for page in ("report", "answer", "identify", "withdraw", "consent", "unlock", "rate", "check", "review"):
            url = reverse(f"my_reports:{page}", args=[report.pk])
            yield f"my_reports:{page}", f"reports.{key}", url
