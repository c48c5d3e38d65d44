"""Only those who were called reach the alarm; one click takes care of it; the case says who did and when."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from accounts.models import Notice
from accounts.moves import Refused
from audit.trail import history
from cases.actions import acknowledge_alarm, call_for_help
from cases.models import AccessGrant, Case
from cases.states.access import GrantReason
from tests.cases.desk import NARRATIVE

CLICK = {"receipt": "a" * 32}


def page_of(alarm) -> str:
    return reverse("danger:alarm", args=[alarm.pk])


def click_of(alarm) -> str:
    return reverse("danger:acknowledge_alarm", args=[alarm.pk])


def read(client, alarm) -> str:
    answer = client.get(reverse("cases:case", args=[alarm.case.reference]))
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture(autouse=True)
def stopped(at):
    with time_machine.travel(at, tick=False):
        yield


def test_the_notice_leads_to_the_alarm_and_one_click_takes_care_of_it(alarm, ethics_staff, sign_in, at):
    call_for_help(at)
    client = sign_in(ethics_staff)
    notice = Notice.objects.get(recipient=ethics_staff, kind="somebody_in_danger")
    assert client.post(reverse("accounts:open_notice", args=[notice.pk])).url == page_of(alarm)
    shown = client.get(page_of(alarm)).content.decode()
    assert "I take care of it" in shown and 'href="tel:911"' in shown
    assert client.post(click_of(alarm), CLICK).url == page_of(alarm)
    alarm.refresh_from_db()
    assert (alarm.acknowledged_by, alarm.acknowledged_at) == (ethics_staff, at)
    assert "acknowledge_alarm" in [entry.verb for entry in history(alarm.case)]


def test_the_case_says_that_nobody_answered_and_then_who_did(alarm, ethics_staff, ethics_officer, sign_in, at):
    call_for_help(at)
    call_for_help(at + timedelta(hours=1))
    client = sign_in(ethics_officer)
    before = read(client, alarm)
    assert "Danger: nobody has answered" in before and f"Last called: {ethics_officer.full_name}" in before
    assert "nobody has answered" in client.get(reverse("cases:queue")).content.decode()
    acknowledge_alarm(alarm, by=ethics_staff, at=at + timedelta(minutes=61))
    after = read(client, alarm)
    assert "nobody has answered" not in after and f"{ethics_staff.full_name}, since 23 Nov 2026, 11:01" in after


def test_everybody_else_finds_nothing(
    alarm, ethics_officer, general_auditor, second_ethics_staff, administrator, employee, sign_in, at
):
    call_for_help(at)
    for person in (ethics_officer, general_auditor, second_ethics_staff, administrator, employee):
        client = sign_in(person)
        assert client.get(page_of(alarm)).status_code == 404, person
        assert client.post(click_of(alarm), CLICK).status_code == 404, person
    alarm.refresh_from_db()
    assert alarm.acknowledged_at is None


def test_whom_the_wall_cut_off_meanwhile_finds_nothing(alarm, desk, ethics_staff, sign_in, at):
    call_for_help(at)
    desk.name(alarm.case, ethics_staff, by=desk.head)
    client = sign_in(ethics_staff)
    assert client.get(page_of(alarm)).status_code == client.post(click_of(alarm), CLICK).status_code == 404
    with pytest.raises(Case.DoesNotExist):
        acknowledge_alarm(alarm, by=ethics_staff, at=at)


def test_the_other_office_reads_the_case_only_once_it_takes_care_of_it(alarm, desk, general_auditor, sign_in, at):
    for hour in range(3):
        call_for_help(at + timedelta(hours=hour))
    client = sign_in(general_auditor)
    shown = client.get(page_of(alarm)).content.decode()
    assert alarm.case.reference not in shown and NARRATIVE not in shown
    assert client.get(reverse("cases:case", args=[alarm.case.reference])).status_code == 404
    client.post(click_of(alarm), CLICK)
    assert NARRATIVE in read(client, alarm)
    assert AccessGrant.objects.get(case=alarm.case, person=general_auditor).reason == GrantReason.ALARM
    assert "let_read" in [entry.verb for entry in history(alarm.case)]


def test_the_second_answer_is_told_that_somebody_was_first(alarm, ethics_staff, ethics_officer, sign_in, at):
    call_for_help(at)
    call_for_help(at + timedelta(hours=1))
    acknowledge_alarm(alarm, by=ethics_staff, at=at)
    with pytest.raises(Refused):
        acknowledge_alarm(alarm, by=ethics_officer, at=at)
    shown = sign_in(ethics_officer).post(click_of(alarm), CLICK).content.decode()
    assert "has moved on" in shown and f"{ethics_staff.full_name}, since" in shown


def test_the_same_click_twice_is_one_answer(alarm, ethics_staff, sign_in, at):
    call_for_help(at)
    client = sign_in(ethics_staff)
    assert client.post(click_of(alarm), CLICK).url == client.post(click_of(alarm), CLICK).url
    assert [entry.verb for entry in history(alarm.case)].count("acknowledge_alarm") == 1


def test_whoever_was_called_sees_it_first_when_signing_in(alarm, ethics_staff, ethics_officer, sign_in, at):
    call_for_help(at)
    assert "you were called" in sign_in(ethics_staff).get("/").content.decode()
    assert "you were called" not in sign_in(ethics_officer).get("/").content.decode()
