"""A topic with questions and another channel, published, as the office writes them."""

from datetime import datetime

from accounts.models import Person
from cases.actions import (
    QuestionFacts,
    add_question,
    draft_questionnaire,
    name_channel,
    publish_questionnaire,
)
from cases.models import Questionnaire
from code_of_ethics.models import Topic
from tests.cases.operator.conftest import line  # noqa: F401 — a fixture
from tests.cases.public.conftest import clock, topics, visitor  # noqa: F401 — fixtures
from tests.standing import standing

OFFICIAL = QuestionFacts("Was it for a public official?", "YES_NO", required=True)
WHAT = QuestionFacts("What was offered?", "SHORT_TEXT", help_text="A guess is enough.")
HOW = QuestionFacts("How was it paid?", "CHOOSE_ONE", choices="In cash\nThrough a third party")
WORDS = QuestionFacts("What was said about it?", "LONG_TEXT")


def publish(topic: Topic, *asked: QuestionFacts, by: Person, at: datetime, channel: str = "") -> Questionnaire:
    """A first or next version that asks exactly this."""
    draft = draft_questionnaire(topic, by=by, at=at)
    draft.questions.all().delete()
    name_channel(draft, name=channel, purpose="", contact="+1 555 0100" if channel else "", by=by, at=at)
    for facts in asked:
        add_question(draft, facts, by=by, at=at)
    publish_questionnaire(draft, by=by, at=at)
    return Questionnaire.objects.with_questions().get(pk=draft.pk)


@standing
def bribery(topics) -> Topic:  # noqa: F811 — a fixture
    return Topic.objects.get(slug="anti-bribery")


@standing
def asked(bribery, ethics_officer, at) -> Questionnaire:
    """What is asked about bribery."""
    return publish(bribery, OFFICIAL, WHAT, HOW, WORDS, by=ethics_officer, at=at)
