"""The second person for “not material” sits in the other office, or heads the committee."""

from django.urls import reverse

from tests.cases.desk import make_topic, open_case
from tests.standing import standing


@standing
def decision(desk, general_auditor, at):
    case = desk.acknowledge(open_case(at=at, topic=make_topic("bribery", trigger="BRIBERY")))
    desk.triage(case, materiality="NOT_MATERIAL", materiality_reasons="A lunch.")
    return case.materiality_decisions.get()


def test_they_read_the_case_and_agree(send, decision, general_auditor, sign_in, now):
    client = sign_in(general_auditor)
    address = reverse("cases:confirm_not_material", args=[decision.case.reference, decision.pk])
    assert address in client.get(decision.case.get_absolute_url()).content.decode()
    assert "A lunch." in client.get(address).content.decode()
    assert send("confirm_not_material", decision.case, decision, client=client, receipt="1" * 32).status_code == 302
    assert now(decision).is_effective


def test_they_disagree_with_a_reason_and_the_question_is_open_again(send, decision, general_auditor, sign_in, now):
    client = sign_in(general_auditor)
    sent = send("reject_not_material", decision.case, decision, client=client, reason="Twelve lunches.")
    assert sent.status_code == 302
    assert now(decision).state == "REJECTED"
    assert "Twelve lunches." in client.get(decision.case.get_absolute_url()).content.decode()


def test_the_office_itself_is_told_that_it_is_for_somebody_else(send, decision, at_desk, now):
    address = reverse("cases:confirm_not_material", args=[decision.case.reference, decision.pk])
    assert address not in at_desk.get(decision.case.get_absolute_url()).content.decode()
    page = send("confirm_not_material", decision.case, decision, receipt="1" * 32)
    assert "for somebody else" in page.content.decode()
    assert not now(decision).is_effective
