"""A duty to disclose: due by its clock, written by one person, its filing confirmed by another, then public."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Notice
from accounts.moves import Refused
from clocks.models import Clock
from code_of_ethics.actions import confirm_filing, draft_disclosure, open_disclosure_duty
from code_of_ethics.models import Disclosure
from vault.fields import ciphertext

pytestmark = pytest.mark.django_db

FILED = {"means": "FORM_8K", "reference": "0001234567-26-000123"}


@pytest.fixture
def duty(version, executive, officer, counsel, secretary, at) -> Disclosure:
    return open_disclosure_duty(
        version, reason="Executive officer", nature="A dinner.", subject=executive, subject_on=at.date(), since=at,
        by=officer, at=at,
    )  # fmt: skip


@pytest.fixture
def drafted(duty, counsel, at) -> Disclosure:
    return draft_disclosure(duty, text="Xenia Executive may accept a dinner.", by=counsel, at=at)


@pytest.fixture
def filed(drafted, officer, at) -> Disclosure:
    later = at + timedelta(days=1)
    return confirm_filing(drafted, **FILED, filed_at=at + timedelta(hours=3), by=officer, at=later)


def test_it_is_due_after_four_business_days_in_new_york(duty):
    # Thanksgiving is Thursday, 26 November 2026.
    assert Clock.objects.of(duty).get().due_on == date(2026, 11, 30)


def test_one_source_has_one_duty(duty, version, executive, at):
    again = open_disclosure_duty(
        version, reason="Again", nature="", subject=executive, subject_on=at.date(), since=at, by=None, at=at
    )
    assert again == duty
    assert Clock.objects.of(duty).count() == 1


def test_until_it_is_filed_its_words_are_sealed(drafted):
    row = Disclosure.objects.get(pk=drafted.pk)
    assert b"dinner" not in ciphertext(row, "draft_text") + ciphertext(row, "nature")
    assert row.posted_text == ""


def test_the_writer_does_not_confirm(drafted, counsel, at):
    with pytest.raises(Refused):
        confirm_filing(drafted, **FILED, filed_at=at, by=counsel, at=at)


def test_who_edits_becomes_the_writer(drafted, officer, counsel, at):
    edited = draft_disclosure(drafted, text="Another text.", by=officer, at=at)
    with pytest.raises(Refused):
        confirm_filing(edited, **FILED, filed_at=at, by=officer, at=at)
    assert confirm_filing(edited, **FILED, filed_at=at, by=counsel, at=at).posted_text == "Another text."


def test_the_clock_stops_when_it_was_filed_not_when_it_was_confirmed(filed, at):
    clock = Clock.objects.of(filed).get()
    assert clock.stopped_at == at + timedelta(hours=3)
    assert clock.was_met


def test_filed_late_it_says_so(drafted, officer):
    late = datetime(2026, 12, 2, 15, 0, tzinfo=UTC)
    assert confirm_filing(drafted, **FILED, filed_at=late, by=officer, at=late).is_late


def test_it_stays_posted_for_twelve_months(filed):
    assert (filed.posted_from, filed.posted_until) == (date(2026, 11, 24), date(2027, 11, 24))
    assert Disclosure.objects.posted(date(2026, 11, 23)).count() == 0
    assert Disclosure.objects.posted(date(2027, 11, 24)).count() == 1
    assert Disclosure.objects.posted(date(2027, 11, 25)).count() == 0


@pytest.mark.parametrize(
    ("change", "field_name"),
    [
        ({"reference": "12345"}, "reference"),
        ({"reference": "javascript:alert(1)"}, "reference"),
        ({"means": "WEB_SITE"}, "means"),
        ({"filed_at": datetime(2026, 12, 1, tzinfo=UTC)}, "filed_at"),
        ({"filed_at": datetime(2026, 11, 20, tzinfo=UTC)}, "filed_at"),
    ],
)
def test_a_filing_that_can_not_be_right_is_refused(drafted, officer, at, change, field_name):
    with pytest.raises(Refused) as refusal:
        confirm_filing(drafted, **{**FILED, "filed_at": at, **change}, by=officer, at=at)
    assert refusal.value.field_name == field_name


def test_the_web_site_is_enough_only_where_the_company_says_so(version, executive, officer, counsel, at, settings):
    settings.DISCLOSURE_MEANS = ["WEB_SITE"]
    duty = open_disclosure_duty(
        version, reason="", nature="", subject=executive, subject_on=at.date(), since=at, by=officer, at=at
    )
    draft = draft_disclosure(duty, text="Text.", by=counsel, at=at)
    filed = confirm_filing(draft, means="WEB_SITE", reference="https://example.org/w", filed_at=at, by=officer, at=at)
    assert filed.means == "WEB_SITE"


def test_the_person_whom_it_is_about_neither_sees_nor_hears_of_it(version, officer, counsel, at):
    duty = open_disclosure_duty(
        version, reason="", nature="", subject=counsel, subject_on=at.date(), since=at, by=officer, at=at
    )
    assert not Disclosure.objects.visible_to(counsel).exists()
    assert not Notice.objects.filter(recipient=counsel, kind="disclosure_due").exists()
    with pytest.raises(Disclosure.DoesNotExist):
        draft_disclosure(duty, text="I am innocent.", by=counsel, at=at)


def test_nobody_else_sees_it(duty, employee, administrator, editor, executive):
    for person in (employee, administrator, editor, executive):
        assert not Disclosure.objects.visible_to(person).exists()


@pytest.mark.parametrize(
    "change",
    [
        {"posted_text": "Nothing happened."},
        {"filing_reference": "other"},
        {"state": "DRAFTED"},
        {"posted_until": date(2026, 12, 1)},
        {"posted_from": None, "posted_until": None},
    ],
)
def test_the_database_keeps_what_was_filed(filed, change):
    with pytest.raises(IntegrityError), transaction.atomic():
        Disclosure.objects.filter(pk=filed.pk).update(**change)


def test_the_database_wants_a_second_person_and_never_the_subject(drafted, executive, at):
    row = Disclosure.objects.filter(pk=drafted.pk)
    for change in ({"filed_by": drafted.drafted_by}, {"drafted_by": executive}, {"filed_by": executive}):
        with pytest.raises(IntegrityError), transaction.atomic():
            row.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        row.delete()
