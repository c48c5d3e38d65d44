"""An administrator proposes roles; some must never meet in one person, and nobody proposes for themself."""

import pytest
from django.urls import reverse

from accounts.actions import propose_role
from accounts.models import Notice, RoleGrant
from accounts.moves import Refused
from accounts.roles import REFUSED_PAIRS, Office, Role, approvers_of
from audit.trail import history
from tests.people import fresh, make_person


def office_of(role: str) -> str:
    return Office.ETHICS_OFFICE if role == Role.OFFICE_STAFF else ""


def test_a_proposed_role_is_not_held_yet(administrator, employee, at):
    grant = propose_role(employee, role=Role.INVESTIGATOR, by=administrator, at=at)
    assert grant.state == "WAITING"
    assert fresh(employee).roles == frozenset()


def test_the_holder_and_those_who_may_agree_are_told(administrator, ethics_officer, general_auditor, employee, at):
    propose_role(employee, role=Role.OFFICE_STAFF, office=Office.ETHICS_OFFICE, by=administrator, at=at)
    told = {(notice.recipient, notice.kind) for notice in Notice.objects.filter(about_kind="accounts.RoleGrant")}
    assert told == {(employee, "role_proposed"), (ethics_officer, "role_to_approve")}


def test_it_is_on_the_trail(administrator, employee, at):
    entry = history(propose_role(employee, role=Role.INVESTIGATOR, by=administrator, at=at))[-1]
    assert (entry.verb, entry.actor) == ("propose_role", administrator.full_name)


@pytest.mark.parametrize("pair", sorted(REFUSED_PAIRS, key=sorted), ids=lambda pair: "+".join(sorted(pair)))
def test_pairs_that_must_never_meet_are_refused_in_either_order(pair, administrator, at):
    for number, (held, wanted) in enumerate([sorted(pair), sorted(pair, reverse=True)]):
        person = make_person(f"Holder{number} Oneman", held, office=office_of(held), at=at)
        with pytest.raises(Refused) as refusal:
            propose_role(person, role=wanted, office=office_of(wanted), by=administrator, at=at)
        assert "can't be combined" in str(refusal.value.sentence)


def test_a_pair_is_refused_while_the_first_role_still_waits(administrator, employee, at):
    propose_role(employee, role=Role.CUSTODIAN, by=administrator, at=at)
    with pytest.raises(Refused):
        propose_role(employee, role=Role.INVESTIGATOR, by=administrator, at=at)


def test_a_role_held_already_is_refused(administrator, investigator, at):
    with pytest.raises(Refused) as refusal:
        propose_role(investigator, role=Role.INVESTIGATOR, by=administrator, at=at)
    assert "has this role already" in str(refusal.value.sentence)


def test_nobody_proposes_a_role_for_themself(administrator, at):
    with pytest.raises(Refused):
        propose_role(administrator, role=Role.INVESTIGATOR, by=administrator, at=at)


@pytest.mark.parametrize("who", ["ethics_officer", "employee", "chair"])
def test_only_an_administrator_proposes(who, subject, request, at):
    with pytest.raises(Refused):
        propose_role(subject, role=Role.INVESTIGATOR, by=request.getfixturevalue(who), at=at)


@pytest.mark.parametrize(("role", "office"), [(Role.OFFICE_STAFF, ""), (Role.INVESTIGATOR, Office.ETHICS_OFFICE)])
def test_office_staff_have_an_office_and_nobody_else_has_one(role, office, administrator, employee, at):
    with pytest.raises(Refused):
        propose_role(employee, role=role, office=office, by=administrator, at=at)


@pytest.mark.parametrize("role", Role)
def test_every_role_has_somebody_else_to_agree_to_it(role):
    assert approvers_of(role, office_of(role)) - {role}
    assert Role.ADMINISTRATOR not in approvers_of(role, office_of(role))


def test_through_the_page(sign_in, administrator, employee):
    address = reverse("accounts:propose_role", args=[employee.pk])
    client = sign_in(administrator)
    assert "What each role is for" in client.get(address).content.decode()
    answer = client.post(address, {"role": Role.INVESTIGATOR, "office": "", "expires_on": "2027-01-31"})
    assert answer.url == reverse("accounts:person", args=[employee.pk])
    assert RoleGrant.objects.get(person=employee).expires_at is not None


def test_a_refusal_stands_on_the_page_and_on_the_trail(sign_in, administrator, employee):
    address = reverse("accounts:propose_role", args=[employee.pk])
    page = sign_in(administrator).post(address, {"role": Role.OFFICE_STAFF, "office": "", "expires_on": ""})
    assert "Office staff belong to one office" in page.content.decode()
    assert history(employee)[-1].verb == "refused"


def test_no_role_is_chosen_beforehand(administrator, employee, sign_in):
    client = sign_in(administrator)
    address = reverse("accounts:propose_role", args=[employee.pk])
    assert "Choose a role" in client.get(address).content.decode()
    assert client.post(address, {"role": "", "receipt": "0" * 32}).status_code == 200
    assert not RoleGrant.objects.filter(person=employee).exists()
