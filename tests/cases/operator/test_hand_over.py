"""Read back, confirmed, given away: the report is like any other, and its operator sees no more of it."""

import pytest
from django.db import connection

from audit.models import Entry
from cases.models import Case, PendingForm, PickUpCode, Recording, Report
from tests.cases.addresses import addresses_of
from tests.cases.operator.conftest import STORY, TOLD, words
from tests.cases.public.visitor import pdf
from tests.people import make_person
from tests.sweeps.state import rows
from vault.models import DataKey

pytestmark = [pytest.mark.slow, pytest.mark.once]


def test_an_anonymous_call_becomes_a_case_that_knows_the_day_alone(line, operator, at):
    report = line.hand_over(line.begin())
    assert (report.mode, report.channel, report.language, report.narrative) == ("ANONYMOUS", "PHONE", "pt", STORY)
    assert (report.identity, report.received_at, str(report.received_on)) == (None, None, "2026-11-23")
    assert (report.recorded_by, report.read_back) == (operator, "AGREED")
    assert report.answers["Where did it happen?"] == "Plant 2"
    assert not {"In which language do you write it down?", "What is it?"} & report.answers.keys()
    case = Case.objects.get()
    assert not Entry.objects.about(case).exclude(recorded_at=None).exists()
    assert not Entry.objects.about(Recording.objects.get()).exclude(recorded_at=None).exists()
    [arrived] = [entry for entry in Entry.objects.about(case) if entry.verb == "submit_report"]
    assert arrived.actor == operator.full_name


def test_a_letter_counts_from_the_day_it_came_and_asks_for_no_reading_back(line):
    recording = line.begin("LETTER")
    line.write(recording, received_on="2026-11-19", mode="NAMED", name="Ana Ferreira")
    page = words(line.client.get(line.at(recording, "hand-over")))
    assert "How was it read back?" not in page and "Ana Ferreira" in page
    line.client.post(line.at(recording, "hand-over"))
    report = Report.objects.get()
    assert (str(report.received_on), report.read_back, report.identity.name) == ("2026-11-19", "", "Ana Ferreira")


def test_files_go_along(line):
    recording = line.begin("LETTER")
    report = line.hand_over(recording, uploads=[pdf("from Ana.pdf")])
    assert report.attachments.get().neutral_name == "File 1.pdf"
    assert not PendingForm.objects.exists()


def test_the_way_of_reading_back_has_to_be_said(line):
    recording = line.begin()
    line.write(recording)
    answer = line.client.post(line.at(recording, "hand-over"))
    assert "Please choose one. It is kept with the report." in words(answer)
    assert not Report.objects.exists()


def test_a_draft_with_something_missing_leads_back_to_it(line):
    recording = line.begin()
    line.write(recording, danger="")
    answer = line.client.get(line.at(recording, "hand-over"))
    assert "Something needs another look" in words(answer) and STORY in answer.content.decode()


def test_handed_over_twice_it_is_one_report(line):
    recording = line.begin()
    line.hand_over(recording)
    # Sent on, told that it is too late with the words given back, told so beside the words.
    for page, status in (("hand-over", 302), ("record", 409), ("keep", 200)):
        assert line.client.post(line.at(recording, page), TOLD | {"read_back": "AGREED"}).status_code == status
    assert Report.objects.count() == 1


def test_the_operator_sees_that_it_was_handed_over_and_nothing_else(line, called, case):
    listed = line.client.get("/help-line/")
    assert "Handed over" in words(listed) and case.reference not in listed.content.decode()
    for address in addresses_of(case).values():
        assert line.client.get(address).status_code == 404
        assert line.client.post(address, {"reason": "Because."}).status_code == 404
    assert "Cases" not in words(line.client.get("/"))


def test_no_row_leads_from_the_recording_to_the_report(line, called):
    report, _code = called
    recording = Recording.objects.get()
    assert recording.form is None and DataKey.objects.get(pk=recording.data_key_id).is_destroyed
    told = " ".join(str(row) for row in rows("cases_recording"))
    for secret in (report.pk, report.case_id, report.data_key_id):
        assert str(secret) not in told and secret.hex not in told


def test_an_operator_named_in_the_call_is_walled_off_from_the_case(line, operator, office, at):
    report = line.hand_over(line.begin(), typed_names="Olga Callahan")
    assert report.case.parties.get().person == operator
    assert report.case.walls_off(operator)


def test_the_code_is_shown_again_until_it_was_read_out(line):
    recording = line.begin()
    line.hand_over(recording)
    code = line.code(recording)
    assert len(code) == 12 and code == line.code(recording)
    page = words(line.client.get(line.at(recording, "pick-up-code")))
    assert "zero" in page or "one" in page or "two" in page
    line.client.post(line.at(recording, "pick-up-code"))
    assert line.client.get(line.at(recording, "pick-up-code")).headers["Location"] == "/help-line/"


def test_the_code_lies_nowhere_in_the_database(line, called):
    _report, code = called
    for table in connection.introspection.table_names():
        assert code not in " ".join(str(row) for row in rows(table)), table
    assert str(PickUpCode.objects.get()) == "pick-up code"


def test_the_office_reads_who_wrote_it_down_and_how_it_was_read_back(line, called, case, office, client):
    client.force_login(office.user)
    page = words(client.get(case.get_absolute_url()))
    assert "Written down by Olga Callahan" in page
    assert "Read back Read back, corrected where needed, and agreed" in page


@pytest.mark.parametrize("who", ["employee", "custodian", "investigator"])
def test_others_have_no_help_line(who, line, request, client):
    client.force_login(request.getfixturevalue(who).user)
    assert client.get("/help-line/").status_code == 404
    assert client.post("/help-line/begin/", {"channel": "PHONE"}).status_code == 404
    assert client.get("/help-line/call-back/").status_code == 404


def test_a_name_of_a_colleague_is_matched_as_on_the_web(line, at):
    victor = make_person("Victor Foreman", at=at)
    report = line.hand_over(line.begin(), typed_names="Victor Foreman")
    assert report.case.parties.get().person == victor
