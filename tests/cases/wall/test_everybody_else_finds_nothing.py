"""Whoever has no business with a case gets the same answer as for a case that never was: 404, never 403."""

from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.actions import record_leaving
from accounts.roles import Role
from cases.models import Case
from tests.cases.addresses import FORGED, addresses_of
from tests.people import make_person
from tests.standing import standing

pytestmark = [pytest.mark.once, pytest.mark.slow]

STRANGERS = [
    "administrator",
    "auditor_staff",
    "board_secretary",
    "chair",
    "custodian",
    "employee",
    "general_auditor",
    "member",
    "other_investigator",
]


@standing
def full_case(desk) -> Case:
    """Assigned, with a party, a note and an allegation."""
    case = desk.case_in("INVESTIGATION")
    desk.note(case)
    return case


# Everybody tries every page in tests/sweeps/test_access.py.
@pytest.mark.parametrize("who", ["employee", "general_auditor"])
def test_every_page_is_not_found(who, full_case, sign_in, request):
    client = sign_in(request.getfixturevalue(who))
    for name, address in addresses_of(full_case).items():
        assert client.get(address).status_code == 404, name
        assert client.post(address, FORGED).status_code == 404, name


@pytest.mark.parametrize("who", STRANGERS)
def test_the_list_is_empty(who, full_case, sign_in, request):
    page = sign_in(request.getfixturevalue(who)).get(reverse("cases:queue"), {"state": "every"})
    assert page.status_code == 200
    assert full_case.reference not in page.content.decode()


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.ETHICS_OFFICER, Role.OFFICE_STAFF)])
def test_no_other_role_reaches_the_case_by_itself(role, full_case, at):
    assert not full_case.is_visible_to(make_person("Robin Rolle", role, at=at))


def test_the_investigator_sees_this_case_and_no_other(full_case, desk, investigator, sign_in):
    other = desk.case_in("TRIAGE")
    Case.objects.filter(pk=other.pk).update(assignee=None)
    client = sign_in(investigator)
    assert client.get(full_case.get_absolute_url()).status_code == 200
    assert client.get(other.get_absolute_url()).status_code == 404
    assert other.reference not in client.get(reverse("cases:queue")).content.decode()


def test_an_investigator_who_was_replaced_sees_it_no_longer(full_case, desk, investigator, other_investigator):
    desk.assign(full_case, other_investigator)
    assert not full_case.is_visible_to(investigator)
    assert full_case.is_visible_to(other_investigator)


def test_somebody_who_left_cannot_even_sign_in(full_case, investigator, sign_in, at):
    client = sign_in(investigator)
    record_leaving(investigator, last_day=at.date() - timedelta(days=300), by="the tests", at=at)
    assert client.get(full_case.get_absolute_url()).status_code == 302


def test_a_visitor_is_led_to_the_sign_in_page(full_case, client):
    for name, address in addresses_of(full_case).items():
        answer = client.get(address)
        assert answer.status_code == 302, name
        assert reverse("account_login") in answer.url


@pytest.mark.parametrize("reference", ["x", "BBBB2222", "BBBB-22222", "BBBB-2222%00", "%F0%9F%98%80%F0%9F%98%80-2222"])
def test_a_reference_that_is_none_is_no_page(reference, desk, ethics_staff, sign_in):
    assert sign_in(ethics_staff).get(f"/cases/{reference}/").status_code == 404


def test_a_reference_may_be_typed_in_small_letters(full_case, ethics_staff, sign_in):
    assert sign_in(ethics_staff).get(f"/cases/{full_case.reference.lower()}/").status_code == 200
