"""Whom a talk may name is judged within two business days; talks from before the matching are looked through once."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Notice, Person
from accounts.moves import Refused
from accounts.roles import Role
from audit.trail import history
from clocks.actions import warn_clock
from clocks.models import Clock
from code_of_ethics.actions import (
    affirm,
    answer_exception,
    confirm_match,
    lift_match,
    match_unmatched,
    state_exception,
)
from code_of_ethics.models import Affirmation, ExceptionMatch, StatedException
from tests.code_of_ethics.test_talk_walls import SECRET, asked, lone_staff, readers  # noqa: F401 — fixtures
from tests.people import *  # noqa: F403 — the standing people are fixtures
from tests.people import make_person
from tests.standing import standing
from tests.sweeps.browse import browser
from vault.models import DataKey

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
LISTED = reverse("code_of_ethics:affirmations")
LATE = "nobody has judged in time"
WEEK = timedelta(days=7)


@standing
def talk(asked, employee, ethics_staff, at) -> StatedException:  # noqa: F811
    return state_exception(asked, text=f"{ethics_staff.full_name} {SECRET}.", by=employee, at=at)


@standing
def chair(at) -> Person:
    return make_person("Cleo Presidi", Role.AUDIT_COMMITTEE_CHAIR, at=at)


@pytest.fixture
def time_machine_at():
    """The day moves on; it goes back with the test."""
    started: list[time_machine.travel] = []

    def moved(moment) -> None:
        started.append(time_machine.travel(moment, tick=False))
        started[-1].start()

    yield moved
    for one in reversed(started):
        one.stop()


@standing
def old(asked, employee, at) -> StatedException:  # noqa: F811
    """As one that was begun before talks were matched."""
    talk = state_exception(asked, text="A colleague takes wine.", by=employee, at=at)
    StatedException.objects.filter(pk=talk.pk).update(matched_at=None)
    return talk


@standing
def another_old(old, lone_staff, at) -> StatedException:  # noqa: F811
    """A younger one of somebody else."""
    theirs = Affirmation.objects.get(person=lone_staff)
    talk = state_exception(theirs, text="Somebody takes beer.", by=lone_staff, at=at + timedelta(hours=1))
    StatedException.objects.filter(pk=talk.pk).update(matched_at=None)
    return talk


def clock_of(talk: StatedException) -> Clock:
    return Clock.objects.of(talk).get()


def say_earlier(talk: StatedException, text: str, *, by: Person, at) -> None:
    """A message from the time when nothing was matched."""
    talk.messages.create(data_key=talk.data_key, exception=talk, author=by, text=text, written_at=at)


# --- two business days ---------------------------------------------------------------------------------------
def test_two_business_days_run_from_the_first_possible_match(talk):
    clock = clock_of(talk)
    assert (clock.kind, clock.rule.amount, str(clock.rule.unit)) == ("provisional_party", 2, "BUSINESS_DAYS")
    assert clock.stopped_on is None


def test_a_talk_that_names_nobody_has_no_deadline(asked, employee, at):  # noqa: F811
    talk = state_exception(asked, text="Somebody takes wine.", by=employee, at=at)
    assert not Clock.objects.of(talk).exists()


@pytest.mark.parametrize("judge", [lift_match, confirm_match])
def test_judging_the_last_one_meets_it(talk, employee, lone_staff, ethics_officer, at, judge):  # noqa: F811
    answer_exception(talk, text=f"And {lone_staff.full_name}.", by=employee, at=at)
    first, second = talk.matches.order_by("person")
    judge(first, reason="I asked.", by=ethics_officer, at=at)
    assert clock_of(talk).stopped_on is None, "one is open still"
    judge(second, reason="I asked.", by=ethics_officer, at=at)
    assert clock_of(talk).was_met
    entry = history(talk)[-1]
    assert entry.verb == judge.__name__ and "I asked" not in str(entry.facts)


def test_a_confirmed_one_stays_walled_off(talk, ethics_officer, ethics_staff, at):
    match = confirm_match(talk.matches.get(), reason="She says so herself.", by=ethics_officer, at=at)
    assert match.state == "CONFIRMED" and readers(talk, ethics_officer, ethics_staff) == {ethics_officer}
    with pytest.raises(Refused):
        confirm_match(match, reason="Indeed.", by=ethics_officer, at=at)


def test_one_confirmed_by_mistake_is_lifted_with_a_reason_and_the_wall_falls_at_once(
    talk,
    ethics_officer,
    ethics_staff,
    lone_staff,  # noqa: F811
    at,
):
    match = confirm_match(talk.matches.get(), reason="She says so herself.", by=ethics_officer, at=at)
    later = at + timedelta(days=1)
    lifted = lift_match(match, reason="Another Tara.", by=lone_staff, at=later)
    assert lifted.state == "LIFTED" and (lifted.lifted_by, lifted.lifted_at) == (lone_staff, later)
    assert (lifted.confirmed_by, lifted.reason) == (ethics_officer, "She says so herself."), "what was judged stays"
    assert readers(talk, ethics_officer, ethics_staff) == {ethics_officer, ethics_staff}
    entry = history(talk)[-1]
    assert (entry.verb, entry.sentence) == ("lift_match", "Lifted a match that had been confirmed")
    assert "Another Tara" not in str(entry.facts)
    for move in (lift_match, confirm_match):
        with pytest.raises(Refused):
            move(lifted, reason="Not so.", by=ethics_officer, at=later)


def test_whoever_reads_it_sees_both_reasons(talk, ethics_officer, at):
    match = confirm_match(talk.matches.get(), reason="She says so herself.", by=ethics_officer, at=at)
    client, address = browser(ethics_officer), reverse("code_of_ethics:lift_match", args=[match.pk])
    assert address in client.get(talk.get_absolute_url()).content.decode()
    assert client.post(address, {"reason": "Another Tara.", "receipt": "1"}).url == talk.get_absolute_url()
    shown = client.get(talk.get_absolute_url()).content.decode()
    assert "She says so herself." in shown and "Another Tara." in shown and address not in shown


def test_neither_the_affirmer_nor_whom_it_names_lifts_a_confirmed_one(talk, employee, ethics_staff, ethics_officer, at):
    match = confirm_match(talk.matches.get(), reason="So.", by=ethics_officer, at=at)
    address = reverse("code_of_ethics:lift_match", args=[match.pk])
    for person in (employee, ethics_staff):
        assert browser(person).post(address, {"reason": "So."}).status_code == 404
        with pytest.raises((Refused, StatedException.DoesNotExist)):
            lift_match(match, reason="So.", by=person, at=at)
    for row in ({"lifted_by": ethics_staff, "lifted_at": at}, {"lifted_by": ethics_officer, "lifted_at": at}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ExceptionMatch.objects.update(**row)


def test_nobody_judges_of_themself_nor_the_affirmer_of_anybody(talk, employee, ethics_staff, at):
    match = talk.matches.get()
    address = reverse("code_of_ethics:confirm_match", args=[match.pk])
    for person in (employee, ethics_staff):
        assert browser(person).get(address).status_code == 404
        assert browser(person).post(address, {"reason": "So."}).status_code == 404
    with pytest.raises(IntegrityError), transaction.atomic():
        ExceptionMatch.objects.update(confirmed_by=ethics_staff, confirmed_at=at)
    assert match.state == "POSSIBLE"


def test_the_page_says_until_when_and_takes_the_answer(talk, employee, ethics_officer):
    client, own = browser(ethics_officer), browser(employee)
    due = f"{clock_of(talk).due_on:%-d %b %Y}"
    assert due in client.get(talk.get_absolute_url()).content.decode()
    assert due not in own.get(talk.get_absolute_url()).content.decode()
    assert "Possible matches in conversations" in client.get(reverse("reporting:home")).content.decode()
    address = reverse("code_of_ethics:confirm_match", args=[talk.matches.get().pk])
    assert client.post(address, {"reason": "I asked.", "receipt": "1"}).url == talk.get_absolute_url()
    shown = client.get(talk.get_absolute_url()).content.decode()
    assert due not in shown and "I asked." in shown
    assert "Possible matches in conversations" not in client.get(reverse("reporting:home")).content.decode()


def test_when_the_talk_is_over_nobody_has_to_judge_any_more(talk, asked, employee, chair, at):  # noqa: F811
    affirm(asked, by=employee, at=at)
    assert clock_of(talk).cancelled_reason and not StatedException.objects.listed_to(chair, (at + WEEK).date()).exists()


# --- late ----------------------------------------------------------------------------------------------------
def test_a_late_one_goes_up_to_the_head_and_never_to_whom_it_names(talk, ethics_officer, ethics_staff):
    clock = clock_of(talk)
    warn_clock(clock.pk, at=clock.due_at + timedelta(minutes=1))
    told = {one.recipient for one in Notice.objects.filter(kind="clock_escalated")}
    assert told == {ethics_officer}
    warned = {one.recipient for one in Notice.objects.filter(kind="clock_overdue")}
    assert ethics_officer in warned and ethics_staff not in warned


def test_the_chair_is_listed_what_is_late_without_a_word_of_it(
    talk, employee, ethics_officer, ethics_staff, chair, time_machine_at, at
):
    time_machine_at(at)
    client = browser(chair)
    assert client.get(LISTED).status_code == 404
    time_machine_at(clock_of(talk).due_at + timedelta(days=1))
    client = browser(chair)
    page = client.get(LISTED).content.decode()
    assert LATE in page and "Compliance &amp; Ethics office" in page
    home = client.get(reverse("reporting:home")).content.decode()
    assert "Possible matches that nobody judged" in home
    for words in (SECRET, employee.full_name, ethics_staff.full_name, str(talk.pk)):
        assert words not in page + home
    assert client.get(talk.get_absolute_url()).status_code == 404
    assert LATE not in browser(ethics_officer).get(LISTED).content.decode()


def test_a_chair_whom_it_names_is_listed_nothing(asked, employee, chair, time_machine_at, at):  # noqa: F811
    talk = state_exception(asked, text=f"{chair.full_name} {SECRET}.", by=employee, at=at)
    time_machine_at(clock_of(talk).due_at + timedelta(days=1))
    client = browser(chair)
    assert client.get(LISTED).status_code == 404
    assert "Possible matches that nobody judged" not in client.get(reverse("reporting:home")).content.decode()


# --- talks from before ---------------------------------------------------------------------------------------
def test_an_old_talk_is_looked_through_once_with_all_that_its_affirmer_wrote(
    old,
    employee,
    ethics_officer,
    ethics_staff,
    lone_staff,  # noqa: F811
    at,
):
    say_earlier(old, f"It is {ethics_staff.full_name}.", by=employee, at=at)
    say_earlier(old, f"Not {lone_staff.full_name}?", by=ethics_officer, at=at)
    assert readers(old, ethics_staff, ethics_officer) == {ethics_staff, ethics_officer}, "the control"
    assert match_unmatched(at=at) == 1
    assert [match.person for match in old.matches.all()] == [ethics_staff]
    assert readers(old, ethics_staff, ethics_officer) == {ethics_officer}
    assert clock_of(old).stopped_on is None
    assert match_unmatched(at=at) == 0 and old.matches.count() == 1


def test_a_later_message_does_not_hide_what_was_said_before(old, employee, ethics_staff, lone_staff, at):  # noqa: F811
    say_earlier(old, f"It is {ethics_staff.full_name}.", by=employee, at=at)
    answer_exception(old, text=f"And {lone_staff.full_name}.", by=employee, at=at)
    assert {match.person for match in old.matches.all()} == {lone_staff}
    match_unmatched(at=at)
    assert {match.person for match in old.matches.all()} == {lone_staff, ethics_staff}


def test_one_that_is_over_is_left_alone(old, asked, employee, at):  # noqa: F811
    affirm(asked, by=employee, at=at)
    assert match_unmatched(at=at) == 0


def test_an_old_talk_that_names_the_head_goes_to_others(old, employee, ethics_officer, general_auditor, at):
    say_earlier(old, f"It is {ethics_officer.full_name}.", by=employee, at=at)
    match_unmatched(at=at)
    old.refresh_from_db()
    assert old.heard_by == "GENERAL_AUDITOR" and readers(old, ethics_officer, general_auditor) == {general_auditor}
    assert Notice.objects.filter(recipient=general_auditor, kind="code_exception_stated").exists()


def test_the_sweep_takes_some_at_a_time(old, monkeypatch, at):
    monkeypatch.setattr("code_of_ethics.actions.hearing.MATCHED_AT_ONCE", 0)
    assert match_unmatched(at=at) == 0
    monkeypatch.undo()
    assert match_unmatched(at=at) == 1


def test_those_that_fail_hold_up_no_other_however_many_they_are(
    old, another_old, employee, ethics_staff, at, monkeypatch
):
    say_earlier(another_old, f"It is {ethics_staff.full_name}.", by=another_old.affirmation.person, at=at)
    monkeypatch.setattr("code_of_ethics.actions.hearing.MATCHED_AT_ONCE", 1)
    key = DataKey.objects.filter(pk=old.data_key_id)
    key.update(wrapped_by="a key that is not in the settings")
    assert match_unmatched(at=at) == 1 and another_old.matches.get().person == ethics_staff
    assert match_unmatched(at=at) == 0, "the first one fails still"
    key.update(wrapped_by=another_old.data_key.wrapped_by)
    assert match_unmatched(at=at) == 1, "and is looked through as soon as it can be"
