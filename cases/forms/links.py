"""Linking two cases."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import CleanText, PortalForm
from accounts.models import Person
from cases.models import Case
from cases.states import LinkKind


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
        typed = self.cleaned_data["other"].strip().upper()
        found: Case | None = Case.objects.visible_to(self.person).filter(reference=typed).first()
        if found is None:
            raise forms.ValidationError(_("You see no case with this reference. Please compare it."))
        return found
