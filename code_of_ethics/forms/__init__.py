"""What people type about the Code."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import CleanText, PortalForm
from accounts.text import clean_text
from code_of_ethics.actions import ChangeFacts
from code_of_ethics.models import Disclosure
from code_of_ethics.states import Means

CODE_LIMIT = 500_000  # characters of one version


def date_input() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class MarkdownForm(PortalForm):
    """A text as Markdown, pasted or as a file."""

    text = CleanText(
        label=gettext_lazy("Text in Markdown"), rows=18, limit=CODE_LIMIT, required=False,
        help_text=gettext_lazy("Parts under ## headings, provisions under ### headings with a {#key}."),
    )  # fmt: skip
    file = forms.FileField(
        label=gettext_lazy("Or a Markdown file"), required=False, help_text=gettext_lazy("UTF-8, for example code.md.")
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if uploaded := cleaned.get("file"):
            try:
                cleaned["text"] = self._text_of(uploaded)
            except ValidationError as refusal:
                self.add_error(None, refusal)
        if not cleaned.get("text", "").strip() and not self.errors:
            self.add_error("text", _("Paste the text, or choose a file."))
        return cleaned

    def _text_of(self, uploaded: Any) -> str:
        if refusal := getattr(uploaded, "refusal_sentence", ""):
            raise ValidationError({"file": refusal})
        content = b"".join(uploaded.chunks())
        try:
            text = clean_text(content.decode("utf-8-sig"))
        except UnicodeDecodeError:
            raise ValidationError({"file": _("This is no UTF-8 text file.")}) from None
        if len(text) > CODE_LIMIT:
            raise ValidationError({"file": _("This file is too long for a Code.")})
        return text


class TranslationForm(MarkdownForm):
    """A version of the Code in another language, under the keys of the original."""


class SummariesForm(PortalForm):
    """From when a version holds, what it changes, and whether it asks anything new of people."""

    effective_on = forms.DateField(
        label=gettext_lazy("In force from"), required=False, widget=date_input(),
        help_text=gettext_lazy("Leave empty to take the date from the text."),
    )  # fmt: skip
    is_substantive = forms.BooleanField(
        label=gettext_lazy("This changes what the Code asks of people"), required=False, initial=True,
        help_text=gettext_lazy("Untick only for technical corrections, such as a new telephone number."),
    )  # fmt: skip
    technical_reason = CleanText(
        label=gettext_lazy("If it does not: why it is technical"), rows=2, required=False, limit=2000,
        help_text=gettext_lazy("Needed for technical corrections. It is kept as the reason why nothing is disclosed."),
    )  # fmt: skip
    plain_summary = CleanText(
        label=gettext_lazy("What changes, in plain words"), rows=3, required=False, limit=4000,
        help_text=gettext_lazy("Everybody reads it above the comparison when they are asked to affirm."),
    )  # fmt: skip
    legal_summary = CleanText(label=gettext_lazy("What changes, for lawyers"), rows=3, required=False, limit=4000)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("is_substantive") and not cleaned.get("technical_reason", "").strip():
            self.add_error("technical_reason", _("Say why this is only a technical correction."))
        return cleaned

    def change(self) -> ChangeFacts:
        names = ("is_substantive", "plain_summary", "legal_summary", "technical_reason")
        return ChangeFacts(**{name: self.cleaned_data[name] for name in names})


class VersionForm(MarkdownForm, SummariesForm):
    """A version as Markdown."""

    field_order = ["text", "file"]


class NewVersionForm(VersionForm):
    """A first draft of a version."""

    number = forms.IntegerField(
        label=gettext_lazy("Version number"), required=False, min_value=1, max_value=999_999_999,
        help_text=gettext_lazy("Leave empty to take it from the text, or the next one."),
    )  # fmt: skip


class PublishForm(PortalForm):
    """The second person's word."""

    effective_on = forms.DateField(label=gettext_lazy("In force from"), required=False, widget=date_input())


class CodeSearchForm(forms.Form):
    """The search line over the Code; read with GET."""

    words = forms.CharField(label=gettext_lazy("Search the Code"), required=False, max_length=100)

    def wanted(self) -> list[str]:
        """The words, in lower case; none when nothing was typed."""
        return clean_text(self.cleaned_data["words"]).casefold().split() if self.is_valid() else []


class DraftDisclosureForm(PortalForm):
    text = CleanText(
        label=gettext_lazy("What the public will read"), rows=10,
        help_text=gettext_lazy("The nature of the waiver, the name and the date; Nasdaq also asks for reasons."),
    )  # fmt: skip


class ConfirmFilingForm(PortalForm):
    """Where and when it was filed."""

    means = forms.ChoiceField(label=gettext_lazy("How it was disclosed"), widget=forms.RadioSelect)
    reference = CleanText(
        label=gettext_lazy("Accession number or address"),
        help_text=gettext_lazy("Form 8-K: as EDGAR shows it, such as 0001234567-26-000123. Web site: https://…"),
    )
    filed_at = forms.DateTimeField(
        label=gettext_lazy("Filed at"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        help_text=gettext_lazy("On the clock of the company's own time zone."),
    )  # fmt: skip

    def __init__(self, *args: Any, disclosure: Disclosure, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        permitted = [(value, label) for value, label in Means.choices if value in disclosure.means_permitted]
        self.fields["means"].choices = permitted  # type: ignore[attr-defined]
        if len(permitted) == 1:
            self.fields["means"].initial = permitted[0][0]
