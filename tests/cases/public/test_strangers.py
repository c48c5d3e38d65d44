"""A stranger with a program instead of a browser gets no further than anybody, and is told nothing."""

import re

import pytest
from django.test import Client

from cases.models import Report
from tests.cases.public.visitor import Visitor

pytestmark = pytest.mark.once

REPORT, FOLLOW_UP = "/speak-up/report/", "/speak-up/follow-up/"
ONE_TIME = re.compile(r'(?:value|nonce|data-draft|data-draft-key)="[^"]{20,}"')


def another() -> Visitor:
    return Visitor(Client(enforce_csrf_checks=True, raise_request_exception=False))


def page(client: Client, path: str, **headers: str) -> str:
    return ONE_TIME.sub("", client.get(path, headers=headers).content.decode())


# --- forged forms --------------------------------------------------------------------------------------------
def test_the_form_of_one_browser_is_not_taken_from_another(visitor):
    visitor.open(REPORT)
    thief = another()
    thief.open(REPORT)
    stolen = {"csrfmiddlewaretoken": visitor.hidden("csrfmiddlewaretoken"), "capsule": visitor.hidden("capsule")}
    thief.client.cookies["form"] = "0" * 32
    assert thief.client.post(REPORT, stolen | {"topic": "anti-bribery"}).status_code == 403


def test_a_form_that_was_tampered_with_is_given_back_and_opens_nothing(visitor):
    visitor.fill(until="story")
    sealed = visitor.hidden("capsule")
    visitor.page = visitor.page.replace(sealed, f"{sealed[:-8]}AAAAAAAA")
    visitor.send(narrative="What I saw.")
    assert visitor.answer.status_code == 400 and "What I saw." in visitor.page
    assert not Report.objects.exists()


def test_the_form_of_one_page_does_not_open_another(visitor):
    """Nor does it buy a try of a key: what it says is the same with a right key and a wrong one."""
    key = visitor.report()
    visitor.fill(until="story")
    kept, tries = visitor.page, []
    for typed in (key, "A" * 24):
        visitor.page = kept
        visitor.send(path=FOLLOW_UP, access_key=typed)
        tries.append(ONE_TIME.sub("", visitor.page).replace(typed, ""))
    assert tries[0] == tries[1] and "Where it stands" not in tries[0]


@pytest.mark.parametrize("told", ["A" * 2_000_000, "\x00", "‮", "' OR 1=1 --", "{{ 7*7 }}", "<script>alert(1)</script>"])
def test_whatever_stands_for_a_key_is_only_a_wrong_key(visitor, told):
    visitor.open(FOLLOW_UP)
    visitor.send(access_key=told)
    assert visitor.answer.status_code in (200, 400, 413)
    assert "<script>alert" not in visitor.page and "49" not in visitor.text.replace("4 9", "")


# --- headers -------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "headers",
    [
        {"X-Forwarded-For": "203.0.113.7"},
        {"X-Forwarded-Host": "evil.example"},
        {"X-Forwarded-Proto": "https"},
        {"X-Original-URL": "/cases/"},
        {"X-Rewrite-URL": "/cases/"},
        {"X-HTTP-Method-Override": "DELETE"},
        {"Accept-Language": "ar"},
        {"User-Agent": "Distinctive/1.0"},
        {"Referer": "https://evil.example/"},
        {"Cookie": "sessionid=abc; django_language=ar; messages=x"},
    ],
    ids=lambda headers: next(iter(headers)),
)
def test_no_header_changes_a_page(db, headers):
    assert page(Client(), "/speak-up/", **headers) == page(Client(), "/speak-up/")


def test_no_other_host_is_answered(db):
    answer = Client(raise_request_exception=False).get("/speak-up/", headers={"host": "evil.example"})
    assert answer.status_code == 400 and b"evil" not in answer.content


# --- addresses -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "address",
    [
        "/xx/speak-up/", "/ES/speak-up/", "/es/es/speak-up/", "/zh-cn/speak-up/", "/es%00/speak-up/", "/es/cases/",
        "/ar/my/reports/", "/es/account/login/", "/es/admin/", "/speak-up//report/", "/speak-up/..%2f..%2fcases/",
        "/speak-up/%ff%fe",
    ],
)  # fmt: skip
def test_an_address_that_is_none_says_nothing(db, address):
    answer = Client(raise_request_exception=False).get(address)
    assert answer.status_code == 404
    assert b"Traceback" not in answer.content and "no-store" in answer["Cache-Control"]


def test_nothing_in_an_address_comes_back_on_the_page(db):
    for address in ("/speak-up/report/", "/speak-up/contact/", "/code-of-ethics/", "/disclosures/", FOLLOW_UP):
        plain = page(Client(), address)
        assert page(Client(), f"{address}?next=//evil.example&country='\"<x>&access_key=AAAA") == plain
