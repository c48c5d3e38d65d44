"""A name is asked for by who works the case, and goes to a custodian whom nothing keeps from deciding."""

import pytest
from django.urls import reverse

from accounts.actions import change_manager, revoke_role
from accounts.models import Notice, RoleGrant
from accounts.moves import Refused
from audit.trail import history
from cases import actions
from cases.models import IdentityRequest, Report
from cases.states.report import Mode
from tests.cases.desk import open_case
from tests.cases.identities.conftest import NAME, WHY


def refused(vault, **facts) -> str:
    with pytest.raises(Refused) as refusal:
        vault.ask(**facts)
    return str(refusal.value.sentence)


def test_one_custodian_is_asked_and_told(vault):
    asked = vault.ask()
    assert asked.custodian in (vault.custodian, vault.other_custodian)
    assert Notice.objects.get(kind="identity_requested").recipient == asked.custodian
    entry = history(vault.case)[-1]
    assert (entry.verb, entry.facts["reason"]) == ("request_identity", "SECRET_DUTY")
    assert WHY not in f"{entry.sentence}{entry.facts}"


def test_the_next_request_goes_to_whoever_has_less_to_decide(vault, desk):
    first, second = vault.ask(), vault.ask(person=desk.head)
    assert {first.custodian, second.custodian} == {vault.custodian, vault.other_custodian}


def test_a_custodian_whom_something_keeps_from_it_is_passed_over(vault, desk, at, ethics_officer):
    desk.name(vault.case, vault.custodian)
    assert vault.ask().custodian == vault.other_custodian
    change_manager(vault.other_custodian, ethics_officer, by="the tests", at=at)
    assert "No custodian is free" in refused(vault, person=desk.head)


def test_the_reporter_decides_nothing_about_their_own_name(vault, custodian, at):
    own = open_case(at=at, by=custodian, mode=Mode.CONFIDENTIAL)
    report = Report.objects.get(case=own)
    facts = {"person": vault.staff, "reason": "SECRET_DUTY", "why": WHY, "days": 5, "by": vault.staff, "at": at}
    assert actions.request_identity(own, report=report, **facts).custodian == vault.other_custodian


def test_without_a_custodian_it_is_refused_in_a_sentence_and_on_the_trail(vault, sign_in, at, administrator):
    for one in (vault.custodian, vault.other_custodian):
        revoke_role(RoleGrant.objects.get(person=one), reason="Left.", by=administrator, at=at)
    address = reverse("cases:request_identity", args=[vault.case.reference, vault.report.pk])
    typed = {"person": vault.staff.pk, "reason": "SECRET_DUTY", "why": WHY, "days": "3"}
    page = sign_in(vault.staff).post(address, typed).content.decode()
    assert "No custodian is free" in page and WHY in page, "what was typed stays"
    assert not IdentityRequest.objects.exists()
    assert history(vault.case)[-1].verb == "refused"


def test_only_for_somebody_who_works_the_case(vault, desk, employee, subordinate, subject):
    desk.share(vault.case, employee)
    desk.name(vault.case, subject)
    for person in (employee, subordinate):
        assert "works this case" in refused(vault, person=person)


def test_not_twice_and_not_for_a_name_that_is_open(vault, at):
    vault.ask()
    assert "already" in refused(vault)
    actions.identify_reporter(vault.report, mode=Mode.NAMED, receipt="1", at=at)
    assert "no name in the custodian" in refused(vault, person=vault.case.staff()[0])


def test_who_only_reads_the_case_may_not_ask(vault, desk, employee, sign_in):
    desk.share(vault.case, employee)
    client = sign_in(employee)
    address = reverse("cases:request_identity", args=[vault.case.reference, vault.report.pk])
    assert address not in client.get(reverse("cases:access", args=[vault.case.reference])).content.decode()
    assert "for somebody else" in client.get(address).content.decode()


def test_the_form_takes_it_and_the_access_page_shows_it(vault, sign_in):
    client = sign_in(vault.staff)
    access = reverse("cases:access", args=[vault.case.reference])
    address = reverse("cases:request_identity", args=[vault.case.reference, vault.report.pk])
    assert address in client.get(access).content.decode()
    assert "At most 30" in client.get(address).content.decode()
    typed = {"person": vault.staff.pk, "reason": "LEGAL_DUTY", "why": WHY, "days": "99"}
    assert "less than or equal to 30" in client.post(address, typed).content.decode()
    answer = client.post(address, typed | {"days": "9"})
    asked = IdentityRequest.objects.get()
    assert answer.url == asked.get_absolute_url() and asked.days == 9
    assert asked.get_absolute_url() in client.get(access).content.decode()
    assert WHY in client.get(asked.get_absolute_url()).content.decode()


def test_the_custodian_learns_the_kind_of_reason_and_the_reference_alone(vault, sign_in, administrator):
    asked = vault.ask()
    client = sign_in(asked.custodian)
    for address in (reverse("identities:names"), asked.get_absolute_url()):
        page = client.get(address).content.decode()
        assert vault.case.reference in page and "would endanger the proceedings" in page
        for hidden in (WHY, NAME, vault.case.topic.name, "New", "dinners"):
            assert hidden not in page.replace("New messages", ""), hidden
    assert client.get(vault.case.get_absolute_url()).status_code == 404
    other = vault.other_custodian if asked.custodian == vault.custodian else vault.custodian
    for stranger in (other, administrator):
        assert sign_in(stranger).get(asked.get_absolute_url()).status_code == 404
