"""The library of policies."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy

from accounts.forms import CleanText, PersonChoice, PortalForm
from accounts.models import Person
from accounts.roles import Role
from accounts.text import clean_text
from code_of_ethics.actions import PolicyFacts
from code_of_ethics.forms import date_input
from code_of_ethics.models import Provision


class PolicyForm(PortalForm):
    """A policy: a file or a link, with an owner and a day of review."""

    title = CleanText(label=gettext_lazy("Title"), limit=200)
    summary = CleanText(label=gettext_lazy("What it is about"), rows=3, limit=2000, required=False)
    link = CleanText(
        label=gettext_lazy("Link"), required=False, limit=500, help_text=gettext_lazy("Or choose a file below.")
    )
    file = forms.FileField(label=gettext_lazy("File"), required=False)
    provision_keys = forms.MultipleChoiceField(
        label=gettext_lazy("Provisions that it supplements"), required=False, widget=forms.CheckboxSelectMultiple
    )
    owner = PersonChoice(label=gettext_lazy("Owner"), queryset=Person.objects.none())
    review_on = forms.DateField(label=gettext_lazy("To be reviewed by"), widget=date_input())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owners = Person.objects.employed(timezone.localdate()).holding(Role.POLICY_OWNER)
        provisions = Provision.objects.in_force(timezone.localdate()).values_list("key", "title")
        self.fields["owner"].queryset = owners  # type: ignore[attr-defined]
        self.fields["provision_keys"].choices = list(provisions)  # type: ignore[attr-defined]

    def clean_file(self) -> Any:
        uploaded = self.cleaned_data.get("file")
        if uploaded and (refusal := getattr(uploaded, "refusal_sentence", "")):
            raise ValidationError(refusal)
        return uploaded

    def facts(self) -> PolicyFacts:
        names = ("title", "summary", "link", "file", "provision_keys", "owner", "review_on")
        return PolicyFacts(**{name: self.cleaned_data[name] for name in names})


class ReviewPolicyForm(PortalForm):
    """It still holds, and when to look again."""

    review_on = forms.DateField(label=gettext_lazy("Next review by"), widget=date_input())


class PolicySearchForm(forms.Form):
    """The search line over the library; read with GET."""

    words = forms.CharField(label=gettext_lazy("Search the policies"), required=False, max_length=100)

    def wanted(self) -> list[str]:
        """The words; none when nothing was typed."""
        return clean_text(self.cleaned_data["words"]).split() if self.is_valid() else []
