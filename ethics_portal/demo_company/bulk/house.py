"""The people, topics, lines and rules of the demo company, read once for all stories."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings

from accounts.models import Person, ReportingLine, Unit
from accounts.roles import HEAD_OF, Office, Role
from cases.models import Case
from cases.routing import Routing, route
from cases.states.case import Queue
from clocks.actions.running import zone_of
from clocks.models import WARNING_LEVELS, Clock, Rule
from code_of_ethics.models import CodeVersion, Provision, Topic
from ethics_portal.demo_company.company import UNITS
from ethics_portal.demo_company.people import PEOPLE
from reporting.states import COMMITTEE


class NotTheDemoCompany(Exception):
    """Made-up cases can't be taken out again, so they only go where the demo company is."""

    def __init__(self) -> None:
        super().__init__(
            "This database does not hold the demo company, and bulk cases can't be deleted again. Nothing was added."
        )


@dataclass(frozen=True)
class RunningClock:
    """One running clock with its dates, as `clocks.actions.start_clock` and the warnings since then leave it."""

    kind: str
    columns: dict[str, Any]

    @property
    def due_on(self) -> date:
        due_on: date = self.columns["due_on"]
        return due_on


class House:
    """Answers from memory what each story asks: who is free, where a matter goes, when it is due."""

    def __init__(self, *, now: datetime, today: date) -> None:
        self.now = now
        self.today = today
        self.people = _people()
        self.units = _units()
        self.topics = {topic.slug: topic for topic in Topic.objects.all()}
        self.rules = {rule.kind: rule for rule in Rule.objects.select_related("calendar")}
        self.versions = list(CodeVersion.objects.issued().order_by("-effective_on"))
        self.provisions = {(row.version_id, row.key): row for row in Provision.objects.all()}
        self.below = _subordinates()
        self.offices = {Queue(office.value): _office(office) for office in Office}
        self.offices[Queue.AUDIT_COMMITTEE_CHAIR] = list(Person.objects.holding(Role.AUDIT_COMMITTEE_CHAIR))
        self.heads = {Queue(office.value): list(Person.objects.holding(role)) for office, role in HEAD_OF.items()}
        self.heads[Queue.AUDIT_COMMITTEE_CHAIR] = self.offices[Queue.AUDIT_COMMITTEE_CHAIR]
        self.investigators = list(Person.objects.holding(Role.INVESTIGATOR).employed(today).order_by("email"))
        self.committee = list(Person.objects.holding(*COMMITTEE).order_by("email"))
        self._routes: dict[tuple[UUID, str, tuple[UUID, ...]], Routing] = {}
        self._clocks: dict[tuple[str, date], RunningClock] = {}
        if not (self.topics and self.versions and all(self.heads.values()) and self.investigators):
            raise NotTheDemoCompany()

    def walled(self, named: Iterable[Person]) -> set[UUID]:
        """Whom the wall cuts off from a case that is about these people."""
        keys = {person.pk for person in named}
        return keys.union(*(self.below[key] for key in keys))

    def route(self, topic: Topic, country: str, named: tuple[Person, ...]) -> Routing:
        """Where the matter goes, by the rules of `cases.routing`."""
        place = (topic.pk, country, tuple(person.pk for person in named))
        if place not in self._routes:
            self._routes[place] = route(topic, country, named)
        return self._routes[place]

    def provision(self, topic: Topic, on: date) -> Provision | None:
        """The provision of the topic in the version that was in force."""
        version = next(
            (version for version in self.versions if version.effective_on and version.effective_on <= on), None
        )
        return self.provisions.get((version.pk, topic.provision_key)) if version else None

    def clock(self, kind: str, started_on: date) -> RunningClock:
        """The clock `kind` of a case, started on this day and still running now."""
        place = (kind, started_on)
        if place not in self._clocks:
            self._clocks[place] = RunningClock(kind, _clock_columns(self.rules[kind], started_on, self.now))
        return self._clocks[place]


def _people() -> dict[str, Person]:
    """The people of the seeds by key, as they are in this database."""
    by_email = {person.email.lower(): person for person in Person.objects.all()}
    try:
        return {seed.key: by_email[seed.email.lower()] for seed in PEOPLE}
    except KeyError:
        raise NotTheDemoCompany() from None


def _units() -> dict[str, int]:
    """The units of the seeds by key, as they are in this database."""
    by_name = dict(Unit.objects.values_list("name", "pk"))
    return {unit.key: by_name[unit.name] for unit in UNITS if unit.name in by_name}


def _office(office: Office) -> list[Person]:
    """Those who work the queue of an office, its head last, as the ordinary load asks them."""
    staff = Person.objects.holding(Role.OFFICE_STAFF, office=office).order_by("email")
    return [*staff, *Person.objects.holding(HEAD_OF[office])]


def _subordinates() -> dict[UUID, set[UUID]]:
    """Who stands behind the wall with a subject: those below within the levels of the setting."""
    below: dict[UUID, set[UUID]] = defaultdict(set)
    lines = ReportingLine.objects.filter(depth__lte=settings.WALL_REPORTING_LEVELS)
    for superior, subordinate in lines.values_list("superior", "subordinate"):
        below[superior].add(subordinate)
    return below


def _clock_columns(rule: Rule, started_on: date, now: datetime) -> dict[str, Any]:
    zone = rule.calendar.zone if rule.calendar else zone_of(Case())
    due_on = rule.due_date(started_on)
    clock = Clock(
        rule=rule, zone=zone, started_on=started_on, due_on=due_on, due_at=rule.due_moment(due_on, zone), kind=rule.kind
    )
    # Of the levels that have passed people were warned at the time: the sweep has nothing to catch up with.
    for level in WARNING_LEVELS:
        if clock.warning_moment(level) <= now:
            setattr(clock, f"warned_{level}_at", clock.warning_moment(level))
    return {
        "kind": rule.kind,
        "rule_id": str(rule.pk),
        "zone": zone,
        "started_on": started_on,
        "due_on": due_on,
        "due_at": clock.due_at,
        "warned_50_at": clock.warned_50_at,
        "warned_80_at": clock.warned_80_at,
        "warned_100_at": clock.warned_100_at,
        "next_warning_at": clock.next_warning(),
    }
