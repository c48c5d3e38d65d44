"""The signed-in door: the same questions as on the speak-up pages, by name or in confidence."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.forms.public import (
    MODES,
    CircumstancesPage,
    FilesPage,
    GroupedTopics,
    KnowledgePage,
    PeoplePage,
    StoryPage,
    TopicPage,
    choice,
)
from cases.states.report import Mode
from code_of_ethics.models import Topic
from code_of_ethics.states import TopicGroup


class TopicSelect(forms.ModelChoiceField):
    """The topics in plain words, in one line each: on a page with everything, a list of cards is too long."""

    iterator = GroupedTopics

    def __init__(self) -> None:
        super().__init__(
            Topic.objects.for_reports(),
            label=gettext_lazy("What is it about?"),
            to_field_name="slug",
            empty_label=gettext_lazy("Choose what comes closest"),
            error_messages={
                "required": gettext_lazy("Please choose one. The last one fits whatever fits nowhere else."),
                "invalid_choice": gettext_lazy("Please choose one of these. The list may have changed meanwhile."),
            },
        )

    def group_label(self, group: TopicGroup, _topics: list[Topic]) -> str:
        return str(group.label)

    def label_from_instance(self, topic: Any) -> str:
        return str(topic.question or topic.name)


class MyReportForm(TopicPage, StoryPage, PeoplePage, CircumstancesPage, KnowledgePage, FilesPage):
    topic: Any = TopicSelect()
    mode = forms.ChoiceField(
        label=gettext_lazy("How do you want to be known?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose one.")},
    )
    field_order = (
        "topic", "narrative", "typed_names", "concerns", "place", "country", "day", "period", "when_not_sure", "danger",
        "who_knows", "uploads", "mode",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["narrative"].help_text = _("Who did what, when and where, and how you know. You need no proof.")
        self.fields["danger"].help_text = _(
            "If somebody may be hurt now, call the emergency number of your country first: nobody watches this form at "
            "every hour."
        )
        name, _hint = MODES[Mode.ANONYMOUS]
        elsewhere = _("Not on this page, because you are signed in. We show you where.")
        self.fields["mode"].choices = [  # type: ignore[attr-defined]
            (Mode.NAMED, choice(*MODES[Mode.NAMED])),
            (Mode.CONFIDENTIAL, choice(*MODES[Mode.CONFIDENTIAL])),
            (Mode.ANONYMOUS, choice(name, elsewhere)),
        ]

    def clean_mode(self) -> str:
        if self.cleaned_data["mode"] == Mode.ANONYMOUS:
            raise ValidationError(
                _("You are signed in, so this page knows who you are. To stay anonymous, use the public pages instead.")
            )
        return str(self.cleaned_data["mode"])
