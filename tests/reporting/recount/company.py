"""The figures about the whole company, which stand in the common digest only."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from cases.states.hotline_test import TestedChannel
from code_of_ethics.states.audits import AuditRating, FindingRating
from reporting.models import Digest
from tests.reporting.recount.rows import READING, SMALL, Row, Side, first_of_month, holding, last_of_month, rate, rows
from tests.reporting.recount.shown import signed
from waivers.states import WaiverClass


def headcount(first: date, last: date) -> float:
    people = rows("accounts.Person", "employed_from", "employed_until")

    def employed(on: date) -> int:
        return sum(
            (one.employed_from is None or one.employed_from <= on)
            and (one.employed_until is None or one.employed_until >= on)
            for one in people
        )

    return (employed(first) + employed(last)) / 2


def per_100(reports: int, people: float) -> float | None:
    return round(100 * reports / people, 2) if people else None


def company_figures(side: Side) -> dict[str, Any]:
    return {
        "waivers": _waivers(side),
        "affirmations": _affirmations(side),
        "compliance": _compliance(side),
        "holds": _holds(side),
        "hotline": _hotline(side),
        "units": _units(side),
        "rates": _rates(side),
    }


def medians() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for one in rows("reporting.Benchmark", "measure", "year", "value", "retired_at"):
        if one.retired_at is None:
            found.setdefault(one.measure, []).append({"year": one.year, "value": float(one.value)})
    return found


def _waivers(side: Side) -> list[dict[str, Any]]:
    every = rows("waivers.Waiver", "classification", "outcome", "decided_at")
    decided = Counter((one.classification, one.outcome) for one in every if side.within(one.decided_at))
    return [
        {"class": str(one.label), "granted": decided[one.value, "GRANTED"], "refused": decided[one.value, "REFUSED"]}
        for one in WaiverClass
    ]


def _affirmations(side: Side) -> dict[str, Any] | None:
    columns = ("pk", "launched_at", "due_on", "is_whole_company", "version__number")
    began = [
        one for one in rows("code_of_ethics.AffirmationCampaign", *columns)
        if one.is_whole_company and side.before_end(one.launched_at)
    ]  # fmt: skip
    if not began:
        return None
    newest = max(began, key=lambda one: one.launched_at)
    every = rows("code_of_ethics.Affirmation", "pk", "campaign_id", "asked_on", "affirmed_at")
    asked = [one for one in every if one.campaign_id == newest.pk and one.asked_on <= side.last]
    stated = rows("code_of_ethics.StatedException", "pk", "affirmation_id", "stated_at")
    kept_back = _kept_back()
    with_words = {
        one.affirmation_id for one in stated if side.before_end(one.stated_at) and one.pk not in kept_back
    }  # fmt: skip
    return {
        "version": newest.version__number,
        "due_on": newest.due_on,
        "is_past_due": newest.due_on <= side.last,
        "affirmed": rate(sum(side.before_end(one.affirmed_at) for one in asked), len(asked)),
        "exceptions": sum(one.pk in with_words for one in asked),
    }


def _kept_back() -> set[Any]:
    """Exceptions that name somebody who reads this figure, or a manager of theirs: they are in no figure."""
    who = holding(READING | {"OFFICE_STAFF"})
    who |= {one.manager_id for one in rows("accounts.Person", "pk", "manager_id") if one.pk in who}
    matches = rows("code_of_ethics.ExceptionMatch", "exception_id", "person_id", "lifted_at")
    return {one.exception_id for one in matches if one.person_id in who and not one.lifted_at}


def _compliance(side: Side) -> dict[str, Any] | None:
    audits, training = _audits(side), _training(side)
    on_record = training["of"] or training["open"] or audits["planned"] or audits["done"] or audits["open"]
    return {"audits": audits, "training": training} if on_record else None


def _audits(side: Side) -> dict[str, Any]:
    audits = rows("code_of_ethics.ComplianceAudit", "due_on", "state", "rating", "reported_at")
    columns = ("rating", "raised_at", "answered_at", "done_at", "closed_at", "due_on")
    findings = rows("code_of_ethics.AuditFinding", *columns)
    done = Counter(one.rating for one in audits if side.within(one.reported_at))
    raised = Counter(one.rating for one in findings if side.within(one.raised_at))
    still = [one for one in findings if side.before_end(one.raised_at) and not side.before_end(one.closed_at)]
    return {
        "planned": sum(side.inside(one.due_on) and one.state != "CANCELLED" for one in audits),
        "done": sum(done.values()),
        "ratings": [{"name": str(one.label), "count": done[one.value]} for one in AuditRating],
        "findings": [{"name": str(one.label), "count": raised[one.value]} for one in FindingRating],
        "open": len(still),
        "overdue": sum(
            side.before_end(one.answered_at) and not side.before_end(one.done_at) and one.due_on <= side.last
            for one in still
        ),
    }


def _training(side: Side) -> dict[str, Any]:
    columns = ("due_on", "completed_on", "excused_at", "person__employed_until")
    asked = [
        one for one in rows("code_of_ethics.TrainingAssignment", *columns)
        if side.inside(one.due_on) and (one.completed_on or (not one.excused_at and _works(one, side.last)))
    ]  # fmt: skip
    done = [one for one in asked if one.completed_on and one.completed_on <= side.last]
    in_time = sum(one.completed_on <= one.due_on for one in done)
    return {
        "of": len(asked),
        "in_time": rate(in_time, len(asked)),
        "late": len(done) - in_time,
        "open": len(asked) - len(done),
    }


def _works(asked: Row, on: date) -> bool:
    return asked.person__employed_until is None or asked.person__employed_until >= on


def _holds(side: Side) -> dict[str, int]:
    who = holding(READING)
    about = {one.hold_id for one in rows("cases.HoldPerson", "hold_id", "person_id") if one.person_id in who}
    apart = {one.reference for pk, one in side.every_case.items() if pk in side.apart}
    told = [
        one for one in rows("cases.Hold", "pk", "references", "placed_at", "released_at")
        if one.pk not in about and not apart & set(one.references)
    ]  # fmt: skip
    in_force = [one for one in told if side.before_end(one.placed_at) and not side.before_end(one.released_at)]
    columns = ("subject_kind", "subject_id", "kind", "due_at", "stopped_at", "cancelled_reason")
    unreviewed = {
        one.subject_id for one in rows("clocks.Clock", *columns)
        if one.subject_kind == "cases.hold" and one.kind == "hold_review" and not one.cancelled_reason
        and side.before_end(one.due_at) and not side.before_end(one.stopped_at)
    }  # fmt: skip
    return {
        "placed": sum(side.within(one.placed_at) for one in told),
        "released": sum(side.within(one.released_at) for one in told),
        "in_force": len(in_force),
        "overdue": sum(one.pk in unreviewed for one in in_force),
    }


def _hotline(side: Side) -> list[dict[str, Any]] | None:
    columns = ("channel", "state", "arrived_on", "acknowledged_on", "ended_on")
    every = rows("cases.HotlineTest", *columns)
    ended = [one for one in every if one.state in ("ANSWERED", "FAILED") and side.inside(one.ended_on)]
    if not ended:
        return None
    found = []
    for channel in TestedChannel.values:
        tests = [one for one in ended if one.channel == channel]
        days = [(one.acknowledged_on - one.arrived_on).days for one in tests if one.acknowledged_on]
        found.append(
            {"key": channel, "acknowledged": rate(len(days), len(tests)), "slowest_days": max(days, default=None)}
        )
    return found


def _rates(side: Side) -> list[dict[str, Any]]:
    found = []
    for back in reversed(range(0, 24, 3)):
        first = first_of_month(side.last.year, side.last.month - back - 11)
        last = last_of_month(side.last.year, side.last.month - back)
        reports = sum(first <= one.received_on <= last for one in side.reports)
        found.append({"end": last.isoformat(), "reports": reports, "per_100": per_100(reports, headcount(first, last))})
    return found


def _quarter(on: date) -> str:
    return first_of_month(on.year, (on.month - 1) // 3 * 3 + 1).isoformat()


def _units(side: Side) -> dict[str, Any]:
    """A small cell is hidden; a cell that an earlier digest has shown or hidden stands as it stood there; and one that
    another digest of the same days has hidden, or shows with nearly as many, is hidden too."""
    newest = date.fromisoformat(_quarter(side.last))
    if side.last != last_of_month(newest.year, newest.month + 2):
        newest = first_of_month(newest.year, newest.month - 3)
    days = [first_of_month(newest.year, newest.month - back).isoformat() for back in (9, 6, 3, 0)]
    concerned = {
        (name, _quarter(side.cases[one.case_id].received_on), one.case_id)
        for one in rows("cases.Party", "case_id", "role", "status", "person__unit__name", "unit__name")
        if one.role == "SUBJECT" and one.status != "REJECTED" and one.case_id in side.cases
        for name in {one.person__unit__name, one.unit__name} - {None}
    }
    true = Counter((unit, day) for unit, day, _case in concerned if day in days)
    before = _shown_before(side)
    now = _beside(side, true) | before
    named = {unit for (unit, day), number in now.items() if unit and number and day in days}
    found = [_unit(name, [now.get((name, day), 0) for day in days]) for name in named]
    others = {unit for unit, _day in true} - named
    if len(others) > 1:
        sums = _beside(side, {("", day): sum(true[unit, day] for unit in others) for day in days})
        counts = [before.get(("", day), sums["", day]) for day in days]
        found += [_unit("", counts)] if any(counts) else []
    return {"quarters": days, "rows": found}


def _beside(side: Side, true: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], int | None]:
    others = [_cells(one) for one in signed(side)]
    return {
        cell: None
        if 0 < number < SMALL
        or any(cells.get(cell, number) is None or 0 < abs(cells.get(cell, number) - number) < SMALL for cells in others)
        else number
        for cell, number in true.items()
    }


def _unit(name: str, counts: list[int | None]) -> dict[str, Any]:
    return {"name": name, "counts": counts, "total": None if None in counts else sum(one or 0 for one in counts)}


def _shown_before(side: Side) -> dict[tuple[str, str], int | None]:
    earlier = [
        one for one in Digest.objects.all()
        if one.state == "SIGNED" and one.kind == "COMMON" and one.period_end < side.first
    ]  # fmt: skip
    if not earlier:
        return {}
    return _cells(max(earlier, key=lambda one: (one.period_end, one.version)))


def _cells(digest: Digest) -> dict[tuple[str, str], Any]:
    table = digest.snapshot["figures"].get("units") or {"rows": []}
    return {
        (row["name"], day): number
        for row in table["rows"] for day, number in zip(table["quarters"], row["counts"], strict=True)
    }  # fmt: skip
