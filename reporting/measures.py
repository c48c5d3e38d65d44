"""The measures of the field, one function and one definition each (FIELD.md, “Measures”).

Each takes querysets that are narrowed to a scope already, and a period; each is one SQL statement unless it says
otherwise. What pages say about them is in `definitions.py`.
"""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any, NamedTuple, TypedDict

from django.conf import settings
from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    Min,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)

from accounts.models import Person
from cases.models import Action, Case, HotlineTest, Merge, Rating, RecoveryAmount, Report, RetaliationCheck
from cases.models.afterwards import HIGHEST, LOWEST
from cases.states.care import CheckAnswer
from cases.states.exit import ExitVerdict
from cases.states.hotline_test import TestedChannel
from cases.states.outcome import STANDING_ACTIONS, ActionKind, AmountKind, RootCause
from cases.states.party import Finding
from cases.states.report import Mode, ReportKind
from clocks.states import Nature
from code_of_ethics.models import AffirmationCampaign, StatedException
from reporting.periods import Period

SUBSTANTIATED = (Finding.SUBSTANTIATED, Finding.PARTLY)
# The upper ends of the ageing classes, in days; the last class is open.
AGES = (30, 60, 90, 180)


class Rate(TypedDict):
    """A share with what it is a share of. `percent` is empty where there is nothing to divide by."""

    count: int
    of: int
    percent: float | None


def rate(count: int, of: int) -> Rate:
    return {"count": count, "of": of, "percent": round(100 * count / of, 1) if of else None}


# --- volume ------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Received:
    """What was received in a period: unique reports, all channels, also by what they are broken down by; questions; and
    anonymous reports whose reporter came back at least once ÷ anonymous reports."""

    reports: int
    questions: int
    by: dict[str, Counter[Any]]
    follow_up: Rate


# What reports are broken down by, and where that stands.
BREAKDOWNS = {"channel": "channel", "mode": "mode", "country": "country", "topic": "case__topic"}


def received(told: QuerySet[Report], period: Period) -> Received:
    """Reports and questions received in the period, read once for all of it."""
    came_back = ExpressionWrapper(Q(last_visit_on__isnull=False), BooleanField())
    found = told.filter(received_on__range=(period.start, period.end)).order_by().annotate(came_back=came_back)
    groups = found.values_list("counted_as", "came_back", *BREAKDOWNS.values()).annotate(number=Count("pk"))
    kinds: Counter[str] = Counter()
    by: dict[str, Counter[Any]] = {name: Counter() for name in BREAKDOWNS}
    anonymous: Counter[bool] = Counter()
    for kind, is_back, *values, number in groups:
        kinds[kind] += number
        if kind != ReportKind.REPORT:
            continue
        for counter, value in zip(by.values(), values, strict=True):
            counter[value] += number
        if values[1] == Mode.ANONYMOUS:
            anonymous[bool(is_back)] += number
    follow_up = rate(anonymous[True], anonymous.total())
    return Received(kinds[ReportKind.REPORT], kinds[ReportKind.QUESTION], by, follow_up)


def headcount_by_unit(period: Period) -> dict[str, int]:
    """People employed on the last day of the period, by the directory. Those without a unit are left out."""
    last = Q(Q(employed_from__isnull=True) | Q(employed_from__lte=period.end))
    last &= Q(Q(employed_until__isnull=True) | Q(employed_until__gte=period.end))
    people = Person.objects.filter(last, unit__isnull=False).order_by()
    return dict(people.values_list("unit__name").annotate(number=Count("pk")))


def average_headcounts(periods: list[Period]) -> list[float]:
    """For each period the mean of the people employed on its first and on its last day, by the directory.

    A company that keeps only a part of its people in the directory states its headcount in `HEADCOUNT`.
    """
    if settings.HEADCOUNT:
        return [float(settings.HEADCOUNT)] * len(periods)
    days = {day for period in periods for day in (period.start, period.end)}
    found = Person.objects.aggregate(**{f"on_{day:%Y%m%d}": Count("pk", filter=employed_on(day)) for day in days})
    return [sum(found[f"on_{day:%Y%m%d}"] for day in (period.start, period.end)) / 2 for period in periods]


