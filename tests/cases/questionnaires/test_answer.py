"""Whoever reports is asked what fits the topic; the report keeps the questions as they were."""

import pytest
from django.db import IntegrityError, transaction

from cases.models import Case, Report
from code_of_ethics.models import Topic
from tests.cases.operator.conftest import TOLD
from tests.cases.public.visitor import ANSWERS, STORY, Visitor
from tests.cases.questionnaires.conftest import OFFICIAL, WHAT, publish
from tests.standing import standing
from tests.statements import Statements
from vault.fields import ciphertext

QUESTIONS, ELSEWHERE = "A few questions about this", "You are right here. There is one more way."


def names(questionnaire) -> dict[str, str]:
    """The form's field of each question, by its text."""
    return {question.text: question.field_name for question in questionnaire.questions.all()}


@standing
def answers(asked) -> dict[str, str]:
    return {
        names(asked)["Was it for a public official?"]: "YES",
        names(asked)["What was offered?"]: "A weekend in Lisbon",
        names(asked)["How was it paid?"]: "Through a third party",
    }


def begin(visitor, topic: str = "anti-bribery") -> str:
    visitor.open("/speak-up/report/")
    return visitor.send(topic=topic)


def go_on(visitor, **story: str) -> None:
    """From the story to the overview."""
    visitor.send(narrative=story.get("narrative", STORY))
    visitor.send(concerns=["NONE"])
    visitor.send()
    visitor.send(danger="NO")
    visitor.send()
    visitor.send(mode="ANONYMOUS")


def test_the_topics_questions_come_after_it_and_reach_the_report_sealed(visitor, asked, answers):
    begin(visitor)
    assert visitor.heading == QUESTIONS and "Step 2 of 9" in visitor.text
    assert "A guess is enough." in visitor.text
    visitor.send(**answers)
    assert visitor.heading == "What happened?"
    go_on(visitor)
    assert "Was it for a public official? Yes" in visitor.text
    assert "What was said about it?" not in visitor.text, "what was left empty is left out"
    visitor.send("send")
    report = Report.objects.get()
    assert (report.questionnaire, report.topic_answers) == (asked, answers)
    assert "What was offered?" not in report.answers
    assert b"Lisbon" not in ciphertext(report, "topic_answers")


def test_a_topic_without_questions_goes_straight_on(visitor, asked):
    begin(visitor, "harassment")
    assert visitor.heading == "What happened?" and "Step 2 of 8" in visitor.text
    go_on(visitor)
    visitor.send("send")
    report = Report.objects.get()
    assert (report.questionnaire, report.topic_answers) == (None, None)


def test_what_must_be_answered_is_asked_again_and_nothing_is_lost(visitor, asked):
    begin(visitor)
    visitor.send(**{names(asked)["What was offered?"]: "A weekend"})
    assert visitor.heading == QUESTIONS and "Please choose one." in visitor.text
    assert 'value="A weekend"' in visitor.page


def test_back_keeps_what_was_typed(visitor, asked, answers):
    begin(visitor)
    visitor.send("back", **answers)
    assert visitor.heading == "What is it about?"
    visitor.send(topic="anti-bribery")
    assert 'value="A weekend in Lisbon"' in visitor.page
    visitor.send(**answers)
    visitor.send("back", narrative=STORY)
    assert visitor.heading == QUESTIONS


def test_whoever_began_to_answer_ends_with_that_version_and_the_next_reporter_is_asked_the_new(
    visitor, asked, answers, bribery, ethics_officer, at
):
    begin(visitor)
    newer = publish(bribery, WHAT, by=ethics_officer, at=at)
    visitor.send(**answers)
    assert visitor.heading == "What happened?"
    go_on(visitor)
    visitor.send("send")
    assert Report.objects.get().questionnaire == asked
    begin(visitor)
    assert names(newer)["What was offered?"] in visitor.page


def test_another_topic_chosen_on_the_overview_brings_its_own_questions(visitor, asked, answers, ethics_officer, at):
    harassment = publish(Topic.objects.get(slug="harassment"), WHAT, by=ethics_officer, at=at, channel="Care line")
    begin(visitor)
    visitor.send(**answers)
    go_on(visitor)
    visitor.send("page:topic")
    visitor.send(topic="harassment")
    assert visitor.heading == ELSEWHERE
    visitor.send()
    assert visitor.heading == QUESTIONS and "Lisbon" not in visitor.text
    visitor.send()
    assert visitor.heading == "Look it over, then send" and "Lisbon" not in visitor.text
    visitor.send("page:topic")
    visitor.send(topic="anti-bribery")
    assert visitor.heading == "Look it over, then send" and "A weekend in Lisbon" in visitor.text
    visitor.send("page:topic")
    visitor.send(topic="harassment")
    visitor.send("send")
    report = Report.objects.get()
    assert (report.questionnaire, report.topic_answers) == (harassment, {})


def test_another_channel_is_named_and_reporting_here_is_the_first_way_on(visitor, bribery, ethics_officer, at):
    publish(bribery, WHAT, by=ethics_officer, at=at, channel="Audit desk")
    begin(visitor)
    assert visitor.heading == ELSEWHERE
    assert "Audit desk" in visitor.text and "+1 555 0100" in visitor.text
    buttons = visitor.page.split('class="form-foot"')[1]
    assert buttons.index("Report here anyway") < buttons.index("Back")
    visitor.send()
    assert visitor.heading == QUESTIONS


