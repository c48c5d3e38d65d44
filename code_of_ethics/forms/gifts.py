"""The register of gifts and entertainment."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.countries import CountryField
from accounts.forms import CleanText, PortalForm
from accounts.models import Person
from code_of_ethics.actions import GiftFacts
from code_of_ethics.forms import date_input
from code_of_ethics.models.gift import GiftQuerySet
from code_of_ethics.states.gifts import GIFT_DECISIONS, Direction, GiftKind, GiftState

CURRENCY_LETTERS = 3


class Currency(CleanText):
    """A currency by its three letters (ISO 4217)."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("help_text", gettext_lazy("Three letters, such as EUR."))
        super().__init__(label=gettext_lazy("Currency"), limit=10, **kwargs)

    def clean(self, value: Any) -> str:
        typed = super().clean(value).strip().upper()
        if typed and not (len(typed) == CURRENCY_LETTERS and typed.isascii() and typed.isalpha()):
            raise ValidationError(_("A currency has three letters, such as EUR."))
        return typed


def amount_field(label: Any, help_text: Any = "") -> forms.DecimalField:
    return forms.DecimalField(label=label, min_value=0, max_digits=12, decimal_places=2, help_text=help_text)


class GiftForm(PortalForm):
    """One entry."""

    direction = forms.ChoiceField(
        label=gettext_lazy("Given or received?"), choices=Direction.choices, widget=forms.RadioSelect
    )
    kind = forms.ChoiceField(label=gettext_lazy("What is it?"), choices=GiftKind.choices, widget=forms.RadioSelect)
    what = CleanText(label=gettext_lazy("In your own words"), rows=2)
    other_party = CleanText(label=gettext_lazy("Who gives or receives it"), limit=200)
    organisation = CleanText(label=gettext_lazy("Their organisation"), limit=200)
    is_official = forms.BooleanField(
        label=gettext_lazy("They work for a government, a public authority or a state-owned company"), required=False,
        help_text=gettext_lazy("This is always reviewed, whatever it is worth."),
    )  # fmt: skip
    occasion = CleanText(label=gettext_lazy("On what occasion, and why"), rows=2)
    country = CountryField(label=gettext_lazy("In which country"), empty=gettext_lazy("Choose a country"))
    happened_on = forms.DateField(label=gettext_lazy("On"), widget=date_input())
    amount = amount_field(gettext_lazy("What it is worth"), gettext_lazy("An honest estimate is enough."))
    currency = Currency()

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["country"].initial = person.country

    def facts(self) -> GiftFacts:
        return GiftFacts(**{name: self.cleaned_data[name] for name in GiftFacts.__dataclass_fields__})


class DecideGiftForm(PortalForm):
    """What the office decides about an entry."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Decision"), choices=[(one.value, one.label) for one in GIFT_DECISIONS],
        widget=forms.RadioSelect,
    )  # fmt: skip
    reasons = CleanText(label=gettext_lazy("Reasons"), rows=3, help_text=gettext_lazy("The person reads them."))


class LimitForm(PortalForm):
    """The limit of a country in a currency. The former one ends with it."""

    country = CountryField(label=gettext_lazy("Country"), empty=gettext_lazy("Every other country"), required=False)
    amount = amount_field(gettext_lazy("Limit"), gettext_lazy("Up to this value nobody has to ask."))
    currency = Currency()


class GiftFilterForm(forms.Form):
    """Narrows the register; read with GET, and with POST for an export."""

    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    direction = forms.ChoiceField(label=gettext_lazy("Given or received"), required=False)
    country = CountryField(label=gettext_lazy("Country"), empty=gettext_lazy("Every country"), required=False)
    is_official = forms.BooleanField(label=gettext_lazy("Officials only"), required=False)
    since = forms.DateField(label=gettext_lazy("Since"), required=False, widget=date_input())
    until = forms.DateField(label=gettext_lazy("Until"), required=False, widget=date_input())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["state"].choices = [("", _("All")), *GiftState.choices]
        fields["direction"].choices = [("", _("Both")), *Direction.choices]

    def narrowed(self, rows: GiftQuerySet) -> Any:
        """The entries that were asked for; all where the address makes no sense."""
        if not self.is_valid():
            return rows
        found: dict[str, Any] = dict(self.cleaned_data)
        since: date | None = found.pop("since")
        until: date | None = found.pop("until")
        rows = rows.filter(**{name: value for name, value in found.items() if value})
        rows = rows.filter(happened_on__gte=since) if since else rows
        return rows.filter(happened_on__lte=until) if until else rows


class GiftExportForm(PortalForm):
    kind = forms.ChoiceField(choices=[("csv", "CSV"), ("xlsx", "XLSX")])
