"""Allegations and their findings."""

from dataclasses import fields
from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import CleanText, PortalForm
from cases.actions import FindingFacts
from cases.forms.operator import day_field
from cases.models import Allegation, Case, Party
from cases.states.outcome import RootCause
from cases.states.party import Finding, Hearing, PartyRole, PartyStatus, Standard, StepKind
from code_of_ethics.models import Provision


class ProvisionChoice(forms.ModelChoiceField):
    """A provision with its number."""

    def label_from_instance(self, provision: Any) -> str:
        return f"{provision.number} {provision.title}".strip()


class SubjectChoice(forms.ModelChoiceField):
    """A confirmed subject of the case."""

    def label_from_instance(self, party: Any) -> str:
        return party.name


class AddAllegationForm(PortalForm):
    """A provision of the Code in force, and who is said to have departed from it."""

    provision = ProvisionChoice(label=_("Provision of the Code"), queryset=Provision.objects.none())
    subject = SubjectChoice(
        label=_("Subject"),
        queryset=Party.objects.none(),
        required=False,
        empty_label=_("Nobody known yet"),
        help_text=_("Confirmed subjects only."),
    )
    statement = CleanText(
        label=_("What is alleged"),
        rows=5,
        help_text=_("One matter, in neutral words, so that it can be found true or untrue."),
    )
    is_bad_faith = forms.BooleanField(
        label=_("This says that a report was knowingly false"),
        required=False,
        help_text=_("Bad faith is a finding of its own. A second person makes it."),
    )

    def __init__(self, data: Any, *, case: Case) -> None:
        super().__init__(data)
        provisions = Provision.objects.in_force(case.received_on)
        key = case.topic.provision_key
        self.fields["provision"].queryset = provisions  # type: ignore[attr-defined]
        if key:
            self.fields["provision"].initial = next((one.pk for one in provisions if one.key == key), None)
        self.fields["subject"].queryset = Party.objects.filter(  # type: ignore[attr-defined]
            case=case, role=PartyRole.SUBJECT, status=PartyStatus.CONFIRMED
        ).select_related("person")


class FindingForm(PortalForm):
    """A finding with its reasons and, against somebody, with the steps that make it fair."""

    finding = forms.ChoiceField(label=_("Finding"), widget=forms.RadioSelect, choices=Finding.choices)
    reasons = CleanText(
        label=_("Reasons"), rows=6, help_text=_("What was established, on which evidence, and what was not.")
    )
    standard = forms.ChoiceField(
        label=_("Standard of proof"), required=False, choices=[("", _("Choose one")), *Standard.choices]
    )
    subject_told_on = forms.DateField(
        label=_("The subject was told on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    subject_hearing = forms.ChoiceField(
        label=_("The subject was heard"), required=False, choices=[("", _("Choose one")), *Hearing.choices]
    )
    reply_weighed = CleanText(
        label=_("How their reply was weighed"),
        rows=4,
        required=False,
        help_text=_("What they said, and why it did or did not change the finding."),
    )
    root_cause = forms.ChoiceField(
        label=_("Why it could happen"), required=False, choices=[("", _("Not established")), *RootCause.choices]
    )
    root_cause_words = CleanText(label=_("In words"), rows=3, required=False)

    def __init__(self, data: Any, *, allegation: Allegation) -> None:
        kept = {
            field.name: getattr(allegation, field.name) for field in fields(FindingFacts) if field.name != "reasons"
        }
        if not allegation.finding:
            kept |= _recorded(allegation)
        super().__init__(data, initial={**kept, "reasons": allegation.finding_reasons})
        self.helper.layout = Layout(
            "receipt",
            Fieldset(_("The finding"), "finding", "reasons"),
            Fieldset(_("Fairness"), "standard", "subject_told_on", "subject_hearing", "reply_weighed"),
            Fieldset(_("Root cause"), "root_cause", "root_cause_words"),
        )

    @property
    def facts(self) -> FindingFacts:
        """What the action takes."""
        return FindingFacts(**{name: value for name, value in self.cleaned_data.items() if name != "receipt"})


def _recorded(allegation: Allegation) -> dict[str, Any]:
    """What the recorded steps say already, for the form to begin with."""
    steps = {step.kind: step for step in allegation.steps.select_related("data_key")}
    found: dict[str, Any] = {}
    if told := steps.get(StepKind.TOLD):
        found["subject_told_on"] = told.taken_on
    for kind in (StepKind.DECLINED, StepKind.HEARD):
        if kind in steps:
            found["subject_hearing"] = kind.value
    if weighed := steps.get(StepKind.REPLY_WEIGHED):
        found["reply_weighed"] = str(weighed.words)
    return found


class StepForm(PortalForm):
    """One fairness step, on the day on which it was taken."""

    kind = forms.ChoiceField(label=_("Step"), widget=forms.RadioSelect, choices=StepKind.choices)
    taken_on = day_field(_("On"))
    words = CleanText(
        label=_("What was said"), rows=5, required=False, help_text=_("Needed where it says how the reply was weighed.")
    )
