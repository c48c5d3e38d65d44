"""Routing rules."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.countries import CountryField
from accounts.forms import CleanText, PortalForm
from cases.states.case import Queue
from code_of_ethics.models import Topic


class ProposeRuleForm(PortalForm):
    """If topic and country fit, the report goes to this queue."""

    name = CleanText(
        label=_("Name"), limit=120, help_text=_("Shown on each case that it routes, as the reason why it is there.")
    )
    topic = forms.ModelChoiceField(
        label=_("Topic"), queryset=Topic.objects.none(), required=False, empty_label=_("Any topic")
    )
    country = CountryField(label=_("Country"), empty=_("Any country"), required=False)
    queue = forms.ChoiceField(label=_("Goes to"), widget=forms.RadioSelect, choices=Queue.choices)
    priority = forms.IntegerField(
        label=_("Order"),
        min_value=1,
        max_value=999,
        initial=100,
        help_text=_("Rules are tried from the lowest number up; the first that fits decides."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["topic"].queryset = Topic.objects.offered()  # type: ignore[attr-defined]
