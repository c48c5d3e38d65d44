"""How long files are kept, and which of them are deleted."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.countries import CountryField
from accounts.forms import CleanText, PortalForm
from cases.actions import PeriodFacts
from cases.models import RetentionRule
from cases.states.case import Outcome
from cases.states.retention import Bound, StartEvent

LONGEST = 1200


class ProposeRetentionRuleForm(PortalForm):
    """One period, for a country, an outcome, or all."""

    country = CountryField(label=_("Country"), empty=_("Any country"), required=False)
    outcome = forms.ChoiceField(
        label=_("How the case ended"), required=False, choices=[("", _("However it ended")), *Outcome.choices]
    )
    bound = forms.ChoiceField(
        label=_("At least or at most"),
        widget=forms.RadioSelect,
        choices=Bound.choices,
        help_text=_("Where both apply, a file falls due after the shortest time that the law asks for."),
    )
    months = forms.IntegerField(
        label=_("Calendar months"), min_value=1, max_value=LONGEST, help_text=_("Five years are 60.")
    )
    starts_with = forms.ChoiceField(
        label=_("Counted from"),
        choices=StartEvent.choices,
        initial=StartEvent.CLOSED,
        help_text=_("A later word of the reporter, or a later report, starts it anew."),
    )
    source = CleanText(label=_("Source"), limit=300, help_text=_("The law or the rule of the house, with its article."))

    def __init__(self, data: Any = None, *, like: RetentionRule | None = None) -> None:
        known = ("country", "outcome", "bound", "months", "starts_with", "source")
        super().__init__(data, initial={name: getattr(like, name) for name in known} if like else None)

    @property
    def facts(self) -> PeriodFacts:
        """What was typed, for the action."""
        return PeriodFacts(**{name: value for name, value in self.cleaned_data.items() if name != "receipt"})
