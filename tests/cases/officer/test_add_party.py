"""Naming people: found by name on the server, never oneself."""

import pytest
from django.urls import reverse

from cases.models import Party
from cases.states.party import PartyStatus
from tests.people import make_person


def page_of(client, case, words: str) -> str:
    return client.get(reverse("cases:add_party", args=[case.reference]), {"words": words}).content.decode()


def test_nobody_is_listed_before_a_name_was_typed(at_desk, case, subject):
    page = at_desk.get(reverse("cases:add_party", args=[case.reference])).content.decode()
    assert str(subject.pk) not in page


def test_a_part_of_the_name_finds_the_person(at_desk, case, subject, employee):
    page = page_of(at_desk, case, "named")
    assert str(subject.pk) in page
    assert str(employee.pk) not in page


def test_oneself_is_never_listed_nor_taken(at_desk, case, ethics_staff, send):
    assert str(ethics_staff.pk) not in page_of(at_desk, case, ethics_staff.family_name)
    send("add_party", case, role="SUBJECT", kind="PERSON", person=ethics_staff.pk)
    assert not case.parties.exists()


def test_a_long_list_is_cut(at_desk, case, at):
    for number in range(30):
        make_person(f"Twin{number} Multiple", at=at)
    assert page_of(at_desk, case, "multiple").count(" Multiple</option>") == 25


def test_the_person_is_named_and_confirmed(send, case, subject, ethics_staff):
    assert send("add_party", case, role="SUBJECT", kind="PERSON", person=subject.pk).status_code == 302
    party = case.parties.get()
    assert (party.person, party.status, party.identified_by) == (subject, PartyStatus.CONFIRMED, ethics_staff)


def test_whoever_is_not_in_the_directory_is_described(send, case):
    send("add_party", case, role="WITNESS", kind="UNKNOWN_PERSON", described="The waiter in the grey coat")
    assert case.parties.get().name == "The waiter in the grey coat"


def test_naming_the_head_takes_the_case_away_and_leads_back_to_the_queue(
    send, desk, case, ethics_officer, general_auditor, at_desk
):
    answer = send("add_party", case, role="SUBJECT", kind="PERSON", person=ethics_officer.pk)
    assert answer.url == reverse("cases:queue")
    assert at_desk.get(answer.url).status_code == 200
    assert at_desk.get(case.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    "typed",
    [
        {"role": "SUBJECT", "kind": "PERSON"},
        {"role": "SUBJECT", "kind": "SUPPLIER"},
        {"role": "SUBJECT", "kind": "PERSON", "person": "not-a-key"},
        {"role": "REPORTER", "kind": "PERSON"},
        {"role": "", "kind": ""},
    ],
)
def test_what_makes_no_sense_is_given_back(typed, send, case):
    assert send("add_party", case, **typed).status_code == 200
    assert not Party.objects.exists()


def test_the_choice_and_the_words_survive_a_mistake(send, case, subject):
    page = send("add_party", case, role="", kind="PERSON", person=subject.pk, described="tall").content.decode()
    assert f'value="{subject.pk}" selected' in page
    assert "tall" in page
