"""From the first page to a case."""

import datetime as dt

import pytest

from cases.models import Attachment, Case, PendingForm, PendingUpload, Report
from cases.states.report import Mode, ReportKind
from tests.cases.public.visitor import PDF, STORY, pdf
from tests.statements import Statements


def test_an_anonymous_report_with_two_files_becomes_a_case_and_gives_a_key(visitor):
    key = visitor.report(files={"uploads": [pdf("from Ana's desk.pdf"), pdf("second.pdf")]})
    [report] = Report.objects.all()
    assert report.narrative == STORY
    assert (report.mode, report.identity, report.received_at) == (Mode.ANONYMOUS, None, None)
    assert (report.received_on, report.country, report.topic.slug) == (dt.date(2026, 11, 23), "PT", "anti-bribery")
    assert report.answers["Names, jobs or departments"] == "The head of sales"
    assert report.answers["Does it concern one of these?"] == "I am not sure"
    assert report.answers["In which country?"] == "Portugal"
    assert report.answers["Who knows about it already?"] == "Colleagues"
    assert report.concerns == ["NOT_SURE"] and not report.in_danger
    assert [file.neutral_name for file in report.attachments.all()] == ["File 1.pdf", "File 2.pdf"]
    assert b"".join(report.attachments.first().file.chunks()) == PDF
    assert report.case.triggers.get().kind == "BRIBERY"
    assert len(key) == 29 and key.count("-") == 5
    assert not PendingUpload.objects.exists()


def test_nothing_is_a_report_before_it_is_sent(visitor):
    visitor.fill(files={"uploads": [pdf()]})
    assert visitor.heading == "Look it over, then send"
    assert not Report.objects.exists() and not Case.objects.exists()


def test_who_is_ticked_as_concerned_does_not_receive_it(visitor, general_auditor, ethics_officer):
    visitor.report(people={"concerns": ["ETHICS_OFFICER", "NONE"]})
    case = Case.objects.get()
    assert case.queue == "GENERAL_AUDITOR"
    assert not case.is_visible_to(ethics_officer) and case.is_visible_to(general_auditor)
    assert case.reports.get().concerns == ["ETHICS_OFFICER"]


def test_somebody_named_by_name_is_walled_off_at_once(visitor, office):
    visitor.report(people={"typed_names": office.full_name.upper(), "concerns": ["NONE"]})
    assert not Case.objects.get().is_visible_to(office)


def test_danger_and_authorities_reach_the_case(visitor):
    visitor.fill(knowledge={"danger": "YES", "who_knows": ["AUTHORITY"]})
    assert "call the police or an ambulance first" in visitor.text
    visitor.send("send")
    report = Report.objects.get()
    assert report.in_danger
    assert "REGULATOR_AWARE" in report.case.triggers.values_list("kind", flat=True)


def test_a_name_given_in_confidence_is_sealed_apart(visitor):
    about = {"mode": "CONFIDENTIAL", "name": "Ana Sousa", "contact": "ana@example.net"}
    visitor.report(about_you=about)
    report = Report.objects.get()
    assert (report.identity.name, report.identity.contact) == ("Ana Sousa", "ana@example.net")
    assert report.identity.data_key_id != report.data_key_id


def test_whoever_gives_a_name_is_asked_for_it(visitor):
    visitor.fill(until="about_you")
    visitor.send(mode="NAMED", contact="ana@example.net")
    assert "Please write your name, or choose to stay anonymous." in visitor.text
    assert 'value="ana@example.net"' in visitor.page


def test_a_name_typed_before_choosing_to_stay_anonymous_is_dropped(visitor):
    visitor.fill(until="about_you")
    visitor.send(mode="ANONYMOUS", name="Ana Sousa", contact="ana@example.net")
    assert "Ana Sousa" not in visitor.page and "ana@example.net" not in visitor.page
    visitor.send("page:about_you")
    assert "Ana Sousa" not in visitor.page and "ana@example.net" not in visitor.page
    visitor.send(mode="ANONYMOUS")
    visitor.send("send")
    assert Report.objects.get().identity is None


def test_a_question_is_asked_on_fewer_pages_and_is_counted_as_one(visitor):
    visitor.open("/speak-up/question/")
    assert "Step 1 of 4" in visitor.text
    visitor.send(topic="gifts-and-entertainment")
    visitor.send(narrative="May I accept a dinner?")
    visitor.send(mode="ANONYMOUS")
    visitor.send("send")
    assert visitor.key
    report = Report.objects.get()
    assert (report.kind, report.narrative) == (ReportKind.QUESTION, "May I accept a dinner?")


def test_the_form_of_a_question_does_not_open_as_a_report(visitor):
    visitor.open("/speak-up/question/")
    visitor.send(path="/speak-up/report/", topic="anti-bribery")
    assert visitor.answer.status_code == 400


@pytest.mark.parametrize("sendings", [20])
def test_sending_twenty_times_makes_one_report_and_shows_the_same_key(visitor, sendings):
    visitor.fill(files={"uploads": [pdf()]})
    last_page = visitor.page
    keys = set()
    for _sending in range(sendings):
        visitor.page = last_page
        visitor.send("send")
        keys.add(visitor.key)
    assert len(keys) == 1
    assert Report.objects.count() == Case.objects.count() == Attachment.objects.count() == 1


def test_pressing_back_after_sending_shows_the_key_and_makes_no_second_report(visitor):
    visitor.fill()
    last_page = visitor.page
    visitor.send("send")
    key, visitor.page = visitor.key, last_page
    visitor.send("page:story")
    assert visitor.key == key and Report.objects.count() == 1


def test_two_forms_are_two_reports_with_two_keys(visitor):
    assert visitor.report() != visitor.report()
    assert Report.objects.count() == 2


def test_the_topics_are_the_rows_that_are_offered(visitor):
    visitor.open("/speak-up/report/")
    assert "Someone offered, gave, asked for or took a bribe." in visitor.text
    assert "An agent gets a commission that nobody can explain." in visitor.text
    assert "You want to know what the right decision is" not in visitor.text


def test_a_form_without_files_leaves_no_row_before_it_is_sent(visitor):
    visitor.fill()
    assert not PendingForm.objects.exists()


def test_sending_asks_little_of_the_database(visitor, general_auditor, chair):
    """The intake's throughput hangs on it (`make bench`): report, case, routing, clocks, trail and notices."""
    visitor.report()
    visitor.fill()
    with Statements() as asked:
        visitor.send("send")
    assert visitor.key and len(asked) <= 31
