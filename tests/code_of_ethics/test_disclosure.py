"""A duty to disclose: due by its clock, written by one person, its filing confirmed by another, then public."""

import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import Notice, Person
from accounts.moves import Refused
from accounts.roles import Role
from audit.trail import history
from clocks.models import Clock
from code_of_ethics.actions import alarm_of_late, confirm_filing, draft_disclosure, open_disclosure_duty
from code_of_ethics.models import Disclosure
from tests.code_of_ethics.people import make_person
from tests.standing import standing
from vault.fields import ciphertext

pytestmark = pytest.mark.django_db

FILED = {"means": "FORM_8K", "reference": "0001234567-26-000123"}


@standing
def duty(version, executive, officer, counsel, secretary, at) -> Disclosure:
    return open_disclosure_duty(
        version, reason="Executive officer", nature="A dinner.", subject=executive, subject_on=at.date(), since=at,
        by=officer, at=at,
    )  # fmt: skip


@standing
def drafted(duty, counsel, at) -> Disclosure:
    return draft_disclosure(duty, text="Xenia Executive may accept a dinner.", by=counsel, at=at)


@standing
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


# --- posted for a year, kept for five more ---------------------------------------------------------------------
def raw(pk: uuid.UUID) -> str:
    return str(pk) if connection.vendor == "postgresql" else pk.hex


def refuses(sql: str, *values: object) -> bool:
    """Whether the database refuses this statement."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(sql, values)
    except IntegrityError:
        return True
    return False


def test_it_is_posted_for_a_year_and_kept_for_five_more(filed, client):
    assert filed.kept_until == date(2032, 11, 24)
    page = client.get(f"/disclosures/{filed.public_slug}/").content.decode()
    assert "posted from" in page and "2027" in page


@pytest.mark.parametrize(
    "change",
    [
        "posted_until = '2027-11-23'", "posted_until = NULL", "kept_until = '2032-11-23'", "kept_until = NULL",
        "posted_from = NULL", "state = 'DRAFTED'",
    ],
)  # fmt: skip
def test_the_database_takes_nothing_down_early(filed, change):
    assert refuses(f"UPDATE code_of_ethics_disclosure SET {change} WHERE id = %s", raw(filed.pk))


def test_posted_and_kept_for_longer_is_fine(filed):
    longer = "UPDATE code_of_ethics_disclosure SET posted_until = '2028-01-01', kept_until = '2034-01-01' WHERE id = %s"
    assert not refuses(longer, raw(filed.pk))


@pytest.mark.parametrize(
    ("posted", "until", "kept", "taken"),
    [
        ("2026-11-24", "2027-11-24", "2032-11-24", True),
        ("2026-11-24", "2027-11-23", "2032-11-24", False),
        ("2026-11-24", "2027-11-24", "2032-11-23", False),
        # On a leap day: the calendar month has one day less a year later.
        ("2028-02-29", "2029-02-28", "2034-02-28", True),
        ("2028-02-29", "2029-02-27", "2034-02-28", False),
    ],
)
def test_the_database_counts_the_months(filed, posted, until, kept, taken):
    """Straight into the table, as a script would that copies what was filed."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM code_of_ethics_disclosure WHERE id = %s", [raw(filed.pk)])
        names = [column[0] for column in cursor.description]
        row = dict(zip(names, cursor.fetchone(), strict=True))
    another = raw(uuid.uuid4())
    row |= {"id": another, "source_id": another, "public_slug": "another", "means_permitted": '["FORM_8K"]'}
    row |= {"posted_from": posted, "posted_until": until, "kept_until": kept}
    marks = ", ".join(["%s"] * len(row))
    insert = f"INSERT INTO code_of_ethics_disclosure ({', '.join(row)}) VALUES ({marks})"
    assert refuses(insert, *row.values()) is not taken


@pytest.mark.parametrize("on", [date(2027, 11, 25), date(2033, 1, 1)])
def test_nothing_deletes_it_by_itself(filed, on):
    assert refuses("DELETE FROM code_of_ethics_disclosure WHERE id = %s", raw(filed.pk))
    assert filed not in Disclosure.objects.posted(on), "no longer on the page"


# --- late: alarm, and a material matter ---------------------------------------------------------------------------
LATE = datetime(2026, 12, 1, 6, tzinfo=UTC)  # in New York, the due day is over


@standing
def overseer(at) -> Person:
    return make_person("Cleo Chair", Role.AUDIT_COMMITTEE_CHAIR, at=at)


def heard(kind: str) -> set[str]:
    return {notice.recipient.full_name for notice in Notice.objects.filter(kind=kind)}


def test_one_that_is_late_alarms_those_who_file_and_the_committee_once(duty, overseer, executive):
    assert alarm_of_late(at=LATE - timedelta(days=2)) == 0
    assert alarm_of_late(at=LATE) == 1
    assert alarm_of_late(at=LATE + timedelta(hours=1)) == 0
    assert heard("disclosure_late") == {"Carla Counsel", "Olga Officer", "Sven Secretary", "Cleo Chair"}
    assert history(duty)[-1].verb == "late_disclosure"
    assert Disclosure.objects.get().late_since == Clock.objects.of(duty).get().due_at


def test_whoever_oversees_sees_what_is_late_and_nothing_else(duty, overseer, client):
    assert not Disclosure.objects.visible_to(overseer).exists()
    alarm_of_late(at=LATE)
    assert Disclosure.objects.visible_to(overseer).exists()
    client.force_login(overseer.user)
    page = client.get(duty.get_absolute_url())
    assert "A late disclosure is itself a material matter" in page.content.decode()
    assert "Write the text" not in page.content.decode()


def test_one_that_was_filed_late_before_the_clock_looked_counts_too(drafted, officer):
    confirm_filing(drafted, **FILED, filed_at=LATE, by=officer, at=LATE + timedelta(hours=1))
    assert alarm_of_late(at=LATE + timedelta(hours=2)) == 1


def test_one_filed_in_time_alarms_nobody(filed):
    assert alarm_of_late(at=LATE) == 0


def test_that_it_was_late_stays_on_record(duty):
    alarm_of_late(at=LATE)
    assert refuses("UPDATE code_of_ethics_disclosure SET late_since = NULL WHERE id = %s", raw(duty.pk))
