"""What nobody opens goes to the other office, then to the chair, then along the committee (DECISIONS 41 and 42)."""

from datetime import timedelta

import pytest
import time_machine

from accounts.models import Notice, Person
from accounts.roles import Power, Role
from audit.trail import history
from cases.actions import DesignationFacts, designate, note_reading, transfer_case
from cases.actions.unopened import pass_on_unopened
from cases.models import Case
from cases.states.case import Queue
from tests.cases.desk import open_case
from tests.people import make_person
from tests.standing import standing

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def people(desk, general_auditor, chair, member) -> None:
    """Everybody to whom it may go on."""


@standing
def case(desk, at) -> Case:
    """Arrived on Monday, 23 November; Tuesday is the business day on which somebody should open it."""
    return open_case(at=at)


def sweep(case: Case, moment) -> Case:
    with time_machine.travel(moment, tick=False):
        pass_on_unopened(moment)
    return Case.objects.get(pk=case.pk)


def test_after_a_business_day_it_goes_to_the_other_office_then_to_the_chair(case, desk, general_auditor, chair, at):
    assert sweep(case, at + DAY).queue == Queue.ETHICS_OFFICE
    moved = sweep(case, at + 2 * DAY)
    assert moved.queue == Queue.GENERAL_AUDITOR and moved.is_visible_to(general_auditor)
    assert not moved.is_visible_to(desk.staff)
    assert history(case)[-1].verb == "pass_on"
    assert Notice.objects.filter(recipient=general_auditor, kind="report_arrived").exists()
    assert Notice.objects.filter(recipient=desk.head, kind="unopened_passed_on").exists()
    # Thursday is Thanksgiving: the business day after Wednesday is Friday.
    assert sweep(case, at + 4 * DAY).queue == Queue.GENERAL_AUDITOR
    moved = sweep(case, at + 5 * DAY)
    assert moved.queue == Queue.AUDIT_COMMITTEE_CHAIR and moved.is_visible_to(chair)


def test_whoever_works_the_queue_keeps_it_there_by_opening_it(case, desk, at):
    note_reading(case, by=desk.staff, at=at + DAY)
    assert sweep(case, at + 9 * DAY).queue == Queue.ETHICS_OFFICE


def test_somebody_else_who_reads_it_by_a_rule_has_not_opened_it(case, general_auditor, at):
    note_reading(case, by=general_auditor, at=at + DAY)
    assert sweep(case, at + 2 * DAY).queue == Queue.GENERAL_AUDITOR


def test_what_was_acknowledged_stays(case, desk, at):
    desk.acknowledge(case)
    assert sweep(case, at + 9 * DAY).queue == Queue.ETHICS_OFFICE


def lend(desk, at, deputy: Person) -> None:
    facts = DesignationFacts(
        deputy=deputy, powers=[Power.WORK], starts_at=at, ends_at=at + 30 * DAY, words="I am away."
    )
    designate(Role.ETHICS_OFFICER, facts=facts, by=desk.head, at=at)


def test_with_a_deputy_it_stays(case, desk, at):
    lend(desk, at, make_person("Doris Standin", at=at))
    assert sweep(case, at + 9 * DAY).queue == Queue.ETHICS_OFFICE


def test_a_deputy_who_is_walled_off_is_none(case, desk, at):
    deputy = make_person("Doris Standin", at=at)
    lend(desk, at, deputy)
    desk.name(case, deputy, role="WITNESS")
    Case.objects.filter(pk=case.pk).update(state="NEW")
    assert sweep(case, at + 2 * DAY).queue == Queue.GENERAL_AUDITOR


def test_never_to_a_head_whom_the_wall_cuts_off(case, desk, general_auditor, at):
    case.conflicts.create(
        data_key=case.data_key, person=general_auditor, reason="A cousin.", declared_by=general_auditor, declared_at=at
    )
    moved = sweep(case, at + 2 * DAY)
    assert moved.queue == Queue.AUDIT_COMMITTEE_CHAIR
    assert not Notice.objects.filter(recipient=general_auditor).exists()


def test_in_the_chairs_queue_two_business_days_then_along_the_committee(case, chair, member, at):
    second = make_person("Nils Later", Role.AUDIT_COMMITTEE, at=at, is_director=True)
    Case.objects.filter(pk=case.pk).update(queue=Queue.AUDIT_COMMITTEE_CHAIR)
    assert sweep(case, at + 2 * DAY).acting_head is None
    first = sweep(case, at + 3 * DAY).acting_head
    assert first in (member, second) and Case.objects.get(pk=case.pk).is_visible_to(chair)
    later = sweep(case, at + 10 * DAY).acting_head
    assert {first, later} == {member, second}
    assert sweep(case, at + 20 * DAY).acting_head == later, "with the last one it stays"
    assert Notice.objects.filter(recipient=later, kind="report_arrived").exists()


def test_a_member_behind_the_wall_is_passed_over(case, member, at):
    second = make_person("Nils Later", Role.AUDIT_COMMITTEE, at=at, is_director=True)
    case.conflicts.create(data_key=case.data_key, person=member, reason="A cousin.", declared_by=member, declared_at=at)
    Case.objects.filter(pk=case.pk).update(queue=Queue.AUDIT_COMMITTEE_CHAIR)
    assert sweep(case, at + 9 * DAY).acting_head == second


def test_a_transfer_begins_the_time_anew(case, desk, at):
    with time_machine.travel(at + DAY, tick=False):
        transfer_case(case, queue=Queue.GENERAL_AUDITOR, reason="Theirs.", by=desk.head, at=at + DAY)
    assert sweep(case, at + 2 * DAY).queue == Queue.GENERAL_AUDITOR
    assert sweep(case, at + 5 * DAY).queue == Queue.ETHICS_OFFICE


def test_what_was_there_before_this_was_kept_stays(case, at):
    Case.objects.filter(pk=case.pk).update(routed_on=None)
    assert sweep(case, at + 99 * DAY).queue == Queue.ETHICS_OFFICE
