"""The lists of matters one by one, with their days and hours."""

from datetime import date, datetime
from typing import Any

from tests.reporting.recount.rows import Row, Side, day, holding, midnight, rows

OFFICES = {"GENERAL_AUDITOR", "ETHICS_OFFICER", "GENERAL_COUNSEL", "OFFICE_STAFF"}


def lists(side: Side, at: datetime) -> dict[str, Any]:
    return {
        "material": _material(side),
        "undecided": _undecided(side),
        "not_material": _not_material(side),
        "senior": _alive(side, _with_seniors(side)),
        "accounting": _alive(side, _about_accounting(side)),
        "waivers": [] if side.annex else _waivers(side),
        "late_disclosures": [] if side.annex else _late_disclosures(side, at),
    }


def reconciliation(side: Side, figures: dict[str, Any], listed: dict[str, Any]) -> dict[str, Any]:
    moved = figures["movement"]
    change = moved["open_after"] - moved["open_before"]
    merges = side.of("cases.Merge", "merged_at", "unmerged_at", case="source_id")
    gone = [side.every_case[one.source_id] for one in merges if not one.unmerged_at and side.within(one.merged_at)]
    return moved | {
        "change": change,
        "listed": len(listed["material"]),
        "adds_up": moved["opened"] - moved["closed"] == change,
        "merged": len(gone),
        "merged_from_before": sum(one.received_on < side.first for one in gone),
    }


def _row(case: Row, **more: Any) -> dict[str, Any]:
    return {"reference": case.reference, "received_on": case.received_on, "closed_on": case.closed_on, **more}


# --- material ----------------------------------------------------------------------------------------------
def _material(side: Side) -> list[dict[str, Any]]:
    owed = _owed_from_before(side)
    flagged: dict[Any, Row] = {}
    columns = ("pk", "outcome", "decided_at")
    for one in sorted(side.of("cases.MaterialityDecision", *columns), key=lambda one: (one.decided_at, one.pk)):
        if one.outcome == "MATERIAL" and (side.within(one.decided_at) or owed(one)):
            flagged.setdefault(one.case_id, one)
    triggers = rows("cases.MaterialityTrigger", "case_id", "fired_on", "known_at")
    notices = rows("reporting.CommitteeNotice", "source_id", "created_at")
    found = []
    for one in flagged.values():
        known = [t.known_at for t in triggers if t.case_id == one.case_id and t.known_at]
        arrived = min((t.fired_on for t in triggers if t.case_id == one.case_id), default=None)
        told = min((notice.created_at for notice in notices if notice.source_id == one.pk), default=None)
        found.append(
            _row(side.every_case[one.case_id]) | _telling(side, one, min([*known, one.decided_at]), arrived, told)
        )
    return found


def _telling(side: Side, one: Row, known: datetime, arrived: date | None, told: datetime | None) -> dict[str, Any]:
    return {
        "decided_at": one.decided_at,
        "is_from_earlier": one.decided_at < side.begins,
        "arrived_on": arrived,
        "known_at": known,
        "told_at": told,
        "hours": round(max((told - known).total_seconds(), 0) / 3600, 1) if told else None,
        "days": (day(told) - arrived).days if told and arrived else None,
    }


def _owed_from_before(side: Side) -> Any:
    """Decided while earlier digests were written, and in none of them: a wall stood there, or it came late."""
    digests = {one.pk: one for one in rows("reporting.Digest", "pk", "kind", "period_start", "period_end")}
    earlier = [one.period_start for one in digests.values() if one.kind == "COMMON" and one.period_end < side.first]
    if not earlier:
        return lambda decision: False
    since = midnight(min(earlier))
    listed = set()
    for one in rows("reporting.DigestMatter", "digest_id", "case_id", "section"):
        digest = digests[one.digest_id]
        is_this = (digest.period_start, digest.period_end) == (side.first, side.last)
        if one.section == "material" and not is_this and (side.annex or digest.kind == "COMMON"):
            listed.add(one.case_id)
    return lambda decision: since <= decision.decided_at < side.begins and decision.case_id not in listed


