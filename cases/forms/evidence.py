"""Opening a file, deliberately."""

from django import forms
from django.utils.translation import gettext_lazy

from accounts.forms import CleanText, ReasonForm


class OpenAttachmentForm(forms.Form):
    """Nothing but the decision. It has no receipt: each opening is an act of its own and goes on the trail."""


class OpenOriginalForm(ReasonForm):
    """Why the clean copy is not enough. No receipt here either."""

    receipt = None  # type: ignore[assignment]
    reason = CleanText(
        label=gettext_lazy("Why you need it as it came"),
        rows=3,
        help_text=gettext_lazy("Kept with your name and shown to everybody who can open this page."),
    )
