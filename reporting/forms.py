"""What people type about a digest, about what others have published, and about what other systems read."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.forms import CleanText, PortalForm, ReasonForm
from reporting.actions import BenchmarkFacts
from reporting.models import Digest
from reporting.periods import Period, containing
from reporting.states import CallOutcome, FeedScope, HookEvent, MeasureKey, QuestionKind, Section

COMMENTARY_LIMIT = 8_000  # characters of one section
MONTHS_OFFERED = 24  # for an extra digest


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


class CorrectDigestForm(ReasonForm):
    """What was wrong with the version that was signed."""

    reason = CleanText(
        label=_("What was wrong"),
        rows=4,
        limit=COMMENTARY_LIMIT,
        help_text=_("The committee reads this at the top of the new version."),
    )


class AskAboutDigestForm(PortalForm):
    """A member's question or remark."""

    kind = forms.ChoiceField(label=_("What it is"), widget=forms.RadioSelect, choices=QuestionKind.choices)
    words = CleanText(label=_("Your question or remark"), rows=5, limit=COMMENTARY_LIMIT)


class AnswerMemberForm(PortalForm):
    answer = CleanText(label=_("Your answer"), rows=6, limit=COMMENTARY_LIMIT)


class AskAboutNoticeForm(PortalForm):
    """A member's question about a matter."""

    words = CleanText(label=_("Your question"), rows=5, limit=COMMENTARY_LIMIT)


class NoticeCallForm(PortalForm):
    """A call of the Board's secretary: when, and whether they were reached. No word of what was said."""

    outcome = forms.ChoiceField(label=_("What came of it"), widget=forms.RadioSelect, choices=CallOutcome.choices)
    called_at = forms.DateTimeField(
        label=_("When you called"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("outcome", "called_at")}


class DraftDigestForm(PortalForm):
    """An extra period, of whole months that are over."""

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        months = [(month.start.isoformat(), date_format(month.start, "F Y")) for month in _months_over(today)]
        self.fields["first_month"] = forms.ChoiceField(label=_("First month"), choices=months)
        self.fields["last_month"] = forms.ChoiceField(label=_("Last month"), choices=months)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if {"first_month", "last_month"} <= cleaned.keys() and cleaned["last_month"] < cleaned["first_month"]:
            self.add_error("last_month", gettext("The last month comes before the first one."))
        return cleaned

    @property
    def period(self) -> Period:
        first, last = (parse_date(self.cleaned_data[name]) for name in ("first_month", "last_month"))
        if first is None or last is None:
            raise ValueError("the choices of this form are days")
        return Period(first, containing(last, 1).end)


def _months_over(today: date) -> list[Period]:
    """The last two years of whole months, the newest first."""
    months: list[Period] = []
    day = containing(today, 1).start
    while len(months) < MONTHS_OFFERED:
        month = containing(day - timedelta(days=1), 1)
        months.append(month)
        day = month.start
    return months


class FeedForm(PortalForm):
    """A system that shall read, what, and until when."""

    name = CleanText(label=_("System"), limit=120, help_text=_("Such as “Security monitoring”. Not a person."))
    scope = forms.ChoiceField(label=_("What it reads"), choices=FeedScope.choices, widget=forms.RadioSelect)
    expires_on = forms.DateField(
        label=_("Last day"),
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("A year at most. Then somebody proposes a new token, and two look again."),
    )

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "scope", "expires_on")}


class WebhookForm(PortalForm):
    """A system that shall be told, where, and of what."""

    name = CleanText(label=_("System"), limit=120, help_text=_("Such as “Security monitoring”. Not a person."))
    url = CleanText(
        label=_("Address"), limit=500, help_text=_("Begins with https:// and leads to a system outside this network.")
    )
    events = forms.MultipleChoiceField(
        label=_("What it is told of"), choices=HookEvent.choices, widget=forms.CheckboxSelectMultiple
    )

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "url", "events")}
