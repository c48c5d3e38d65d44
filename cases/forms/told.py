"""What the forms told, as text for the review page and as the facts of a report."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.countries import CountryField, country_name
from cases.actions.intake import ReportFacts
from cases.forms.public import AUTHORITY, MODES, PRESS, YES, CircumstancesPage
from cases.forms.questionnaires import answers_in, is_of_a_topic
from cases.models import Questionnaire
from cases.states.report import Channel, Mode, ReportKind
from code_of_ethics.models import Topic

# Kept in columns of their own, so not among the questions and answers.
OWN_COLUMNS = frozenset(
    {
        "topic",
        "narrative",
        "uploads",
        "mode",
        "name",
        "contact",
        # of what is recorded or passed on
        "kind",
        "language",
        "received_on",
        "told_on",
        "is_concerned",
        "receipt",
    }
)
MOST_LETTERS_OF_A_NAME = 300


def told(form: forms.BaseForm, *, but: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Question and answer, as asked and as told, in the order of a valid form; what was left empty is left out."""
    wanted = [name for name in form.fields if name not in but]
    answered = [(form.fields[name].label, _in_words(form, name)) for name in wanted]
    return [(str(question), answer) for question, answer in answered if answer]


def _in_words(form: forms.BaseForm, name: str) -> str:
    value = form.cleaned_data.get(name)
    field = form.fields[name]
    if name == "mode":
        return str(MODES[Mode(str(value))][0])
    if isinstance(value, Topic):
        return value.worded_question or value.worded_name
    if isinstance(value, bool):
        return _("Yes") if value else ""
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    if isinstance(field, forms.MultipleChoiceField):
        return "\n".join(_word(field, each) for each in value or [])
    if isinstance(field, CountryField):
        return country_name(str(value)) if value else ""
    if isinstance(field, forms.ChoiceField) and value:
        return _word(field, value)
    return value if isinstance(value, str) else ""


def _word(field: forms.ChoiceField, value: str) -> str:
    choices: Any = field.choices
    return str(dict(choices)[value])


def facts_of(
    valid_forms: Iterable[forms.BaseForm],
    *,
    kind: ReportKind = ReportKind.REPORT,
    language: str = "en",
    channel: Channel = Channel.WEB,
) -> ReportFacts:
    """The facts of a report, from the valid forms that told it.

    What the form asked and the answers that it offered are kept in the language that the office works in; what people
    wrote is kept as they wrote it, and `language` says in which language the page spoke to them.
    """
    told_all: dict[str, Any] = {}
    answers: dict[str, str] = {}
    topic_answers: dict[str, str] = {}
    questionnaire: Questionnaire | None = None
    with translation.override(settings.LANGUAGE_CODE):
        for form in valid_forms:
            asked = getattr(form, "questionnaire", None)
            of_the_topic = answers_in(form, asked) if asked is not None else {}
            questionnaire, topic_answers = asked or questionnaire, topic_answers | of_the_topic
            told_all |= form.cleaned_data
            answers |= dict(told(form, but=OWN_COLUMNS | {name for name in form.fields if is_of_a_topic(name)}))
    mode = Mode(told_all["mode"])
    is_anonymous = mode == Mode.ANONYMOUS
    return ReportFacts(
        topic=told_all["topic"],
        narrative=told_all["narrative"],
        mode=mode,
        channel=channel,
        kind=kind,
        typed_names=told_all.get("typed_names", ""),
        answers=answers,
        questionnaire=questionnaire,
        topic_answers=topic_answers,
        concerns=tuple(told_all.get("concerns", ())),
        in_danger=told_all.get("danger") == YES,
        is_about_earlier="earlier_what" in told_all,
        authorities_know=_authorities_know(told_all),
        country=told_all.get("country", ""),
        language=language,
        reporter_name="" if is_anonymous else told_all.get("name", "")[:MOST_LETTERS_OF_A_NAME],
        reporter_contact="" if is_anonymous else told_all.get("contact", ""),
    )


def _authorities_know(told_all: Mapping[str, Any]) -> bool:
    return bool({AUTHORITY, PRESS} & set(told_all.get("who_knows", ())))


def told_day(answers: Mapping[str, str]) -> date | None:
    """The day on which it happened, out of the answers of a report; nothing where none was told, or it was removed.

    Read back as `told` wrote it: kept a second time, it would outlive the passage that it stands in.
    """
    with translation.override(settings.LANGUAGE_CODE):
        words = answers.get(str(CircumstancesPage.base_fields["day"].label), "")
        year = re.search(r"[12][0-9]{3}", words)
        if year is None:
            return None
        first = date(int(year[0]), 1, 1)
        days = (first + timedelta(days=place) for place in range(366))
        return next((day for day in days if date_format(day, "DATE_FORMAT") == words), None)
