"""Each rule says after which share of the time people are warned; a change of it needs two, like any other."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Notice
from accounts.moves import Refused
from clocks import kinds
from clocks.actions import approve_change, propose_rule_change, start_clock, sweep_warnings
from clocks.models import Clock, DeadlineChange, Rule
from tests.people import *  # noqa: F403 — the standing people are fixtures
from tests.standing import standing

pytestmark = pytest.mark.django_db


@standing
def rule(day_one) -> Rule:
    return Rule.objects.get(kind=kinds.INVESTIGATION)


@pytest.fixture
def propose(rule, ethics_staff, general_auditor, at):
    def proposed(first: int, second: int) -> DeadlineChange:
        facts = {"amount": rule.amount, "source": rule.source, "reason": "Warn earlier."}
        return propose_rule_change(rule, **facts, warnings=(first, second), by=ethics_staff, at=at)

    return proposed


def test_half_and_four_fifths_are_the_shares_of_a_rule_that_nobody_changed(rule):
    assert (rule.first_warning, rule.second_warning) == (50, 80)


def test_running_clocks_warn_by_the_new_shares_once_the_general_auditor_agrees(propose, subject, general_auditor, at):
    clock = start_clock(subject, kinds.INVESTIGATION, at=at)
    half = clock.next_warning_at
    change = propose(25, 90)
    assert Clock.objects.get(pk=clock.pk).next_warning_at == half
    approve_change(change, by=general_auditor, at=at)
    moved = Clock.objects.get(pk=clock.pk)
    assert moved.due_at == clock.due_at and moved.next_warning_at < half
    assert sweep_warnings(moved.next_warning_at + timedelta(seconds=1)) == 1
    later = Clock.objects.get(pk=clock.pk)
    assert later.warned_50_at is not None and later.next_warning_at > half


def test_two_warnings_come_before_the_end_in_their_order(propose, rule, at):
    for first, second in ((80, 80), (90, 10), (0, 50), (50, 100)):
        with pytest.raises(Refused):
            propose(first, second)
        with pytest.raises(IntegrityError), transaction.atomic():
            Rule.objects.filter(pk=rule.pk).update(first_warning=first, second_warning=second)


def test_the_page_proposes_it_and_says_what_is_now(propose, rule, ethics_staff, general_auditor, client):
    client.force_login(ethics_staff.user)
    address = reverse("clocks:propose_rule_change", args=[rule.kind])
    typed = {"amount": rule.amount, "source": rule.source, "reason": "So.", "first_warning": 30, "second_warning": 60}
    assert "comes after the first" in client.post(address, typed | {"second_warning": 20}).content.decode()
    assert client.post(address, typed).status_code == 302
    page = client.get(reverse("clocks:calendars")).content.decode()
    assert "at 50 and 80 % of the time" in page and "at 30 and 60 % of the time" in page
    assert Notice.objects.filter(recipient=general_auditor, kind="deadline_change_to_agree").exists()
