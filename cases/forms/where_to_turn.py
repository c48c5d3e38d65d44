"""For which country somebody wants to know whom to call."""

from django import forms
from django.utils.translation import gettext_lazy

from accounts.countries import CountryField


class CountryForm(forms.Form):
    """A choice that is kept nowhere."""

    country = CountryField(label=gettext_lazy("Where are you?"), empty=gettext_lazy("Every country"), required=False)

    def chosen(self) -> str:
        """The country's code; empty where none was chosen, or none that there is."""
        return self.cleaned_data["country"] if self.is_valid() else ""
