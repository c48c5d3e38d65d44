"""Old cases from a file: seen before anything happens, agreed to by two, brought in whole, once, behind their walls."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.moves import Refused
from accounts.roles import Office, Role
from accounts.spreadsheets import XLSX, as_xlsx
from audit.trail import history
from cases import actions
from cases.actions import importing_cases
from cases.import_plan import plan_of
from cases.models import Case, CaseImport, ImportedCase, LinkedReports, Party
from cases.searching import search, understood
from clocks import kinds
from clocks.models import Clock
from tests.cases.desk import make_topic
from tests.people import make_person
from tests.standing import standing

pytestmark = pytest.mark.slow

HEADER = "Case number;Received;topic;Description;state;subjects;provisions;findings;reasons;outcome;closed_on"
OPEN = "OLD-7;2026-11-20;gifts;Dinners were paid.;;;;;;;"
LONG_OPEN = "OLD-8;2024-02-01;gifts;Trips were paid.;;;;;;;"
CLOSED = (
    "OLD-9;2019-03-01;gifts;A watch was given.;closed;pat.taker@example.org;gifts;substantiated;It was.;findings;"
    "2019-05-31"
)


@standing
def taker(desk, at):
    return make_person("Pat Taker", at=at)


@pytest.fixture
def upload(desk, topic, at):
    def uploaded(*rows: str, by=None, header: str = HEADER) -> CaseImport:
        content = "\n".join([header, *rows]).encode()
        facts = {"name": "old.csv", "office": Office.ETHICS_OFFICE, "by": by or desk.staff, "at": at}
        return actions.upload_cases(content, **facts)

    return uploaded


@pytest.fixture
def bring_in(upload, desk, at):
    def brought(*rows: str) -> CaseImport:
        kept = upload(*rows)
        actions.submit_import(kept, by=desk.staff, at=at)
        actions.confirm_import(kept, by=desk.head, at=at)
        importing_cases.take_imports(at)
        return CaseImport.objects.get(pk=kept.pk)

    return brought


def errors_of(kept, person) -> list[list[str]]:
    return [row.errors for row in plan_of(kept, person, today=date(2026, 11, 23))]


def test_looking_brings_nothing_in_and_says_what_is_wrong_in_each_row(upload, desk, taker):
    kept = upload(
        OPEN, "OLD-7;soon;golf;;shut;;;;;;", "OLD-8;2019-01-01;gifts;X.;closed;;gifts;odd;;;",
        "OLD-1;2030-01-01;gifts;X.;;;;;;;",
    )  # fmt: skip
    good, bad, unclear, future = errors_of(kept, desk.staff)
    assert good == []
    assert bad == [
        "“What happened” is empty.",
        "This old reference stands in the file twice.",
        "There is no topic “golf”.",
        "“State” is one of: new, open, investigation, closed.",
        "“Received on” is a day such as 2019-03-31.",
    ]
    assert "A closed case says when it was closed." in unclear and any("Findings" in one for one in unclear)
    assert future == ["“Received on” lies ahead."]
    assert not Case.objects.exists() and not ImportedCase.objects.exists()


def test_a_file_with_errors_goes_to_no_second_person(upload, desk, at):
    kept = upload(OPEN, "OLD-8;soon;gifts;X.;;;;;;;")
    with pytest.raises(Refused) as refused:
        actions.submit_import(kept, by=desk.staff, at=at)
    assert str(refused.value.sentence).startswith("1 row has an error.")


def test_nobody_agrees_to_their_own_file(upload, desk, at):
    kept = upload(OPEN)
    actions.submit_import(kept, by=desk.head, at=at)
    for person in (desk.staff, desk.head):
        with pytest.raises(Refused):
            actions.confirm_import(kept, by=person, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        CaseImport.objects.update(confirmed_by=desk.staff, confirmed_at=at)


def test_an_old_case_keeps_its_day_its_reference_and_its_end(bring_in, desk, taker, provision):
    bring_in(CLOSED)
    case = Case.objects.get()
    report = case.reports.get()
    assert (case.state, case.outcome, case.received_on, case.closed_on) == (
        "CLOSED", "FINDINGS", date(2019, 3, 1), date(2019, 5, 31),
    )  # fmt: skip
    assert (case.submitted_by, case.closed_by) == (desk.staff, desk.head)
    assert (report.channel, report.mode, report.received_at) == ("IMPORT", "ANONYMOUS", None)
    assert report.answers == {"Old reference": "OLD-9"}
    hits = search(understood("OLD-9"), desk.staff).rows
    assert {hit.entry.case_id for hit in hits} == {case.pk}
    assert history(case)[0].sentence == "Brought in from the old records"


def test_nobody_is_found_against_by_a_spreadsheet(bring_in, taker):
    """Without the steps that make a finding fair it is about the matter; with them it is about the subject."""
    bring_in(CLOSED)
    allegation = Case.objects.get().allegations.get()
    assert (allegation.finding, allegation.subject, allegation.subject_told_on) == ("SUBSTANTIATED", None, None)


def test_without_a_summary_an_allegation_points_to_the_report_and_copies_nothing(bring_in, taker):
    bring_in(CLOSED)
    statement = str(Case.objects.get().allegations.get().statement)
    assert "OLD-9" in statement and "watch" not in statement


def test_a_finding_with_its_steps_is_about_its_subject(upload, desk, at, taker):
    header = HEADER + ";subject_told_on;subject_heard;reply_weighed;standard"
    kept = upload(f"{CLOSED};2019-04-01;heard;It was weighed.;balance", header=header)
    actions.submit_import(kept, by=desk.staff, at=at)
    actions.confirm_import(kept, by=desk.head, at=at)
    importing_cases.take_imports(at)
    allegation = Case.objects.get().allegations.get()
    assert allegation.subject is not None and allegation.subject.person == taker
    assert [step.kind for step in allegation.steps.order_by("kind")] == ["HEARD", "REPLY_WEIGHED", "TOLD"]


def test_deadlines_that_have_passed_are_not_started_and_the_file_says_why(bring_in):
    bring_in(OPEN, LONG_OPEN, CLOSED)
    kinds_of = {case.received_on.year: Clock.objects.of(case).running() for case in Case.objects.all()}
    running = {year: {clock.kind for clock in clocks} for year, clocks in kinds_of.items()}
    assert running == {2026: {kinds.ACKNOWLEDGE, kinds.TRIAGE}, 2024: {kinds.TRIAGE}, 2019: set()}
    told = {case.received_on.year: str(case.notes.get().body) for case in Case.objects.all()}
    assert "not started" in told[2024] and "not started" in told[2019] and "not started" not in told[2026]
    assert Clock.objects.get(kind=kinds.ACKNOWLEDGE).due_on == date(2026, 11, 27)


def test_whoever_is_known_by_an_email_is_named_and_a_name_is_a_possible_match(bring_in, taker, at):
    make_person("Lena Hartwig", at=at)
    bring_in("OLD-1;2026-11-20;gifts;X.;;pat.taker@example.org;;;;;", "OLD-2;2026-11-20;gifts;X.;;Lena Hartwig;;;;;",
             "OLD-3;2026-11-20;gifts;X.;;Zacharias Nowhere;;;;;")  # fmt: skip
    found = {party.name: (party.kind, party.status) for party in Party.objects.all()}
    assert found == {
        "Pat Taker": ("PERSON", "CONFIRMED"),
        "Lena Hartwig": ("PERSON", "PROVISIONAL"),
        "Zacharias Nowhere": ("UNKNOWN_PERSON", "CONFIRMED"),
    }


def test_a_row_that_names_the_head_goes_to_the_other_office(bring_in, desk, upload, general_auditor, at):
    second = make_person("Sven Seconder", Role.OFFICE_STAFF, office=Office.ETHICS_OFFICE, at=at)
    kept = upload("OLD-1;2026-11-20;gifts;X.;;esther.compley@example.org;;;;;", by=second)
    third = make_person("Tom Thirder", Role.OFFICE_STAFF, office=Office.ETHICS_OFFICE, at=at)
    actions.submit_import(kept, by=second, at=at)
    actions.confirm_import(kept, by=third, at=at)
    importing_cases.take_imports(at)
    case = Case.objects.get()
    assert case.queue == "GENERAL_AUDITOR" and not case.is_visible_to(desk.head)
    assert not case.is_visible_to(second) and case.is_visible_to(general_auditor)


def test_whoever_a_file_may_name_cannot_tell_that_it_is_there(upload, desk, at, sign_in):
    """By e-mail, by name, in the narrative; and whoever reports to them."""
    second = make_person("Sven Seconder", Role.OFFICE_STAFF, office=Office.ETHICS_OFFICE, at=at)
    kept = upload("OLD-1;2026-11-20;gifts;Esther Compley knew of it.;;;;;;;", by=second)
    assert CaseImport.objects.visible_to(second).exists()
    for person in (desk.head, desk.staff):  # the staff reports to the head
        assert not CaseImport.objects.visible_to(person).exists()
    client = sign_in(desk.head)
    assert client.get(kept.get_absolute_url()).status_code == 404
    assert "old.csv" not in client.get(reverse("case_imports:list")).content.decode()


@pytest.mark.parametrize("named", ["Compley", "esther.compley@example.org", "It was about Esther Compley. " + "X" * 90])
def test_a_column_that_nobody_has_matched_walls_off_whom_it_names_too(named, upload, desk, at, sign_in):
    """Its words stand in the sheet with the errors, and its rows could be counted."""
    second = make_person("Sven Seconder", Role.OFFICE_STAFF, office=Office.ETHICS_OFFICE, at=at)
    kept = upload(f"OLD-1;2026-11-20;gifts;X.;{named}", header="Akte;Eingang;Thema;Was;Beschuldigte", by=second)
    assert CaseImport.objects.visible_to(second).exists()
    assert not CaseImport.objects.visible_to(desk.head).exists()
    assert sign_in(desk.head).get(reverse("case_imports:import_errors", args=[kept.pk])).status_code == 404


def test_nobody_brings_in_a_file_about_themself(upload, desk):
    with pytest.raises(Refused) as refused:
        upload("OLD-1;2026-11-20;gifts;X.;;tara.fairley@example.org;;;;;")
    assert refused.value.field_name == "file"
    assert not CaseImport.objects.exists()


def test_the_other_office_sees_nothing_of_it(upload, auditor_staff, general_auditor):
    upload(OPEN)
    assert not CaseImport.objects.visible_to(auditor_staff).exists()
    with pytest.raises(Refused):
        upload(OPEN, by=auditor_staff)


def test_an_old_reference_is_never_brought_in_twice(bring_in, upload, desk, at):
    bring_in(OPEN)
    again = upload(OPEN.replace("OLD-7", "old-7 ").replace("Dinners", "Suppers"))
    assert errors_of(again, desk.staff) == [["A case with this old reference was brought in already."]]


def test_of_a_case_behind_the_wall_nobody_learns_that_it_was_brought_in(bring_in, desk, at):
    """The row is left out in silence."""
    bring_in(OPEN)
    case = Case.objects.get()
    for person in (desk.staff, desk.head):
        actions.recuse(case, reason="A cousin.", by=person, at=at)
    again = bring_in(OPEN.replace("Dinners", "Suppers"), LONG_OPEN)
    assert (again.state, Case.objects.count()) == ("DONE", 2)
    assert again.total == 2


def test_a_worker_that_dies_leaves_nothing_half_done(upload, desk, at, monkeypatch):
    rows = [OPEN.replace("OLD-7", f"OLD-{number}") for number in range(12)]
    kept = upload(*rows)
    actions.submit_import(kept, by=desk.staff, at=at)
    actions.confirm_import(kept, by=desk.head, at=at)
    bring_in, calls = importing_cases._bring_in, []

    def dies(*arguments):
        calls.append(1)
        if len(calls) == 8:
            raise SystemExit
        return bring_in(*arguments)

    monkeypatch.setattr(importing_cases, "_bring_in", dies)
    with pytest.raises(SystemExit):
        importing_cases.take_imports(at)
    assert Case.objects.count() == 5  # the block in which it died is gone as a whole
    assert importing_cases.take_imports(at) == 0  # whoever died still has the claim
    later = at + timedelta(hours=1)
    assert importing_cases.take_imports(later) == 7
    done = CaseImport.objects.select_related("job").get()
    assert (done.state, done.job.done, Case.objects.count()) == ("DONE", 12, 12)
    assert Case.objects.filter(imported_as__isnull=True).count() == 0


def test_what_was_uploaded_is_destroyed_when_the_cases_hold_it(bring_in, upload, desk, at):
    assert bring_in(OPEN).table.data_key.is_destroyed
    kept = upload(LONG_OPEN)
    actions.discard_import(kept, reason="Another file.", by=desk.staff, at=at)
    kept.table.data_key.refresh_from_db()
    assert kept.table.data_key.is_destroyed and not Case.objects.filter(received_on__year=2024).exists()


def test_a_file_that_nobody_brings_in_does_not_lie_about(upload, bring_in, desk, at):
    looked_at, asked = upload(LONG_OPEN), upload(OPEN.replace("OLD-7", "OLD-6"))
    actions.submit_import(asked, by=desk.staff, at=at)
    done = bring_in(OPEN)
    assert actions.discard_forgotten_imports(at + timedelta(days=60)) == 0
    assert actions.discard_forgotten_imports(at + timedelta(days=61)) == 2
    for kept in (looked_at, asked):
        kept = CaseImport.objects.select_related("table__data_key").get(pk=kept.pk)
        assert kept.state == "DISCARDED" and kept.table.data_key.is_destroyed
    assert CaseImport.objects.get(pk=done.pk).state == "DONE" and Case.objects.count() == 1
    assert actions.discard_forgotten_imports(at + timedelta(days=61)) == 0


def test_an_open_case_goes_to_its_queue_like_any_other(bring_in, desk):
    from accounts.models import Notice

    bring_in(OPEN, CLOSED)
    told = Notice.objects.filter(kind="report_arrived", recipient=desk.staff)
    assert {notice.about_id for notice in told} == {str(Case.objects.get(state="NEW").pk)}


@pytest.mark.parametrize(
    ("written", "kept"),
    [("2019-02-03", ("2019-02-03", "DAY")), ("2019-02", ("2019-02-15", "MONTH")), ("", ("None", ""))],
)
def test_an_old_case_keeps_when_it_began_as_far_as_the_file_says(upload, desk, at, written, kept):
    header = "Case number;Received;topic;Description;Incident date"
    old = upload(f"OLD-9;2019-03-01;gifts;A watch was given.;{written}", header=header)
    actions.submit_import(old, by=desk.staff, at=at)
    actions.confirm_import(old, by=desk.head, at=at)
    importing_cases.take_imports(at)
    case = Case.objects.get()
    assert (str(case.first_incident_on), case.first_incident_precision) == kept


def test_an_old_case_that_began_after_it_was_received_is_an_error(upload, desk):
    header = "Case number;Received;topic;Description;Incident date"
    old = upload(
        "OLD-1;2019-03-01;gifts;X.;2019-03-02", "OLD-2;2019-03-01;gifts;X.;in spring", header=header
    )  # fmt: skip
    assert errors_of(old, desk.staff) == [
        ["It happened first after it was received."],
        ["“First incident” is a day, a month or a year, such as 2019-03-31, 2019-03 or 2019."],
    ]


# --- the pages ---------------------------------------------------------------------------------------------------
def test_columns_of_another_name_are_matched_in_the_browser(upload, desk, sign_in):
    kept = upload("OLD-1,2026-11-20,gifts,X.", header="Akte,Eingang,Thema,Was")
    client = sign_in(desk.staff)
    page = client.get(kept.get_absolute_url()).content.decode()
    assert "Which column is which?" in page
    body = {"old_reference": "0", "received_on": "1", "topic": "2", "narrative": "2"}
    address = reverse("case_imports:map_columns", args=[kept.pk])
    refused = client.post(address, body)
    assert "Two of them are the same column of the file." in refused.content.decode()
    assert client.post(address, body | {"narrative": "3"}).status_code == 302
    kept.refresh_from_db()
    assert errors_of(kept, desk.staff) == [[]]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_errors_come_back_in_the_file_as_it_was_uploaded(kind, desk, topic, sign_in):
    rows = [["OLD-1", "2026-11-20", "gifts", "=1+1"], ["OLD-2", "soon", "gifts", "X."]]
    headings = ["old_reference", "received_on", "topic", "narrative"]
    content = "\n".join(",".join(row) for row in [headings, *rows]).encode()
    if kind == XLSX:
        content = as_xlsx(headings, rows, title="Old")
    client = sign_in(desk.staff)
    form = {"file": SimpleUploadedFile(f"old.{kind}", content), "office": Office.ETHICS_OFFICE}
    assert client.post(reverse("case_imports:upload_cases"), form).status_code == 302
    kept = CaseImport.objects.get()
    answer = client.get(reverse("case_imports:import_errors", args=[kept.pk]))
    if kind == XLSX:
        sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
        told = [[cell or "" for cell in line] for line in sheet.iter_rows(values_only=True)]
        assert sheet["D2"].data_type == "s"
    else:
        told = [line.split(",") for line in answer.content.decode("utf-8-sig").splitlines()]
    assert told[0][-1] == "Errors" and told[1][-1] == ""
    assert told[2][-1] == "“Received on” is a day such as 2019-03-31."
    assert told[1][3] == ("=1+1" if kind == XLSX else "'=1+1")


def test_the_whole_way_in_the_browser(desk, topic, sign_in, at):
    client = sign_in(desk.staff)
    form = {"file": SimpleUploadedFile("old.csv", f"{HEADER}\n{OPEN}".encode()), "office": Office.ETHICS_OFFICE}
    page = client.post(reverse("case_imports:upload_cases"), form, follow=True).content.decode()
    assert "Rows without an error" in page
    kept = CaseImport.objects.get()
    client.post(reverse("case_imports:submit_import", args=[kept.pk]), {"receipt": "a"})
    assert "for somebody else" in client.get(reverse("case_imports:confirm_import", args=[kept.pk])).content.decode()
    client.force_login(desk.head.user)
    client.post(reverse("case_imports:confirm_import", args=[kept.pk]), {"receipt": "b"})
    assert "0 of 1" in client.get(f"{kept.get_absolute_url()}?part=progress").content.decode()
    importing_cases.take_imports(at)
    assert "Open the queue" in client.get(kept.get_absolute_url()).content.decode()


NO_TABLES = [b"", b"\xff\xfe\x00", b"PK\x03\x04 no zip", b"a\n", b'"' * 200_000, b"a,b\n" * 6000]


@pytest.mark.parametrize("content", NO_TABLES)
def test_a_file_that_is_no_table_gets_a_sentence(content, desk, sign_in):
    form = {"file": SimpleUploadedFile("old.csv", content), "office": Office.ETHICS_OFFICE}
    answer = sign_in(desk.staff).post(reverse("case_imports:upload_cases"), form)
    assert answer.status_code == 200 and "invalid-feedback" in answer.content.decode()


def test_people_outside_the_offices_find_no_page(client, desk, at):
    for person in (make_person("Wanda Worker", at=at), desk.investigator):
        client.force_login(person.user)
        assert client.get(reverse("case_imports:list")).status_code == 404


def test_the_topic_of_a_row_is_found_by_its_name_too(upload, desk, at):
    make_topic("bribery", name="Bribery & corruption")
    assert errors_of(upload("OLD-1;2026-11-20;Bribery & Corruption;X.;;;;;;;"), desk.staff) == [[]]


def test_open_cases_on_one_subject_ask_together_once_and_closed_ones_do_not(bring_in, taker):
    """As if somebody had named the subject in each, but once for the whole file."""
    rows = [f"OLD-{number};2026-11-1{number};gifts;Dinners were paid.;;{taker.user.email};;;;;" for number in range(4)]
    bring_in(CLOSED, *rows[:2])
    assert not LinkedReports.objects.exists()
    bring_in(*rows[2:])
    row = LinkedReports.objects.get()
    assert row.ground == "SUBJECT" and row.ends.count() == 4
    assert Clock.objects.of(row).get().kind == kinds.MATERIALITY_5_BUSINESS_DAYS
