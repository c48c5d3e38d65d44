"""What a case asks for at a glance, read with the case in one statement."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from accounts.models import Absence
from cases.models import (
    Case,
    DangerAlarm,
    InsiderList,
    MaterialityDecision,
    MaterialityTrigger,
    Party,
    Privilege,
    Report,
)
from cases.states.case_file import PrivilegeKind
from cases.states.materiality import Materiality
from cases.states.party import PartyStatus
from cases.states.report import ReportKind


@dataclass(frozen=True)
class Flag:
    """A word with a tone and an icon."""

    tone: str
    text: str
    icon: str


def with_flags(cases: QuerySet[Case], today: date) -> QuerySet[Any]:
    """The cases, each knowing what it is, whether somebody is in danger, and what is undecided."""
    effective = MaterialityDecision.objects.filter(
        Q(outcome=Materiality.MATERIAL) | Q(confirmed_at__isnull=False), case=OuterRef("pk")
    )
    alarms = DangerAlarm.objects.of(OuterRef("pk"))
    told = Report.objects.filter(case=OuterRef("pk"))
    away = Absence.objects.on(today).filter(person=OuterRef("assignee"))
    return cases.annotate(
        assignee_away_until=Subquery(away.values("ends_on")[:1]),
        has_alarm=Exists(alarms),
        is_market_sensitive=Exists(InsiderList.objects.of(OuterRef("pk"), OuterRef("merged_into")).open()),
        is_privileged=Exists(Privilege.objects.filter(thing=OuterRef("pk"), kind=PrivilegeKind.CASE).standing()),
        has_unanswered_alarm=Exists(alarms.unanswered()),
        has_possible_match=Exists(Party.objects.filter(case=OuterRef("pk"), status=PartyStatus.PROVISIONAL)),
        is_about_earlier=Exists(told.filter(is_about_earlier=True)),
        is_question=Exists(told.filter(counted_as=ReportKind.QUESTION))
        & ~Exists(told.filter(counted_as=ReportKind.REPORT)),
        has_trigger=Exists(MaterialityTrigger.objects.filter(case=OuterRef("pk"))),
        materiality=Subquery(effective.order_by("-decided_at", "id").values("outcome")[:1]),
    )


def flags_of(case: Any) -> list[Flag]:
    """The flags of one case that `with_flags` read."""
    found = []
    if case.has_alarm:
        words = _("Danger: nobody has answered") if case.has_unanswered_alarm else _("Danger")
        found.append(Flag("danger", words, "exclamation-octagon"))
    if case.is_question:
        found.append(Flag("info", _("Question"), "question-circle"))
    if case.is_about_earlier:
        found.append(Flag("info", _("About an earlier report"), "link-45deg"))
    if case.materiality == Materiality.MATERIAL:
        found.append(Flag("danger", _("Material"), "bank"))
    elif case.has_trigger and not case.materiality:
        found.append(Flag("warning", _("Materiality open"), "question-circle"))
    if case.is_restricted:
        found.append(Flag("warning", _("Restricted"), "person-lock"))
    if case.is_market_sensitive:
        found.append(Flag("warning", _("Market-sensitive"), "graph-up"))
    if case.is_privileged:
        found.append(Flag("info", _("Privileged"), "shield-lock"))
    if case.has_possible_match:
        found.append(Flag("warning", _("Possible match"), "person-lock"))
    return found
