"""The figures of a digest once more, in plain Python over raw rows. Shares no code with `reporting`."""

import statistics
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from accounts.models import Person, RoleGrant
from audit.models import Entry
from cases.models import Action, Allegation, Case, Conflict, MaterialityDecision, Party, Report
from clocks.models import Clock
from code_of_ethics.models import Topic
from reporting.models import CommitteeNotice

ZONE = ZoneInfo("America/New_York")
READING = {"GENERAL_AUDITOR", "ETHICS_OFFICER", "AUDIT_COMMITTEE", "AUDIT_COMMITTEE_CHAIR"}


def day(moment: datetime) -> date:
    return moment.astimezone(ZONE).date()


def apart() -> set:
    """The cases that name a reader or a reader's manager, or of which a reader declared a conflict."""
    readers = {grant.person_id for grant in RoleGrant.objects.all() if grant.role in READING and not grant.revoked_at}
    managers = {person.manager_id for person in Person.objects.all() if person.pk in readers}
    found = {conflict.case_id for conflict in Conflict.objects.all() if conflict.person_id in readers}
    for party in Party.objects.all():
        if party.status == "REJECTED":
            continue
        if party.person_id in readers or (party.role == "SUBJECT" and party.person_id in managers - {None}):
            found.add(party.case_id)
    return found


