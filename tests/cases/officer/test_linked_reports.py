"""Linked reports ask together whether they are material, and tell of it only those who see what ties them."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Notice, Person
from accounts.roles import Office, Role
from cases import actions
from cases.models import Case, CaseLink, Conflict, LinkedReports
from cases.states.party import PartyKind, PartyRole
from clocks.actions import warn_clock
from clocks.models import Clock
from clocks.states import Status
from tests.cases.desk import make_topic, open_case
from tests.people import make_person
from tests.standing import standing

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("stopped_clock")]

ASKS = "Several reports on one person"
LINKED = "Linked reports <span"


@standing
def cases(desk, at):
    return [desk.acknowledge(open_case(at=at)) for _number in range(3)]


@standing
def auditors_cases(desk, general_auditor, at):
    """Those of accounting, which the General Auditor reads by rule."""
    books = make_topic("books", is_accounting=True)
    return [desk.acknowledge(open_case(at=at, topic=books)) for _number in range(3)]


@standing
def colleague(desk, at) -> Person:
    """Of the same office, and behind the wall of one case."""
    return make_person("Cole Nextdoor", Role.OFFICE_STAFF, office=Office.ETHICS_OFFICE, at=at)


def alerts(person: Person) -> int:
    return Notice.objects.filter(recipient=person, kind="linked_reports_fired", withheld=False).count()


def wall_off(case, person, at) -> None:
    Conflict.objects.create(
        data_key=case.data_key, case=case, person=person, reason="A cousin.", declared_by=person, declared_at=at
    )


def pages(client, case) -> str:
    parts = ("", "links/", "history/", "access/", "clocks/", "decide-materiality/")
    found = [client.get(case.get_absolute_url() + part) for part in parts]
    return "".join(page.content.decode() for page in found if page.status_code == 200)


def link(desk, one, other, at, kind="RELATED") -> CaseLink:
    return actions.link_case(one, other=other, kind=kind, reason="One site.", by=desk.staff, at=at)


def name_in(desk, cases, subject) -> None:
    for case in cases:
        desk.name(case, subject)


def test_linking_two_cases_asks_and_starts_the_clock_of_five_business_days(desk, cases, at_desk, at):
    one, other, _third = cases
    link(desk, one, other, at)
    row = LinkedReports.objects.get()
    assert Clock.objects.of(row).get().kind == "materiality_5_business_days"
    for case in (one, other):
        assert LINKED in at_desk.get(case.get_absolute_url()).content.decode()
    assert not any(case.triggers.exists() for case in cases), "it is no trigger of either case alone"


@pytest.mark.parametrize("kind", ["EARLIER", "RETALIATION"])
def test_links_by_who_reported_ask_nothing(desk, cases, at, kind):
    link(desk, *cases[:2], at, kind=kind)
    assert not LinkedReports.objects.exists()


def test_the_third_open_case_on_one_subject_asks_and_a_fourth_asks_anew(desk, cases, subject, at):
    name_in(desk, cases[:2], subject)
    assert not LinkedReports.objects.exists()
    desk.name(cases[2], subject)
    assert LinkedReports.objects.get().brought_by == cases[2]
    desk.name(cases[2], subject, role=PartyRole.WITNESS)
    assert LinkedReports.objects.count() == 1
    name_in(desk, [desk.acknowledge(open_case(at=at))], subject)
    assert LinkedReports.objects.count() == 2


def test_closed_cases_older_ones_and_possible_matches_are_not_counted(desk, cases, subject, at):
    name_in(desk, cases[1:], subject)
    old = desk.acknowledge(open_case(at=at - timedelta(days=366)))
    desk.name(old, subject)
    open_case(at=at, typed_names=subject.full_name)
    assert not LinkedReports.objects.exists()
    desk.name(cases[0], subject)
    assert LinkedReports.objects.get().ends.count() == 3


def test_how_many_it_takes_is_a_setting(desk, cases, subject, settings):
    settings.LINKED_REPORTS = 2
    name_in(desk, cases[:2], subject)
    assert LinkedReports.objects.count() == 1


def test_one_site_written_alike_in_three_cases_asks(desk, cases, at, at_desk):
    for case, name in zip(cases, ("Plant Gera", "plant  gera", "Plant Gera"), strict=True):
        actions.add_party(case, role=PartyRole.SUBJECT, kind=PartyKind.UNIT, described=name, by=desk.staff, at=at)
    assert LinkedReports.objects.get().ground == "SITE"
    assert "Several reports on one site or company" in at_desk.get(cases[0].get_absolute_url()).content.decode()


def test_another_site_with_some_of_its_words_is_another(desk, cases, at):
    for case, name in zip(cases, ("Plant Gera", "Plant Gera North", "Plant"), strict=True):
        actions.add_party(case, role=PartyRole.SUBJECT, kind=PartyKind.UNIT, described=name, by=desk.staff, at=at)
    assert not LinkedReports.objects.exists()


def test_the_general_auditor_who_sees_the_cases_is_told_and_led_there(
    desk, auditors_cases, general_auditor, sign_in, at
):
    one, other, _third = auditors_cases
    link(desk, one, other, at)
    notice = Notice.objects.get(recipient=general_auditor, kind="linked_reports_fired")
    opened = sign_in(general_auditor).post(reverse("accounts:open_notice", args=[notice.pk]))
    assert opened.url == one.get_absolute_url()


def test_the_general_auditor_who_reads_neither_hears_that_it_fired_and_no_more(
    desk, cases, general_auditor, sign_in, at
):
    link(desk, *cases[:2], at)
    notice = Notice.objects.get(recipient=general_auditor, kind="linked_reports_fired")
    client = sign_in(general_auditor)
    page = client.get(reverse("accounts:notices")).content.decode()
    assert "Linked reports ask for a decision" in page
    assert not any(case.reference in page for case in cases)
    assert client.post(reverse("accounts:open_notice", args=[notice.pk])).url == reverse("accounts:notices")


def test_a_general_auditor_behind_one_wall_hears_nothing(desk, auditors_cases, general_auditor, at):
    wall_off(auditors_cases[1], general_auditor, at)
    link(desk, *auditors_cases[:2], at)
    assert alerts(general_auditor) == 0


def test_a_wall_that_rises_later_takes_the_alert_away(desk, cases, general_auditor, at):
    link(desk, *cases[:2], at)
    assert alerts(general_auditor) == 1
    desk.name(cases[1], general_auditor)
    assert alerts(general_auditor) == 0


def test_who_sees_one_case_alone_can_not_tell_it_from_one_that_is_linked_with_none(desk, cases, sign_in, colleague, at):
    one, other, third = cases
    wall_off(other, colleague, at)
    client = sign_in(colleague)
    before, queue = pages(client, one), client.get(reverse("cases:queue")).content.decode()
    row = link(desk, one, other, at).linked_reports
    after = pages(client, one)
    assert LINKED not in after and other.reference not in after
    assert _still(after) == _still(before)
    assert _still(client.get(reverse("cases:queue")).content.decode()) == _still(queue)
    assert LinkedReports.objects.of(one).shown_to(colleague) == []
    link(desk, one, third, at)
    assert LINKED in pages(client, one), "the control: of what they see they are told"
    assert other.reference not in pages(client, one)
    clock = Clock.objects.of(row).get()
    warn_clock(clock.pk, at=clock.due_at + timedelta(minutes=1))
    told = Notice.objects.filter(about_id=str(row.pk)).exclude(kind="linked_reports_fired")
    assert desk.staff.pk in told.values_list("recipient", flat=True)
    assert colleague.pk not in told.values_list("recipient", flat=True)


def test_whom_no_wall_but_a_restriction_keeps_from_the_other_case_is_not_warned_of_both(desk, cases, colleague, at):
    one, other, third = cases
    hidden, seen = (link(desk, one, end, at).linked_reports for end in (other, third))
    Case.objects.filter(pk=other.pk).update(restricted_by=desk.staff, restricted_at=at)
    assert other not in Case.objects.visible_to(colleague), "the control"
    warned = {}
    for row in (hidden, seen):
        clock = Clock.objects.of(row).get()
        warn_clock(clock.pk, at=clock.due_at + timedelta(minutes=1))
        told = Notice.objects.filter(about_id=str(row.pk), recipient=colleague)
        warned[row.pk] = told.exists()
    assert warned == {hidden.pk: False, seen.pk: True}


@pytest.mark.slow
def test_of_a_pattern_with_a_case_they_may_not_see_they_are_told_what_the_others_alone_would_tell(
    desk, cases, subject, sign_in, colleague, at
):
    hidden = desk.acknowledge(open_case(at=at))
    wall_off(hidden, colleague, at)
    name_in(desk, [hidden, *cases[:2]], subject)
    assert LinkedReports.objects.exists(), "the control: whoever sees all three is asked"
    assert ASKS in pages(sign_in(desk.staff), cases[1])
    assert ASKS not in pages(sign_in(colleague), cases[1])
    desk.name(cases[2], subject)
    shown = pages(sign_in(colleague), cases[2])
    assert ASKS in shown and cases[0].reference in shown
    assert hidden.reference not in shown


def test_a_firing_by_a_case_they_may_not_see_shows_them_nothing_new(desk, cases, subject, sign_in, colleague, at):
    hidden = desk.acknowledge(open_case(at=at))
    wall_off(hidden, colleague, at)
    name_in(desk, cases, subject)
    before = LinkedReports.objects.of(cases[0]).shown_to(colleague)
    desk.name(hidden, subject)
    assert LinkedReports.objects.count() == 2
    assert LinkedReports.objects.of(cases[0]).shown_to(colleague) == before


def test_undoing_the_link_leaves_the_question_and_says_so(desk, cases, at_desk, at):
    tie = link(desk, *cases[:2], at)
    actions.unlink_case(tie, reason="Two sites.", by=desk.staff, at=at)
    page = at_desk.get(cases[0].get_absolute_url()).content.decode()
    assert LINKED in page and "the link was undone on" in page
    assert Clock.objects.of(LinkedReports.objects.get()).running().exists()


def test_a_decision_on_the_case_that_brought_it_answers_it(desk, cases, send, at):
    one, other, _third = cases
    link(desk, one, other, at)
    clock = Clock.objects.of(LinkedReports.objects.get())
    send("decide_materiality", other, outcome="MATERIAL", reasons="So.", digest_line="So.")
    assert clock.running().exists(), "one on the other case is no answer: not everybody who is asked reads it"
    send("decide_materiality", one, outcome="MATERIAL", reasons="So.", digest_line="So.")
    assert clock.get().status == Status.MET


def test_not_material_answers_once_the_second_person_agrees(desk, cases, general_auditor, send, at):
    one, other, _third = cases
    link(desk, one, other, at)
    clock = Clock.objects.of(LinkedReports.objects.get())
    send("decide_materiality", one, outcome="NOT_MATERIAL", reasons="Small.")
    assert clock.running().exists()
    actions.confirm_not_material(one.materiality_decisions.get(), by=general_auditor, at=at)
    assert not clock.running().exists()


def test_nobody_else_of_the_committee_is_told(desk, cases, at):
    chair = make_person("Cora Head", Role.AUDIT_COMMITTEE_CHAIR, at=at)
    link(desk, *cases[:2], at)
    assert alerts(chair) == 0


def _still(page: str) -> str:
    """Without what changes with every sending."""
    return re.sub(r'(value|nonce)="[^"]*"|[0-9]+ ms|token": ?"[^"]*"', "", page)
