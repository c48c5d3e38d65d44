"""What to look for. Sent in the body of a request, never in an address."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import CleanText, PortalForm
from cases.searching import MOST_WORDS, understood
from cases.states.search import SearchSource


class SearchForm(PortalForm):
    """Words, and where to look for them."""

    words = CleanText(label=gettext_lazy("Words, names or a reference"), limit=200)
    within = forms.ChoiceField(
        label=gettext_lazy("Look in"), required=False, choices=[("", gettext_lazy("Everything")), *SearchSource.choices]
    )

    def clean_words(self) -> str:
        """Something to look for, and not more than a search may ask."""
        words: str = self.cleaned_data["words"]
        sought = understood(words).words
        if not sought:
            raise ValidationError(_("Type at least one word to look for. A word with a minus only leaves things out."))
        if len(sought) > MOST_WORDS:
            raise ValidationError(_("Look for at most %(most)s words at once.") % {"most": MOST_WORDS})
        return words
