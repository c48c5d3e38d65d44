"""Whoever works cases says when they are away; whoever assigns reads it, and nothing is taken away by it."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Absence
from accounts.moves import Refused
from audit.trail import history
from cases.actions import declare_absence, withdraw_absence
from tests.cases.desk import open_case
from tests.standing import standing

LIST, FORM = reverse("deputies:list"), reverse("deputies:declare_absence")
FIRST, LAST = date(2026, 11, 23), date(2026, 12, 5)
AWAY = "away until 5 Dec 2026"


@pytest.fixture(autouse=True)
def stopped(at):
    with time_machine.travel(at, tick=False):
        yield


@standing
def absence(desk, at) -> Absence:
    return declare_absence(starts_on=FIRST, ends_on=LAST, by=desk.investigator, at=at)


def test_it_is_declared_and_withdrawn_on_the_pages(desk, sign_in, at):
    client = sign_in(desk.investigator)
    assert client.post(FORM, {"starts_on": "2026-11-23", "ends_on": "2026-12-05"}).url == LIST
    made = Absence.objects.get()
    withdraw = reverse("deputies:withdraw_absence", args=[made.pk])
    assert withdraw in client.get(LIST).content.decode()
    client.post(withdraw, {"receipt": "1" * 32})
    assert withdraw not in client.get(LIST).content.decode()
    assert [entry.verb for entry in history(made)] == ["declare_absence", "withdraw_absence"]


def test_whoever_assigns_reads_it_in_the_form_the_queue_and_the_case(absence, desk, sign_in, at):
    case = desk.case_in("INVESTIGATION")
    client = sign_in(desk.staff)
    for page in (reverse("cases:assign", args=[case.reference]), reverse("cases:queue"), case.get_absolute_url()):
        assert AWAY in client.get(page).content.decode()
    with time_machine.travel(at + timedelta(days=13), tick=False):
        assert "away until" not in client.get(reverse("cases:queue")).content.decode()


def test_a_withdrawn_absence_is_shown_to_nobody(absence, desk, sign_in, at):
    case = desk.acknowledge(open_case(at=at))
    withdraw_absence(absence, by=desk.investigator, at=at)
    assert "away until" not in sign_in(desk.staff).get(reverse("cases:assign", args=[case.reference])).content.decode()


@pytest.mark.parametrize(
    ("first", "last", "sentence"),
    [
        (LAST, FIRST, "ends before"),
        (date(2026, 11, 1), date(2026, 11, 2), "over already"),
        (LAST, LAST, "then already"),
    ],
)
def test_days_that_make_no_sense_are_refused(first, last, sentence, absence, desk, at):
    with pytest.raises(Refused) as refused:
        declare_absence(starts_on=first, ends_on=last, by=desk.investigator, at=at)
    assert sentence in str(refused.value.sentence)


def test_only_ones_own_and_only_where_somebody_waits_for_it(absence, desk, employee, administrator, sign_in, at):
    for person in (employee, administrator):
        with pytest.raises(Refused):
            declare_absence(starts_on=FIRST, ends_on=LAST, by=person, at=at)
        assert sign_in(person).get(FORM).status_code == sign_in(person).get(LIST).status_code == 404
    with pytest.raises(Absence.DoesNotExist):
        withdraw_absence(absence, by=desk.head, at=at)
    assert sign_in(desk.head).get(reverse("deputies:withdraw_absence", args=[absence.pk])).status_code == 404


def test_the_database_keeps_what_was_declared(absence, at):
    for change in ({"ends_on": FIRST - timedelta(days=1)}, {"starts_on": LAST}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Absence.objects.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Absence.objects.all().delete()
