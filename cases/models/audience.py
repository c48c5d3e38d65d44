"""Who works a case, who may know of it, and why.

Whoever works its queue and whoever is named by it, without those whom a wall keeps from it.
"""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import Designation, Person, RoleGrant, read_roles
from accounts.models.directory import PersonQuerySet
from accounts.roles import Role
from cases.models.wall import (
    HEAD_OF_QUEUE,
    reached_by,
    surviving,
    wall_between,
    walled_off,
    walls_between,
    ways_to_a_case,
    works_its_queue,
)
from cases.states.access import Wall, WayIn
from cases.states.case import Queue
from vault.settled import Settled


@dataclass(frozen=True)
class Access:
    """Whether somebody may know of a case, and why: the parts of `visible_to`, each asked by itself."""

    sees: bool
    ways: tuple[WayIn, ...]
    walls: tuple[Wall, ...]


class Audience:
    """The part of a case that answers for people. What it reads of the case stands there."""

    pk: Any
    queue: Any
    assignee_id: Any
    acting_head: Any
    acting_head_id: Any
    merged_into_id: Any
    is_restricted: Any
    is_shredded: Any
    objects: Any
    _base_manager: Any

    def staff(self) -> list[Person]:
        """Those who work the case's queue, and its investigator, behind no wall."""
        ask = _settled_staff(self.queue, settings.WALL_REPORTING_LEVELS)
        named = [pk for pk in (self.assignee_id, self.acting_head_id) if pk]
        # Nobody has the key of a case: who is named by it stands in the same statement, whether anybody is or not.
        found = ask(self.merged_into_id or self.pk, named or [self.pk], timezone.now())
        if not (self.is_restricted or any(person.may_stand_in for person in found)):
            return found
        readers = self.visible_among(found)
        return [person for person in found if person.pk in readers]

    def workers(self) -> PersonQuerySet:
        """The same with nobody cut off: for `tell`, which asks the wall and the restriction itself."""
        people = _workers_of(self.queue, timezone.now())
        named = [pk for pk in (self.assignee_id, self.acting_head_id) if pk]
        return people | Person.objects.filter(pk__in=named) if named else people

    def first_workers(self, at: datetime) -> list[Person]:
        """The same for a case that has just arrived: its statement is put together once for each queue."""
        people = _settled_workers_of(self.queue)(at)
        return [*people, self.acting_head] if self.acting_head else people

    def unwalled(self, people: PersonQuerySet) -> PersonQuerySet:
        """Those of `people` whom no wall keeps from this case."""
        return people.exclude(wall_between(self.merged_into_id or self.pk, "pk"))

    def unwalled_among(self, people: list[uuid.UUID]) -> set[uuid.UUID]:
        """The same for people by their ids: its statement is put together once."""
        ask = _settled_unwalled(settings.WALL_REPORTING_LEVELS)
        return set(ask(self.merged_into_id or self.pk, people)) if people else set()

    def is_visible_to(self, person: Person) -> bool:
        return type(self).objects.visible_to(person).filter(pk=self.pk).exists()

    def visible_among(self, people: Iterable[Person]) -> set[uuid.UUID]:
        """The ids of those of `people` who may know of this case: `visible_to`, with the wall asked once for all."""
        return self.seeing_and_hearing(people)[0]

    def seeing_and_hearing(self, people: Iterable[Person]) -> tuple[set[uuid.UUID], set[uuid.UUID]]:
        """The ids of those of `people` who may know of this case, and of those who may at least hear that something
        has happened in one (`MaterialityTrigger.audible_to`): whom no wall keeps from it. The wall is asked once."""
        listed = list(people)
        if not listed or self.is_shredded:
            return set(), set()
        unwalled = self.unwalled_among([person.pk for person in listed])
        read_roles(listed)
        # A queue is what leads most people here; what else may lead somebody is asked for each of the others.
        reached = {
            person.pk
            for person in listed
            if person.pk in unwalled
            and (works_its_queue(person, self.queue, is_restricted=self.is_restricted) or self._is_reached_by(person))
        }
        return reached, unwalled

    def _is_reached_by(self, person: Person) -> bool:
        """Whether something leads `person` here; the wall still has to be asked."""
        if not is_led_by_roles_alone(person):
            return type(self)._base_manager.filter(pk=self.pk).filter(reached_by(person)).exists()
        held = frozenset(person.held)
        cases: Any = type(self)
        return bool(_settled_reach_of(cases, held)(self.pk, person.pk, timezone.now()))

    def walls_off(self, person: Person) -> bool:
        """Whether the wall stands between `person` and this case."""
        return type(self).objects.filter(pk=self.pk).filter(walled_off(person)).exists()

    def access_of(self, person: Person) -> Access:
        """Whether `person` sees this case, and the parts of the answer. One statement."""
        ways, walls = ways_to_a_case(person), walls_between(surviving("pk"), person)
        asked: dict[str, Any] = {f"is_{key.name.lower()}": _truth(part) for key, part in (ways | walls).items()}
        visible = type(self).objects.visible_to(person).filter(pk=OuterRef("pk"))
        row = type(self)._base_manager.filter(pk=self.pk).order_by()
        found: dict[str, Any] = dict(**row.values(sees=Exists(visible), **asked).get())
        return Access(
            found["sees"],
            tuple(way for way in ways if found[f"is_{way.name.lower()}"]),
            tuple(wall for wall in walls if found[f"is_{wall.name.lower()}"]),
        )


