"""Which queue receives a case.

Three rules are code (DECISIONS 43): a subject never receives; a head's matter goes to the other office; a matter of
both, or of the chief executive, the finance chief or the General Counsel, to the committee's chair. All else is rows.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings

from accounts.models import Person
from accounts.roles import HEAD_OF, Role
from cases.models import RoutingRule
from cases.states.case import Queue
from code_of_ethics.models import Topic
from vault.settled import Settled


@dataclass(frozen=True)
class Routing:
    """Where a case goes, and the rule that fired, as a row or in words."""

    queue: Queue
    because: str
    rule: RoutingRule | None = None


OTHER_OFFICE = {Queue.GENERAL_AUDITOR: Queue.ETHICS_OFFICE, Queue.ETHICS_OFFICE: Queue.GENERAL_AUDITOR}


def route(topic: Topic, country: str, named: Iterable[Person]) -> Routing:
    """The queue for a matter on `topic` in `country` that names these people."""
    people = list(named)
    if any(_belongs_to_the_chair(person) for person in people):
        return Routing(
            Queue.AUDIT_COMMITTEE_CHAIR, "It names the chief executive, the finance chief or the General Counsel."
        )
    blocked = _queues_without_a_head(people)
    if len(blocked) == len(OTHER_OFFICE):
        return Routing(Queue.AUDIT_COMMITTEE_CHAIR, "It concerns both ethics offices.")
    if blocked:
        queue = OTHER_OFFICE[next(iter(blocked))]
        return Routing(queue, f"It concerns the head of the other office ({next(iter(blocked)).label}).")
    return _by_rows(topic, country)


_rules_in_force = Settled(lambda: RoutingRule.objects.in_force())


def _by_rows(topic: Topic, country: str) -> Routing:
    for rule in _rules_in_force():
        if rule.topic_id in (None, topic.pk) and rule.country in ("", country):
            return Routing(Queue(rule.queue), rule.name, rule)
    return Routing(Queue.ETHICS_OFFICE, "No rule fits, so the Compliance & Ethics office receives it.")


def _belongs_to_the_chair(person: Person) -> bool:
    return person.is_chief_executive or person.is_finance_chief or Role.GENERAL_COUNSEL in person.roles


def _queues_without_a_head(named: list[Person]) -> set[Queue]:
    """The offices whose head would stand behind the wall."""
    if not named:
        return set()
    below = Person.objects.reporting_to(named, levels=settings.WALL_REPORTING_LEVELS)
    walled = {person.pk for person in named} | set(below.values_list("pk", flat=True))
    return {
        Queue(office.value)
        for office, role in HEAD_OF.items()
        if any(head.pk in walled for head in Person.objects.holding(role))
    }
