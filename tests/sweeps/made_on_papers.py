"""How each move on what is no case is made: its record, the facts that are given, and who makes it."""

from datetime import timedelta
from typing import Any

from code_of_ethics import actions as code
from code_of_ethics.actions import ContactFacts
from reporting import actions as reporting
from tests.conftest import NOW
from tests.sweeps.made_on_cases import REASON

PROVISION = code.ProvisionFacts("Conduct", "So", "So.")
WHY = {"reasons": "So.", "why_appropriate": "It is.", "why_limited": "It is."}


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
