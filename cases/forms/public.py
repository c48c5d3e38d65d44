"""What the speak-up pages ask, one form a page. Those who are signed in are asked the same on one page."""

import copy
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, TypeVar, cast

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError
from django.forms.models import ModelChoiceIterator
from django.utils.datastructures import MultiValueDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.countries import CountryField
from accounts.forms import CleanText, PortalForm, Uploads
from accounts.languages import Worded, language_attributes, reader_language
from cases.access_keys import holds_an_access_key
from cases.states.report import Concerns, Mode, ReportKind
from code_of_ethics.models import Topic
from code_of_ethics.states import TopicGroup
from vault.settled import Settled

LONG, SHORT = 2_000, 300
Typed = TypeVar("Typed", bound=forms.Form)
YES, NO, NOT_SURE = "YES", "NO", "NOT_SURE"
AUTHORITY, PRESS = "AUTHORITY", "PRESS"

WHO_KNOWS = [
    ("NOBODY", gettext_lazy("Nobody, as far as I know")),
    ("MANAGER", gettext_lazy("A manager")),
    ("COLLEAGUES", gettext_lazy("Colleagues")),
    ("DEPARTMENT", gettext_lazy("Human resources, legal, security or another department")),
    (AUTHORITY, gettext_lazy("A public authority, the police or a regulator")),
    (PRESS, gettext_lazy("The press")),
    (NOT_SURE, gettext_lazy("I am not sure")),
]
DANGER = [
    (NO, gettext_lazy("No")),
    (YES, gettext_lazy("Yes, somebody may be hurt")),
    (NOT_SURE, gettext_lazy("I am not sure")),
]


def choice(name: Any, hint: Any, hint_class: str = "choice-hint") -> SafeString:
    """The label of a radio button: what it is, and a quieter line under it."""
    if not hint:
        return format_html('<span class="choice-name"{}>{}</span>', language_attributes(name), name)
    return format_html(
        '<span class="choice-name"{}>{}</span><span class="{}"{}>{}</span>',
        language_attributes(name),
        name,
        hint_class,
        language_attributes(hint),
        hint,
    )


# What each way of being known is called, and who then sees what.
MODES = {
    Mode.ANONYMOUS: (
        gettext_lazy("Stay anonymous"),
        gettext_lazy("Nobody learns who you are, and nor do we. We talk through the access key you get at the end."),
    ),
    Mode.CONFIDENTIAL: (
        gettext_lazy("Give my name in confidence"),
        gettext_lazy(
            "Your name is locked away. Those who work on your report do not see it; a guardian opens it only for a "
            "reason that is written down."
        ),
    ),
    Mode.NAMED: (
        gettext_lazy("Give my name"),
        gettext_lazy("Those who work on your report see your name and can get in touch with you."),
    ),
}


@cache
def _modes_in(language: str) -> list[tuple[str, SafeString]]:
    """The choices of the page about oneself, in the language that is spoken now."""
    return [(mode, choice(*words)) for mode, words in MODES.items()]