def _workers_of(queue: str, at: datetime) -> PersonQuerySet:
    """Who works a queue at the instant `at`, with the deputies of its head."""
    roles = Q(role=HEAD_OF_QUEUE[Queue(queue)])
    if queue != Queue.AUDIT_COMMITTEE_CHAIR:
        roles |= Q(role=Role.OFFICE_STAFF, office=queue)
    holding = RoleGrant.objects.active(at).filter(roles).order_by().values("person")
    # One list of ids: with an "or" of several a database would go through the whole directory.
    return Person.objects.filter(pk__in=holding.union(_designations_for(queue, at).values("deputy"), all=True))


def _designations_for(queue: str, at: datetime) -> QuerySet[Designation]:
    """Those of the head of a queue, whatever their topics."""
    return Designation.objects.active(at).filter(role=HEAD_OF_QUEUE[Queue(queue)]).order_by()


@cache
def _settled_workers_of(queue: str) -> Settled[Person]:
    return Settled(lambda at: _workers_of(queue, at))


@cache
def _settled_staff(queue: str, _levels: int) -> Settled[Any]:
    """Kept for each queue and each setting that the wall is made by."""
    return Settled(
        lambda case, named, at: (
            (_workers_of(queue, at) | Person.objects.filter(pk__in=named))
            .exclude(wall_between(case, "pk"))
            .annotate(may_stand_in=Exists(_designations_for(queue, at).filter(deputy=OuterRef("pk"))))
        )
    )


@cache
def _settled_unwalled(_levels: int) -> Settled[uuid.UUID]:
    """Kept for each setting that the wall is made by."""
    return Settled(
        lambda case, people: (
            Person.objects.filter(pk__in=people)
            .exclude(wall_between(case, "pk"))
            .order_by()
            .values_list("pk", flat=True)
        )
    )


def is_led_by_roles_alone(person: Person) -> bool:
    """Whether what leads somebody to cases hangs from their roles, and from nothing else that has to be asked first."""
    return not (person.stands_in or person.is_only_external)


@cache
def _settled_reach_of(cases: type[models.Model], held: frozenset[tuple[str, str]]) -> Settled[uuid.UUID]:
    """What leads somebody with these roles to a case, kept for each set of roles; for nobody who stands in."""
    return Settled(
        lambda case, person, at: (
            cases._base_manager.filter(pk=case)
            .filter(reached_by(Person.known_by(person, held), at))
            .order_by()
            .values_list("pk", flat=True)
        )
    )


def _truth(condition: Q) -> ExpressionWrapper:
    return ExpressionWrapper(condition, output_field=BooleanField())
