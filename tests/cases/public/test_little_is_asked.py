"""How little somebody has to give until they hold a key: whoever is frightened gives up at the first page too many."""

import re

from tests.cases.public.visitor import STORY, Visitor

# What can't be left out, page by page: everything else is an offer.
NEEDED = {
    "What is it about?": {"topic": "anti-bribery"},
    "What happened?": {"narrative": STORY},
    "Who is involved?": {"concerns": ["NOT_SURE"]},
    "Where and when?": {},
    "Two short questions": {"danger": "NO"},
    "Do you have files to add?": {},
    "May we know who you are?": {"mode": "ANONYMOUS"},
}


def complaints(page: str) -> int:
    """How many fields the summary of errors names."""
    summary = re.search(r'<div[^>]*class="[^"]*error-summary.*?</ul>', page, re.S)
    return summary[0].count("<li") if summary else 0


def test_seven_pages_ask_for_five_answers_and_one_of_them_in_words(visitor: Visitor):
    visitor.open("/speak-up/report/")
    for heading, answer in NEEDED.items():
        assert visitor.heading == heading
        if answer:
            visitor.send()
            assert (visitor.heading, complaints(visitor.page)) == (heading, 1), "one answer is missing, and no more"
        visitor.send(**answer)
    assert visitor.heading == "Look it over, then send"
    visitor.send("send")
    assert visitor.key


def test_a_question_asks_for_three_answers(visitor: Visitor):
    visitor.open("/speak-up/question/")
    for answer in ({"topic": "question"}, {"narrative": "May I accept it?"}, {"mode": "ANONYMOUS"}):
        before = visitor.heading
        visitor.send()
        assert (visitor.heading, complaints(visitor.page)) == (before, 1)
        visitor.send(**answer)
    visitor.send("send")
    assert visitor.key
