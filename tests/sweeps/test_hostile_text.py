"""Hostile text in every field of every page that takes one: none answers with a failure, and no report is lost.

The forms are read from the pages themselves, so a field that is new is tried by itself.
"""

import html
import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import transaction
from django.http import HttpResponse
from django.test import Client

from accounts import forms as account_forms
from accounts.text import clean_text
from cases.models import Report
from code_of_ethics.models import Topic
from ethics_portal import faults
from tests.cases.public.visitor import ANSWERS, Visitor
from tests.conftest import NOW
from tests.hostile.pages import OURS, forms_of
from tests.hostile.strings import HUGE, IN_FULL, STRINGS, encoded, share
from tests.sweeps.browse import browser
from tests.sweeps.policy import MAY
from tests.sweeps.routes import PUBLIC, Door, doors

pytestmark = [pytest.mark.slow, pytest.mark.once]

URLENCODED = "application/x-www-form-urlencoded"
GUIDED = "/speak-up/report/"
FOLLOW_UP = "/speak-up/follow-up/"
# What lists and searches read from the address, besides the fields of their own forms.
OF_AN_ADDRESS = ("after", "before", "sort", "show", "words", "state", "page", "next")

# What the most people can write to: every field of these is tried each time.
OPEN_TO_MANY = ("help_line:", "refer:", "mailbox:", "my_reports:")

# Fields that must be found on these pages, or the search for fields finds nothing any more.
EXPECTED = {
    "help_line:record": {"narrative", "typed_names", "place", "name", "contact"},
    "mailbox:turn_into_report": {"text", "sender_name", "sender_address", "topic"},
    "refer:refer": {"narrative", "typed_names"},
}
ALWAYS = ("NUL", "lone surrogates", "no UTF-8", "SQL", "template", "a megabyte")

# In full the signed-in pages take more than a quarter of an hour: in parts each can be run by itself (`-k part3`).
PARTS = 6 if IN_FULL else 1

Send = Callable[[list[tuple[str, bytes]]], HttpResponse]


def failures(
    where: str, send: Send, valid: dict[str, list[str]], names: list[str], number: int, *, each: int = 1
) -> Iterator[str]:
    """Each field takes its share of the strings, the others as they should be; and once all take the same."""
    usual = [(name, value.encode()) for name, values in valid.items() for value in values]
    small = [name for name in STRINGS if name not in HUGE]
    for place, field in enumerate(names):
        for name in share(small, number * 7 + place, max(each, 1)):
            rest = [pair for pair in usual if pair[0] != field]
            yield from _failed(send, [*rest, (field, STRINGS[name])], f"{where}: {name} in {field}")
    if each == 0:
        return
    for name in share([*STRINGS], number, each):
        kept = [pair for pair in usual if pair[0] in OURS | {"capsule"}]
        yield from _failed(send, [*kept, *((field, STRINGS[name]) for field in names)], f"{where}: {name} everywhere")
    yield from _failed(send, usual * 3, f"{where}: everything three times")


def _failed(send: Send, fields: list[tuple[str, bytes]], what: str) -> Iterator[str]:
    """Whatever it does is undone, so that the next form meets the same record."""
    with transaction.atomic():
        status = send(fields).status_code
        transaction.set_rollback(True)
    if status >= 500:
        yield f"{what}: {status}"


def posting(client: Client, url: str) -> Send:
    return lambda fields: client.post(url, encoded(fields), content_type=URLENCODED)


def getting(client: Client, url: str) -> Send:
    return lambda fields: client.get(f"{url}?{encoded([pair for pair in fields if len(pair[1]) < 2000]).decode()}")


def whoever_may(door: Door) -> str | None:
    return min(MAY.get((door.route, door.about), ()), default=None)


def tried(world) -> list[tuple[Door, str]]:
    """Every door through which a form is posted, with somebody who may."""
    return [(door, who) for door in doors(world) if (who := whoever_may(door)) is not None]


def fields_of(client: Client, door: Door) -> dict[str, list[str]]:
    """What the page asks, and what would be accepted."""
    page = client.get(door.url)
    shown = [one for one in forms_of(page.content.decode()) if one.method == "post"] if not page.streaming else []
    asked = next((one.fields for one in reversed(shown) if {*door.body} & {*one.fields}), {})
    typed = {
        name: [str(each) for each in (value if isinstance(value, list) else [value])]
        for name, value in door.body.items()
    }
    return asked | typed


# --- signed in -----------------------------------------------------------------------------------------------
@pytest.mark.parametrize("part", range(PARTS), ids="part{}".format)
def test_no_string_in_any_field_of_a_signed_in_page_makes_it_fail(part, world):
    wrong: list[str] = []
    found: dict[str, set[str]] = {}
    for number, (door, who) in [*enumerate(tried(world))][part::PARTS]:
        client = browser(world.person(who))
        valid = fields_of(client, door)
        names = [name for name in valid if name not in OURS]
        found[door.route] = {*names}
        is_open = IN_FULL or door.route.startswith(OPEN_TO_MANY)
        if not is_open:
            names = share(names, number, 1)
        wrong += failures(door.route, posting(client, door.url), valid, names, number, each=int(is_open))
    assert wrong == []
    # The control: the fields are really found on the pages.
    assert len(found) > 60 / PARTS
    assert {route for route in EXPECTED if route in found and not EXPECTED[route] <= found[route]} == set()
    assert PARTS > 1 or {*EXPECTED} <= {*found}


