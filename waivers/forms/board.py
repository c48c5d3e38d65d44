"""What the Board's secretary and the directors type."""

import uuid
from typing import Any
from zoneinfo import ZoneInfo

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import CleanText, PersonChoice, PortalForm, SeenForm
from accounts.models import Person
from accounts.roles import Role
from clocks.counting import SEC_ZONE
from clocks.models import validate_zone
from waivers.counting import Ballot
from waivers.directors import directors_in_office
from waivers.forms.deciding import ApproveForm, ReasonsForm
from waivers.forms.fields import ClockReading, date_field
from waivers.models import Waiver
from waivers.states import Attendance, Vote

PRESENT = Attendance.PRESENT


class AgendaForm(PortalForm):
    called_on = date_field(gettext_lazy("Day of the meeting"))


class ConsentForm(ApproveForm):
    """The resolution that every director signs."""

    resolution = CleanText(label=gettext_lazy("Resolution number"), limit=40)
    field_order = ("receipt", "resolution", "reasons", "why_appropriate", "why_limited", "conditions")


class RevocationConsentForm(ReasonsForm):
    """The resolution by which every director revokes a waiver."""

    resolution = CleanText(label=gettext_lazy("Resolution number"), limit=40)
    effective_on = date_field(gettext_lazy("Revoked from"), gettext_lazy("Its first day without effect."))
    field_order = ("receipt", "resolution", "reasons", "effective_on")


class AskToRevokeForm(PortalForm):
    reasons = CleanText(label=gettext_lazy("Why the Board should revoke it"), rows=4)


class SignConsentForm(SeenForm):
    """Carries the digest of the text on the screen: what was changed meanwhile is not signed."""


class MeetingForm(PortalForm):
    """The minutes of a decision, with one line for each director in office."""

    resolution = CleanText(label=gettext_lazy("Resolution number"), limit=40)
    decision_at = ClockReading(
        label=gettext_lazy("Decided at"), widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        help_text=gettext_lazy("Deadlines count from this moment."),
    )  # fmt: skip
    zone = CleanText(
        label=gettext_lazy("Time zone of the meeting"), initial=SEC_ZONE, limit=64,
        help_text=gettext_lazy("Such as America/New_York."),
    )  # fmt: skip
    presiding = PersonChoice(
        label=gettext_lazy("Presiding director"), queryset=Person.objects.none(), empty_label=gettext_lazy("Choose"),
    )  # fmt: skip
    reasons = CleanText(label=gettext_lazy("Reasons of the Board"), rows=4)
    why_appropriate = CleanText(
        label=gettext_lazy("Why this waiver is appropriate"), rows=3, required=False,
        help_text=gettext_lazy("Needed where it was granted."),
    )  # fmt: skip
    why_limited = CleanText(
        label=gettext_lazy("Why the circumstances are very limited"), rows=3, required=False,
        help_text=gettext_lazy("Needed where it was granted."),
    )  # fmt: skip
    conditions = CleanText(label=gettext_lazy("Conditions"), rows=3, required=False)

    minutes = forms.FileField(
        label=gettext_lazy("Minutes"), required=False,
        help_text=gettext_lazy("If you have them as a file. The presiding director confirms and signs this very file."),
    )  # fmt: skip

    effective_on = date_field(gettext_lazy("Revoked from"), gettext_lazy("Its first day without effect."))
    # What the Board says, by whether it is asked to revoke.
    WORDS = {
        False: ("reasons", "why_appropriate", "why_limited", "conditions"),
        True: ("reasons", "effective_on"),
    }

    LINES = (
        (f"{PRESENT}:{Vote.FOR}", gettext_lazy("Present, voted for")),
        (f"{PRESENT}:{Vote.AGAINST}", gettext_lazy("Present, voted against")),
        (f"{PRESENT}:{Vote.ABSTAIN}", gettext_lazy("Present, abstained")),
        (f"{Attendance.ABSENT}:{Vote.NONE}", gettext_lazy("Absent")),
        (f"{Attendance.RECUSED}:{Vote.NONE}", gettext_lazy("Recused")),
    )

    def __init__(self, *args: Any, waiver: Waiver, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        directors = directors_in_office(waiver.board_called_on or localdate())
        for director in directors:
            self.fields[self._line_name(director.pk)] = self._line(director, waiver)
        lines = [self._line_name(director.pk) for director in directors]
        self._fit_to(waiver)
        self.order_fields(["resolution", "decision_at", "zone", "presiding", *lines])
        self.helper.layout = Layout(
            "receipt",
            Fieldset(_("The meeting"), "resolution", "decision_at", "zone", "presiding"),
            Fieldset(_("Each director in office"), *lines),
            Fieldset(_("The decision"), *self.WORDS[waiver.is_being_revoked]),
            Fieldset(_("The minutes"), "minutes"),
        )
        members = directors.exclude(pk__in=[waiver.requester_id, waiver.beneficiary_id, *waiver.recused_directors])
        self.fields["presiding"].queryset = members & Person.objects.holding(Role.BOARD_MEMBER)  # type: ignore[attr-defined]
        self.directors = [director.pk for director in directors]

    def _fit_to(self, waiver: Waiver) -> None:
        """Of a revocation the Board says from when; why a waiver is appropriate it says of a grant."""
        for name in self.WORDS[not waiver.is_being_revoked]:
            if name not in self.WORDS[waiver.is_being_revoked]:
                del self.fields[name]

    @staticmethod
    def _line_name(pk: uuid.UUID) -> str:
        return f"ballot_{pk.hex}"

    def _line(self, director: Person, waiver: Waiver) -> forms.ChoiceField:
        if director.pk in waiver.recused_directors:
            note = _("Declared a conflict: not present for this, and without a vote.")
            return forms.ChoiceField(label=director.full_name, choices=self.LINES[4:], help_text=note)
        if waiver.concerns(director):
            note = _("Asks or benefits: not present for this, and without a vote.")
            return forms.ChoiceField(label=director.full_name, choices=self.LINES[3:][::-1], help_text=note)
        return forms.ChoiceField(label=director.full_name, choices=[("", _("Choose")), *self.LINES])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        try:
            validate_zone(cleaned.get("zone", ""))
        except ValidationError as unknown:
            self.add_error("zone", unknown)
            return cleaned
        if read := cleaned.get("decision_at"):
            cleaned["decision_at"] = timezone.make_aware(read, ZoneInfo(cleaned["zone"]))
        return cleaned

    def facts(self) -> dict[str, Any]:
        """What the action takes."""
        lines_of_directors = {self._line_name(pk) for pk in self.directors}
        facts = {
            name: value for name, value in self.cleaned_data.items() if name not in {"receipt", *lines_of_directors}
        }
        lines = {pk: self.cleaned_data[self._line_name(pk)].split(":") for pk in self.directors}
        return facts | {"ballots": {pk: Ballot(attendance, vote) for pk, (attendance, vote) in lines.items()}}
