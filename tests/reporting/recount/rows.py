"""The raw rows that a digest is about, and on which side of the line between digest and annex each stands."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cached_property
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from django.apps import apps

Row = SimpleNamespace
ZONE = ZoneInfo("America/New_York")
READING = {"GENERAL_AUDITOR", "ETHICS_OFFICER", "AUDIT_COMMITTEE", "AUDIT_COMMITTEE_CHAIR"}
SMALL = 5


def rows(model: str, *columns: str) -> list[Row]:
    """Of a table, as they are stored."""
    return [Row(**row) for row in apps.get_model(model)._base_manager.order_by("pk").values(*columns)]


def day(moment: datetime) -> date:
    return moment.astimezone(ZONE).date()


def midnight(on: date) -> datetime:
    return datetime.combine(on, datetime.min.time(), tzinfo=ZONE).astimezone(UTC)


def first_of_month(year: int, month: int) -> date:
    return date(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def last_of_month(year: int, month: int) -> date:
    return first_of_month(year, month + 1) - timedelta(days=1)


def rate(count: int, of: int) -> dict[str, Any]:
    return {"count": count, "of": of, "percent": round(100 * count / of, 1) if of else None}


def hidden(cells: dict[Any, int], also: set[Any]) -> dict[Any, int | None]:
    """Small cells and `also` some, and as many of the smallest others as it takes: two at least, of five together."""
    gone = {key for key in cells if 0 < cells[key] < SMALL} | also
    others = sorted((key for key in cells if cells[key] and key not in gone), key=lambda key: (cells[key], str(key)))
    while gone and (len(gone) < 2 or sum(cells[key] for key in gone) < SMALL):
        if not others:
            return dict.fromkeys(cells)
        gone.add(others.pop(0))
    return {key: None if key in gone else cells[key] for key in cells}


class Side:
    """Everything of one side of the line, between two days."""

    def __init__(self, first: date, last: date, *, annex: bool = False) -> None:
        self.first, self.last, self.annex = first, last, annex
        self.begins, self.ends = midnight(first), midnight(last + timedelta(days=1))
        self.tests = {one.case_id for one in rows("cases.HotlineTest", "case_id") if one.case_id}
        self.apart = _apart() - self.tests
        columns = ("pk", "reference", "state", "queue", "topic_id", "received_on", "closed_on", "merged_into_id")
        columns += ("first_incident_on",)
        self.every_case = {one.pk: one for one in rows("cases.Case", *columns)}

    def holds(self, case: Any) -> bool:
        return case in self.apart if self.annex else case not in self.apart and case not in self.tests

    def inside(self, on: date | None) -> bool:
        return on is not None and self.first <= on <= self.last

    def within(self, moment: datetime | None) -> bool:
        return moment is not None and self.begins <= moment < self.ends

    def before_end(self, moment: datetime | None) -> bool:
        return moment is not None and moment < self.ends

    def of(self, model: str, *columns: str, case: str = "case_id") -> list[Row]:
        """The rows of a table about cases of this side."""
        return [one for one in rows(model, case, *columns) if self.holds(getattr(one, case))]

    def year_before(self) -> Callable[[date], bool]:
        first = first_of_month(self.first.year - 1, self.first.month)
        last = last_of_month(self.last.year - 1, self.last.month)
        return lambda on: first <= on <= last

    @cached_property
    def cases(self) -> dict[Any, Row]:
        return {
            pk: one for pk, one in self.every_case.items()
            if self.holds(pk) and one.state not in ("MERGED", "TESTED")
        }  # fmt: skip

    @cached_property
    def told(self) -> list[Row]:
        """Reports and questions, those of tests of the hotline left out."""
        made_up = {one.report_id for one in rows("cases.HotlineTest", "report_id")}
        columns = ("pk", "counted_as", "mode", "channel", "country", "received_on", "last_visit_on")
        return [one for one in self.of("cases.Report", *columns) if one.pk not in made_up]

    @cached_property
    def reports(self) -> list[Row]:
        return [one for one in self.told if one.counted_as == "REPORT"]

    @cached_property
    def clocks(self) -> list[Row]:
        columns = (
            "kind", "subject_kind", "started_on", "due_on", "due_at", "stopped_on", "stopped_at", "cancelled_reason",
            "paused_since", "rule__name", "rule__nature",
        )  # fmt: skip
        found = self.of("clocks.Clock", *columns, case="subject_id")
        return [one for one in found if one.subject_kind == "cases.case" and not one.cancelled_reason]

    @cached_property
    def allegations(self) -> list[Row]:
        return self.of("cases.Allegation", "finding", "root_cause", "made_at", "provision__key")


def holding(roles: set[str]) -> set[Any]:
    """The people who have one of these roles now."""
    now = datetime.now(UTC)
    return {
        one.person_id
        for one in rows("accounts.RoleGrant", "person_id", "role", "effective_at", "expires_at", "revoked_at")
        if one.role in roles
        and not one.revoked_at
        and one.effective_at
        and one.effective_at <= now
        and (one.expires_at is None or one.expires_at > now)
    }


def _apart() -> set[Any]:
    """Cases that name a reader or a reader's manager, or of which a reader declared a conflict; also merged ones."""
    who = holding(READING)
    managers = {one.manager_id for one in rows("accounts.Person", "pk", "manager_id") if one.pk in who} - {None}
    found = {one.case_id for one in rows("cases.Conflict", "case_id", "person_id") if one.person_id in who}
    for party in rows("cases.Party", "case_id", "person_id", "role", "status"):
        if party.status != "REJECTED" and (
            party.person_id in who or (party.role == "SUBJECT" and party.person_id in managers)
        ):
            found.add(party.case_id)
    merged = {one.pk for one in rows("cases.Case", "pk", "merged_into_id") if one.merged_into_id in found}
    return found | merged
