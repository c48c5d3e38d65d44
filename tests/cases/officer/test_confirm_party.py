"""A possible match is confirmed in a role, and then asks what its role asks."""

from cases.states.materiality import TriggerKind
from cases.states.party import PartyRole, PartyStatus
from clocks import kinds
from clocks.models import Clock
from tests.cases.desk import open_case


def test_it_is_confirmed_in_the_chosen_role_and_its_clock_stops(send, desk, subject, at, now):
    case = open_case(at=at, typed_names=subject.full_name)
    assert send("confirm_party", case, case.parties.get(), role="SUBJECT").status_code == 302
    party = case.parties.get()
    assert (party.status, party.role) == (PartyStatus.CONFIRMED, PartyRole.SUBJECT)
    assert Clock.objects.of(case).get(kind=kinds.PROVISIONAL_PARTY).stopped_on is not None


def test_a_senior_subject_asks_for_materiality(send, desk, member, at):
    case = open_case(at=at, narrative="Mona Quorum knew.")
    case.triggers.all()
    send("confirm_party", case, case.parties.get(), role="SUBJECT")
    assert TriggerKind.SENIOR_SUBJECT in case.triggers.values_list("kind", flat=True)


def test_the_party_of_another_case_is_not_found(send, desk, subject, case, at):
    other = open_case(at=at, typed_names=subject.full_name)
    assert send("confirm_party", case, other.parties.get(), role="SUBJECT").status_code == 404
