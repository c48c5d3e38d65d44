"""The filters over the queue; read with GET."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.countries import country_choices
from accounts.models import Person
from accounts.roles import Role
from accounts.text import clean_text
from cases.models import Case, Report
from cases.states import OPEN_STATES, CaseState, ReportKind, Severity
from code_of_ethics.models import Topic

EVERY_STATE = "every"
MINE = "mine"
NOBODY = "nobody"


class QueueFilterForm(forms.Form):
    """What narrows the queue. An answer that makes no sense narrows nothing."""

    reference = forms.CharField(label=_("Reference"), required=False, max_length=12)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("Open")), *CaseState.choices, (EVERY_STATE, _("Open and closed"))],
    )
    topic = forms.ModelChoiceField(label=_("Topic"), required=False, queryset=Topic.objects.all(), empty_label=_("All"))
    country = forms.ChoiceField(label=_("Country"), required=False)
    severity = forms.ChoiceField(label=_("Severity"), required=False, choices=[("", _("All")), *Severity.choices])
    assignee = forms.ChoiceField(label=_("Investigator"), required=False)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("All")), *ReportKind.choices])
    overdue = forms.BooleanField(label=_("Overdue only"), required=False)

    def __init__(self, data: Any, *, person: Person) -> None:
        super().__init__(data)
        self.person = person
        self.fields["country"].choices = country_choices(_("All"))  # type: ignore[attr-defined]
        investigators = Person.objects.holding(Role.INVESTIGATOR, Role.EXTERNAL_INVESTIGATOR, Role.OFFICE_STAFF)
        self.fields["assignee"].choices = [  # type: ignore[attr-defined]
            ("", _("All")),
            (MINE, _("Me")),
            (NOBODY, _("Nobody yet")),
            *((str(one.pk), one.full_name) for one in investigators if one.pk != person.pk),
        ]
        self.fields["reference"].widget.attrs["autocomplete"] = "off"

    @property
    def narrows(self) -> bool:
        """Whether the list is shorter than without filters, so that an empty one can say why."""
        return any(self.data.get(name) for name in self.fields)

    def narrow(self, cases: QuerySet[Case], *, on: date) -> QuerySet[Case]:
        """The cases that fit what was chosen; `on` is today."""
        self.is_valid()
        chosen = self.cleaned_data
        cases = cases.filter(self._state(chosen.get("state")), self._assignee(chosen.get("assignee")))
        if words := clean_text(chosen.get("reference") or "").strip():
            cases = cases.filter(reference__startswith=words.upper())
        for name in ("topic", "country", "severity"):
            if chosen.get(name):
                cases = cases.filter(**{name: chosen[name]})
        if chosen.get("kind"):
            told = Report.objects.filter(case=OuterRef("pk"), counted_as=ReportKind.REPORT)
            cases = cases.filter(~Exists(told) if chosen["kind"] == ReportKind.QUESTION else Exists(told))
        if chosen.get("overdue"):
            cases = cases.filter(due_on__lt=on, state__in=OPEN_STATES)
        return cases

    def _state(self, state: str | None) -> Q:
        if state == EVERY_STATE:
            return Q()
        return Q(state=state) if state else Q(state__in=OPEN_STATES)

    def _assignee(self, assignee: str | None) -> Q:
        if not assignee:
            return Q()
        if assignee == NOBODY:
            return Q(assignee__isnull=True)
        return Q(assignee=self.person.pk if assignee == MINE else assignee)
