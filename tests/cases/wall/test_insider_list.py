"""Market-sensitive cases: the notice stands before the first look, and whoever is shown the case stands on its list."""

import io
from datetime import timedelta
from zipfile import ZipFile

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Notice, Person
from accounts.moves import Refused
from accounts.roles import Role
from audit.trail import history
from cases import actions
from cases.actions.insiders import note_who_left
from cases.models import Case, Insider, InsiderList
from cases.retention import Retention
from cases.states.retention import Hindrance
from reporting.actions import notify_committee
from reporting.models import CommitteeNotice
from tests.cases.desk import NARRATIVE
from tests.people import make_person
from tests.standing import standing

pytestmark = pytest.mark.slow

SECRET = "the audit will not be signed"


@standing
def case(desk) -> Case:
    return desk.case_in("INVESTIGATION")


@standing
def marked(desk, case, at) -> InsiderList:
    facts = {"name": "Project Heron", "reason": SECRET}
    return actions.mark_market_sensitive(case, **facts, by=desk.investigator, at=at)


@standing
def counsel(at) -> Person:
    return make_person("Carla Advisey", Role.COUNSEL, at=at)


def as_somebody(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def page(person: Person, case: Case, name: str = "case") -> str:
    return as_somebody(person).get(reverse(f"cases:{name}", args=[case.reference])).content.decode()


def acknowledge(person: Person, address: str, **typed):
    return as_somebody(person).post(address, {"notice": "no_trading", "read": "on", **typed})


def rows(one: InsiderList) -> dict[str, Insider]:
    return {row.name: row for row in one.insiders.select_related("person")}


# --- the first look ---
def test_nothing_of_the_case_is_read_before_the_notice_is_acknowledged(desk, case, marked):
    for name in ("case", "dialogue", "notes", "history", "case_files", "add_party"):
        shown = page(desk.staff, case, name)
        assert "Before you read on" in shown and NARRATIVE not in shown and SECRET not in shown
    assert desk.staff.full_name not in rows(marked)
    address = reverse("cases:case", args=[case.reference])
    assert acknowledge(desk.staff, address).url == address
    shown = page(desk.staff, case)
    assert NARRATIVE in shown and "Market-sensitive" in shown
    row = rows(marked)[desk.staff.full_name]
    assert row.acknowledged_at and row.obtained_at and "work in the office" in row.because
    assert "Acknowledged the notice not to trade" in [entry.sentence for entry in history(case)]


def test_the_words_of_a_task_are_read_after_the_notice_too(desk, case, at):
    actions.add_task(case, title=SECRET, due_on=at.date(), owner=desk.staff, by=desk.investigator, at=at)
    client, addresses = as_somebody(desk.staff), (reverse("cases:my_tasks"), reverse("reporting:week_dashboard"))
    for address in addresses:
        assert SECRET in client.get(address).content.decode(), "the control"
    actions.mark_market_sensitive(case, name="Heron", reason="It moves the price.", by=desk.investigator, at=at)
    for address in addresses:
        shown = client.get(address).content.decode()
        assert SECRET not in shown and "Open it to read the notice first" in shown and case.reference in shown
    acknowledge(desk.staff, reverse("cases:case", args=[case.reference]))
    for address in addresses:
        assert SECRET in client.get(address).content.decode()


def test_without_the_tick_nobody_goes_on_and_the_reason_stands_beside_it(desk, case, marked):
    answer = as_somebody(desk.staff).post(reverse("cases:case", args=[case.reference]), {"notice": "no_trading"})
    assert "Please tick this first" in answer.content.decode() and NARRATIVE not in answer.content.decode()
    assert desk.staff.full_name not in rows(marked)


def test_a_forged_form_of_somebody_who_was_not_told_changes_nothing(desk, case, marked):
    address = reverse("cases:write_note", args=[case.reference])
    answer = as_somebody(desk.staff).post(address, {"body": "Sell!"})
    assert "Before you read on" in answer.content.decode() and not case.notes.exists()


def test_who_was_typing_when_it_was_marked_loses_nothing_and_is_told_on_the_next_page(desk, case, at):
    page(desk.staff, case)
    marked = actions.mark_market_sensitive(case, name="Heron", reason="So.", by=desk.investigator, at=at)
    as_somebody(desk.staff).post(reverse("cases:write_note", args=[case.reference]), {"body": "Read the invoices."})
    assert case.notes.count() == 1
    assert "Before you read on" in page(desk.staff, case)
    row = rows(marked)[desk.staff.full_name]
    assert (row.shown, row.acknowledged_at) == ("KNEW", None)
    assert Notice.objects.filter(recipient=desk.staff, kind="no_trading").count() == 1


def test_whoever_marks_it_is_on_the_list_at_once(desk, case, marked):
    assert rows(marked)[desk.investigator.full_name].shown == "MARKED"
    assert NARRATIVE in page(desk.investigator, case)


def test_a_search_shows_no_words_of_it_before(desk, case, marked):
    client = as_somebody(desk.staff)
    found = client.post(reverse("cases:search_cases"), {"words": "dinners", "within": ""}, follow=True)
    shown = found.content.decode()
    assert (
        case.reference in shown and "Open it to read the notice first" in shown and "paid by the supplier" not in shown
    )


def test_a_notice_to_the_committee_stands_behind_it_too(desk, case, marked, at):
    member = make_person("Mona Quorum", Role.AUDIT_COMMITTEE, is_director=True, at=at)
    facts = {"outcome": "MATERIAL", "reasons": "So.", "digest_line": "A matter of dinners."}
    actions.decide_materiality(case, **facts, by=desk.head, at=at)
    notify_committee(at)
    notice = CommitteeNotice.objects.get(member=member)
    client, address = as_somebody(member), notice.get_absolute_url()
    assert "A matter of dinners" not in client.get(address).content.decode()
    notice.refresh_from_db()
    assert notice.read_at is None
    acknowledge(member, address)
    assert "A matter of dinners" in client.get(address).content.decode()
    assert rows(marked)[member.full_name].shown == "COMMITTEE"
    note_who_left(at + timedelta(days=1))
    assert rows(marked)[member.full_name].left_at is None, "they read the notice still"


# --- the wall ---
def test_somebody_named_in_it_learns_nothing_from_the_notice_or_the_list(desk, case, marked, subject, at):
    subject = Person.objects.get(pk=subject.pk)
    desk.name(case, subject)
    for name in ("case", "history"):
        assert as_somebody(subject).get(reverse(f"cases:{name}", args=[case.reference])).status_code == 404
    walled = make_person("Conrad Concerned", Role.COUNSEL, at=at)
    assert InsiderList.objects.visible_to(walled).exists()
    desk.name(case, walled, role="WITNESS")
    walled = Person.objects.get(pk=walled.pk)
    assert not InsiderList.objects.visible_to(walled).exists()
    client = as_somebody(walled)
    assert "Heron" not in client.get(reverse("insider_lists:list")).content.decode()
    assert client.get(marked.get_absolute_url()).status_code == 404
    assert (
        client.post(reverse("insider_lists:export_insider_list", args=[marked.pk]), {"kind": "csv"}).status_code == 404
    )
    assert acknowledge(walled, reverse("cases:case", args=[case.reference])).status_code == 404


def test_who_is_walled_off_later_stays_listed_until_that_moment_and_hears_nothing(desk, case, at):
    page(desk.staff, case)
    marked = actions.mark_market_sensitive(case, name="Heron", reason="So.", by=desk.investigator, at=at)
    desk.name(case, desk.staff, role="WITNESS", by=desk.head)
    later = at + timedelta(hours=2)
    assert note_who_left(later) == 1
    row = rows(marked)[desk.staff.full_name]
    assert (row.obtained_at, row.left_at) == (at, later)
    assert as_somebody(desk.staff).get(reverse("cases:case", args=[case.reference])).status_code == 404


def test_who_had_read_it_and_was_cut_off_before_is_listed_as_gone_and_not_told(desk, case, at):
    page(desk.staff, case)
    desk.name(case, desk.staff, role="WITNESS", by=desk.head)
    marked = actions.mark_market_sensitive(case, name="Heron", reason="So.", by=desk.investigator, at=at)
    assert rows(marked)[desk.staff.full_name].left_at == at
    assert not Notice.objects.filter(recipient=desk.staff, kind="no_trading").exists()


# --- the list ---
def test_counsel_reads_who_is_on_it_and_no_case(case, marked, desk, counsel):
    client = as_somebody(counsel)
    assert "Project Heron" in client.get(reverse("insider_lists:list")).content.decode()
    shown = client.get(marked.get_absolute_url()).content.decode()
    assert desk.investigator.full_name in shown and SECRET not in shown
    assert client.get(reverse("cases:case", args=[case.reference])).status_code == 404
    assert SECRET not in shown


def test_staff_and_the_head_of_the_other_office_do_not_read_it(desk, marked, general_auditor):
    assert not InsiderList.objects.visible_to(desk.staff).exists()
    assert not InsiderList.objects.visible_to(general_auditor).exists()
    assert InsiderList.objects.visible_to(desk.head).get() == marked


def test_it_leaves_as_a_spreadsheet_without_formulas_and_that_is_on_the_history(desk, case, counsel, at):
    evil = make_person("=HYPERLINK Formula", Role.INVESTIGATOR, at=at)
    actions.assign_case(case, investigator=evil, by=desk.staff, at=at)
    marked = actions.mark_market_sensitive(case, name="@Heron", reason="So.", by=evil, at=at)
    address = reverse("insider_lists:export_insider_list", args=[marked.pk])
    read = as_somebody(counsel).post(address, {"kind": "csv"}).content.decode("utf-8-sig")
    assert "'=HYPERLINK Formula" in read and "'@Heron" in read and "UTC" in read
    sheet = as_somebody(counsel).post(address, {"kind": "xlsx"}).content
    assert b"<f>" not in ZipFile(io.BytesIO(sheet)).read("xl/worksheets/sheet1.xml")
    taken = [entry for entry in history(case) if entry.verb == "export_insider_list"]
    assert [(entry.facts["kind"], entry.actor) for entry in taken] == [
        ("csv", counsel.full_name), ("xlsx", counsel.full_name),
    ]  # fmt: skip
    assert as_somebody(counsel).get(address).status_code == 405
    assert "valid choice" in as_somebody(counsel).post(address, {"kind": "exe"}).content.decode()


# --- the end ---
def test_it_is_closed_with_a_reason_by_the_head_and_everybody_leaves_it(desk, case, marked, at):
    later = at + timedelta(days=3)
    with pytest.raises(Refused):
        actions.unmark_market_sensitive(case, reason="Published.", by=desk.staff, at=later)
    actions.unmark_market_sensitive(case, reason="Published.", by=desk.head, at=later)
    marked.refresh_from_db()
    assert marked.closed_at == later and {row.left_at for row in rows(marked).values()} == {later}
    assert "Before you read on" not in page(desk.staff, case)
    with pytest.raises(Refused):
        actions.unmark_market_sensitive(case, reason="Again.", by=desk.head, at=later)
    again = actions.mark_market_sensitive(case, name="Heron 2", reason="New.", by=desk.head, at=later)
    assert again.pk != marked.pk


def test_it_keeps_the_file_for_five_years(desk, marked, case, at):
    actions.unmark_market_sensitive(case, reason="Published.", by=desk.head, at=at)
    case = actions.submit_for_review(case, reason="Done.", by=desk.investigator, at=at)
    case = actions.close_case(case, message="Closed.", by=desk.head, at=at)
    period = actions.PeriodFacts("MAXIMUM", 1, "A law")
    rule = actions.propose_retention_rule(period, by=desk.head, at=at)
    actions.confirm_retention_rule(rule, by=make_person("Carl Second", Role.COUNSEL, at=at), at=at)
    assert Retention(at + timedelta(days=5 * 365)).verdict(case).hindrance == Hindrance.INSIDER_LIST
    assert Retention(at + timedelta(days=5 * 366)).verdict(case).is_due


def test_what_the_database_refuses(desk, marked, at):
    row = marked.insiders.get()
    for change in (
        {"obtained_at": at - timedelta(days=1)},
        {"acknowledged_at": None},
        {"left_at": at - timedelta(days=9)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Insider.objects.filter(pk=row.pk).update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Insider.objects.filter(pk=row.pk).delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        InsiderList.objects.create(
            data_key=marked.data_key, case=marked.case, name="B", reason="B", opened_by=desk.head, opened_at=at
        )
    actions.unmark_market_sensitive(marked.case, reason="Published.", by=desk.head, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        InsiderList.objects.filter(pk=marked.pk).update(closed_at=None, closed_by=None)


def test_a_merged_case_stands_behind_the_notice_of_the_other(desk, case, marked, at):
    into = desk.case_in("INVESTIGATION")
    actions.merge_case(case, into=into, reason="One matter.", by=desk.staff, at=at)
    assert "Before you read on" in page(desk.staff, into)
    acknowledge(desk.staff, reverse("cases:case", args=[into.reference]))
    assert NARRATIVE in page(desk.staff, into)
    actions.unmark_market_sensitive(Case.objects.get(pk=into.pk), reason="Published.", by=desk.head, at=at)
    assert not InsiderList.objects.open().exists()
