"""Referrals to public officials."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import CleanText, PersonChoice, PortalForm
from accounts.models import Person
from accounts.roles import Role
from cases.actions import ReferralFacts
from cases.forms.operator import day_field
from cases.models import Attachment, Case
from cases.states.outcome import Advice


class ProposeReferralForm(PortalForm):
    """What counsel and whoever decides read. It is all they read of the case."""

    authority = CleanText(label=_("Authority"), help_text=_("Such as a public prosecutor, a regulator, the police."))
    facts = CleanText(
        label=_("What happened"), rows=6, help_text=_("Enough to judge it by. Nothing that tells who reported.")
    )
    reasons = CleanText(label=_("Why it should be referred"), rows=4)
    counsel = PersonChoice(label=_("Counsel to be asked"), queryset=Person.objects.none(), empty_label=_("Choose one"))

    def __init__(self, data: Any, *, case: Case, by: Person) -> None:
        super().__init__(data)
        free = case.unwalled(Person.objects.holding(Role.COUNSEL)).exclude(pk=by.pk)
        self.fields["counsel"].queryset = free  # type: ignore[attr-defined]

    @property
    def told(self) -> ReferralFacts:
        """What the action takes."""
        return ReferralFacts(**{name: value for name, value in self.cleaned_data.items() if name != "receipt"})


class OtherCounselForm(PortalForm):
    """Somebody else who is asked for the opinion."""

    counsel = PersonChoice(label=_("Counsel to be asked"), queryset=Person.objects.none(), empty_label=_("Choose one"))

    def __init__(self, data: Any, *, case: Case, besides: list[Any]) -> None:
        super().__init__(data)
        free = case.unwalled(Person.objects.holding(Role.COUNSEL)).exclude(pk__in=besides)
        self.fields["counsel"].queryset = free  # type: ignore[attr-defined]


class OpinionForm(PortalForm):
    """Counsel's opinion."""

    advice = forms.ChoiceField(label=_("Your advice"), widget=forms.RadioSelect, choices=Advice.choices)
    opinion = CleanText(label=_("Opinion"), rows=8)


class ReferralDecisionForm(PortalForm):
    """The decision, either way."""

    reasons = CleanText(label=_("Reasons"), rows=5)


class FileChoice(forms.ModelMultipleChoiceField):
    """Files of the case by their neutral names."""

    def label_from_instance(self, attachment: Any) -> str:
        return attachment.neutral_name


class HandOverForm(PortalForm):
    """What was handed over, and when."""

    handed_over_on = day_field(_("Handed over on"))
    attachments = FileChoice(
        label=_("Files of this case"),
        queryset=Attachment.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    things = CleanText(label=_("Other documents and things"), rows=5, required=False, help_text=_("One on each line."))

    def __init__(self, data: Any, *, case: Case) -> None:
        super().__init__(data)
        files = Attachment.objects.filter(report__case=case).order_by("report", "position")
        self.fields["attachments"].queryset = files  # type: ignore[attr-defined]
        if not files.exists():
            del self.fields["attachments"]

    @property
    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        things = [line.strip() for line in self.cleaned_data["things"].splitlines() if line.strip()]
        return {
            "handed_over_on": self.cleaned_data["handed_over_on"],
            "attachments": self.cleaned_data.get("attachments") or [],
            "things": things,
        }


class ReceiptForm(PortalForm):
    """That the authority acknowledged it."""

    acknowledged_on = day_field(_("Acknowledged on"))
    authority_reference = CleanText(label=_("Reference of the authority"))


class ConcludeForm(PortalForm):
    """What came of it."""

    result = CleanText(label=_("What came of it"), rows=5)
    concluded_on = day_field(_("On"))
