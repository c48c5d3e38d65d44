"""Whoever was named by mistake is let go by two; until then, and while an allegation is about them, the wall stands."""

import pytest
from django.db import IntegrityError, transaction

from accounts.actions import grant_first_role
from accounts.models import Notice
from accounts.moves import Refused
from accounts.roles import Office, Role
from audit.trail import history
from cases import actions
from cases.models import Case, Party
from cases.states.party import PartyRole, PartyStatus
from tests.cases.desk import open_case
from tests.standing import standing

WHY = "Another person of that name."


@standing
def named(desk, subject, at) -> Party:
    """Somebody whom the office has confirmed as a subject."""
    case = open_case(at=at, typed_names=subject.full_name)
    return actions.confirm_party(case.parties.get(), role=PartyRole.SUBJECT, by=desk.staff, at=at)


@standing
def doubted(named, desk, at) -> Party:
    return actions.doubt_party(named, reason=WHY, by=desk.staff, at=at)


def test_a_doubt_changes_nothing_and_asks_the_others_of_the_office(doubted, desk):
    party = Party.objects.get()
    assert (party.status, party.state, str(party.doubted_because)) == (PartyStatus.CONFIRMED, "DOUBTED", WHY)
    assert {notice.recipient for notice in Notice.objects.filter(kind="party_doubted")} == {desk.head}


def test_the_wall_falls_when_a_second_person_agrees(doubted, desk, subject, at):
    """Somebody whose role would show them the case otherwise: the wall is what keeps them out."""
    grant_first_role(subject, role=Role.OFFICE_STAFF, office=Office.ETHICS_OFFICE, at=at)
    assert not Case.objects.get(pk=doubted.case_id).is_visible_to(subject)
    party = actions.let_party_go(doubted, by=desk.head, at=at)
    assert (party.status, party.decided_by, party.decision_reason) == (PartyStatus.REJECTED, desk.head, WHY)
    assert Case.objects.get(pk=doubted.case_id).is_visible_to(subject)
    assert [entry.verb for entry in history(doubted.case)][-2:] == ["doubt_party", "let_party_go"]


def test_whoever_doubts_does_not_agree_with_themself(doubted, desk, at):
    with pytest.raises(Refused):
        actions.let_party_go(doubted, by=desk.staff, at=at)
    assert Party.objects.get().status == PartyStatus.CONFIRMED


def test_whom_nobody_doubts_nobody_lets_go(named, desk, at):
    for move in (actions.let_party_go, lambda party, **who: actions.keep_party(party, reason="So.", **who)):
        with pytest.raises(Refused):
            move(named, by=desk.head, at=at)


def test_kept_they_can_be_doubted_anew(doubted, desk, at):
    kept = actions.keep_party(doubted, reason="It is her.", by=desk.head, at=at)
    assert (kept.state, kept.doubted_by, kept.doubted_because) == ("CONFIRMED", None, None)
    assert {notice.recipient for notice in Notice.objects.filter(kind="party_kept")} == {desk.staff}
    assert actions.doubt_party(kept, reason=WHY, by=desk.head, at=at).is_doubted


def test_whoever_is_accused_is_not_let_go(named, desk, at):
    """A finding ends an allegation, and stays on the record; nobody vanishes from a case in which they are accused."""
    desk.triage(desk.acknowledge(named.case))
    desk.allege(named.case, named)
    with pytest.raises(Refused) as refusal:
        actions.doubt_party(named, reason=WHY, by=desk.staff, at=at)
    assert "allegation" in str(refusal.value.sentence)


def test_nobody_is_led_to_letting_the_accused_go(named, desk, sign_in):
    assert "Named by mistake" in sign_in(desk.head).get(named.case.get_absolute_url()).content.decode()
    desk.triage(desk.acknowledge(named.case))
    desk.allege(named.case, named)
    assert "Named by mistake" not in sign_in(desk.head).get(named.case.get_absolute_url()).content.decode()


def test_an_allegation_that_came_since_keeps_them(doubted, desk, at):
    desk.triage(desk.acknowledge(doubted.case))
    desk.allege(doubted.case, doubted)
    with pytest.raises(Refused):
        actions.let_party_go(doubted, by=desk.head, at=at)
    assert Party.objects.get().status == PartyStatus.CONFIRMED


def test_whoever_was_let_go_by_mistake_is_named_again(doubted, desk, subject, at):
    actions.let_party_go(doubted, by=desk.head, at=at)
    actions.add_party(doubted.case, role="SUBJECT", kind="PERSON", person=subject, by=desk.staff, at=at)
    party = Party.objects.get()
    assert (party.state, party.doubted_by) == ("CONFIRMED", None)


def test_the_database_refuses_one_person_alone(doubted, desk, at):
    for facts in ({"decided_by": desk.staff, "decided_at": at}, {"decided_by": desk.head, "doubted_by": desk.head}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Party.objects.update(status="REJECTED", **facts)


def test_the_page_says_why_and_offers_each_what_they_may_do(doubted, desk, sign_in):
    page = sign_in(desk.head).get(doubted.case.get_absolute_url()).content.decode()
    assert WHY in page and "Perhaps by mistake" in page and "Agree: not concerned" in page and "Keep them named" in page
    page = sign_in(desk.staff).get(doubted.case.get_absolute_url()).content.decode()
    assert WHY in page and "Agree: not concerned" not in page and "Keep them named" in page


def test_the_moves_have_their_pages(named, desk, send, sign_in, at):
    assert send("doubt_party", named.case, named, reason="").status_code == 200
    assert send("doubt_party", named.case, named, reason=WHY).status_code == 302
    page = sign_in(desk.head).get(f"/cases/{named.case.reference}/let-party-go/{named.pk}/").content.decode()
    assert WHY in page and "If you are not sure, keep them named." in page
