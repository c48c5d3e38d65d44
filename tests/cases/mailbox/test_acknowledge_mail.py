"""Whoever wrote hears that it arrived, with a key to come back with, and nothing of what was written."""

import re
from datetime import timedelta

import pytest
from django.core import mail as outbox
from django.urls import reverse

from accounts.roles import Role
from cases.access_keys import access_key_digest
from cases.actions.mail_acknowledging import MOST_ATTEMPTS, acknowledge_mails
from cases.models import IncomingMail, Report
from tests.cases.mailbox.letters import deliver, letter
from tests.people import make_person

KEY = re.compile(r"\b(?:[0-9A-Z]{4}-){5}[0-9A-Z]{4}\b")


def test_the_mail_holds_a_key_and_nothing_of_the_report(at):
    deliver(letter(), at)
    assert acknowledge_mails(at) == 1 and acknowledge_mails(at) == 0
    [sent] = outbox.outbox
    assert sent.to == ["sylvia@supplier.example"] and sent.from_email == "portal@company.example"
    [key] = KEY.findall(sent.body)
    assert access_key_digest(key) == Report.objects.get().access_key_digest
    whole = sent.message().as_string()
    assert not re.search(r"invoice|sylvia outside|report|ethics-portal@localhost", whole, re.I)
    headers = sent.message()
    assert (
        headers["Auto-Submitted"] == "auto-replied"
        and headers["X-Loop"]
        and headers["From"] == "ethics@company.example"
    )
    assert re.fullmatch(r"ethics\+[a-z2-7]{26}@company\.example", headers["Reply-To"])


def test_the_key_opens_the_report_on_the_public_page(at, client):
    deliver(letter(), at)
    acknowledge_mails(at)
    [key] = KEY.findall(outbox.outbox[0].body)
    assert Report.objects.filter(access_key_digest=access_key_digest(key.lower().replace("-", " "))).exists()
    assert reverse("speak_up:start") in outbox.outbox[0].body


def test_afterwards_nobody_can_make_the_key_again(at):
    mail = deliver(letter(), at)
    assert mail.form_token
    acknowledge_mails(at)
    mail.refresh_from_db()
    assert mail.form_token == "" and mail.acknowledged_on == at.date()


@pytest.mark.django_db(transaction=True)
def test_a_mail_server_that_is_away_delays_it_with_the_same_key(at, smtp_sink):
    deliver(letter(), at)
    smtp_sink.answer = "451 Later"
    assert acknowledge_mails(at) == 0
    smtp_sink.answer = "250 OK"
    assert acknowledge_mails(at + timedelta(minutes=1)) == 1
    [sent] = smtp_sink.wait_for(1)
    [key] = KEY.findall(sent.get_content())
    assert access_key_digest(key) == Report.objects.get().access_key_digest
    assert smtp_sink.recipients == [["sylvia@supplier.example"]]


def test_an_address_that_takes_no_mail_is_given_up_and_shown(at, smtp_sink):
    mail = deliver(letter(), at)
    smtp_sink.answer = "550 Nobody here"
    for minute in range(MOST_ATTEMPTS):
        acknowledge_mails(at + timedelta(minutes=minute))
    mail = IncomingMail.objects.get(pk=mail.pk)
    assert mail.acknowledging_failed and not IncomingMail.objects.to_acknowledge(at).exists()


def test_what_was_given_up_is_counted_for_the_administrator_who_has_it_tried_again(at, smtp_sink, sign_in):
    mail = deliver(letter(), at)
    smtp_sink.answer = "550 Nobody here"
    for minute in range(MOST_ATTEMPTS):
        acknowledge_mails(at + timedelta(minutes=minute))
    digest = Report.objects.get().access_key_digest
    administrator = make_person("Adam Minstrator", Role.ADMINISTRATOR, at=at)
    client = sign_in(administrator)
    assert "One mail was given up on" in client.get(reverse("reporting:health")).content.decode()
    assert client.post(reverse("reporting:retry_mails"), {"receipt": "a"}).status_code == 302
    smtp_sink.answer = "250 OK"
    assert acknowledge_mails(at + timedelta(hours=1)) == 1
    [sent] = smtp_sink.wait_for(1)
    [key] = KEY.findall(sent.get_content())
    assert access_key_digest(key) == digest, "the same key"
    assert not IncomingMail.objects.get(pk=mail.pk).acknowledging_failed


@pytest.mark.parametrize(
    "hostile",
    ["a@b.example\nBcc: c@d.example", "a@b.example, c@d.example", "<a@b.example>c@d", "@", "a@b.example\x00"],
)
def test_an_address_that_would_change_the_mail_gets_none(hostile, at):
    raw = b"From: " + hostile.encode() + b"\nReply-To: " + hostile.encode() + b"\nSubject: x\n\nWords"
    deliver(raw, at)
    acknowledge_mails(at)
    for sent in outbox.outbox:
        assert sent.recipients() == ["a@b.example"] and "d.example" not in str(sent.message()["To"])


def test_a_reply_to_address_is_answered_there(at):
    deliver(letter(Reply_To="sylvia.private@home.example"), at)
    acknowledge_mails(at)
    assert outbox.outbox[0].to == ["sylvia.private@home.example"]
