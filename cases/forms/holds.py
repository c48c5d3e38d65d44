"""Legal holds."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms import CleanText, PortalForm
from accounts.models import Person
from cases.actions import HoldFacts
from cases.forms.people import TypedPerson
from code_of_ethics.models import Topic

MOST_NAMED = 100
_REFERENCE = re.compile(r"[0-9A-Z]{4}-[0-9A-Z]{4}")


class TypedPeople(CleanText):
    """Several people of the directory, one on each line, by e-mail or whole name."""

    def clean(self, value: Any) -> list[Person]:  # type: ignore[override]
        lines = [line.strip() for line in super().clean(value).splitlines() if line.strip()]
        return list({person.pk: person for person in map(_one, lines[:MOST_NAMED])}.values())


def _one(line: str) -> Person:
    try:
        found = TypedPerson(required=True).clean(line)
    except forms.ValidationError as refused:
        words = {"line": line, "why": " ".join(refused.messages)}
        raise forms.ValidationError(gettext("“%(line)s”: %(why)s") % words) from None
    if found is None:
        raise forms.ValidationError(gettext("Nobody in the directory has this name or e-mail."))
    return found


class PlaceHoldForm(PortalForm):
    """What is held. Whatever is left empty does not narrow it."""

    name = CleanText(label=_("Name"), limit=120, help_text=_("For counsel alone: such as the matter and its court."))
    reason = CleanText(label=_("Why it must be kept"), rows=3)
    people = TypedPeople(
        label=_("People"),
        rows=3,
        required=False,
        help_text=_("Cases that name one of them, or that one of them reported. One a line: e-mail or whole name."),
    )
    topics = forms.ModelMultipleChoiceField(
        label=_("Topics"), queryset=Topic.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    from_on = forms.DateField(label=_("Received from"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    until_on = forms.DateField(
        label=_("Received until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("Leave empty to hold what is still to come, too."),
    )
    references = CleanText(
        label=_("References"),
        rows=2,
        required=False,
        help_text=_("Cases that are held by their reference, whatever else stands above. One on each line."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        self.fields["topics"].queryset = Topic.objects.order_by("name")  # type: ignore[attr-defined]

    def clean_references(self) -> list[str]:
        """The references as they are written everywhere. Nobody is told whether there is such a case."""
        typed = self.cleaned_data["references"].upper().split()
        if wrong := [text for text in typed if not _REFERENCE.fullmatch(text)]:
            raise forms.ValidationError(gettext("“%s” is no reference such as K7QF-2M9X.") % wrong[0][:20])
        return list(dict.fromkeys(typed))[:MOST_NAMED]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        since, until = told.get("from_on"), told.get("until_on")
        if since and until and until < since:
            self.add_error("until_on", gettext("This is before the first day."))
        return told

    @property
    def facts(self) -> HoldFacts:
        """What was typed, for the action."""
        return HoldFacts(**{name: value for name, value in self.cleaned_data.items() if name != "receipt"})
