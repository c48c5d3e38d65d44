"""A notice that its member does not read moves on: the Board's secretary calls, then the next member hears of it.

It counts business days by the rule `unread_notice`, first from the notice, then from the day on which the secretary was
asked. Reading stops it; so does a wall that takes the notice away from its member.
"""

import uuid
from collections.abc import Callable
from datetime import datetime
from functools import cache, partial
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.clockwork import one_by_one
from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import Telling, tell_each
from accounts.roles import Role
from audit.trail import record
from cases.models import Case
from clocks import kinds
from clocks.models import Rule
from reporting.models import CommitteeNotice, NoticeCall, UnreadNotice
from reporting.models.committee_notice import CommitteeNoticeQuerySet
from reporting.states import COMMITTEE
from reporting.workflow import RECORD_NOTICE_CALL
from vault.settled import Settled

Step = Callable[[CommitteeNotice, datetime], bool]


def pass_on_unread(at: datetime) -> int:
    """The sweep: ask for a call about each notice that was not read in time, and pass on what stays unread after it.

    Returns how many moved on. Each notice is its own transaction, so that one that fails waits for the next sweep and
    holds up no other.
    """
    rule = Rule.objects.with_calendars().get(kind=kinds.UNREAD_NOTICE)
    today = timezone.localdate(at)
    moved = 0
    for step, waiting in ((_ask_for_a_call, _settled_uncalled), (_pass_on, _settled_called)):
        late = [
            pk
            for pk, since in waiting(settings.WALL_REPORTING_LEVELS)(timezone.now())
            if since is not None and rule.due_date(timezone.localdate(since)) < today
        ]
        moved += one_by_one(late, partial(_moved, step=step, at=at), failed="unread_notice_failed")
    return moved


# Every sweep asks both. Kept for each setting that the wall is made by.
@cache
def _settled_uncalled(_levels: int) -> Settled[tuple[uuid.UUID, datetime]]:
    """Notices about whose reading nobody was asked to call, and since when each waits."""
    return Settled(lambda now: _unread(now).filter(unread__isnull=True).values_list("pk", "created_at"))


@cache
def _settled_called(_levels: int) -> Settled[tuple[uuid.UUID, datetime | None]]:
    """Notices that nobody was passed on to, and since when a call is asked for; none for one that is not."""
    return Settled(
        lambda now: _unread(now).filter(unread__passed_at__isnull=True).values_list("pk", "unread__asked_at")
    )


def _unread(now: datetime) -> CommitteeNoticeQuerySet:
    return CommitteeNotice.objects.standing(now).unread().order_by("created_at", "pk")


@transaction.atomic
def _moved(pk: uuid.UUID, *, step: Step, at: datetime) -> bool:
    """One step of one notice. The case is locked, so that a second sweep waits and finds it done, and so is the notice,
    so that its member's reading comes before or after."""
    notice = CommitteeNotice.objects.get(pk=pk)
    Case.objects.locked(notice.decision.case_id, by=None)
    still = CommitteeNotice.objects.standing().unread().select_for_update(of=("self",)).filter(pk=pk).first()
    return step(still, at) if still else False


def _ask_for_a_call(notice: CommitteeNotice, at: datetime) -> bool:
    """The Board's secretaries hear that a member has something unread, as far as no wall stands before the matter."""
    unread, is_new = UnreadNotice.objects.get_or_create(notice=notice, defaults={"asked_at": at})
    if not is_new:
        return False
    record(notice, "ask_for_call", by=None, at=at, sentence="Not read in time: the Board's secretary was asked to call")
    secretaries = Person.objects.holding(Role.BOARD_SECRETARY)
    tell_each([Telling(secretaries, "notice_unread", at)], about=unread)
    return True


def _pass_on(notice: CommitteeNotice, at: datetime) -> bool:
    """The next member hears that it is unread. With nobody left it stays with its member."""
    unread = UnreadNotice.objects.select_for_update(of=("self",)).get(notice=notice)
    following = _next_member(notice)
    if unread.passed_at or following is None:
        return False
    unread.passed_to, unread.passed_at = following, at
    unread.save(update_fields=["passed_to", "passed_at"])
    facts, names = {"to": str(following.pk)}, {str(following.pk): following.full_name}
    sentence = "Still not read: the next member was told"
    record(notice, "pass_on_unread", by=None, at=at, sentence=sentence, facts=facts, names=names)
    tell_each([Telling([following], "notice_passed_on", at)], about=unread)
    return True


def _next_member(notice: Any) -> Person | None:
    """The chair first, then the members in the order in which they joined; never behind the wall of the matter."""
    case = Case.objects.unshredded().get(pk=notice.matter)
    joined = case.unwalled(Person.objects.holding(*COMMITTEE)).exclude(pk=notice.member_id).as_they_joined(*COMMITTEE)
    chairs = [person for person in joined if Role.AUDIT_COMMITTEE_CHAIR in person.roles]
    return next(iter([*chairs, *joined]), None)


@transaction.atomic
def record_notice_call(
    unread: UnreadNotice, *, outcome: str, called_at: datetime, by: Person, at: datetime
) -> NoticeCall:
    """The secretary notes a call. Nothing that was said is kept."""
    unread = UnreadNotice.objects.locked(unread.pk, by=by)
    RECORD_NOTICE_CALL.check(by, unread)
    if called_at > at:
        raise Refused(_("The call lies in the future."), "called_at")
    if called_at < unread.asked_at.replace(second=0, microsecond=0):
        raise Refused(_("The call lies before the day on which you were asked to make it."), "called_at")
    call = NoticeCall.objects.create(
        unread=unread, outcome=outcome, called_at=called_at, recorded_by=by, recorded_at=at
    )
    facts = {"outcome": str(outcome), "called_at": called_at.isoformat()}
    sentence = "Recorded a call to the member"
    record(unread.notice, RECORD_NOTICE_CALL.verb, by=by, at=at, sentence=sentence, facts=facts)
    return call
