"""What the external auditors were told."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import CleanText, PortalForm
from cases.actions import AuditorFacts
from cases.states.auditor_log import Means


class _ToldForm(PortalForm):
    told_on = forms.DateField(label=_("When"), widget=forms.DateInput(attrs={"type": "date"}))
    told_by = CleanText(label=_("Who told them"), limit=200)
    told_to = CleanText(label=_("Who was told"), limit=200, help_text=_("Name and firm."))
    means = forms.ChoiceField(label=_("How"), choices=Means.choices)

    @property
    def facts(self) -> AuditorFacts:
        """What the actions take."""
        return AuditorFacts(**{name: self.cleaned_data[name] for name in AuditorFacts.NAMES if name in self.fields})


class LogAuditorsForm(_ToldForm):
    """About a case."""

    words = CleanText(
        label=_("What they were told"),
        rows=5,
        help_text=_("As it was said, without what they were not told. Whoever keeps the register can read this."),
    )


class TellAuditorsForm(_ToldForm):
    """A digest, as it was signed: of its words nothing is written down here."""


class CorrectEntryForm(LogAuditorsForm):
    """The entry anew, and what was wrong with it."""

    why_corrected = CleanText(label=_("What was wrong"), rows=2)

    def __init__(self, *args: Any, is_of_case: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_of_case:
            del self.fields["words"]
