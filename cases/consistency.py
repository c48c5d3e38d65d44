"""What was done before for the same provision, finding and level of subject, so that like cases end alike.

Only from cases that the viewer may see. Of a provision every version counts: it keeps its key from version to version.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q

from accounts.models import Person
from cases.models import Action, Allegation, Case
from cases.states.outcome import ActionKind, DisciplineLevel, SubjectLevel
from cases.states.party import Finding

MOST_CASES = 40

Likeness = tuple[str, str, str]  # provision, finding, level of the subject


@dataclass
class Precedents:
    """How often each consequence was chosen, from the mildest to the hardest, with some of the cases."""

    provision: str
    finding: str
    subject_level: str
    rows: list[dict[str, Any]] = field(default_factory=list)

    @property
    def number(self) -> int:
        return sum(row["number"] for row in self.rows)


def precedents_for(allegations: Iterable[tuple[Allegation, str]], person: Person, *, besides: Case) -> list[Precedents]:
    """One for each different likeness among `allegations`, each given with the level of its subject. Two statements."""
    wanted: dict[Likeness, Precedents] = {}
    for allegation, level in allegations:
        likeness = (allegation.provision.key, allegation.finding, level)
        title = f"{allegation.provision.number} {allegation.provision.title}".strip()
        shown = Precedents(title, str(Finding(allegation.finding).label), str(SubjectLevel(level).label))
        wanted.setdefault(likeness, shown)
    if not wanted:
        return []
    alike = _alike(wanted, person, besides)
    likeness_of = ("allegation__provision__key", "allegation__finding", "subject_level")
    counted = alike.order_by().values_list(*likeness_of, "level").annotate(number=Count("pk"))
    numbers = {(key, finding, high, level): number for key, finding, high, level, number in counted}
    cases: dict[tuple[str, str, str, str], list[str]] = {}
    newest = alike.order_by("-decided_at", "pk").values_list(*likeness_of, "level", "case__reference")
    for key, finding, high, level, reference in newest[:MOST_CASES]:
        cases.setdefault((key, finding, high, level), []).append(reference)
    for likeness, found in wanted.items():
        for level in DisciplineLevel:
            place = (*likeness, level.value)
            if place in numbers:
                row = {"level": level.label, "number": numbers[place], "references": cases.get(place, [])}
                found.rows.append(row)
    return list(wanted.values())


def _alike(wanted: Iterable[Likeness], person: Person, besides: Case) -> Any:
    likeness = Q(pk__in=[])
    for key, finding, level in wanted:
        likeness |= Q(allegation__provision__key=key, allegation__finding=finding, subject_level=level)
    standing = Action.objects.standing().filter(likeness, kind=ActionKind.DISCIPLINE).exclude(case=besides)
    return standing.filter(case__in=Case.objects.visible_to(person).values("pk"))
