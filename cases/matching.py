"""Whom a report may name: its words held against the directory at intake, and whom its reporter says it concerns."""

from collections.abc import Iterable
from datetime import date

from accounts import matching
from accounts.matching import Match
from accounts.models import Person
from accounts.roles import Role
from cases.states.report import Concerns


def people_named(typed_names: str, narrative: str, concerns: Iterable[str], *, on: date) -> list[Match]:
    """Everybody whom the report may name, once each."""
    concerned = [Match(person, "concerns") for person in _by_concern(concerns) if not person.has_left(on)]
    known = {match.person.pk for match in concerned}
    named = matching.people_named(typed_names, narrative, on=on)
    return concerned + [match for match in named if match.person.pk not in known]


def _by_concern(concerns: Iterable[str]) -> list[Person]:
    heads = {
        Concerns.ETHICS_OFFICER.value: Role.ETHICS_OFFICER,
        Concerns.GENERAL_AUDITOR.value: Role.GENERAL_AUDITOR,
    }
    wanted = [heads[concern] for concern in concerns if concern in heads]
    return list(Person.objects.holding(*wanted)) if wanted else []
