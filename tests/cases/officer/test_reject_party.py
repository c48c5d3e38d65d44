"""Lifting a possible match needs a reason that stays."""

from cases import actions
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


def test_whoever_was_lifted_by_mistake_is_named_a_subject_after_all(desk, subject, ethics_staff, at):
    case = open_case(at=at, typed_names=subject.full_name)
    actions.reject_party(case.parties.get(), reason="Another.", by=desk.staff, at=at)
    assert not case.parties.standing().exists()
    actions.add_party(case, role="SUBJECT", kind="PERSON", person=subject, by=desk.staff, at=at)
    party = case.parties.get()
    assert (party.status, party.role, party.decision_reason) == (PartyStatus.CONFIRMED, "SUBJECT", "Another.")
