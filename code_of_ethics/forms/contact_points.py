"""What the office says of a contact point."""

import re
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.countries import CountryField
from accounts.forms import CleanText, PortalForm
from accounts.languages import language_name, other_languages
from code_of_ethics.actions import ContactFacts
from code_of_ethics.states import ContactKind, OpenDays

NUMBER = re.compile(r"\+?[0-9][0-9 ()/.\-]*")
FEWEST_FIGURES = 3


def time_input() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


class ContactPointForm(PortalForm):
    """A telephone number with its hours, a mailbox, or an address for letters."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=ContactKind.choices, widget=forms.RadioSelect)
    name = CleanText(
        label=gettext_lazy("Who answers"), limit=120, help_text=gettext_lazy("As people know it: “Ethics help line”.")
    )
    address = CleanText(
        label=gettext_lazy("Number or address"),
        limit=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("A telephone number as it is dialled from abroad: +1 614 555 0142."),
    )
    country = CountryField(label=gettext_lazy("For people in"), empty=gettext_lazy("Every country"), required=False)
    languages = CleanText(
        label=gettext_lazy("Languages"),
        limit=200,
        required=False,
        help_text=gettext_lazy("As their speakers write them: English, Español, 中文."),
    )
    days = forms.ChoiceField(
        label=gettext_lazy("Days"), choices=OpenDays.choices, required=False, initial=OpenDays.EVERY_DAY
    )
    opens_at = forms.TimeField(
        label=gettext_lazy("From"),
        required=False,
        widget=time_input(),
        help_text=gettext_lazy("Only for telephones. Leave both hours empty for day and night."),
    )
    closes_at = forms.TimeField(label=gettext_lazy("Until"), required=False, widget=time_input())
    zone = forms.ChoiceField(label=gettext_lazy("Time zone of these hours"), required=False)
    position = forms.IntegerField(
        label=gettext_lazy("Order"),
        min_value=1,
        max_value=999,
        initial=100,
        help_text=gettext_lazy("The lowest number comes first."),
    )

    SAID = ("kind", "name", "address", "country", "languages", "days", "opens_at", "closes_at", "zone", "position")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["zone"].choices = [(name, name.replace("_", " ")) for name in sorted(available_timezones())]
        fields["zone"].initial = settings.COMPANY_TIME_ZONE
        for code in other_languages():
            fields[f"name_{code}"] = CleanText(
                label=_("Who answers, in %(language)s") % {"language": language_name(code)}, limit=120, required=False
            )
            fields[f"name_{code}"].widget.attrs |= {"lang": code, "dir": "auto"}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        kind = cleaned.get("kind")
        if kind and kind != ContactKind.PHONE:
            # Letters and mails may come at any hour.
            cleaned |= {"days": OpenDays.EVERY_DAY.value, "opens_at": None, "closes_at": None}
        self._check_address(kind, cleaned.get("address", ""))
        self._check_hours(cleaned)
        return cleaned

    def _check_address(self, kind: str | None, address: str) -> None:
        if kind == ContactKind.PHONE and address:
            figures = sum(letter.isdigit() for letter in address)
            if not NUMBER.fullmatch(address) or figures < FEWEST_FIGURES:
                self.add_error("address", _("This is no telephone number. Figures, spaces and a plus are enough."))
        if kind == ContactKind.MAIL and address:
            try:
                validate_email(address)
            except ValidationError:
                self.add_error("address", _("This is no e-mail address."))

    def _check_hours(self, cleaned: dict[str, Any]) -> None:
        if "opens_at" not in cleaned or "closes_at" not in cleaned:
            return
        opens, closes = cleaned["opens_at"], cleaned["closes_at"]
        if (opens is None) != (closes is None):
            self.add_error("closes_at" if opens else "opens_at", _("Give both hours, or neither."))
        elif opens is not None and opens == closes:
            self.add_error("closes_at", _("Both hours are the same. Leave them empty for day and night."))

    def facts(self) -> ContactFacts:
        """What a valid form says."""
        said = {name: self.cleaned_data[name] for name in self.SAID}
        is_open_always = said["opens_at"] is None
        said["zone"] = "" if is_open_always else said["zone"] or settings.COMPANY_TIME_ZONE
        said["days"] = said["days"] or OpenDays.EVERY_DAY.value
        names = {code: self.cleaned_data[f"name_{code}"] for code in other_languages()}
        return ContactFacts(**said, translations={code: {"name": name} for code, name in names.items() if name})
