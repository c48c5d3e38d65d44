"""The figures of each role's own page. Every number is counted over rows that its link shows, for whoever may see them.

A running test of the hotline counts in what waits for the staff: a number that is one less than its list would tell.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import Person
from cases.forms.queue import FLAGS
from cases.models import Action, Case, Interview, Party, Task
from cases.models.insider import not_told_of_its_case
from cases.models.wall import queues_of
from cases.states.case import CaseState
from cases.states.party import PartyStatus
from reporting.charts import column_chart
from reporting.definitions import DEFINITIONS
from reporting.waiting import Item, Waiting, counted_cards

WEEK = timedelta(days=7)
MOST_ROWS = 10
# As the queue narrows by age, in days.
AGES = (30, 90, 180)
QUEUE = "cases:queue"


@dataclass(frozen=True)
class Part:
    """One part of a dashboard: what it is called, its cards, and a chart of the same figures where one helps."""

    key: str
    title: str
    cards: list[Waiting]
    note: str = ""
    chart: dict[str, Any] | None = field(default=None)

    @property
    def definition_url(self) -> str:
        """Where it is said what the figures mean, if they are measures; a count of rows says it by its rows."""
        return f"{reverse('reporting:measures')}#{self.key}" if self.key in DEFINITIONS else ""


def _queue(**filters: str) -> str:
    """The address of the queue that shows exactly the rows of a figure."""
    return f"{reverse(QUEUE)}?{'&'.join(f'{name}={value}' for name, value in filters.items())}"


# --- the head of an office ---------------------------------------------------------------------------------
def office_parts(person: Person, today: date) -> list[Part]:
    """Workload, what is overdue, how old it is, where it is stuck, and how well it came in. One statement."""
    open_cases = Case.objects.visible_to(person).open()
    groups = [
        ("workload", _("Workload"), _workload(open_cases)),
        ("overdue", _("Deadlines"), _deadlines(open_cases, today)),
        ("ageing", _("Age of what is open"), _ages(open_cases, today)),
        ("stuck", _("Where it is stuck"), _stuck(person, open_cases, today)),
        ("intake", _("Quality of intake, last 30 days"), _intake(person, today)),
    ]
    cards = counted_cards(person, [item for _key, _title, items in groups for item in items])
    parts = []
    for key, title, items in groups:
        own, cards = cards[: len(items)], cards[len(items) :]
        parts.append(Part(key, title, own, chart=_age_chart(own) if key == "ageing" else None))
    return parts


def _workload(open_cases: QuerySet[Case]) -> list[Item]:
    states = [
        (CaseState.NEW, _("New")),
        (CaseState.TRIAGE, _("In triage")),
        (CaseState.INVESTIGATION, _("Under investigation")),
        (CaseState.REVIEW, _("In review")),
    ]
    return [
        Item(open_cases, _("Open cases"), _queue(view="open"), "", _("that you may see")),
        *(Item(open_cases.filter(state=state), label, _queue(state=state.value)) for state, label in states),
    ]


def _deadlines(open_cases: QuerySet[Case], today: date) -> list[Item]:
    week = open_cases.filter(due_on__range=(today, today + WEEK))
    return [
        Item(
            open_cases.filter(due_on__lt=today),
            _("Overdue"),
            _queue(due="overdue"),
            "danger",
            _("a deadline has passed"),
        ),
        Item(week, _("Due in the next 7 days"), _queue(due="week"), "warning"),
        Item(open_cases.filter(due_on=Case.NOTHING_DUE), _("Without a deadline"), _queue(due="none")),
    ]


def _ages(open_cases: QuerySet[Case], today: date) -> list[Item]:
    def older(days: int) -> QuerySet[Case]:
        return open_cases.filter(received_on__lt=today - timedelta(days=days))

    return [
        Item(older(days), _("Older than %(days)s days") % {"days": days}, _queue(received=f"over{days}"), tone)
        for days, tone in zip(AGES, ("", "warning", "danger"), strict=True)
    ]


def _age_chart(cards: list[Waiting]) -> dict[str, Any] | None:
    rows = [(_("> %(days)s") % {"days": days}, card.number) for days, card in zip(AGES, cards, strict=True)]
    if not any(number for _label, number in rows):
        return None
    return column_chart(
        title=_("Age of open cases"),
        summary=_("How many open cases are older than 30, 90 and 180 days; the older ones are among the younger."),
        rows=rows,
        axis=_("days since they came"),
        late=1,
        unit=_("Cases"),
    )


def _stuck(person: Person, open_cases: Any, today: date) -> list[Item]:
    nobody = open_cases.filter(assignee__isnull=True, state=CaseState.INVESTIGATION)
    left = open_cases.left_behind(today + timedelta(days=14))
    return [
        Item(
            nobody,
            _("Without an investigator"),
            _queue(state=CaseState.INVESTIGATION.value, assignee="nobody"),
            "warning",
            _("under investigation"),
        ),
        Item(open_cases.answered(), _("The reporter wrote last"), _queue(talk="answered"), "primary"),
        Item(open_cases.to_review(person), _("For your review"), _queue(state="for_my_review"), "primary"),
        Item(left, _("Left behind"), reverse("cases:left_behind"), "warning", _("their investigators leave")),
    ]


def _intake(person: Person, today: date) -> list[Item]:
    """Of what came in the last 30 days, open or not: how much of it needed putting right."""
    came = Case.objects.visible_to(person).filter(received_on__gte=today - timedelta(days=30))
    recent = {"received": "30", "state": "every"}
    possible = Party.objects.filter(case=OuterRef("pk"), status=PartyStatus.PROVISIONAL)
    marks = [
        ("topic_changed", _("Topic changed since it came"), FLAGS["topic_changed"][1]),
        ("no_country", _("No country told"), FLAGS["no_country"][1]),
        ("possible_match", _("A possible match to decide"), Q(Exists(possible))),
    ]
    return [
        Item(came, _("Came in"), _queue(**recent), "", _("open and closed")),
        *(Item(came.filter(fits), label, _queue(**recent, flag=name)) for name, label, fits in marks),
    ]


@dataclass(frozen=True)
class Load:
    """What one investigator has on the desk, with the way to those rows."""

    name: str
    open: int
    overdue: int
    open_url: str
    overdue_url: str


def loads(person: Person, today: date) -> list[Load]:
    """Open cases by investigator, the most first. Of the cases that `person` may see; one statement."""
    if not queues_of(person):
        return []
    assigned = Case.objects.visible_to(person).open().filter(assignee__isnull=False).order_by()
    names = ("assignee", "assignee__given_name", "assignee__family_name")
    rows = assigned.values_list(*names).annotate(
        number=Count("pk", distinct=True), late=Count("pk", filter=Q(due_on__lt=today), distinct=True)
    )
    return [
        Load(
            f"{given} {family}".strip(),
            number,
            late,
            _queue(assignee=str(pk)),
            _queue(assignee=str(pk), due="overdue"),
        )
        for pk, given, family, number, late in rows.order_by("-number", "assignee__family_name")[:MOST_ROWS]
    ]


# --- an investigator ---------------------------------------------------------------------------------------
def week_parts(person: Person, today: date) -> list[Part]:
    """What is mine to do now and in the next seven days. One statement."""
    mine = Case.objects.visible_to(person).open().filter(assignee=person)
    own, tasks = Task.objects.owned_by(person), reverse("cases:my_tasks")
    actions = Action.objects.owned_by(person)
    groups = [
        (
            "cases",
            _("My cases"),
            [
                Item(mine, _("Assigned to me"), _queue(assignee="mine"), "", _("open")),
                Item(mine.filter(due_on__lt=today), _("Overdue"), _queue(assignee="mine", due="overdue"), "danger"),
                Item(
                    mine.filter(due_on__range=(today, today + WEEK)),
                    _("Due in the next 7 days"),
                    _queue(assignee="mine", due="week"),
                    "warning",
                ),
                Item(
                    mine.answered(),
                    _("The reporter wrote last"),
                    _queue(assignee="mine", talk="answered"),
                    "primary",
                ),
            ],
        ),
        (
            "tasks",
            _("My tasks and actions"),
            [
                Item(own, _("Tasks"), tasks, "", _("to do")),
                Item(own.overdue(today), _("Overdue tasks"), tasks, "danger", _("first in the list")),
                Item(actions.under_way(), _("Actions given to me"), reverse("my_actions:list"), "", _("to be done")),
            ],
        ),
    ]
    cards = counted_cards(person, [item for _key, _title, items in groups for item in items])
    parts = []
    for key, title, items in groups:
        found, cards = cards[: len(items)], cards[len(items) :]
        parts.append(Part(key, title, found))
    return parts


def interviews_of(person: Person, today: date) -> list[Interview]:
    """Those that `person` conducts in the next seven days, of cases that they may see; the nearest first."""
    visible = Case.objects.visible_to(person).filter(pk=OuterRef("case"))
    planned = Interview.objects.filter(Exists(visible), conducted_by=person, state="PLANNED")
    soon = planned.filter(planned_for__date__range=(today, today + WEEK))
    return list(soon.select_related("case__topic").defer("opening", "record", "described")[:MOST_ROWS])


def tasks_of(person: Person, today: date) -> list[Task]:
    """Those of `person` that are due by the end of the next seven days, the nearest first."""
    due = Task.objects.owned_by(person).filter(due_on__lte=today + WEEK)
    due = due.annotate(is_hidden=not_told_of_its_case(person))
    return list(due.select_related("case__topic", "data_key").order_by("due_on", "pk")[:MOST_ROWS])
