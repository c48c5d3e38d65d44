"""For which country somebody wants to know whom to call."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from accounts.countries import country_choices


class CountryForm(forms.Form):
    """A choice that is kept nowhere."""

    country = forms.ChoiceField(label=gettext_lazy("Where are you?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["country"].choices = country_choices(gettext_lazy("Every country"))  # type: ignore[attr-defined]

    def chosen(self) -> str:
        """The country's code; empty where none was chosen, or none that there is."""
        return self.cleaned_data["country"] if self.is_valid() else ""