class Figures:
    """Everything about the cases of one side of the line, between two days."""

    def __init__(self, first: date, last: date, *, annex: bool = False) -> None:
        self.first, self.last, self.annex = first, last, annex
        line = apart()
        self.cases = [case for case in Case.objects.select_related("topic") if (case.pk in line) == annex]
        keys = {case.pk for case in self.cases}
        told = [report for report in Report.objects.all() if report.case_id in keys]
        self.reports = [report for report in told if report.counted_as == "REPORT"]
        self.questions = [report for report in told if report.counted_as == "QUESTION"]
        self.allegations = [
            one for one in Allegation.objects.select_related("provision", "case") if one.case_id in keys
        ]
        self.clocks = [clock for clock in Clock.objects.select_related("rule") if clock.subject_id in keys]
        self.decisions = [one for one in MaterialityDecision.objects.all() if one.case_id in keys]

    def year_before(self) -> "Figures":
        """The same days of the year before."""
        return Figures(
            self.first.replace(year=self.first.year - 1), self.last.replace(year=self.last.year - 1), annex=self.annex
        )

    def inside(self, on: date | None) -> bool:
        return on is not None and self.first <= on <= self.last

    @property
    def received(self) -> list[Report]:
        return [report for report in self.reports if self.inside(report.received_on)]

    def by(self, column: str) -> Counter:
        return Counter(getattr(report, column) for report in self.received)

    def topics(self) -> Counter:
        names = {case.pk: case.topic.name for case in self.cases}
        return Counter(names[report.case_id] for report in self.received)

    def headcount(self, first: date) -> float:
        def employed(on: date) -> int:
            return sum(
                1
                for person in Person.objects.all()
                if (person.employed_from is None or person.employed_from <= on)
                and (person.employed_until is None or person.employed_until >= on)
            )

        return (employed(first) + employed(self.last)) / 2

    def open_on(self, on: date) -> list[Case]:
        return [
            case for case in self.cases if case.received_on <= on and (case.closed_on is None or case.closed_on > on)
        ]

    def movement(self) -> dict[str, int]:
        return {
            "opened": sum(1 for case in self.cases if self.inside(case.received_on)),
            "closed": sum(1 for case in self.cases if self.inside(case.closed_on)),
            "open_before": len(self.open_on(self.first - timedelta(days=1))),
            "open_after": len(self.open_on(self.last)),
        }

    def closure(self) -> dict:
        days = [(case.closed_on - case.received_on).days for case in self.cases if self.inside(case.closed_on)]
        if not days:
            return {"n": 0, "median": None, "mean": None}
        return {
            "n": len(days),
            "median": round(float(statistics.median(days)), 1),
            "mean": round(sum(days) / len(days), 1),
        }

    def reporting_gap(self) -> dict:
        told = {report.case_id for report in self.reports}
        came = [case for case in self.cases if case.pk in told and self.inside(case.received_on)]
        gaps = [(case.received_on - case.first_incident_on).days for case in came if case.first_incident_on]
        return {
            "n": len(gaps),
            "median": round(float(statistics.median(gaps)), 1) if gaps else None,
            "mean": round(sum(gaps) / len(gaps), 1) if gaps else None,
            "unknown": len(came) - len(gaps),
        }

    def ageing(self) -> list[int]:
        ages = [(self.last - case.received_on).days for case in self.open_on(self.last)]
        bounds = [(0, 30), (31, 60), (61, 90), (91, 180), (181, 10**6)]
        return [sum(1 for age in ages if low <= age <= high) for low, high in bounds]

    def closure_classes(self) -> list[int]:
        days = [(case.closed_on - case.received_on).days for case in self.cases if self.inside(case.closed_on)]
        bounds = [(0, 14), (15, 30), (31, 60), (61, 90), (91, 180), (181, 10**6)]
        return [sum(1 for day in days if low <= day <= high) for low, high in bounds]

    def became(self) -> dict[str, int]:
        told = {report.case_id for report in self.reports}
        closed = {case.pk for case in self.cases if case.pk in told and self.inside(case.closed_on)}
        found = {one.case_id for one in self.allegations if one.finding}
        upheld = {one.case_id for one in self.allegations if one.finding in ("SUBSTANTIATED", "PARTLY")}
        followed = {
            one.case_id
            for one in Action.objects.all()
            if one.kind == "DISCIPLINE"
            and one.level != "NONE"
            and one.state in ("DECIDED", "IN_PROGRESS", "DONE", "CONFIRMED")
        }
        return {
            "closed": len(closed),
            "found": len(closed & found),
            "substantiated": len(closed & upheld),
            "consequence": len(closed & upheld & followed),
        }

    def others_clocks(self) -> dict[str, int]:
        """By rule: how many deadlines of others were running after the last day."""
        running = Counter()
        for clock in self.clocks:
            if clock.rule.nature != "INFORMATION" or clock.cancelled_reason:
                continue
            open_then = clock.stopped_on is None or clock.stopped_on > self.last
            if clock.started_on <= self.last < clock.due_on and open_then:
                running[clock.rule.name] += 1
        return dict(running)

    def units(self) -> dict[tuple[str, int], int]:
        """Cases received in the year that ends with the last day, by a subject's unit and quarter of the year."""
        received = {case.pk: case for case in self.cases}
        concerned = {
            (unit.name, (received[party.case_id].received_on.month + 2) // 3, party.case_id)
            for party in Party.objects.select_related("person__unit", "unit")
            if party.case_id in received
            and self.inside(received[party.case_id].received_on)
            and party.role == "SUBJECT"
            and party.status != "REJECTED"
            and (unit := party.person.unit if party.person else party.unit)
        }
        return Counter((unit, quarter) for unit, quarter, _case in concerned)

    def follow_up(self) -> tuple[int, int]:
        anonymous = [report for report in self.received if report.mode == "ANONYMOUS"]
        return sum(1 for report in anonymous if report.last_visit_on), len(anonymous)

    def found(self, provision: str = "") -> Counter:
        told = {report.case_id for report in self.reports}
        return Counter(
            one.finding
            for one in self.allegations
            if one.finding
            and one.case_id in told
            and self.inside(one.case.closed_on)
            and (not provision or one.provision.key == provision)
        )

    def on_time(self, kind: str) -> tuple[int, int]:
        due = [
            clock
            for clock in self.clocks
            if clock.kind == kind and self.inside(clock.due_on) and not clock.cancelled_reason
        ]
        met = 0
        for clock in due:
            if clock.stopped_at is not None:
                met += clock.stopped_at <= clock.due_at
            elif clock.stopped_on is not None:
                met += clock.stopped_on <= clock.due_on
        return met, len(due)

    def retaliation(self) -> tuple[int, int]:
        keys = {topic.provision_key for topic in Topic.objects.all() if topic.is_retaliation}
        made = [one for one in self.allegations if self.inside(day(one.made_at))]
        return sum(1 for one in made if one.provision.key in keys), len(made)

    def material(self) -> dict[str, float | None]:
        """Reference of each material matter, with the hours from the first staff knowledge to the first notice."""
        first: dict = {}
        for decision in sorted(self.decisions, key=lambda one: one.decided_at):
            if decision.outcome == "MATERIAL" and self.inside(day(decision.decided_at)):
                first.setdefault(decision.case_id, decision)
        return {decision.case.reference: _hours(decision) for decision in first.values()}

    def untimely(self) -> set[str]:
        end = datetime.combine(self.last + timedelta(days=1), datetime.min.time(), tzinfo=ZONE).astimezone(UTC)
        start = datetime.combine(self.first, datetime.min.time(), tzinfo=ZONE).astimezone(UTC)
        late = {
            clock.subject_id
            for clock in self.clocks
            if clock.kind.startswith("materiality_")
            and not clock.cancelled_reason
            and clock.due_at < end
            and (
                clock.stopped_on is None
                or (clock.stopped_at and clock.stopped_at > clock.due_at and clock.stopped_at >= start)
            )
        }
        return {case.reference for case in self.cases if case.pk in late}

    def alive(self) -> list[Case]:
        return [
            case
            for case in self.cases
            if case.received_on <= self.last and (case.closed_on is None or case.closed_on >= self.first)
        ]

    def accounting(self) -> set[str]:
        return {case.reference for case in self.alive() if case.topic.is_accounting}

    def senior(self) -> set[str]:
        offices = {
            grant.person_id
            for grant in RoleGrant.objects.all()
            if grant.role in {"GENERAL_AUDITOR", "ETHICS_OFFICER", "GENERAL_COUNSEL", "OFFICE_STAFF"}
        }
        named = {
            party.case_id
            for party in Party.objects.select_related("person")
            if party.status != "REJECTED"
            and party.role == "SUBJECT"
            and party.person
            and (party.person.is_director or party.person.is_executive_officer or party.person_id in offices)
        }
        return {case.reference for case in self.alive() if case.pk in named}


def _hours(decision: MaterialityDecision) -> float | None:
    triggers = list(decision.case.triggers.all())
    known = [trigger.known_at for trigger in triggers if trigger.known_at] + [decision.decided_at]
    if triggers:
        arrived = min(trigger.fired_on for trigger in triggers)
        known += [
            entry.recorded_at
            for entry in Entry.objects.filter(subject_id=str(decision.case_id))
            if entry.actor_id and entry.recorded_at and entry.recorded_on >= arrived
        ]
    told = [
        notice.created_at
        for notice in CommitteeNotice.objects.all()
        if str(notice.source_id) == str(decision.pk)
    ]  # fmt: skip
    return round(max((min(told) - min(known)).total_seconds(), 0) / 3600, 1) if told else None
