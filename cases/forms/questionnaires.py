"""The questions of a topic as form fields, and the forms with which the office writes them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import CleanText, PortalForm
from cases.actions.questionnaires import QuestionFacts
from cases.forms.public import LONG, SHORT, PublicForm, Words
from cases.models import Questionnaire, TopicQuestion
from cases.models.questionnaire import FIELD_PREFIX
from cases.states.questionnaire import QuestionKind, YesNo
from cases.states.report import ReportKind
from code_of_ethics.actions import TopicFacts
from code_of_ethics.models import Topic
from code_of_ethics.states import TopicGroup

LONGEST_CHOICE = 150
MOST_CHOICES = 12
NEW_QUESTIONS = gettext_lazy("There are a few questions about this topic now, right below it. Please look at them.")
RATHER_NOT = ("", gettext_lazy("I would rather not say"))


# The texts of a version and of its questions that can be put into another language.
CHANNEL_TEXTS = {
    "channel_name": gettext_lazy("What the other channel is called"),
    "channel_for": gettext_lazy("What the other channel is for"),
    "channel_contact": gettext_lazy("How the other channel is reached"),
}
QUESTION_TEXTS = {
    "text": gettext_lazy("Question %(number)s"),
    "help_text": gettext_lazy("Help to question %(number)s"),
    "choices": gettext_lazy("Answers to question %(number)s, one on each line"),
}


class QuestionsPage(PublicForm):
    """The page with the questions of one topic. Its fields come with `questions_page`."""

    questionnaire: Questionnaire


class ElsewherePage(PublicForm):
    """The page that names another channel asks nothing: going on is reporting here."""


def questions_page(questionnaire: Questionnaire) -> type[QuestionsPage]:
    """The form that asks this version's questions."""
    attributes = {"__module__": __name__, "questionnaire": questionnaire, **fields_of(questionnaire)}
    return type("QuestionsOfTheTopic", (QuestionsPage,), attributes)


def with_questions(form_class: type[PublicForm], typed: MultiValueDict[str, str]) -> type[PublicForm]:
    """A form that is one page, with the questions about the topic that was chosen on it, after the topic.

    Those that were answered already stay in the version in which they were asked.
    """
    is_question = typed.get("kind") == ReportKind.QUESTION
    asked = None if is_question else Questionnaire.objects.asked_about(typed.get("topic", ""), typed)
    if asked is None:
        return form_class
    fields = fields_of(asked)
    names: list[str] = list(form_class.field_order or form_class.base_fields)
    after = names.index("topic") + 1
    order = [*names[:after], *fields, *names[after:]]
    attributes = {"__module__": form_class.__module__, "questionnaire": asked, "field_order": order, **fields}
    return type(form_class.__name__, (form_class,), attributes)


def are_new(form: forms.BaseForm) -> bool:
    """Whether the page was sent before its topic's questions had been shown on it."""
    asked = [name for name in form.fields if is_of_a_topic(name)]
    return bool(asked) and not any(name in form.data for name in asked)


def fields_of(questionnaire: Questionnaire) -> dict[str, forms.Field]:
    """A field for each question, in their order."""
    return {question.field_name: _field(question) for question in questionnaire.questions.all()}


def is_of_a_topic(name: str) -> bool:
    """Whether a form field asks a topic's question."""
    return name.startswith(FIELD_PREFIX)


def answers_in(form: forms.BaseForm, questionnaire: Questionnaire) -> dict[str, str]:
    """What a valid form tells of this version's questions."""
    told = {one.field_name: form.cleaned_data.get(one.field_name) for one in questionnaire.questions.all()}
    return {name: answer for name, answer in told.items() if answer}


def _field(question: TopicQuestion) -> forms.Field:
    facts: dict[str, Any] = {
        "label": question.worded_text,
        "help_text": question.worded_help_text,
        "required": question.required,
    }
    if question.kind in (QuestionKind.SHORT_TEXT, QuestionKind.LONG_TEXT):
        is_long = question.kind == QuestionKind.LONG_TEXT
        sentence = gettext_lazy("Please answer this one. “I don’t know” is fine.")
        return Words(
            **facts, rows=4 if is_long else 0, limit=LONG if is_long else SHORT, error_messages={"required": sentence}
        )
    offered: list[Any] = list(YesNo.choices)
    if question.kind == QuestionKind.CHOOSE_ONE:
        offered = question.worded_choices
    return forms.ChoiceField(
        **facts,
        choices=offered if question.required else [*offered, RATHER_NOT],
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Please choose one."),
            "invalid_choice": gettext_lazy("Please choose one of these."),
        },
    )


