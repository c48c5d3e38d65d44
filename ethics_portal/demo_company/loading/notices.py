"""What comes of notices to the committee: the clock follows their matters, a member asks back, another one is away."""

from datetime import datetime, timedelta

from accounts.models import Person
from accounts.roles import Role
from ethics_portal.demo_company.loading.timeline import Timeline
from reporting.actions import (
    acknowledge_committee_notice,
    answer_notice_question,
    ask_about_notice,
    pass_on_unread,
    record_notice_call,
    tell_updates,
)
from reporting.models import CommitteeNotice, UnreadNotice
from reporting.models.notice_question import who_answers
from reporting.states import CallOutcome

DAY = timedelta(days=1)
# So long has one member been away, and has read nothing.
AWAY_DAYS = 24
ANSWERED = (
    "Was anything paid to this supplier after the office knew of it?",
    "No. Every payment was stopped on the day of the report, and treasury confirmed it in writing.",
)
OPEN = "Have the people concerned kept their access to the purchasing system?"


def plan_the_clock(timeline: Timeline, *, begin: datetime, now: datetime) -> None:
    """Every evening, what the clock does within minutes: what moved on is told, what is unread moves on."""
    evening = begin.replace(hour=22, minute=0, second=0, microsecond=0)
    while evening < now:
        timeline.at(evening, _follow)
        evening += DAY


def _follow(at: datetime) -> None:
    tell_updates(at)
    pass_on_unread(at)


def is_away(member: Person, *, at: datetime, now: datetime) -> bool:
    """One member has read nothing for some days."""
    members = Person.objects.holding(Role.AUDIT_COMMITTEE).order_by("family_name", "pk")
    absent = members.exclude(pk__in=Person.objects.holding(Role.AUDIT_COMMITTEE_CHAIR).values("pk")).first()
    return at > now - timedelta(days=AWAY_DAYS) and member == absent


def ask_back(*, now: datetime) -> None:
    """One question that was answered, and one that waits."""
    chair = Person.objects.holding(Role.AUDIT_COMMITTEE_CHAIR).get()
    told = list(CommitteeNotice.objects.visible_to(chair).filter(read_at__isnull=False).order_by("-created_at")[:2])
    for notice, words in zip(told, (OPEN, ANSWERED[0]), strict=False):
        asked_at = max(notice.read_at or now, now - 2 * DAY)
        question = ask_about_notice(notice, words=words, by=chair, at=asked_at)
        if words == ANSWERED[0]:
            answerer = who_answers(notice, chair)[0]
            answer_notice_question(question, answer=ANSWERED[1], by=answerer, at=now - timedelta(hours=20))
            acknowledge_committee_notice(notice, by=chair, at=now - timedelta(hours=19))


def call_the_absent(*, now: datetime) -> None:
    """The Board's secretary has tried once and reached nobody."""
    secretary = Person.objects.holding(Role.BOARD_SECRETARY).first()
    waiting = UnreadNotice.objects.visible_to(secretary).still_unread().first() if secretary else None
    if waiting and secretary:
        called_at = min(waiting.asked_at + timedelta(days=2, hours=13), now)
        outcome = CallOutcome.NOT_REACHED
        record_notice_call(waiting, outcome=outcome, called_at=called_at, by=secretary, at=called_at)
