"""Restricting a case, asking whether somebody would see it, and asking for a reporter's name."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.forms import CleanText, ConfirmForm, PersonChoice, PortalForm, ReasonForm
from accounts.models import Person
from cases.forms.operator import day_ahead_field
from cases.forms.people import offer_people
from cases.states.identity import TELLING, UnlockReason


class AppointForm(PortalForm):
    """Who from outside works the case, and until when."""

    person = PersonChoice(label=_("External investigator"), queryset=Person.objects.none(), empty_label=_("Choose one"))
    until = day_ahead_field(_("Until"), _("The last day. A year at most."))

    def __init__(self, data: Any, *, free: QuerySet[Person]) -> None:
        super().__init__(data)
        self.fields["person"].queryset = free  # type: ignore[attr-defined]

    @property
    def ends_at(self) -> datetime:
        """The end of the last day, in the company's zone."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["until"], time.max))


class RestrictForm(ReasonForm):
    """Why the case is closed to its queue, or opened again."""

    reason = CleanText(label=_("Reason"), rows=3, help_text=_("Whoever may open the case can read this."))


class CheckAccessForm(PortalForm):
    """Anybody of the directory. It has no receipt: each asking is an act of its own and goes on the trail."""

    receipt = None  # type: ignore[assignment]
    person = PersonChoice(
        label=_("Person"),
        queryset=Person.objects.none(),
        help_text=_("Find the person first; then they are listed here."),
    )

    def __init__(self, data: Any, *, hits: list[Person]) -> None:
        super().__init__(data, initial={"person": hits[0].pk if len(hits) == 1 else None})
        offer_people(self.fields["person"], Person.objects.all(), hits, self.data.get("person", ""), _("Nobody chosen"))


def _reasons() -> list[tuple[str, str]]:
    """With what each means for the reporter. Danger has a way of its own."""
    offered = [reason for reason in UnlockReason if reason != UnlockReason.DANGER]
    return [(reason.value, f"{reason.label}. {TELLING[reason].label}") for reason in offered]


class InDangerForm(PortalForm):
    """For whom the name is asked, and why, for the file."""

    person = forms.ChoiceField(label=_("Who should see the name?"))
    why = CleanText(
        label=_("Why the name is needed"),
        rows=3,
        help_text=_("Kept with the case. Whoever decides does not read it: they learn the kind of reason only."),
    )

    def __init__(self, data: Any, *, workers: list[Person], by: Person) -> None:
        super().__init__(data, initial={"person": str(by.pk)})
        self.workers = {str(one.pk): one for one in workers}
        self.fields["person"].choices = [  # type: ignore[attr-defined]
            (key, f"{one.full_name}, {one.job_title}" if one.job_title else one.full_name)
            for key, one in self.workers.items()
        ]

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        return self.cleaned_data | {"person": self.workers[self.cleaned_data["person"]]}


class RequestIdentityForm(InDangerForm):
    """The same, with a reason of the list and for how long."""

    reason = forms.ChoiceField(label=_("Kind of reason"), widget=forms.RadioSelect)
    days = forms.IntegerField(label=_("For how many days at most"), min_value=1, initial=7)
    field_order = ("receipt", "person", "reason", "days", "why")

    def __init__(self, data: Any, *, workers: list[Person], by: Person) -> None:
        super().__init__(data, workers=workers, by=by)
        self.fields["reason"].choices = _reasons()  # type: ignore[attr-defined]
        _at_most(self.fields["days"], settings.IDENTITY_DAYS)


class GrantIdentityForm(PortalForm):
    """For how long, and why."""

    days = forms.IntegerField(label=_("For how many days"), min_value=1)
    words = CleanText(label=_("Your reasons"), rows=3, help_text=_("Those who asked can read this."))

    def __init__(self, data: Any, *, most: int) -> None:
        super().__init__(data, initial={"days": most})
        _at_most(self.fields["days"], most)


class RefuseIdentityForm(ReasonForm):
    reason = CleanText(label=_("Your reasons"), rows=3, help_text=_("Those who asked can read this."))


class ShowIdentityForm(ConfirmForm):
    """Nothing but the decision. It has no receipt: each look is an act of its own and goes on the trail."""

    receipt = None  # type: ignore[assignment]


def _at_most(field: Any, most: int) -> None:
    field.max_value = most
    field.validators.append(MaxValueValidator(most))
    field.widget.attrs["max"] = most
    field.help_text = _("At most %(most)s.") % {"most": most}
