"""Whom a merge brings together: parties move with their case; who was named meanwhile stays a possible match."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from accounts.models import Person
from audit.trail import record
from cases.actions.indexing import index_words
from cases.matching import people_named
from cases.models import Allegation, Case, Merge, Message, Party
from cases.states.party import PartyKind, PartyStatus
from clocks import kinds
from clocks.actions import start_clock


def take_parties(merge: Merge) -> None:
    """Move the parties to the surviving case. Who is named there in the same role stays behind, unless the two cases
    judged differently: then it is a possible match again, because a wall never falls by a merge."""
    there = {(party.person_id, party.role): party for party in merge.target.parties.filter(person__isnull=False)}
    for party in merge.source.parties.all():
        named = there.get((party.person_id, party.role))
        if named is None:
            party.case, party.came_with = merge.target, merge
            party.save(update_fields=["case", "came_with"])
        elif named.status == PartyStatus.REJECTED and party.status != PartyStatus.REJECTED:
            _doubt(named)
        elif named.status == PartyStatus.PROVISIONAL and party.status == PartyStatus.CONFIRMED:
            _take_for_certain(named, party)


def leave_possible_matches(merge: Merge, *, by: Person, at: datetime) -> None:
    """Give the parties back. While the cases were one, what was written in either may be about any of them."""
    theirs = Party.objects.filter(case=merge.target, came_with=None).standing()
    since = list(theirs.filter(~Q(pk__in=merge.parties_there) | Q(person__in=_spoken_of_since(merge, at))))
    came = list(merge.parties.select_related("person", "data_key"))
    merge.parties.update(case=merge.source, came_with=None)
    for party in since:
        _possible_match(merge.source, party, by, at)
    for party in came:
        stays = _possible_match(merge.target, party, by, at) if party.status != PartyStatus.REJECTED else None
        blamed = Allegation.objects.filter(case=merge.target, came_with=None, subject=party)
        if blamed.exists():
            blamed.update(subject=stays or _copied(merge.target, party, party.status, by, at))
    for case in (merge.source, merge.target):
        if Party.objects.filter(case=case, status=PartyStatus.PROVISIONAL).exists():
            start_clock(case, kinds.PROVISIONAL_PARTY, at=at)


def _spoken_of_since(merge: Merge, at: datetime) -> list[UUID]:
    """Whom the dialogue with the reporters who came names since: it goes back with them. Who was known in the
    surviving case already became no party by it."""
    since = Message.objects.filter(report__came_with=merge, written_on__gte=timezone.localdate(merge.merged_at))
    words = "\n".join(str(message.body) for message in since.select_related("data_key"))
    return [match.person.pk for match in people_named("", words, (), on=timezone.localdate(at))] if words else []


def _possible_match(case: Case, party: Party, by: Person, at: datetime) -> Party | None:
    """The person of `party` walls and waits for a decision in `case` too; nothing for what is no directory person."""
    if party.person is None:
        return None
    named = Party.objects.filter(case=case, person=party.person, role=party.role).first()
    if named is None:
        named = _copied(case, party, PartyStatus.PROVISIONAL.value, by, at)
        record(
            case,
            "name_possible_parties",
            by=None,
            at=at,
            sentence="May concern this case too, since the two were one",
            facts={"party": str(named.pk)},
            names={str(party.person_id): party.person.full_name},
        )
    elif named.status == PartyStatus.REJECTED:
        _doubt(named)
    return named


def _copied(case: Case, party: Party, status: str, by: Person, at: datetime) -> Party:
    decided = status != PartyStatus.PROVISIONAL
    copied = Party.objects.create(
        data_key=case.data_key,
        case=case,
        role=party.role,
        kind=party.kind,
        status=status,
        person=party.person,
        described=str(party.described) if party.kind != PartyKind.PERSON else "",
        unit=party.unit,
        identified_on=timezone.localdate(at),
        identified_by=by,
        decided_by=by if decided else None,
        decided_at=at if decided else None,
    )
    index_words(copied)
    return copied


def _doubt(party: Party) -> None:
    """What was lifted is a possible match again; who lifted it and why stays on the trail."""
    party.status, party.decided_by, party.decided_at = PartyStatus.PROVISIONAL, None, None
    party.save(update_fields=["status", "decided_by", "decided_at", *party.forget_what_was_said()])


def _take_for_certain(named: Party, known: Party) -> None:
    """What is only possible here was confirmed there: nobody lifts it here, or agrees that it is no subject."""
    named.status, named.decided_by, named.decided_at = PartyStatus.CONFIRMED, known.decided_by, known.decided_at
    named.save(update_fields=["status", "decided_by", "decided_at", *named.forget_what_was_said()])
