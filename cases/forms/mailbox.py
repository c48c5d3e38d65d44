"""Mails to the ethics mailbox that a person has to look at."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import CleanText, ConfirmForm, PortalForm, ReasonForm
from accounts.models import Person
from cases.actions.mail_threading import case_worked
from cases.forms.dialogue import ReportChoice
from cases.mail_reading import is_address
from cases.models import Report
from code_of_ethics.models import Topic


class OpenMailForm(ConfirmForm):
    """Nothing but the decision to look."""


class DismissMailForm(ReasonForm):
    """Why it is no report."""


class DownloadMailForm(ReasonForm):
    """Why the mail is needed as it came. Each download stands by itself, so it has no receipt."""

    receipt = None  # type: ignore[assignment]
    reason = CleanText(
        label=gettext_lazy("Why you need it as it came"),
        rows=3,
        help_text=gettext_lazy("Kept with your name and shown to everybody who can open this page."),
    )


class ThreadMailForm(PortalForm):
    """Where the mail belongs, by what whoever adds it knows or the sender wrote."""

    to = CleanText(
        label=gettext_lazy("Where it belongs"),
        limit=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        help_text=gettext_lazy(
            "The reference of a case that you work, such as K7QF-2M9X, or the pick-up code or access key that the "
            "sender wrote."
        ),
    )
    report = ReportChoice(
        label=gettext_lazy("Whose mail it is"),
        queryset=Report.objects.none(),
        required=False,
        widget=forms.HiddenInput,
        empty_label=gettext_lazy("Please choose"),
    )
    reason = CleanText(
        label=gettext_lazy("How you know that it belongs there"),
        rows=3,
        help_text=gettext_lazy("Kept with the mail, for whoever works the case."),
    )
    text = CleanText(
        label=gettext_lazy("What the mail says"),
        rows=6,
        required=False,
        help_text=gettext_lazy(
            "Only where the Portal can't read it, such as an encrypted mail. "
            "Left empty, the mail's own words are taken."
        ),
    )

    def __init__(self, data: Any, *, person: Person) -> None:
        super().__init__(data)
        case = case_worked(str(data.get("to", ""))[:60], person) if data else None
        reports = case.reports.all() if case else Report.objects.none()
        # Only a case that the person works opens the choice: of others nothing is said, not even that they exist.
        if len(reports) > 1:
            field = self.fields["report"]
            field.widget = forms.Select()
            field.queryset, field.required = reports, True  # type: ignore[attr-defined]


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
