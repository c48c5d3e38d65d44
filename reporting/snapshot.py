"""The snapshot of a period: every figure and list of a digest, as plain values that are frozen and signed."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Q
from django.utils.translation import gettext as _

from cases.models import Action, Allegation, ExitReading, RecoveryAmount, Report, RetaliationCheck
from cases.models.action import shown_amount
from cases.states.case import Queue
from cases.states.outcome import DisciplineLevel, RootCause, SubjectLevel
from cases.states.party import Finding
from cases.states.report import Channel, Mode, ReportKind
from clocks import kinds
from clocks.models import Clock
from code_of_ethics.models import Topic
from reporting import distributions, duties, lists, measures
from reporting.benchmarks import published
from reporting.compliance import compliance
from reporting.models import Digest
from reporting.periods import MONTHS_OF_A_YEAR, Period
from reporting.scope import Scope
from reporting.shown_before import Table, digests_sharing_days, to_hide
from reporting.states import DigestKind, Section
from reporting.suppression import SMALLEST_SHOWN, grouped, suppressed
from reporting.units import units_by_quarter
from waivers.models import Waiver
from waivers.states import Outcome, WaiverClass

# What an annex's matters are kept under, besides its lists.
EVERYTHING = "all"


def take_snapshot(scope: Scope, period: Period, *, at: datetime) -> tuple[dict[str, Any], list[tuple[str, UUID]]]:
    """The figures and lists of `period` in `scope`, and (section, case) of every matter that they name."""
    # The lists are plain and packed as they are read: they may be long.
    listed, matters = _lists(scope, period, at)
    snapshot = plain(
        {
            "period": {"name": period.name, "start": period.start, "end": period.end},
            "figures": _figures(scope, period, with_company=not scope.is_annex),
            "benchmarks": published(),
        }
    )
    snapshot["lists"] = listed
    snapshot["reconciliation"] = _reconciliation(snapshot) | measures.merged_away(scope, period)
    if scope.is_annex:
        alive = scope.cases.filter(lists.alive_in(period)).order_by().values_list("pk", flat=True)
        named = {case for _section, case in matters}
        matters += [(EVERYTHING, case) for case in {*alive, *named}]
    return snapshot, matters


def plain(snapshot: dict[str, Any]) -> dict[str, Any]:
    """Dates and times as text, so that what is sealed, hashed and shown is one and the same."""
    return json.loads(json.dumps(snapshot, cls=DjangoJSONEncoder))


def _lists(scope: Scope, period: Period, at: datetime) -> tuple[dict[str, Any], list[tuple[str, UUID]]]:
    found = {
        Section.MATERIAL: lists.material_rows(scope, period),
        Section.UNDECIDED: lists.undecided_rows(scope, period),
        "not_material": lists.not_material_rows(scope, period),
        Section.SENIOR: lists.senior_rows(scope, period),
        Section.ACCOUNTING: lists.accounting_rows(scope, period),
    }
    listed: dict[str, Any] = {str(section): rows for section, (rows, _cases) in found.items()}
    listed["waivers"] = [] if scope.is_annex else lists.waiver_rows(period, at)
    listed["late_disclosures"] = [] if scope.is_annex else lists.late_disclosures(period, at)
    return listed, [(str(section), case) for section, (_rows, cases) in found.items() for case in cases]


def _figures(scope: Scope, period: Period, *, with_company: bool) -> dict[str, Any]:
    """`with_company` adds what is about the whole company, and stands in the common digest only."""
    told = scope.of(Report.objects.genuine(), "case")
    months = distributions.reports_by_month(told.filter(counted_as=ReportKind.REPORT), period)
    ended = measures.ended(scope.of(Allegation.objects.all(), "case"), period)
    figures = _volume(scope, told, months, period) | _work(scope, ended, period) | _outcomes(scope, ended, period)
    figures |= _duties(scope, period)
    if with_company:
        figures |= _company(scope, months, period)
    return figures


def _duties(scope: Scope, period: Period) -> dict[str, Any]:
    """What cases of this side are up against besides their own work."""
    clocks = scope.of(Clock.objects.filter(subject_kind=lists.CASE), "subject_id")
    return {
        "external_clocks": duties.external_clocks(clocks, period),
        "implicit_waivers": duties.implicit_waivers(scope, period),
    }


def _company(scope: Scope, months: list[int], period: Period) -> dict[str, Any]:
    """`compliance` and `hotline` are empty where nothing of the kind is on record."""
    return {
        "waivers": _waivers(period),
        "affirmations": measures.affirmations(period),
        "compliance": compliance(period),
        "holds": duties.holds(scope, period),
        "hotline": _hotline(period),
        "units": units_by_quarter(scope.cases, period),
        "rates": distributions.yearly_rates(months, period),
    }


def _hotline(period: Period) -> list[dict[str, Any]] | None:
    """By channel; nothing where no test ended in the period."""
    rows = measures.hotline_tests(period)
    return rows if any(row["acknowledged"]["of"] for row in rows) else None


def _volume(scope: Scope, told: Any, months: list[int], period: Period) -> dict[str, Any]:
    """`told` are the reports and questions of this side, `months` the reports of each month of the trend."""
    now = measures.received(told, period)
    then = measures.received(told, period.year_before())
    year = period.last_twelve_months()
    months = months[-MONTHS_OF_A_YEAR:]
    headcount, year_headcount = measures.average_headcounts([period, year])
    before = digests_sharing_days(DigestKind.ANNEX if scope.is_annex else DigestKind.COMMON, period)
    return {
        "reports": now.reports,
        "questions": now.questions,
        "headcount": headcount,
        "per_100": measures.per_100_employees(now.reports, headcount),
        "year_reports": sum(months),
        "year_headcount": year_headcount,
        "year_per_100": measures.per_100_employees(sum(months), year_headcount),
        "months": [
            {"month": month.start, "reports": count} for month, count in zip(year.months(), months, strict=True)
        ],
        "channels": _channels(now.by["channel"]),
        "channels_before": _channels(then.by["channel"]),
        "topics": _topics(now.by["topic"], then.by["topic"]),
        **_reporters(now, period, before),
        "taken_seriously": _taken_seriously(told, period, before),
    }


def _channels(counted: dict[str, int]) -> list[dict[str, Any]]:
    return [
        {"key": channel.value, "name": str(channel.label), "count": counted.get(channel.value, 0)}
        for channel in Channel
        if counted.get(channel.value)
    ]


def _topics(now: dict[Any, int], before: dict[Any, int]) -> list[dict[str, Any]]:
    """Reports by the topic of their case, beside the same months a year before; the most frequent first."""
    names = dict(Topic.objects.filter(pk__in={*now, *before}).values_list("pk", "name"))
    rows = [
        {"name": names[topic], "count": now.get(topic, 0), "year_before": before.get(topic, 0)}
        for topic in {*now, *before}
    ]
    return sorted(rows, key=lambda row: (-row["count"], row["name"]))


def _reporters(received: measures.Received, period: Period, before: list[Digest]) -> dict[str, Any]:
    """How people reported and from where, with small cells hidden, also those that would follow from what the digests
    `before` have shown; a rate never gives away a hidden cell."""
    counted = received.by["mode"]
    of_mode = {mode.value: counted[mode.value] for mode in Mode}
    cells = suppressed(of_mode, to_hide(of_mode, period, before, _modes_of))
    anonymous, of_country = cells[Mode.ANONYMOUS.value], received.by["country"]
    countries, elsewhere = grouped(of_country, to_hide(of_country, period, before, _countries_of))
    return {
        "modes": [{"key": mode.value, "name": str(mode.label), "count": cells[mode.value]} for mode in Mode],
        "anonymity": None if anonymous is None else measures.rate(anonymous, received.reports),
        "follow_up": None if anonymous is None else received.follow_up,
        "countries": sorted(
            ({"code": code, "count": count} for code, count in countries.items()),
            key=lambda row: (-row["count"], row["code"]),
        ),
        "other_countries": elsewhere,
    }


def _modes_of(figures: dict[str, Any]) -> Table:
    return Table({row["key"]: row["count"] for row in figures["modes"]})


def _countries_of(figures: dict[str, Any]) -> Table:
    """Of a country without a row nothing is known, unless no report came from elsewhere."""
    listed = {row["code"]: row["count"] for row in figures["countries"]}
    return Table(listed, others=None if figures["other_countries"] else 0)


def _marks_of(figures: dict[str, Any]) -> Table:
    return Table({row["mark"]: row["count"] for row in figures.get("taken_seriously", {}).get("marks", [])})


def _taken_seriously(told: Any, period: Period, before: list[Digest]) -> dict[str, Any]:
    """The answers to the one question at the end. Few answers, or few of one mark, are not shown."""
    marks = measures.taken_seriously(told, period)
    cells = suppressed(marks, to_hide(marks, period, before, _marks_of))
    answers = sum(marks.values())
    return {
        "marks": [{"mark": mark, "count": cells[mark]} for mark in sorted(cells, reverse=True)],
        "answers": answers if answers >= SMALLEST_SHOWN else None,
    }


def _work(scope: Scope, ended: dict[measures.Ended, int], period: Period) -> dict[str, Any]:
    allegations = scope.of(Allegation.objects.all(), "case")
    clocks = scope.of(Clock.objects.filter(subject_kind=lists.CASE), "subject_id")
    standing, found = measures.standing(scope.cases, period), measures.findings(ended)
    retaliation = set(Topic.objects.provisions_on_retaliation())
    retaliation_found = measures.findings(ended, retaliation)
    on_time = measures.on_time(clocks, [kinds.ACKNOWLEDGE, kinds.FEEDBACK], period)
    closure_days = measures.closure_days(scope.cases, period)
    gaps, unknown = measures.reporting_gap_days(scope.cases, period)
    return {
        "movement": standing.movement,
        "findings": [{"key": key, "name": str(Finding(key).label), "count": count} for key, count in found.items()],
        "substantiation": measures.substantiation(found),
        "closure": measures.typical_days(closure_days),
        "closure_classes": distributions.closure_classes(closure_days),
        "reporting_gap": measures.typical_days(gaps) | {"unknown": unknown},
        "became": distributions.became(scope.cases, period),
        "ageing": standing.ageing,
        "acknowledged_on_time": on_time[kinds.ACKNOWLEDGE],
        "feedback_on_time": on_time[kinds.FEEDBACK],
        "exits_read": measures.exits_read(scope.of(ExitReading.objects.all(), "case"), period),
        "overdue": [row | {"office": str(Queue(row["office"]).label)} for row in measures.overdue(clocks, period)],
        "retaliation": measures.retaliation_share(allegations, Q(provision__key__in=retaliation), period),
        "retaliation_substantiation": measures.substantiation(retaliation_found),
        "check_ins": measures.check_ins(_check_ins(scope), period),
    }


def _outcomes(scope: Scope, ended: dict[measures.Ended, int], period: Period) -> dict[str, Any]:
    """Consequences by level, root causes, what was put right, and money by currency."""
    actions = scope.of(Action.objects.all(), "case")
    amounts = scope.of(RecoveryAmount.objects.all(), "action__case")
    chosen = measures.consequences(actions, period)
    money = measures.recovered(actions, amounts, period)
    return {
        "discipline": [
            {
                "key": level.value,
                "name": str(level.label),
                **{high.value.lower(): chosen.get((level.value, high.value), 0) for high in SubjectLevel},
            }
            for level in DisciplineLevel
        ],
        "remediation": measures.put_right(actions, period),
        "root_causes": [
            {"key": cause, "name": str(RootCause(cause).label) if cause else _("Not established"), "count": count}
            for cause, count in measures.root_causes(ended).items()
            if count
        ],
        "recovery": [
            {
                "currency": currency,
                **{name: shown_amount(sums.get(name), currency) for name in ("sought", "recovered", "costs")},
            }
            for currency, sums in sorted(money.items())
        ],
    }


def _check_ins(scope: Scope) -> Any:
    """Those of this side. One whose bad answer opened a case that stands apart is apart with it, in every figure."""
    checks = RetaliationCheck.objects.all()
    if scope.is_annex:
        return checks.filter(Q(report__case__in=scope.apart) | Q(case_opened__in=scope.apart))
    return scope.of(scope.of(checks, "report__case"), "case_opened")


def _waivers(period: Period) -> list[dict[str, Any]]:
    counted = measures.waivers_decided(Waiver.objects.all(), period)
    return [
        {
            "class": str(kind.label),
            "granted": counted.get((kind.value, Outcome.GRANTED.value), 0),
            "refused": counted.get((kind.value, Outcome.REFUSED.value), 0),
        }
        for kind in WaiverClass
    ]


def _reconciliation(snapshot: dict[str, Any]) -> dict[str, Any]:
    """Opened − closed = change in open; how many material matters are listed. Whether that is all of them is asked
    again at signing, of the record as it stands then."""
    moved = snapshot["figures"]["movement"]
    change = moved["open_after"] - moved["open_before"]
    return {
        **moved,
        "change": change,
        "listed": len(snapshot["lists"]["material"]),
        "adds_up": moved["opened"] - moved["closed"] == change,
    }
