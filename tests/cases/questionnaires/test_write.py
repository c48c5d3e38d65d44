"""The office writes what is asked about a topic, its head publishes it; what was asked once never changes."""

import re

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from audit.trail import history
from cases.models import Questionnaire, TopicQuestion
from code_of_ethics.models import Topic
from tests.cases.questionnaires.conftest import OFFICIAL, WHAT, publish

LIST = reverse("questionnaires:list")
TYPED = {"text": "Was a gift given?", "help_text": "", "kind": "YES_NO", "choices": ""}


def address(verb: str, record) -> str:
    return reverse(f"questionnaires:{verb}", args=[record.pk])


@pytest.fixture
def draft(sign_in, ethics_staff, bribery) -> Questionnaire:
    """Begun at its page by somebody of the office."""
    sign_in(ethics_staff).post(reverse("questionnaires:draft_questionnaire", args=["anti-bribery"]), {"receipt": "1"})
    return Questionnaire.objects.get(state="DRAFT")


def add(client, draft: Questionnaire, text: str, **facts: str) -> TopicQuestion:
    answer = client.post(address("add_question", draft), TYPED | {"text": text, **facts})
    assert answer.status_code == 302, answer.content.decode()
    return TopicQuestion.objects.get(questionnaire=draft, text=text)


def texts(questionnaire: Questionnaire) -> list[str]:
    return list(questionnaire.questions.values_list("text", flat=True))


def test_the_office_writes_a_draft_and_its_head_publishes_it(client, draft, ethics_officer):
    first = add(client, draft, "When?")
    second = add(client, draft, "Who paid?", kind="CHOOSE_ONE", choices=" Cash \n\nCash\nA  friend")
    assert second.choice_lines == ["Cash", "A friend"]
    client.post(address("change_question", first), TYPED | {"text": "Since when?", "kind": "SHORT_TEXT"})
    client.post(address("move_question", second), {"place": "1"})
    third = add(client, draft, "Anything else?")
    client.post(address("remove_question", third), {"receipt": "9"})
    assert texts(draft) == ["Who paid?", "Since when?"]
    client.post(address("name_channel", draft), {"name": "Audit desk", "purpose": "Money", "contact": "Room 2"})
    assert client.post(address("publish_questionnaire", draft)).status_code == 200
    draft.refresh_from_db()
    assert draft.is_draft, "staff may not publish"
    client.force_login(ethics_officer.user)
    client.post(address("publish_questionnaire", draft), {"receipt": "2"})
    draft.refresh_from_db()
    assert (draft.state, draft.published_by, draft.channel_name) == ("PUBLISHED", ethics_officer, "Audit desk")
    verbs = [entry.verb for entry in history(draft)]
    assert verbs[0] == "draft_questionnaire" and verbs[-1] == "publish_questionnaire"
    assert {"move_question", "remove_question", "change_question", "name_channel"} <= set(verbs)


def test_the_next_version_begins_with_what_is_asked_and_replaces_it_when_published(asked, sign_in, ethics_officer):
    client = sign_in(ethics_officer)
    begin = reverse("questionnaires:draft_questionnaire", args=["anti-bribery"])
    for receipt in ("1", "2"):
        client.post(begin, {"receipt": receipt})
    draft = Questionnaire.objects.get(state="DRAFT")
    assert (draft.number, texts(draft)) == (2, texts(asked))
    client.post(address("publish_questionnaire", draft), {"receipt": "3"})
    asked.refresh_from_db()
    assert asked.state == "SUPERSEDED" and Questionnaire.objects.in_force().get() == draft


