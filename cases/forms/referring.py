"""The form of a minute for whoever was told of something and passes it on."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import new_receipt
from cases.forms.operator import day_field, not_ahead
from cases.forms.public import NO, NOT_SURE, SHORT, YES, DangerPage, PeoplePage, StoryPage, TopicPage, Words, choice
from cases.forms.reporter import TopicSelect
from cases.states.report import Mode

TELLER = [
    (
        Mode.ANONYMOUS,
        choice(
            gettext_lazy("The person wishes to stay unnamed, or I am not sure"),
            gettext_lazy("Then don’t write the name anywhere, and nothing from which one could guess it."),
        ),
    ),
    (
        Mode.CONFIDENTIAL,
        choice(
            gettext_lazy("The person agrees that I give the name"),
            gettext_lazy("It is locked away. Those who work on it don’t see it; a guardian opens it for a reason."),
        ),
    ),
]
CONCERNED = [
    (NO, gettext_lazy("No")),
    (YES, gettext_lazy("Yes, it may be about me or people close to me")),
    (NOT_SURE, gettext_lazy("I am not sure")),
]


class ReferralForm(TopicPage, StoryPage, PeoplePage, DangerPage):
    receipt: Any = forms.CharField(widget=forms.HiddenInput, max_length=64, initial=new_receipt)
    topic: Any = TopicSelect()
    told_on = day_field(
        gettext_lazy("When were you told?"),
        gettext_lazy(
            "The company asks for it within one business day. Late is better than never, and is noted as late."
        ),
    )
    mode = forms.ChoiceField(
        label=gettext_lazy("Who told you?"),
        choices=TELLER,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose one.")},
    )
    name = Words(
        label=gettext_lazy("The person’s name"),
        limit=SHORT,
        error_messages={"required": gettext_lazy("Please write the name, or choose that the person stays unnamed.")},
    )
    contact = Words(label=gettext_lazy("How may the person be reached?"), limit=SHORT, required=False)
    is_concerned = forms.ChoiceField(
        label=gettext_lazy("Does it concern you yourself?"),
        help_text=gettext_lazy("Then it goes to somebody whom you don’t work with or report to."),
        choices=CONCERNED,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Please choose one. “I am not sure” is fine.")},
    )
    field_order = (
        "told_on", "narrative", "topic", "typed_names", "concerns", "danger", "mode", "name", "contact", "is_concerned",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        narrative = self.fields["narrative"]
        narrative.label = _("What were you told?")
        narrative.help_text = _("As you were told it. You need not know more, and please don’t find out more.")
        narrative.widget.attrs["rows"] = 6
        self.fields["typed_names"].widget.attrs["rows"] = 2
        self.fields["typed_names"].help_text = _(
            "Whom it is about, as far as you were told. They are kept away from it."
        )
        self.fields["told_on"].initial = timezone.localdate
        self.fields["name"].required = self.data.get("mode") == Mode.CONFIDENTIAL

    def clean_told_on(self) -> date:
        return not_ahead(self.cleaned_data["told_on"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("mode") == Mode.ANONYMOUS:
            # A name that was typed before choosing this goes no further.
            cleaned["name"] = cleaned["contact"] = ""
        return cleaned
