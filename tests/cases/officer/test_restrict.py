"""A restricted case stays with its head, its investigator and named people (DECISIONS 46); rules for heads go on."""

import pytest
from django.urls import reverse

from accounts.models import Notice
from accounts.roles import Role
from audit.trail import history
from cases.actions import lift_restriction, restrict_case
from cases.models import Case
from tests.cases.desk import make_topic, open_case
from tests.people import make_person


@pytest.fixture
def head(sign_in, ethics_officer):
    return sign_in(ethics_officer)


def test_its_queue_is_cut_off_and_named_people_stay(
    desk, case, second_ethics_staff, ethics_staff, investigator, employee, at
):
    desk.assign(desk.acknowledge(case))
    desk.share(case, second_ethics_staff)
    desk.share(case, employee)
    assert case.is_visible_to(ethics_staff), "the control"
    restrict_case(case, reason="A colleague may be a witness.", by=desk.head, at=at)
    case = Case.objects.get(pk=case.pk)
    for person in (desk.head, investigator, second_ethics_staff, employee):
        assert case.is_visible_to(person), person
    assert not case.is_visible_to(ethics_staff)
    about = Notice.objects.filter(recipient=ethics_staff, about_id=str(case.pk))
    assert about and not about.filter(withheld=False) and ethics_staff not in case.staff()
    assert second_ethics_staff in case.staff()
    lift_restriction(case, reason="Settled.", by=desk.head, at=at)
    assert Case.objects.get(pk=case.pk).is_visible_to(ethics_staff)


def test_nobody_who_lost_it_is_told_of_it_again(desk, case, ethics_staff, at):
    restrict_case(case, reason="Quiet.", by=desk.head, at=at)
    before = Notice.objects.filter(recipient=ethics_staff, withheld=False).count()
    desk.name(Case.objects.get(pk=case.pk), make_person("Willa Seen", at=at), by=desk.head)
    assert Notice.objects.filter(recipient=ethics_staff, withheld=False).count() == before


def test_it_hides_nothing_from_the_head_whom_a_rule_lets_read(desk, general_auditor, auditor_staff, at):
    case = open_case(at=at, topic=make_topic("bribery", trigger="BRIBERY"))
    restrict_case(case, reason="Quiet.", by=desk.head, at=at)
    assert case.is_visible_to(general_auditor) and not case.is_visible_to(auditor_staff)


def test_the_wall_beats_being_named(desk, case, second_ethics_staff, at):
    desk.share(case, second_ethics_staff)
    restrict_case(case, reason="Quiet.", by=desk.head, at=at)
    desk.name(case, second_ethics_staff, by=desk.head)
    assert not Case.objects.get(pk=case.pk).is_visible_to(second_ethics_staff)


def test_only_its_head_restricts_it_once_and_says_why(send, case, head, at_desk, ethics_staff, sign_in, desk):
    assert "for somebody else" in send("restrict", case, reason="Quiet.", client=sign_in(ethics_staff)).content.decode()
    head = sign_in(desk.head)
    assert "required" in send("restrict", case, reason="", client=head).content.decode()
    assert send("restrict", case, reason="A colleague knows them.", client=head).status_code == 302
    assert "restricted already" in send("restrict", case, reason="Again.", client=head).content.decode()
    page = head.get(reverse("cases:access", args=[case.reference])).content.decode()
    assert "A colleague knows them." in page and "This case is restricted" in page
    assert "Restricted" in head.get(case.get_absolute_url()).content.decode()
    assert history(case)[-2].verb == "restrict"
    assert send("lift_restriction", case, reason="Settled.", client=head).status_code == 302
    assert "not restricted" in send("lift_restriction", case, reason="x", client=head).content.decode()


def test_of_a_restricted_case_the_head_alone_names_the_investigator(desk, case, second_ethics_staff, send, sign_in, at):
    desk.share(case, second_ethics_staff)
    desk.acknowledge(case)
    restrict_case(case, reason="Quiet.", by=desk.head, at=at)
    other = make_person("Ivo Free", Role.INVESTIGATOR, at=at)
    page = send("assign", case, investigator=other.pk, client=sign_in(second_ethics_staff)).content.decode()
    assert "Only its head" in page
    assert send("assign", case, investigator=other.pk, client=sign_in(desk.head)).status_code == 302
