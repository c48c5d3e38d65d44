"""The words of a promise."""

from django.utils.translation import gettext_lazy

from accounts.forms import CleanText, PortalForm

LIMIT = 1_500  # characters: it stands on every page, also on a phone


class PromiseForm(PortalForm):
    """One wording of one promise in one language."""

    text = CleanText(
        label=gettext_lazy("Words"), rows=6, limit=LIMIT, help_text=gettext_lazy("Markdown for **strong** and links.")
    )
