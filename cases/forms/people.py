"""Choosing a person of the directory: a name is looked up on the server, and the hits fill the choice."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.forms import PersonChoice, PersonFilterForm
from accounts.models import Person

MOST_HITS = 25


class FindPersonForm(PersonFilterForm):
    """The look-up over such a form; read with GET."""

    words = forms.CharField(label=_("Find a person"), required=False, max_length=100, help_text=_("Name or e-mail."))

    def hits(self, *, besides: Person) -> list[Person]:
        """The first people who fit, without `besides`; nobody before something was typed."""
        if not (self.is_valid() and self.cleaned_data["words"].strip()):
            return []
        return list(self.matching().exclude(pk=besides.pk)[:MOST_HITS])


def offer_people(field: Any, offered: QuerySet[Person], hits: list[Person], chosen: str, empty: Any) -> None:
    """Let `field`, a `PersonChoice`, take anybody of `offered`, and show only `hits` and whoever was chosen already."""
    field.queryset = offered
    shown = {str(person.pk): person for person in hits}
    if chosen and chosen not in shown and (person := _chosen(field, chosen)):
        shown[chosen] = person
    field.choices = [("", empty), *((pk, field.label_from_instance(person)) for pk, person in shown.items())]


def _chosen(field: PersonChoice, chosen: str) -> Person | None:
    try:
        return field.clean(chosen)
    except forms.ValidationError:
        return None
