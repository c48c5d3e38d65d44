"""The wall of `wall.py` asked from its other side: which cases several people are cut off from, all at once.

Asking each case in turn whether a wall stands there takes as long as there are cases. The few rows that walls are made
of name the same cases; a test holds the two against each other.
"""

from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet, Value

from accounts.models import Person, ReportingLine
from cases.models.access import Conflict
from cases.models.case import Case
from cases.models.hotline_test import HotlineTest
from cases.models.party import Party
from cases.states.party import PartyRole


class SetApart(NamedTuple):
    """Cases that are counted for nobody, or only behind the wall."""

    walled: set[UUID]
    # Of the hotline, whoever they name.
    tests: set[UUID]


def set_apart(people: QuerySet[Person]) -> SetApart:
    """The cases that at least one of `people` must not be able to tell exist, and those of hotline tests.

    Both in two statements: every page of a digest asks for them.
    """
    lines = ReportingLine.objects.filter(subordinate__in=people, depth__lte=settings.WALL_REPORTING_LEVELS)
    named = Q(person__in=people) | Q(role=PartyRole.SUBJECT, person__in=lines.values("superior"))
    parties = Party.objects.standing().filter(named).order_by().values_list("case", Value(0))
    conflicts = Conflict.objects.filter(person__in=people).order_by().values_list("case", Value(0))
    tested = HotlineTest.objects.filter(case__isnull=False).order_by().values_list("case", Value(1))
    found: tuple[set[UUID], set[UUID]] = (set(), set())
    for case, is_test in parties.union(conflicts, tested):
        found[is_test].add(case)
    walled, tests = found
    # A merged case has the wall of the one that it went into, and no other.
    cases = Case.objects.filter(Q(pk__in=walled) | Q(merged_into__in=walled)).order_by()
    pairs = cases.values_list("pk", "merged_into")
    cut_off = {case for case, merged_into in pairs if merged_into is None or merged_into in walled}
    return SetApart(cut_off - tests, tests)