class Words(CleanText):
    """A text that no browser remembers or sends to a spelling service, and into which no access key is pasted."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.widget.attrs.update({"autocomplete": "off", "spellcheck": "false"})

    def clean(self, value: Any) -> str:
        text = super().clean(value)
        if holds_an_access_key(text):
            raise ValidationError(
                _("This looks like an access key. Keep it to yourself: please take it out of the text.")
            )
        return text


_offered = Settled(lambda slug: Topic.objects.offered().filter(slug=slug))


class GroupedTopics(ModelChoiceIterator):
    """Topics under the names of their groups; those of none come after them, each for itself."""

    # One of those below, which say what a group is called.
    field: Any

    def __iter__(self) -> Iterator[Any]:
        if self.field.empty_label is not None:
            yield "", self.field.empty_label
        topics = list(self.queryset)
        for group in TopicGroup:
            if members := [topic for topic in topics if topic.group == group]:
                yield self.field.group_label(group, members), [self.choice(topic) for topic in members]
        yield from (self.choice(topic) for topic in topics if not topic.group)


class FoldedRadios(forms.RadioSelect):
    """Radio buttons whose groups are folded up until somebody opens one; the one with the choice stands open."""

    folds = True


class TopicChoice(forms.ModelChoiceField):
    """The topics in plain words with examples; for a question the name is enough."""

    iterator = GroupedTopics
    widget = FoldedRadios

    def __init__(self, *, for_question: bool = False, **kwargs: Any) -> None:
        self.for_question = for_question
        topics = Topic.objects.offered() if for_question else Topic.objects.for_reports()
        super().__init__(topics, to_field_name="slug", empty_label=None, **kwargs)

    def to_python(self, value: Any) -> Topic | None:
        """The topic that was chosen. Every page of a form that is sent looks it up, so the statement is kept."""
        if value in self.empty_values:
            return None
        try:
            found = _offered(value) if isinstance(value, str) else []
        except ValueError:  # a character that no database takes
            found = []
        if not found or (found[0].is_question and not self.for_question):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return found[0]

    def group_label(self, group: TopicGroup, topics: list[Topic]) -> SafeString:
        """What the group is about, and what its topics are called: enough to know which one to open."""
        names = [topic.worded_name for topic in topics]
        languages = {name.language for name in names}
        listed = Worded(" · ".join(names), languages.pop()) if len(languages) == 1 else ""
        return choice(group.label, listed)

    def label_from_instance(self, topic: Any) -> SafeString:
        if self.for_question:
            return choice(topic.worded_name, topic.worded_question if topic.is_question else "")
        question, examples = topic.worded_question, topic.worded_examples
        # A choice in one language with examples in another is harder to read than one without.
        fitting = examples if examples.language == question.language else ""
        return choice(question, fitting, "choice-hint choice-examples")


class PublicForm(PortalForm):
    """One page of questions. Its single-use token travels in the page's capsule, so it has no receipt of its own."""

    receipt = None  # type: ignore[assignment]


class TopicPage(PublicForm):
    topic = TopicChoice(
        label=gettext_lazy("Choose what comes closest"),
        help_text=gettext_lazy("If none fits, take the last one. We find the right place for it."),
        error_messages={
            "required": gettext_lazy("Please choose one. If you are not sure, take what comes closest."),
            "invalid_choice": gettext_lazy("Please choose one of these. The list may have changed meanwhile."),
        },
    )


class QuestionTopicPage(TopicPage):
    topic = TopicChoice(
        for_question=True,
        label=gettext_lazy("Choose what comes closest"),
        error_messages={"required": gettext_lazy("Please choose one. If you are not sure, take what comes closest.")},
    )


class StoryPage(PublicForm):
    narrative = Words(
        label=gettext_lazy("In your own words"),
        help_text=gettext_lazy(
            "Who did what, when and where, and how you know. You need no proof, and you don’t have to be sure. "
            "Don’t write who you are here unless you want to."
        ),
        rows=10,
        error_messages={"required": gettext_lazy("Please write something. A few words are enough to begin.")},
    )


class QuestionStoryPage(PublicForm):
    narrative = Words(
        label=gettext_lazy("Your question"),
        help_text=gettext_lazy(
            "What you want to do or have seen, and what makes you unsure. Don’t write who you are unless you want to."
        ),
        rows=8,
        error_messages={"required": gettext_lazy("Please write your question. A few words are enough to begin.")},
    )


