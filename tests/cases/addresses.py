"""Every address about one case, built from the table of contents itself, so that a new page is covered at once."""

import uuid

from django.urls import reverse

from cases.models import (
    Attachment,
    Case,
    CaseLink,
    Merge,
    RetaliationCheck,
    ReviewRequest,
    Statement,
    Withdrawal,
)
from cases.urls.officer import urlpatterns
from clocks import kinds

# What the second part of an address names, by the word of the page.
RECORDS = {
    "unlink_case": lambda case: CaseLink.objects.of(case),
    "unmerge_case": lambda case: Merge.objects.of(case),
    "answer_withdrawal": lambda case: Withdrawal.objects.filter(report__case=case),
    "attachment": lambda case: Attachment.objects.filter(report__case=case),
    "open_original": lambda case: Attachment.objects.filter(report__case=case),
    "request_identity": lambda case: case.reports.all(),
    "unlock_in_danger": lambda case: case.reports.all(),
    "translate_report": lambda case: case.reports.all(),
    "confirm_party": lambda case: case.parties.all(),
    "reject_party": lambda case: case.parties.all(),
    "agree_to_role": lambda case: case.parties.all(),
    **dict.fromkeys(("doubt_party", "let_party_go", "keep_party"), lambda case: case.parties.all()),
    "record_finding": lambda case: case.allegations.all(),
    "record_step": lambda case: case.allegations.all(),
    "record_no_consequence": lambda case: case.allegations.all(),
    **dict.fromkeys(
        ("decide_action", "name_owner", "record_amount", "confirm_action", "return_action", "cancel_action"),
        lambda case: case.actions.all(),
    ),
    **dict.fromkeys(
        ("hand_to_authority", "record_receipt", "conclude_referral", "ask_other_counsel"),
        lambda case: case.public_referrals.all(),
    ),
    **dict.fromkeys(("give_task", "finish_task", "drop_task"), lambda case: case.tasks.all()),
    **dict.fromkeys(
        ("interview", "record_interview", "move_interview", "cancel_interview", "write_statement"),
        lambda case: case.interviews.all(),
    ),
    **dict.fromkeys(
        ("ask_to_confirm", "read_back_statement"), lambda case: Statement.objects.filter(interview__case=case)
    ),
    **dict.fromkeys(("evidence_item", "record_custody", "check_integrity"), lambda case: case.evidence.all()),
    **dict.fromkeys(("confirm_minimising", "drop_minimising"), lambda case: case.minimisings.all()),
    **dict.fromkeys(("doubt_privilege", "lift_privilege", "keep_privilege"), lambda case: case.privileges.all()),
    **dict.fromkeys(("send_letter", "drop_letter"), lambda case: case.letters.all()),
    **dict.fromkeys(("confirm_topic", "reject_topic"), lambda case: case.topic_changes.all()),
    "draft_letter": lambda case: case.parties.all(),
    "record_observation": lambda case: RetaliationCheck.objects.of(case),
    "decide_review": lambda case: ReviewRequest.objects.of(case),
    "download_case_file": lambda case: case.case_files.all(),
    "end_appointment": lambda case: case.appointments.all(),
    "retract_note": lambda case: case.notes.all(),
    "confirm_not_material": lambda case: case.materiality_decisions.all(),
    "reject_not_material": lambda case: case.materiality_decisions.all(),
}


def addresses_of(case: Case) -> dict[str, str]:
    """Name and address of each page about the case; a record that it lacks is named by a made-up id."""
    found = {}
    for pattern in urlpatterns:
        if "<reference:" not in str(pattern.pattern):
            continue
        arguments = [case.reference]
        if "<uuid:" in str(pattern.pattern):
            record = RECORDS[pattern.name](case).first()
            arguments.append(record.pk if record else uuid.uuid4())
        if "<slug:" in str(pattern.pattern):
            arguments.append(kinds.FEEDBACK)
        found[pattern.name] = reverse(f"cases:{pattern.name}", args=arguments)
    return found


# One body that every form of the case would take, whoever forged it.
FORGED = {
    "message": "It has arrived.",
    "answer": "Yes.",
    "reason": "Because.",
    "outcome": "OUT_OF_SCOPE",
    "body": "A word.",
    "role": "SUBJECT",
    "kind": "UNKNOWN_PERSON",
    "described": "A man",
    "summary": "Dinners",
    "severity": "2",
    "retaliation_risk": "LOW",
    "finding": "UNSUBSTANTIATED",
    "reasons": "Nothing.",
    "queue": "GENERAL_AUDITOR",
}
