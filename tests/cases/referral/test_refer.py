"""Whoever was told passes it on: in time or late, with the teller's wish, and sees "received" afterwards."""

from typing import Any

import pytest
from django.test import Client

from audit.models import Entry
from cases.models import Case, ManagerReferral, Report
from clocks.models import Clock
from tests.cases.addresses import addresses_of
from tests.cases.operator.conftest import hidden, words
from tests.sweeps.state import rows

pytestmark = pytest.mark.once

STORY = "One of my people told me that invoices are dated back."
TOLD: dict[str, Any] = {
    "told_on": "2026-11-23",
    "narrative": STORY,
    "topic": "anti-bribery",
    "typed_names": "Somebody in accounts",
    "concerns": ["NONE"],
    "danger": "NO",
    "mode": "ANONYMOUS",
    "is_concerned": "NO",
}


@pytest.fixture
def manager(employee, topics, ethics_officer, clock, client) -> Client:
    client.force_login(employee.user)
    return client


def pass_on(client: Client, **changed: Any):
    page = client.get("/refer/")
    return client.post("/refer/", TOLD | {"receipt": hidden(page, "receipt")} | changed)


def test_what_a_manager_was_told_becomes_a_report_of_whoever_told_them(manager, employee):
    answer = pass_on(manager, mode="CONFIDENTIAL", name="Ana Ferreira", contact="desk 4")
    assert answer.headers["Location"] == "/refer/received/"
    report = Report.objects.get()
    assert (report.channel, report.mode, report.narrative) == ("MANAGER", "CONFIDENTIAL", STORY)
    assert (report.identity.name, report.identity.person_digest) == ("Ana Ferreira", "")
    assert report.recorded_by is None and not Report.objects.by_reporter(employee).exists()
    assert not {"Does it concern you yourself?", "When were you told?"} & report.answers.keys()


def test_who_stays_unnamed_leaves_no_name_and_no_hour(manager, employee):
    pass_on(manager, name="Ana Ferreira", contact="desk 4")
    report = Report.objects.get()
    assert report.identity is None and report.received_at is None
    assert not Entry.objects.about(report.case).exclude(recorded_at=None).exists()
    assert not Clock.objects.of(report.case).exclude(started_at=None, stopped_at=None).exists()


@pytest.mark.parametrize(
    ("told_on", "due_on", "late"),
    [
        ("2026-11-23", "2026-11-24", False),
        ("2026-11-20", "2026-11-23", False),  # a Friday: due on Monday, which is today
        ("2026-11-19", "2026-11-20", True),
    ],
)
def test_the_house_gives_one_business_day_and_lateness_is_on_record(told_on, due_on, late, manager, office, client):
    pass_on(manager, told_on=told_on)
    referral, clock = ManagerReferral.objects.get(), Clock.objects.get(kind="manager_referral")
    assert (str(referral.due_on), referral.is_late) == (due_on, late)
    assert (clock.status, clock.rule.source[:10]) == ("missed" if late else "met", "House rule")
    client.force_login(office.user)
    page = words(client.get(Case.objects.get().get_absolute_url()))
    assert "Forward a report received by a manager" in page
    assert ("Late: it was due by" if late else "in time: it was due by") in page


def test_the_office_sees_who_passed_it_on_and_a_reader_does_not(
    manager, office, ethics_officer, investigator, at, client
):
    from cases.actions import share_case

    pass_on(manager)
    case = Case.objects.get()
    client.force_login(office.user)
    assert "Passed on by Emil Strange" in words(client.get(case.get_absolute_url()))
    share_case(case, person=investigator, reason="Knows invoices.", by=ethics_officer, at=at)
    client.force_login(investigator.user)
    page = words(client.get(case.get_absolute_url()))
    assert "Emil Strange" not in page.replace("Emil Strange Sign out", "") and "The office knows the name." in page


def test_no_column_in_clear_ties_the_referrer_to_the_report(manager, employee):
    pass_on(manager)
    case = Case.objects.get()
    tables = ("cases_managerreferral", "cases_report", "cases_case", "cases_party", "cases_conflict", "clocks_clock")
    told = " ".join(str(row) for table in tables for row in rows(table))
    entries = Entry.objects.about(case)
    assert employee.pk.hex not in told and str(employee.pk) not in told and "Strange" not in told
    assert {entry.actor_id for entry in entries} == {None}


def test_the_referrer_sees_received_and_nothing_else(manager):
    pass_on(manager)
    case = Case.objects.get()
    page = manager.get("/refer/received/")
    assert "23 Nov 2026 Received" in words(page)
    assert case.reference not in page.content.decode() and STORY not in page.content.decode()
    for address in addresses_of(case).values():
        assert manager.get(address).status_code == 404


def test_somebody_else_has_a_list_of_their_own(manager, subject, client):
    pass_on(manager)
    client.force_login(subject.user)
    assert "You have passed nothing on" in words(client.get("/refer/received/"))


@pytest.mark.parametrize("answer", ["YES", "NOT_SURE"])
def test_a_head_who_is_concerned_is_walled_off_and_the_other_office_gets_it(
    answer, topics, ethics_officer, general_auditor, clock, client
):
    client.force_login(ethics_officer.user)
    pass_on(client, is_concerned=answer)
    case = Case.objects.get()
    assert case.queue == "GENERAL_AUDITOR" and case.walls_off(ethics_officer)
    assert case.parties.get().status == "PROVISIONAL"
    assert ManagerReferral.objects.get().is_concerned


def test_naming_oneself_as_the_one_who_was_told_is_no_suspicion(manager, employee):
    pass_on(manager, narrative="I, Emil Strange, was told that invoices are dated back.")
    assert not Case.objects.get().parties.exists()


def test_sent_twice_it_is_one_report(manager):
    receipt = {"receipt": hidden(manager.get("/refer/"), "receipt")}
    for _sending in range(2):
        assert manager.post("/refer/", TOLD | receipt).headers["Location"] == "/refer/received/"
    assert Report.objects.count() == 1


def test_what_is_missing_is_said_beside_the_field_and_nothing_is_lost(manager):
    answer = pass_on(manager, told_on="2026-12-24", mode="CONFIDENTIAL", name="", topic="", is_concerned="")
    page = words(answer)
    assert "This day lies ahead." in page and "Please write the name, or choose" in page
    assert STORY in answer.content.decode() and not Report.objects.exists()


def test_the_page_warns_against_investigating_alone(manager):
    page = words(manager.get("/refer/"))
    assert "Don’t investigate alone" in page and "Question nobody, search nothing" in page


def test_whoever_was_signed_out_gets_the_words_back(topics):
    answer = Client().post("/refer/", TOLD)
    assert answer.status_code == 403 and STORY in answer.content.decode()
    assert Client().get("/refer/").status_code == 302


@pytest.mark.parametrize("count", [1, 30])
def test_the_list_asks_few_questions_however_long(count, manager, employee, at, django_assert_max_num_queries):
    from cases.actions import ReportFacts, refer_report
    from code_of_ethics.models import Topic

    facts = ReportFacts(topic=Topic.objects.first(), narrative="A.", mode="ANONYMOUS", channel="MANAGER")
    for number in range(count):
        refer_report(facts, told_on=at.date(), is_concerned=False, receipt=str(number), by=employee, at=at)
    manager.get("/refer/received/")
    with django_assert_max_num_queries(8):
        page = manager.get("/refer/received/")
    assert words(page).count("Received") >= min(count, 25)
