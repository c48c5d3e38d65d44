"""Somebody who works in the very office that has the case, and is named in it.

Beside them sits a colleague of the same office: what the colleague sees shows that there was something to hide.
"""

import pytest
from django.urls import reverse

from accounts.models import Notice
from cases.actions import free_investigators
from cases.models import Case
from cases.states.party import PartyRole
from tests.cases.addresses import FORGED, addresses_of
from tests.cases.desk import open_case
from tests.people import unread_count
from tests.standing import standing

pytestmark = [pytest.mark.once, pytest.mark.slow]

QUEUE = reverse("cases:queue")


@pytest.fixture(params=["possible match", *PartyRole.values])
def walled_case(request, desk, second_ethics_staff, at) -> Case:
    """A case with something of everything, which names a member of the office: recognised or named by a colleague."""
    if request.param == "possible match":
        case = open_case(at=at, typed_names=second_ethics_staff.full_name)
    else:
        case = open_case(at=at)
        desk.name(case, second_ethics_staff, role=request.param)
    desk.note(case)
    return case


@pytest.fixture
def named(walled_case, second_ethics_staff):
    return second_ethics_staff


@standing
def colleague(ethics_staff):
    return ethics_staff


def test_the_colleague_sees_it_everywhere(walled_case, colleague, sign_in):
    client = sign_in(colleague)
    assert walled_case.reference in client.get(QUEUE).content.decode()
    assert client.get(walled_case.get_absolute_url()).status_code == 200


def test_it_is_on_no_list_in_any_order_or_filter(walled_case, named, sign_in):
    client = sign_in(named)
    for query in ("", "?state=every", "?sort=-received", "?sort=severity", "?due=overdue", "?assignee=nobody"):
        page = client.get(QUEUE + query)
        assert page.status_code == 200
        assert walled_case.reference not in page.content.decode()


def test_a_search_for_its_reference_finds_nothing(walled_case, named, colleague, sign_in):
    query = {"reference": walled_case.reference, "state": "every"}
    assert walled_case.get_absolute_url() in sign_in(colleague).get(QUEUE, query).content.decode()
    assert walled_case.get_absolute_url() not in sign_in(named).get(QUEUE, query).content.decode()


def test_no_count_tells_of_it(walled_case, named, colleague):
    assert Case.objects.visible_to(colleague).count() == 1
    assert Case.objects.visible_to(named).count() == 0


def test_each_of_its_pages_is_not_found_and_a_forged_sending_changes_nothing(walled_case, named, sign_in):
    client = sign_in(named)
    before = walled_case.parties.count(), walled_case.notes.count(), walled_case.state
    for name, address in addresses_of(walled_case).items():
        assert client.get(address).status_code == 404, name
        assert client.post(address, FORGED).status_code == 404, name
    walled_case.refresh_from_db()
    assert (walled_case.parties.count(), walled_case.notes.count(), walled_case.state) == before


def test_a_page_of_it_and_a_page_of_nothing_look_the_same(walled_case, named, sign_in):
    client = sign_in(named)
    there = client.get(walled_case.get_absolute_url())
    nowhere = client.get(reverse("cases:case", args=["BBBB-2222"]))
    assert there.status_code == nowhere.status_code == 404
    assert there.content == nowhere.content


def test_no_notice_tells_of_it(walled_case, named, colleague, sign_in):
    assert unread_count(colleague) > 0
    assert unread_count(named) == 0
    assert not Notice.objects.filter(recipient=named, withheld=False).exists()
    assert "Nothing waits for you" in sign_in(named).get(reverse("accounts:notices")).content.decode()


def test_they_are_not_offered_as_its_investigator(walled_case, named, colleague):
    offered = free_investigators(walled_case, on=walled_case.received_on)
    assert colleague in offered
    assert named not in offered


def test_a_grant_does_not_beat_the_wall(walled_case, named, desk):
    walled_case.access_grants.create(person=named, reason="shared", granted_on=desk.at.date())
    assert not walled_case.is_visible_to(named)


def test_being_its_investigator_does_not_beat_the_wall(walled_case, named):
    Case.objects.filter(pk=walled_case.pk).update(assignee=named)
    assert not walled_case.is_visible_to(named)
