"""The register of gifts: noted within the limit; above it, or where an official is concerned, an office decides."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Notice
from accounts.moves import Refused
from accounts.roles import Role
from code_of_ethics.actions import GiftFacts, decide_gift, end_limit, enter_gift, set_limit
from code_of_ethics.models import Gift, GiftLimit
from tests.code_of_ethics.people import make_person
from tests.standing import standing
from tests.sweeps.browse import browser
from vault.fields import ciphertext

pytestmark = pytest.mark.django_db


@standing
def limits(officer, at) -> None:
    set_limit("US", currency="USD", amount=Decimal(50), by=officer, at=at)
    set_limit("", currency="USD", amount=Decimal(30), by=officer, at=at)


def dinner(at, **facts) -> GiftFacts:
    told = {
        "direction": "RECEIVED", "kind": "MEAL", "what": "Dinner for two", "other_party": "Paul Payer",
        "organisation": "Hauliers Ltd", "occasion": "End of the project", "country": "US",
        "happened_on": at.date(), "amount": Decimal("49.99"), "currency": "USD", **facts,
    }  # fmt: skip
    return GiftFacts(**told)


@pytest.mark.parametrize(
    ("facts", "state", "why"),
    [
        ({}, "NOTED", ""),
        ({"amount": Decimal(50)}, "NOTED", ""),
        ({"amount": Decimal("50.01")}, "SUBMITTED", "OVER_LIMIT"),
        ({"country": "PE", "amount": Decimal(40)}, "SUBMITTED", "OVER_LIMIT"),
        ({"country": "PE", "amount": Decimal(30)}, "NOTED", ""),
        ({"currency": "EUR", "amount": Decimal(1)}, "SUBMITTED", "NO_LIMIT"),
        ({"is_official": True, "amount": Decimal(1)}, "SUBMITTED", "OFFICIAL"),
    ],
)
def test_above_the_limit_without_one_or_with_an_official_it_is_reviewed(limits, employee, at, facts, state, why):
    made = enter_gift(dinner(at, **facts), by=employee, at=at)
    assert (made.state, made.why_reviewed) == (state, why)
    assert Notice.objects.filter(kind="gift_to_review").exists() == bool(why)


def test_who_gave_it_is_sealed_and_read_by_the_person_and_the_office_alone(limits, employee, officer, counsel, at):
    made = enter_gift(dinner(at), by=employee, at=at)
    assert b"Payer" not in ciphertext(made, "other_party") and b"Hauliers" not in ciphertext(made, "organisation")
    assert [Gift.objects.visible_to(one).count() for one in (employee, officer, counsel)] == [1, 1, 0]
    assert browser(counsel).get(made.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("outcome", ["CLEARED", "REFUSED", "RETURNED"])
def test_the_office_decides_with_reasons_and_the_person_hears(employee, officer, at, outcome):
    made = enter_gift(dinner(at), by=employee, at=at)
    done = decide_gift(made, outcome=outcome, reasons="So.", by=officer, at=at)
    assert (done.state, done.decided_by) == (outcome, officer)
    assert Notice.objects.filter(kind="gift_decided", recipient=employee).exists()
    with pytest.raises(Refused):
        decide_gift(made, outcome="CLEARED", reasons="So.", by=officer, at=at)


def test_no_office_reviews_its_own(officer, at):
    auditor = make_person("Gloria Auditor", Role.GENERAL_AUDITOR, at=at)
    own = enter_gift(dinner(at), by=officer, at=at)
    assert own.office == "GENERAL_AUDITOR"
    with pytest.raises(Refused):
        decide_gift(own, outcome="CLEARED", reasons="So.", by=officer, at=at)
    assert decide_gift(own, outcome="CLEARED", reasons="So.", by=auditor, at=at).decided_by == auditor


def test_what_was_within_the_limit_is_not_decided(limits, employee, officer, at):
    made = enter_gift(dinner(at), by=employee, at=at)
    with pytest.raises(Refused):
        decide_gift(made, outcome="REFUSED", reasons="So.", by=officer, at=at)


def test_an_entry_keeps_the_limit_of_its_day(limits, employee, officer, at):
    made = enter_gift(dinner(at), by=employee, at=at)
    set_limit("US", currency="USD", amount=Decimal(10), by=officer, at=at)
    assert Gift.objects.get(pk=made.pk).limit == 50
    assert enter_gift(dinner(at), by=employee, at=at).why_reviewed == "OVER_LIMIT"
    end_limit(GiftLimit.objects.in_force().get(country="US"), by=officer, at=at)
    assert enter_gift(dinner(at), by=employee, at=at).limit == 30


def test_only_the_office_keeps_limits_and_nobody_enters_the_far_future(employee, officer, at):
    with pytest.raises(Refused):
        set_limit("US", currency="USD", amount=Decimal(5000), by=employee, at=at)
    with pytest.raises(Refused) as refusal:
        enter_gift(dinner(at, happened_on=at.date() + timedelta(days=400)), by=employee, at=at)
    assert refusal.value.field_name == "happened_on"


# --- what the database refuses --------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "changes", [{"state": "NOTED", "why_reviewed": ""}, {"state": "CLEARED"}, {"amount": 1}, {"is_official": False}]
)
def test_the_database_lets_nothing_slip_past_the_review(limits, employee, at, changes):
    made = enter_gift(dinner(at, is_official=True), by=employee, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Gift.objects.filter(pk=made.pk).update(**changes)


def test_the_database_keeps_a_decision_and_lets_nobody_clear_their_own(employee, officer, at):
    made = enter_gift(dinner(at), by=employee, at=at)
    decide_gift(made, outcome="REFUSED", reasons="So.", by=officer, at=at)
    for changes in ({"state": "CLEARED"}, {"decided_by": employee}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Gift.objects.filter(pk=made.pk).update(**changes)


# --- pages ----------------------------------------------------------------------------------------------------
def test_a_gift_is_entered_decided_and_exported_through_its_pages(limits, employee, officer, at):
    own, office = browser(employee), browser(officer)
    typed = {
        "direction": "RECEIVED", "kind": "MEAL", "what": "=Dinner", "other_party": "Paul Payer",
        "organisation": "Hauliers Ltd", "occasion": "Thanks", "country": "US", "happened_on": "2026-11-20",
        "amount": "80", "currency": "US",
    }  # fmt: skip
    page = own.post(reverse("code_of_ethics:enter_gift"), typed).content.decode()
    assert "A currency has three letters" in page and "Paul Payer" in page
    own.post(reverse("code_of_ethics:enter_gift"), typed | {"currency": "usd"})
    gift = Gift.objects.get()
    assert "Waiting for your office" in office.get(reverse("code_of_ethics:gifts")).content.decode()
    office.post(reverse("code_of_ethics:decide_gift", args=[gift.pk]), {"outcome": "RETURNED", "reasons": "Too much."})
    assert "Too much." in own.get(gift.get_absolute_url()).content.decode()
    for kind, start in (("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK")):
        answer = office.post(reverse("code_of_ethics:export_gifts"), {"kind": kind, "state": "RETURNED"})
        assert answer.content.startswith(start)
    listed = office.post(reverse("code_of_ethics:export_gifts"), {"kind": "csv"}).content.decode()
    assert "'=Dinner" in listed and "Hauliers" in listed
    none = office.post(reverse("code_of_ethics:export_gifts"), {"kind": "csv", "state": "CLEARED"}).content.decode()
    assert "Hauliers" not in none
    assert own.post(reverse("code_of_ethics:export_gifts"), {"kind": "csv"}).status_code == 404


def test_limits_are_set_and_ended_in_the_browser(officer, employee):
    client, where = browser(officer), reverse("code_of_ethics:gift_limits")
    client.post(where, {"country": "DE", "currency": "EUR", "amount": "35"})
    limit = GiftLimit.objects.get()
    assert "Germany" in client.get(where).content.decode()
    client.post(reverse("code_of_ethics:end_limit", args=[limit.pk]), {"go": "on"})
    assert not GiftLimit.objects.in_force().exists()
    assert browser(employee).get(where).status_code == 404
