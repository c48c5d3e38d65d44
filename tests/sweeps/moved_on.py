"""How each record moves on while somebody has its page open."""

from datetime import timedelta
from typing import Any

from accounts import actions as accounts
from accounts.models import DirectoryChange, DirectoryImport
from cases import actions as cases
from cases.models import (
    Action,
    AuditorLogEntry,
    Case,
    CaseFile,
    CaseImport,
    DataItem,
    DataPart,
    DataRequest,
    Deletion,
    Hold,
    HotlineTest,
    IdentityRequest,
    Interview,
    Minimising,
    Privilege,
    PublicReferral,
    Statement,
    Task,
)
from clocks import actions as clocks
from code_of_ethics import actions as code
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
from tests.sweeps.made_on_cases import REVIEWED
from waivers import actions as waiving
from waivers.models import Condition, Waiver

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
