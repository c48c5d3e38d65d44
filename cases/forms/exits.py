"""What the General Auditor thinks of an end without a finding."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import CleanText, PortalForm
from cases.states.exit import ExitVerdict


class ReadExitForm(PortalForm):
    """Right or not, and why."""

    verdict = forms.ChoiceField(label=_("Your verdict"), choices=ExitVerdict.choices, widget=forms.RadioSelect)
    words = CleanText(label=_("Why"), rows=4, help_text=_("It is kept with the case."))
