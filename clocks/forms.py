"""Rules and calendars, changed in the browser."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.countries import CountryField
from accounts.forms import CleanText, PortalForm
from clocks.models import Rule

CLOSED, OPEN = "CLOSED", "OPEN"


class RuleChangeForm(PortalForm):
    """Another length or other warnings, and who says so."""

    amount = forms.IntegerField(label=_("How long"), min_value=0, max_value=3650)
    first_warning = forms.IntegerField(
        label=_("First warning"), min_value=1, max_value=98, help_text=_("After how many per cent of the time.")
    )
    second_warning = forms.IntegerField(
        label=_("Second warning"),
        min_value=2,
        max_value=99,
        help_text=_("After how many per cent. The third comes when the time is over."),
    )
    source = CleanText(label=_("Source"), help_text=_("The law, or the house rule, that says so."))
    reason = CleanText(label=_("Why it should change"), limit=200)

    def __init__(self, data: Any, *, rule: Rule) -> None:
        names = ("amount", "source", "first_warning", "second_warning")
        super().__init__(data, initial={name: getattr(rule, name) for name in names})
        self.fields["amount"].help_text = rule.get_unit_display()


class ExceptDayForm(PortalForm):
    """One day on which the calendar is closed, or open after all."""

    on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    state = forms.ChoiceField(
        label=_("On that day it is"),
        choices=[(CLOSED, _("closed")), (OPEN, _("open after all"))],
        initial=CLOSED,
        widget=forms.RadioSelect,
    )
    reason = CleanText(label=_("Reason"), limit=200)


class AddCalendarForm(PortalForm):
    """The public holidays of one more place."""

    name = CleanText(label=_("Name"), limit=40, help_text=_("Such as “Germany, Bavaria”."))
    country = CountryField(label=_("Country"), empty=_("Choose one"))
    subdivision = CleanText(
        label=_("Part of the country"),
        limit=10,
        required=False,
        help_text=_("Its code after the hyphen, such as BY of DE-BY. Leave empty for the whole country."),
    )
    zone = CleanText(label=_("Time zone"), limit=64, help_text=_("Such as Europe/Berlin."))
