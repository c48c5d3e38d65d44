"""A head designates a deputy in writing."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms import CleanText, PortalForm
from accounts.roles import Power, Role
from cases.actions import DesignationFacts
from cases.forms.operator import day_ahead_field
from cases.forms.people import TypedPerson
from cases.states.case import Queue
from code_of_ethics.models import Topic


class DesignateForm(PortalForm):
    """Who, what they may do, about which topics, from which day to which."""

    deputy = TypedPerson(label=_("Who stands in for you"))
    powers = forms.MultipleChoiceField(
        label=_("What they may do"),
        choices=Power.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Granting waivers and changing routing can’t be designated. No wall falls: neither theirs nor yours."
        ),
    )
    topics = forms.ModelMultipleChoiceField(
        label=_("Only about these topics"),
        queryset=Topic.objects.order_by("name"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Choose none for every topic."),
    )
    starts_on = day_ahead_field(_("From"))
    ends_on = day_ahead_field(_("Until"), _("The last day. It ends by itself."))
    words = CleanText(label=_("In writing"), rows=4, help_text=_("What for. You and your deputy can read this."))

    def __init__(self, data: Any, *, on: date) -> None:
        super().__init__(data, initial={"starts_on": on, "powers": [Power.WORK]})
        self.on = on

    def facts(self, at: datetime) -> DesignationFacts:
        """The typed days as moments: from now where it begins today, to the end of the last day."""
        typed = self.cleaned_data
        begins = timezone.make_aware(datetime.combine(typed["starts_on"], time.min))
        return DesignationFacts(
            deputy=typed["deputy"],
            powers=typed["powers"],
            topics=tuple(typed["topics"]),
            starts_at=at if typed["starts_on"] <= self.on else begins,
            ends_at=timezone.make_aware(datetime.combine(typed["ends_on"], time.max)),
            words=typed["words"],
        )


class AbsenceForm(PortalForm):
    """From which day to which one is away."""

    starts_on = day_ahead_field(_("From"))
    ends_on = day_ahead_field(_("Until"), _("The last day on which you are away."))


# Which queue a head designates for, in words.
QUEUE_LABELS = {
    Role.GENERAL_AUDITOR: Queue.GENERAL_AUDITOR.label,
    Role.ETHICS_OFFICER: Queue.ETHICS_OFFICE.label,
    Role.AUDIT_COMMITTEE_CHAIR: Queue.AUDIT_COMMITTEE_CHAIR.label,
}
