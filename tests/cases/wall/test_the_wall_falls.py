"""A possible match that somebody lifted, with a reason, lets the person in again where their role does."""

from accounts.models import Notice
from cases.actions import agree_to_role, confirm_party, reject_party
from cases.models import Case
from cases.states.party import PartyRole
from tests.cases.desk import open_case


def test_rejecting_a_match_lets_the_person_in(desk, second_ethics_staff, ethics_staff, at):
    case = open_case(at=at, typed_names="Justus")
    reject_party(case.parties.get(), reason="Another Justus.", by=ethics_staff, at=at)
    assert case.is_visible_to(second_ethics_staff)


def test_confirming_it_keeps_them_out(desk, second_ethics_staff, ethics_officer, ethics_staff, at):
    case = open_case(at=at, typed_names="Justus")
    confirm_party(case.parties.get(), role=PartyRole.WITNESS, by=ethics_staff, at=at)
    assert not case.is_visible_to(second_ethics_staff)
    agree_to_role(case.parties.get(), by=ethics_officer, at=at)
    assert not case.is_visible_to(second_ethics_staff)


def test_rejecting_one_of_two_matches_leaves_the_other_standing(
    desk, second_ethics_staff, subordinate, ethics_staff, at
):
    case = open_case(at=at, typed_names="Justus, Underhill")
    reject_party(case.parties.get(person=subordinate), reason="Not her.", by=ethics_staff, at=at)
    assert case.is_visible_to(subordinate)
    assert not case.is_visible_to(second_ethics_staff)


def test_the_wall_of_a_declared_conflict_stays_when_a_match_is_lifted(desk, second_ethics_staff, ethics_staff, at):
    case = open_case(at=at, typed_names="Justus")
    case.conflicts.create(
        data_key=case.data_key, person=second_ethics_staff, reason="Friends", declared_by=ethics_staff, declared_at=at
    )
    reject_party(case.parties.get(), reason="Another Justus.", by=ethics_staff, at=at)
    assert not Case.objects.visible_to(second_ethics_staff).exists()


def test_a_notice_told_behind_the_wall_was_never_given(desk, second_ethics_staff, ethics_staff, at):
    case = open_case(at=at, typed_names="Justus")
    assert Notice.objects.filter(recipient=ethics_staff, about_id=str(case.pk)).exists()
    assert not Notice.objects.filter(recipient=second_ethics_staff, about_id=str(case.pk)).exists()