def test_no_string_in_any_address_makes_a_list_fail(world):
    """Lists and searches read their address; a bookmark may hold anything."""
    wrong: list[str] = []
    for number, door in enumerate(door for door in doors(world) if door.about == ""):
        for who in ("officer", "operator", "administrator"):  # whoever of them has such a list
            client = browser(world.person(who))
            page = client.get(door.url)
            if page.status_code == 200 and door.route not in ("health_ready", "gallery"):
                asked = [name for one in forms_of(page.content.decode()) if one.method == "get" for name in one.fields]
                names = share([*dict.fromkeys([*asked, *OF_AN_ADDRESS])], number, 2)
                wrong += failures(door.route, getting(client, door.url), {}, names, number, each=int(IN_FULL))
                break
    assert wrong == []


# --- the speak-up pages --------------------------------------------------------------------------------------
@pytest.fixture
def visitor(world) -> Visitor:
    Topic.objects.get_or_create(slug="anti-bribery", defaults={"name": "Bribery", "question": "?", "order": 2})
    return Visitor(Client(enforce_csrf_checks=True, raise_request_exception=False))


def tried_here(visitor: Visitor, where: str, number: int) -> list[str]:
    """Every field of the form that is on the visitor's page now."""
    shown = next(one for one in forms_of(visitor.page) if "capsule" in one.fields)
    valid = {name: values for name, values in shown.fields.items() if name != "uploads"}
    names = [name for name in valid if name not in OURS]
    return list(failures(where, posting(visitor.client, shown.action or visitor.path), valid, names, number, each=4))


def test_no_string_in_any_field_of_a_speak_up_page_makes_it_fail(visitor):
    wrong = []
    for number, page in enumerate([*ANSWERS, "review"]):
        visitor.fill(until=page)
        wrong += tried_here(visitor, page, number)
    key = visitor.report()
    wrong += tried_here(visitor, "the key", 20)
    visitor.send(kept="on")
    visitor.open(FOLLOW_UP)
    wrong += tried_here(visitor, "coming back", 21)
    wrong += _once_inside(visitor, key)
    assert wrong == []


def _once_inside(visitor: Visitor, key: str) -> list[str]:
    """The dialogue, and every step that it offers."""
    visitor.open(FOLLOW_UP)
    with time_machine.travel(NOW + timedelta(seconds=10), tick=False):  # faster would be no person
        visitor.send(access_key=key)
    dialogue = visitor.page
    steps = re.findall(r'name="go" value="(\w+)"', dialogue)
    assert steps, "the dialogue offers its steps"
    wrong = tried_here(visitor, "the dialogue", 22)
    for number, step in enumerate(steps):
        visitor.page = dialogue
        visitor.send(step)
        wrong += tried_here(visitor, step, 23 + number)
    return wrong


def test_every_string_can_be_reported_or_is_given_back_with_a_sentence(visitor):
    """No report lost: it is stored as it was written, or the page holds the words and says what is wrong."""
    for name in [*share([*STRINGS], 0, 14), *ALWAYS]:
        raw = STRINGS[name]
        told = clean_text(raw.decode("utf-8", "replace")).strip()
        typed = "" if not told else raw.decode("utf-8", "replace")
        with transaction.atomic():
            before = set(Report.objects.values_list("pk", flat=True))
            visitor.fill(until="people", story={"narrative": typed or " "})
            if visitor.heading == "What happened?":
                assert "Something needs another look" in visitor.text, name
                assert told in clean_text(html.unescape(visitor.page)), f"{name}: what was typed is gone"
            else:
                other = {"people": {"typed_names": typed[:200], "concerns": ["NONE"]}, "story": {"narrative": typed}}
                visitor.report(**other)
                report = Report.objects.exclude(pk__in=before).get()
                assert report.narrative.strip() == told, name
            transaction.set_rollback(True)


# --- the controls --------------------------------------------------------------------------------------------
def test_a_field_that_fails_is_found(world, monkeypatch):
    """The control: without its cleaning a text field falls over one of the strings, and the run names both."""

    def falls(self, value):
        text = str(value)
        if "\x00" in text or "\u202e" in text:
            raise ValueError(text)
        return text

    monkeypatch.setattr(account_forms.CleanText, "clean", falls)
    door, who = next((door, who) for door, who in tried(world) if door.route == "cases:write_note")
    client = browser(world.person(who))
    wrong = list(failures("cases:write_note", posting(client, door.url), fields_of(client, door), ["body"] * 20, 0))
    assert any("in body: 500" in line for line in wrong)
    assert faults.OUR_MISTAKE.status == 500 and PUBLIC
