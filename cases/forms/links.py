"""Linking two cases, and merging one into another."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import CleanText, PortalForm
from accounts.models import Person
from cases.models import Case
from cases.states.case import LinkKind


class FindCaseForm(forms.Form):
    """The case in which the matter goes on; read with GET, before the review."""

    into = CleanText(
        label=gettext_lazy("Reference of the case that goes on"), limit=12, help_text=gettext_lazy("Such as K7QF-2M9X.")
    )


class MergeCaseForm(PortalForm):
    """The reason, under the review of what will happen. The other case is found again among those the person sees."""

    into = CleanText(limit=12, widget=forms.HiddenInput)
    reason = CleanText(
        label=gettext_lazy("Why the two are one matter"),
        rows=4,
        help_text=gettext_lazy("Whoever may see both cases reads it, also after the merge was undone."),
    )

    def __init__(self, data: Any, *, person: Person, into: str = "") -> None:
        super().__init__(data, initial={"into": into})
        self.person = person

    def clean_into(self) -> Case:
        return seen_case(self.cleaned_data["into"], self.person)


def seen_case(typed: str, person: Person) -> Case:
    """The case of this reference. One that `person` may not see is answered like one that does not exist."""
    found: Case | None = Case.objects.visible_to(person).filter(reference=typed.strip().upper()).first()
    if found is None:
        raise forms.ValidationError(_("You see no case with this reference. Please compare it."))
    return found


class LinkCaseForm(PortalForm):
    """The other case by its reference. One that the person may not see is answered like one that does not exist."""

    other = CleanText(
        label=gettext_lazy("Reference of the other case"), limit=12, help_text=gettext_lazy("Such as K7QF-2M9X.")
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("How do they belong together?"), widget=forms.RadioSelect, choices=LinkKind.choices
    )
    reason = CleanText(label=gettext_lazy("Reason"), rows=3)

    def __init__(self, data: Any, *, person: Person, other: str = "") -> None:
        super().__init__(data, initial={"other": other})
        self.person = person

    def clean_other(self) -> Case:
        return seen_case(self.cleaned_data["other"], self.person)
