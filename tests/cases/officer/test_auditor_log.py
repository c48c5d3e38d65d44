"""What the external auditors were told is written down for good, and asked for where the law wants them told."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from accounts.moves import Refused
from accounts.roles import Role
from audit.trail import history
from cases import actions
from cases.actions import AuditorFacts
from cases.models import AuditorLogEntry, Case
from tests.cases.desk import make_topic, open_case
from tests.people import make_person
from tests.standing import standing

DUE = "They have to be told"
WORDS = "The revenue of the third quarter is doubted."


@standing
def chair(at) -> Person:
    return make_person("Cleo Presidi", Role.AUDIT_COMMITTEE, Role.AUDIT_COMMITTEE_CHAIR, is_director=True, at=at)


@standing
def books(desk, at) -> Case:
    """A matter of accounting, in the office's queue."""
    return desk.acknowledge(open_case(at=at, topic=make_topic("books", trigger="ACCOUNTING", is_accounting=True)))


@standing
def told(at) -> AuditorFacts:
    return AuditorFacts(at.date(), "Esther Compley", "Harriet Lowe, Marlowe & Finch", "MEETING", WORDS)


def look(person: Person, address: str) -> str:
    client = Client()
    client.force_login(person.user)
    return client.get(address).content.decode()


def overview(person: Person, case: Case) -> str:
    return look(person, reverse("cases:case", args=[case.reference]))


# --- the hint ---
def test_the_case_asks_until_it_is_written_down(desk, books, told, at):
    shown = overview(desk.staff, books)
    assert DUE in shown and reverse("cases:log_auditors", args=[books.reference]) in shown
    actions.log_auditors(books, facts=told, by=desk.staff, at=at)
    shown = overview(desk.staff, books)
    assert DUE not in shown and WORDS in shown and "Harriet Lowe" in shown


def test_a_matter_of_which_they_need_not_hear_asks_for_nothing(desk, case):
    assert DUE not in overview(desk.staff, case)


def test_whoever_only_reads_the_case_is_asked_but_offered_no_form(desk, books, employee, told, at):
    desk.share(books, employee)
    shown = overview(employee, books)
    assert DUE in shown and reverse("cases:log_auditors", args=[books.reference]) not in shown
    with pytest.raises(Refused):
        actions.log_auditors(books, facts=told, by=employee, at=at)


# --- the register ---
def test_the_auditor_and_the_chair_keep_the_register_each_behind_their_own_wall(
    desk, books, told, general_auditor, chair, at
):
    entry = actions.log_auditors(books, facts=told, by=desk.staff, at=at)
    address = reverse("auditor_log:list")
    for keeper in (general_auditor, chair):
        assert books.reference in look(keeper, address)
        assert WORDS in look(keeper, entry.get_absolute_url())
    assert WORDS not in look(chair, address), "what was said stands on the page of the entry alone"
    desk.name(books, chair, role="WITNESS")
    walled = Person.objects.get(pk=chair.pk)
    assert books.reference not in look(walled, address)
    client = Client()
    client.force_login(walled.user)
    for name in ("entry", "correct_entry"):
        assert client.get(reverse(f"auditor_log:{name}", args=[entry.pk])).status_code == 404


def test_nobody_else_finds_it(desk, books, told, at):
    entry = actions.log_auditors(books, facts=told, by=desk.staff, at=at)
    client = Client()
    client.force_login(desk.head.user)
    assert client.get(reverse("auditor_log:list")).status_code == 404
    assert client.get(entry.get_absolute_url()).status_code == 404


def test_of_a_market_sensitive_case_the_notice_comes_first(desk, books, told, chair, at):
    entry = actions.log_auditors(books, facts=told, by=desk.staff, at=at)
    actions.mark_market_sensitive(books, name="Heron", reason="So.", by=desk.head, at=at)
    shown = look(chair, entry.get_absolute_url())
    assert "Before you read on" in shown and WORDS not in shown


# --- for good ---
def test_a_correction_is_an_entry_and_the_first_one_stays(desk, books, told, general_auditor, at):
    entry = actions.log_auditors(books, facts=told, by=desk.staff, at=at)
    facts = AuditorFacts(at.date() - timedelta(days=1), "Esther Compley", "Harriet Lowe", "CALL", "More.")
    why = "It was the day before."
    corrected = actions.correct_entry(entry, facts=facts, why_corrected=why, by=general_auditor, at=at)
    assert corrected.corrects == entry and corrected.case == books
    assert AuditorLogEntry.objects.of_case(books).standing().get() == corrected
    assert WORDS in look(general_auditor, entry.get_absolute_url())
    with pytest.raises(Refused):
        actions.correct_entry(entry, facts=facts, why_corrected="Again.", by=general_auditor, at=at)
    verbs = [one.verb for one in history(books)]
    assert verbs.count("log_auditors") == verbs.count("correct_entry") == 1


def test_the_database_lets_nobody_change_or_remove_an_entry(desk, books, told, at):
    entry = actions.log_auditors(books, facts=told, by=desk.staff, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditorLogEntry.objects.filter(pk=entry.pk).update(told_on=at.date() - timedelta(days=3))
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditorLogEntry.objects.filter(pk=entry.pk).delete()
    facts = {
        "told_on": at.date(),
        "told_by": "A",
        "told_to": "B",
        "words": "C",
        "logged_by": desk.staff,
        "logged_at": at,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        AuditorLogEntry.objects.create(data_key=books.data_key, means="CALL", **facts)


def test_what_has_not_happened_yet_is_not_written_down_and_nothing_typed_is_lost(desk, books, at):
    client = Client()
    client.force_login(desk.staff.user)
    typed = {"told_on": "2099-01-01", "told_by": "Me", "told_to": "Harriet Lowe", "means": "CALL", "words": WORDS}
    shown = client.post(reverse("cases:log_auditors", args=[books.reference]), typed).content.decode()
    assert "This day has not come yet." in shown and WORDS in shown
    assert not AuditorLogEntry.objects.exists()
