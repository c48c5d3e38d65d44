"""A case goes to somebody whom nothing keeps from it, and to nobody else."""

from django.urls import reverse

from accounts.actions import record_leaving
from accounts.models import Notice
from tests.people import LONG_AGO
from tests.standing import standing


@standing
def arrived(desk, case):
    return desk.acknowledge(case)


def test_the_investigator_hears_and_sees_it(send, arrived, investigator, now):
    assert not arrived.is_visible_to(investigator)
    assert send("assign", arrived, investigator=investigator.pk).status_code == 302
    assert now(arrived).assignee == investigator
    assert now(arrived).is_visible_to(investigator)
    assert Notice.objects.filter(recipient=investigator, kind="case_assigned").exists()


def test_only_people_who_are_free_are_offered(
    at_desk, desk, arrived, investigator, other_investigator, subordinate, subject, employee
):
    desk.name(arrived, other_investigator)
    desk.name(arrived, subject)
    page = at_desk.get(reverse("cases:assign", args=[arrived.reference])).content.decode()
    assert investigator.full_name in page
    for person in (other_investigator, subordinate, employee):
        assert str(person.pk) not in page


def test_somebody_who_left_is_not_offered(at_desk, arrived, other_investigator, at):
    record_leaving(other_investigator, last_day=(at - LONG_AGO).date(), by="the tests", at=at)
    page = at_desk.get(reverse("cases:assign", args=[arrived.reference])).content.decode()
    assert str(other_investigator.pk) not in page


def test_a_forged_choice_is_refused(send, desk, arrived, other_investigator, employee, now):
    desk.name(arrived, other_investigator)
    for person in (other_investigator, employee):
        assert send("assign", arrived, investigator=person.pk).status_code == 200
    assert now(arrived).assignee is None