# --- how the office writes them ------------------------------------------------------------------------------
class QuestionForm(PortalForm):
    text = CleanText(
        label=gettext_lazy("Question"),
        help_text=gettext_lazy("As you would say it to somebody who is afraid: short, plain, one thing at a time."),
        limit=300,
    )
    help_text = CleanText(
        label=gettext_lazy("Help"),
        help_text=gettext_lazy("A line under the question: what is meant, or that a guess is enough."),
        limit=500,
        required=False,
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("How is it answered?"),
        choices=QuestionKind.choices,
        widget=forms.RadioSelect,
        initial=QuestionKind.SHORT_TEXT,
    )
    choices = CleanText(
        label=gettext_lazy("Answers to choose from"),
        help_text=gettext_lazy("One on each line. Only for “One of several answers”."),
        rows=5,
        limit=MOST_CHOICES * (LONGEST_CHOICE + 1),
        required=False,
    )
    required = forms.BooleanField(
        label=gettext_lazy("It must be answered"),
        help_text=gettext_lazy("Rarely needed. Whoever does not know must still be able to report."),
        required=False,
    )

    def clean_text(self) -> str:
        return _in_one_line(self.cleaned_data["text"])

    def clean_help_text(self) -> str:
        return _in_one_line(self.cleaned_data["help_text"])

    def clean_choices(self) -> str:
        if self.cleaned_data.get("kind") != QuestionKind.CHOOSE_ONE:
            return ""
        lines = list(dict.fromkeys(_in_one_line(line) for line in self.cleaned_data["choices"].splitlines()))
        offered = [line for line in lines if line]
        if len(offered) > MOST_CHOICES or any(len(line) > LONGEST_CHOICE for line in offered):
            raise ValidationError(
                _("At most %(most)s answers, each of at most %(longest)s characters.")
                % {"most": MOST_CHOICES, "longest": LONGEST_CHOICE}
            )
        return "\n".join(offered)

    @property
    def facts(self) -> QuestionFacts:
        """What a valid form says of the question."""
        told = {name: value for name, value in self.cleaned_data.items() if name != "receipt"}
        return QuestionFacts(**told)


