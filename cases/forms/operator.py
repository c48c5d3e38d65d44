"""The forms of the help line: what is told, written down on one page; the reading back; the call-back."""

from datetime import date
from typing import Any

from django import forms
from django.conf.locale import LANG_INFO
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import PortalForm, SeenForm
from cases.forms.public import (
    AboutYouPage,
    CircumstancesPage,
    FilesPage,
    KnowledgePage,
    PeoplePage,
    StoryPage,
    TopicPage,
    Words,
    choice,
)
from cases.forms.reporter import TopicSelect
from cases.states.report import Mode, ReadBack, ReportKind
from code_of_ethics.models import Topic

# To be said aloud before the person chooses.
SAID_ALOUD = {
    Mode.ANONYMOUS: (
        gettext_lazy("Stays anonymous"),
        gettext_lazy(
            "“Nobody learns who you are, and I don’t write it down. You get a code with which you hear our answers.”"
        ),
    ),
    Mode.CONFIDENTIAL: (
        gettext_lazy("Gives the name in confidence"),
        gettext_lazy(
            "“Your name is locked away. Those who work on it don’t see it; a guardian opens it for a reason.”"
        ),
    ),
    Mode.NAMED: (
        gettext_lazy("Gives the name"),
        gettext_lazy("“Those who work on it see your name and can get in touch with you.”"),
    ),
}
KINDS = [
    (ReportKind.REPORT, gettext_lazy("A report")),
    (ReportKind.QUESTION, gettext_lazy("A question about the right thing to do")),
]


def day_field(label: Any, help_text: Any = "") -> forms.DateField:
    """A day that may not lie ahead."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={
            "required": gettext_lazy("Please give the day."),
            "invalid": gettext_lazy("We can’t read this day. Write it as 2026-03-31."),
        },
    )


def day_ahead_field(label: Any, help_text: Any = "", *, required: bool = True) -> forms.DateField:
    """A day by which something is to be done or ends."""
    field = day_field(label, help_text)
    field.required = required
    return field


def not_ahead(day: date) -> date:
    if day > timezone.localdate():
        raise ValidationError(_("This day lies ahead. Please look at it again."))
    return day


def language_choices() -> list[tuple[str, str]]:
    """Every language that Django knows by its own name, in the order of those names."""
    known = [(code, facts["name_local"]) for code, facts in LANG_INFO.items() if "name_local" in facts]
    return sorted(known, key=lambda one: one[1].casefold())


class RecordingForm(TopicPage, StoryPage, PeoplePage, CircumstancesPage, KnowledgePage, FilesPage, AboutYouPage):
    """The questions of the speak-up pages on one page, in the order in which a conversation goes."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"), choices=KINDS, widget=forms.RadioSelect, initial=ReportKind.REPORT
    )
    topic: Any = TopicSelect()
    received_on = day_field(
        gettext_lazy("On which day did it reach us?"), gettext_lazy("Only the day is kept, never the hour.")
    )
    language = forms.ChoiceField(
        label=gettext_lazy("In which language do you write it down?"),
        choices=language_choices,
        initial="en",
        help_text=gettext_lazy("The office answers in this language."),
    )
    field_order = (
        "kind", "narrative", "topic", "typed_names", "concerns", "place", "country", "day", "period", "when_not_sure",
        "danger", "who_knows", "uploads", "received_on", "language", "mode", "name", "contact",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topic"].queryset = Topic.objects.offered()  # type: ignore[attr-defined]
        narrative = self.fields["narrative"]
        narrative.label = _("What happened, as it is told")
        narrative.help_text = _(
            "In the person’s own words, as “I”. Write no judgement, and nothing that tells who speaks unless they want "
            "it: no number, no voice, no accent, no hour of the call."
        )
        narrative.widget.attrs["autofocus"] = True
        self.fields["received_on"].initial = timezone.localdate
        self.fields["mode"].label = _("How does the person want to be known?")
        self.fields["mode"].help_text = _("Read all three aloud, then let the person choose.")
        self.fields["mode"].choices = [(mode, choice(*words)) for mode, words in SAID_ALOUD.items()]  # type: ignore[attr-defined]
        self.fields["name"].label = _("The person’s name")
        self.fields["name"].error_messages["required"] = _(
            "Please write the name, or choose another way of being known."
        )
        self.fields["contact"].label = _("How may we reach the person?")
        self.fields["contact"].help_text = ""
        if self.data.get("kind") == ReportKind.QUESTION:
            # As on the speak-up pages: a question names nobody and endangers nobody.
            self.fields["concerns"].required = self.fields["danger"].required = False

    def clean_received_on(self) -> date:
        return not_ahead(self.cleaned_data["received_on"])


class HandOverForm(SeenForm):
    """The reading back. Nobody reads a letter back to whoever wrote it."""

    read_back = forms.ChoiceField(
        label=gettext_lazy("How was it read back?"),
        choices=ReadBack.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose one. It is kept with the report.")},
    )

    def __init__(self, *args: Any, is_spoken: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_spoken:
            del self.fields["read_back"]


class CallBackForm(PortalForm):
    """Each look-up stands on the trail by itself, so it has no receipt that would give the first one's answer again."""

    receipt = None  # type: ignore[assignment]
    spoken = forms.CharField(
        label=gettext_lazy("The pick-up code that the caller reads out"),
        help_text=gettext_lazy(
            "Twelve digits; spaces make no difference. An access key of 24 characters works as well."
        ),
        max_length=200,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters", "autofocus": True}
        ),
        error_messages={
            "required": gettext_lazy("Please write down the code first."),
            "max_length": gettext_lazy("This is longer than a code or a key."),
        },
    )


class SpokenAnswerForm(PortalForm):
    receipt = None  # type: ignore[assignment]
    body = Words(
        label=gettext_lazy("What the caller answers"),
        help_text=gettext_lazy("Word for word, as “I”. Read it back before you keep it."),
        rows=6,
        error_messages={"required": gettext_lazy("Please write down what the caller says.")},
    )
