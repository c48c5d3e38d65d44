"""Telling the members who had a notice how its matter has moved on."""

import uuid
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.clockwork import one_by_one
from accounts.notices import Telling, tell_each
from audit.trail import record
from cases.models import Case
from reporting.models import CommitteeNotice, NoticeUpdate
from reporting.moving_on import Span, matters_that_moved_on, still_to_tell, with_something_to_tell


def tell_updates(at: datetime) -> int:
    """The sweep: each member hears once of each update. Returns how many are new.

    Each matter is its own transaction, so that one that fails waits for the next sweep and holds up no other.
    """
    return one_by_one(
        matters_that_moved_on(Span.until(at)), lambda case: _tell_of(case, at), failed="notice_update_failed"
    )


@transaction.atomic
def _tell_of(case_id: uuid.UUID, at: datetime) -> int:
    """The updates of one matter. The case is locked: a second sweep finds them told, a wall that rises waits."""
    Case.objects.locked(case_id, by=None)
    waiting = with_something_to_tell(Span.until(at)).filter(matter=case_id).select_related("member")
    updates = [update for notice in waiting.order_by("created_at", "pk") for update in _write(notice, at)]
    # A matter may have been decided twice: its member has two notices then, and hears of the newer one.
    for update in {update.notice.member_id: update for update in updates}.values():
        notice = update.notice
        tell_each([Telling([notice.member], "notice_update", at, str(update.pk))], about=notice)
    return len(updates)


def _write(notice: CommitteeNotice, at: datetime) -> list[NoticeUpdate]:
    updates = [
        NoticeUpdate(notice=notice, kind=kind, source_id=row.pk, happened_at=_instant(row.moved_at), told_at=at)
        for kind, rows in still_to_tell(Span.until(at), notice).items()
        for row in rows
    ]
    NoticeUpdate.objects.bulk_create(updates)
    facts = {"updates": sorted(str(update.kind) for update in updates)}
    record(notice, "tell_update", by=None, at=at, sentence="The member was told how it moved on", facts=facts)
    return updates


def _instant(moved_at: Any) -> datetime:
    """Of what has only its day, the start of that day."""
    if isinstance(moved_at, datetime):
        return moved_at
    day: date = moved_at
    return timezone.make_aware(datetime.combine(day, time.min))
