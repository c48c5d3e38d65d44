"""Linked reports ask as a whole whether they are material: by a link, or by one person or site in several cases."""

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Q
from django.utils import timezone

from accounts.clockwork import one_by_one
from accounts.models import Person
from accounts.notices import tell
from accounts.roles import Role
from audit.trail import record
from cases.models import Case, CaseLink, LinkedReports, LinkedReportsEnd, MaterialityDecision, Party, SearchEntry
from cases.states.case import LinkKind
from cases.states.materiality import LinkedGround, Materiality
from cases.states.party import PartyKind, PartyRole, PartyStatus
from cases.states.search import SearchSource
from clocks import kinds
from clocks.actions import start_clock, stop_clock
from vault.blind import sought_tokens
from vault.words import words_of

# How far back other reports are looked for (FIELD.md).
REACH = timedelta(days=365)
# These tie two cases by who reported, which is no pattern of what is reported; retaliation asks by itself.
NO_PATTERN = frozenset({LinkKind.EARLIER.value, LinkKind.RETALIATION.value})
SITES = (PartyKind.UNIT, PartyKind.COMPANY)
# How long after a subject was confirmed the sweep looks whether it was missed: longer than any clock stands still. What
# is older was looked at, or was there before linked reports asked anything.
LOOKED_AT_AFTER = timedelta(days=31)


def fire_for_link(link: CaseLink, brought_by: Case, *, at: datetime) -> None:
    """Two cases were linked: together they ask."""
    if link.kind not in NO_PATTERN:
        _fire(brought_by, LinkedGround.LINK, {link.first_id, link.second_id}, asked=2, at=at, link=link)


def fire_for_subject(case: Case, party: Party, *, at: datetime) -> bool:
    """A subject was confirmed: if enough open cases of the last 12 months name the same one, together they ask."""
    if party.status != PartyStatus.CONFIRMED or party.role != PartyRole.SUBJECT or not case.is_open:
        return False
    ends = _naming(party, at)
    if case.pk not in ends or len(ends) < settings.LINKED_REPORTS:
        return False
    ground = LinkedGround.SUBJECT if party.person_id else LinkedGround.SITE
    return _fire(case, ground, ends, asked=settings.LINKED_REPORTS, at=at)


def fire_for_subjects(case: Case, *, at: datetime) -> None:
    """A case came among the open ones as a whole: reopened, imported, merged or parted again. Each of its subjects is
    looked at, and what the same cases have asked before, whichever of them brought it, is not asked again."""
    if not case.is_open:
        return
    subjects = Party.objects.filter(case=case, role=PartyRole.SUBJECT, status=PartyStatus.CONFIRMED)
    for party in subjects.select_related("person", "data_key").order_by("pk"):
        if not _asked_by_any(_naming(party, at)):
            fire_for_subject(case, party, at=at)


def fire_missed(at: datetime) -> int:
    """The sweep: of cases that confirm one subject at the same moment none sees the other, and so none asks.

    Returns how many asked now. Each subject is its own transaction.
    """
    return one_by_one(_perhaps_missed(at), partial(_fired_late, at=at), failed="linked_reports_failed")


def _perhaps_missed(at: datetime) -> list[UUID]:
    """Of each subject that was confirmed lately in an open case and stands in enough of them, the newest party. Of a
    site the name lies sealed: each is looked at by itself."""
    since = timezone.localdate(at) - REACH
    subjects = Party.objects.filter(role=PartyRole.SUBJECT, status=PartyStatus.CONFIRMED).order_by()
    recent = subjects.filter(decided_at__gte=at - LOOKED_AT_AFTER, case__in=Case.objects.open().order_by().values("pk"))
    named = subjects.filter(
        person__in=recent.filter(person__isnull=False).values("person"),
        case__in=Case.objects.open().filter(received_on__gte=since).order_by().values("pk"),
    )
    often = named.values("person").annotate(times=Count("case", distinct=True))
    people = often.filter(times__gte=settings.LINKED_REPORTS).values("person")
    newest = dict(recent.filter(person__in=people).order_by("decided_at", "pk").values_list("person", "pk"))
    sites = recent.filter(person__isnull=True, kind__in=SITES).order_by("-decided_at", "-pk")
    return [*newest.values(), *sites.values_list("pk", flat=True)]


