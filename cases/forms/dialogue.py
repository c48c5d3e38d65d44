"""Writing to the reporter, and among ourselves."""

from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import CleanText, PortalForm, ReasonForm
from cases.models import Case, Report


class ReportChoice(forms.ModelChoiceField):
    """One report of a case."""

    def label_from_instance(self, report: Any) -> str:
        return _("%(mode)s report of %(day)s") % {
            "mode": report.get_mode_display(),
            "day": date_format(report.received_on, "j M Y"),
        }


class AskReporterForm(PortalForm):
    """A message or a question. The reporter hears the office, never a person."""

    report = ReportChoice(
        label=gettext_lazy("To"),
        queryset=Report.objects.none(),
        required=False,
        empty_label=gettext_lazy("Every reporter of this case"),
    )
    body = CleanText(
        label=gettext_lazy("Message"),
        rows=6,
        help_text=gettext_lazy("Ask one thing at a time. Never ask who they are."),
    )
    is_feedback = forms.BooleanField(
        label=gettext_lazy("This tells them what we are doing about it, or what came of it"),
        required=False,
        help_text=gettext_lazy("The law gives us three months for such an answer; ticking this meets that deadline."),
    )

    def __init__(self, data: Any, *, case: Case) -> None:
        super().__init__(data)
        reports = list(case.reports.all())
        self.fields["report"].queryset = case.reports.all()  # type: ignore[attr-defined]
        if len(reports) < 2:
            self.fields["report"].widget = forms.HiddenInput()


class NoteForm(PortalForm):
    """A note for those who work the case."""

    body = CleanText(
        label=gettext_lazy("Note"),
        rows=6,
        help_text=gettext_lazy("Read by those who work this case. It can be retracted, never deleted."),
    )


class RetractNoteForm(ReasonForm):
    """Why a note is retracted."""

    reason = CleanText(
        label=gettext_lazy("Why you retract it"),
        rows=3,
        help_text=gettext_lazy("The note stays readable, marked as retracted."),
    )