class PeoplePage(PublicForm):
    typed_names = Words(
        label=gettext_lazy("Names, jobs or departments"),
        help_text=gettext_lazy(
            "Those who did it, and who saw it, as far as you know. People you name here are kept away from your report."
        ),
        rows=4,
        limit=LONG,
        required=False,
    )
    concerns = forms.MultipleChoiceField(
        label=gettext_lazy("Does it concern one of these?"),
        help_text=gettext_lazy("We ask so that it goes to somebody whom it does not concern."),
        choices=Concerns.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Please tick at least one. “I am not sure” is fine.")},
    )

    def clean_concerns(self) -> list[str]:
        ticked: list[str] = self.cleaned_data["concerns"]
        return [concern for concern in ticked if concern != Concerns.NONE] or ticked


class CircumstancesPage(PublicForm):
    place = Words(
        label=gettext_lazy("Where did it happen?"),
        help_text=gettext_lazy("A site, a department, a city, or online."),
        limit=SHORT,
        required=False,
    )
    country = CountryField(
        label=gettext_lazy("In which country?"), empty=gettext_lazy("I would rather not say"), required=False
    )
    day = forms.DateField(
        label=gettext_lazy("On which day?"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "invalid": gettext_lazy("We can’t read this day. Write it as 2026-03-31, or use your own words below.")
        },
    )
    period = Words(
        label=gettext_lazy("Or over which time?"),
        help_text=gettext_lazy("In your own words: “since last spring”, “most Fridays”, “it has not happened yet”."),
        limit=SHORT,
        required=False,
    )
    when_not_sure = forms.BooleanField(label=gettext_lazy("I am not sure when"), required=False)


class DangerPage(PublicForm):
    danger = forms.ChoiceField(
        label=gettext_lazy("Is anyone in danger?"),
        choices=DANGER,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose one. “I am not sure” is fine.")},
    )


