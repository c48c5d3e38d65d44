"""When a matter began, typed as far as it is known."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import PortalForm
from cases.first_incident import FirstIncident
from cases.forms.told import told_day
from cases.models import Case


class FirstIncidentField(forms.CharField):
    """A day, a month or a year; empty where nobody knows."""

    def __init__(self) -> None:
        super().__init__(
            label=gettext_lazy("When did it first happen?"),
            required=False,
            max_length=10,
            help_text=gettext_lazy(
                "A day such as 2026-03-31, a month such as 2026-03 or a year such as 2026. Leave it empty if it is not "
                "known."
            ),
        )
        # The case is the form's to say.
        self.received_on = date.max

    def clean(self, value: Any) -> FirstIncident | None:
        """What was typed, where it can be."""
        text = super().clean(value)
        if not text:
            return None
        try:
            told = FirstIncident.typed(text)
        except ValueError as error:
            sentence = _("We can’t read this. Write it as 2026-03-31, 2026-03 or 2026.")
            raise ValidationError(sentence, code="invalid") from error
        if told.begins > self.received_on:
            raise ValidationError(_("It can’t have happened first after it was reported."), code="ahead")
        return told


def first_incident_of(case: Case) -> str:
    """What the field opens with: what was stated, or else the earliest day that a report of the case told."""
    if case.first_incident:
        return str(case.first_incident)
    days = [told_day(report.answers) for report in case.reports.select_related("data_key")]
    known = [day for day in days if day and day <= case.received_on]
    return min(known).isoformat() if known else ""


class StateFirstIncidentForm(PortalForm):
    """When the matter began."""

    first_incident = FirstIncidentField()

    def __init__(self, data: Any, *, case: Case) -> None:
        super().__init__(data, initial={"first_incident": first_incident_of(case) if data is None else ""})
        self.fields["first_incident"].received_on = case.received_on  # type: ignore[attr-defined]
