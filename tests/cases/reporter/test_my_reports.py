"""Reporting signed in: by name or in confidence, once, and read by nobody else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from audit.models import Entry
from cases.actions import ask_reporter
from cases.models import Case, PendingUpload, Report
from cases.states.report import Mode
from tests.cases.public.visitor import ANSWERS, STORY, Visitor, pdf
from tests.people import make_person
from tests.statements import Statements

pytestmark = [pytest.mark.once, pytest.mark.slow]

TOLD = {name: value for page in ANSWERS.values() for name, value in page.items()} | {"mode": "NAMED"}


@pytest.fixture
def report(page) -> Report:
    page.open("/my/reports/new/")
    page.send(**TOLD)
    return Report.objects.get()


def look_at(page: Visitor, report: Report) -> str:
    return page.open(f"/my/reports/{report.pk}/")


def test_a_named_report_with_a_file_becomes_a_case_and_is_listed(page, employee):
    page.open("/my/reports/new/")
    page.send(**TOLD, uploads=[pdf("mine.pdf")])
    report = Report.objects.get()
    assert page.answer.status_code == 302 and page.answer.headers["Location"] == f"/my/reports/{report.pk}/"
    assert (report.mode, report.identity.name, report.narrative) == (Mode.NAMED, employee.full_name, STORY)
    assert report.attachments.get().neutral_name == "File 1.pdf"
    assert report.access_key_digest is None
    page.open("/my/reports/")
    assert "Bribery and improper payments 23 November 2026" in page.text.replace("Nov. 23, 2026", "23 November 2026")
    assert "Received" in page.text


def test_in_confidence_the_name_is_sealed_apart(page, employee):
    page.open("/my/reports/new/")
    page.send(**TOLD | {"mode": "CONFIDENTIAL"})
    report = Report.objects.get()
    assert report.mode == Mode.CONFIDENTIAL and report.identity.data_key_id != report.data_key_id
    look_at(page, report)
    assert "in confidence" in page.text


def test_choosing_to_stay_anonymous_shows_the_way_and_carries_nothing_over(page):
    page.open("/my/reports/new/")
    page.send(**TOLD | {"mode": "ANONYMOUS"})
    assert not Report.objects.exists()
    assert 'href="/speak-up/"' in page.page and "?" not in page.page.split('href="/speak-up/"')[1][:2]
    assert "To stay anonymous, use the public pages" in page.text
    assert STORY in page.page, "what was typed stays on this page"
    public = Visitor(page.client)
    assert STORY not in public.open("/speak-up/report/")


def test_the_public_pages_have_a_host_of_their_own_in_production(page, settings):
    settings.PUBLIC_HOST = "speak.example.org"
    page.open("/my/reports/new/")
    assert 'href="https://speak.example.org/speak-up/"' in page.page


def test_what_is_missing_is_said_and_what_was_typed_is_kept(page):
    page.open("/my/reports/new/")
    page.send(narrative=STORY, uploads=[pdf("kept.pdf")])
    assert "Please choose one. The last one fits whatever fits nowhere else." in page.text
    assert STORY in page.page and "1 file added" in page.text and "kept.pdf" in page.text
    page.send(**TOLD)
    assert Report.objects.get().attachments.count() == 1


def test_files_are_added_and_removed_before_anything_is_sent(page):
    page.open("/my/reports/new/")
    page.send("add", narrative=STORY, uploads=[pdf("one.pdf"), pdf("two.pdf")])
    assert "2 files added" in page.text and "needs another look" not in page.text and STORY in page.page
    page.send(f"remove:{PendingUpload.objects.get(position=1).pk}", narrative=STORY)
    page.send("remove:nonsense", narrative=STORY)
    assert "1 file added" in page.text and not Report.objects.exists()


def test_a_file_that_is_not_taken_holds_the_report_back_and_says_why(page):
    page.open("/my/reports/new/")
    page.send(**TOLD, uploads=[SimpleUploadedFile("run.exe", b"MZ\x00\x00")])
    assert "run.exe: This file is a program" in page.text and STORY in page.page
    assert not Report.objects.exists()


def test_sent_twice_it_is_one_report(page):
    page.open("/my/reports/new/")
    form = page.page
    for _sending in range(3):
        page.page = form
        page.send(**TOLD)
        assert page.answer.status_code == 302
    assert Report.objects.count() == 1


def test_a_page_open_for_days_is_looked_over_and_sent(page, clock, settings):
    settings.SESSION_COOKIE_AGE = 7 * 24 * 3600
    page.client.force_login(page.client.get("/my/reports/").wsgi_request.user)
    page.open("/my/reports/new/")
    clock.shift(25 * 3600)
    page.send(**TOLD)
    assert page.answer.status_code == 302 and Report.objects.count() == 1


@pytest.mark.parametrize("path", ["/my/reports/{}/", "/my/reports/{}/answer/"])
def test_somebody_elses_report_does_not_exist(report, path, at, general_auditor, ethics_officer, administrator):
    colleague = make_person("Nadia Curious", at=at)
    for person in (colleague, ethics_officer, general_auditor, administrator):
        other = Client()
        other.force_login(person.user)
        asked = other.post if "answer" in path else other.get
        assert asked(path.format(report.pk), {"body": "x"}).status_code == 404
        assert str(report.pk) not in other.get("/my/reports/").content.decode()
    assert not report.messages.exists()


def test_signed_out_every_page_leads_to_signing_in(report):
    for path in ("/my/reports/", "/my/reports/new/", f"/my/reports/{report.pk}/"):
        answer = Client().get(path)
        assert answer.status_code == 302 and "/account/login/" in answer.headers["Location"]


def test_the_reporter_reads_the_office_and_answers_with_a_file(page, report, office, at):
    ask_reporter(Case.objects.get(), body="Which invoice was it?", by=office, at=at)
    page.open("/my/reports/")
    assert page.text.count("1") >= 1
    look_at(page, report)
    assert "The ethics office" in page.text and "Which invoice was it?" in page.text
    assert office.full_name not in page.text and office.family_name not in page.text
    page.send(body="The one of March.", uploads=[pdf("mine.pdf")])
    assert page.answer.status_code == 302
    look_at(page, report)
    assert "The one of March." in page.text and "File 1.pdf" in page.text
    assert report.messages.filter(read_on__isnull=False).count() == 1


def test_an_answer_sent_twice_is_one_message(page, report):
    look_at(page, report)
    form = page.page
    for _sending in range(2):
        page.page = form
        page.send(body="Once.")
        assert page.answer.status_code == 302
    assert report.messages.count() == 1


def test_an_empty_answer_or_a_refused_file_is_said_on_the_page(page, report):
    look_at(page, report)
    page.send()
    assert "Please write something, or add a file." in page.text
    page.send(body="See this.", uploads=[SimpleUploadedFile("run.exe", b"MZ\x00\x00")])
    assert "run.exe: This file is a program" in page.text and "See this." in page.page
    assert not report.messages.exists()


def test_a_page_open_for_days_keeps_the_answer_and_asks_once_more(page, report, clock, settings):
    settings.SESSION_COOKIE_AGE = 7 * 24 * 3600
    page.client.force_login(page.client.get("/my/reports/").wsgi_request.user)
    look_at(page, report)
    clock.shift(25 * 3600)
    page.send(body="Late, but here.")
    assert "Please look over your message and send it once more." in page.text and "Late, but here." in page.page
    page.send(body="Late, but here.")
    assert report.messages.count() == 1


def test_files_are_listed_by_neutral_name_and_not_offered(page):
    page.open("/my/reports/new/")
    page.send(**TOLD, uploads=[pdf("Ana's notes.pdf")])
    look_at(page, Report.objects.get())
    assert "File 1.pdf" in page.text and "Ana" not in page.text
    assert '.pdf"' not in page.page


def test_the_trail_of_a_report_never_says_which_employee_wrote_it(page, employee):
    page.open("/my/reports/new/")
    page.send(**TOLD | {"mode": "CONFIDENTIAL"})
    report = Report.objects.get()
    look_at(page, report)
    page.send(body="My key is ABCD-EFGH-1234-5678-9ABC-DEFG")
    assert "This looks like an access key." in page.text
    page.send(body="Without the key.")
    entries = Entry.objects.filter(subject_id__in=[str(report.pk), str(report.case_id)])
    assert entries
    for entry in entries:
        assert entry.actor_id is None and employee.full_name not in str(entry.body)
    own_trail = Entry.objects.filter(subject_id=str(employee.pk))
    assert set(own_trail.values_list("verb", flat=True)) == {"add_person"}


def test_one_who_reports_on_themself_keeps_their_report(page, employee):
    page.open("/my/reports/new/")
    page.send(**TOLD | {"typed_names": employee.full_name})
    look_at(page, Report.objects.get())
    assert page.answer.status_code == 200


@pytest.mark.parametrize("path", ["/my/reports/new/", "/my/reports/{}/"])
def test_whoever_was_signed_out_while_writing_gets_their_words_back(page, report, clock, path):
    page.open(path.format(report.pk))
    clock.shift(9 * 3600)
    page.send(narrative=STORY, body=STORY)
    assert page.answer.status_code == 403
    assert page.heading == "You were signed out meanwhile" and STORY in page.page
    assert Report.objects.count() == 1 and not report.messages.exists()


def test_an_empty_list_invites_once(page):
    page.open("/my/reports/")
    assert "You have reported nothing yet" in page.text
    assert page.page.count('href="/my/reports/new/"') == 1, "the button at the head of the page is enough"


@pytest.mark.parametrize("many", [1, 6])
def test_many_reports_are_listed_with_few_questions_to_the_database(page, many):
    for _number in range(many):
        page.open("/my/reports/new/")
        page.send(**TOLD)
    first, last = Report.objects.order_by("pk").first(), Report.objects.order_by("pk").last()
    look_at(page, last)  # what is read once in a process, such as calendars, is read now
    with Statements() as listing:
        page.open("/my/reports/")
    with Statements() as looking:
        look_at(page, first)
    assert (len(listing), len(looking)) == (5, 10)


def test_signed_in_one_opens_a_confidential_name_and_wishes_a_withdrawal_once(page, employee):
    page.open("/my/reports/new/")
    page.send(**TOLD | {"mode": "CONFIDENTIAL"})
    report = Report.objects.get()
    page.open(f"/my/reports/{report.pk}/identify/")
    assert "Stay anonymous" not in page.text and "It can’t be taken back" in page.text
    page.send(mode="NAMED", certain="on")
    page.open(f"/my/reports/{report.pk}/withdraw/")
    sent = page.page
    for _sending in range(2):
        page.page = sent
        page.send(certain="on")
        assert page.answer.status_code == 302
    report = Report.objects.get()
    assert (report.mode, report.known_as, report.known_identity.name) == ("CONFIDENTIAL", "NAMED", employee.full_name)
    look_at(page, report)
    assert "with your name" in page.text and "The office decides and answers you here." in page.text
    assert "The reporter said who they are" in [entry.sentence for entry in Entry.objects.filter(actor_id=None)]


def test_nobody_acts_on_the_report_of_somebody_else(page, report, at):
    stranger = Client()
    stranger.force_login(make_person("Nosy Parker", at=at).user)
    for word in ("identify", "withdraw", "rate"):
        assert stranger.post(f"/my/reports/{report.pk}/{word}/", {"certain": "on"}).status_code == 404
