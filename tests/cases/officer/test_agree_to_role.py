"""That a possible match is no subject is said by one and agreed to by another; until then every wall stands."""

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Notice
from accounts.moves import Refused
from cases import actions
from cases.models import Party
from cases.states.party import PartyRole, PartyStatus
from clocks import kinds
from clocks.models import Clock
from tests.cases.desk import open_case
from tests.standing import standing


@standing
def proposed(desk, subject, at) -> Party:
    case = open_case(at=at, typed_names=subject.full_name)
    return actions.confirm_party(case.parties.get(), role=PartyRole.WITNESS, by=desk.staff, at=at)


def test_until_a_second_person_agrees_they_stay_a_possible_match(proposed, desk):
    party = Party.objects.get()
    assert (party.status, party.role, party.wanted_role) == (PartyStatus.PROVISIONAL, "SUBJECT", "WITNESS")
    assert Clock.objects.of(party.case).get(kind=kinds.PROVISIONAL_PARTY).stopped_on is None
    told = Notice.objects.filter(kind="role_to_agree_to")
    assert {notice.recipient for notice in told} == {desk.head}


def test_a_second_person_agrees(proposed, desk, at):
    with pytest.raises(Refused):
        actions.agree_to_role(proposed, by=desk.staff, at=at)
    agreed = actions.agree_to_role(proposed, by=desk.head, at=at)
    assert (agreed.status, agreed.role, agreed.decided_by) == (PartyStatus.CONFIRMED, "WITNESS", desk.head)
    assert Clock.objects.of(agreed.case).get(kind=kinds.PROVISIONAL_PARTY).stopped_on is not None


def test_whoever_does_not_agree_confirms_them_as_a_subject(proposed, desk, at):
    actions.confirm_party(proposed, role=PartyRole.SUBJECT, by=desk.head, at=at)
    party = Party.objects.get()
    assert (party.role, party.wanted_role, party.wanted_by) == ("SUBJECT", "", None)


def test_nobody_can_agree_to_what_nobody_proposed(desk, subject, at):
    case = open_case(at=at, typed_names=subject.full_name)
    with pytest.raises(Refused):
        actions.agree_to_role(case.parties.get(), by=desk.head, at=at)


def test_the_database_refuses_one_person_alone(proposed, desk, at):
    for facts in ({"decided_by": desk.staff, "decided_at": at}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Party.objects.update(role="WITNESS", status="CONFIRMED", **facts)


def test_the_page_says_who_says_so_and_offers_it_to_the_other(proposed, desk, sign_in, send, at):
    page = sign_in(desk.head).get(proposed.case.get_absolute_url()).content.decode()
    assert "Proposed: Witness" in page and "Agree to the role" in page
    page = sign_in(desk.staff).get(proposed.case.get_absolute_url()).content.decode()
    assert "Proposed: Witness" in page and "Agree to the role" not in page


def test_lifting_and_naming_anew_are_not_done_by_one_person_alone(desk, subject, at):
    as_witness = {"role": "WITNESS", "kind": "PERSON", "person": subject, "at": at}
    case = open_case(at=at, typed_names=subject.full_name)
    actions.reject_party(case.parties.get(), reason="Another.", by=desk.staff, at=at)
    with pytest.raises(Refused) as refusal:
        actions.add_party(case, **as_witness, by=desk.staff)
    assert "second person" in str(refusal.value.sentence) and refusal.value.field_name == "person"
    assert actions.add_party(case, **as_witness, by=desk.head).role == "WITNESS"


def test_nor_the_other_way_about(desk, subject, at):
    case = open_case(at=at, typed_names=subject.full_name)
    match = case.parties.get()
    actions.add_party(case, role="WITNESS", kind="PERSON", person=subject, by=desk.staff, at=at)
    with pytest.raises(Refused):
        actions.reject_party(match, reason="Another.", by=desk.staff, at=at)
    assert actions.reject_party(match, reason="Another.", by=desk.head, at=at).status == PartyStatus.REJECTED
