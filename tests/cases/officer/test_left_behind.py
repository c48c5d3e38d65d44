"""Whoever leaves is followed by a list for the offices, never for the administrator, and never across a wall."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actions import record_leaving
from accounts.roles import Role
from cases import actions
from tests.people import make_person

pytestmark = pytest.mark.once
PAGE = "cases:left_behind"


@pytest.fixture
def leave(at):
    def left(person, days=3):
        last_day = timezone.localdate() + timedelta(days=days)
        return record_leaving(person, last_day=last_day, by="the tests", at=at)

    return left


def test_the_cases_actions_and_duties_of_a_leaver_are_listed_with_where_they_are_handed_over(desk, leave, at_desk, at):
    case = desk.case_in("INVESTIGATION")
    owner = make_person("Otto Doerson", at=at)
    facts = actions.ActionFacts(kind="REMEDIATION", reasons="Old.", brief="Renew.", owner=owner, due_on=at.date())
    action = actions.propose_action(case, facts=facts, by=desk.investigator, at=at)
    actions.decide_action(action, facts=actions.DecisionFacts(), by=desk.staff, at=at)
    assert "Nobody leaves anything behind" in at_desk.get(reverse(PAGE)).content.decode()
    leave(desk.investigator)
    leave(owner, days=-3)
    page = at_desk.get(reverse(PAGE)).content.decode()
    assert page.index("Otto Doerson") < page.index(desk.investigator.full_name), "who has gone stands first"
    for address in (
        reverse("cases:assign", args=[case.reference]),
        reverse("cases:name_owner", args=[case.reference, action.pk]),
    ):
        assert address in page
    assert "Left behind" in at_desk.get("/").content.decode()


def test_behind_a_wall_nothing_is_left(desk, leave, at_desk, ethics_staff, at):
    case = desk.case_in("INVESTIGATION")
    leave(desk.investigator)
    actions.recuse(case, reason="My cousin.", by=ethics_staff, at=at)
    page = at_desk.get(reverse(PAGE)).content.decode()
    assert case.reference not in page and desk.investigator.full_name not in page


def test_it_is_for_the_offices_alone(sign_in, employee, investigator, at):
    administrator = make_person("Adam Rootham", Role.ADMINISTRATOR, at=at)
    for person in (administrator, employee, investigator):
        assert sign_in(person).get(reverse(PAGE)).status_code == 404
