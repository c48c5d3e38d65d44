"""Writing to a reporter, who hears the office and never a person."""

import pytest
from django.urls import reverse

from accounts.models import Notice
from cases.actions import answer_as_reporter
from cases.models import Message
from cases.states.report import Mode
from tests.cases.desk import open_case


def test_the_message_waits_for_the_reporter(send, desk, case, ethics_staff):
    answer = send("ask_reporter", case, body="Which restaurant was it?")
    assert answer.url == reverse("cases:dialogue", args=[case.reference])
    message = Message.objects.get(report__case=case)
    assert (message.body, message.author, message.read_on) == ("Which restaurant was it?", ethics_staff, None)


def test_a_reporter_who_signed_in_is_told_without_content(send, desk, employee, at):
    case = open_case(at=at, by=employee, mode=Mode.NAMED)
    send("ask_reporter", case, body="Which restaurant was it?")
    assert Notice.objects.get(recipient=employee).kind == "message_from_the_office"


def test_the_notice_does_not_tie_a_confidential_reporter_to_the_report(send, desk, employee, at):
    case = open_case(at=at, by=employee, mode=Mode.CONFIDENTIAL)
    send("ask_reporter", case, body="Which restaurant was it?")
    report, message = case.reports.get(), Message.objects.get(report__case=case)
    row = Notice.objects.filter(recipient=employee).values().get()
    assert not {str(report.pk), str(case.pk), str(message.pk)} & {str(value) for value in row.values()}
    assert row["created_at"] is None
    control = Notice.objects.filter(about_id=str(case.pk))
    assert control.exists()


def test_words_of_any_script_run_their_own_way(at_desk, desk, case, at):
    answer_as_reporter(case.reports.get(), body="كان ذلك في المطعم.", at=at)
    page = at_desk.get(reverse("cases:dialogue", args=[case.reference])).content.decode()
    assert '<p class="bubble-text" lang="en" dir="auto">كان ذلك في المطعم.</p>' in page


def test_both_sides_are_read_on_the_dialogue_page(at_desk, desk, case, at):
    desk.ask(case)
    answer_as_reporter(case.reports.get(), body="The one by the harbour.", at=at)
    page = at_desk.get(reverse("cases:dialogue", args=[case.reference])).content.decode()
    assert "Which restaurant?" in page
    assert "The one by the harbour." in page
    assert "Not read yet" in page


def test_the_report_of_another_case_is_no_choice(send, desk, case, at):
    other = open_case(at=at).reports.get()
    assert send("ask_reporter", case, body="Hello", report=other.pk).status_code == 200
    assert not Message.objects.exists()


@pytest.mark.parametrize("body", ["", "   ", "\x00\x01"])
def test_nothing_said_is_not_sent(body, send, case):
    assert send("ask_reporter", case, body=body).status_code == 200
    assert not Message.objects.exists()
