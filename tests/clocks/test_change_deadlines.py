"""The ethics office changes rules and calendars; a longer deadline that nobody may pause needs a second person."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Notice
from accounts.moves import Refused
from audit.trail import history
from clocks import kinds
from clocks.actions import (
    add_calendar,
    approve_change,
    decline_change,
    except_day,
    propose_rule_change,
    start_clock,
)
from clocks.models import BusinessCalendar, Clock, Closure, DeadlineChange, Rule
from tests.people import *  # noqa: F403 — the standing people are fixtures
from tests.standing import standing

pytestmark = pytest.mark.django_db
WHY = {"reason": "Investigations take longer."}
WARNINGS = {"first_warning": 50, "second_warning": 80}


@standing
def rule(day_one) -> Rule:
    return Rule.objects.get(kind=kinds.INVESTIGATION)


@standing
def sec(day_one) -> BusinessCalendar:
    return BusinessCalendar.objects.get(code="sec")


@standing
def proposed(rule, ethics_staff, general_auditor, at) -> DeadlineChange:
    return propose_rule_change(rule, amount=90, source="House rule of 2027", **WHY, by=ethics_staff, at=at)


def test_a_rule_changes_when_the_general_auditor_agrees_and_running_deadlines_move(
    proposed, rule, subject, ethics_staff, general_auditor, at
):
    clock = start_clock(subject, kinds.INVESTIGATION, at=at)
    assert Notice.objects.filter(recipient=general_auditor, kind="deadline_change_to_agree").exists()
    assert (Rule.objects.get(pk=rule.pk).amount, clock.due_on) == (60, date(2027, 1, 22))
    approve_change(proposed, by=general_auditor, at=at)
    changed = Rule.objects.get(pk=rule.pk)
    assert (changed.amount, changed.source) == (90, "House rule of 2027")
    clock.refresh_from_db()
    assert clock.due_on == date(2027, 2, 21)
    assert history(clock)[-1].facts["old_due_on"] == "2027-01-22"
    assert [entry.verb for entry in history(proposed)] == ["propose_change", "approve_change"]
    assert Notice.objects.filter(recipient=ethics_staff, kind="deadline_change_decided").exists()


def test_what_is_turned_down_changes_nothing_and_stays_decided(proposed, rule, general_auditor, at):
    decline_change(proposed, by=general_auditor, at=at)
    assert Rule.objects.get(pk=rule.pk).amount == 60
    with pytest.raises(Refused):
        approve_change(proposed, by=general_auditor, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        DeadlineChange.objects.filter(pk=proposed.pk).update(is_agreed=True)


def test_nobody_else_agrees(proposed, ethics_officer, ethics_staff, auditor_staff, administrator, at):
    for person in (ethics_officer, ethics_staff, auditor_staff, administrator):
        with pytest.raises(Refused):
            approve_change(proposed, by=person, at=at)
    assert Rule.objects.get(kind=kinds.INVESTIGATION).amount == 60


def test_the_database_refuses_one_person_for_both(proposed, ethics_staff, at):
    with pytest.raises(IntegrityError), transaction.atomic():
        DeadlineChange.objects.filter(pk=proposed.pk).update(decided_by=ethics_staff, decided_at=at)


def test_only_the_ethics_office_proposes(rule, sec, general_auditor, auditor_staff, administrator, at):
    for person in (general_auditor, auditor_staff, administrator):
        with pytest.raises(Refused):
            propose_rule_change(rule, amount=9, source="S", **WHY, by=person, at=at)
        with pytest.raises(Refused):
            except_day(sec, on=date(2026, 12, 24), is_open=False, reason="Storm", by=person, at=at)
        with pytest.raises(Refused):
            add_calendar(name="X", country="DE", subdivision="", zone="Europe/Berlin", by=person, at=at)


def test_one_change_of_a_rule_waits_at_a_time_and_none_that_changes_nothing(proposed, rule, ethics_officer, at):
    with pytest.raises(Refused):
        propose_rule_change(rule, amount=30, source="S", **WHY, by=ethics_officer, at=at)
    other = Rule.objects.get(kind=kinds.TRIAGE)
    with pytest.raises(Refused):
        propose_rule_change(other, amount=other.amount, source=other.source, **WHY, by=ethics_officer, at=at)


# --- calendars -----------------------------------------------------------------------------------------------
def test_a_closed_day_that_makes_a_law_s_deadline_longer_waits(sec, subject, ethics_officer, general_auditor, at):
    clock = start_clock(subject, kinds.WAIVER_DISCLOSURE, at=at)
    made = except_day(sec, on=date(2026, 11, 27), is_open=False, reason="Order", by=ethics_officer, at=at)
    assert isinstance(made, DeadlineChange) and not Closure.objects.exists()
    approve_change(made, by=general_auditor, at=at)
    clock.refresh_from_db()
    assert clock.due_on == date(2026, 12, 1)


def test_an_open_day_makes_it_shorter_and_holds_at_once(sec, subject, ethics_officer, at):
    clock = start_clock(subject, kinds.WAIVER_DISCLOSURE, at=at)
    assert clock.due_on == date(2026, 11, 30)
    made = except_day(sec, on=date(2026, 11, 26), is_open=True, reason="We work", by=ethics_officer, at=at)
    assert isinstance(made, Closure)
    clock.refresh_from_db()
    assert clock.due_on == date(2026, 11, 27)


def test_a_day_of_a_calendar_on_which_no_such_deadline_is_counted_holds_at_once(day_one, ethics_staff, at):
    made = add_calendar(name="Bavaria", country="DE", subdivision="BY", zone="Europe/Berlin", by=ethics_staff, at=at)
    assert not made.is_business_day(date(2027, 1, 6)), "Epiphany"
    closed = except_day(made, on=date(2027, 3, 1), is_open=False, reason="Storm", by=ethics_staff, at=at)
    assert isinstance(closed, Closure)
    assert not BusinessCalendar.objects.get(pk=made.pk).is_business_day(date(2027, 3, 1))


@pytest.mark.parametrize(
    "facts",
    [{"country": "XX"}, {"subdivision": "NOWHERE"}, {"zone": "Nowhere/Town"}, {"name": "Company"}, {"name": "—"}],
)
def test_a_place_that_nobody_knows_is_refused(facts, day_one, ethics_staff, at):
    BusinessCalendar.objects.filter(code="company").update(name="Company")
    told = {"name": "Bavaria", "country": "DE", "subdivision": "BY", "zone": "Europe/Berlin", **facts}
    with pytest.raises(Refused):
        add_calendar(**told, by=ethics_staff, at=at)


@pytest.mark.parametrize("day", [date(1, 1, 1), date(9999, 12, 31)])
def test_a_day_far_away_is_refused(day, sec, ethics_staff, at):
    with pytest.raises(Refused):
        except_day(sec, on=day, is_open=False, reason="Storm", by=ethics_staff, at=at)


def test_a_day_that_is_so_already_is_refused(sec, ethics_staff, at):
    with pytest.raises(Refused):
        except_day(sec, on=date(2026, 11, 26), is_open=False, reason="Thanksgiving", by=ethics_staff, at=at)


# --- the pages -----------------------------------------------------------------------------------------------
def test_from_the_page_of_the_rules_to_the_agreement(rule, sign_in, ethics_staff, general_auditor):
    office, auditor = sign_in(ethics_staff), sign_in(general_auditor)
    page = reverse("clocks:propose_rule_change", args=[rule.kind])
    assert page in office.get(reverse("clocks:rules")).content.decode()
    assert page not in auditor.get(reverse("clocks:rules")).content.decode()
    assert office.post(page, {"amount": 90, "source": "Board", **WARNINGS, **WHY}).url == reverse("clocks:calendars")
    change = DeadlineChange.objects.get()
    agree = reverse("clocks:approve_change", args=[change.pk])
    assert agree not in office.get(reverse("clocks:calendars")).content.decode()
    shown = auditor.get(reverse("clocks:calendars")).content.decode()
    assert agree in shown and "90 calendar days" in shown and "60 calendar days" in shown
    auditor.post(agree, {"receipt": "1" * 32})
    assert Rule.objects.get(pk=rule.pk).amount == 90


def test_a_day_from_the_page(sec, sign_in, ethics_staff, general_auditor):
    typed = {"on": "2026-12-24", "state": "CLOSED", "reason": "Storm"}
    page = sign_in(ethics_staff).post(reverse("clocks:except_day", args=["sec"]), typed, follow=True).content.decode()
    assert "the General Auditor has been asked" in page and "24" in page
    assert DeadlineChange.objects.get().day == date(2026, 12, 24)


@pytest.mark.parametrize("who", ["employee", "administrator", "auditor_staff", "chair"])
def test_to_everybody_else_the_pages_of_change_do_not_exist(who, proposed, sign_in, request):
    client = sign_in(request.getfixturevalue(who))
    pages = [
        reverse("clocks:calendars"), reverse("clocks:add_calendar"), reverse("clocks:except_day", args=["sec"]),
        reverse("clocks:propose_rule_change", args=["triage"]), reverse("clocks:approve_change", args=[proposed.pk]),
        reverse("clocks:decline_change", args=[proposed.pk]),
    ]  # fmt: skip
    for page in pages:
        assert client.get(page).status_code == client.post(page, {"receipt": "1" * 32}).status_code == 404
    assert DeadlineChange.objects.get().decided_at is None


def test_a_calendar_moves_clocks_only_of_its_rules(sec, subject, ethics_officer, general_auditor, at):
    triage = start_clock(subject, kinds.TRIAGE, at=at)
    made = except_day(sec, on=date(2026, 11, 27), is_open=False, reason="Order", by=ethics_officer, at=at)
    approve_change(made, by=general_auditor, at=at)
    assert Clock.objects.get(pk=triage.pk).due_on == triage.due_on
