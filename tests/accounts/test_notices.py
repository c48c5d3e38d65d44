"""A notice is given once, read once, and never to somebody whom a wall keeps from what it is about."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from accounts.models import Notice
from accounts.notices import deliver_mails, tell, withhold
from accounts.tasks import sweep_withheld_notices
from tests.cases.desk import open_case
from tests.people import make_person, unread_count
from tests.standing import standing
from tests.statements import Statements

NOTICES = reverse("accounts:notices")


@standing
def case(day_one, ethics_officer, ethics_staff, at):
    return open_case(at=at)


def test_told_twice_of_the_same_one_hears_once(employee, subject, at):
    assert tell([employee, employee], "role_granted", about=subject, at=at) == 1
    assert tell([employee], "role_granted", about=subject, at=at) == 0
    assert tell([employee], "role_granted", about=subject, at=at, once="again") == 1
    assert unread_count(employee) == 2


def test_an_unknown_kind_is_a_mistake_of_the_programme(employee, at):
    with pytest.raises(KeyError):
        tell([employee], "no_such_kind", at=at)


def test_the_page_lists_what_is_unread_and_opening_leads_there(sign_in, case, ethics_staff):
    client = sign_in(ethics_staff)
    assert "A report has arrived in your queue." in client.get(NOTICES).content.decode()
    notice = Notice.objects.get(recipient=ethics_staff)
    assert client.post(reverse("accounts:open_notice", args=[notice.pk])).url == case.get_absolute_url()
    assert unread_count(ethics_staff) == 0


def test_each_notice_says_which_case_it_is_about_to_whoever_may_see_it_and_its_mail_does_not(
    sign_in, case, ethics_staff, smtp_sink, at
):
    assert f"Case {case.reference}" in sign_in(ethics_staff).get(NOTICES).content.decode()
    tell([ethics_staff], "case_assigned", about=case, at=at)
    assert deliver_mails(at) == 1
    [mail] = smtp_sink.wait_for(1)
    assert case.reference not in str(mail)


def test_looking_at_the_list_reads_nothing(sign_in, case, ethics_staff):
    sign_in(ethics_staff).get(NOTICES)
    assert unread_count(ethics_staff) == 1


def test_a_notice_of_somebody_else_is_not_found(sign_in, case, ethics_staff, employee):
    notice = Notice.objects.get(recipient=ethics_staff)
    assert sign_in(employee).post(reverse("accounts:open_notice", args=[notice.pk])).status_code == 404
    assert unread_count(ethics_staff) == 1


def test_it_is_opened_by_a_sending_only(sign_in, case, ethics_staff):
    notice = Notice.objects.get(recipient=ethics_staff)
    assert sign_in(ethics_staff).get(reverse("accounts:open_notice", args=[notice.pk])).status_code == 405


def test_behind_a_wall_nobody_is_told(case, ethics_staff, ethics_officer, at):
    case.conflicts.create(
        data_key=case.data_key, person=ethics_staff, reason="Friends", declared_by=ethics_officer, declared_at=at
    )
    assert tell([ethics_staff], "case_assigned", about=case, at=at) == 0


def test_a_wall_that_rose_since_withholds_it_from_list_count_and_opening(
    sign_in, case, ethics_staff, ethics_officer, at
):
    case.conflicts.create(
        data_key=case.data_key, person=ethics_staff, reason="Friends", declared_by=ethics_officer, declared_at=at
    )
    notice = Notice.objects.get(recipient=ethics_staff)
    client = sign_in(ethics_staff)
    assert "A report has arrived" not in client.get(NOTICES).content.decode()
    assert client.post(reverse("accounts:open_notice", args=[notice.pk])).status_code == 404
    assert sweep_withheld_notices() == 1
    assert unread_count(ethics_staff) == 0
    assert unread_count(ethics_officer) == 1


def test_withholding_looks_at_the_people_it_is_asked_about(case, ethics_staff, ethics_officer, at):
    case.conflicts.create(
        data_key=case.data_key, person=ethics_staff, reason="Friends", declared_by=ethics_officer, declared_at=at
    )
    assert withhold(people=[ethics_officer]) == 0
    assert withhold(people=[ethics_staff]) == 1


def test_the_list_costs_the_same_with_many_notices(sign_in, employee, at):
    for number in range(60):
        about = make_person(f"About{number} Many", at=at)
        tell([employee], "role_granted", about=about, at=at - timedelta(days=number))
    client = sign_in(employee)
    with Statements() as asked:
        page = client.get(NOTICES).content.decode()
    assert len(asked) <= 8
    assert page.count("You have been given a role.") == 25


# --- marking what a page shows as read -----------------------------------------------------------------------
READ = reverse("accounts:read_notices")


def marked(client, page: str):
    """What the page's own button sends."""
    return client.post(READ, {"notice": re.findall(r'name="notice" value="([^"]+)"', page)}, follow=True)


def test_what_a_page_shows_is_marked_as_read_at_once_and_what_came_since_is_not(sign_in, employee, subject, at):
    client = sign_in(employee)
    for once in ("first", "second"):
        tell([employee], "role_granted", about=subject, at=at, once=once)
    page = client.get(NOTICES).content.decode()
    tell([employee], "role_granted", about=subject, at=at, once="since")
    assert "2 notices are marked as read." in marked(client, page).content.decode()
    assert Notice.objects.filter(recipient=employee).unread().get().once == "since"


def test_one_unread_notice_needs_no_button(sign_in, employee, subject, at):
    tell([employee], "role_granted", about=subject, at=at)
    assert READ not in sign_in(employee).get(NOTICES).content.decode()


def test_of_many_only_those_of_the_page_are_marked_and_the_button_says_so(sign_in, employee, subject, at):
    for number in range(30):
        tell([employee], "role_granted", about=subject, at=at, once=str(number))
    client = sign_in(employee)
    page = client.get(NOTICES).content.decode()
    assert "Mark those on this page as read" in page
    marked(client, page)
    assert unread_count(employee) == 5


def test_nobody_marks_the_notice_of_somebody_else(sign_in, case, ethics_staff, employee):
    notice = Notice.objects.get(recipient=ethics_staff)
    answer = sign_in(employee).post(READ, {"notice": [notice.pk]}, follow=True)
    assert "marked as read" not in answer.content.decode()
    assert unread_count(ethics_staff) == 1


def test_ids_that_are_none_are_passed_over(sign_in, case, ethics_staff):
    told = ["", "\0", "x" * 5_000, "00000000", str(Notice.objects.get(recipient=ethics_staff).pk)]
    assert sign_in(ethics_staff).post(READ, {"notice": told}).url == NOTICES
    assert unread_count(ethics_staff) == 0
