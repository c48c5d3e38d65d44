"""Who was given access to a case, and who stepped back, each with their reason: for those who may open the case."""

from datetime import timedelta

import pytest
from django.urls import reverse

from cases.actions import call_up_case, recuse, share_case
from tests.cases.desk import make_topic, open_case
from tests.standing import standing

pytestmark = pytest.mark.usefixtures("stopped_clock")


@standing
def address(case) -> str:
    return reverse("cases:access", args=[case.reference])


def test_colleagues_read_why_somebody_stepped_back(case, address, second_ethics_staff, at_desk, at):
    """As the form promised to the one who did."""
    recuse(case, reason="My sister runs that supplier.", by=second_ethics_staff, at=at)
    page = at_desk.get(address).content.decode()
    assert second_ethics_staff.full_name in page
    assert "My sister runs that supplier." in page
    assert "23 Nov 2026" in page


def test_whoever_stepped_back_no_longer_finds_the_page(case, address, second_ethics_staff, sign_in, at):
    recuse(case, reason="My sister runs that supplier.", by=second_ethics_staff, at=at)
    assert sign_in(second_ethics_staff).get(address).status_code == 404


def test_why_it_was_shared_by_whom_and_until_when(case, address, desk, employee, at_desk, at):
    share_case(case, person=employee, reason="Reads Portuguese.", until=at + timedelta(days=9), by=desk.head, at=at)
    page = at_desk.get(address).content.decode()
    for words in (employee.full_name, "Reads Portuguese.", desk.head.full_name, "until 2 Dec 2026"):
        assert words in page


def test_whoever_it_was_shared_with_reads_the_page_too(case, address, desk, employee, sign_in):
    desk.share(case, employee)
    page = sign_in(employee).get(address)
    assert page.status_code == 200
    assert "Knows the trade." in page.content.decode()


def test_a_share_that_has_run_out_is_not_listed(case, address, desk, employee, at_desk, at):
    share_case(case, person=employee, reason="Reads Portuguese.", until=at - timedelta(days=9), by=desk.head, at=at)
    assert employee.full_name not in at_desk.get(address).content.decode()


def test_access_by_a_rule_says_which(desk, chair, at, sign_in):
    case = desk.acknowledge(open_case(at=at, topic=make_topic("bribery", trigger="BRIBERY")))
    desk.triage(case, materiality="MATERIAL", materiality_reasons="Money.", digest_line="Money.")
    call_up_case(case.materiality_decisions.get(), by=chair, at=at)
    page = sign_in(desk.staff).get(reverse("cases:access", args=[case.reference])).content.decode()
    assert "called it up" in page


@pytest.mark.parametrize("who", ["employee", "administrator", "general_auditor", "auditor_staff"])
def test_to_everybody_else_the_page_does_not_exist(address, who, sign_in, request):
    assert sign_in(request.getfixturevalue(who)).get(address).status_code == 404
