"""When a file falls due, and what keeps it. Computed at read time: no date is stored that a new word could belie.

A case and what was merged into it are one file (docs/adr/0008): it is kept until the last of their periods is over.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial, reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Person
from cases.models import (
    Action,
    Case,
    DataItem,
    HotlineTest,
    IdentityRequest,
    InsiderList,
    Interview,
    Message,
    OutcomeLetter,
    PublicReferral,
    Report,
    RetentionRule,
    ReviewRequest,
    Task,
)
from cases.models.hold import touched_now
from cases.states.case import CaseState
from cases.states.desk import InterviewState
from cases.states.letter import LetterState
from cases.states.outcome import ActionState, ReferralState
from cases.states.report import Direction
from cases.states.retention import Bound, Hindrance, StartEvent
from clocks.counting import add_calendar_months, local_date
from clocks.models import BusinessCalendar

# How many of the oldest closed cases one look goes through; the page says when there may be more.
LOOKED_AT = 500

# What keeps a file although its time is over.
_KEPT = (Hindrance.HELD, Hindrance.INSIDER_LIST, Hindrance.OPEN_WORK, Hindrance.RULES_DISAGREE)
_ENDED_ACTIONS = (ActionState.CONFIRMED, ActionState.CANCELLED)
_ENDED_REFERRALS = (ReferralState.DECLINED, ReferralState.CONCLUDED)


@dataclass(frozen=True)
class Verdict:
    """Whether a file may be deleted today: the rule that decides and its day, or what keeps it."""

    case: Case
    started_on: date | None
    rule: RetentionRule | None
    due_on: date | None
    # The last day on which it may still be there, where a rule says so.
    latest_on: date | None
    hindrance: Hindrance | None

    @property
    def is_due(self) -> bool:
        return self.hindrance is None

    @property
    def why_kept(self) -> str:
        return str(self.hindrance.label) if self.hindrance else ""


class Retention:
    """The rules in force and the holds, read once, and what they say of cases at one instant."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.rules = list(RetentionRule.objects.in_force())

    def rule_for(self, bound: str, country: str, outcome: str) -> RetentionRule | None:
        """Of the confirmed rules that fit, the closest."""
        fitting = [rule for rule in self.rules if rule.bound == bound and rule.fits(country, outcome)]
        return max(fitting, key=lambda rule: rule.precision, default=None)

    def verdicts(self, cases: Iterable[Case]) -> list[Verdict]:
        """What holds for each of these surviving cases now, in a handful of statements for all."""
        listed = list(cases)
        facts = _Facts(listed, self.at)
        return [self._verdict(case, facts) for case in listed]

    def verdict(self, case: Case) -> Verdict:
        return self.verdicts([case])[0]

    def _verdict(self, case: Case, facts: "_Facts") -> Verdict:
        ended_on = facts.ended_on(case)
        if ended_on is None:
            return Verdict(case, None, None, None, None, Hindrance.REOPENED)
        started = {
            StartEvent.CLOSED.value: max([ended_on, *facts.last_words(case)]),
            StartEvent.RECEIVED.value: max([case.received_on, *facts.last_words(case)]),
        }
        minimum, maximum = self._bound(Bound.MINIMUM, case, facts), self._bound(Bound.MAXIMUM, case, facts)
        rule = minimum or maximum
        if rule is None:
            return Verdict(case, None, None, None, None, Hindrance.NO_RULE)
        due_on = add_calendar_months(started[rule.starts_with], rule.months)
        latest_on = add_calendar_months(started[maximum.starts_with], maximum.months) if maximum else None
        found = partial(Verdict, case, started[rule.starts_with], rule, due_on, latest_on)
        if minimum and latest_on and latest_on < due_on:
            return found(Hindrance.RULES_DISAGREE)
        # At least so long is over on the day after; at most so long ends with its last day.
        today = facts.today(case)
        if not (due_on < today if rule is minimum else due_on <= today):
            return found(Hindrance.NOT_YET)
        if facts.is_held(case):
            return found(Hindrance.HELD)
        if facts.is_listed(case):
            return found(Hindrance.INSIDER_LIST)
        return found(Hindrance.OPEN_WORK if facts.is_worked(case) else None)

    def _bound(self, bound: str, case: Case, facts: "_Facts") -> RetentionRule | None:
        """The rule of this kind for the whole file: of its countries' the one that keeps it longest."""
        fitting = [self.rule_for(bound, country, case.outcome) for country in facts.countries(case)]
        return max((rule for rule in fitting if rule), key=lambda rule: rule.months, default=None)