# --- decided late, or not material -------------------------------------------------------------------------
def _undecided(side: Side) -> list[dict[str, Any]]:
    missed: dict[Any, Row] = {}
    for one in sorted(side.clocks, key=lambda one: one.due_at):
        late = one.stopped_on is None or (
            one.stopped_at is not None and one.stopped_at > one.due_at and one.stopped_at >= side.begins
        )
        if one.kind.startswith("materiality_") and one.due_at < side.ends and late:
            missed.setdefault(one.subject_id, one)
    return [
        _row(
            side.every_case[pk],
            due_on=clock.due_on,
            decided_at=clock.stopped_at if side.before_end(clock.stopped_at) else None,
        )
        for pk, clock in missed.items()
    ]


def _not_material(side: Side) -> list[dict[str, Any]]:
    latest: dict[Any, datetime] = {}
    for one in side.of("cases.MaterialityDecision", "outcome", "confirmed_at"):
        if one.outcome == "NOT_MATERIAL" and side.within(one.confirmed_at):
            latest[one.case_id] = max(one.confirmed_at, latest.get(one.case_id, one.confirmed_at))
    return [_row(side.every_case[pk], confirmed_at=moment) for pk, moment in latest.items()]


# --- by whom and by what -----------------------------------------------------------------------------------
def _alive(side: Side, among: set[Any]) -> list[dict[str, Any]]:
    return [
        _row(one)
        for pk, one in side.cases.items()
        if pk in among and one.received_on <= side.last and (one.closed_on is None or one.closed_on >= side.first)
    ]


def _about_accounting(side: Side) -> set[Any]:
    topics = {one.pk for one in rows("code_of_ethics.Topic", "pk", "is_accounting") if one.is_accounting}
    return {pk for pk, one in side.cases.items() if one.topic_id in topics}


def _with_seniors(side: Side) -> set[Any]:
    people = rows("accounts.Person", "pk", "is_director", "is_executive_officer")
    seniors = holding(OFFICES) | {one.pk for one in people if one.is_director or one.is_executive_officer}
    parties = rows("cases.Party", "case_id", "person_id", "role", "status")
    return {
        one.case_id
        for one in parties
        if one.role == "SUBJECT" and one.status != "REJECTED" and one.person_id in seniors
    }


# --- waivers -----------------------------------------------------------------------------------------------
def _duties() -> list[tuple[Row, Row]]:
    """Each duty to disclose, with its clock."""
    duties = {
        one.pk: one
        for one in rows("code_of_ethics.Disclosure", "pk", "source_kind", "source_id", "reason", "subject_on")
    }
    columns = ("subject_kind", "subject_id", "due_on", "due_at", "stopped_on", "stopped_at", "cancelled_reason")
    clocks = [one for one in rows("clocks.Clock", *columns) if one.subject_kind == "code_of_ethics.disclosure"]
    return [(duties[one.subject_id], one) for one in sorted(clocks, key=lambda one: one.due_at)]


def _waivers(side: Side) -> list[dict[str, Any]]:
    found = []
    clocks = {duty.source_id: clock for duty, clock in _duties() if duty.source_kind == "waivers.waiver"}
    for one in rows("waivers.Waiver", "pk", "reference", "outcome", "decided_at"):
        if not one.outcome or not side.within(one.decided_at):
            continue
        clock = clocks.get(one.pk)
        stopped = clock.stopped_at or clock.stopped_on if clock else None
        in_time = stopped <= (clock.due_at if clock.stopped_at else clock.due_on) if clock and stopped else None
        found.append(
            {
                "reference": one.reference,
                "is_granted": one.outcome == "GRANTED",
                "decided_on": day(one.decided_at),
                "disclosure_due_on": clock.due_on if clock else None,
                "disclosure_in_time": in_time,
            }
        )
    return found


def _late_disclosures(side: Side, at: datetime) -> list[dict[str, Any]]:
    references = {one.pk: one.reference for one in rows("waivers.Waiver", "pk", "reference")}
    found = {}
    for duty, clock in _duties():
        late = clock.stopped_on is None or (
            clock.stopped_at is not None and clock.stopped_at > clock.due_at and clock.stopped_at >= side.begins
        )
        if late and not clock.cancelled_reason and clock.due_at < min(at, side.ends):
            found[duty.pk] = {
                "waiver": references.get(duty.source_id, ""),
                "reason": duty.reason,
                "subject_on": duty.subject_on,
                "due_on": clock.due_on,
                "filed_on": day(clock.stopped_at) if side.before_end(clock.stopped_at) else None,
            }
    return list(found.values())
