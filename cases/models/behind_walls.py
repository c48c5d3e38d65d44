"""The wall of `wall.py` asked from its other side: which cases several people are cut off from, all at once.

Asking each case in turn whether a wall stands there takes as long as there are cases. The few rows that walls are made
of name the same cases; a test holds the two against each other.
"""

from collections.abc import Collection
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from accounts.models import Person, ReportingLine
from cases.models.access import Conflict
from cases.models.case import Case
from cases.models.party import Party
from cases.states.party import PartyRole


def behind_walls(people: Collection[Person]) -> set[UUID]:
    """The cases that at least one of `people` must not be able to tell exist."""
    lines = ReportingLine.objects.filter(subordinate__in=people, depth__lte=settings.WALL_REPORTING_LEVELS)
    named = Q(person__in=people) | Q(role=PartyRole.SUBJECT, person__in=lines.values("superior"))
    parties = Party.objects.standing().filter(named).order_by().values_list("case")
    conflicts = Conflict.objects.filter(person__in=people).order_by().values_list("case")
    walled = {case for (case,) in parties.union(conflicts)}
    # A merged case has the wall of the one that it went into, and no other.
    found = Case.objects.filter(Q(pk__in=walled) | Q(merged_into__in=walled)).order_by()
    pairs = found.values_list("pk", "merged_into")
    return {case for case, merged_into in pairs if merged_into is None or merged_into in walled}
