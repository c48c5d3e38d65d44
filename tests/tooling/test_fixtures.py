"""The tests' own tools: a mail server that is one, tables that can be emptied, a worker that works."""

import smtplib

import pytest
from django.core.mail import send_mail
from django.db import IntegrityError, connection, transaction

from accounts.models import Heartbeat
from audit.rules import expected_rules, installed_rules
from tests.processes import wait_until


def test_mails_reach_the_sink_over_smtp(smtp_sink):
    send_mail("A notice", "Please look.", "ethics@portal.example", ["anna@portal.example"])
    [mail] = smtp_sink.wait_for(1)
    assert mail["Subject"] == "A notice" and smtp_sink.recipients == [["anna@portal.example"]]


def test_the_sink_can_refuse(smtp_sink):
    smtp_sink.answer = "451 Later"
    with pytest.raises(smtplib.SMTPDataError):
        send_mail("A notice", "Please look.", "ethics@portal.example", ["anna@portal.example"])
    assert smtp_sink.messages == []


@pytest.mark.parametrize("turn", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_tables_that_refuse_deletion_are_emptied_between_tests_and_refuse_again(at, turn):
    from audit.models import Entry
    from audit.trail import record

    assert not Entry.objects.exists()
    assert installed_rules(connection) == expected_rules(connection)
    subject = Heartbeat.objects.create(name="turn", beaten_at=at)
    with transaction.atomic():
        record(subject, "told", by="the clock", at=at, sentence="Told.")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM audit_entry")


@pytest.mark.redis
def test_a_worker_takes_a_sweep_from_redis(celery_worker_on_redis):
    from ethics_portal.celery import app

    Heartbeat.objects.all().delete()
    app.send_task("accounts.heartbeat", retry=False)
    wait_until(Heartbeat.objects.exists, why="the worker did not take it")
