"""People whom a reporter's words may name: possible parties, who wall and route at once (DECISIONS 6)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.utils import timezone

from accounts.matching import Match
from accounts.models import Person
from audit.trail import record
from cases.actions.deadlines import refresh_due
from cases.actions.indexing import index_words
from cases.actions.materiality import fire_triggers, triggers_of_subjects
from cases.actions.walls import raise_wall
from cases.matching import people_named
from cases.models import Case, Party, Report
from cases.states.party import PartyKind, PartyRole, PartyStatus
from clocks import kinds
from clocks.actions import start_clock


def name_possible_parties(case: Case, people: Iterable[Person], *, on: date) -> None:
    """One provisional party for each. The wall, the routing and the clock are the caller's."""
    named = [
        Party.objects.create(
            data_key=case.data_key,
            case=case,
            role=PartyRole.SUBJECT,
            kind=PartyKind.PERSON,
            status=PartyStatus.PROVISIONAL,
            person=person,
            identified_on=on,
        )
        for person in people
    ]
    index_words(*named)


def with_those_of(earlier: Report, matches: list[Match]) -> list[Match]:
    """Whom a report may name, and whoever stands in the case of what its reporter told before; not the reporter."""
    standing = Party.objects.filter(case=earlier.case, person__isnull=False).standing().select_related("person")
    found = {match.person.pk: match for match in matches}
    for party in standing:
        if party.person:
            found.setdefault(party.person.pk, Match(party.person, "named in the earlier case"))
    return [match for match in found.values() if not _is_the_reporter(match.person, earlier, None)]


def heed_later_words(
    case: Case, report: Report, typed_names: str, words: str, *, by: Person | None, at: datetime
) -> None:
    """Whoever a later word names for the first time is walled off from that moment, as if the report had named them.

    The case is locked by the caller. Whom the office has judged already, either way, stays as judged.
    """
    day, moment = timezone.localdate(at), report.moment(at)
    known = set(Party.objects.filter(case=case, person__isnull=False).values_list("person", flat=True))
    found = [match.person for match in people_named(typed_names, words, (), on=day)]
    people = [one for one in found if one.pk not in known and not _is_the_reporter(one, report, by)]
    if not people:
        return
    name_possible_parties(case, people, on=day)
    record(
        case,
        "name_possible_parties",
        by=None,
        at=moment,
        sentence="A later word of the reporter may name somebody",
        facts={"number": len(people)},
        names={str(person.pk): person.full_name for person in people},
    )
    if case.is_open:
        start_clock(case, kinds.PROVISIONAL_PARTY, at=day)
        fire_triggers(case, triggers_of_subjects(case.topic, people), at=at)
        refresh_due(case)
    below = Person.objects.reporting_to(people, levels=settings.WALL_REPORTING_LEVELS)
    raise_wall(case, [*people, *below], at=moment)


def _is_the_reporter(person: Person, report: Report, by: Person | None) -> bool:
    """Whoever writes may write about themself, and sign: known by the sealed id of who was signed in, or by name."""
    if by is not None and by.pk == person.pk:
        return True
    identity = report.known_identity
    if identity is None:
        return False
    same_name = str(identity.name).casefold() == person.full_name.casefold()
    return same_name or str(identity.person_id_sealed) == str(person.pk)
