"""The figures about cases: how many, how they came, how long they took, and what was done."""

import statistics
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from cases.states.case import Queue
from tests.reporting.recount import shown
from tests.reporting.recount.company import headcount, per_100
from tests.reporting.recount.rows import Row, Side, first_of_month, hidden, last_of_month, rate, rows
from tests.reporting.recount.shown import told_by_others

UPHELD = {"SUBSTANTIATED", "PARTLY"}
STANDING = {"DECIDED", "IN_PROGRESS", "DONE", "CONFIRMED"}
FINDINGS = ["SUBSTANTIATED", "PARTLY", "UNSUBSTANTIATED", "INSUFFICIENT_INFORMATION", "REFERRED", "WITHDRAWN"]
MODES = ["NAMED", "CONFIDENTIAL", "ANONYMOUS"]
LEVELS = [
    "NONE", "COUNSELLING", "VERBAL_WARNING", "WRITTEN_WARNING", "FINAL_WARNING", "PAY", "DEMOTION", "SUSPENSION",
    "TERMINATION", "CONTRACT_ENDED",
]  # fmt: skip
LONG = 10**6


def case_figures(side: Side) -> dict[str, Any]:
    return {**_volume(side), **_reporters(side), **_movement(side), **_found(side), **_late(side), **_done(side)}


def _volume(side: Side) -> dict[str, Any]:
    received = [one for one in side.reports if side.inside(one.received_on)]
    before = [one for one in side.reports if side.year_before()(one.received_on)]
    ends = [(side.last.year, side.last.month - back) for back in reversed(range(12))]
    months = [(first_of_month(*end), last_of_month(*end)) for end in ends]
    by_month = [sum(first <= one.received_on <= last for one in side.reports) for first, last in months]
    people, year_people = headcount(side.first, side.last), headcount(months[0][0], side.last)
    return {
        "reports": len(received),
        "questions": sum(one.counted_as == "QUESTION" and side.inside(one.received_on) for one in side.told),
        "headcount": people,
        "per_100": per_100(len(received), people),
        "year_reports": sum(by_month),
        "year_headcount": year_people,
        "year_per_100": per_100(sum(by_month), year_people),
        "months": [
            {"month": first.isoformat(), "reports": number}
            for (first, _last), number in zip(months, by_month, strict=True)
        ],
        "channels": _counted(one.channel for one in received),
        "channels_before": _counted(one.channel for one in before),
        "topics": _topics(side, received, before),
    }


def _counted(values: Any) -> list[dict[str, Any]]:
    return [{"key": key, "count": number} for key, number in Counter(values).items()]


def _topics(side: Side, received: list[Row], before: list[Row]) -> list[dict[str, Any]]:
    names = {one.pk: one.name for one in rows("code_of_ethics.Topic", "pk", "name")}
    now, then = (Counter(names[side.every_case[one.case_id].topic_id] for one in some) for some in (received, before))
    return [{"name": name, "count": now[name], "year_before": then[name]} for name in {*now, *then}]


def _reporters(side: Side) -> dict[str, Any]:
    received = [one for one in side.reports if side.inside(one.received_on)]
    by_mode = {mode: sum(one.mode == mode for one in received) for mode in MODES}
    modes = hidden(by_mode, told_by_others(side, by_mode, shown.modes))
    anonymous = [one for one in received if one.mode == "ANONYMOUS"]
    by_country = Counter(one.country for one in received)
    kept = hidden(by_country, told_by_others(side, by_country, shown.countries))
    countries = {key: number for key, number in kept.items() if number}
    genuine = {one.pk for one in side.told}
    given = [
        one.mark for one in rows("cases.Rating", "report_id", "mark", "given_on")
        if one.mark and one.report_id in genuine and side.inside(one.given_on)
    ]  # fmt: skip
    by_mark = {mark: given.count(mark) for mark in range(1, 6)}
    marks = hidden(by_mark, told_by_others(side, by_mark, shown.marks))
    may_tell = modes["ANONYMOUS"] is not None
    back = sum(one.last_visit_on is not None for one in anonymous)
    return {
        "modes": [{"key": mode, "count": number} for mode, number in modes.items()],
        "anonymity": rate(len(anonymous), len(received)) if may_tell else None,
        "follow_up": rate(back, len(anonymous)) if may_tell else None,
        "countries": [{"code": code, "count": number} for code, number in countries.items()],
        "other_countries": len(received) - sum(countries.values()),
        "taken_seriously": {
            "marks": [{"mark": mark, "count": number} for mark, number in marks.items()],
            "answers": len(given) if len(given) >= 5 else None,
        },
    }


def _open_on(side: Side, on: date) -> list[Row]:
    return [one for one in side.cases.values() if one.received_on <= on and not (one.closed_on and one.closed_on <= on)]


def _classes(days: list[int], bounds: list[tuple[int, int]]) -> list[int]:
    return [sum(low <= one <= high for one in days) for low, high in bounds]


