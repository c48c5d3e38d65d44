"""Fields that the forms of waivers share."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def date_field(label: Any, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, help_text=help_text)


class ClockReading(forms.DateTimeField):
    """A date and time as read off a clock; which zone that clock is in, another field says."""

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        for pattern in ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"):
            try:
                return datetime.strptime(str(value).strip(), pattern)  # noqa: DTZ007  the zone follows in `clean`
            except ValueError:
                continue
        raise ValidationError(_("Write the date and time as 2026-11-23 14:30."))
