"""The office proposes a contact point, its head publishes it, and every page says whom to call, whatever is broken."""

import pytest
from django.db import IntegrityError, OperationalError, connection, transaction
from django.test import Client
from django.urls import reverse

from accounts.models import Notice, Person
from accounts.moves import Refused
from accounts.roles import Office, Role
from code_of_ethics import standing_words
from code_of_ethics.actions import (
    ContactFacts,
    propose_contact_point,
    publish_contact_point,
    replace_contact_point,
    retire_contact_point,
)
from code_of_ethics.models import ContactPoint
from ethics_portal import faults
from tests.people import make_person
from tests.standing import standing

LIST = reverse("code_of_ethics:contact_points")
PROPOSE = reverse("code_of_ethics:propose_contact_point")
TYPED = {
    "kind": "PHONE", "name": "Help line", "address": "+1 614 555 0142", "country": "", "languages": "English, Español",
    "days": "MON_FRI", "opens_at": "08:00", "closes_at": "18:00", "zone": "America/New_York", "position": "10",
}  # fmt: skip


@standing
def clerk(officer, at) -> Person:
    return make_person("Clara Clerk", Role.OFFICE_STAFF, office=Office.ETHICS_OFFICE, at=at)


def published(by: Person, head: Person, at, **said) -> ContactPoint:
    facts = ContactFacts(**{"kind": "PHONE", "name": "Help line", "address": "+1 614 555 0142", **said})
    return publish_contact_point(propose_contact_point(facts, by=by, at=at), by=head, at=at)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person.user)
    return client


def page(address: str, person: Person | None = None) -> str:
    client = signed_in(person) if person else Client()
    return client.get(address).content.decode()


def test_a_proposed_number_is_shown_to_nobody_and_a_published_one_to_everybody(clerk, officer):
    assert signed_in(clerk).post(PROPOSE, TYPED).url == LIST
    contact = ContactPoint.objects.get()
    assert Notice.objects.filter(recipient=officer, kind="contact_point_to_publish").exists()
    assert "555 0142" not in page("/speak-up/")
    publish = reverse("code_of_ethics:publish_contact_point", args=[contact.pk])
    answer = signed_in(officer).post(publish, {"receipt": "1" * 32})
    assert answer.url == LIST
    for address in ("/speak-up/", "/speak-up/report/", "/speak-up/contact/", "/disclosures/"):
        shown = page(address)
        assert "+1 614 555 0142" in shown and "tel:+16145550142" in shown, address
        assert "Monday to Friday, 08:00 to 18:00, New York time" in shown and "Español" in shown


def test_it_stands_beside_every_provision_with_the_readers_own_country_first(version, clerk, officer, employee, at):
    published(clerk, officer, at)
    published(clerk, officer, at, address="+49 30 23125 001", country="DE")
    Person.objects.filter(pk=employee.pk).update(country="DE")
    shown = page(reverse("code_of_ethics:code"), employee)
    assert shown.count("+49 30 23125 001") == version.provisions.count() == 3
    assert "555 0142" not in shown


def test_the_choice_of_a_country_brings_its_numbers_first_and_its_emergency_numbers(clerk, officer, at):
    published(clerk, officer, at)
    published(clerk, officer, at, address="+55 11 5550 0199", country="BR")
    published(clerk, officer, at, address="+91 20 5550 0123", country="IN")
    shown = Client().post("/speak-up/contact/", {"country": "BR"}).content.decode()
    assert shown.index("0199") < shown.index("0142") < shown.index("0123")
    assert 'police <a href="tel:190">' in shown and 'ambulance <a href="tel:192">' in shown
    unknown = Client().post("/speak-up/contact/", {"country": "AQ"}).content.decode()
    assert "we know no number for certain" in unknown and "tel:112" in unknown
    assert Client().post("/speak-up/contact/", {"country": "<x>"}).status_code == 200


@pytest.mark.parametrize("fault", [faults.UNREADABLE, faults.NOT_ALLOWED, faults.NOT_FOUND, faults.TOO_LARGE])
def test_an_error_page_says_whom_to_call(fault, clerk, officer, at, rf):
    published(clerk, officer, at)
    standing_words.standing_words()
    assert "+1 614 555 0142" in faults.fault_page(rf.get("/"), fault).content.decode()


def test_with_the_database_away_an_error_page_says_it_from_the_copy_on_disk(clerk, officer, at, rf, monkeypatch):
    published(clerk, officer, at)
    standing_words.standing_words()
    monkeypatch.setattr(standing_words, "_kept", None)

    def refuse(*_args):
        raise OperationalError("server closed the connection")

    with connection.execute_wrapper(refuse):
        for fault in (faults.OUR_MISTAKE, faults.DATABASE_AWAY):
            assert "+1 614 555 0142" in faults.fault_page(rf.get("/"), fault).content.decode()
        assert "+1 614 555 0142" in page("/speak-up/"), "the way in stays open too"


