"""Signing in, and a forgotten password: in the Portal's own words, and in one spelling."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from accounts.models import Person

PAGES = ("/account/login/", "/account/password/reset/")


def words_of(page: str) -> str:
    """What is read on a page: no tags, no attributes."""
    return re.sub(r"<[^>]+>", " ", page)


@pytest.mark.parametrize("address", PAGES)
def test_e_mail_is_spelled_as_everywhere(client, db, address):
    page = client.get(address).content.decode()
    assert "E-mail" in words_of(page)
    assert "Email" not in words_of(page)
    assert 'placeholder="Email' not in page


def test_a_wrong_password_is_said_in_our_words(client, employee: Person):
    page = client.post("/account/login/", {"login": employee.email, "password": "wrong"}).content.decode()
    assert "This e-mail address and password do not belong together." in words_of(page)


def test_the_right_one_opens_the_portal(client, employee: Person):
    employee.user.set_password("correct horse battery staple")
    employee.user.save()
    typed = {"login": employee.email.upper(), "password": "correct horse battery staple"}
    assert client.post("/account/login/", typed).status_code == 302


def test_a_forgotten_password_brings_a_mail_with_a_link(client, employee: Person, mailoutbox):
    employee.user.set_password("forgotten")
    employee.user.save()
    client.post("/account/password/reset/", {"email": employee.email})
    (mail,) = mailoutbox
    assert "/account/password/reset/key/" in mail.body
    assert "email" not in (mail.subject + mail.body).lower()


def test_for_an_address_without_an_account_the_page_says_the_same(client, employee: Person, mailoutbox):
    pages = [
        client.post("/account/password/reset/", {"email": address}, follow=True).content.decode()
        for address in (employee.email, "nobody@example.org")
    ]
    assert words_of(pages[0]) == words_of(pages[1])
    assert "No account has it" in mailoutbox[-1].body
    assert "sign up" not in mailoutbox[-1].body


def test_a_session_that_ran_out_or_was_ended_is_nobodys(client, employee: Person):
    home = reverse("reporting:home")
    client.force_login(employee.user)
    assert client.get(home).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(seconds=settings.SESSION_COOKIE_AGE, minutes=1)):
        assert client.get(home).status_code == 302
    client.force_login(employee.user)
    assert client.get(home).status_code == 200
    Session.objects.all().delete()
    assert client.get(home).status_code == 302
