"""Who works a case, who else may read it, and stepping back."""

from datetime import date, datetime, time
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms import CleanText, PersonChoice, PortalForm, ReasonForm
from accounts.models import Absence, Person
from cases.forms.operator import day_ahead_field
from cases.forms.people import offer_people
from cases.states.case import Queue


class InvestigatorChoice(PersonChoice):
    """Investigators, each with the last day of an absence of theirs."""

    away: dict[Any, date] = {}

    def offer(self, people: QuerySet[Person]) -> None:
        """Let the field take `people`, and say who of them is away today."""
        absent = Absence.objects.on(timezone.localdate()).filter(person__in=people)
        self.queryset, self.away = people, dict(absent.values_list("person", "ends_on"))

    def label_from_instance(self, person: Any) -> str:
        named = super().label_from_instance(person)
        if person.pk not in self.away:
            return named
        return gettext("%(name)s (away until %(day)s)") % {
            "name": named,
            "day": date_format(self.away[person.pk], "j M Y"),
        }


class AssignForm(PortalForm):
    """One of the people whom nothing keeps from the case."""

    investigator = InvestigatorChoice(
        label=_("Investigator"),
        queryset=Person.objects.none(),
        empty_label=_("Choose one"),
        help_text=_("Only people whom nothing keeps from this case are listed."),
    )

    def __init__(self, data: Any, *, free: QuerySet[Person]) -> None:
        super().__init__(data)
        self.fields["investigator"].offer(free)  # type: ignore[attr-defined]


class AssignSeveralForm(PortalForm):
    """One person for several cases. Each case is looked at by itself, so that somebody may get some and not others."""

    investigator = InvestigatorChoice(
        label=_("Investigator"),
        queryset=Person.objects.none(),
        empty_label=_("Choose one"),
        help_text=_("Where something keeps the person from a case, that case stays as it is."),
    )

    def __init__(self, data: Any, *, people: QuerySet[Person], is_offered: bool = True) -> None:
        super().__init__(data)
        investigator: Any = self.fields["investigator"]
        investigator.offer(people)
        if not is_offered:
            investigator.choices = [("", _("Choose one"))]


class ShareForm(PortalForm):
    """One more reader."""

    person = PersonChoice(
        label=_("Person"),
        queryset=Person.objects.none(),
        help_text=_("Find the person first; then they are listed here."),
    )
    reason = CleanText(
        label=_("Why they need to read it"), rows=3, help_text=_("Whoever may open the case can read this.")
    )
    until = day_ahead_field(_("Until"), _("Leave empty for no end."), required=False)

    def __init__(self, data: Any, *, by: Person, hits: list[Person]) -> None:
        super().__init__(data, initial={"person": hits[0].pk if len(hits) == 1 else None})
        others = Person.objects.exclude(pk=by.pk)
        offer_people(self.fields["person"], others, hits, self.data.get("person", ""), _("Nobody chosen"))

    @property
    def ends_at(self) -> datetime | None:
        """The end of the last day, in the company's zone."""
        until = self.cleaned_data["until"]
        return timezone.make_aware(datetime.combine(until, time.max)) if until else None


class TransferForm(PortalForm):
    """Another queue."""

    queue = forms.ChoiceField(label=_("To"), widget=forms.RadioSelect)
    reason = CleanText(label=_("Why it belongs there"), rows=4)

    def __init__(self, data: Any, *, queue: str) -> None:
        super().__init__(data)
        others = [choice for choice in Queue.choices if choice[0] != queue]
        self.fields["queue"].choices = others  # type: ignore[attr-defined]


class RecuseForm(ReasonForm):
    """A conflict of interest of one's own."""

    reason = CleanText(
        label=_("Your conflict of interest"),
        rows=4,
        help_text=_("Say what connects you to the matter. Those who work the case can read it; you no longer will."),
    )
