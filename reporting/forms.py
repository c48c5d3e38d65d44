"""What people type about a digest and about what others have published."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import CleanText, PortalForm
from reporting.actions import BenchmarkFacts
from reporting.models import Digest
from reporting.states import MeasureKey, Section

COMMENTARY_LIMIT = 8_000  # characters of one section


class CommentaryForm(PortalForm):
    """One field for each section; an empty one leaves the section without commentary."""

    def __init__(self, *args: Any, digest: Digest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for section in Section:
            self.fields[section.value] = CleanText(
                label=section.label,
                rows=6 if section == Section.SUMMARY else 4,
                limit=COMMENTARY_LIMIT,
                required=False,
                initial=digest.commentary.get(section.value, ""),
                help_text=_("What happened, and what you ask of the committee.") if section == Section.SUMMARY else "",
            )

    @property
    def commentary(self) -> dict[str, str]:
        return {section.value: self.cleaned_data[section.value] for section in Section}


class BenchmarkForm(PortalForm):
    """A published median, with the year it is about and where it stands."""

    measure = forms.ChoiceField(label=_("Measure"), choices=MeasureKey.choices)
    year = forms.IntegerField(label=_("Year that it is about"), min_value=1990, max_value=2200)
    value = forms.DecimalField(
        label=_("Median"),
        min_value=0,
        max_digits=7,
        decimal_places=2,
        help_text=_("In the unit of the measure: percent, days, or reports per 100 employees in a year."),
    )
    source = CleanText(
        label=_("Where it was published"),
        limit=200,
        help_text=_("A median of organisations with at least ten reports each, never of pooled reports."),
    )

    @property
    def facts(self) -> BenchmarkFacts:
        told = self.cleaned_data
        return BenchmarkFacts(told["measure"], told["year"], told["value"], told["source"])
