"""The first days of a case."""

from typing import Any

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import CleanText, PortalForm
from cases.actions import TriageFacts
from cases.forms.first_incident import FirstIncidentField, first_incident_of
from cases.models import Case
from cases.states.case import Outcome, RetaliationRisk, Severity
from cases.states.materiality import Materiality
from code_of_ethics.models import Topic

RECEIVED = _(
    "Thank you for speaking up. Your report has arrived and is being read by people whom it does not concern. "
    "We will come back to you here with questions or with the outcome, within three months at the latest."
)


class AcknowledgeForm(PortalForm):
    """What the reporter reads first."""

    message = CleanText(
        label=_("Message to the reporter"),
        rows=6,
        initial=RECEIVED,
        help_text=_("It is signed by the office, never by a person."),
    )


class TriageForm(PortalForm):
    """Topic, severity, risk of retaliation and materiality, all decided by a person."""

    topic = forms.ModelChoiceField(label=_("Topic"), queryset=Topic.objects.none())
    topic_reasons = CleanText(
        label=_("Why it is no matter of accounting"),
        rows=3,
        required=False,
        help_text=_("Only where you choose another topic for a matter of accounting. A second person decides."),
    )
    summary = CleanText(
        label=_("Summary"), rows=4, limit=2_000, help_text=_("For colleagues who open the case: what, where, how much.")
    )
    first_incident = FirstIncidentField()
    severity = forms.ChoiceField(label=_("Severity"), widget=forms.RadioSelect, choices=Severity.choices)
    retaliation_risk = forms.ChoiceField(
        label=_("Risk of retaliation against the reporter"), widget=forms.RadioSelect, choices=RetaliationRisk.choices
    )
    regulator_aware = forms.BooleanField(label=_("A regulator or the press is aware"), required=False)
    loss_above_threshold = forms.BooleanField(
        label=_("The estimated loss is at or above the company's threshold"), required=False
    )
    materiality = forms.ChoiceField(
        label=_("Is it material?"),
        required=False,
        widget=forms.RadioSelect,
        help_text=_("“Material” reaches the Audit Committee at once. “Not material” waits for a second person."),
        choices=[*Materiality.choices, ("", _("Nothing here asks for a decision"))],
    )
    materiality_reasons = CleanText(label=_("Reasons"), rows=4, required=False)
    digest_line = CleanText(
        label=_("Line for the Audit Committee"),
        rows=2,
        limit=500,
        required=False,
        help_text=_("One sentence, written for directors who can't open the case. No names."),
    )

    def __init__(self, data: Any, *, case: Case) -> None:
        facts = {
            "topic": case.topic_id,
            "summary": case.summary,
            "severity": case.severity,
            "retaliation_risk": case.retaliation_risk,
            "first_incident": first_incident_of(case) if data is None else "",
        }
        super().__init__(data, initial=facts)
        self.fields["first_incident"].received_on = case.received_on  # type: ignore[attr-defined]
        if not case.topic.is_accounting:
            del self.fields["topic_reasons"]
        topics = Topic.objects.offered() | Topic.objects.filter(pk=case.topic_id)
        self.fields["topic"].queryset = topics  # type: ignore[attr-defined]
        if case.triggers.exists() and not case.materiality_decisions.exists():
            # Something asks already, so "nothing asks" is no answer; without a tick the action says so.
            self.fields["materiality"].choices = Materiality.choices  # type: ignore[attr-defined]
        about_topic = ["topic_reasons"] if case.topic.is_accounting else []
        self.helper.layout = Layout(
            "receipt",
            Fieldset(_("What it is"), "topic", *about_topic, "summary", "first_incident", "severity"),
            Fieldset(_("The reporter"), "retaliation_risk"),
            Fieldset(
                _("Materiality"),
                "regulator_aware",
                "loss_above_threshold",
                "materiality",
                "materiality_reasons",
                "digest_line",
            ),
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("materiality") and not cleaned.get("materiality_reasons"):
            self.add_error("materiality_reasons", _("A decision on materiality needs reasons."))
        return cleaned

    @property
    def facts(self) -> TriageFacts:
        """What the action takes."""
        return TriageFacts(**{name: value for name, value in self.cleaned_data.items() if name != "receipt"})


class AnswerQuestionForm(PortalForm):
    """The answer to a question."""

    answer = CleanText(
        label=_("Answer"), rows=8, help_text=_("The person who asked reads it. Name the provision that it rests on.")
    )


class ExitTriageForm(PortalForm):
    """A way out that needs no investigation, for a second person to judge."""

    outcome = forms.ChoiceField(
        label=_("Why it ends here"),
        widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in (Outcome.OUT_OF_SCOPE, Outcome.REFERRED)],
    )
    reason = CleanText(
        label=_("Reasons"), rows=5, help_text=_("For the second person. Where it was referred, say to whom and when.")
    )
