"""What nobody opens goes on: to the head of the other office, then to the chair, then along the committee.

DECISIONS 41 and 42. It counts from the day on which the case came into its queue; whoever works that queue opens it by
opening its file, and a deputy of the head keeps it there.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import Designation, Person
from accounts.notices import tell
from accounts.roles import Role
from audit.trail import record
from cases.actions.walls import follow, settle_head
from cases.models import Case, CaseReading
from cases.models.wall import HEAD_OF_QUEUE
from cases.routing import OTHER_OFFICE
from cases.states.case import CaseState, Queue
from clocks import kinds
from clocks.models import Rule

BECAUSE = "Nobody opened it in time."


def pass_on_unopened(at: datetime) -> int:
    """The sweep: pass on each new case that nobody of its queue has opened in time; returns how many went on."""
    today = timezone.localdate(at)
    rules = {rule.kind: rule for rule in Rule.objects.with_calendars().filter(kind__in=_RULE_OF.values())}
    waiting = Case.objects.filter(state=CaseState.NEW, routed_on__lt=today).order_by("routed_on", "pk")
    passed = 0
    for pk, queue, routed_on in list(waiting.values_list("pk", "queue", "routed_on")):
        if routed_on and rules[_rule_of(queue)].due_date(routed_on) < today:
            passed += _pass_on(pk, routed_on, at)
    return passed


_RULE_OF = {"chair": kinds.UNOPENED_CASE, "office": kinds.UNOPENED_ITEM}


def _rule_of(queue: str) -> str:
    return _RULE_OF["chair" if queue == Queue.AUDIT_COMMITTEE_CHAIR else "office"]


@transaction.atomic
def _pass_on(pk: Any, routed_on: date, at: datetime) -> bool:
    case = Case.objects.locked(pk, by=None)
    # Somebody, or another sweep, may have been first.
    if case.state != CaseState.NEW or case.routed_on != routed_on or _was_opened(case) or _has_deputy(case):
        return False
    former = list(case.unwalled(Person.objects.holding(case.head_role)))
    if case.queue == Queue.AUDIT_COMMITTEE_CHAIR:
        return _to_the_next_member(case, at)
    return _to_the_next_queue(case, former, at)


def _was_opened(case: Case) -> bool:
    opened = CaseReading.objects.filter(case=case, read_on__gte=case.routed_on)
    return opened.filter(person__in=case.workers().values("pk")).exists()


def _has_deputy(case: Case) -> bool:
    lent = Designation.objects.active().filter(role=case.head_role).select_related("deputy")
    deputies = [one.deputy for one in lent]
    return any("staff" in case.relations(person) for person in deputies if case.is_visible_to(person))


def _to_the_next_queue(case: Case, former: list[Person], at: datetime) -> bool:
    """The other office once, if its head is free; then the chair."""
    other = OTHER_OFFICE[Queue(case.queue)]
    heads = Person.objects.holding(HEAD_OF_QUEUE[other])
    is_free = heads.exists() and case.unwalled(heads).count() == heads.count()
    before, case.queue = case.queue, (Queue.AUDIT_COMMITTEE_CHAIR if case.was_passed_on or not is_free else other)
    case.was_passed_on, case.routed_on = True, timezone.localdate(at)
    case.routing_rule, case.routed_because = None, BECAUSE
    case.save(update_fields=["queue", "was_passed_on", "routed_on", "routing_rule", "routed_because"])
    settle_head(case, at=at)
    _record(case, at, {"from": before, "to": str(case.queue)}, {})
    tell(case.staff(), "report_arrived", about=case, at=at, once=f"unopened:{before}")
    # They may see it no more, so the notice is about nothing.
    tell(former, "unopened_passed_on", at=at, once=str(case.pk))
    return True


def _to_the_next_member(case: Case, at: datetime) -> bool:
    """Along the committee, in the order in which its members joined; with the last one it stays."""
    order = Person.objects.holding(Role.AUDIT_COMMITTEE).exclude(
        pk__in=Person.objects.holding(Role.AUDIT_COMMITTEE_CHAIR).values("pk")
    )
    members = case.unwalled(order).as_they_joined(Role.AUDIT_COMMITTEE)
    place = members.index(case.acting_head) + 1 if case.acting_head in members else 0
    if place >= len(members):
        return False
    acting = case.acting_head = members[place]
    case.routed_on = timezone.localdate(at)
    case.save(update_fields=["acting_head", "routed_on"])
    _record(case, at, {"acting": str(acting.pk)}, {str(acting.pk): acting.full_name})
    tell([acting], "report_arrived", about=case, at=at, once=f"unopened:{acting.pk}")
    return True


def _record(case: Case, at: datetime, facts: dict[str, str], names: dict[str, str]) -> None:
    follow(case)
    sentence = "Passed on, because nobody opened it in time"
    record(case, "pass_on", by=None, at=at, sentence=sentence, facts=facts, names=names)
