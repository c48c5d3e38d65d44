"""A report in another language goes to a translation service only if the company has set one, and on the record."""

import pytest
from django.test import Client
from django.urls import reverse

from audit.trail import history
from cases.models import Case
from tests.cases.desk import open_case
from tests.standing import standing
from tests.translator import Backwards

pytestmark = pytest.mark.once
WORDS = "Alguien se llevó dinero."


@standing
def case(desk, at) -> Case:
    """A case whose report was made on the Spanish pages."""
    return open_case(at=at, language="es", narrative=WORDS)


@standing
def address(case) -> str:
    return reverse("cases:translate_report", args=[case.reference, case.reports.get().pk])


@pytest.fixture(autouse=True)
def _nothing_sent():
    Backwards.sent.clear()


def sendings(case: Case) -> list[dict]:
    return [entry.facts for entry in history(case) if entry.verb == "translate_report"]


def test_without_a_service_the_page_says_so_and_nothing_leaves(at_desk, case, address, settings):
    settings.MACHINE_TRANSLATOR = ""
    assert "Machine translation is switched off" in at_desk.get(case.get_absolute_url()).content.decode()
    assert "Machine translation is switched off" in at_desk.get(address).content.decode()
    forged = at_desk.post(address, {"receipt": "1" * 32}).content.decode()
    assert WORDS[::-1] not in forged and Backwards.sent == [] and sendings(case) == []
    assert "translation service" not in Client().get("/speak-up/anonymity/").content.decode()


def test_the_words_go_once_it_is_confirmed_and_the_trail_says_to_whom(at_desk, case, address):
    page = at_desk.get(case.get_absolute_url()).content.decode()
    assert address in page and "Spanish (español)" in page and f'lang="es" dir="auto">{WORDS}' in page
    asked = at_desk.get(address).content.decode()
    assert "These words leave the Portal" in asked and "The mirror" in asked and Backwards.sent == []
    answered = at_desk.post(address, {"receipt": "1" * 32}).content.decode()
    assert WORDS[::-1] in answered and Backwards.sent == [(WORDS, "es", "en")]
    [facts] = sendings(case)
    assert (facts["service"], facts["source"], facts["target"]) == ("The mirror", "es", "en")
    assert WORDS not in str(facts)
    assert "translation service" in Client().get("/speak-up/anonymity/").content.decode(), "reporters are told"


def test_a_service_that_fails_is_said_plainly_and_stays_on_the_trail(at_desk, desk, at):
    case = open_case(at=at, language="es", narrative="Something unspeakable.")
    address = reverse("cases:translate_report", args=[case.reference, case.reports.get().pk])
    answer = at_desk.post(address, {"receipt": "1" * 32})
    assert answer.status_code == 200 and "gave no answer" in answer.content.decode()
    assert len(sendings(case)) == 1


def test_nobody_else_has_anything_translated(case, address, employee, code_editor):
    for person in (employee, code_editor):
        client = Client()
        client.force_login(person.user)
        assert client.get(address).status_code == client.post(address, {"receipt": "1" * 32}).status_code == 404
    assert Backwards.sent == []


def test_a_report_in_the_offices_language_offers_nothing(at_desk, desk, at):
    case = open_case(at=at)
    page = at_desk.get(case.get_absolute_url()).content.decode()
    assert "Translate by machine" not in page and "Machine translation" not in page
