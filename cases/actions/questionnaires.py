"""What the form asks about a topic: drafted by the Compliance & Ethics office, published by its head."""

from dataclasses import asdict, dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.languages import other_languages
from accounts.models import Person
from accounts.moves import Refused
from accounts.roles import Office
from audit.trail import record
from cases.models import Questionnaire, TopicQuestion
from cases.models.questionnaire import MOST_QUESTIONS
from cases.states.questionnaire import QuestionKind, QuestionnaireState
from cases.workflow.questionnaires import (
    ADD_QUESTION,
    CHANGE_QUESTION,
    MOVE_QUESTION,
    NAME_CHANNEL,
    PUBLISH_QUESTIONNAIRE,
    REMOVE_QUESTION,
    TRANSLATE_QUESTIONNAIRE,
)
from code_of_ethics.models import Topic

Translations = dict[str, dict[str, str]]


@dataclass(frozen=True)
class QuestionFacts:
    """What one question asks, and how it is answered. `choices` are lines, for one of several answers alone."""

    text: str
    kind: str
    help_text: str = ""
    choices: str = ""
    required: bool = False


@transaction.atomic
def draft_questionnaire(topic: Topic, *, by: Person, at: datetime) -> Questionnaire:
    """Begin the next version with what is asked now; the draft that somebody began already, if there is one."""
    if Office.ETHICS_OFFICE not in by.offices:
        raise Refused(_("Only the Compliance & Ethics office writes the questions of a topic."))
    # Two people who begin at the same moment get the same draft.
    topic = Topic.objects.select_for_update().get(pk=topic.pk)
    versions = Questionnaire.objects.filter(topic=topic)
    if draft := versions.filter(state=QuestionnaireState.DRAFT).first():
        return draft
    former = versions.in_force().with_questions().first()
    last = versions.aggregate(last=Max("number"))["last"] or 0
    draft = Questionnaire(topic=topic, number=last + 1, drafted_by=by, drafted_at=at)
    if former is not None:
        _copy_channel(former, draft)
    draft.save(force_insert=True)
    if former is not None:
        TopicQuestion.objects.bulk_create(_copy(question, draft) for question in former.questions.all())
    record(draft, "draft_questionnaire", by=by, at=at, sentence="Began a new version of a topic's questions")
    return draft


@transaction.atomic
def add_question(questionnaire: Questionnaire, facts: QuestionFacts, *, by: Person, at: datetime) -> TopicQuestion:
    """Ask one question more, after the others."""
    questionnaire = _locked(questionnaire)
    ADD_QUESTION.check(by, questionnaire)
    _check_choices(facts)
    asked = questionnaire.questions.count()
    if asked >= MOST_QUESTIONS:
        raise Refused(_("More than %(most)s questions on one page nobody answers.") % {"most": MOST_QUESTIONS}, "text")
    position = (questionnaire.questions.aggregate(last=Max("position"))["last"] or 0) + 1
    question = TopicQuestion.objects.create(questionnaire=questionnaire, position=position, **asdict(facts))
    _record(questionnaire, ADD_QUESTION.verb, "Added a question", by, at, text=facts.text)
    return question


@transaction.atomic
def change_question(question: TopicQuestion, facts: QuestionFacts, *, by: Person, at: datetime) -> TopicQuestion:
    """Ask it in other words, or have it answered in another way."""
    question = _locked_question(question)
    CHANGE_QUESTION.check(by, question)
    _check_choices(facts)
    before = question.text
    changed = [name for name, value in asdict(facts).items() if getattr(question, name) != value]
    for name in changed:
        setattr(question, name, getattr(facts, name))
    question.translations = _without(question.translations, changed)
    question.save()
    _record(question.questionnaire, CHANGE_QUESTION.verb, "Changed a question", by, at, text=facts.text, before=before)
    return question


@transaction.atomic
def move_question(question: TopicQuestion, *, place: int, by: Person, at: datetime) -> TopicQuestion:
    """Put it at the place `place`, counted from one; the others make room."""
    question = _locked_question(question)
    MOVE_QUESTION.check(by, question)
    others = list(question.questionnaire.questions.exclude(pk=question.pk))
    if not 1 <= place <= len(others) + 1:
        raise Refused(_("There is no such place any more."), "place")
    in_order = [*others[: place - 1], question, *others[place - 1 :]]
    for position, one in enumerate(in_order, start=1):
        one.position = position
    TopicQuestion.objects.bulk_update(in_order, ["position"])
    _record(question.questionnaire, MOVE_QUESTION.verb, "Moved a question", by, at, text=question.text, place=place)
    return question


@transaction.atomic
def remove_question(question: TopicQuestion, *, by: Person, at: datetime) -> Questionnaire:
    """Ask it no more. Versions that were published keep it."""
    question = _locked_question(question)
    REMOVE_QUESTION.check(by, question)
    questionnaire = question.questionnaire
    _record(questionnaire, REMOVE_QUESTION.verb, "Removed a question", by, at, text=question.text)
    question.delete()
    return questionnaire