@transaction.atomic
def _fired_late(pk: UUID, *, at: datetime) -> bool:
    """All its cases are locked: a second sweep, which comes by another of them where somebody was confirmed between the
    two, waits and finds it done."""
    party = Party.objects.select_related("person", "data_key").get(pk=pk)
    cases = {case: Case.objects.locked(case, by=None) for case in sorted(_naming(party, at) | {party.case_id})}
    return not _asked_by_any(_naming(party, at)) and fire_for_subject(cases[party.case_id], party, at=at)


def answer_linked_reports(case: Case, *, at: datetime) -> None:
    """A decision on the case that brought them answers them, and so does its end, to which two people agreed: that is
    never refused for them, because whoever closes may not know that they ask."""
    for row in LinkedReports.objects.brought_by(case):
        stop_clock(row, kinds.MATERIALITY_5_BUSINESS_DAYS, at=at)


def _naming(party: Party, at: datetime) -> set[UUID]:
    """The open cases of the last 12 months in which the same subject was confirmed."""
    since = timezone.localdate(at) - REACH
    cases = Case.objects.open().filter(received_on__gte=since).order_by().values("pk")
    subjects = Party.objects.filter(role=PartyRole.SUBJECT, status=PartyStatus.CONFIRMED, case__in=cases).order_by()
    if party.person_id:
        return set(subjects.filter(person=party.person_id).values_list("case", flat=True))
    if party.kind not in SITES:
        return set()
    sites = subjects.filter(kind__in=SITES, pk__in=_with_words_of(party)).select_related("data_key")
    return {one.case_id for one in sites if _same_name(one, party)}


def _with_words_of(party: Party) -> list[UUID]:
    """Parties that have every word of its name: the name itself lies sealed, its words in the blind index."""
    entries = SearchEntry.objects.filter(source=SearchSource.PARTY)
    for word in words_of(party.name):
        for tokens in sought_tokens(word):
            entries = entries.filter(tokens__has_one_of=tokens)
    return list(entries.order_by().values_list("source_id", flat=True))


def _same_name(one: Party, other: Party) -> bool:
    return one.name.casefold().split() == other.name.casefold().split()


def _fire(
    case: Case, ground: LinkedGround, ends: set[UUID], *, asked: int, at: datetime, link: CaseLink | None = None
) -> bool:
    if link is None and _asked_already(case, ends):
        return False
    row = LinkedReports.objects.create(ground=ground, brought_by=case, link=link, asked=asked, fired_at=at)
    LinkedReportsEnd.objects.bulk_create([LinkedReportsEnd(linked=row, case_id=pk) for pk in sorted(ends)])
    if not MaterialityDecision.objects.filter(case=case, outcome=Materiality.MATERIAL).exists():
        start_clock(row, kinds.MATERIALITY_5_BUSINESS_DAYS, at=at)
    # On a trail of its own: on that of a case it would tell of the others whoever stands behind the wall of one.
    facts, sentence = {"ground": ground, "cases": len(ends)}, "Linked reports ask whether they are material"
    record(row, "fire_linked_reports", by=None, at=at, sentence=sentence, facts=facts)
    tell(Person.objects.holding(Role.GENERAL_AUDITOR), "linked_reports_fired", about=row, at=at)
    return True


def _asked_already(case: Case, ends: set[UUID]) -> bool:
    """Somebody is confirmed twice, in two roles or anew: the same cases ask once."""
    before = LinkedReports.objects.filter(brought_by=case, link__isnull=True).prefetch_related("ends")
    return any({end.case_id for end in row.ends.all()} == ends for row in before)


def _asked_by_any(ends: set[UUID]) -> bool:
    """Whether all of them stood together before, a merged case as the one that it went into."""
    theirs = Q(ends__case__in=ends) | Q(ends__case__merged_into__in=ends)
    rows = LinkedReports.objects.filter(theirs, link__isnull=True).distinct()
    return any(ends <= _as_merged(row) for row in rows.prefetch_related("ends__case"))


def _as_merged(row: LinkedReports) -> set[UUID]:
    return {end.case.merged_into_id or end.case_id for end in row.ends.all()}