def employed_on(day: date) -> Q:
    """People who were employed on a day, as the directory has it."""
    begun = Q(employed_from__isnull=True) | Q(employed_from__lte=day)
    return begun & (Q(employed_until__isnull=True) | Q(employed_until__gte=day))


def per_100_employees(reports: int, headcount: float) -> float | None:
    """Unique reports, all channels ÷ average headcount × 100."""
    return round(100 * reports / headcount, 2) if headcount else None


def taken_seriously(reports: QuerySet[Report], period: Period) -> dict[int, int]:
    """How many reporters gave each mark in the period, from 1 to 5; those who gave none are left out."""
    given = Rating.objects.filter(report__in=reports, given_on__range=(period.start, period.end), mark__isnull=False)
    counted = dict(given.order_by().values_list("mark").annotate(number=Count("pk")))
    return {mark: counted.get(mark, 0) for mark in range(LOWEST, HIGHEST + 1)}


def by_month(rows: QuerySet[Any], column: str, period: Period) -> list[int]:
    """How many rows fall into each month of the period, by a day column."""
    found = rows.filter(**{f"{column}__range": (period.start, period.end)}).order_by()
    counted: Counter[date] = Counter()
    for day, number in found.values_list(column).annotate(number=Count("pk")):
        counted[day.replace(day=1)] += number
    return [counted[month.start] for month in period.months()]


# --- opened, closed, open ----------------------------------------------------------------------------------
class Standing(NamedTuple):
    movement: dict[str, int]
    ageing: list[int]


def standing(cases: QuerySet[Any], period: Period) -> Standing:
    """Cases received in the period, closed in it, and open at the end of the day before it and of its last day; and
    these by age in calendar days: up to 30, 60, 90, 180, and above."""
    before, open_after = period.start - timedelta(days=1), _open_on(period.end)
    edges = [period.end - timedelta(days=age) for age in AGES]
    classes = [Q(received_on__gte=edges[0])]
    classes += [Q(received_on__gte=older, received_on__lt=newer) for newer, older in pairwise(edges)]
    classes.append(Q(received_on__lt=edges[-1]))
    found = cases.aggregate(
        opened=Count("pk", filter=Q(received_on__range=(period.start, period.end))),
        closed=Count("pk", filter=Q(closed_on__range=(period.start, period.end))),
        open_before=Count("pk", filter=_open_on(before)),
        open_after=Count("pk", filter=open_after),
        **{f"class_{place}": Count("pk", filter=open_after & age) for place, age in enumerate(classes)},
    )
    ageing = [found.pop(f"class_{place}") for place in range(len(classes))]
    return Standing(found, ageing)


def merged_away(scope: Any, period: Period) -> dict[str, int]:
    """Cases that went into another one in the period, and how many of them had come before it. None of them counts."""
    first, last = period.starts_at, period.ends_at
    merges = scope.of(Merge.objects.standing().filter(merged_at__gte=first, merged_at__lt=last), "source")
    found = merges.order_by().aggregate(
        all=Count("pk"), before=Count("pk", filter=Q(source__received_on__lt=period.start))
    )
    return {"merged": found["all"], "merged_from_before": found["before"]}


def _open_on(day: date) -> Q:
    return Q(received_on__lte=day) & Q(Q(closed_on__isnull=True) | Q(closed_on__gt=day))


def closure_days(cases: QuerySet[Any], period: Period) -> Counter[int]:
    """Calendar days from received to closed, of the cases closed in the period: how many took how long."""
    closed = cases.filter(closed_on__range=(period.start, period.end)).order_by()
    days: Counter[int] = Counter()
    pairs = closed.values_list("received_on", "closed_on").annotate(number=Count("pk"))
    for received_on, closed_on, number in pairs:
        days[(closed_on - received_on).days] += number
    return days


