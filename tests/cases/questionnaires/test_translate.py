"""What the form asks, put into the languages of the public pages: published and kept with its version."""

import html

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from audit.trail import history
from cases.actions import change_question, draft_questionnaire, publish_questionnaire, translate_questionnaire
from cases.models import Questionnaire, Report
from code_of_ethics.models import Topic
from tests.cases.questionnaires.conftest import HOW, WHAT, publish
from tests.standing import standing

SPANISH = {"text": "¿Cómo se pagó?", "choices": "En efectivo\nA través de un tercero"}


@standing
def office(ethics_staff, ethics_officer):
    return ethics_staff


@pytest.fixture
def desk_client(ethics_staff) -> Client:
    client = Client()
    client.force_login(ethics_staff.user)
    return client


@standing
def draft(bribery, ethics_officer, at) -> Questionnaire:
    publish(bribery, WHAT, HOW, by=ethics_officer, at=at, channel="Audit desk")
    return draft_questionnaire(bribery, by=ethics_officer, at=at)


def question(draft: Questionnaire, text: str):
    return draft.questions.get(text=text)


def address(draft: Questionnaire) -> str:
    return reverse("questionnaires:translate_questionnaire", args=[draft.pk])


def typed(draft: Questionnaire, **words: str) -> dict[str, str]:
    name = question(draft, HOW.text).field_name
    return {"language": "es", "receipt": "1" * 32, **{f"{name}_{key}": value for key, value in words.items()}}


def test_a_reporter_is_asked_in_their_language_and_the_office_reads_the_answer_in_its_own(
    desk_client, draft, ethics_officer, at, visitor
):
    page = desk_client.get(f"{address(draft)}?language=es").content.decode()
    assert "Spanish (español)" in page and HOW.text in page and 'lang="es"' in page
    body = typed(draft, **SPANISH) | {"channel_name": "Auditoría"}
    assert desk_client.post(address(draft), body).url == draft.get_absolute_url()
    assert "3 of 6 texts" in desk_client.get(draft.get_absolute_url()).content.decode()
    assert any(entry.verb == "translate_questionnaire" for entry in history(draft))
    publish_questionnaire(draft, by=ethics_officer, at=at)
    visitor.open("/es/speak-up/report/")
    visitor.send(topic="anti-bribery")
    assert "Auditoría" in visitor.page and '<span lang="en" dir="ltr">+1 555 0100' in visitor.page
    visitor.send()
    assert SPANISH["text"] in visitor.page and "En efectivo" in visitor.page
    assert f'<span lang="en" dir="ltr">{WHAT.text}' in visitor.page, "not written in Spanish: English, and marked so"
    name = question(draft, HOW.text).field_name
    visitor.send(**{name: "In cash"})
    for answers in ({"narrative": "x"}, {"concerns": ["NONE"]}, {}, {"danger": "NO"}, {}, {"mode": "ANONYMOUS"}):
        visitor.send(**answers)
    assert "En efectivo" in visitor.page and SPANISH["text"] in visitor.page, "the overview speaks Spanish too"
    visitor.send("send")
    assert Report.objects.get().told_about_topic == [(HOW.text, "In cash")]


def test_other_answers_to_choose_from_are_as_many_as_in_english(desk_client, draft):
    answer = desk_client.post(address(draft), typed(draft, choices="En efectivo", text="¿Cómo?"))
    assert "as many answers to choose from as in English" in html.unescape(answer.content.decode())
    assert "¿Cómo?" in answer.content.decode() and question(draft, HOW.text).translations == {}


def test_new_english_words_remove_the_others_and_a_new_version_takes_them_along(draft, bribery, ethics_officer, at):
    asked = question(draft, HOW.text)
    words = {asked.field_name: SPANISH}
    translate_questionnaire(draft, language="es", channel={}, questions=words, by=ethics_officer, at=at)
    publish_questionnaire(draft, by=ethics_officer, at=at)
    following = draft_questionnaire(bribery, by=ethics_officer, at=at)
    copied = question(following, HOW.text)
    assert copied.translations == {"es": SPANISH}
    facts = type(HOW)("How was it paid, and when?", HOW.kind, choices=HOW.choices)
    assert change_question(copied, facts, by=ethics_officer, at=at).translations == {
        "es": {"choices": SPANISH["choices"]}
    }


def test_published_words_never_change_in_any_language(draft, ethics_officer, at):
    publish_questionnaire(draft, by=ethics_officer, at=at)
    for row in (draft, question(draft, HOW.text)):
        with pytest.raises(IntegrityError), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(translations={"es": {"text": "Otra"}})


def test_the_plain_words_of_a_topic_are_the_heads_to_translate(desk_client, bribery, ethics_officer):
    place = reverse("questionnaires:translate_topic", args=[bribery.slug])
    words = {"language": "de", "question": "Jemand hat bestochen.", "receipt": "1" * 32}
    assert desk_client.get(place).status_code == desk_client.post(place, words).status_code == 404
    head = Client()
    head.force_login(ethics_officer.user)
    assert place in head.get(reverse("questionnaires:list")).content.decode()
    assert head.post(place, words).url == reverse("questionnaires:list")
    assert Topic.objects.get(pk=bribery.pk).translations == {"de": {"question": "Jemand hat bestochen."}}
    assert "Jemand hat bestochen." in Client().get("/de/speak-up/report/").content.decode()
    assert [entry.verb for entry in history(bribery)] == ["translate_topic"]
