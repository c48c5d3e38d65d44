"""Answering a campaign, running one, and disclosing something about oneself."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.countries import country_name
from accounts.forms import CleanText, PortalForm, ReasonForm
from accounts.languages import language_name
from accounts.models import Person, Unit
from code_of_ethics.actions import Audience, Decision, DeclarationFacts
from code_of_ethics.forms import date_input
from code_of_ethics.states import DECISIONS, DeclarationKind, Level


class AffirmForm(PortalForm):
    """In which language the Code was read, where there is more than one to read it in."""

    read_in = forms.ChoiceField(label=gettext_lazy("I have read it in"), required=False)

    def __init__(self, *args: Any, languages: list[str] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not languages:
            del self.fields["read_in"]
            return
        offered = [settings.LANGUAGE_CODE, *languages]
        self.fields["read_in"].choices = [(code, language_name(code)) for code in offered]  # type: ignore[attr-defined]

    def read_language(self) -> str:
        return self.cleaned_data.get("read_in", "")


class DeclareForm(PortalForm):
    """What somebody discloses about themself."""

    kind = forms.ChoiceField(
        label=gettext_lazy("What is it?"), choices=DeclarationKind.choices, widget=forms.RadioSelect
    )
    text = CleanText(
        label=gettext_lazy("In your own words"), rows=5,
        help_text=gettext_lazy("What it is, with whom, since when, and how it touches your work."),
    )  # fmt: skip

    def facts(self) -> DeclarationFacts:
        return DeclarationFacts(self.cleaned_data["kind"], self.cleaned_data["text"])


class AffirmAndDeclareForm(DeclareForm, AffirmForm):
    """What somebody discloses while affirming the Code."""


class RenewForm(PortalForm):
    """How it stands today."""

    text = CleanText(label=gettext_lazy("How does it stand today?"), rows=5)


class DecideForm(PortalForm):
    """What the office decides about a disclosure."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Decision"), choices=[(state.value, state.label) for state in DECISIONS],
        widget=forms.RadioSelect,
    )  # fmt: skip
    reasons = CleanText(label=gettext_lazy("Reasons"), rows=4, help_text=gettext_lazy("The person reads them."))
    conditions = CleanText(
        label=gettext_lazy("Conditions"), rows=3, required=False,
        help_text=gettext_lazy("Needed where it is allowed with conditions. The person reads them."),
    )  # fmt: skip
    expires_on = forms.DateField(
        label=gettext_lazy("Until"), required=False, widget=date_input(),
        help_text=gettext_lazy("Needed where it is cleared or allowed with conditions; a year at most."),
    )  # fmt: skip

    def decision(self) -> Decision:
        names = ("outcome", "reasons", "conditions", "expires_on")
        return Decision(**{name: self.cleaned_data[name] for name in names})


class ExceptionForm(PortalForm):
    """What somebody can't affirm."""

    text = CleanText(
        label=gettext_lazy("What can't you affirm, and why?"), rows=5,
        help_text=gettext_lazy("Only you and the ethics office read this. Your manager does not."),
    )  # fmt: skip


class MessageForm(PortalForm):
    """One message of that talk."""

    text = CleanText(label=gettext_lazy("Message"), rows=4)


class ExcuseForm(ReasonForm):
    """Why somebody need not affirm."""

    reason = CleanText(label=gettext_lazy("Why"), rows=4, help_text=gettext_lazy("The person reads this."))


class ConfirmMatchForm(ReasonForm):
    """By what somebody is known in the words."""

    reason = CleanText(
        label=gettext_lazy("How do you know that it is them?"),
        rows=4,
        help_text=gettext_lazy("Whoever reads the conversation sees this."),
    )


class LiftMatchForm(ReasonForm):
    """Why somebody is not whom the words mean."""

    reason = CleanText(
        label=gettext_lazy("Why is it not them?"),
        rows=4,
        help_text=gettext_lazy("Whoever reads the conversation sees this."),
    )


class ExtendForm(ReasonForm):
    """More time."""

    due_on = forms.DateField(label=gettext_lazy("New due date"), widget=date_input())

    field_order = ("due_on", "reason")


class PaperForm(AffirmForm):
    """A signature on paper, and in which language the Code was read, where the paper says it."""

    signed_on = forms.DateField(label=gettext_lazy("Signed on"), widget=date_input())
    read_in = forms.ChoiceField(label=gettext_lazy("The Code was read in"), required=False)
    kept_where = CleanText(
        label=gettext_lazy("Where the paper is kept"), help_text=gettext_lazy("Such as: personnel file, Columbus.")
    )

    field_order = ("signed_on", "read_in", "kept_where")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if said := self.fields.get("read_in"):
            said.choices = [("", _("The paper does not say")), *said.choices]  # type: ignore[attr-defined]


class AudienceForm(PortalForm):
    """Whom to ask. Where several are chosen, all must hold."""

    units = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Units"), queryset=Unit.objects.none(), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Choose none for all."),
    )  # fmt: skip
    countries = forms.MultipleChoiceField(
        label=gettext_lazy("Countries"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Choose none for all."),
    )  # fmt: skip
    levels = forms.MultipleChoiceField(
        label=gettext_lazy("Levels"), choices=Level.choices, required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Choose none for all."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].queryset = Unit.objects.all()  # type: ignore[attr-defined]
        codes = Person.objects.employed(timezone.localdate()).order_by().values_list("country", flat=True).distinct()
        named = [(code, country_name(code)) for code in codes]
        self.fields["countries"].choices = sorted(named, key=lambda one: one[1])  # type: ignore[attr-defined]

    def audience(self) -> Audience:
        found = self.cleaned_data
        return Audience(found["countries"], found["levels"], tuple(found["units"]))


class StartCampaignForm(AudienceForm):
    """Whom to ask, and until when."""

    due_on = forms.DateField(label=gettext_lazy("Due on"), widget=date_input())

    field_order = ("due_on", "units", "countries", "levels")


class PeopleFilterForm(forms.Form):
    """Narrows the people of a campaign; read with GET."""

    SHOWN = (
        ("", gettext_lazy("All")),
        ("waiting", gettext_lazy("Not yet")),
        ("overdue", gettext_lazy("Overdue")),
        ("done", gettext_lazy("Done")),
    )
    show = forms.ChoiceField(label=gettext_lazy("Show"), choices=SHOWN, required=False)
    unit = forms.ModelChoiceField(label=gettext_lazy("Unit"), queryset=Unit.objects.none(), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = Unit.objects.all()  # type: ignore[attr-defined]
        self.fields["unit"].empty_label = _("Every unit")  # type: ignore[attr-defined]

    def wanted(self) -> tuple[str, Unit | None]:
        """What to show and the unit; everything where the address makes no sense."""
        if not self.is_valid():
            return "", None
        return self.cleaned_data["show"], self.cleaned_data["unit"]
