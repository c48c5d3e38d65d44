"""Old cases from a file."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.forms import PortalForm
from accounts.models import Person
from cases.import_columns import COLUMNS
from cases.models import CaseImport
from cases.models.case_import import kept_by
from cases.states.case import Queue


class CaseFileForm(PortalForm):
    """A file, and whose old cases it holds where somebody works in both offices."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "CSV or Excel (.xlsx), with the names of the columns in the first line. Nothing is brought in yet."
        ),
    )
    office = forms.ChoiceField(label=_("Whose cases"), choices=Queue.choices)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [(queue, label) for queue, label in Queue.choices if queue in kept_by(person)]
        self.fields["office"].choices = own  # type: ignore[attr-defined]
        if len(own) == 1:
            self.fields["office"].widget = forms.HiddenInput()
            self.fields["office"].initial = own[0][0]

    def clean_file(self) -> Any:
        uploaded = self.cleaned_data["file"]
        if refusal := getattr(uploaded, "refusal_sentence", ""):
            raise ValidationError(refusal)
        return uploaded

    def content(self) -> bytes:
        """The bytes of the file."""
        return b"".join(self.cleaned_data["file"].chunks())


class ColumnsForm(PortalForm):
    """Which column of the file is which of ours."""

    def __init__(self, *args: Any, case_import: CaseImport, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        headings = case_import.table.headings
        offered = [
            ("", _("Not in the file")),
            *((str(place), heading) for place, heading in enumerate(headings) if heading),
        ]
        for column in COLUMNS:
            chosen = case_import.columns.get(column.name)
            self.fields[column.name] = forms.ChoiceField(
                label=column.label,
                help_text=column.explained,
                choices=offered,
                required=column.is_needed,
                initial="" if chosen is None else str(chosen),
            )

    def columns(self) -> dict[str, int]:
        """By the names of our columns: the place of the file's column."""
        chosen = {column.name: self.cleaned_data.get(column.name, "") for column in COLUMNS}
        return {name: int(place) for name, place in chosen.items() if place}
