"""Of the cases that ended without a finding, a random 5 % is read by the General Auditor each quarter."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Notice
from accounts.moves import Refused
from audit.trail import history
from cases.actions import choose_exits, close_case, exit_triage, mark_market_sensitive, read_exit
from cases.models import Case, ExitReading
from tests.cases.desk import open_case
from tests.standing import standing

JANUARY = datetime(2027, 1, 4, 15, 0, tzinfo=UTC)


def end(desk, at, outcome: str = "OUT_OF_SCOPE", **facts) -> Case:
    case = desk.acknowledge(open_case(at=at, **facts))
    exit_triage(case, outcome=outcome, reason="No matter of ours.", by=desk.staff, at=at)
    return close_case(case, message="Thank you.", by=desk.head, at=at)


@standing
def ended(desk, general_auditor, at) -> Case:
    return end(desk, at)


@standing
def reading(ended) -> ExitReading:
    assert choose_exits(JANUARY) == 1
    return ExitReading.objects.get()


def test_it_is_chosen_when_the_quarter_is_over_and_once(ended, general_auditor, at):
    assert choose_exits(at) == 0, "of the quarter before there is nothing"
    assert not ended.is_visible_to(general_auditor)
    assert choose_exits(JANUARY) == 1
    assert choose_exits(JANUARY) == 0
    assert ended.is_visible_to(general_auditor)
    assert Notice.objects.filter(recipient=general_auditor, kind="exit_to_read").exists()


def test_one_in_twenty_rounded_up(desk, general_auditor, at):
    for _number in range(21):
        end(desk, at)
    assert choose_exits(JANUARY) == 2


def test_ends_with_a_finding_answered_questions_and_what_the_auditor_had_a_hand_in_are_not_chosen(
    desk, general_auditor, at
):
    desk.case_in("CLOSED")
    walled = end(desk, at)
    data = {"data_key": walled.data_key, "declared_by": general_auditor, "declared_at": at}
    walled.conflicts.create(person=general_auditor, reason="A cousin.", **data)
    assert choose_exits(JANUARY) == 0


def test_what_was_read_is_closed_again_and_counts(reading, ended, general_auditor, sign_in):
    with time_machine.travel(JANUARY, tick=False):
        client, page = sign_in(general_auditor), reverse("exits:read_exit", args=[reading.pk])
        assert page in client.get(reverse("exits:list")).content.decode()
        assert "No matter of ours." in client.get(page).content.decode()
        assert client.post(page, {"verdict": "AGREED", "words": "It is a parking matter."}).status_code == 302
    assert not ended.is_visible_to(general_auditor)
    assert history(ended)[-1].facts == {"verdict": "AGREED"}
    assert ExitReading.objects.get().words == "It is a parking matter."


def test_a_doubt_is_told_to_the_office(reading, ended, desk, general_auditor):
    read_exit(reading, verdict="DOUBTED", words="Read it again.", by=general_auditor, at=JANUARY)
    for person in (desk.head, desk.staff):
        assert Notice.objects.filter(recipient=person, kind="exit_doubted").exists()


def test_nobody_else_says_so(reading, desk, general_auditor, sign_in):
    for person in (desk.head, desk.staff):
        with pytest.raises(ExitReading.DoesNotExist):
            read_exit(reading, verdict="AGREED", words="So.", by=person, at=JANUARY)
        assert sign_in(person).get(reverse("exits:read_exit", args=[reading.pk])).status_code == 404
        assert sign_in(person).get(reverse("exits:list")).status_code == 404
    read_exit(reading, verdict="AGREED", words="So.", by=general_auditor, at=JANUARY)
    with pytest.raises((Refused, Case.DoesNotExist)):
        read_exit(reading, verdict="DOUBTED", words="So.", by=general_auditor, at=JANUARY)


def test_the_database_keeps_what_was_said(reading, general_auditor):
    with pytest.raises(IntegrityError), transaction.atomic():
        ExitReading.objects.update(verdict="AGREED")
    read_exit(reading, verdict="AGREED", words="So.", by=general_auditor, at=JANUARY)
    with pytest.raises(IntegrityError), transaction.atomic():
        ExitReading.objects.update(verdict="DOUBTED")


def test_of_a_market_sensitive_end_nothing_is_read_before_its_notice(desk, reading, ended, sign_in, general_auditor):
    mark_market_sensitive(ended, name="Heron", reason="It moves the price.", by=desk.staff, at=JANUARY)
    page = sign_in(general_auditor).get(reverse("exits:read_exit", args=[reading.pk])).content.decode()
    assert "Before you read on" in page and "No matter of ours." not in page
