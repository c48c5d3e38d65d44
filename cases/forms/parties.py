"""Naming people, and judging possible matches."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import CleanText, PersonChoice, PortalForm, ReasonForm
from accounts.models import Person, Unit
from cases.forms.people import offer_people
from cases.states.party import PartyKind, PartyRole


class AddPartyForm(PortalForm):
    """Somebody or something to name. Oneself is never offered: that is a conflict to declare."""

    role = forms.ChoiceField(label=_("Role in this case"), widget=forms.RadioSelect, choices=PartyRole.choices)
    kind = forms.ChoiceField(label=_("Who or what"), choices=PartyKind.choices)
    person = PersonChoice(
        label=_("Person"),
        queryset=Person.objects.none(),
        required=False,
        help_text=_("Find the person first; then they are listed here."),
    )
    described = CleanText(
        label=_("Name or description"), required=False, help_text=_("For whoever or whatever is not in the directory.")
    )
    unit = forms.ModelChoiceField(
        label=_("Unit"),
        queryset=Unit.objects.all(),
        required=False,
        empty_label=_("Not known, or none of ours"),
        help_text=_("Of whoever or whatever is not in the directory, as far as it is known. The figures count by it."),
    )

    def __init__(self, data: Any, *, by: Person, hits: list[Person]) -> None:
        only_hit = hits[0].pk if len(hits) == 1 else None
        super().__init__(data, initial={"kind": PartyKind.PERSON, "person": only_hit})
        others = Person.objects.exclude(pk=by.pk)
        offer_people(self.fields["person"], others, hits, self.data.get("person", ""), _("Nobody chosen"))
        if by.is_only_external:
            # They browse no directory, and so no list of its units.
            del self.fields["unit"]


class ConfirmPartyForm(PortalForm):
    """In which role a recognised person is concerned."""

    role = forms.ChoiceField(
        label=_("Role in this case"),
        widget=forms.RadioSelect,
        choices=PartyRole.choices,
        initial=PartyRole.SUBJECT,
    )


class RejectPartyForm(ReasonForm):
    """Why a possible match is no match."""

    reason = CleanText(
        label=_("Why this person is not concerned"),
        rows=4,
        help_text=_("It stays on the record with your name. The wall around the person falls at once."),
    )


class DoubtPartyForm(ReasonForm):
    """Why somebody was named by mistake."""

    reason = CleanText(
        label=_("How the mistake came about"),
        rows=4,
        help_text=_("Such as another person of that name. A second person reads it, and it stays on the record."),
    )


class KeepPartyForm(ReasonForm):
    """Why somebody stays named."""

    reason = CleanText(label=_("Why they stay named"), rows=4, help_text=_("It stays on the record with your name."))
