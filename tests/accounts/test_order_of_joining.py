"""A committee stands in by the order in which its members joined it; what is over, or is another role, counts not."""

from datetime import timedelta

import pytest

from accounts.actions import grant_first_role
from accounts.models import Person
from accounts.roles import Role
from tests.people import LONG_AGO, make_person
from tests.standing import standing

pytestmark = pytest.mark.django_db

COMMITTEE = (Role.AUDIT_COMMITTEE, Role.AUDIT_COMMITTEE_CHAIR)


@standing
def elder(at) -> Person:
    return make_person("Elder Member", Role.AUDIT_COMMITTEE, at=at - timedelta(days=20))


@standing
def younger(elder, at) -> Person:
    return make_person("Younger Member", Role.AUDIT_COMMITTEE, at=at)


def committee(at) -> list[Person]:
    return Person.objects.holding(*COMMITTEE, at=at).as_they_joined(*COMMITTEE, at=at)


def test_whoever_joined_first_comes_first(elder, younger, at):
    assert committee(at) == [elder, younger]


def test_whoever_left_and_came_back_joined_with_their_coming_back(elder, younger, administrator, at):
    back_at = at - LONG_AGO + timedelta(days=100)
    first = elder.role_grants.get()
    elder.role_grants.filter(pk=first.pk).update(revoked_by=administrator, revoked_at=back_at - timedelta(days=1))
    grant_first_role(elder, role=Role.AUDIT_COMMITTEE, at=back_at)
    assert committee(at) == [younger, elder]


def test_a_role_of_the_past_lends_no_place(elder, younger, at):
    before = at - LONG_AGO - timedelta(days=200)
    ended = grant_first_role(younger, role=Role.AUDIT_COMMITTEE_CHAIR, at=before)
    younger.role_grants.filter(pk=ended.pk).update(expires_at=before + timedelta(days=9))
    assert committee(at) == [elder, younger]


def test_another_role_held_for_longer_lends_no_place(elder, younger, at):
    grant_first_role(younger, role=Role.BOARD_MEMBER, at=at - LONG_AGO - timedelta(days=200))
    assert committee(at) == [elder, younger]


def test_who_held_both_roles_of_the_committee_is_listed_once_from_the_first_of_them(elder, younger, at):
    grant_first_role(younger, role=Role.AUDIT_COMMITTEE_CHAIR, at=at - LONG_AGO - timedelta(days=200))
    assert committee(at) == [younger, elder]
