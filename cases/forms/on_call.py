"""Who is on call for an office, and from when until when."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import PersonChoice, PortalForm
from accounts.models import Person
from accounts.roles import HEAD_OF, Office, Role


def moment_input() -> forms.DateTimeInput:
    return forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class PlanDutyForm(PortalForm):
    """One person of the office, from one moment to another in the company's zone."""

    person = PersonChoice(label=gettext_lazy("Who"), queryset=Person.objects.none())
    starts_at = forms.DateTimeField(label=gettext_lazy("From"), widget=moment_input())
    ends_at = forms.DateTimeField(label=gettext_lazy("Until"), widget=moment_input())

    def __init__(self, office: Office, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        staff = Person.objects.holding(Role.OFFICE_STAFF, office=office)
        fields: Any = self.fields
        fields["person"].queryset = staff | Person.objects.holding(HEAD_OF[office])
        zone = {"zone": settings.COMPANY_TIME_ZONE.replace("_", " ")}
        fields["ends_at"].help_text = _("Both in the company’s time zone, %(zone)s.") % zone