@transaction.atomic
def name_channel(
    questionnaire: Questionnaire, *, name: str, purpose: str, contact: str, by: Person, at: datetime
) -> Questionnaire:
    """Name another channel that fits the topic, or, with nothing filled in, none."""
    questionnaire = _locked(questionnaire)
    NAME_CHANNEL.check(by, questionnaire)
    if name and not contact:
        raise Refused(_("Say how the other channel is reached."), "contact")
    if not name and (purpose or contact):
        raise Refused(_("Say what the other channel is called."), "name")
    named = {"channel_name": name, "channel_for": purpose, "channel_contact": contact}
    changed = [field for field, value in named.items() if getattr(questionnaire, field) != value]
    for field in changed:
        setattr(questionnaire, field, named[field])
    questionnaire.translations = _without(questionnaire.translations, changed)
    questionnaire.save(update_fields=[*named, "translations"])
    _record(
        questionnaire, NAME_CHANNEL.verb, "Named another channel" if name else "Named no channel", by, at, name=name
    )
    return questionnaire


@transaction.atomic
def translate_questionnaire(
    questionnaire: Questionnaire,
    *,
    language: str,
    channel: dict[str, str],
    questions: dict[str, dict[str, str]],
    by: Person,
    at: datetime,
) -> Questionnaire:
    """Keep what a draft says in another language: of its channel, and of its questions by their field's name.

    What is left empty is shown in the language of the source; a question that was removed meanwhile is passed over.
    """
    questionnaire = _locked(questionnaire)
    TRANSLATE_QUESTIONNAIRE.check(by, questionnaire)
    if language not in other_languages():
        raise Refused(_("The public pages do not speak this language."))
    questionnaire.translations = _with(questionnaire.translations, language, channel)
    questionnaire.save(update_fields=["translations"])
    asked = list(questionnaire.questions.all())
    for question in asked:
        written = questions.get(question.field_name, {})
        if written.get("choices") and len(written["choices"].splitlines()) != len(question.choice_lines):
            raise Refused(
                _("There must be as many answers to choose from as in English, in the same order."),
                f"{question.field_name}_choices",
            )
        question.translations = _with(question.translations, language, written)
    TopicQuestion.objects.bulk_update(asked, ["translations"])
    sentence = "Put the questions into another language"
    _record(questionnaire, TRANSLATE_QUESTIONNAIRE.verb, sentence, by, at, language=language)
    return questionnaire


@transaction.atomic
def publish_questionnaire(questionnaire: Questionnaire, *, by: Person, at: datetime) -> Questionnaire:
    """Ask this version from now on. Reports that answered the former one keep it; so does whoever began it."""
    topic = Topic.objects.select_for_update().get(pk=questionnaire.topic_id)
    questionnaire = _locked(questionnaire)
    PUBLISH_QUESTIONNAIRE.check(by, questionnaire)
    Questionnaire.objects.filter(topic=topic).in_force().update(state=QuestionnaireState.SUPERSEDED)
    questionnaire.publish(by=by, at=at)
    _record(
        questionnaire,
        PUBLISH_QUESTIONNAIRE.verb,
        "Published a version of a topic's questions",
        by,
        at,
        topic=topic.slug,
        questions=questionnaire.questions.count(),
    )
    return questionnaire


def _locked(questionnaire: Questionnaire) -> Questionnaire:
    return Questionnaire.objects.select_for_update().get(pk=questionnaire.pk)


def _locked_question(question: TopicQuestion) -> TopicQuestion:
    """The question, with its version locked. Raises `TopicQuestion.DoesNotExist` for one that was removed meanwhile."""
    questionnaire = _locked(question.questionnaire)
    found = questionnaire.questions.get(pk=question.pk)
    found.questionnaire = questionnaire
    return found


def _check_choices(facts: QuestionFacts) -> None:
    offered = facts.choices.splitlines()
    if facts.kind == QuestionKind.CHOOSE_ONE and len(offered) < 2:
        raise Refused(_("Write at least two answers to choose from, one on each line."), "choices")


def _copy_channel(former: Questionnaire, draft: Questionnaire) -> None:
    for name in ("channel_name", "channel_for", "channel_contact", "translations"):
        setattr(draft, name, getattr(former, name))


def _copy(question: TopicQuestion, draft: Questionnaire) -> TopicQuestion:
    return TopicQuestion(
        questionnaire=draft,
        position=question.position,
        text=question.text,
        help_text=question.help_text,
        kind=question.kind,
        choices=question.choices,
        required=question.required,
        translations=question.translations,
    )


def _with(translations: Translations, language: str, written: dict[str, str]) -> Translations:
    """What there is in other languages, with what was written in this one."""
    others = {code: words for code, words in translations.items() if code != language}
    kept = {name: words for name, words in written.items() if words}
    return {**others, language: kept} if kept else others


def _without(translations: Translations, changed: list[str]) -> Translations:
    """Words that were put into other languages before they changed are gone there: better English than wrong."""
    return {
        language: kept
        for language, words in translations.items()
        if (kept := {name: said for name, said in words.items() if name not in changed})
    }


def _record(
    questionnaire: Questionnaire, verb: str, sentence: str, by: Person, at: datetime, **facts: str | int
) -> None:
    record(questionnaire, verb, by=by, at=at, sentence=sentence, facts=facts)
