"""What is asked of Explore, how it is kept, and as what it leaves."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import CleanText, PortalForm
from cases.states.report import Channel, Mode
from code_of_ethics.models import Topic
from reporting.exploring.question import QUARTERS_BACK, SPANS, Question, quarters_back, refusal_of
from reporting.models.explore_view import SHARED_WITH
from reporting.periods import MONTHS_OF_A_QUARTER, last_ended
from reporting.states import Dimension, ExploredMeasure, ExportFormat, Schedule

YEARS_BACK = 2


class ExploreForm(forms.Form):
    """Sent by the address, so that a table can be marked and sent on. Empty fields are what the page opens with."""

    measure = forms.ChoiceField(label=_("Measure"), required=False, choices=ExploredMeasure.choices)
    dimension = forms.ChoiceField(label=_("By"), required=False, choices=Dimension.choices)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["span"] = forms.ChoiceField(label=_("Period"), required=False, choices=_spans(today))
        self.fields["only"] = forms.ChoiceField(label=_("Only"), required=False, choices=_filters())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        refused = None if self.errors else refusal_of(self._asked(cleaned))
        if refused is not None:
            self.add_error(*refused)
        return cleaned

    @property
    def question(self) -> Question:
        return self._asked(self.cleaned_data)

    def _asked(self, cleaned: dict[str, Any]) -> Question:
        return Question(**{name: value for name, value in cleaned.items() if value})


def _spans(today: date) -> list[Any]:
    quarters = quarters_back(last_ended(today, MONTHS_OF_A_QUARTER), QUARTERS_BACK)[::-1]
    years = [str(today.year - back) for back in range(1, YEARS_BACK + 1)]
    return [
        (_("Moves on by itself"), list(SPANS.items())),
        (_("A quarter"), [(one.start.isoformat(), one.name) for one in quarters]),
        (_("A calendar year"), [(year, year) for year in years]),
    ]


def _filters() -> list[Any]:
    topics = [(f"{Dimension.TOPIC.value}:{pk}", name) for pk, name in Topic.objects.values_list("pk", "name")]
    return [
        ("", _("All reports")),
        (Dimension.TOPIC.label, topics),
        (Dimension.CHANNEL.label, [(f"{Dimension.CHANNEL.value}:{key}", label) for key, label in Channel.choices]),
        (Dimension.MODE.label, [(f"{Dimension.MODE.value}:{key}", label) for key, label in Mode.choices]),
    ]


class ExploreViewForm(PortalForm):
    """A name, with whom, and how often."""

    name = CleanText(label=_("Name"), limit=100)
    shared_with = forms.ChoiceField(
        label=_("Share with"), required=False, choices=[("", _("Nobody: only I see it")), *SHARED_WITH]
    )
    schedule = forms.ChoiceField(
        label=_("Remind its readers"),
        required=False,
        choices=[("", _("Never")), *Schedule.choices],
        help_text=_("When a month or quarter is over. The mail holds no figure, only the link to this Portal."),
    )


class ExportForm(PortalForm):
    """As which kind of file."""

    file_format = forms.ChoiceField(
        label=_("Kind of file"),
        choices=ExportFormat.choices,
        initial=ExportFormat.XLSX.value,
        widget=forms.RadioSelect,
    )
