"""The reporter finds the question on their own page, through either door, and answers in plain words."""

from datetime import timedelta

import pytest

from cases import actions
from cases.models import Case, Report, RetaliationCheck
from tests.cases.public.conftest import another_visitor, clock, office, reported, topics, visitor  # noqa: F401 — fixtures
from tests.cases.reporter.conftest import page  # noqa: F401 — fixtures
from tests.standing import standing

pytestmark = [pytest.mark.slow, pytest.mark.once]

QUESTION = "How have you been since you spoke up?"


@standing
def key(topics, office, at) -> str:  # noqa: F811 — fixtures
    """Of an anonymous reporter who is asked 30 days later."""
    key = reported(at)
    actions.send_due_checks(at + timedelta(days=30))
    return key


@pytest.fixture
def reader(key, clock):  # noqa: F811 — fixtures
    """The anonymous reporter, back with the key 31 days later."""
    clock.shift(timedelta(days=31))
    reader = another_visitor()
    reader.open("/speak-up/follow-up/")
    clock.shift(3)
    reader.send(access_key=key)
    return reader


def test_the_question_stands_above_everything_and_goes_when_it_is_answered(reader):
    assert reader.text.index(QUESTION) < reader.text.index("How far it is")
    reader.send("check")
    assert "Nobody may treat you worse because you spoke up" in reader.text
    reader.send(answer="FINE")
    assert "Thank you." in reader.text and QUESTION not in reader.text
    assert RetaliationCheck.objects.get().answer == "FINE"


def test_nothing_chosen_is_said_and_what_was_typed_stays(reader):
    reader.send("check")
    reader.send(words="They cut my shifts.")
    assert "Please choose one." in reader.text and "They cut my shifts." in reader.page


def test_what_happened_is_opened_with_the_same_key_and_has_a_dialogue_of_its_own(reader, office, ethics_officer, at):  # noqa: F811
    reader.send("check")
    reader.send(answer="HAPPENED", words="They cut my shifts.", typed_names="The shift lead")
    opened = RetaliationCheck.objects.get().case_opened
    first, later = Report.objects.get(case__opened_by_check=None), opened.reports.get()
    assert "What your key opens" in reader.text and "What happened to you, told on" in reader.text
    actions.ask_reporter(opened, body="Since when are they cut?", by=ethics_officer, at=at + timedelta(days=32))
    reader.send(f"other:{later.pk}")
    assert "Since when are they cut?" in reader.text and "Your first report, of" in reader.text
    reader.send(body="Since June.")
    assert [m.body for m in later.messages.all()][-1] == "Since June."
    assert "Since June." not in [m.body for m in first.messages.all()]
    reader.send(f"other:{first.pk}")
    assert "Since when are they cut?" not in reader.text
    assert Case.objects.count() == 2


def test_a_key_opens_nobody_elses_report(reader, clock):  # noqa: F811
    other = another_visitor()
    other.report()
    foreign = Report.objects.exclude(retaliation_checks__isnull=False).get()
    reader.send(f"other:{foreign.pk}")
    assert "Where it stands" in reader.text and "What your key opens" not in reader.text


def test_the_question_and_its_answers_are_in_the_readers_language(reader):
    reader.change_language("es")
    assert QUESTION not in reader.text
    reader.send("check")
    assert "Something happened to me" not in reader.text and 'value="HAPPENED"' in reader.page


def test_signed_in_the_question_is_on_the_page_of_the_report_and_nobody_else_answers(page, desk, employee, sign_in, at):  # noqa: F811
    from tests.cases.desk import open_case

    case = open_case(at=at, by=employee, mode="NAMED", reporter_name=employee.full_name)
    actions.send_due_checks(at + timedelta(days=30))
    report = case.reports.get()
    page.open(f"/my/reports/{report.pk}/")
    assert QUESTION in page.text
    page.open(f"/my/reports/{report.pk}/check/")
    page.send(answer="HAPPENED", words="My shifts are cut.")
    page.open("/my/reports/")
    assert page.page.count("/my/reports/") > 2 and Report.objects.by_reporter(employee).count() == 2
    assert sign_in(desk.head).get(f"/my/reports/{report.pk}/check/").status_code == 404