def test_the_pages_show_the_versions_and_what_a_reporter_sees(asked, sign_in, ethics_staff):
    client = sign_in(ethics_staff)
    assert "4 questions" in re.sub(r"<[^>]*>", "", client.get(LIST).content.decode())
    page = client.get(asked.get_absolute_url()).content.decode()
    assert "What was offered?" in page and "Through a third party" in page
    assert address("add_question", asked) not in page, "a published version offers no move"
    preview = client.get(address("preview", asked)).content.decode()
    assert "A guess is enough." in preview and 'value="Through a third party"' in preview


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"text": " "}, "This field is required."),
        ({"kind": "CHOOSE_ONE", "choices": "Only one"}, "at least two answers"),
        ({"kind": "CHOOSE_ONE", "choices": "\n".join(f"Answer {one}" for one in range(20))}, "At most 12 answers"),
        ({"kind": "SONG"}, "not one of the available choices"),
    ],
)
def test_what_makes_no_question_is_given_back(wrong, sentence, client, draft):
    answer = client.post(address("add_question", draft), TYPED | {"help_text": "Kept"} | wrong)
    assert answer.status_code == 200
    assert sentence in answer.content.decode() and "Kept" in answer.content.decode()
    assert not draft.questions.exists()


def test_a_channel_without_a_way_to_reach_it_is_given_back(client, draft):
    answer = client.post(address("name_channel", draft), {"name": "Audit desk"})
    assert "Say how the other channel is reached." in answer.content.decode()


def test_a_page_has_room_for_twelve_questions(client, draft, ethics_staff, at):
    for number in range(12):
        add(client, draft, f"Question {number}?")
    answer = client.post(address("add_question", draft), TYPED)
    assert "More than 12 questions" in answer.content.decode()
    assert draft.questions.count() == 12


@pytest.mark.parametrize("who", ["auditor_staff", "general_auditor", "administrator", "code_editor", "employee"])
def test_to_everybody_else_the_pages_do_not_exist(who, asked, sign_in, request):
    client = sign_in(request.getfixturevalue(who))
    question = asked.questions.first()
    addresses = [
        LIST,
        reverse("questionnaires:draft_questionnaire", args=["anti-bribery"]),
        *(address(verb, asked) for verb in ("questionnaire", "preview", "add_question", "publish_questionnaire")),
        *(address(verb, question) for verb in ("change_question", "move_question", "remove_question")),
    ]
    assert {client.get(where).status_code for where in addresses} == {404}
    assert {client.post(where, TYPED).status_code for where in addresses} == {404}
    assert LIST not in client.get("/").content.decode()


def test_the_database_keeps_what_was_asked(asked, ethics_officer, at):
    question = asked.questions.first()
    draft = publish(asked.topic, WHAT, by=ethics_officer, at=at)
    slips = [
        lambda: TopicQuestion.objects.filter(pk=question.pk).update(text="Another?"),
        lambda: TopicQuestion.objects.filter(pk=question.pk).delete(),
        lambda: TopicQuestion.objects.create(questionnaire=asked, position=9, text="More?", kind="YES_NO"),
        lambda: TopicQuestion.objects.filter(questionnaire=draft).update(questionnaire=asked),
        lambda: Questionnaire.objects.filter(pk=asked.pk).update(channel_for="Else"),
        lambda: Questionnaire.objects.filter(pk=draft.pk).update(state="DRAFT"),
        lambda: Questionnaire.objects.filter(pk=asked.pk).update(state="PUBLISHED"),
        lambda: Questionnaire.objects.filter(pk=asked.pk).delete(),
    ]
    for slip in slips:
        with pytest.raises(IntegrityError), transaction.atomic():
            slip()


def test_the_database_has_one_version_in_force_for_a_topic(asked, ethics_officer, at):
    other = Questionnaire(topic=asked.topic, number=7, drafted_by=ethics_officer, drafted_at=at, state="PUBLISHED")
    other.published_by, other.published_at = ethics_officer, at
    with pytest.raises(IntegrityError), transaction.atomic():
        other.save()


def test_publishing_leaves_other_topics_as_they_are(asked, ethics_officer, at):
    other = publish(Topic.objects.get(slug="harassment"), OFFICIAL, by=ethics_officer, at=at)
    asked.refresh_from_db()
    assert (asked.state, other.state) == ("PUBLISHED", "PUBLISHED")
