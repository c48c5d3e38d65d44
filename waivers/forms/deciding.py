"""What those type who weigh and decide a request, and those whom they ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from accounts.forms import CleanText, PersonChoice, PortalForm, ReasonForm, Uploads
from accounts.models import Person
from waivers.actions.classifying import REASONS_TO_RAISE
from waivers.forms.fields import date_field
from waivers.models import Waiver
from waivers.models.queries import ADVISING_ROLES
from waivers.states import NO_DEPARTURE, Advice


class QuestionForm(PortalForm):
    question = CleanText(label=gettext_lazy("Your question"), rows=4)
    uploads = Uploads(label=gettext_lazy("Files"), required=False)


class ReasonsForm(PortalForm):
    reasons = CleanText(label=gettext_lazy("Reasons"), rows=4)


class RevokeForm(ReasonsForm):
    effective_on = date_field(gettext_lazy("Revoked from"), gettext_lazy("Its first day without effect."))


class ApproveForm(ReasonsForm):
    """A grant says more than yes."""

    why_appropriate = CleanText(label=gettext_lazy("Why this waiver is appropriate"), rows=3)
    why_limited = CleanText(label=gettext_lazy("Why the circumstances are very limited"), rows=3)
    conditions = CleanText(label=gettext_lazy("Conditions"), rows=3, required=False)


class ClearForm(ReasonsForm):
    """A finding that there is no departure."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("What it is"), choices=[(one.value, one.label) for one in NO_DEPARTURE],
        widget=forms.RadioSelect,
    )  # fmt: skip
    field_order = ("receipt", "outcome", "reasons")


class AskOpinionForm(PortalForm):
    adviser = PersonChoice(
        label=gettext_lazy("Whom to ask"), queryset=Person.objects.none(), empty_label=gettext_lazy("Choose")
    )
    question = CleanText(label=gettext_lazy("What you want to know"), rows=4)

    def __init__(self, *args: Any, waiver: Waiver, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        concerned = [by.pk, waiver.requester_id, waiver.beneficiary_id]
        offered = Person.objects.holding(*ADVISING_ROLES).exclude(pk__in=concerned)
        self.fields["adviser"].queryset = offered  # type: ignore[attr-defined]


class GiveOpinionForm(PortalForm):
    advice = forms.ChoiceField(label=gettext_lazy("My advice"), choices=Advice.choices, widget=forms.RadioSelect)
    opinion = CleanText(label=gettext_lazy("My opinion"), rows=6)


class RaiseClassForm(ReasonForm):
    """Why the Board decides it, as one of the law's reasons and in words."""

    because = forms.ChoiceField(
        label=gettext_lazy("Why the Board decides"), choices=[(one.value, one.label) for one in REASONS_TO_RAISE],
        widget=forms.RadioSelect,
    )  # fmt: skip
    field_order = ("receipt", "because", "reason")


class RecommendForm(PortalForm):
    advice = forms.ChoiceField(label=gettext_lazy("My advice"), choices=Advice.choices, widget=forms.RadioSelect)
    recommendation = CleanText(label=gettext_lazy("Reasons for the Board"), rows=6)
