"""Counsel's privilege: what, who directed it, since when, and why."""

import uuid
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.forms import CleanText, PersonChoice, PortalForm, ReasonForm
from accounts.models import Person
from accounts.roles import Role
from cases.actions import PrivilegeFacts
from cases.models import Attachment, Case, EvidenceItem, Interview, Note
from cases.states.case_file import PrivilegeKind


class SetPrivilegeForm(PortalForm):
    what = forms.ChoiceField(label=gettext_lazy("What"))
    description = CleanText(
        label=gettext_lazy("What the log says of it"),
        help_text=gettext_lazy("Without its contents: for example “Note of the interview with purchasing”."),
    )
    directed_by = PersonChoice(label=gettext_lazy("Directed by"), queryset=Person.objects.none())
    since_on = forms.DateField(label=gettext_lazy("Since"), widget=forms.DateInput(attrs={"type": "date"}))
    reason = CleanText(label=gettext_lazy("Why"), rows=3)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        what: Any = self.fields["what"]
        what.choices = list(_things(case))
        counsel: Any = self.fields["directed_by"]
        counsel.queryset = case.unwalled(Person.objects.holding(Role.COUNSEL, Role.GENERAL_COUNSEL))

    def facts(self) -> PrivilegeFacts:
        kind, _colon, thing = self.cleaned_data.pop("what").partition(":")
        self.cleaned_data.pop("receipt", None)
        return PrivilegeFacts(kind=kind, thing=uuid.UUID(thing) if thing else None, **self.cleaned_data)


def _things(case: Case) -> Any:
    """The case, its notes, files, interviews and evidence, by where and when they came to be."""
    yield PrivilegeKind.CASE.value, PrivilegeKind.CASE.label
    for note in Note.objects.of_case(case).select_related("author"):
        who = note.author.full_name if note.author else _("The Portal")
        moment = date_format(note.written_at, "j M Y, H:i")
        yield f"{PrivilegeKind.NOTE}:{note.pk}", _("Note of %(who)s, %(moment)s") % {"who": who, "moment": moment}
    for file in Attachment.objects.filter(report__case=case).order_by("report__received_on", "position"):
        yield f"{PrivilegeKind.DOCUMENT}:{file.pk}", file.neutral_name
    for talk in Interview.objects.of_case(case).select_related("data_key", "person"):
        told = {"name": talk.name, "day": date_format(talk.held_at or talk.planned_for, "j M Y")}
        yield f"{PrivilegeKind.INTERVIEW}:{talk.pk}", _("Interview with %(name)s, %(day)s") % told
    for item in EvidenceItem.objects.of_case(case).select_related("case"):
        yield (
            f"{PrivilegeKind.EVIDENCE}:{item.pk}",
            _("Evidence %(mark)s") % {"mark": f"{item.case.reference} {item.mark}"},
        )


class DoubtPrivilegeForm(ReasonForm):
    """Why it may be lifted."""


class KeepPrivilegeForm(ReasonForm):
    """Why it stays."""
