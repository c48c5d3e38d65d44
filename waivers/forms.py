"""What people type about waivers."""

import uuid
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import CleanText, PersonByEmail, PersonChoice, PortalForm
from accounts.models import Person
from accounts.roles import Role
from clocks.counting import SEC_ZONE
from clocks.models import validate_zone
from code_of_ethics.models import Provision
from waivers.counting import Ballot
from waivers.directors import directors_in_office
from waivers.models import Waiver
from waivers.models.queries import ADVISING_ROLES, WaiverQuerySet
from waivers.states import NO_DEPARTURE, Advice, Attendance, Outcome, Vote, WaiverClass

PRESENT = Attendance.PRESENT


def date_field(label: Any, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, help_text=help_text)


class RequestForm(PortalForm):
    """A request for a waiver. Its words may be incomplete while it is a draft."""

    beneficiary = PersonChoice(label=gettext_lazy("For whom"), queryset=Person.objects.none())
    provision = forms.ModelChoiceField(
        label=gettext_lazy("Provision of the Code"), queryset=Provision.objects.none(),
        empty_label=gettext_lazy("Choose a provision"),
    )  # fmt: skip
    departure = CleanText(
        label=gettext_lazy("What would be different"), rows=4, required=False,
        help_text=gettext_lazy("What you would do that the Code doesn't allow."),
    )  # fmt: skip
    reasons = CleanText(label=gettext_lazy("Why"), rows=4, required=False)
    mitigations = CleanText(
        label=gettext_lazy("How harm is kept away"), rows=3, required=False,
        help_text=gettext_lazy("For example: who else watches, what you stay out of. If nothing can be done, say so."),
    )  # fmt: skip
    starts_on = date_field(gettext_lazy("From"))
    ends_on = date_field(gettext_lazy("Until"), gettext_lazy("The last day."))

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = Person.objects.filter(Q(pk=person.pk) | Q(manager=person)).employed(localdate())
        self.fields["beneficiary"].queryset = choices  # type: ignore[attr-defined]
        self.fields["beneficiary"].initial = person.pk
        self.fields["provision"].queryset = Provision.objects.in_force(localdate())  # type: ignore[attr-defined]

    def words(self) -> dict[str, Any]:
        """What the actions take."""
        return {name: value for name, value in self.cleaned_data.items() if name != "receipt"}


class QuestionForm(PortalForm):
    question = CleanText(label=gettext_lazy("Your question"), rows=4)


class AnswerForm(PortalForm):
    answer = CleanText(label=gettext_lazy("Your answer"), rows=4)


class ReasonsForm(PortalForm):
    reasons = CleanText(label=gettext_lazy("Reasons"), rows=4)


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


class RenewForm(PortalForm):
    ends_on = date_field(gettext_lazy("Until"), gettext_lazy("The last day of the renewal."))


class ConditionForm(PortalForm):
    text = CleanText(
        label=gettext_lazy("What is to be kept"), rows=3,
        help_text=gettext_lazy("Its owner reads this, and by it nothing of the waiver."),
    )  # fmt: skip
    owner = PersonByEmail(label=gettext_lazy("Who sees to it"), help_text=gettext_lazy("Their e-mail address."))
    due_on = date_field(gettext_lazy("Until"))


class ConditionReportForm(PortalForm):
    report = CleanText(label=gettext_lazy("How it was kept"), rows=4)


class ConditionClosingForm(PortalForm):
    closing = CleanText(label=gettext_lazy("What you saw"), rows=4)


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


class RecommendForm(PortalForm):
    advice = forms.ChoiceField(label=gettext_lazy("My advice"), choices=Advice.choices, widget=forms.RadioSelect)
    recommendation = CleanText(label=gettext_lazy("Reasons for the Board"), rows=6)


class AgendaForm(PortalForm):
    called_on = date_field(gettext_lazy("Day of the meeting"))


class ConsentForm(ApproveForm):
    """The resolution that every director signs."""

    resolution = CleanText(label=gettext_lazy("Resolution number"), limit=40)
    field_order = ("receipt", "resolution", "reasons", "why_appropriate", "why_limited", "conditions")


class SignConsentForm(PortalForm):
    """Carries the digest of the text on the screen: what was changed meanwhile is not signed."""

    sha256 = forms.CharField(widget=forms.HiddenInput, required=False, max_length=64)


class ClockReading(forms.DateTimeField):
    """A date and time as read off a clock; which zone that clock is in, another field says."""

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        for pattern in ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"):
            try:
                return datetime.strptime(str(value).strip(), pattern)  # noqa: DTZ007  the zone follows in `clean`
            except ValueError:
                continue
        raise ValidationError(_("Write the date and time as 2026-11-23 14:30."))


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
        self.order_fields(["resolution", "decision_at", "zone", "presiding", *lines])
        self.helper.layout = Layout(
            "receipt",
            Fieldset(_("The meeting"), "resolution", "decision_at", "zone", "presiding"),
            Fieldset(_("Each director in office"), *lines),
            Fieldset(_("The decision"), "reasons", "why_appropriate", "why_limited", "conditions"),
        )
        members = directors.exclude(pk__in=[waiver.requester_id, waiver.beneficiary_id, *waiver.recused_directors])
        self.fields["presiding"].queryset = members & Person.objects.holding(Role.BOARD_MEMBER)  # type: ignore[attr-defined]
        self.directors = [director.pk for director in directors]

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
        names = ("resolution", "decision_at", "zone", "presiding", "reasons", "why_appropriate", "why_limited")
        facts = {name: self.cleaned_data[name] for name in (*names, "conditions")}
        lines = {pk: self.cleaned_data[self._line_name(pk)].split(":") for pk in self.directors}
        return facts | {"ballots": {pk: Ballot(attendance, vote) for pk, (attendance, vote) in lines.items()}}


class RegisterFilterForm(forms.Form):
    """Narrows the register; read with GET, and posted along with an export."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Decision"), choices=[("", gettext_lazy("All")), *Outcome.choices], required=False
    )
    decider = forms.ChoiceField(
        label=gettext_lazy("Decided by"), choices=[("", gettext_lazy("All")), *WaiverClass.choices], required=False
    )
    holds = forms.ChoiceField(
        label=gettext_lazy("In force"),
        choices=[("", gettext_lazy("All")), ("now", gettext_lazy("Now")), ("over", gettext_lazy("Over"))],
        required=False,
    )
    decided_from = forms.DateField(
        label=gettext_lazy("Decided from"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    decided_until = forms.DateField(
        label=gettext_lazy("Decided until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def narrowed(self, register: WaiverQuerySet) -> WaiverQuerySet:
        """The rows that fit; what makes no sense narrows nothing."""
        self.full_clean()
        asked = {name: value for name, value in self.cleaned_data.items() if value}
        return register.narrowed(**asked, on=localdate())

    @property
    def asked(self) -> dict[str, str]:
        """What narrows the list, as words that may stand on the trail."""
        self.full_clean()
        return {name: str(value) for name, value in self.cleaned_data.items() if value}


class ExportForm(PortalForm):
    kind = forms.ChoiceField(choices=[("csv", "CSV"), ("xlsx", "XLSX"), ("pdf", "PDF")])
