"""Nothing typed is ever lost, whatever goes wrong."""

import html

import pytest

from cases.models import Report
from code_of_ethics.models import Topic
from tests.cases.public.visitor import ANSWERS, STORY

pytestmark = [pytest.mark.once, pytest.mark.slow]

HOSTILE = "<script>alert('x')</script> “quoted” \u202eעברית ‎ العربية 💶 {{ 7*7 }} %s '; --"


def typed_in(page: str) -> str:
    return html.unescape(page)


def test_going_back_keeps_what_was_typed_even_when_it_is_not_finished(visitor):
    visitor.fill(until="people")
    visitor.send("back", typed_names="Half a na", concerns=[])
    assert visitor.heading == "What happened?" and STORY in visitor.page
    visitor.send(narrative=STORY + " More.")
    assert "Half a na" in visitor.page


def test_an_empty_page_says_what_is_missing_and_keeps_the_rest(visitor):
    visitor.fill(until="people")
    visitor.send(typed_names="The head of sales")
    assert "Please tick at least one. “I am not sure” is fine." in visitor.text
    assert "The head of sales" in visitor.page


@pytest.mark.parametrize(
    ("page", "sentence"),
    [
        ("topic", "Please choose one. If you are not sure, take what comes closest."),
        ("story", "Please write something. A few words are enough to begin."),
        ("people", "Please tick at least one. “I am not sure” is fine."),
        ("knowledge", "Please choose one. “I am not sure” is fine."),
        ("about_you", "Please choose one. Each is read the same way."),
    ],
)
def test_each_empty_page_has_its_own_sentence(visitor, page, sentence):
    visitor.fill(until=page)
    visitor.send()
    assert visitor.text.count(sentence) == 2, "in the summary, and beside the field"
    assert visitor.answer.status_code == 200


def test_a_text_of_a_megabyte_is_given_back_with_its_length_and_the_limit(visitor):
    long = "é1 " * 350_000
    visitor.fill(until="story")
    visitor.send(narrative=long)
    assert "at most 100,000 fit here" in visitor.text
    assert long.strip() in visitor.page


def test_a_megabyte_going_back_is_not_lost_either(visitor):
    long = "word " * 200_000
    visitor.fill(until="story")
    visitor.send("back", narrative=long)
    assert visitor.heading == "What is it about?"
    visitor.send(topic="anti-bribery")
    assert long.strip() in visitor.page


def test_more_than_can_travel_stays_on_its_page(visitor):
    long = "💶" * 600_000
    visitor.fill(until="story")
    visitor.send("back", narrative=long)
    assert visitor.heading == "What happened?" and long in visitor.page


def test_control_characters_go_and_everything_else_is_kept_as_written(visitor):
    visitor.fill(until="story")
    visitor.send(narrative=f"\x00\x07{HOSTILE}\x1b")
    visitor.send("back", concerns=[])
    assert HOSTILE in typed_in(visitor.page) and HOSTILE not in visitor.page
    visitor.report(story={"narrative": f"\x00\x07{HOSTILE}\x1b"})
    assert Report.objects.get().narrative == HOSTILE


def test_a_day_that_is_none_is_refused_in_plain_words(visitor):
    visitor.fill(until="circumstances")
    visitor.send(day="last tuesday", place="Plant 2")
    assert "We can’t read this day." in visitor.text and 'value="Plant 2"' in visitor.page


def test_a_topic_that_is_none_is_refused(visitor):
    visitor.fill(until="topic")
    visitor.send(topic="no-such-topic")
    assert "Please choose one of these." in visitor.text


def test_a_key_pasted_into_the_story_is_refused_politely(visitor):
    key = visitor.report()
    visitor.fill(until="story")
    visitor.send(narrative=f"My key is {key.lower()}, please answer")
    assert "This looks like an access key. Keep it to yourself" in visitor.text


def test_changing_one_answer_leads_back_to_the_overview(visitor):
    visitor.fill()
    visitor.send("page:circumstances")
    assert visitor.heading == "Where and when?" and 'value="Plant 2"' in visitor.page
    visitor.send(place="Plant 3")
    assert visitor.heading == "Look it over, then send" and "Plant 3" in visitor.text


def test_a_page_open_for_too_long_gives_back_what_was_typed_on_it(visitor, clock):
    visitor.fill(until="story")
    clock.shift(13 * 3600)
    visitor.send(narrative=STORY)
    assert visitor.answer.status_code == 400
    assert visitor.heading == "This page was open for too long"
    assert STORY in visitor.page and "Nothing was sent" in visitor.text


def test_a_whole_form_lasts_a_day_even_when_its_pages_are_young(visitor, clock):
    visitor.fill(until="story")
    for _visit in range(2):
        clock.shift(11 * 3600)
        visitor.send(narrative=STORY)
        assert visitor.answer.status_code == 200
        visitor.send("back")
    clock.shift(3 * 3600)
    visitor.send(narrative=STORY)
    assert visitor.heading == "This page was open for too long"


def test_an_altered_page_is_refused_and_gives_back_what_was_typed_on_it(visitor):
    visitor.fill(until="story")
    visitor.page = visitor.page.replace(visitor.hidden("capsule"), visitor.hidden("capsule")[:-8] + "AAAAAAA=")
    visitor.send(narrative=STORY)
    assert visitor.answer.status_code == 400
    assert visitor.heading == "We could not read this page’s hidden part" and STORY in visitor.page


def test_without_its_proof_the_form_is_refused_and_the_text_is_given_back(visitor):
    visitor.fill(until="story")
    visitor.client.cookies.clear()
    visitor.send(narrative=STORY)
    assert visitor.answer.status_code == 403
    assert STORY in visitor.page and visitor.hidden("capsule") == ""


def test_a_topic_withdrawn_meanwhile_is_asked_for_again(visitor):
    visitor.fill()
    Topic.objects.filter(slug="anti-bribery").update(active=False)
    visitor.send("send")
    assert visitor.heading == "What is it about?" and "Please choose one of these." in visitor.text
    visitor.send(topic="something-else")
    visitor.send("send")
    assert visitor.key


@pytest.mark.parametrize("is_kept", [False, True], ids=["the key is shown", "the key is kept"])
def test_what_is_typed_in_one_tab_after_another_has_sent_is_given_back(visitor, is_kept):
    one_tab = visitor.fill(until="people")
    for answers in list(ANSWERS.values())[2:]:
        visitor.send(**answers)
    visitor.send("send")
    if is_kept:
        visitor.send(kept="on")
    visitor.page = one_tab
    visitor.send(typed_names="One name more, typed in the first tab.", concerns=["NOT_SURE"], path="/speak-up/report/")
    assert "already sent from another tab" in visitor.text and "One name more" in visitor.page
    assert Report.objects.count() == 1


def test_a_removed_character_does_not_come_back_with_a_refused_field(visitor):
    visitor.fill(until="story")
    visitor.send(narrative="a\x00b" * 60_000)
    assert visitor.heading == "What happened?" and "abab" in visitor.page
    assert "\x00" not in visitor.page and "\ufffd" not in visitor.page
