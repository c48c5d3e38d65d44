"""What the General Auditor says of a test of the hotline."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import CleanText, PortalForm
from cases.states.hotline_test import TestedChannel


class BeginHotlineTestForm(PortalForm):
    channel = forms.ChoiceField(label=_("How it reaches us"), choices=TestedChannel.choices)
    story = CleanText(
        label=_("Story"),
        rows=6,
        limit=4_000,
        required=False,
        help_text=_("Name nobody who exists. Leave it empty, and the Portal takes one of its own."),
    )
