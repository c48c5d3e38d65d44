"""What two cases had in common for a while: the end of the one takes nothing from the other."""

import pytest

from accounts.moves import Refused
from cases import actions
from cases.actions import EvidenceFacts
from cases.actions.evidence import attach_file
from cases.files import hanging_from, keys_of
from cases.merging import why_not_undone
from cases.models import Attachment, EvidenceItem, OriginalOpening, RetaliationCheck
from cases.states.report import Mode
from tests.cases.desk import make_topic, open_case
from tests.cases.retention.conftest import seal_file


def test_what_was_registered_while_two_were_one_stays_whole_when_the_other_ends(desk, at, now, employee):
    case, into = desk.case_in("TRIAGE"), desk.case_in("TRIAGE")
    file = seal_file(b"bill", name="bill.txt", case=case, on=at.date())
    attachment = attach_file(case.reports.get(), file, on=at.date())
    merge = actions.merge_case(case, into=into, reason="One matter.", by=desk.staff, at=at)
    facts = EvidenceFacts(
        description="The bill", source="The report", collected_by=desk.staff, collected_at=at, collected_where="Here",
        held_by="The office", attachment=attachment,
    )  # fmt: skip
    item = actions.register_evidence(now(into), facts=facts, by=desk.staff, at=at)
    opening = OriginalOpening.objects.create(
        data_key=into.data_key, attachment=attachment, reason="No clean copy.", opened_by=desk.staff, opened_at=at
    )
    actions.unmerge_case(now(merge), reason="Two matters.", by=desk.staff, at=at)
    assert now(attachment).report.case == case and now(item).case == into, "the file went back, the register stayed"
    ends = hanging_from([case])
    assert {attachment.pk} <= ends[Attachment] and {opening.pk} <= ends[OriginalOpening]
    assert item.pk not in ends[EvidenceItem]
    desk.share(now(into), employee)
    with pytest.raises(Refused) as refused:
        actions.open_evidence(item, by=employee, at=at)
    assert "a case of its own" in str(refused.value.sentence), "whoever may see the one alone does not read the other"
    keys = keys_of(ends)
    assert {case.data_key_id, attachment.file.data_key_id} <= keys and into.data_key_id not in keys


def test_a_case_that_a_bad_answer_opened_ends_without_its_first_one(desk, at, employee):
    make_topic("retaliation", is_retaliation=True)
    told = {"mode": Mode.NAMED, "reporter_name": employee.full_name}
    first = desk.assign(desk.triage(desk.acknowledge(open_case(at=at, by=employee, **told))))
    report = first.reports.get()
    actions.check_in(first, by=desk.staff, at=at)
    check = report.retaliation_checks.get()
    actions.record_observation(check, kind="PAY", words="Less since May.", by=desk.staff, at=at)
    opened = actions.answer_check(report, answer="HAPPENED", words="Moved.", receipt="r", at=at).case_opened
    ends = hanging_from([opened])
    assert not ends[RetaliationCheck], "the check-in belongs to the first"
    assert opened.data_key_id in keys_of(ends)
    assert not keys_of(ends) & {first.data_key_id, report.data_key_id, report.identity.data_key_id}
    assert hanging_from([first])[RetaliationCheck] == {check.pk}


def test_a_merge_stays_while_somebody_who_came_with_it_was_written_to(desk, at, now, subject):
    case, into = desk.case_in("INVESTIGATION"), desk.case_in("INVESTIGATION")
    party = desk.name(case, subject)
    merge = actions.merge_case(case, into=into, reason="One matter.", by=desk.staff, at=at)
    actions.submit_for_review(now(into), reason="Done.", by=desk.investigator, at=at)
    letter = actions.draft_letter(now(party), body="Nothing.", why_told="They heard.", by=desk.staff, at=at)
    assert "letter was written" in why_not_undone(merge)
    actions.drop_letter(letter, reason="Too early.", by=desk.staff, at=at)
    assert why_not_undone(merge) == ""
