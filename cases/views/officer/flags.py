"""What a case asks for at a glance, read with the case in one statement."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from cases.models import Case, MaterialityDecision, MaterialityTrigger, Party
from cases.states import Materiality, PartyStatus


@dataclass(frozen=True)
class Flag:
    """A word with a tone and an icon."""

    tone: str
    text: str
    icon: str


def with_flags(cases: QuerySet[Case]) -> QuerySet[Any]:
    """The cases, each knowing whether a possible match is undecided and where materiality stands."""
    effective = MaterialityDecision.objects.filter(
        Q(outcome=Materiality.MATERIAL) | Q(confirmed_at__isnull=False), case=OuterRef("pk")
    )
    return cases.annotate(
        has_possible_match=Exists(Party.objects.filter(case=OuterRef("pk"), status=PartyStatus.PROVISIONAL)),
        has_trigger=Exists(MaterialityTrigger.objects.filter(case=OuterRef("pk"))),
        materiality=Subquery(effective.order_by("-decided_at", "id").values("outcome")[:1]),
    )


def flags_of(case: Any) -> list[Flag]:
    """The flags of one case that `with_flags` read."""
    found = []
    if case.materiality == Materiality.MATERIAL:
        found.append(Flag("danger", _("Material"), "bank"))
    elif case.has_trigger and not case.materiality:
        found.append(Flag("warning", _("Materiality open"), "question-circle"))
    if case.has_possible_match:
        found.append(Flag("warning", _("Possible match"), "person-lock"))
    return found