def test_a_question_is_shown_the_other_channel_and_asked_nothing_more(visitor, bribery, ethics_officer, at):
    publish(bribery, WHAT, by=ethics_officer, at=at, channel="Audit desk")
    visitor.open("/speak-up/question/")
    visitor.send(topic="anti-bribery")
    assert visitor.heading == ELSEWHERE and "Ask here anyway" in visitor.text
    visitor.send()
    assert visitor.heading == "What would you like to know?"


@pytest.mark.parametrize("typed", ["Gloria Audley", "the General Auditor"])
def test_somebody_named_in_an_answer_is_walled_off_at_once(typed, visitor, asked, answers, general_auditor):
    begin(visitor)
    visitor.send(**answers | {names(asked)["What was offered?"]: f"Dinners, to {typed}"})
    go_on(visitor)
    visitor.send("send")
    assert not Case.objects.get().is_visible_to(general_auditor)


def test_an_answer_that_was_not_offered_is_not_taken(visitor, asked, answers):
    begin(visitor)
    visitor.send(**answers | {names(asked)["How was it paid?"]: "In gold"})
    assert visitor.heading == QUESTIONS and "Please choose one of these." in visitor.text


@pytest.mark.parametrize("slug", ["\x00", "a" * 5000, "'; --", "no-such-topic"])
def test_a_topic_that_no_form_offers_is_said_and_never_a_failure(slug, visitor, asked, line):
    begin(visitor, slug)
    assert visitor.answer.status_code == 200 and visitor.heading == "What is it about?"
    assert line.write(line.begin(), topic=slug).status_code == 200


def test_the_office_reads_the_answers_in_the_words_of_that_version(
    visitor, asked, answers, bribery, ethics_officer, sign_in, at
):
    begin(visitor)
    visitor.send(**answers)
    go_on(visitor)
    visitor.send("send")
    publish(bribery, OFFICIAL, by=ethics_officer, at=at)
    page = sign_in(ethics_officer).get(Case.objects.get().get_absolute_url()).content.decode()
    assert "What was offered?" in page and "A weekend in Lisbon" in page and "Through a third party" in page


def test_the_pages_cost_few_statements_however_many_questions(visitor, asked, answers):
    begin(visitor)
    with Statements() as questions:
        visitor.send(**answers)
    with Statements() as story:
        visitor.send(narrative=STORY)
    assert max(len(questions), len(story)) <= 12


def test_the_database_refuses_answers_to_questions_about_another_topic(visitor, asked, answers, bribery):
    begin(visitor, "harassment")
    go_on(visitor)
    visitor.send("send")
    copy = Report.objects.get()
    copy.pk, copy.access_key_digest, copy.questionnaire, copy.topic_answers = asked.pk, None, asked, {}
    with pytest.raises(IntegrityError), transaction.atomic():
        copy.save(force_insert=True)
    copy.topic = bribery
    copy.save(force_insert=True)


# --- forms of one page -----------------------------------------------------------------------------------------
def test_the_help_line_asks_the_same_and_hands_it_over(line, asked, answers):
    recording = line.begin()
    answer = line.write(recording)
    assert "Was it for a public official?" in answer.content.decode(), "the chosen topic's questions are shown"
    line.client.post(line.at(recording, "record"), TOLD | answers | {"go": "ask"})
    assert "A weekend in Lisbon" in line.client.get(line.at(recording, "record")).content.decode()
    line.write(recording, **answers)
    assert "A weekend in Lisbon" in line.client.get(line.at(recording, "hand-over")).content.decode()
    line.client.post(line.at(recording, "hand-over"), {"read_back": "AGREED"})
    report = Report.objects.get()
    assert (report.questionnaire, report.topic_answers) == (asked, answers)


def test_a_call_that_lasts_over_a_new_version_keeps_its_own(line, asked, answers, bribery, ethics_officer, at):
    recording = line.begin()
    line.write(recording, **answers, go="ask")
    publish(bribery, WHAT, by=ethics_officer, at=at)
    report = line.hand_over(recording, **answers)
    assert (report.questionnaire, report.topic_answers) == (asked, answers)


def test_a_question_by_phone_is_asked_nothing_more(line, asked):
    report = line.hand_over(line.begin(), kind="QUESTION", concerns=[], danger="")
    assert report.questionnaire is None


def test_signed_in_the_questions_are_shown_once_even_where_none_must_be_answered(
    sign_in, employee, bribery, ethics_officer, clock, at
):
    asked = publish(bribery, WHAT, by=ethics_officer, at=at)
    page = Visitor(sign_in(employee))
    told = {name: value for typed in ANSWERS.values() for name, value in typed.items()} | {"mode": "NAMED"}
    page.open("/my/reports/new/")
    page.send(**told)
    assert "a few questions about this topic now" in page.text and "What was offered?" in page.text
    assert not Report.objects.exists() and STORY in page.page
    page.send(**told, **{names(asked)["What was offered?"]: "A weekend"})
    assert Report.objects.get().topic_answers == {names(asked)["What was offered?"]: "A weekend"}