def reporting_gap_days(cases: QuerySet[Any], period: Period) -> tuple[Counter[int], int]:
    """Calendar days from the first incident to the report, of the cases that came in the period with a report: how many
    waited how long, and of how many nobody knows."""
    gaps: Counter[int] = Counter()
    unknown = 0
    pairs = reported(cases, period).order_by().values_list("first_incident_on", "received_on")
    for began_on, received_on, number in pairs.annotate(number=Count("pk")):
        if began_on is None:
            unknown += number
        else:
            gaps[(received_on - began_on).days] += number
    return gaps, unknown


def reported(cases: QuerySet[Any], period: Period) -> QuerySet[Any]:
    """The cases that came in the period with a report; questions are left out."""
    told = Report.objects.filter(case=OuterRef("pk"), counted_as=ReportKind.REPORT)
    return cases.filter(Exists(told), received_on__range=(period.start, period.end))


def typical_days(days: Counter[int]) -> dict[str, float | int | None]:
    """Median *and* mean of a number of days; the mean alone hides the long ones."""
    number = days.total()
    if not number:
        return {"n": 0, "median": None, "mean": None}
    mean = sum(day * count for day, count in days.items()) / number
    middle = (_nth(days, (number - 1) // 2) + _nth(days, number // 2)) / 2
    return {"n": number, "median": round(middle, 1), "mean": round(mean, 1)}


def _nth(days: Counter[int], place: int) -> int:
    passed = 0
    for day in sorted(days):
        passed += days[day]
        if passed > place:
            return day
    raise IndexError(place)


# Deadlines that were met; of an anonymous act only the day is known.
MET = Q(stopped_at__lte=F("due_at")) | Q(stopped_at__isnull=True, stopped_on__lte=F("due_on"))


def on_time(clocks: QuerySet[Any], kinds: Collection[str], period: Period) -> dict[str, Rate]:
    """Of the deadlines of each kind that fell due in the period, the share that was met; cancelled ones left out."""
    due = clocks.filter(kind__in=kinds, due_on__range=(period.start, period.end), cancelled_reason="").order_by()
    rows = due.values_list("kind").annotate(all=Count("pk"), met=Count("pk", filter=MET))
    found = {kind: rate(met, number) for kind, number, met in rows}
    return {kind: found.get(kind, rate(0, 0)) for kind in kinds}


def overdue(clocks: QuerySet[Any], period: Period) -> list[dict[str, Any]]:
    """Deadlines that had passed by the end of the period and were not met by then, counted by office and rule, with
    the day of the oldest. Each was told to the head of its office before; the longest overdue come first."""
    unmet = Q(stopped_on__isnull=True) | Q(stopped_on__gt=period.end)
    late = clocks.filter(
        unmet, rule__nature=Nature.DEADLINE, cancelled_reason="", paused_since=None, due_on__lte=period.end
    )
    office = Subquery(Case.objects.filter(pk=OuterRef("subject_id")).values("queue")[:1])
    counted = late.order_by().annotate(queue=office).values_list("queue", "rule__name")
    rows = counted.annotate(number=Count("pk"), oldest_on=Min("due_on")).order_by("oldest_on", "queue", "rule__name")
    return [
        {"office": queue, "name": name, "count": number, "oldest_on": oldest} for queue, name, number, oldest in rows
    ]


def exits_read(readings: QuerySet[Any], period: Period) -> dict[str, int]:
    """Of the cases that ended without a finding and were chosen at random: how many the General Auditor read in the
    period, how many of those should be looked at again, and how many were chosen by its end and not read by then."""
    read = Q(read_at__gte=period.starts_at, read_at__lt=period.ends_at)
    waiting = Q(read_at__isnull=True) | Q(read_at__gte=period.ends_at)
    return readings.filter(chosen_at__lt=period.ends_at).aggregate(
        read=Count("pk", filter=read),
        doubted=Count("pk", filter=read & Q(verdict=ExitVerdict.DOUBTED)),
        waiting=Count("pk", filter=waiting),
    )


# --- findings ----------------------------------------------------------------------------------------------
class Ended(NamedTuple):
    """Allegations that are alike, of cases closed in a period. `is_told`: the case has a report, not only questions."""

    finding: str
    root_cause: str
    provision_key: str
    is_told: bool


def ended(allegations: QuerySet[Any], period: Period) -> dict[Ended, int]:
    """Allegations of cases closed in the period, counted once for all that is said of them."""
    told = Report.objects.filter(case=OuterRef("case"), counted_as=ReportKind.REPORT)
    closed = allegations.filter(case__closed_on__range=(period.start, period.end)).order_by()
    groups = closed.annotate(is_told=Exists(told)).values_list("finding", "root_cause", "provision__key", "is_told")
    return {Ended(*columns): number for *columns, number in groups.annotate(number=Count("pk"))}


def findings(ended: dict[Ended, int], provisions: Collection[str] | None = None) -> dict[str, int]:
    """Allegations by finding, those of some provisions only if said; questions are left out."""
    counted: Counter[str] = Counter()
    for one, number in ended.items():
        if one.is_told and (provisions is None or one.provision_key in provisions):
            counted[one.finding] += number
    return {finding: counted[finding] for finding in Finding.values}


def substantiation(found: dict[str, int]) -> Rate:
    """(SUBSTANTIATED + PARTLY) ÷ (those + UNSUBSTANTIATED), by allegation; every other finding is left out."""
    upheld = sum(found[finding] for finding in SUBSTANTIATED)
    return rate(upheld, upheld + found[Finding.UNSUBSTANTIATED])


def retaliation_share(allegations: QuerySet[Any], about: Q, period: Period) -> Rate:
    """Allegations of retaliation ÷ all allegations, of those made in the period."""
    made = allegations.filter(made_at__gte=period.starts_at, made_at__lt=period.ends_at)
    found = made.aggregate(all=Count("pk"), about=Count("pk", filter=about))
    return rate(found["about"], found["all"])


def check_ins(checks: QuerySet[RetaliationCheck], period: Period) -> dict[str, int]:
    """Of the check-ins with reporters: sent in the period, answered in it, and passed by unanswered in it."""
    days = (period.start, period.end)
    asked = checks.filter(reaches_reporter=True)
    answered = Q(answered_on__range=days)
    return asked.aggregate(
        sent=Count("pk", filter=Q(sent_on__range=days)),
        answered=Count("pk", filter=answered),
        bad=Count("pk", filter=answered & Q(answer=CheckAnswer.HAPPENED)),
        unanswered=Count("pk", filter=Q(passed_on__range=days)),
    )


# --- what was done about it --------------------------------------------------------------------------------
def consequences(actions: QuerySet[Action], period: Period) -> dict[tuple[str, str], int]:
    """Consequences decided in the period and standing, by level and by how high the subject stood."""
    decided = _decided_in(actions.filter(kind=ActionKind.DISCIPLINE, state__in=STANDING_ACTIONS), period)
    rows = decided.order_by().values_list("level", "subject_level").annotate(number=Count("pk"))
    return {(level, high): number for level, high, number in rows}


def root_causes(ended: dict[Ended, int]) -> dict[str, int]:
    """Findings against somebody or something, by root cause; empty: not established."""
    counted: Counter[str] = Counter()
    for one, number in ended.items():
        if one.finding in SUBSTANTIATED:
            counted[one.root_cause] += number
    return {cause: counted[cause] for cause in (*RootCause.values, "")}


def put_right(actions: QuerySet[Action], period: Period) -> dict[str, int]:
    """Corrective actions and remediation: decided and ended in the period, open before and after it, and overdue."""
    kinds = actions.filter(kind__in=[ActionKind.CORRECTIVE, ActionKind.REMEDIATION], decided_at__isnull=False)
    open_after = _open_at(period.ends_at)
    late = Q(due_on__lte=period.end) & (Q(finished_at__isnull=True) | Q(finished_at__gte=period.ends_at))
    return kinds.aggregate(
        decided=Count("pk", filter=Q(decided_at__gte=period.starts_at, decided_at__lt=period.ends_at)),
        ended=Count("pk", filter=Q(ended_at__gte=period.starts_at, ended_at__lt=period.ends_at)),
        open_before=Count("pk", filter=_open_at(period.starts_at)),
        open_after=Count("pk", filter=open_after),
        overdue=Count("pk", filter=open_after & late),
    )


def _open_at(moment: Any) -> Q:
    return Q(decided_at__lt=moment) & Q(Q(ended_at__isnull=True) | Q(ended_at__gte=moment))


def recovered(
    actions: QuerySet[Action], amounts: QuerySet[RecoveryAmount], period: Period
) -> dict[str, dict[str, Decimal]]:
    """Money by currency: sought by what was decided in the period; come back, and spent on it, in the period.

    Two statements. Currencies are never added up.
    """
    wanted = _decided_in(actions.filter(kind=ActionKind.RECOVERY, state__in=STANDING_ACTIONS), period)
    found: dict[str, dict[str, Decimal]] = {}
    for currency, total in wanted.order_by().values_list("currency").annotate(total=Sum("sought")):
        found.setdefault(currency, {})["sought"] = total
    booked = amounts.filter(booked_on__range=(period.start, period.end)).order_by()
    for currency, kind, total in booked.values_list("action__currency", "kind").annotate(total=Sum("amount")):
        found.setdefault(currency, {})["recovered" if kind == AmountKind.RECOVERED else "costs"] = total
    return found


def _decided_in(actions: QuerySet[Action], period: Period) -> QuerySet[Action]:
    return actions.filter(decided_at__gte=period.starts_at, decided_at__lt=period.ends_at)


# --- tests of the hotline ----------------------------------------------------------------------------------
def hotline_tests(period: Period) -> list[dict[str, Any]]:
    """The tests that ended in the period, by channel: how many, how many acknowledged in time, the slowest in days.

    For the digest's section too. Tests that nobody told are left out; every channel has a row, tested or not.
    """
    ended = HotlineTest.objects.ended_in(period.start, period.end).order_by()
    found: dict[str, list[HotlineTest]] = {}
    for test in ended.only("channel", "state", "arrived_on", "acknowledged_on"):
        found.setdefault(test.channel, []).append(test)
    rows = []
    for channel in TestedChannel:
        tests = found.get(channel.value, [])
        days = [test.days for test in tests if test.days is not None]
        rows.append(
            {
                "key": channel.value,
                "name": str(channel.label),
                "acknowledged": rate(len(days), len(tests)),
                "slowest_days": max(days, default=None),
            }
        )
    return rows


# --- waivers and the Code ----------------------------------------------------------------------------------
def waivers_decided(waivers: QuerySet[Any], period: Period) -> dict[tuple[str, str], int]:
    """Waivers decided in the period by class and outcome; refusals count too."""
    decided = waivers.filter(decided_at__gte=period.starts_at, decided_at__lt=period.ends_at).exclude(outcome="")
    rows = decided.order_by().values_list("classification", "outcome").annotate(number=Count("pk"))
    return {(kind, outcome): number for kind, outcome, number in rows}


def affirmations(period: Period) -> dict[str, Any] | None:
    """Of the newest campaign of the whole company by the end of the period: asked, affirmed, stated exceptions by then.

    Two statements. `None` before the first campaign.
    """
    began = AffirmationCampaign.objects.of_the_company().filter(launched_at__lt=period.ends_at)
    campaign = began.select_related("version").order_by("-launched_at").first()
    if campaign is None:
        return None
    asked = campaign.affirmations.filter(asked_on__lte=period.end)
    remarks = StatedException.objects.known_to_all().filter(affirmation=OuterRef("pk"), stated_at__lt=period.ends_at)
    found = asked.aggregate(
        all=Count("pk"),
        affirmed=Count("pk", filter=Q(affirmed_at__lt=period.ends_at)),
        remarks=Count("pk", filter=Exists(remarks)),
    )
    return {
        "version": campaign.version.number,
        "due_on": campaign.due_on.isoformat(),
        "is_past_due": campaign.due_on <= period.end,
        "affirmed": rate(found["affirmed"], found["all"]),
        "exceptions": found["remarks"],
    }