def _movement(side: Side) -> dict[str, Any]:
    closed = [one for one in side.cases.values() if side.inside(one.closed_on)]
    days = [(one.closed_on - one.received_on).days for one in closed]
    still = _open_on(side, side.last)
    ages = [(side.last - one.received_on).days for one in still]
    return {
        "movement": {
            "opened": sum(side.inside(one.received_on) for one in side.cases.values()),
            "closed": len(closed),
            "open_before": len(_open_on(side, side.first - timedelta(days=1))),
            "open_after": len(still),
        },
        "closure": {
            "n": len(days),
            "median": round(float(statistics.median(days)), 1) if days else None,
            "mean": round(statistics.fmean(days), 1) if days else None,
        },
        "closure_classes": {
            "classes": [14, 30, 60, 90, 180],
            "counts": _classes(days, [(-LONG, 14), (15, 30), (31, 60), (61, 90), (91, 180), (181, LONG)]),
        },
        "ageing": _classes(ages, [(-LONG, 30), (31, 60), (61, 90), (91, 180), (181, LONG)]),
        "became": _became(side, {one.pk for one in closed}),
        "reporting_gap": _reporting_gap(side),
    }


def _reporting_gap(side: Side) -> dict[str, Any]:
    with_report = {one.case_id for one in rows("cases.Report", "case_id", "counted_as") if one.counted_as == "REPORT"}
    came = [one for pk, one in side.cases.items() if pk in with_report and side.inside(one.received_on)]
    gaps = [(one.received_on - one.first_incident_on).days for one in came if one.first_incident_on]
    return {
        "n": len(gaps),
        "median": round(float(statistics.median(gaps)), 1) if gaps else None,
        "mean": round(statistics.fmean(gaps), 1) if gaps else None,
        "unknown": len(came) - len(gaps),
    }


def _became(side: Side, closed: set[Any]) -> dict[str, int]:
    with_report = {one.case_id for one in rows("cases.Report", "case_id", "counted_as") if one.counted_as == "REPORT"}
    found = {one.case_id for one in side.allegations if one.finding}
    upheld = {one.case_id for one in side.allegations if one.finding in UPHELD}
    actions = side.of("cases.Action", "kind", "level", "state")
    followed = {
        one.case_id for one in actions if one.kind == "DISCIPLINE" and one.level != "NONE" and one.state in STANDING
    }
    told = closed & with_report
    return {
        "closed": len(told), "found": len(told & found), "substantiated": len(told & upheld),
        "consequence": len(told & upheld & followed),
    }  # fmt: skip


def _found(side: Side) -> dict[str, Any]:
    with_report = {one.case_id for one in rows("cases.Report", "case_id", "counted_as") if one.counted_as == "REPORT"}
    topics = rows("code_of_ethics.Topic", "is_retaliation", "provision_key")
    about = {one.provision_key for one in topics if one.is_retaliation} - {""}
    ended = [one for one in side.allegations if side.inside(side.every_case[one.case_id].closed_on)]
    told = [one for one in ended if one.case_id in with_report]
    found = Counter(one.finding for one in told)
    of_retaliation = Counter(one.finding for one in told if one.provision__key in about)
    made = [one for one in side.allegations if side.within(one.made_at)]
    causes = Counter(one.root_cause for one in ended if one.finding in UPHELD)
    return {
        "findings": [{"key": key, "count": found[key]} for key in FINDINGS],
        "substantiation": _substantiated(found),
        "retaliation": rate(sum(one.provision__key in about for one in made), len(made)),
        "retaliation_substantiation": _substantiated(of_retaliation),
        "root_causes": [{"key": key, "count": number} for key, number in causes.items()],
    }


def _substantiated(found: Counter[str]) -> dict[str, Any]:
    upheld = sum(found[key] for key in UPHELD)
    return rate(upheld, upheld + found["UNSUBSTANTIATED"])


def _met(clock: Row) -> bool:
    if clock.stopped_at:
        return clock.stopped_at <= clock.due_at
    return clock.stopped_on is not None and clock.stopped_on <= clock.due_on


def _late(side: Side) -> dict[str, Any]:
    on_time = {}
    for name, kind in (("acknowledged_on_time", "acknowledge"), ("feedback_on_time", "feedback")):
        due = [one for one in side.clocks if one.kind == kind and side.inside(one.due_on)]
        on_time[name] = rate(sum(map(_met, due)), len(due))
    still = [one for one in side.clocks if one.stopped_on is None or one.stopped_on > side.last]
    missed: dict[Any, list[date]] = {}
    ahead: dict[str, list[date]] = {}
    passed: Counter[str] = Counter()
    for one in still:
        if one.rule__nature == "DEADLINE" and one.paused_since is None and one.due_on <= side.last:
            place = (str(Queue(side.every_case[one.subject_id].queue).label), one.rule__name)
            missed.setdefault(place, []).append(one.due_on)
        if one.rule__nature == "INFORMATION" and one.started_on <= side.last:
            if one.due_on > side.last:
                ahead.setdefault(one.rule__name, []).append(one.due_on)
            passed[one.rule__name] += side.inside(one.due_on)
    others = {*ahead, *(name for name, number in passed.items() if number)}
    return on_time | {
        "overdue": [
            {"office": office, "name": name, "count": len(days), "oldest_on": min(days)}
            for (office, name), days in missed.items()
        ],
        "external_clocks": [
            {
                "name": name,
                "running": len(ahead.get(name, [])),
                "passed": passed[name],
                "next_on": min(ahead.get(name, []), default=None),
            }
            for name in others
        ],
        "exits_read": _exits(side),
        "check_ins": _check_ins(side),
        "implicit_waivers": _implicit(side),
    }


