"""From the very act that names somebody, or sets somebody apart, they are cut off; what they held goes elsewhere."""

import pytest

from accounts.actions import change_manager, revoke_role
from accounts.models import Notice, Person
from accounts.roles import Role
from cases.actions import recuse
from cases.actions.walls import replace_walled_off
from cases.models import Case
from cases.states.case import Queue
from cases.states.party import PartyRole, PartyStatus
from tests.cases.desk import open_case
from tests.people import fresh, make_person, unread_count


def now(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def test_a_possible_match_walls_from_the_first_second(desk, second_ethics_staff, ethics_staff, at):
    case = open_case(at=at, typed_names="Justus")
    assert case.parties.get().status == PartyStatus.PROVISIONAL
    assert not case.is_visible_to(second_ethics_staff)
    assert case.is_visible_to(ethics_staff)


def test_a_name_in_the_narrative_is_a_possible_match_too(desk, second_ethics_staff, at):
    case = open_case(at=at, narrative="On Monday Umar Justus took the envelope from the desk.")
    assert not case.is_visible_to(second_ethics_staff)


def test_naming_somebody_later_hides_the_case_and_their_unread_notices(desk, second_ethics_staff, case):
    assert case.is_visible_to(second_ethics_staff)
    assert unread_count(second_ethics_staff) == 1
    desk.name(case, second_ethics_staff)
    assert not case.is_visible_to(second_ethics_staff)
    assert unread_count(second_ethics_staff) == 0
    assert Notice.objects.get(recipient=second_ethics_staff).withheld


def test_whoever_reports_to_a_named_subject_is_cut_off_too(desk, case, subject, subordinate):
    assert case.is_visible_to(subordinate)
    desk.name(case, subject)
    assert not case.is_visible_to(subordinate)


def test_whoever_reports_to_a_witness_is_not(desk, case, subject, subordinate):
    desk.name(case, subject, role=PartyRole.WITNESS)
    assert case.is_visible_to(subordinate)


def test_a_new_manager_cuts_off_or_lets_in(desk, case, subject, subordinate, ethics_officer, at):
    desk.name(case, subject)
    change_manager(subordinate, ethics_officer, by="the tests", at=at)
    assert case.is_visible_to(subordinate)
    change_manager(subordinate, subject, by="the tests", at=at)
    assert not case.is_visible_to(subordinate)


def test_only_the_set_number_of_levels_is_cut_off(desk, case, subject, subordinate, settings, at):
    below = make_person("Ulla Deepdown", Role.INVESTIGATOR, at=at, manager=subordinate)
    desk.assign(desk.acknowledge(case), below)
    desk.name(case, subject)
    assert now(case).is_visible_to(below)
    settings.WALL_REPORTING_LEVELS = 2
    assert not now(case).is_visible_to(below)
    settings.WALL_REPORTING_LEVELS = 0
    assert now(case).is_visible_to(subordinate)


def test_everybody_the_wall_cuts_off_is_the_same_seen_from_either_side(desk, case, subject, subordinate, employee):
    desk.name(case, subject)
    walled = set(Person.objects.all()) - set(case.unwalled(Person.objects.all()))
    assert walled == {subject, subordinate}
    assert all(case.walls_off(person) for person in walled)
    assert not case.walls_off(employee)


def test_stepping_back_hides_the_case_from_that_moment(desk, second_ethics_staff, case, at):
    recuse(case, reason="My cousin works there.", by=second_ethics_staff, at=at)
    assert not case.is_visible_to(second_ethics_staff)
    assert unread_count(second_ethics_staff) == 0


def test_an_investigator_who_is_named_loses_the_case_and_the_office_hears(desk, investigator, ethics_staff):
    case = desk.case_in("INVESTIGATION")
    desk.name(case, investigator)
    assert now(case).assignee is None
    assert not case.is_visible_to(investigator)
    assert Notice.objects.filter(recipient=ethics_staff, kind="investigator_needed").exists()
    told = Notice.objects.filter(recipient=investigator, about_id=str(case.pk))
    assert told and not told.filter(withheld=False, read_at=None).exists()


def test_an_investigator_whose_new_manager_is_named_loses_the_case_at_the_next_sweep(desk, investigator, subject, at):
    case = desk.case_in("INVESTIGATION")
    desk.name(case, subject)
    change_manager(investigator, subject, by="the tests", at=at)
    assert not case.is_visible_to(investigator)
    assert replace_walled_off(at) == 1
    assert now(case).assignee is None


def test_an_investigator_whose_role_ends_loses_the_case_and_the_office_hears(
    desk, investigator, ethics_staff, administrator, at
):
    case = desk.case_in("INVESTIGATION")
    assert replace_walled_off(at) == 0, "the control"
    revoke_role(investigator.role_grants.get(), reason="Moved on.", by=administrator, at=at)
    assert not now(case).is_visible_to(fresh(investigator)), "at once"
    assert replace_walled_off(at) == 1
    assert now(case).assignee is None
    assert Notice.objects.filter(recipient=ethics_staff, kind="investigator_needed").exists()


def test_who_acts_for_the_chair_and_leaves_the_committee_is_followed_by_another(
    desk, chief_executive, chair, member, administrator, at
):
    case = open_case(at=at, typed_names="Topman and Presidi")
    other = make_person("Milo Votes", Role.AUDIT_COMMITTEE, at=at)
    acting = now(case).acting_head
    revoke_role(acting.role_grants.get(), reason="Left the Board.", by=administrator, at=at)
    assert not now(case).is_visible_to(fresh(acting)), "at once"
    replace_walled_off(at)
    assert now(case).acting_head == ({member, other} - {acting}).pop()
    assert now(case).is_visible_to(now(case).acting_head)


def test_a_head_who_is_named_later_loses_the_case_to_the_other_office(
    desk, case, ethics_officer, ethics_staff, general_auditor, auditor_staff
):
    desk.name(case, ethics_officer)
    moved = now(case)
    assert moved.queue == Queue.GENERAL_AUDITOR
    assert moved.is_visible_to(general_auditor)
    assert moved.is_visible_to(auditor_staff)
    assert not moved.is_visible_to(ethics_officer)
    assert not moved.is_visible_to(ethics_staff)


def test_a_head_recognised_at_intake_never_had_it(desk, ethics_officer, general_auditor, at):
    case = open_case(at=at, typed_names="Compley")
    assert case.queue == Queue.GENERAL_AUDITOR
    assert "head of the other office" in case.routed_because
    assert not case.is_visible_to(ethics_officer)
    assert not Notice.objects.filter(recipient=ethics_officer, about_id=str(case.pk)).exists()


def test_a_matter_of_both_heads_goes_to_the_chair(desk, ethics_officer, general_auditor, chair, at):
    case = open_case(at=at, typed_names="Compley and Audley")
    assert case.queue == Queue.AUDIT_COMMITTEE_CHAIR
    assert case.is_visible_to(chair)
    assert not case.is_visible_to(ethics_officer)
    assert not case.is_visible_to(general_auditor)


def test_a_matter_of_the_chief_executive_goes_to_the_chair(desk, chief_executive, chair, general_auditor, at):
    case = open_case(at=at, typed_names="Topman")
    assert case.queue == Queue.AUDIT_COMMITTEE_CHAIR
    assert case.is_visible_to(chair)


def test_where_the_chair_is_named_too_another_member_acts(desk, chief_executive, chair, member, at):
    case = open_case(at=at, typed_names="Topman and Presidi")
    assert case.acting_head == member
    assert case.is_visible_to(member)
    assert not case.is_visible_to(chair)
    assert "head" in case.relations(member)


def test_a_chair_who_steps_back_is_followed_by_another_member(desk, chief_executive, chair, member, at):
    case = open_case(at=at, typed_names="Topman")
    assert not case.is_visible_to(member)
    recuse(case, reason="We sit on another board.", by=chair, at=at)
    assert now(case).acting_head == member
    assert now(case).is_visible_to(member)
    assert not now(case).is_visible_to(chair)


@pytest.mark.parametrize("who", ["second_ethics_staff", "investigator"])
def test_the_colleagues_still_see_it(who, desk, second_ethics_staff, subject, request):
    case = desk.case_in("INVESTIGATION")
    desk.name(case, subject)
    assert now(case).is_visible_to(request.getfixturevalue(who))
