"""A life is in danger: two people of different offices unlock the name, each signing; the reporter hears afterwards."""

import pytest
import time_machine
from django.urls import reverse

from accounts.models import Notice
from accounts.moves import Refused
from audit.models import Signature
from cases import actions
from cases.models import IdentityRequest, Message
from cases.states.identity import UnlockState
from tests.cases.identities.conftest import WHY
from tests.conftest import NOW

HOW = "re-authenticated by password"


def ask(vault, **facts) -> IdentityRequest:
    told = {"report": vault.report, "person": vault.staff, "why": WHY, "how": HOW, "by": vault.staff, "at": vault.at}
    return actions.unlock_in_danger(vault.case, **told | facts)


def agree(asked, by, **facts) -> IdentityRequest:
    return actions.grant_identity(asked, **{"words": "Yes.", "days": 3, "how": HOW, "by": by, "at": NOW, **facts})


def test_a_person_of_another_office_agrees_and_both_have_signed(vault, general_auditor, auditor_staff, now, at):
    asked = ask(vault)
    told = {notice.recipient for notice in Notice.objects.filter(kind="identity_in_danger")}
    assert told == {general_auditor, auditor_staff}
    agree(asked, auditor_staff)
    found = now(asked)
    assert (found.state, found.decided_queue) == (UnlockState.GRANTED, "GENERAL_AUDITOR")
    assert [one.signer_name for one in Signature.objects.order_by("signed_at", "pk")].count(vault.staff.full_name) == 1
    assert {one.how for one in Signature.objects.all()} == {HOW}
    visible = IdentityRequest.objects.visible_to
    assert asked in visible(auditor_staff) and asked not in visible(general_auditor), "it is decided"
    assert found.is_open_on(at.date()) and not found.is_open_on(vault.later(3).date())
    assert not Message.objects.exists(), "the reporter hears once it was seen"
    actions.show_identity(asked, by=vault.staff, at=at)
    actions.show_identity(asked, by=vault.staff, at=at)
    assert "Two people of different offices" in str(Message.objects.get().body)


def test_nobody_of_the_same_office_no_custodian_and_nobody_behind_the_wall_agrees(
    vault, desk, auditor_staff, general_auditor, chair
):
    desk.name(vault.case, general_auditor)
    asked = ask(vault)
    for person in (vault.custodian, general_auditor, auditor_staff):
        with pytest.raises(IdentityRequest.DoesNotExist):
            agree(asked, person)
    for person in (desk.head, vault.staff):
        with pytest.raises(Refused):
            agree(asked, person)
    with pytest.raises(Refused):
        agree(asked, chair, how="")
    assert agree(asked, chair)


def test_an_office_does_not_agree_with_its_own_person_who_investigates_for_the_other(
    vault, desk, auditor_staff, general_auditor, chair
):
    case = desk.acknowledge(vault.case)
    desk.assign(case, auditor_staff)
    asked = ask(vault, by=auditor_staff, person=auditor_staff)
    assert [notice.recipient for notice in Notice.objects.filter(kind="identity_in_danger")] == [chair]
    with pytest.raises(IdentityRequest.DoesNotExist):
        agree(asked, general_auditor)
    assert agree(asked, chair)


def test_what_was_asked_in_quieter_days_is_not_waited_for(vault, auditor_staff):
    vault.ask()
    assert ask(vault)
    with pytest.raises(Refused):
        ask(vault)


def test_where_no_other_office_has_anybody_it_is_refused(vault):
    with pytest.raises(Refused):
        ask(vault)


@time_machine.travel(NOW, tick=False)
def test_through_the_pages_each_shows_again_who_they_are(vault, sign_in, auditor_staff, now):
    for one in (vault.staff, auditor_staff):
        one.user.set_password("a long secret phrase")
        one.user.save()
    address = reverse("cases:unlock_in_danger", args=[vault.case.reference, vault.report.pk])
    typed = {"person": vault.staff.pk, "why": WHY}

    def prove(person, then):
        client = sign_in(person)
        way = client.get(then)
        assert way.status_code == 302 and "reauthenticate" in way.url
        assert client.post(then, typed).status_code == 302
        client.post(way.url, {"password": "a long secret phrase"})
        return client

    client = prove(vault.staff, address)
    assert not IdentityRequest.objects.exists(), "what was sent before the proof is not taken after it"
    assert "Call for help first" in client.get(address).content.decode()
    asked_at = client.post(address, typed).url
    asked = IdentityRequest.objects.get()
    assert asked_at == asked.get_absolute_url()
    grant = reverse("identities:grant_identity", args=[asked.pk])
    other = prove(auditor_staff, grant)
    page = other.get(asked_at).content.decode()
    assert "A life may be in danger" in page and WHY not in page
    other.post(grant, {"days": "3", "words": "Yes."})
    assert now(asked).state == UnlockState.GRANTED
    assert {one.how for one in Signature.objects.all()} == {HOW}
