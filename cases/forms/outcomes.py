"""Actions: proposing, deciding, owning and ending them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import CleanText, PortalForm, ReasonForm
from cases.actions import ActionFacts, DecisionFacts
from cases.currencies import CURRENCIES
from cases.forms.operator import day_ahead_field, day_field
from cases.forms.people import TypedPerson
from cases.models import Action, Allegation, Case
from cases.states.outcome import ActionKind, AmountKind, DisciplineLevel, InterimKind, RecoveryRoute
from cases.states.party import ADVERSE_FINDINGS

# Kind → the fields that are asked of it, in their order.
ASKED = {
    ActionKind.DISCIPLINE: ("allegation", "level", "reasons"),
    ActionKind.CORRECTIVE: ("reasons", "owner", "due_on", "brief"),
    ActionKind.REMEDIATION: ("reasons", "owner", "due_on", "brief"),
    ActionKind.RECOVERY: ("route", "sought", "currency", "reasons", "owner", "due_on", "brief"),
    ActionKind.INTERIM: ("interim_kind", "reasons", "owner", "due_on", "brief"),
}


class AllegationChoice(forms.ModelChoiceField):
    """A finding against somebody."""

    def label_from_instance(self, allegation: Any) -> str:
        return f"{allegation.subject.name}: {allegation.provision.title}"


class ProposeActionForm(PortalForm):
    """What is to be done, of one kind. Only what is asked of the kind is there."""

    kind = forms.ChoiceField(choices=ActionKind.choices, widget=forms.HiddenInput)
    allegation = AllegationChoice(label=_("For whom"), queryset=Allegation.objects.none(), empty_label=_("Choose one"))
    level = forms.ChoiceField(label=_("Level"), choices=[("", _("Choose one")), *DisciplineLevel.choices])
    interim_kind = forms.ChoiceField(label=_("Measure"), widget=forms.RadioSelect, choices=InterimKind.choices)
    route = forms.ChoiceField(label=_("Route"), widget=forms.RadioSelect, choices=RecoveryRoute.choices)
    sought = forms.DecimalField(label=_("Amount sought"), max_digits=18, decimal_places=3, min_value=0.001)
    currency = forms.ChoiceField(label=_("Currency"), choices=[(code, code) for code in CURRENCIES], initial="USD")
    reasons = CleanText(label=_("Reasons"), rows=4, help_text=_("For the office and for whoever closes the case."))
    owner = TypedPerson(
        label=_("Owner"),
        required=False,
        help_text=_("Who sees to it: e-mail, or the whole name. They see what you write below, never the case."),
    )
    due_on = day_ahead_field(_("Until"), required=False)
    brief = CleanText(
        label=_("What is to be done, for the owner"),
        rows=4,
        required=False,
        help_text=_("Only what they need. Name nobody who reported and nobody who is concerned."),
    )

    def __init__(self, data: Any, *, case: Case, kind: str, allegation: str = "") -> None:
        kind = data.get("kind", kind) if data else kind
        self.chosen = ActionKind(kind) if kind in ActionKind.values else ActionKind.CORRECTIVE
        super().__init__(data, initial={"kind": self.chosen.value, "allegation": allegation})
        asked = ("receipt", "kind", *ASKED[self.chosen])
        for name in set(self.fields) - set(asked):
            del self.fields[name]
        self.order_fields(asked)
        if "allegation" in self.fields:
            found = Allegation.objects.filter(case=case, finding__in=ADVERSE_FINDINGS, subject__isnull=False)
            joined = found.select_related("provision", "subject__data_key", "subject__person")
            self.fields["allegation"].queryset = joined  # type: ignore[attr-defined]

    @property
    def facts(self) -> ActionFacts:
        """What the action takes."""
        return ActionFacts(**{name: value for name, value in self.cleaned_data.items() if name != "receipt"})


class DecideActionForm(PortalForm):
    """What was decided. For discipline: by whom, with whom of HR, when, and at which level."""

    level = forms.ChoiceField(label=_("Level decided"), choices=DisciplineLevel.choices)
    manager = TypedPerson(label=_("Manager who decided"))
    hr_partner = TypedPerson(label=_("With whom of HR"))
    decided_on = day_field(_("Decided on"))
    reasons = CleanText(label=_("Reasons of the decision"), rows=4, required=False)
    owner = TypedPerson(label=_("Owner"), required=False)
    due_on = day_ahead_field(_("Until"), required=False)
    brief = CleanText(
        label=_("What is to be done, for the owner"),
        rows=4,
        required=False,
        help_text=_("The owner reads this and nothing of the case."),
    )

    def __init__(self, data: Any, *, action: Action) -> None:
        kept = {
            "level": action.level,
            "owner": action.owner.email if action.owner else "",
            "due_on": action.due_on,
            "brief": action.brief,
        }
        super().__init__(data, initial=kept)
        if not action.is_discipline:
            for name in ("level", "manager", "hr_partner", "decided_on"):
                del self.fields[name]

    @property
    def facts(self) -> DecisionFacts:
        """What the action takes."""
        return DecisionFacts(**{name: value for name, value in self.cleaned_data.items() if name != "receipt"})


class NameOwnerForm(PortalForm):
    """Another owner."""

    owner = TypedPerson(label=_("New owner"))


class WordsForm(PortalForm):
    """What the owner says about how far it is."""

    words = CleanText(label=_("How far is it?"), rows=5)


class EndActionForm(PortalForm):
    """The office's last word on an action."""

    ending = CleanText(label=_("How you know that it is done"), rows=4)


class NoConsequenceForm(ReasonForm):
    """Why there is none."""

    reason = CleanText(
        label=_("Why there is no consequence"), rows=4, help_text=_("Whoever closes the case reads this first.")
    )


class AmountForm(PortalForm):
    """An amount in the currency of what is sought."""

    kind = forms.ChoiceField(label=_("What it is"), widget=forms.RadioSelect, choices=AmountKind.choices)
    amount = forms.DecimalField(label=_("Amount"), max_digits=18, decimal_places=3, min_value=0.001)
    booked_on = day_field(_("On"))
    words = CleanText(label=_("Remark"), rows=2, required=False)

    def __init__(self, data: Any, *, action: Action) -> None:
        super().__init__(data, initial={"kind": AmountKind.RECOVERED})
        self.fields["amount"].label = _("Amount in %s") % action.currency