class PlaceForm(PortalForm):
    """Where a question stands among the others."""

    place = forms.TypedChoiceField(
        label=gettext_lazy("Where does it belong?"),
        coerce=int,
        error_messages={"invalid_choice": gettext_lazy("There is no such place any more.")},
    )

    def __init__(self, *args: Any, question: TopicQuestion, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = list(question.questionnaire.questions.exclude(pk=question.pk))
        after = [(place, _("After “%s”") % other.text) for place, other in enumerate(others, start=2)]
        self.fields["place"].choices = [(1, _("At the beginning")), *after]  # type: ignore[attr-defined]
        self.fields["place"].initial = 1 + sum(other.position < question.position for other in others)


class ChannelForm(PortalForm):
    name = CleanText(
        label=gettext_lazy("What is it called?"),
        help_text=gettext_lazy("For example “Product safety hotline”. Leave everything empty to name none."),
        limit=120,
        required=False,
    )
    purpose = CleanText(
        label=gettext_lazy("What is it for?"),
        help_text=gettext_lazy("One sentence that lets people judge whether they mean this."),
        rows=2,
        limit=500,
        required=False,
    )
    contact = CleanText(
        label=gettext_lazy("How is it reached?"),
        help_text=gettext_lazy("Phone, e-mail or room, with hours and languages; one on each line."),
        rows=3,
        limit=500,
        required=False,
    )


class TranslationForm(PortalForm):
    """What a version says, in another language: a field for each of its texts, with the English one beside it."""

    language = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, questionnaire: Questionnaire, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.into = language
        self.fields["language"].initial = language
        self.asked = list(questionnaire.questions.all())
        for name, label in CHANNEL_TEXTS.items():
            self._add(name, label, questionnaire, name)
        for number, question in enumerate(self.asked, start=1):
            for name, label in QUESTION_TEXTS.items():
                self._add(f"{question.field_name}_{name}", label % {"number": number}, question, name)

    def _add(self, field_name: str, label: Any, row: Any, name: str) -> None:
        if not getattr(row, name):
            return
        length = 500 if name == "choices" else row._meta.get_field(name).max_length or 500
        self.fields[field_name] = CleanText(
            label=label,
            help_text=getattr(row, name),
            rows=(2 if "\n" not in getattr(row, name) else 5),
            limit=length,
            required=False,
            initial=row.translations.get(self.into, {}).get(name, ""),
        )
        self.fields[field_name].widget.attrs |= {"lang": self.into, "dir": "auto"}

    @property
    def channel(self) -> dict[str, str]:
        """What a valid form says of the other channel."""
        return {name: self.cleaned_data.get(name, "") for name in CHANNEL_TEXTS}

    @property
    def questions(self) -> dict[str, dict[str, str]]:
        """What a valid form says of each question, by the name of its field."""
        return {
            question.field_name: {
                name: _tidy(name, self.cleaned_data.get(f"{question.field_name}_{name}", "")) for name in QUESTION_TEXTS
            }
            for question in self.asked
        }


# What is said of a topic, in its form and in its row.
TOPIC_TEXTS = ("name", "question", "examples", "group", "order")


class TopicForm(PortalForm):
    """A topic as people meet it."""

    name = CleanText(label=gettext_lazy("Name"), limit=120, help_text=gettext_lazy("In lists and figures."))
    question = CleanText(
        label=gettext_lazy("In plain words"),
        limit=300,
        help_text=gettext_lazy("What happened, as somebody would say it who never read the Code."),
    )
    examples = CleanText(label=gettext_lazy("Examples, one on each line"), rows=4, limit=1_000, required=False)
    group = forms.ChoiceField(
        label=gettext_lazy("Group"),
        choices=[("", gettext_lazy("None: it stands beside the groups")), *TopicGroup.choices],
        required=False,
    )
    order = forms.IntegerField(
        label=gettext_lazy("Place"),
        min_value=0,
        max_value=999,
        help_text=gettext_lazy(
            "Within its group the smallest number comes first. The list of topics shows those of the others."
        ),
    )

    def facts(self) -> TopicFacts:
        """What a valid form says."""
        said = {name: self.cleaned_data[name] for name in TOPIC_TEXTS}
        return TopicFacts(**said, is_offered=self.cleaned_data.get("is_offered", True))


class AddTopicForm(TopicForm):
    """One more topic, with the provision that it is about."""

    provision_key = forms.ChoiceField(
        label=gettext_lazy("Provision of the Code"),
        required=False,
        help_text=gettext_lazy("An allegation on this topic begins with it."),
    )

    def __init__(self, *args: Any, provisions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices: Any = self.fields["provision_key"]
        choices.choices = [("", _("None")), *provisions]


class ChangeTopicForm(TopicForm):
    """Other words for a topic, another place, or none."""

    is_offered = forms.BooleanField(
        label=gettext_lazy("People can choose it"),
        required=False,
        help_text=gettext_lazy("Whoever chose it before keeps it, and so does every case."),
    )

    def __init__(self, data: Any, *, topic: Topic) -> None:
        said = {name: getattr(topic, name) for name in TOPIC_TEXTS}
        super().__init__(data, initial={**said, "is_offered": topic.active})


class TopicTranslationForm(PortalForm):
    """The plain words of a topic in another language."""

    language = forms.CharField(widget=forms.HiddenInput)
    name = CleanText(label=gettext_lazy("Name"), limit=120, required=False)
    question = CleanText(label=gettext_lazy("In plain words"), limit=300, required=False)
    examples = CleanText(label=gettext_lazy("Examples, one on each line"), rows=4, limit=1_000, required=False)
    TEXTS = ("name", "question", "examples")

    def __init__(self, *args: Any, topic: Topic, language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = language
        for name in self.TEXTS:
            field: Any = self.fields[name]
            field.help_text = getattr(topic, name)
            field.initial = topic.translations.get(language, {}).get(name, "")
            field.widget.attrs |= {"lang": language, "dir": "auto"}

    @property
    def written(self) -> dict[str, str]:
        """What a valid form says."""
        return {name: self.cleaned_data[name] for name in self.TEXTS}


def _tidy(name: str, text: str) -> str:
    if name != "choices":
        return _in_one_line(text)
    return "\n".join(line for line in (_in_one_line(each) for each in text.splitlines()) if line)


def _in_one_line(text: str) -> str:
    return " ".join(text.split())
