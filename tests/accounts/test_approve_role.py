"""A role starts when a second person who may agree to it does, never its holder or its proposer."""

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from accounts.actions import approve_role, decline_role, propose_role
from accounts.models import Notice, RoleGrant
from accounts.moves import Refused
from accounts.roles import Office, Role
from tests.people import fresh, make_person
from tests.standing import standing


@standing
def waiting(administrator, ethics_officer, employee, at) -> RoleGrant:
    return propose_role(employee, role=Role.OFFICE_STAFF, office=Office.ETHICS_OFFICE, by=administrator, at=at)


def test_the_head_of_the_office_agrees_and_the_holder_is_told(waiting, ethics_officer, employee, at):
    approve_role(waiting, by=ethics_officer, at=at)
    assert fresh(employee).roles == {Role.OFFICE_STAFF}
    assert fresh(employee).offices == {Office.ETHICS_OFFICE}
    assert Notice.objects.filter(recipient=employee, kind="role_granted").exists()


@pytest.mark.parametrize("who", ["administrator", "employee", "general_auditor", "chair", "ethics_staff"])
def test_nobody_else_does(who, waiting, request, at):
    with pytest.raises(Refused):
        approve_role(waiting, by=request.getfixturevalue(who), at=at)
    assert RoleGrant.objects.get(pk=waiting.pk).state == "WAITING"


def test_nobody_agrees_to_a_role_of_their_own(administrator, general_auditor, at):
    """Both heads may agree to counsel; not the one who would be it."""
    grant = propose_role(general_auditor, role=Role.COUNSEL, by=administrator, at=at)
    assert "approver" in grant.relations(general_auditor)
    with pytest.raises(Refused):
        approve_role(grant, by=general_auditor, at=at)


def test_the_chair_agrees_to_a_head(administrator, chair, general_auditor, employee, at):
    grant = propose_role(employee, role=Role.ETHICS_OFFICER, by=administrator, at=at)
    with pytest.raises(Refused):
        approve_role(grant, by=general_auditor, at=at)
    approve_role(grant, by=chair, at=at)
    assert Role.ETHICS_OFFICER in fresh(employee).roles


def test_a_pair_that_arose_meanwhile_is_refused(administrator, chair, general_auditor, at):
    person = make_person("Paula Pairing", at=at)
    custodian = propose_role(person, role=Role.CUSTODIAN, by=administrator, at=at)
    RoleGrant.objects.create(person=person, role=Role.INVESTIGATOR, proposed_at=at, effective_at=at)
    with pytest.raises(Refused):
        approve_role(custodian, by=chair, at=at)


def test_the_database_refuses_agreement_to_a_role_that_nobody_proposed(waiting, ethics_officer, at):
    with pytest.raises(IntegrityError, match="nobody_proposed"), transaction.atomic():
        RoleGrant.objects.filter(pk=waiting.pk).update(proposed_by=None)
    with pytest.raises(IntegrityError, match="nobody_proposed"), transaction.atomic():
        RoleGrant.objects.filter(pk=waiting.pk).update(proposed_by=None, approved_by=ethics_officer, effective_at=at)


def test_a_role_that_was_agreed_to_is_not_agreed_to_again(waiting, ethics_officer, at):
    approve_role(waiting, by=ethics_officer, at=at)
    with pytest.raises(Refused):
        approve_role(waiting, by=ethics_officer, at=at)


def test_turning_it_down_ends_it(waiting, ethics_officer, employee, at):
    decline_role(waiting, reason="Not needed.", by=ethics_officer, at=at)
    assert RoleGrant.objects.get(pk=waiting.pk).state == "ENDED"
    assert fresh(employee).roles == frozenset()
    with pytest.raises(Refused):
        approve_role(waiting, by=ethics_officer, at=at)


@pytest.mark.parametrize("column", ["person_id", "proposed_by_id"])
def test_the_database_refuses_an_agreement_by_holder_or_proposer(column, waiting, ethics_officer, at):
    approve_role(waiting, by=ethics_officer, at=at)
    key = waiting.pk.hex if connection.vendor == "sqlite" else waiting.pk
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE accounts_rolegrant SET approved_by_id = {column} WHERE id = %s", [key])


def test_the_database_refuses_a_role_in_force_that_nobody_agreed_to(waiting, at):
    with pytest.raises(IntegrityError), transaction.atomic():
        RoleGrant.objects.filter(pk=waiting.pk).update(effective_at=at)


def test_through_the_pages(sign_in, waiting, ethics_officer, employee):
    client = sign_in(ethics_officer)
    assert waiting.get_absolute_url() in client.get(reverse("accounts:roles_to_approve")).content.decode()
    assert "Agree to this role" in client.get(waiting.get_absolute_url()).content.decode()
    address = reverse("accounts:approve_role", args=[waiting.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"receipt": "6" * 32}).url == waiting.get_absolute_url()
    assert fresh(employee).roles == {Role.OFFICE_STAFF}
    assert "No role waits for you" in client.get(reverse("accounts:roles_to_approve")).content.decode()


def test_turning_down_through_the_page(sign_in, waiting, ethics_officer):
    address = reverse("accounts:decline_role", args=[waiting.pk])
    client = sign_in(ethics_officer)
    assert client.post(address, {"reason": ""}).status_code == 200
    assert client.post(address, {"reason": "No."}).url == waiting.get_absolute_url()
    assert RoleGrant.objects.get(pk=waiting.pk).state == "ENDED"


@pytest.mark.parametrize("who", ["subject", "general_auditor", "chair", "investigator"])
def test_to_strangers_a_grant_does_not_exist(who, sign_in, waiting, request):
    client = sign_in(request.getfixturevalue(who))
    for name in ("role_grant", "approve_role", "decline_role", "revoke_role"):
        address = reverse(f"accounts:{name}", args=[waiting.pk])
        assert client.get(address).status_code == 404, name
        assert client.post(address, {"reason": "x"}).status_code == 404, name
