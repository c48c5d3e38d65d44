"""Pausing a deadline."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import PortalForm
from cases.forms.operator import day_ahead_field
from cases.states.clock import PauseReason


class PauseClockForm(PortalForm):
    """Why it waits, and until when."""

    reason = forms.ChoiceField(label=_("What it waits for"), choices=PauseReason.choices, widget=forms.RadioSelect)
    until = day_ahead_field(
        _("Until"), _("On this day it runs again by itself. Leave empty if you will end the pause."), required=False
    )