class _Facts:
    """What the verdicts on several cases need to know, read for all of them and what was merged into them at once."""

    def __init__(self, cases: list[Case], at: datetime) -> None:
        self._at = at
        self._countries: dict[Any, set[str]] = {case.pk: set() for case in cases}
        self._days: dict[Any, set[date]] = {case.pk: set() for case in cases}
        self._last_words: dict[Any, list[date]] = {case.pk: [] for case in cases}
        self._tested: dict[Any, date] = {}
        self._worked: set[Any] = set()
        self._held: set[Any] = set()
        self._listed: set[Any] = set()
        if cases:
            self._read(list(self._countries))

    def _read(self, keys: list[Any]) -> None:
        written = Message.objects.filter(direction=Direction.FROM_REPORTER, report__case=OuterRef("pk"))
        received = Report.objects.filter(case=OuterRef("pk"))
        calendars = BusinessCalendar.objects.filter(country=OuterRef("country")).order_by("code")
        rows = Case.objects.filter(Q(pk__in=keys) | Q(merged_into__in=keys)).order_by().values_list(
            Coalesce("merged_into", "pk"),
            "country",
            Subquery(calendars.values("zone")[:1]),
            Subquery(written.order_by("-written_on").values("written_on")[:1]),
            Subquery(received.order_by("-received_on").values("received_on")[:1]),
            ExpressionWrapper(_something_to_do(), output_field=BooleanField()),
            ExpressionWrapper(touched_now(), output_field=BooleanField()),
            Exists(InsiderList.objects.kept_at(self._at).filter(case=OuterRef("pk"))),
            "hotline_test__ended_on",
        )  # fmt: skip
        for key, country, zone, word, arrival, is_worked, is_held, is_listed, tested in rows:
            self._countries[key].add(country)
            self._days[key].add(local_date(self._at, zone or settings.TIME_ZONE))
            self._last_words[key] += [day for day in (word, arrival) if day]
            self._worked |= {key} if is_worked else set()
            self._held |= {key} if is_held else set()
            self._listed |= {key} if is_listed else set()
            self._tested |= {key: tested} if tested else {}

    def ended_on(self, case: Case) -> date | None:
        """The day on which it was closed, or on which it ended as a test of the hotline; none while it goes on."""
        if case.state == CaseState.TESTED:
            return self._tested.get(case.pk)
        return case.closed_on if case.state == CaseState.CLOSED else None

    def countries(self, case: Case) -> set[str]:
        """Those of the case and of what was merged into it."""
        return self._countries[case.pk]

    def today(self, case: Case) -> date:
        """The day that it is in its countries, the earliest; in the company's zone where no calendar says."""
        return min(self._days[case.pk])

    def last_words(self, case: Case) -> list[date]:
        """The days of a reporter's last word and of the last report."""
        return self._last_words[case.pk]

    def is_worked(self, case: Case) -> bool:
        """Whether something is still to be done: an action or a task, a referral, a request for a name or for a
        review, an interview, a letter."""
        return case.pk in self._worked

    def is_held(self, case: Case) -> bool:
        """Whether a legal hold stands on the file."""
        return case.pk in self._held

    def is_listed(self, case: Case) -> bool:
        """Whether it has an insider list whose five years are not over."""
        return case.pk in self._listed


def _something_to_do() -> Q:
    actions = Action.objects.filter(case=OuterRef("pk")).exclude(state__in=_ENDED_ACTIONS)
    referrals = PublicReferral.objects.filter(case=OuterRef("pk")).exclude(state__in=_ENDED_REFERRALS)
    names = IdentityRequest.objects.open().filter(report__case=OuterRef("pk"))
    tasks = Task.objects.open().filter(case=OuterRef("pk"))
    interviews = Interview.objects.filter(case=OuterRef("pk"), state=InterviewState.PLANNED)
    letters = OutcomeLetter.objects.filter(case=OuterRef("pk"), state=LetterState.DRAFTED)
    reviews = ReviewRequest.objects.open().filter(report__case=OuterRef("pk"))
    # What somebody asked about their own data is answered before the file goes, and the answer holds no gap.
    data = DataItem.objects.standing().filter(case=OuterRef("pk"), part__request__settled_at__isnull=True)
    waiting = [actions, referrals, names, tasks, interviews, letters, reviews, data]
    return reduce(or_, (Q(Exists(rows)) for rows in waiting))


def file_of(case: Case) -> list[Case]:
    """The surviving case and what was merged into it."""
    return [case, *Case.objects.filter(merged_into=case.pk).order_by("pk")]


def due_for(person: Person, *, at: datetime) -> tuple[list[Verdict], list[Verdict], bool]:
    """Of the cases that `person` may see: what has fallen due, what is kept although its time is over, and whether
    there may be more than was looked at. The oldest first."""
    retention = Retention(at)
    if not retention.rules:
        return [], [], False
    shortest = min(rule.months for rule in retention.rules)
    # A first sieve: no month is shorter.
    before = local_date(at, settings.TIME_ZONE) - timedelta(days=28 * shortest - 1)
    visible = Case.objects.visible_to(person).select_related("topic").defer("summary", "closing_reason")
    closed = visible.filter(state=CaseState.CLOSED, closed_on__lte=before).order_by("closed_on", "pk")
    # By themselves: asked for together with closed cases, all cases would be read.
    tested = visible.filter(hotline_test__in=HotlineTest.objects.ended().filter(ended_on__lte=before))
    listed = [list(rows[: LOOKED_AT + 1]) for rows in (closed, tested.order_by("received_on", "pk"))]
    verdicts = retention.verdicts(case for rows in listed for case in rows[:LOOKED_AT])
    kept = [one for one in verdicts if one.hindrance in _KEPT]
    return [one for one in verdicts if one.is_due], kept, any(len(rows) > LOOKED_AT for rows in listed)
