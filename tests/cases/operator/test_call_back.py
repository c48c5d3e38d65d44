"""Calling back: the office's messages read out, the answer written down, each use on the trail."""

import re

import pytest

from audit.models import Entry
from audit.trail import history
from cases.actions import ask_reporter
from cases.models import Message, PickUpCode
from tests.cases.operator.conftest import STORY, hidden, words
from tests.cases.public.test_pick_up_code import come

pytestmark = [pytest.mark.slow, pytest.mark.once]

PAGE = "/help-line/call-back/"
NOTHING = "We can’t find anything with this."


@pytest.fixture
def asked(called, case, office, at) -> str:
    """The code of a report about which the office has a question."""
    ask_reporter(case, body="Which month was it?", by=office, at=at)
    return called[1]


def call(line, spoken: str):
    return line.client.post(PAGE, {"spoken": spoken})


def test_what_the_office_asks_is_read_out_and_nothing_else(line, asked, case, office):
    answer = call(line, f"{asked[:4]} {asked[4:8]} {asked[8:]}")
    page = answer.content.decode()
    assert "Which month was it?" in page
    for secret in (STORY, case.reference, case.topic.name, office.family_name, asked):
        assert secret not in page, secret
    message = Message.objects.get()
    assert str(message.read_on) == "2026-11-23" and str(message.report.last_visit_on) == "2026-11-23"


def test_the_answer_is_the_reporters_own_and_says_who_took_it_down(line, asked, case, operator, office, client):
    answer = call(line, asked)
    capsule = hidden(answer, "capsule")
    for _sending in range(2):
        answer = line.client.post(PAGE, {"capsule": capsule, "body": "In March."})
        assert "The office has the answer now." in words(answer)
    message = Message.objects.get(direction="FROM_REPORTER")
    assert (message.body, message.author, message.written_at, message.taken_down_by) == (
        "In March.", None, None, operator,
    )  # fmt: skip
    client.force_login(office.user)
    page = words(client.get(f"{case.get_absolute_url()}dialogue/"))
    assert "The reporter, on the phone to Olga Callahan" in page and "In March." in page


def test_each_use_is_on_the_trail_by_the_day_for_an_anonymous_caller(line, asked, case, operator):
    for _call in range(2):
        call(line, asked)
    uses = [entry for entry in history(case) if entry.verb == "open_call_back"]
    assert [(use.actor, use.recorded_at) for use in uses] == [(operator.full_name, None)] * 2


def test_a_call_that_broke_off_finds_the_question_again_until_it_is_answered(line, asked):
    call(line, asked)
    answer = call(line, asked)
    assert "Which month was it?" in answer.content.decode()
    line.client.post(PAGE, {"capsule": hidden(answer, "capsule"), "body": "In March."})
    assert "has no open question for you" in words(call(line, asked))


def test_an_access_key_works_as_well(line, asked, clock):
    key = come(asked, clock).key
    answer = call(line, key)
    assert "Which month was it?" in answer.content.decode()
    assert "Give a new code" not in words(answer)


@pytest.mark.parametrize("spoken", ["000000000000", "ABCD-EFGH-JKMN-PQRS-TVWX-YZ23", "hello"])
def test_what_leads_nowhere_says_so_and_is_on_the_operators_own_trail(spoken, line, asked, operator):
    answer = call(line, spoken)
    assert NOTHING in words(answer) and spoken in answer.content.decode()
    [refusal] = Entry.objects.about(operator).filter(verb="refused")
    assert spoken not in str(refusal.body)


def test_an_operator_behind_the_wall_hears_the_same_as_for_a_wrong_code(line, called, case, operator, office, at):
    case.conflicts.create(
        data_key=case.data_key, person=operator, reason="A cousin.", declared_by=operator, declared_at=at
    )
    assert NOTHING in words(call(line, called[1]))


def test_a_wall_that_rises_during_the_call_ends_it(line, asked, case, operator, at):
    answer = call(line, asked)
    case.conflicts.create(
        data_key=case.data_key, person=operator, reason="A cousin.", declared_by=operator, declared_at=at
    )
    for posted in ({"body": "In March."}, {"go": "renew"}):
        assert line.client.post(PAGE, {"capsule": hidden(answer, "capsule"), **posted}).status_code == 404
    assert not Message.objects.filter(direction="FROM_REPORTER").exists()


def test_trying_codes_out_is_stopped_for_that_operator_alone(line, asked, other_operator, client, clock):
    for number in range(10):
        call(line, f"no code {number}")
    assert "Please wait an hour" in words(call(line, asked))
    client.force_login(other_operator.user)
    assert "Which month was it?" in client.post(PAGE, {"spoken": asked}).content.decode()
    clock.shift(3700)
    assert "Which month was it?" in call(line, asked).content.decode()


def test_a_new_code_takes_the_place_of_the_old_one(line, asked):
    answer = call(line, asked)
    answer = line.client.post(PAGE, {"capsule": hidden(answer, "capsule"), "go": "renew"})
    code = "".join(re.findall(r"<li>(\d{4})</li>", answer.content.decode()))
    assert len(code) == 12 and code != asked and PickUpCode.objects.count() == 1
    assert NOTHING in words(call(line, asked))
    assert "Which month was it?" in call(line, code).content.decode()


def test_another_operators_call_can_not_be_gone_on_with(line, asked, other_operator, client):
    answer = call(line, asked)
    client.force_login(other_operator.user)
    refused = client.post(PAGE, {"capsule": hidden(answer, "capsule"), "body": "In March."})
    assert "read the code out once more" in words(refused) and "In March." in refused.content.decode()
    assert not Message.objects.filter(direction="FROM_REPORTER").exists()


def test_a_call_open_for_too_long_gives_the_words_back(line, asked, clock):
    answer = call(line, asked)
    clock.shift(46 * 60)
    late = line.client.post(PAGE, {"capsule": hidden(answer, "capsule"), "body": "In March, I believe."})
    assert "read the code out once more" in words(late) and "In March, I believe." in late.content.decode()


def test_an_empty_answer_is_asked_for_again(line, asked):
    answer = call(line, asked)
    again = line.client.post(PAGE, {"capsule": hidden(answer, "capsule"), "body": " "})
    assert "Please write down what the caller says." in words(again)
    assert "Which month was it?" in again.content.decode()


def test_the_reporter_sees_later_that_it_was_on_the_phone(line, asked, clock):
    answer = call(line, asked)
    line.client.post(PAGE, {"capsule": hidden(answer, "capsule"), "body": "In March."})
    key = come(asked, clock).key
    page = come(key, clock).text
    assert "You, on the phone" in page and "Callahan" not in page
