"""Exports of a case: why, how much, and which words and passages are hidden."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import CleanText, PortalForm
from cases.actions import ExportFacts
from cases.file_contents import Contents, is_privileged
from cases.file_parts import privileged_things
from cases.models import Case
from cases.redaction import Choices

MOST_WORDS = 500
LONGEST_WORD = 200


class ExportForm(PortalForm):
    """The whole file, or one in which words, passages and people are hidden."""

    reason = CleanText(
        label=gettext_lazy("Why it leaves the Portal"),
        rows=2,
        help_text=gettext_lazy("For example for counsel, a court or an authority. It stays with the case."),
    )
    how = forms.ChoiceField(
        label=gettext_lazy("How much"),
        choices=[("REDACTED", gettext_lazy("With words hidden")), ("WHOLE", gettext_lazy("Whole"))],
        widget=forms.RadioSelect,
        initial="REDACTED",
    )
    with_privileged = forms.BooleanField(
        label=gettext_lazy("Privileged parts go along"),
        required=False,
        help_text=gettext_lazy("Only if counsel agrees: what has been handed on may lose its privilege."),
    )
    words = CleanText(
        label=gettext_lazy("Words and names to hide everywhere"),
        rows=5,
        required=False,
        help_text=gettext_lazy(
            "One on each line. They are found in any spelling of case and accents, and inside longer words."
        ),
    )
    hides_reporter = forms.BooleanField(
        label=gettext_lazy("Hide who reported"),
        required=False,
        help_text=gettext_lazy(
            "The name and contact, and the name wherever it occurs. Confidential names are never in a file."
        ),
    )
    hides_witnesses = forms.BooleanField(
        label=gettext_lazy("Hide the witnesses"),
        required=False,
        help_text=gettext_lazy("Their names wherever they occur."),
    )

    def __init__(self, *args: Any, case: Case, contents: Contents | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = {passage.key for passage in contents.passages} if contents else set()
        if not (is_privileged(case) or privileged_things(case)):
            del self.fields["with_privileged"]

    def clean_words(self) -> tuple[str, ...]:
        """Each line once."""
        words = tuple(dict.fromkeys(line.strip() for line in self.cleaned_data["words"].splitlines() if line.strip()))
        if len(words) > MOST_WORDS or any(len(word) > LONGEST_WORD for word in words):
            raise ValidationError(_("That is too much: write one word or name on each line."))
        return words

    @property
    def passages(self) -> frozenset[str]:
        """The passages that were ticked; they have their boxes beside their words, and not in this form."""
        ticked = self.data.getlist("passages") if hasattr(self.data, "getlist") else []
        return frozenset(self.keys & set(ticked))

    def choices(self) -> Choices:
        """What is hidden, as far as it was said well."""
        said = getattr(self, "cleaned_data", {})
        return Choices(
            is_redacted=said.get("how") != "WHOLE",
            words=said.get("words") or (),
            passages=self.passages,
            hides_reporter=said.get("hides_reporter", False),
            hides_witnesses=said.get("hides_witnesses", False),
            with_privileged=said.get("with_privileged", False),
        )

    def facts(self) -> ExportFacts:
        return ExportFacts(self.cleaned_data["reason"], self.choices())


class DownloadForm(PortalForm):
    """Which of the two files; the buttons say it."""

    what = forms.ChoiceField(choices=[("pdf", "pdf"), ("archive", "archive")], widget=forms.HiddenInput)
