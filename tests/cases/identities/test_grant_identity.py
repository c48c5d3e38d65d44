"""The custodian grants for one person until a day, or refuses; the reporter is told where the law says so."""

import pytest
from django.urls import reverse

from accounts.models import Notice
from accounts.moves import Refused
from cases import actions
from cases.models import Message
from cases.states.identity import UnlockState


def test_granted_at_once_where_the_reporter_is_not_told(vault, at, now):
    asked = vault.granted()
    assert (asked.from_on, asked.until_on) == (at.date(), vault.later(4).date())
    assert asked.is_open_on(at.date()) and not asked.is_open_on(vault.later(5).date())
    assert not Message.objects.exists()
    assert Notice.objects.filter(recipient=vault.staff, kind="identity_granted").exists()


@pytest.mark.parametrize("reason", ["LEGAL_DUTY", "PROTECTION", "FOLLOW_UP"])
def test_where_the_law_says_so_the_reporter_is_told_first(reason, vault, at):
    asked = vault.granted(reason)
    assert (asked.told_on, asked.from_on) == (at.date(), vault.later(7).date())
    words = str(Message.objects.get().body)
    assert asked.get_reason_display() in words and "30" in words, "why, and from which day"
    for kept in (vault.staff.full_name, vault.custodian.full_name):
        assert kept not in words
    with pytest.raises(Refused, match="refused"):
        actions.show_identity(asked, by=vault.staff, at=vault.later(6))
    assert actions.show_identity(asked, by=vault.staff, at=vault.later(7))


def test_a_yes_opens_it_at_once_and_a_no_keeps_it_locked(vault, sign_in, reporter, at, now, desk):
    client = sign_in(reporter)
    home = reverse("my_reports:report", args=[vault.report.pk])
    assert "May your name be shown?" not in client.get(home).content.decode()
    agreed = vault.granted("PROTECTION")
    assert "May your name be shown?" in client.get(home).content.decode()
    page = client.get(reverse("my_reports:unlock", args=[vault.report.pk])).content.decode()
    assert "your name stays locked away" in page
    actions.answer_unlock(vault.report, consent="YES", receipt="1", at=at)
    assert now(agreed).is_open_on(at.date()) and now(agreed).until_on == vault.later(4).date()
    refused = vault.grant(vault.ask("FOLLOW_UP", person=desk.head))
    actions.answer_unlock(vault.report, consent="NO", receipt="2", at=at)
    assert (now(refused).state, now(refused).ended_because) == (UnlockState.ENDED, "OBJECTED")
    with pytest.raises(Refused):
        actions.answer_unlock(vault.report, consent="YES", receipt="3", at=at)
    assert now(agreed).state == UnlockState.GRANTED


def test_a_yes_is_for_the_request_that_came_first_and_a_no_for_all(vault, desk, at, now):
    first = vault.grant(vault.ask("PROTECTION"))
    second = vault.grant(vault.ask("FOLLOW_UP", person=desk.head), at=vault.later(1))
    actions.answer_unlock(vault.report, consent="YES", receipt="1", at=vault.later(2))
    assert (now(first).answer, now(second).answer) == ("YES", "")
    actions.answer_unlock(vault.report, consent="NO", receipt="2", at=vault.later(2))
    assert (now(second).ended_because, now(first).state) == ("OBJECTED", UnlockState.GRANTED)


def test_where_a_law_demands_it_a_no_is_kept_and_changes_nothing(vault, at, now):
    asked = vault.granted("LEGAL_DUTY")
    actions.answer_unlock(vault.report, consent="NO", receipt="1", at=at)
    assert (now(asked).state, now(asked).answer) == (UnlockState.GRANTED, "NO")
    assert Notice.objects.filter(recipient=asked.custodian, kind="identity_answered").exists()


def test_nobody_decides_but_its_custodian_and_only_once(vault, desk, sign_in):
    asked = vault.ask()
    other = vault.other_custodian if asked.custodian == vault.custodian else vault.custodian
    address = reverse("identities:grant_identity", args=[asked.pk])
    typed = {"days": "3", "words": "Yes."}
    for person in (vault.staff, desk.head):
        assert "for somebody else" in sign_in(person).post(address, typed).content.decode()
    assert sign_in(other).post(address, typed).status_code == 404
    assert sign_in(asked.custodian).post(address, typed).url == asked.get_absolute_url()
    assert "no longer possible" in sign_in(asked.custodian).post(address, typed).content.decode()


def test_never_for_longer_than_was_asked(vault, sign_in):
    asked = vault.ask(days=3)
    address = reverse("identities:grant_identity", args=[asked.pk])
    page = sign_in(asked.custodian).post(address, {"days": "4", "words": "Yes."}).content.decode()
    assert "less than or equal to 3" in page
    assert (vault.grant(asked, days=50).until_on - vault.at.date()).days == 2


def test_a_custodian_who_is_named_meanwhile_finds_nothing(vault, desk, sign_in):
    asked = vault.ask()
    desk.name(vault.case, asked.custodian)
    assert sign_in(asked.custodian).get(asked.get_absolute_url()).status_code == 404


def test_refused_with_reasons(vault, sign_in, now):
    asked = vault.ask()
    answer = sign_in(asked.custodian).post(
        reverse("identities:refuse_identity", args=[asked.pk]), {"reason": "A question would do."}
    )
    assert answer.url == asked.get_absolute_url()
    assert now(asked).state == UnlockState.REFUSED
    assert "A question would do." in sign_in(vault.staff).get(asked.get_absolute_url()).content.decode()
