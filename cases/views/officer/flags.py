"""What a case asks for at a glance, read with the case in one statement."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from cases.models import Case, DangerAlarm, MaterialityDecision, MaterialityTrigger, Party
from cases.states import Materiality, PartyStatus


@dataclass(frozen=True)
class Flag:
    """A word with a tone and an icon."""

    tone: str
    text: str
    icon: str


def with_flags(cases: QuerySet[Case]) -> QuerySet[Any]:
    """The cases, each knowing whether somebody is in danger, whether a possible match is undecided, and the like."""
    effective = MaterialityDecision.objects.filter(
        Q(outcome=Materiality.MATERIAL) | Q(confirmed_at__isnull=False), case=OuterRef("pk")
    )
    alarms = DangerAlarm.objects.of(OuterRef("pk"))
    return cases.annotate(
        has_alarm=Exists(alarms),
        has_unanswered_alarm=Exists(alarms.unanswered()),
        has_possible_match=Exists(Party.objects.filter(case=OuterRef("pk"), status=PartyStatus.PROVISIONAL)),
        has_trigger=Exists(MaterialityTrigger.objects.filter(case=OuterRef("pk"))),
        materiality=Subquery(effective.order_by("-decided_at", "id").values("outcome")[:1]),
    )


def flags_of(case: Any) -> list[Flag]:
    """The flags of one case that `with_flags` read."""
    found = []
    if case.has_alarm:
        words = _("Danger: nobody has answered") if case.has_unanswered_alarm else _("Danger")
        found.append(Flag("danger", words, "exclamation-octagon"))
    if case.materiality == Materiality.MATERIAL:
        found.append(Flag("danger", _("Material"), "bank"))
    elif case.has_trigger and not case.materiality:
        found.append(Flag("warning", _("Materiality open"), "question-circle"))
    if case.has_possible_match:
        found.append(Flag("warning", _("Possible match"), "person-lock"))
    return found
