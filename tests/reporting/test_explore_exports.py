"""Figures leave as a file: made by the clock, for whoever asked, for a day, on the trail, without formulas."""

import io
from datetime import timedelta

import openpyxl
import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Notice, RoleGrant
from accounts.moves import Refused
from audit.trail import history
from code_of_ethics.models import Topic
from reporting.actions import (
    download_explore_export,
    export_explored,
    forget_explore_exports,
    make_explore_exports,
)
from reporting.exploring import Question
from reporting.models import ExploreExport
from tests.standing import standing
from vault.models import SealedFile

pytestmark = [pytest.mark.django_db, pytest.mark.once]
BY_TOPIC = Question(dimension="topic")
FORMULA = "=HYPERLINK(1)"


@standing
def told(house, in_quarter):
    for _number in range(7):
        house.report(in_quarter)
    Topic.objects.filter(slug="gifts").update(name=FORMULA)
    return house


def asked_for(house, at, file_format="csv") -> ExploreExport:
    return export_explored(BY_TOPIC, file_format=file_format, by=house.member, at=at)


def content_of(export: ExploreExport) -> bytes:
    with ExploreExport.objects.get(pk=export.pk).file.open() as file:
        return file.read()


def test_a_csv_holds_the_figures_and_no_formula(told, at):
    export = asked_for(told, at)
    assert make_explore_exports(at) == 1
    lines = content_of(export).decode("utf-8-sig").splitlines()
    assert lines[0] == "Topic,Reports"
    assert f"'{FORMULA},7" in lines and "All,7" in lines


def test_an_xlsx_holds_the_same_as_texts(told, at):
    export = asked_for(told, at, "xlsx")
    make_explore_exports(at)
    sheet = openpyxl.load_workbook(io.BytesIO(content_of(export))).worksheets[0]
    assert [cell.value for cell in sheet[2]] == [FORMULA, "7"]
    assert sheet[2][0].data_type == "s"


def test_a_pdf_is_tagged(told, at):
    export = asked_for(told, at, "pdf")
    assert make_explore_exports(at) == 1
    made = content_of(export)
    assert made.startswith(b"%PDF") and len(made) > 2_000


def test_asking_making_and_each_download_are_on_the_trail(told, at):
    export = asked_for(told, at)
    make_explore_exports(at)
    assert make_explore_exports(at + timedelta(hours=1)) == 0
    for _time in range(2):
        download_explore_export(export, by=told.member, at=at + timedelta(hours=1))
    verbs = [entry.verb for entry in history(export)]
    assert sorted(verbs) == [
        "download_explore_export",
        "download_explore_export",
        "export_explored",
        "make_explore_export",
    ]
    assert Notice.objects.filter(recipient=told.member, kind="explore_export_ready").count() == 1


def test_the_file_is_gone_after_a_day_and_the_row_stays(told, at):
    export = asked_for(told, at)
    make_explore_exports(at)
    file = ExploreExport.objects.get().file
    assert forget_explore_exports(at + timedelta(hours=23)) == 0
    with pytest.raises(Refused):
        download_explore_export(export, by=told.member, at=at + timedelta(days=1))
    assert forget_explore_exports(at + timedelta(days=1)) == 1
    assert not SealedFile.objects.filter(pk=file.pk).exists()
    assert ExploreExport.objects.get().state == "REMOVED"


def test_it_is_for_whoever_asked_alone(told, browser, at):
    export = asked_for(told, at)
    make_explore_exports(at)
    for person in (told.auditor, told.chair, told.employee):
        assert browser(person).get(export.get_absolute_url()).status_code == 404
        with pytest.raises(ExploreExport.DoesNotExist):
            download_explore_export(export, by=person, at=at)
    with pytest.raises(Refused):
        export_explored(BY_TOPIC, file_format="csv", by=told.staff, at=at)


def test_nothing_is_made_for_who_may_explore_no_more(told, at):
    asked_for(told, at)
    RoleGrant.objects.filter(person=told.member).update(expires_at=at - timedelta(days=1))
    assert make_explore_exports(at) == 0
    found = ExploreExport.objects.select_related("job").get()
    assert found.state == "FAILED" and found.job.failed


def test_what_may_not_be_asked_is_not_exported(told, at):
    with pytest.raises(Refused):
        export_explored(Question("closure", "mode"), file_format="csv", by=told.member, at=at)


def test_a_file_without_figures_says_why(told, at):
    export = export_explored(Question(dimension="mode"), file_format="csv", by=told.member, at=at)
    hidden = export_explored(Question(dimension="topic", only="mode:NAMED"), file_format="csv", by=told.member, at=at)
    told.report(at - timedelta(days=100), by=told.employee, mode="NAMED")
    assert make_explore_exports(at) == 2
    assert "too small to be shown" in content_of(export).decode()
    assert "Too few reports" in content_of(hidden).decode()


def test_an_export_that_fails_again_and_again_is_given_up(told, at):
    asked_for(told, at)
    ExploreExport.objects.update(attempts=3)
    assert make_explore_exports(at) == 0
    assert ExploreExport.objects.get().has_failed


def test_the_database_keeps_a_file_only_while_it_is_ready(told, at):
    asked_for(told, at)
    for changed in ({"state": "READY"}, {"state": "LOST"}, {"format": "exe"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ExploreExport.objects.update(**changed)


def test_the_pages_lead_from_asking_to_the_file(told, browser, at):
    client = browser(told.member)
    with time_machine.travel(at, tick=False):
        address = reverse("reporting:export_explored") + "?dimension=topic"
        assert client.get(address).status_code == 200
        assert client.post(address, {"file_format": "exe"}).status_code == 200
        waiting = client.post(address, {"file_format": "csv"})
        page = client.get(waiting.url)
        assert "Writing the figures to a file" in page.content.decode() and "part=progress" in page.content.decode()
        make_explore_exports(at)
        assert "Open it" in client.get(f"{waiting.url}?part=progress").content.decode()
        answer = client.post(waiting.url, {"receipt": "one"})
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert b"Topic,Reports" in b"".join(answer.streaming_content)