class KnowledgePage(DangerPage):
    who_knows = forms.MultipleChoiceField(
        label=gettext_lazy("Who knows about it already?"),
        choices=WHO_KNOWS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


class FilesPage(PublicForm):
    uploads = Uploads(
        label=gettext_lazy("Pictures, documents, recordings"),
        help_text=gettext_lazy("You can choose several at once."),
        required=False,
    )


class AboutYouPage(PublicForm):
    mode = forms.ChoiceField(
        label=gettext_lazy("How do you want to be known?"),
        choices=lambda: _modes_in(reader_language()),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose one. Each is read the same way.")},
    )
    name = Words(
        label=gettext_lazy("Your name"),
        limit=SHORT,
        error_messages={"required": gettext_lazy("Please write your name, or choose to stay anonymous.")},
    )
    contact = Words(
        label=gettext_lazy("How may we reach you?"),
        help_text=gettext_lazy("A phone number or an e-mail address, if you like. You get an access key in any case."),
        limit=SHORT,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = not self.is_bound or self.data.get("mode") in (Mode.NAMED, Mode.CONFIDENTIAL)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("mode") == Mode.ANONYMOUS:
            # What somebody typed before choosing to stay anonymous goes no further.
            cleaned["name"] = cleaned["contact"] = ""
        return cleaned


class EarlierPage(PublicForm):
    """For whoever has lost the key: what the earlier report was about, so that the office can find it."""

    earlier_what = Words(
        label=gettext_lazy("What was your earlier report about?"),
        help_text=gettext_lazy("A few words are enough, such as a place, a name, or what you called it."),
        rows=4,
        limit=LONG,
        error_messages={"required": gettext_lazy("Please write a few words about it.")},
    )
    earlier_when = Words(
        label=gettext_lazy("When did you send it, roughly?"),
        help_text=gettext_lazy("In your own words: “in spring”, “two weeks ago”."),
        limit=SHORT,
        required=False,
    )


EARLIER = "earlier"
PAGES: dict[str, dict[str, type[PublicForm]]] = {
    ReportKind.REPORT: {
        "topic": TopicPage,
        "story": StoryPage,
        "people": PeoplePage,
        "circumstances": CircumstancesPage,
        "knowledge": KnowledgePage,
        "files": FilesPage,
        "about_you": AboutYouPage,
    },
    ReportKind.QUESTION: {"topic": QuestionTopicPage, "story": QuestionStoryPage, "about_you": AboutYouPage},
}


# Whether it must be filled in hangs from what else was chosen on its page.
CHANGED = ("name",)

# The names of the fields into which somebody types; the others are choices and marks.
_EVERY_PAGE: tuple[type[PublicForm], ...] = (EarlierPage, *PAGES[ReportKind.REPORT].values())
WORDS = frozenset(
    name for page in _EVERY_PAGE for name, shape in page.base_fields.items() if isinstance(shape, Words)
) | {"body"}


def pages_of(kind: str, *, with_earlier: bool) -> dict[str, type[PublicForm]]:
    """The pages of a form; who comes without a key is asked for the earlier report first."""
    return {EARLIER: EarlierPage, **PAGES[kind]} if with_earlier else PAGES[kind]


class _Common(dict[str, forms.Field]):
    """The fields of a class for all its forms: a copy holds the same ones, but for those that a form changes."""

    def __init__(self, fields: dict[str, forms.Field], *, changed: Iterable[str]) -> None:
        super().__init__(copy.deepcopy(fields))
        self.changed = [name for name in changed if name in fields]
        for shared in self.values():
            # Nobody reads it, and each form would translate it.
            shared.help_text = ""

    def __deepcopy__(self, memo: dict[int, Any]) -> dict[str, forms.Field]:
        return {**self, **{name: copy.deepcopy(self[name], memo) for name in self.changed}}


class _Judge(PublicForm):
    """Judges as Django's form does, without the object that Django makes of each field in order to show it."""

    def _clean_fields(self) -> None:
        for name, shape in self.fields.items():
            try:
                self.cleaned_data[name] = self._judged(name, shape)
                if own := getattr(self, f"clean_{name}", None):
                    self.cleaned_data[name] = own()
            except ValidationError as fault:
                self.add_error(name, fault)

    def _judged(self, name: str, shape: forms.Field) -> Any:
        if shape.disabled or isinstance(shape, forms.FileField):
            # What it had before is looked at too.
            return cast(Any, shape)._clean_bound_field(self[name])
        return shape.clean(shape.widget.value_from_datadict(self.data, self.files, self.add_prefix(name)))

    @property
    def helper(self) -> FormHelper:
        raise TypeError("This form shares its fields with others: it can't be shown.")


@cache
def judging(page: type[PublicForm]) -> type[PublicForm]:
    """The form of a page that judges what was typed and is shown to nobody.

    Showing a form changes its fields and widgets, so that Django copies them for each. All pages of a report are
    judged twice before it is sent, and the copies took longer than the judging.
    """
    judge: Any = type(page.__name__, (_Judge, page), {"__module__": page.__module__})
    judge.base_fields = _Common(judge.base_fields, changed=CHANGED)
    return cast(type[PublicForm], judge)


def as_typed(form_class: type[Typed], typed: MultiValueDict[str, str], **facts: Any) -> Typed:
    """The form with what was typed, and nothing said yet about what is missing."""
    many = {name for name, shape in form_class.base_fields.items() if isinstance(shape, forms.MultipleChoiceField)}
    initial = {
        name: typed.getlist(name) if name in many else typed[name] for name in form_class.base_fields if name in typed
    }
    return form_class(initial=initial, **facts)


def add_file_errors(form: PublicForm, refused: Iterable[Any]) -> None:
    """Say beside the field which files were not taken, and why."""
    for file in refused:
        form.add_error("uploads", ValidationError(f"{file.name}: {file.sentence}", code=_why(file)))


NO_ROOM = "no_room"


def _why(file: Any) -> str:
    return NO_ROOM if file.for_want_of_room else "refused"


def lacks_room(form: forms.BaseForm) -> bool:
    """Whether files were refused for want of room, so that the page says what can be done instead."""
    return form.is_bound and form.has_error("uploads", NO_ROOM)
