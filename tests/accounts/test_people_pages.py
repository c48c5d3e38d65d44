"""The directory is for administrators; it shows people and roles and nothing of any case."""

import pytest
from django.urls import reverse

from tests.people import make_person
from tests.statements import Statements

PEOPLE = reverse("accounts:people")


@pytest.mark.parametrize("words", ["strange", "EMIL", "emil.strange@", "Emil Strange"])
def test_a_part_of_the_name_or_address_finds_somebody(words, sign_in, administrator, employee, subject):
    page = sign_in(administrator).get(PEOPLE, {"words": words}).content.decode()
    assert str(employee.pk) in page
    assert str(subject.pk) not in page


def test_a_name_that_nobody_has_says_so(sign_in, administrator):
    assert "Nobody fits" in sign_in(administrator).get(PEOPLE, {"words": "zzz"}).content.decode()


def test_a_person_is_shown_with_roles_and_history(sign_in, administrator, ethics_staff, ethics_officer):
    page = sign_in(administrator).get(reverse("accounts:person", args=[ethics_staff.pk])).content.decode()
    for words in (ethics_staff.email, "Office staff", ethics_officer.full_name, "Added to the directory"):
        assert words in page


def test_administrators_do_not_propose_for_themselves(sign_in, administrator):
    page = sign_in(administrator).get(reverse("accounts:person", args=[administrator.pk])).content.decode()
    assert reverse("accounts:propose_role", args=[administrator.pk]) not in page


@pytest.mark.parametrize("who", ["employee", "ethics_officer", "chair", "investigator", "custodian"])
def test_to_everybody_else_the_directory_does_not_exist(who, sign_in, subject, request):
    client = sign_in(request.getfixturevalue(who))
    assert client.get(PEOPLE).status_code == 404
    for name in ("person", "propose_role"):
        assert client.get(reverse(f"accounts:{name}", args=[subject.pk])).status_code == 404


@pytest.mark.parametrize("name", ["notices", "people", "roles_to_approve"])
def test_a_visitor_is_led_to_the_sign_in_page(name, client, db):
    assert reverse("account_login") in client.get(reverse(f"accounts:{name}")).url


def test_the_directory_costs_the_same_with_many_people(sign_in, administrator, at):
    for number in range(40):
        make_person(f"Person{number} Many", at=at)
    client = sign_in(administrator)
    with Statements() as asked:
        client.get(PEOPLE)
    assert len(asked) <= 7
