"""Mails go out through a real mail server: once, without content, and never past a wall."""

import re
from datetime import timedelta

import pytest

from accounts.models import Notice
from accounts.notice_kinds import all_kinds
from accounts.notices import LEASE, MAIL_ATTEMPTS, deliver_mails, tell
from accounts.tasks import sweep_mails
from tests.cases.desk import open_case
from tests.people import make_person
from tests.standing import standing


@standing
def told(employee, subject, at) -> Notice:
    tell([employee], "role_granted", about=subject, at=at)
    return Notice.objects.get(recipient=employee)


def test_one_notice_is_one_mail_however_often_the_sweep_runs(smtp_sink, told, employee, at):
    assert deliver_mails(at) == 1
    assert deliver_mails(at) == 0
    assert deliver_mails(at + timedelta(hours=1)) == 0
    assert len(smtp_sink.wait_for(1)) == 1
    assert smtp_sink.recipients == [[employee.email]]


def test_the_clock_sends_it(smtp_sink, told):
    assert sweep_mails() == 1
    smtp_sink.wait_for(1)


@pytest.mark.parametrize("kind", [kind.slug for kind in all_kinds() if kind.by_mail])
def test_no_mail_says_anything_about_anything(kind, smtp_sink, employee, subject, at, settings):
    tell([employee], kind, about=subject, at=at)
    deliver_mails(at)
    mail = smtp_sink.wait_for(1)[0]
    words = f"{mail['Subject']}\n{mail.get_content()}"
    for secret in (subject.given_name, subject.family_name, str(subject.pk), "report", "case", "role", kind):
        assert secret.lower() not in words.lower()
    assert set(re.findall(r"https?://\S+", words)) == {settings.PORTAL_URL}


def test_every_mail_reads_the_same(smtp_sink, employee, subject, at):
    for kind in ("role_granted", "role_revoked", "report_arrived"):
        tell([employee], kind, about=subject, at=at)
    deliver_mails(at)
    mails = smtp_sink.wait_for(3)
    assert len({(mail["Subject"], mail.get_content()) for mail in mails}) == 1


def test_a_server_that_refuses_gets_it_again_later_under_the_same_id(smtp_sink, told, at):
    smtp_sink.answer = "451 Later"
    assert deliver_mails(at) == 0
    assert Notice.objects.get().mail_claimed_until is None
    smtp_sink.answer = "250 OK"
    assert deliver_mails(at) == 1
    assert smtp_sink.wait_for(1)[0]["Message-ID"].startswith(f"<{told.pk}@")


def test_after_many_refusals_it_is_given_up_and_says_so(smtp_sink, told, at):
    smtp_sink.answer = "550 Never"
    for _time in range(MAIL_ATTEMPTS):
        deliver_mails(at)
    assert Notice.objects.get().mail_failed
    smtp_sink.answer = "250 OK"
    assert deliver_mails(at) == 0


def test_a_mail_that_another_sweep_has_in_hand_is_left_to_it(smtp_sink, told, at):
    Notice.objects.update(mail_claimed_until=at + LEASE)
    assert deliver_mails(at) == 0
    assert deliver_mails(at + LEASE * 2) == 1


def test_a_wall_that_rose_after_the_telling_stops_the_mail(smtp_sink, day_one, ethics_officer, ethics_staff, at):
    case = open_case(at=at)
    case.conflicts.create(
        data_key=case.data_key, person=ethics_staff, reason="Friends", declared_by=ethics_officer, declared_at=at
    )
    deliver_mails(at + timedelta(days=1))
    smtp_sink.wait_for(1)
    assert smtp_sink.recipients == [[ethics_officer.email]]
    assert Notice.objects.get(recipient=ethics_staff).withheld


def test_a_mail_about_an_anonymous_act_waits_for_the_next_day(smtp_sink, day_one, ethics_officer, at):
    open_case(at=at)
    assert deliver_mails(at) == 0
    assert deliver_mails(at + timedelta(days=1)) == 1


def test_somebody_without_an_address_is_told_on_the_page_only(smtp_sink, subject, at):
    person = make_person("Nora Noaddress", at=at)
    type(person).objects.filter(pk=person.pk).update(email="")
    tell([person], "role_granted", about=subject, at=at)
    assert deliver_mails(at) == 0
    assert not Notice.objects.get(recipient=person).mail_wanted
