"""Lifting a possible match needs a reason that stays."""

from cases.models import Case
from cases.states.party import PartyStatus
from tests.cases.desk import open_case


def test_it_is_lifted_with_its_reason(send, desk, subject, ethics_staff, at, at_desk):
    case = open_case(at=at, typed_names=subject.full_name)
    assert send("reject_party", case, case.parties.get(), reason="Another one of that name.").status_code == 302
    party = case.parties.get()
    assert (party.status, party.decided_by) == (PartyStatus.REJECTED, ethics_staff)
    assert "Another one of that name." in at_desk.get(case.get_absolute_url()).content.decode()


def test_without_a_reason_nothing_is_lifted(send, desk, subject, at):
    case = open_case(at=at, typed_names=subject.full_name)
    assert send("reject_party", case, case.parties.get(), reason="").status_code == 200
    assert Case.objects.get(pk=case.pk).parties.get().status == PartyStatus.PROVISIONAL
