"""In what a matter of which the committee was told can move on, as the rows of the record that say so."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from cases.models import Allegation, Case, MaterialityDecision, MaterialityTrigger, Merge, PublicReferral
from cases.states.case import CaseState
from cases.states.materiality import Materiality
from cases.states.outcome import ReferralState
from clocks import kinds
from clocks.models import Clock
from reporting.models import CommitteeNotice, NoticeUpdate
from reporting.states import UpdateKind
from vault.settled import Settled

# What is older when it is found is history, and the digest's: a company that begins to use this, or a member who joins,
# is not called about years.
HISTORY_AFTER = timedelta(days=30)
# Of one sweep; the next ones find the rest.
MOST = 200


@dataclass(frozen=True)
class Span:
    """From when on what happened is told, and where only its day is kept: from which day until before which."""

    since: datetime
    first_day: date
    today: date

    @classmethod
    def until(cls, at: datetime) -> "Span":
        since = at - HISTORY_AFTER
        return cls(since, timezone.localdate(since), timezone.localdate(at))


def still_to_tell(span: Span, notice: Any = None) -> dict[UpdateKind, QuerySet[Any]]:
    """By kind, the rows of which the member of `notice` has not heard, each with `.moved_at`; without a notice, those
    of the outer one (`CommitteeNotice.objects.with_decision()`). Every source is found by the key of its case."""
    outer = notice is None
    matter, decided_at, decided_on = (
        OuterRef(name) if outer else getattr(notice, name) for name in ("matter", "decided_at", "decided_on")
    )
    told = NoticeUpdate.objects.filter(notice=OuterRef(OuterRef("pk")) if outer else notice)
    heard = told.filter(source_id=OuterRef("pk"))
    found = {kind: rows.order_by().annotate(moved_at=moved_at) for kind, (rows, moved_at) in _rows(matter).items()}
    # Whoever heard of an end hears of the investigation that began after it; of the first one the notice itself told.
    ended = told.filter(kind=UpdateKind.CLOSED, happened_at__lt=OuterRef("moved_at"))
    found[UpdateKind.REOPENED] = found[UpdateKind.REOPENED].filter(Exists(ended))
    waiting = {
        kind: rows.filter(moved_at__gt=decided_at, moved_at__gte=span.since).exclude(
            Exists(heard.filter(kind=kind, happened_at=OuterRef("moved_at")))
        )
        for kind, rows in found.items()
    }
    triggers = _triggers(matter, decided_at, decided_on, heard).filter(_tells_no_hour(span.today))
    return waiting | {UpdateKind.TRIGGER: triggers.filter(fired_on__gte=span.first_day)}


def _rows(matter: Any) -> dict[UpdateKind, tuple[QuerySet[Any], F]]:
    """Every happening of a matter, and the column that says when; whether anybody was told or not."""
    referred = PublicReferral.objects.filter(decided_at__isnull=False).exclude(state=ReferralState.DECLINED)
    dismissed = MaterialityDecision.objects.filter(outcome=Materiality.NOT_MATERIAL, confirmed_at__isnull=False)
    closed = Case.objects.filter(state=CaseState.CLOSED)
    investigations = Clock.objects.filter(subject_kind=Case._meta.label_lower, kind=kinds.INVESTIGATION)
    return {
        UpdateKind.FINDING: (Allegation.objects.filter(case=matter), F("found_at")),
        UpdateKind.REFERRAL: (referred.filter(case=matter), F("decided_at")),
        UpdateKind.NOT_MATERIAL: (dismissed.filter(case=matter), F("confirmed_at")),
        UpdateKind.MERGED: (Merge.objects.standing().filter(target=matter), F("merged_at")),
        UpdateKind.REOPENED: (investigations.filter(subject_id=matter), F("started_at")),
        UpdateKind.CLOSED: (closed.filter(pk=matter), F("closed_at")),
    }


def _triggers(
    matter: Any, decided_at: Any, decided_on: Any, heard: QuerySet[NoticeUpdate]
) -> QuerySet[MaterialityTrigger]:
    """Facts that nobody of the staff knew when it was decided. What an anonymous reporter tells has only its day."""
    fired = MaterialityTrigger.objects.filter(case=matter).annotate(moved_at=F("fired_on"))
    later = Q(known_at__gt=decided_at) | Q(known_at__isnull=True, fired_on__gt=decided_on)
    return fired.filter(later).exclude(Exists(heard.filter(kind=UpdateKind.TRIGGER))).order_by()


def _tells_no_hour(today: date) -> Q:
    """What a reporter has told is passed on by the first sweep of another day: told at once, the hour of the telling
    would be the hour of an act of which only the day is kept (DECISIONS 22). What the staff know by now may be told."""
    return Q(known_at__isnull=False) | Q(fired_on__lt=today)


def with_something_to_tell(span: Span, now: datetime | None = None) -> QuerySet[Any]:
    """The standing notices whose matter has moved on without their member having heard."""
    moved = Q()
    for rows in still_to_tell(span).values():
        moved |= Q(Exists(rows))
    return CommitteeNotice.objects.standing(now).with_decision().filter(moved)


def matters_that_moved_on(span: Span) -> list[uuid.UUID]:
    """The matters of those notices, each once. Every sweep asks, and nearly always there is none."""
    ask = _settled_matters(timezone.get_current_timezone_name(), settings.WALL_REPORTING_LEVELS)
    return ask(span.since, span.first_day, span.today, timezone.now())


@cache
def _settled_matters(_zone: str, _levels: int) -> Settled[uuid.UUID]:
    """Kept for each setting that a day and the wall are made by."""

    def ask(since: datetime, first_day: date, today: date, now: datetime) -> QuerySet[Any, uuid.UUID]:
        waiting = with_something_to_tell(Span(since, first_day, today), now)
        return waiting.order_by().values_list("matter", flat=True).distinct()[:MOST]

    return Settled(ask)
