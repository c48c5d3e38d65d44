"""A head designates a deputy in writing; the deputy keeps their own wall and the head's, and never has more."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.actions import grant_first_role, revoke_role
from accounts.models import Designation, Notice, Person, RoleGrant
from accounts.moves import Refused
from accounts.roles import Power, Role
from audit.trail import history
from cases.actions import (
    DesignationFacts,
    add_task,
    designate,
    end_designation,
    recuse,
    restrict_case,
    transfer_case,
    write_note,
)
from cases.models import Case
from cases.states.access import WayIn
from cases.workflow.case import CLOSE, SHARE, TRANSFER
from tests.cases.desk import make_topic, open_case
from tests.people import fresh, make_person
from tests.standing import standing
from waivers.models import Waiver

LIST, FORM = reverse("deputies:list"), reverse("deputies:designate")
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def stopped(at):
    with time_machine.travel(at, tick=False):
        yield


def lend(head: Person, deputy: Person, at, *powers: str, role: str = Role.ETHICS_OFFICER, **facts) -> Designation:
    told = {"starts_at": at, "ends_at": at + 5 * DAY, "words": "While I am away.", **facts}
    written = DesignationFacts(deputy=deputy, powers=powers or (Power.WORK,), **told)
    return designate(role, facts=written, by=head, at=at)


@standing
def deputy(at) -> Person:
    return make_person("Doris Standin", at=at)


@standing
def case(desk, at) -> Case:
    return desk.acknowledge(open_case(at=at))


def sees(person: Person, case: Case) -> bool:
    return case.is_visible_to(fresh(person))


# --- what a deputy sees --------------------------------------------------------------------------------------
def test_a_deputy_sees_and_works_the_queue_from_the_moment_to_the_end(desk, deputy, case, at):
    assert not sees(deputy, case)
    lend(desk.head, deputy, at, starts_at=at + DAY, ends_at=at + 2 * DAY)
    assert not sees(deputy, case)
    with time_machine.travel(at + DAY, tick=False):
        assert sees(deputy, case)
        assert write_note(case, body="Read it.", by=fresh(deputy), at=at + DAY)
    with time_machine.travel(at + 2 * DAY, tick=False):
        assert not sees(deputy, case)
        with pytest.raises(Case.DoesNotExist):
            write_note(case, body="Once more.", by=fresh(deputy), at=at + 2 * DAY)


def test_a_deputy_keeps_their_own_wall(desk, deputy, case, at):
    lend(desk.head, deputy, at, Power.WORK, Power.LEAD)
    recuse(case, reason="A cousin.", by=fresh(deputy), at=at)
    assert not sees(deputy, case)
    named = desk.acknowledge(open_case(at=at, topic=make_topic("other")))
    desk.name(named, deputy)
    assert not sees(deputy, named)


def test_a_deputy_has_the_heads_wall_too(desk, deputy, case, at):
    lend(desk.head, deputy, at, Power.WORK, Power.LEAD)
    assert sees(deputy, case)
    case.conflicts.create(
        data_key=case.data_key, person=desk.head, reason="A cousin.", declared_by=desk.head, declared_at=at
    )
    assert not sees(deputy, case)
    assert not Case.objects.visible_to(fresh(deputy)).exists()
    assert Case.objects.get(pk=case.pk).relations(fresh(deputy)) <= {"reader"}
    assert deputy not in Case.objects.get(pk=case.pk).staff()


def test_the_heads_wall_takes_nothing_from_a_deputy_who_works_there_anyway(desk, case, at):
    lend(desk.head, desk.staff, at, Power.LEAD)
    case.conflicts.create(
        data_key=case.data_key, person=desk.head, reason="A cousin.", declared_by=desk.head, declared_at=at
    )
    assert sees(desk.staff, case)
    assert "head" not in Case.objects.get(pk=case.pk).relations(fresh(desk.staff))


def test_only_the_topics_that_were_named(desk, deputy, at):
    gifts, other = make_topic("gifts"), make_topic("other")
    lend(desk.head, deputy, at, topics=[gifts])
    inside, outside = desk.acknowledge(open_case(at=at)), desk.acknowledge(open_case(at=at, topic=other))
    assert sees(deputy, inside) and not sees(deputy, outside)
    assert [one.pk for one in Case.objects.visible_to(fresh(deputy))] == [inside.pk]


def test_the_other_queue_stays_closed(desk, deputy, case, general_auditor, at):
    lend(desk.head, deputy, at, Power.WORK, Power.LEAD)
    transfer_case(case, queue="GENERAL_AUDITOR", reason="Theirs.", by=desk.head, at=at)
    assert not sees(deputy, case)


def test_a_restricted_case_is_for_the_deputy_who_leads(desk, deputy, second_ethics_staff, case, at):
    lend(desk.head, deputy, at, Power.WORK)
    lend(desk.head, second_ethics_staff, at, Power.LEAD)
    restrict_case(case, reason="Quiet.", by=desk.head, at=at)
    assert not sees(deputy, case) and sees(second_ethics_staff, case) and not sees(desk.staff, case)


def test_never_more_than_the_head_has(desk, deputy, case, at):
    """A head who is none any more lends nothing."""
    lend(desk.head, deputy, at, Power.WORK, Power.LEAD)
    grant = RoleGrant.objects.get(person=desk.head, role=Role.ETHICS_OFFICER)
    administrator = make_person("Adam Rootham", Role.ADMINISTRATOR, at=at)
    revoke_role(grant, reason="Left the post.", by=administrator, at=at)
    assert not sees(deputy, case)


# --- what a deputy may do ------------------------------------------------------------------------------------
def test_powers_are_what_was_lent(desk, deputy, case, at):
    lend(desk.head, deputy, at, Power.WORK)
    assert not SHARE.is_for(fresh(deputy), case)
    loaded = Case.objects.get(pk=case.pk)
    assert loaded.relations(fresh(deputy)) == {"staff"} and CLOSE.is_for(fresh(deputy), loaded)
    lend(desk.head, desk.staff, at, Power.LEAD)
    assert TRANSFER.is_for(fresh(desk.staff), Case.objects.get(pk=case.pk))


def test_no_power_grants_waivers_or_changes_routing(desk, deputy, sign_in, at):
    lend(desk.head, deputy, at, *Power)
    assert not fresh(deputy).roles
    client = sign_in(deputy)
    for page in ("routing:rules", "routing:propose_rule"):
        assert client.get(reverse(page)).status_code == 404
    assert not Waiver.objects.to_decide(fresh(deputy)).exists()


def test_a_deputy_hears_of_what_arrives_and_nobody_else(desk, deputy, employee, at):
    lend(desk.head, deputy, at)
    open_case(at=at)
    assert Notice.objects.filter(recipient=deputy, kind="report_arrived").count() == 1
    assert not Notice.objects.filter(recipient=employee).exists()


def test_a_deputy_hears_nothing_of_what_names_the_head(desk, deputy, general_auditor, at):
    lend(desk.head, deputy, at, *Power)
    case = open_case(at=at, typed_names=desk.head.full_name)
    assert not sees(deputy, case)
    assert not Notice.objects.filter(recipient=deputy, kind="report_arrived").exists()


def test_the_access_question_names_the_way(desk, deputy, case, at):
    lend(desk.head, deputy, at)
    found = case.access_of(fresh(deputy))
    assert found.sees and found.ways == (WayIn.DEPUTY,)
    desk.name(case, deputy)
    found = case.access_of(fresh(deputy))
    assert not found.sees and found.ways == (WayIn.DEPUTY,)


def test_reviews_of_the_queue_wait_for_the_deputy(desk, deputy, at):
    case = desk.case_in("REVIEW")
    assert not Case.objects.to_review(deputy).exists()
    lend(desk.head, deputy, at)
    assert Case.objects.to_review(fresh(deputy)).get() == case


# --- designating ---------------------------------------------------------------------------------------------
def test_it_is_on_the_trail_and_the_deputy_is_told(desk, deputy, at):
    made = lend(desk.head, deputy, at)
    entry = history(made)[-1]
    assert entry.verb == "designate" and entry.facts["deputy"] == str(deputy.pk)
    assert "While I am away" not in str(entry.facts) + entry.sentence
    assert Notice.objects.filter(recipient=deputy, kind="designated").exists()


@pytest.mark.parametrize(
    ("role", "office", "sentence"),
    [
        (Role.CUSTODIAN, "", "can’t stand in"),
        (Role.ADMINISTRATOR, "", "can’t stand in"),
        (Role.GENERAL_AUDITOR, "", "can’t stand in"),
        (Role.BOARD_MEMBER, "", "can’t stand in"),
    ],
)
def test_roles_that_never_meet_do_not_meet_by_designation(role, office, sentence, desk, at):
    barred = make_person("Bianca Barred", role, at=at, office=office)
    with pytest.raises(Refused) as refused:
        lend(desk.head, barred, at)
    assert sentence in str(refused.value.sentence)


def test_only_a_head_designates_and_only_for_their_own_queue(desk, deputy, general_auditor, chair, at):
    for by, role in (
        (desk.staff, Role.ETHICS_OFFICER), (general_auditor, Role.ETHICS_OFFICER), (desk.head, Role.GENERAL_AUDITOR),
        (desk.head, Role.BOARD_SECRETARY),
    ):  # fmt: skip
        with pytest.raises(Refused):
            lend(by, deputy, at, role=role)
    with pytest.raises(Refused):
        lend(chair, deputy, at, role=Role.AUDIT_COMMITTEE_CHAIR)
    assert not Designation.objects.exists()


def test_a_member_of_the_committee_stands_in_for_its_chair(chair, member, at, desk):
    case = open_case(at=at)
    Case.objects.filter(pk=case.pk).update(queue="AUDIT_COMMITTEE_CHAIR")
    assert not sees(member, case)
    lend(chair, member, at, role=Role.AUDIT_COMMITTEE_CHAIR)
    assert sees(member, case)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"ends_at": -DAY}, "ends before"),
        ({"starts_at": -2 * DAY, "ends_at": -DAY}, "over already"),
        ({"ends_at": 400 * DAY}, "a year at most"),
    ],
)
def test_times_that_make_no_sense_are_refused(facts, sentence, desk, deputy, at):
    with pytest.raises(Refused) as refused:
        lend(desk.head, deputy, at, **{name: at + span for name, span in facts.items()})
    assert sentence in str(refused.value.sentence)


def test_nobody_stands_in_for_themself_or_twice_or_after_leaving(desk, deputy, at):
    with pytest.raises(Refused):
        lend(desk.head, desk.head, at)
    lend(desk.head, deputy, at)
    with pytest.raises(Refused):
        lend(desk.head, deputy, at)
    gone = make_person("Greta Gone", at=at, employed_until=(at - DAY).date())
    with pytest.raises(Refused):
        lend(desk.head, gone, at)
    with pytest.raises(Refused):
        lend(desk.head, make_person("Nora Nopower", at=at), at, "GRANT_WAIVERS")


# --- ending --------------------------------------------------------------------------------------------------
@pytest.mark.parametrize("who", ["head", "deputy"])
def test_the_head_or_the_deputy_ends_it_and_the_notices_go(who, desk, deputy, at):
    made = lend(desk.head, deputy, at)
    case = open_case(at=at)
    by = desk.head if who == "head" else fresh(deputy)
    end_designation(made, by=by, at=at + DAY)
    assert not sees(deputy, case)
    assert Notice.objects.get(recipient=deputy, kind="report_arrived").withheld
    assert history(made)[-1].verb == "end_designation"
    with pytest.raises(Refused):
        end_designation(made, by=by, at=at + DAY)


def test_nobody_else_ends_it(desk, deputy, general_auditor, at):
    made = lend(desk.head, deputy, at)
    for by in (desk.staff, general_auditor):
        with pytest.raises(Designation.DoesNotExist):
            end_designation(made, by=by, at=at)


def test_the_database_refuses_what_was_never_designated(desk, deputy, at):
    made = lend(desk.head, deputy, at)
    rows = Designation.objects.filter(pk=made.pk)
    for change in (
        {"powers": ["WORK", "LEAD"]}, {"ends_at": at + 99 * DAY}, {"head": deputy}, {"deputy": desk.head},
        {"role": "COUNSEL"}, {"ended_at": at},
    ):  # fmt: skip
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(**change)
    end_designation(made, by=desk.head, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(ended_by=None, ended_at=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.delete()


# --- the pages -----------------------------------------------------------------------------------------------
def typed(deputy: Person, **facts) -> dict:
    return {
        "deputy": deputy.email, "powers": ["WORK"], "starts_on": "2026-11-23", "ends_on": "2026-11-27",
        "words": "I am away.", **facts,
    }  # fmt: skip


def test_the_head_designates_on_the_page_and_both_see_it(desk, deputy, sign_in, at):
    assert sign_in(desk.head).post(FORM, typed(deputy)).url == LIST
    made = Designation.objects.get()
    assert made.starts_at == at and made.ends_at.isoformat().startswith("2026-11-28T04:59:59")
    assert "Doris Standin" in sign_in(desk.head).get(LIST).content.decode()
    shown = sign_in(deputy).get(LIST).content.decode()
    assert desk.head.full_name in shown and "I am away." in shown and reverse("cases:queue") in shown


def test_the_deputy_reads_the_queue_and_the_page_of_a_case(desk, deputy, case, sign_in, at):
    client = sign_in(deputy)
    assert case.reference not in client.get(reverse("cases:queue")).content.decode()
    lend(desk.head, deputy, at)
    assert case.reference in client.get(reverse("cases:queue")).content.decode()
    assert client.get(case.get_absolute_url()).status_code == 200


@pytest.mark.parametrize("who", ["employee", "administrator", "ethics_staff", "custodian", "general_auditor"])
def test_to_everybody_else_it_does_not_exist(who, desk, deputy, sign_in, request, at):
    made = lend(desk.head, deputy, at)
    client = sign_in(request.getfixturevalue(who))
    ends = reverse("deputies:end_designation", args=[made.pk])
    assert client.get(ends).status_code == client.post(ends, {"receipt": "1" * 32}).status_code == 404
    assert "Doris" not in client.get(LIST).content.decode()
    if who != "general_auditor":
        assert client.post(FORM, typed(deputy)).status_code == 404
    assert Designation.objects.get().ended_at is None


def test_a_role_of_ones_own_and_a_designation_are_read_in_one_statement(desk, deputy, at):
    from tests.statements import Statements

    grant_first_role(deputy, role=Role.INVESTIGATOR, at=at - DAY)
    lend(desk.head, deputy, at)
    loaded = fresh(deputy)
    with Statements() as asked:
        assert loaded.roles == {Role.INVESTIGATOR} and loaded.stands_in
    assert len(asked) == 1


@pytest.mark.once
def test_a_deputy_finds_the_tasks_that_they_were_given_and_nobody_elses(desk, deputy, case, at, sign_in):
    lend(desk.head, deputy, at)
    for owner, title in ((deputy, "Call the bank"), (desk.staff, "Read the invoices")):
        add_task(case, title=title, due_on=at.date(), owner=fresh(owner), by=desk.staff, at=at)
    page = sign_in(deputy).get(reverse("cases:my_tasks")).content.decode()
    assert "Call the bank" in page and "Read the invoices" not in page
    assert sign_in(make_person("Emil Nobody", at=at)).get(reverse("cases:my_tasks")).status_code == 404
