"""Mails to the ethics mailbox that a person has to look at."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import CleanText, ConfirmForm, PortalForm, ReasonForm
from cases.mail_reading import is_address
from code_of_ethics.models import Topic


class OpenMailForm(ConfirmForm):
    """Nothing but the decision to look."""


class DismissMailForm(ReasonForm):
    """Why it is no report."""


class TurnIntoReportForm(PortalForm):
    """The topic, and what only a person could read."""

    topic = forms.ModelChoiceField(
        label=gettext_lazy("Topic"),
        queryset=Topic.objects.none(),
        empty_label=gettext_lazy("Please choose"),
        help_text=gettext_lazy("It decides which office receives the report."),
    )
    text = CleanText(
        label=gettext_lazy("What the mail says"),
        rows=8,
        required=False,
        help_text=gettext_lazy(
            "Only where the Portal can't read it, such as an encrypted mail. Write it down as it was told. "
            "Left empty, the mail's own words are taken."
        ),
    )
    sender_name = CleanText(
        label=gettext_lazy("Name of the sender"),
        limit=200,
        required=False,
        help_text=gettext_lazy("Only where the mail doesn't say it rightly. It is sealed like every reporter's name."),
    )
    sender_address = CleanText(
        label=gettext_lazy("Where to answer"),
        limit=254,
        required=False,
        help_text=gettext_lazy(
            "An e-mail address, only where the mail doesn't say it rightly. The access key goes there."
        ),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["topic"].queryset = Topic.objects.offered()  # type: ignore[attr-defined]

    def clean_sender_address(self) -> str:
        address: str = self.cleaned_data["sender_address"].strip()
        if address and not is_address(address):
            raise ValidationError(_("This is no e-mail address. Please check it, or leave it empty."))
        return address
