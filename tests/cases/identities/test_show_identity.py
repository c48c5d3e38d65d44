"""The name is shown to its holder, once for each asking, on one answer; nobody else ever sees it."""

import pytest
import time_machine
from django.urls import reverse

from accounts.actions import revoke_role
from accounts.models import Notice, RoleGrant
from audit.trail import history
from cases import actions
from cases.actions.settling import settle_identity_requests
from cases.models import Case, IdentityView
from cases.states.identity import UnlockState
from tests.cases.addresses import addresses_of
from tests.cases.identities.conftest import CONTACT, NAME
from tests.conftest import NOW


def shown(client, asked, **how) -> str:
    address = reverse("identities:show_identity", args=[asked.pk])
    answer = client.post(address, {"receipt": "1"}) if how.get("post") else client.get(address)
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.content.decode()


@time_machine.travel(NOW, tick=False)
def test_each_look_is_asked_for_and_kept(vault, sign_in):
    asked = vault.granted()
    client = sign_in(vault.staff)
    assert NAME not in shown(client, asked) and not IdentityView.objects.exists()
    for _look in range(2):
        page = shown(client, asked, post=True)
        assert NAME in page and CONTACT in page
    assert [view.seen_by for view in IdentityView.objects.all()] == [vault.staff] * 2
    looks = [entry for entry in history(vault.case) if entry.verb == "show_identity"]
    assert len(looks) == 2 and NAME not in "".join(f"{one.sentence}{one.facts}{one.names}" for one in looks)
    assert NAME not in client.get(asked.get_absolute_url()).content.decode()


@pytest.mark.slow
@time_machine.travel(NOW, tick=False)
def test_nobody_else_is_shown_it_and_no_page_of_the_case_has_it(vault, sign_in, desk, reporter):
    asked = vault.granted()
    for person in (desk.head, asked.custodian):
        assert NAME not in shown(sign_in(person), asked, post=True)
    for person in (vault.staff, desk.head):
        client = sign_in(person)
        for name, address in addresses_of(vault.case).items():
            assert NAME not in client.get(address).content.decode(), name
    assert NAME in shown(sign_in(vault.staff), asked, post=True), "the control"


def test_before_after_and_once_it_is_taken_back_it_is_not_shown(vault, sign_in, at):
    asked = vault.granted("LEGAL_DUTY")
    client = sign_in(vault.staff)
    for day, can in ((6, False), (7, True), (12, False)):
        with time_machine.travel(vault.later(day), tick=False):
            sign_in(vault.staff)
            assert (NAME in shown(client, asked, post=True)) == can, day
    other = vault.grant(vault.ask(person=desk_head(vault)))
    actions.revoke_identity(other, reason="No need.", by=other.custodian, at=at)
    with time_machine.travel(NOW, tick=False):
        assert NAME not in shown(sign_in(desk_head(vault)), other, post=True)
    assert Notice.objects.filter(kind="identity_ended", recipient=desk_head(vault)).exists()


def desk_head(vault):
    return next(one for one in vault.case.staff() if one.pk != vault.staff.pk)


@time_machine.travel(NOW, tick=False)
def test_a_holder_whom_the_wall_cuts_off_finds_nothing(vault, sign_in, desk):
    asked = vault.granted()
    desk.name(vault.case, vault.staff, by=desk.head)
    answer = sign_in(vault.staff).post(reverse("identities:show_identity", args=[asked.pk]), {})
    assert answer.status_code == 404
    assert not IdentityView.objects.exists()


@time_machine.travel(NOW, tick=False)
def test_a_holder_who_no_longer_works_it_is_refused(vault, sign_in, desk, investigator, other_investigator, at):
    desk.assign(desk.acknowledge(vault.case))
    asked = vault.grant(vault.ask(person=investigator))
    desk.assign(Case.objects.get(pk=vault.case.pk), other_investigator)
    desk.share(vault.case, investigator)
    page = sign_in(investigator).post(reverse("identities:show_identity", args=[asked.pk]), {}).content.decode()
    assert "no longer work this case" in page and NAME not in page


def test_the_sweep_ends_what_ran_out_and_finds_another_custodian(vault, desk, now, at):
    granted = vault.granted()
    waiting = vault.ask(person=desk.head)
    desk.name(vault.case, waiting.custodian)
    other = vault.other_custodian if waiting.custodian == vault.custodian else vault.custodian
    settle_identity_requests(vault.later(2))
    assert now(granted).state == UnlockState.GRANTED
    assert now(waiting).custodian == other
    desk.name(vault.case, other)
    settle_identity_requests(vault.later(5))
    assert (now(granted).state, now(granted).ended_because) == (UnlockState.ENDED, "RAN_OUT")
    assert (now(waiting).state, now(waiting).ended_because) == (UnlockState.ENDED, "NO_CUSTODIAN")
    assert settle_identity_requests(vault.later(6)) == 0


def test_too_few_custodians_are_noticed_once_a_month(vault, desk, administrator, at):
    assert settle_identity_requests(at) == 0, "the control: two are enough"
    revoke_role(RoleGrant.objects.get(person=vault.custodian), reason="Left.", by=administrator, at=at)
    assert settle_identity_requests(at) == 2
    assert settle_identity_requests(vault.later(1)) == 0
    told = {notice.recipient for notice in Notice.objects.filter(kind="custodians_missing")}
    assert told == {desk.head, administrator}
