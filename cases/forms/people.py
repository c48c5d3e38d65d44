"""Choosing a person of the directory: a name is looked up on the server, and the hits fill the choice."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from accounts.forms import CleanText, PersonChoice, PersonFilterForm
from accounts.models import Person

MOST_HITS = 25


class FindPersonForm(PersonFilterForm):
    """The look-up over such a form; read with GET."""

    words = forms.CharField(label=_("Find a person"), required=False, max_length=100, help_text=_("Name or e-mail."))

    def hits(self, *, besides: Person) -> list[Person]:
        """The first people who fit, without `besides`; nobody before something was typed."""
        if not (self.is_valid() and self.cleaned_data["words"].strip()):
            return []
        if besides.is_only_external:
            # They browse no directory: whom they know by the whole name or the e-mail is found, and nobody else.
            return [one for one in self._known() if one.pk != besides.pk]
        return list(self.matching().exclude(pk=besides.pk)[:MOST_HITS])

    def _known(self) -> list[Person]:
        typed = " ".join(self.cleaned_data["words"].casefold().split())
        alike = self.matching()[: MOST_HITS + 1]
        return [one for one in alike if typed in (one.email.casefold(), one.full_name.casefold())]


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


class TypedPerson(CleanText):
    """One person of the directory by e-mail or name. Several people of one name are told apart by their e-mail."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", _("E-mail, or the whole name."))
        super().__init__(limit=200, **kwargs)

    def clean(self, value: Any) -> Person | None:  # type: ignore[override]
        typed = super().clean(value).strip()
        if not typed:
            return None
        by_email = Person.objects.filter(email__iexact=typed).first()
        if by_email is not None:
            return by_email
        look_up = PersonFilterForm({"words": typed[:100]})
        named = sorted(typed.casefold().split())
        alike = list(look_up.matching()[: MOST_HITS + 1])
        found = [person for person in alike if sorted(person.full_name.casefold().split()) == named]
        if len(found) == 1:
            return found[0]
        if not alike:
            raise forms.ValidationError(gettext("Nobody in the directory has this name or e-mail."))
        if not found:
            # A part of a name that fits one person today may have meant another: what follows is confidential.
            raise forms.ValidationError(gettext("Please write the whole name, or the e-mail."))
        raise forms.ValidationError(
            ngettext(
                "%(count)s person has this name. Please give the e-mail.",
                "%(count)s people have this name. Please give the e-mail.",
                len(found),
            )
            % {"count": len(found) if len(found) <= MOST_HITS else f"{MOST_HITS}+"}
        )