@pytest.mark.parametrize("copy", [None, "", "[1]", '{"contacts": [{"name": "x"}]}'])
def test_an_error_page_never_fails_for_want_of_a_copy(copy, rf, monkeypatch, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(standing_words, "_kept", None)
    if copy is not None:
        (tmp_path / "standing_words.json").write_text(copy)
    assert faults.fault_page(rf.get("/"), faults.OUR_MISTAKE).status_code == 500


def test_for_a_minute_nobody_asks_the_database_again(clerk, officer, at, settings, django_assert_num_queries):
    published(clerk, officer, at)
    settings.STANDING_WORDS_SECONDS = 60
    page("/speak-up/")
    with django_assert_num_queries(0):
        page("/speak-up/")
        page("/speak-up/contact/")


def test_a_change_keeps_the_old_number_until_the_new_one_is_published(clerk, officer, at):
    former = published(clerk, officer, at)
    facts = ContactFacts(kind="PHONE", name="Help line", address="+1 614 555 0177")
    proposed = replace_contact_point(former, facts=facts, by=clerk, at=at)
    assert "0142" in page("/speak-up/")
    publish_contact_point(proposed, by=officer, at=at)
    shown = page("/speak-up/")
    assert "0177" in shown
    assert "0142" not in shown
    assert "0142" in page(LIST, clerk), "what people were shown stays known"


def test_a_second_change_waits_for_the_first(clerk, officer, at):
    former = published(clerk, officer, at)
    facts = ContactFacts(kind="PHONE", name="Help line", address="+1 614 555 0177")
    replace_contact_point(former, facts=facts, by=clerk, at=at)
    with pytest.raises(Refused):
        replace_contact_point(former, facts=facts, by=officer, at=at)


def test_nobody_publishes_their_own_and_the_last_one_stays(clerk, officer, at):
    own = propose_contact_point(ContactFacts("PHONE", "Help line", "+1 614 555 0142"), by=officer, at=at)
    with pytest.raises(Refused):
        publish_contact_point(own, by=officer, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        ContactPoint.objects.filter(pk=own.pk).update(published_by=officer, published_at=at)
    last = published(clerk, officer, at)
    with pytest.raises(Refused):
        retire_contact_point(last, by=officer, at=at)
    retire_contact_point(own, by=officer, at=at)
    assert "0142" in page("/speak-up/")


def test_to_everybody_else_the_pages_do_not_exist(clerk, officer, employee, administrator, at):
    contact = published(clerk, officer, at)
    auditor_staff = make_person("Audrey Audit", Role.OFFICE_STAFF, office=Office.GENERAL_AUDITOR, at=at)
    verbs = ("publish_contact_point", "replace_contact_point", "retire_contact_point")
    moves = [reverse(f"code_of_ethics:{verb}", args=[contact.pk]) for verb in verbs]
    for person in (employee, administrator, auditor_staff):
        for address in (LIST, PROPOSE, *moves):
            assert signed_in(person).get(address).status_code == 404
            assert signed_in(person).post(address, TYPED).status_code == 404
    assert ContactPoint.objects.get().state == "PUBLISHED"
    signed_in(clerk).post(moves[2], {"receipt": "2" * 32})
    assert ContactPoint.objects.get().state == "PUBLISHED", "the office's staff propose, and no more"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"address": "ring the bell"}, "no telephone number"),
        ({"address": "-"}, "no telephone number"),
        ({"kind": "MAIL"}, "no e-mail address"),
        ({"opens_at": ""}, "Give both hours"),
        ({"closes_at": "08:00"}, "Both hours are the same"),
        ({"opens_at": "25:99"}, "Enter a valid time"),
        ({"zone": "Mars/Olympus"}, "Select a valid choice"),
        ({"country": "XX"}, "Select a valid choice"),
        ({"name": "x" * 121}, "at most 120"),
        ({"position": "0"}, "greater than or equal to 1"),
    ],
)
def test_what_makes_no_sense_is_given_back_with_a_sentence(wrong, sentence, clerk):
    shown = signed_in(clerk).post(PROPOSE, {**TYPED, **wrong}).content.decode()
    assert sentence in shown and "English, Español" in shown
    assert not ContactPoint.objects.exists()


def test_the_database_keeps_what_people_were_told(clerk, officer, at):
    contact = published(clerk, officer, at)
    for change in ({"address": "+1 900 555 0100"}, {"opens_at": "08:00"}, {"kind": "FAX"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ContactPoint.objects.filter(pk=contact.pk).update(**change)
    published(clerk, officer, at)
    retire_contact_point(contact, by=officer, at=at)
    with pytest.raises(IntegrityError), transaction.atomic():
        ContactPoint.objects.filter(pk=contact.pk).update(retired_at=None, retired_by=None)
