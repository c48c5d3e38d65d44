"""Opening a file, deliberately."""

from django import forms
from django.utils.translation import gettext_lazy

from accounts.forms import CleanText, ReasonForm
from vault.cleaning.held import MOST_PAGES


class OpenAttachmentForm(forms.Form):
    """Nothing but the decision. It has no receipt: each opening is an act of its own and goes on the trail."""


class LookAtPageForm(OpenAttachmentForm):
    """Which page of it, counted from one; nothing for the whole file."""

    page = forms.IntegerField(label=gettext_lazy("Page"), required=False, min_value=1, max_value=MOST_PAGES)


class OpenOriginalForm(ReasonForm):
    """Why the clean copy is not enough. No receipt here either."""

    receipt = None  # type: ignore[assignment]
    reason = CleanText(
        label=gettext_lazy("Why you need it as it came"),
        rows=3,
        help_text=gettext_lazy("Kept with your name and shown to everybody who can open this page."),
    )