def _exits(side: Side) -> dict[str, int]:
    chosen = side.of("cases.ExitReading", "chosen_at", "read_at", "verdict")
    chosen = [one for one in chosen if side.before_end(one.chosen_at)]
    read = [one for one in chosen if side.within(one.read_at)]
    return {
        "read": len(read),
        "doubted": sum(one.verdict == "DOUBTED" for one in read),
        "waiting": sum(not side.before_end(one.read_at) for one in chosen),
    }


def _check_ins(side: Side) -> dict[str, int]:
    columns = ("report__case_id", "case_opened_id", "reaches_reporter", "sent_on", "answered_on", "passed_on", "answer")
    every = [one for one in rows("cases.RetaliationCheck", *columns) if one.reaches_reporter]
    if side.annex:
        ours = [one for one in every if {one.report__case_id, one.case_opened_id} & side.apart]
    else:
        out = side.apart | side.tests
        ours = [one for one in every if not {one.report__case_id, one.case_opened_id} & out]
    answered = [one for one in ours if side.inside(one.answered_on)]
    return {
        "sent": sum(side.inside(one.sent_on) for one in ours),
        "answered": len(answered),
        "bad": sum(one.answer == "HAPPENED" for one in answered),
        "unanswered": sum(side.inside(one.passed_on) for one in ours),
    }


def _implicit(side: Side) -> dict[str, int]:
    every = side.of("waivers.ImplicitWaiver", "source_kind", "noticed_at", "ended_at", case="source_id")
    noticed = [one for one in every if one.source_kind == "cases.case" and side.before_end(one.noticed_at)]
    return {
        "noticed": sum(side.within(one.noticed_at) for one in noticed),
        "ended": sum(side.within(one.ended_at) for one in noticed),
        "standing": sum(not side.before_end(one.ended_at) for one in noticed),
    }


def _done(side: Side) -> dict[str, Any]:
    columns = (
        "pk", "kind", "state", "level", "subject_level", "decided_at", "due_on", "finished_at", "ended_at", "currency",
        "sought",
    )  # fmt: skip
    actions = side.of("cases.Action", *columns)
    standing = [one for one in actions if one.state in STANDING and side.within(one.decided_at)]
    chosen = Counter((one.level, one.subject_level) for one in standing if one.kind == "DISCIPLINE")
    return {
        "discipline": [
            {"key": level} | {high.lower(): chosen[level, high] for high in ("EXECUTIVE", "MANAGER", "OTHER")}
            for level in LEVELS
        ],
        "remediation": _remediation(side, [one for one in actions if one.kind in ("CORRECTIVE", "REMEDIATION")]),
        "recovery": _money(side, actions, [one for one in standing if one.kind == "RECOVERY"]),
    }


def _remediation(side: Side, actions: list[Row]) -> dict[str, int]:
    decided = [one for one in actions if one.decided_at]
    still = [one for one in decided if side.before_end(one.decided_at) and not side.before_end(one.ended_at)]
    return {
        "decided": sum(side.within(one.decided_at) for one in decided),
        "ended": sum(side.within(one.ended_at) for one in decided),
        "open_before": sum(
            one.decided_at < side.begins and (one.ended_at is None or one.ended_at >= side.begins) for one in decided
        ),
        "open_after": len(still),
        "overdue": sum(
            one.due_on is not None and one.due_on <= side.last and not side.before_end(one.finished_at) for one in still
        ),
    }


def _money(side: Side, actions: list[Row], sought: list[Row]) -> list[dict[str, Any]]:
    sums: dict[str, Counter[str]] = {}
    for one in sought:
        sums.setdefault(one.currency, Counter())["sought"] += one.sought
    of = {one.pk: one.currency for one in actions}
    for one in rows("cases.RecoveryAmount", "action_id", "kind", "amount", "booked_on"):
        if one.action_id in of and side.inside(one.booked_on):
            name = "recovered" if one.kind == "RECOVERED" else "costs"
            sums.setdefault(of[one.action_id], Counter())[name] += one.amount
    return [
        {"currency": currency} | {name: _shown(found[name], currency) for name in ("sought", "recovered", "costs")}
        for currency, found in sums.items()
    ]


def _shown(amount: Decimal | int, currency: str) -> str:
    decimals = {"JPY": 0, "KRW": 0, "VND": 0, "CLP": 0, "BHD": 3, "KWD": 3, "TND": 3}.get(currency, 2)
    return f"{amount:,.{decimals}f} {currency}"
