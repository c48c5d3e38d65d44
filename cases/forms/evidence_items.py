"""The register of evidence."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import CleanText, PortalForm
from accounts.models import Person
from cases.actions import CustodyFacts, EvidenceFacts
from cases.forms.desk import moment_field
from cases.forms.people import TypedPerson
from cases.models import Attachment, Case
from cases.states.evidence import CustodyKind


class RegisterEvidenceForm(PortalForm):
    """A thing, a new file, or a file of a report."""

    description = CleanText(label=_("What it is"), rows=3, limit=3000)
    upload = forms.FileField(
        label=_("File"), required=False, help_text=_("Leave empty for a thing that you can touch.")
    )
    attachment = forms.ModelChoiceField(
        label=_("Or a file that came with a report"),
        queryset=Attachment.objects.none(),
        required=False,
        empty_label=_("None"),
    )
    source = CleanText(label=_("Where it comes from"), help_text=_("From whom, or from which system."))
    collected_by = TypedPerson(label=_("Who collected it"))
    collected_at = moment_field(_("When it was collected"))
    collected_where = CleanText(label=_("Where it was collected"))
    held_by = CleanText(label=_("Who has it now"))

    def __init__(self, data: Any, files: Any = None, *, case: Case, by: Person) -> None:
        super().__init__(data, files, initial={"collected_by": by.email or by.full_name, "held_by": by.full_name})
        of_reports = Attachment.objects.filter(report__case=case).order_by("report", "position")
        if of_reports.exists():
            self.fields["attachment"].queryset = of_reports  # type: ignore[attr-defined]
        else:
            del self.fields["attachment"]

    @property
    def facts(self) -> EvidenceFacts:
        """What the action takes."""
        return EvidenceFacts(**{name: value for name, value in self.cleaned_data.items() if name != "receipt"})


class CustodyForm(PortalForm):
    """The next link of the chain."""

    kind = forms.ChoiceField(label=_("What happened"), widget=forms.RadioSelect, choices=CustodyKind.choices)
    happened_at = moment_field(_("When"))
    handed_by = CleanText(label=_("From whom"), required=False)
    held_by = CleanText(label=_("Who has it now"))
    place = CleanText(label=_("Where it is now"))
    words = CleanText(label=_("Remark"), rows=2, limit=3000, required=False)

    @property
    def facts(self) -> CustodyFacts:
        """What the action takes."""
        return CustodyFacts(**{name: value for name, value in self.cleaned_data.items() if name != "receipt"})
