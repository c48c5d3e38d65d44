"""A role ends at once, and what it opened is closed with the next request."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.actions import propose_role, revoke_role
from accounts.models import Notice, RoleGrant
from accounts.moves import Refused
from accounts.roles import Role
from tests.people import fresh
from tests.standing import standing


@standing
def grant(ethics_staff) -> RoleGrant:
    return ethics_staff.role_grants.get()


@pytest.mark.parametrize("who", ["administrator", "ethics_officer"])
def test_it_ends_at_once_and_the_holder_is_told(who, grant, ethics_staff, request, at):
    revoke_role(grant, reason="Moved to sales.", by=request.getfixturevalue(who), at=at)
    assert fresh(ethics_staff).roles == frozenset()
    assert Notice.objects.filter(recipient=ethics_staff, kind="role_revoked").exists()


@pytest.mark.parametrize("who", ["employee", "general_auditor", "investigator"])
def test_nobody_else_ends_it(who, grant, request, at):
    with pytest.raises(Refused):
        revoke_role(grant, reason="?", by=request.getfixturevalue(who), at=at)


def test_a_proposed_role_can_be_ended_before_it_starts(administrator, employee, at):
    grant = propose_role(employee, role=Role.INVESTIGATOR, by=administrator, at=at)
    revoke_role(grant, reason="A mistake.", by=administrator, at=at)
    assert RoleGrant.objects.get(pk=grant.pk).state == "ENDED"


def test_a_role_that_ended_can_be_proposed_again(grant, administrator, ethics_staff, at):
    revoke_role(grant, reason="Moved.", by=administrator, at=at)
    assert propose_role(ethics_staff, role=Role.INVESTIGATOR, by=administrator, at=at).state == "WAITING"


@pytest.mark.parametrize("half", ["revoked_at", "revoked_by"])
def test_the_database_refuses_an_end_without_author_or_moment(half, grant, administrator, at):
    value = {"revoked_at": at, "revoked_by": administrator}[half]
    with pytest.raises(IntegrityError, match="an_ended_role_says_who_and_when"), transaction.atomic():
        RoleGrant.objects.filter(pk=grant.pk).update(**{half: value})


def test_through_the_page(sign_in, administrator, grant, ethics_staff):
    client = sign_in(administrator)
    address = reverse("accounts:revoke_role", args=[grant.pk])
    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": "Moved to sales."}).url == grant.get_absolute_url()
    assert "Ended" in client.get(reverse("accounts:person", args=[ethics_staff.pk])).content.decode()
