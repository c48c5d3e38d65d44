"""The roles of whoever asks are read in every request, by a statement that is written once."""

from datetime import timedelta

import time_machine

from accounts.actions import revoke_role
from accounts.models import Person
from accounts.roles import Role
from tests.people import fresh


def test_each_has_the_roles_that_are_their_own(general_auditor, custodian, employee):
    assert fresh(general_auditor).roles == {Role.GENERAL_AUDITOR}
    assert fresh(custodian).roles == {Role.CUSTODIAN}
    assert fresh(employee).roles == frozenset()


def test_a_role_that_was_taken_away_is_gone_at_the_next_reading(custodian, administrator, at):
    with time_machine.travel(at, tick=False):
        assert fresh(custodian).roles == {Role.CUSTODIAN}
        revoke_role(custodian.role_grants.get(), reason="Somebody else keeps the keys now.", by=administrator, at=at)
        assert fresh(custodian).roles == frozenset()


def test_a_role_counts_from_its_day_to_its_end(custodian, at):
    custodian.role_grants.update(expires_at=at + timedelta(hours=1))
    for moment, roles in ((at, {Role.CUSTODIAN}), (at + timedelta(hours=2), set())):
        with time_machine.travel(moment, tick=False):
            assert Person.objects.get(pk=custodian.pk).roles == roles
