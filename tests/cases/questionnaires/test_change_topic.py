"""The head of the office adds topics, words them and withdraws them; what the law wants stays offered."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.moves import Refused
from audit.trail import history
from code_of_ethics.actions import TopicFacts, add_topic, change_topic
from code_of_ethics.models import Topic
from tests.cases.desk import make_topic

FACTS = TopicFacts(
    name="Animals", question="An animal was hurt.", examples="A dog in the yard.", group="PEOPLE", order=3
)


@pytest.fixture
def head(ethics_officer) -> Client:
    client = Client()
    client.force_login(ethics_officer.user)
    return client


def facts(topic: Topic, **changes) -> TopicFacts:
    said = {name: getattr(topic, name) for name in ("name", "question", "examples", "group", "order")}
    return TopicFacts(**said | changes)


def test_an_added_topic_is_offered_on_the_public_page_in_its_group(head):
    typed = {"name": "Animals", "question": "An animal was hurt.", "group": "PEOPLE", "order": "3", "receipt": "1" * 32}
    assert head.post(reverse("questionnaires:add_topic"), typed).url == reverse("questionnaires:list")
    page = Client().get("/speak-up/report/").content.decode()
    assert "An animal was hurt." in page and "How people are treated, and safety" in page
    topic = Topic.objects.get(slug="animals")
    assert (topic.trigger, topic.is_accounting, topic.is_retaliation) == ("", False, False)
    assert [entry.verb for entry in history(topic)] == ["set_topic"]


def test_the_head_sees_where_each_topic_stands(head, ethics_officer, at):
    add_topic(FACTS, by=ethics_officer, at=at)
    make_topic(order=7)
    page = head.get(reverse("questionnaires:list")).content.decode()
    assert "How people are treated, and safety · place 3" in page and "Beside the groups · place 7" in page


def test_two_topics_of_one_name_are_refused_beside_the_name(head):
    typed = {"name": "Animals", "question": "An animal was hurt.", "order": "3"}
    head.post(reverse("questionnaires:add_topic"), {**typed, "receipt": "1" * 32})
    page = head.post(reverse("questionnaires:add_topic"), {**typed, "receipt": "2" * 32}).content.decode()
    assert "There is a topic of this name" in page and 'value="Animals"' in page and Topic.objects.count() == 1


@pytest.mark.parametrize("name", ["动物", "حيوانات", "Животные"])
def test_a_name_in_any_script_is_added_and_can_be_chosen_and_changed(name, head):
    typed = {"name": name, "question": "An animal was hurt.", "order": "3"}
    for number in "12":  # the second has another name in the same script
        sent = {**typed, "name": name * int(number), "receipt": number * 32}
        assert head.post(reverse("questionnaires:add_topic"), sent).url == reverse("questionnaires:list")
    first, second = Topic.objects.order_by("name")
    assert first.slug != second.slug and head.get(reverse("questionnaires:change_topic", args=[first.slug])).content
    assert f'value="{first.slug}"' in Client().get("/speak-up/report/").content.decode()


def test_a_topic_does_not_take_the_name_of_another(ethics_officer, at):
    add_topic(FACTS, by=ethics_officer, at=at)
    other = add_topic(TopicFacts(name="Plants", question="A plant was hurt."), by=ethics_officer, at=at)
    with pytest.raises(Refused):
        change_topic(other, facts(other, name="animals"), by=ethics_officer, at=at)


def test_a_name_without_a_letter_or_figure_is_refused(ethics_officer, at):
    with pytest.raises(Refused):
        add_topic(TopicFacts(name="…", question="What?"), by=ethics_officer, at=at)


def test_other_words_are_shown_at_once_and_the_law_of_it_stays(head, at):
    books = make_topic("books", is_accounting=True, trigger="ACCOUNTING")
    typed = {"name": "Books", "question": "The books are wrong.", "order": "9", "is_offered": "on", "receipt": "1" * 32}
    head.post(reverse("questionnaires:change_topic", args=[books.slug]), typed)
    books.refresh_from_db()
    assert (books.question, books.order, books.is_accounting, books.trigger) == (
        "The books are wrong.", 9, True, "ACCOUNTING",
    )  # fmt: skip
    assert "The books are wrong." in Client().get("/speak-up/report/").content.decode()


def test_a_withdrawn_topic_is_listed_and_can_be_offered_again(head, ethics_officer, at):
    topic = add_topic(FACTS, by=ethics_officer, at=at)
    make_topic()
    change_topic(topic, facts(topic, is_offered=False), by=ethics_officer, at=at)
    assert "An animal was hurt." not in Client().get("/speak-up/report/").content.decode()
    place = reverse("questionnaires:change_topic", args=[topic.slug])
    page = head.get(reverse("questionnaires:list")).content.decode()
    assert "Not offered" in page and place in page
    change_topic(topic, facts(topic, is_offered=True), by=ethics_officer, at=at)
    assert "An animal was hurt." in Client().get("/speak-up/report/").content.decode()


@pytest.mark.parametrize("flag", ["is_accounting", "is_retaliation"])
def test_the_last_topic_of_accounting_or_retaliation_stays_offered(flag, ethics_officer, at):
    """SOX sections 301 and 806: somebody who complains of these must find where."""
    make_topic()
    one, other = make_topic("one", **{flag: True}), make_topic("other", **{flag: True})
    change_topic(one, facts(one, is_offered=False), by=ethics_officer, at=at)
    with pytest.raises(Refused):
        change_topic(other, facts(other, is_offered=False), by=ethics_officer, at=at)
    assert Topic.objects.get(pk=other.pk).active


def test_the_last_topic_of_all_stays_offered(ethics_officer, at):
    topic = make_topic()
    make_topic("question", is_question=True)
    with pytest.raises(Refused):
        change_topic(topic, facts(topic, is_offered=False), by=ethics_officer, at=at)


def test_to_the_rest_of_the_office_the_pages_do_not_exist(ethics_staff, at):
    topic, desk_client = make_topic(), Client()
    desk_client.force_login(ethics_staff.user)
    for place in (reverse("questionnaires:add_topic"), reverse("questionnaires:change_topic", args=[topic.slug])):
        assert desk_client.get(place).status_code == desk_client.post(place, {}).status_code == 404
    assert reverse("questionnaires:add_topic") not in desk_client.get(reverse("questionnaires:list")).content.decode()
    with pytest.raises(Refused):
        change_topic(topic, facts(topic), by=ethics_staff, at=at)
