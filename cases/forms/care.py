"""Looking after reporters: asking them, and writing down what one sees."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import CleanText, PortalForm
from cases.forms.dialogue import ReportChoice
from cases.models import Case, Report
from cases.states.care import ObservationKind, ReviewDecision


class CheckInForm(PortalForm):
    """Whom to ask."""

    report = ReportChoice(
        label=_("Whom"), queryset=Report.objects.none(), required=False, empty_label=_("Every reporter of this case")
    )

    def __init__(self, data: Any, *, case: Case) -> None:
        super().__init__(data)
        self.fields["report"].queryset = case.reports.all()  # type: ignore[attr-defined]
        if case.reports.count() < 2:
            self.fields["report"].widget = forms.HiddenInput()


class DecideReviewForm(PortalForm):
    """Whether the closing stands, why, and what the reporter reads."""

    decision = forms.ChoiceField(
        label=_("What do you decide?"), widget=forms.RadioSelect, choices=ReviewDecision.choices
    )
    reasons = CleanText(label=_("Reasons"), rows=5, help_text=_("For the file. The reporter does not see them."))
    message = CleanText(
        label=_("What you tell the reporter"),
        rows=6,
        help_text=_("In plain words: what you decided and why. Nothing about other people, and no discipline."),
    )


class ObservationForm(PortalForm):
    """What has changed."""

    kind = forms.ChoiceField(
        label=_("What has changed for the reporter?"), widget=forms.RadioSelect, choices=ObservationKind.choices
    )
    words = CleanText(
        label=_("In a few words"),
        rows=4,
        required=False,
        help_text=_("What, since when, and how you know. Leave it empty if nothing has changed."),
    )
