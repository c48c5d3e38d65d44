"""Compliance audits and their findings."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import CleanText, PersonByEmail, PortalForm
from accounts.models import Unit
from code_of_ethics.actions import AuditPlan, Sample
from code_of_ethics.forms import date_input
from code_of_ethics.models import Provision
from code_of_ethics.states.audits import Agreement, AuditRating, AuditState, FindingRating, SampleMethod

MOST = 10_000_000


class PlanAuditForm(PortalForm):
    """Which provision, where, what is asked, and when."""

    provision = forms.ModelChoiceField(
        label=gettext_lazy("Provision of the Code"), queryset=Provision.objects.none(),
        empty_label=gettext_lazy("Choose a provision"),
    )  # fmt: skip
    unit = forms.ModelChoiceField(
        label=gettext_lazy("Where"), queryset=Unit.objects.none(), required=False,
        empty_label=gettext_lazy("The whole company"),
    )  # fmt: skip
    question = CleanText(
        label=gettext_lazy("What is asked"), rows=3,
        help_text=gettext_lazy("Such as: are gifts above the limit cleared before they are accepted?"),
    )  # fmt: skip
    starts_on = forms.DateField(label=gettext_lazy("Planned from"), widget=date_input())
    due_on = forms.DateField(label=gettext_lazy("To be reported by"), widget=date_input())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["provision"].queryset = Provision.objects.in_force(timezone.localdate())
        fields["unit"].queryset = Unit.objects.all()

    def plan(self) -> AuditPlan:
        return AuditPlan(
            **{name: self.cleaned_data[name] for name in ("provision", "unit", "question", "starts_on", "due_on")}
        )


class BeginAuditForm(PortalForm):
    """The sample."""

    population = forms.IntegerField(
        label=gettext_lazy("Of how many"), min_value=1, max_value=MOST,
        help_text=gettext_lazy("All that could be looked at, such as the invoices of a year."),
    )  # fmt: skip
    sample_size = forms.IntegerField(label=gettext_lazy("How many are looked at"), min_value=1, max_value=MOST)
    method = forms.ChoiceField(
        label=gettext_lazy("How they are chosen"), choices=SampleMethod.choices, widget=forms.RadioSelect
    )
    words = CleanText(
        label=gettext_lazy("In words"), rows=3,
        help_text=gettext_lazy("So that somebody else could choose the same ones: the list, the seed, the groups."),
    )  # fmt: skip

    def sample(self) -> Sample:
        found = self.cleaned_data
        return Sample(found["population"], found["sample_size"], found["method"], found["words"])


class RaiseFindingForm(PortalForm):
    """What was found, how grave it is, and who has to put it right."""

    text = CleanText(
        label=gettext_lazy("What was found"), rows=5,
        help_text=gettext_lazy("Its owner reads this, and of the audit nothing else."),
    )  # fmt: skip
    rating = forms.ChoiceField(
        label=gettext_lazy("How grave it is"), choices=FindingRating.choices, widget=forms.RadioSelect
    )
    owner = PersonByEmail(
        label=gettext_lazy("Who puts it right"), help_text=gettext_lazy("Their e-mail address. They are told at once.")
    )


class ReportAuditForm(PortalForm):
    """The audit as a whole."""

    rating = forms.ChoiceField(label=gettext_lazy("Rating"), choices=AuditRating.choices, widget=forms.RadioSelect)
    conclusion = CleanText(label=gettext_lazy("Conclusion"), rows=5)


class AnswerFindingForm(PortalForm):
    """Management's answer."""

    agreement = forms.ChoiceField(
        label=gettext_lazy("Do you agree?"), choices=Agreement.choices, widget=forms.RadioSelect
    )
    response = CleanText(
        label=gettext_lazy("What will be done"), rows=4,
        help_text=gettext_lazy("If you do not agree: why not, and what is done instead."),
    )  # fmt: skip
    due_on = forms.DateField(label=gettext_lazy("By which day"), widget=date_input())


class FinishFindingForm(PortalForm):
    report = CleanText(
        label=gettext_lazy("What was done"), rows=4, help_text=gettext_lazy("And where somebody can see it.")
    )


class CloseFindingForm(PortalForm):
    closing = CleanText(label=gettext_lazy("What you saw"), rows=3)


class ReassignFindingForm(PortalForm):
    owner = PersonByEmail(label=gettext_lazy("New owner"), help_text=gettext_lazy("Their e-mail address."))


class AuditFilterForm(forms.Form):
    """Narrows the plan; read with GET."""

    state = forms.ChoiceField(
        label=gettext_lazy("State"), choices=[("", gettext_lazy("All")), *AuditState.choices], required=False
    )
    unit = forms.ModelChoiceField(label=gettext_lazy("Where"), queryset=Unit.objects.none(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.all()  # type: ignore[attr-defined]
        self.fields["unit"].empty_label = _("Everywhere")  # type: ignore[attr-defined]

    def wanted(self) -> dict[str, Any]:
        """Columns and values; everything where the address makes no sense."""
        return {name: value for name, value in self.cleaned_data.items() if value} if self.is_valid() else {}


class AuditExportForm(PortalForm):
    """In which form the audits are taken out."""

    kind = forms.ChoiceField(choices=[("csv", "CSV"), ("xlsx", "XLSX")])
