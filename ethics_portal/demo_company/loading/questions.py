"""Writes and publishes the demo company's questions by topic, and finds what a reporter answered."""

from datetime import datetime

from accounts.models import Person
from accounts.roles import Office, Role
from cases.actions import (
    QuestionFacts,
    add_question,
    draft_questionnaire,
    name_channel,
    publish_questionnaire,
    translate_questionnaire,
)
from cases.models import Questionnaire
from cases.states.questionnaire import QuestionKind
from code_of_ethics.models import Topic
from ethics_portal.demo_company.questions import (
    ANSWERS,
    BY_SLUG,
    QUESTIONNAIRES,
    QuestionnaireSeed,
    in_other_languages,
)

# Drafted and not published yet, so that whoever tries the demo finds a draft to go on with.
DRAFTED = QuestionFacts(
    "Does this person take part in the decision themself?",
    QuestionKind.YES_NO,
    help_text="For example chooses the supplier, signs the order or hires the relative.",
)
DRAFTED_ABOUT = "outside-interests"


def load_questionnaires(*, at: datetime) -> None:
    """One published version for each topic that has one, written by the office and published by its head."""
    officer = Person.objects.holding(Role.ETHICS_OFFICER).get()
    staff = Person.objects.holding(Role.OFFICE_STAFF).order_by("email")
    writer = next((person for person in staff if Office.ETHICS_OFFICE in person.offices), officer)
    topics = {topic.slug: topic for topic in Topic.objects.all()}
    for seed in QUESTIONNAIRES:
        draft = draft_questionnaire(topics[seed.slug], by=writer, at=at)
        if channel := seed.channel:
            contact = "\n".join(channel["contact"])
            name_channel(draft, name=channel["name"], purpose=channel["for"], contact=contact, by=writer, at=at)
        for asked in seed.questions:
            facts = QuestionFacts(asked.text, asked.kind, asked.help, "\n".join(asked.choices), asked.required)
            add_question(draft, facts, by=writer, at=at)
        _translate(draft, seed, by=writer, at=at)
        publish_questionnaire(draft, by=officer, at=at)
    add_question(draft_questionnaire(topics[DRAFTED_ABOUT], by=writer, at=at), DRAFTED, by=writer, at=at)


def _translate(draft: Questionnaire, seed: QuestionnaireSeed, *, by: Person, at: datetime) -> None:
    names = {asked.key: row.field_name for asked, row in zip(seed.questions, draft.questions.all(), strict=True)}
    for language, (channel, asked) in in_other_languages(seed.slug).items():
        questions = {names[key]: words for key, words in asked.items()}
        translate_questionnaire(draft, language=language, channel=channel, questions=questions, by=by, at=at)


def answered(key: str, topic: Topic) -> tuple[Questionnaire | None, dict[str, str]]:
    """The questions that the report `key` answered, with its answers by question; nothing for most."""
    answers = ANSWERS.get(key)
    asked = Questionnaire.objects.in_force().with_questions().filter(topic=topic).first() if answers else None
    if answers is None or asked is None:
        return None, {}
    keys = [seed.key for seed in BY_SLUG[topic.slug].questions]
    told = zip(keys, asked.questions.all(), strict=True)
    return asked, {question.field_name: answers[key] for key, question in told if key in answers}
