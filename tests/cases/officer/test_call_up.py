"""The committee's chair calls up the file of a material matter; it is recorded, and the wall beats it."""

import pytest
from django.urls import reverse

from audit.trail import history
from tests.cases.desk import make_topic, open_case
from tests.standing import standing


@standing
def decision(desk, chair, at):
    case = desk.acknowledge(open_case(at=at, topic=make_topic("bribery", trigger="BRIBERY")))
    desk.triage(case, materiality="MATERIAL", materiality_reasons="Bribery.", digest_line="A matter in purchasing.")
    return case.materiality_decisions.get()


@standing
def address(decision) -> str:
    return reverse("cases:call_up", args=[decision.pk])


def test_the_chair_reads_the_case_from_then_on(sign_in, chair, decision, address):
    client = sign_in(chair)
    assert client.get(decision.case.get_absolute_url()).status_code == 404
    assert "A matter in purchasing." in client.get(address).content.decode()
    assert client.post(address, {"receipt": "3" * 32}).url == decision.case.get_absolute_url()
    assert client.get(decision.case.get_absolute_url()).status_code == 200
    assert history(decision.case)[-1].verb == "call_up"


@pytest.mark.parametrize("who", ["member", "general_auditor", "employee", "administrator", "ethics_staff"])
def test_nobody_else_finds_the_page(who, sign_in, address, request):
    client = sign_in(request.getfixturevalue(who))
    assert client.get(address).status_code == 404
    assert client.post(address, {"receipt": "3" * 32}).status_code == 404


def test_a_matter_that_names_the_chair_is_not_found(sign_in, desk, chair, decision, address):
    desk.name(decision.case, chair)
    client = sign_in(chair)
    assert client.get(address).status_code == 404
    assert client.post(address, {"receipt": "3" * 32}).status_code == 404
    assert not decision.case.access_grants.filter(person=chair).exists()


def test_a_matter_that_is_not_material_is_not_found(sign_in, desk, general_auditor, chair, at):
    case = desk.acknowledge(open_case(at=at, topic=make_topic("bribery", trigger="BRIBERY")))
    desk.triage(case, materiality="NOT_MATERIAL", materiality_reasons="A lunch.")
    address = reverse("cases:call_up", args=[case.materiality_decisions.get().pk])
    assert sign_in(chair).get(address).status_code == 404
