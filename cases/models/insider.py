"""Insider lists of market-sensitive cases; what they share with those of waivers is in `code_of_ethics`."""

import uuid
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.roles import COUNSELS, Role
from cases.models.case import Case
from cases.models.wall import COMMITTEE, QUEUE_OF_HEAD, surviving, wall_between
from cases.states.insider import Shown
from code_of_ethics.models.insider import (
    FROZEN_OF_A_LIST,
    FROZEN_OF_AN_INSIDER,
    RULES_OF_A_LIST,
    RULES_OF_AN_INSIDER,
    MatterInsider,
    MatterInsiderQuerySet,
    MatterList,
    MatterListQuerySet,
    constraints_of_a_list,
    constraints_of_an_insider,
)


class InsiderListQuerySet(MatterListQuerySet):
    def visible_to(self, person: Person | None) -> Self:
        """Those of the cases that one heads, and all of them for counsel; never where the wall stands before the case.

        Counsel reads who is on a list and its name, and no case.
        """
        if person is None:
            return self.none()
        headed = [queue for role, queue in QUEUE_OF_HEAD.items() if role in person.roles]
        seen = Case.objects.visible_to(person).filter(Q(queue__in=headed) | Q(acting_head=person))
        found = Q(case__in=seen.order_by().values("pk"))
        if person.roles & COUNSELS:
            found |= Q(case__shredded_on__isnull=True) & ~wall_between(surviving("case"), person)
        return self.filter(found)

    def of(self, case: Any, into: Any) -> Self:
        """Those of a case, of what was merged into it, and of where it went, `into`: each shows the words of the other.
        Either may be a column of the row that is asked about."""
        return self.filter(Q(case=case) | Q(case__merged_into=case) | Q(case=into))


class InsiderList(MatterList):
    """A case is market-sensitive."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="insider_lists")

    objects = InsiderListQuerySet.as_manager()
    frozen_fields = ("case", *FROZEN_OF_A_LIST)
    database_rules = RULES_OF_A_LIST

    class Meta:
        ordering = ["-opened_at", "id"]
        constraints = constraints_of_a_list("case")

    @property
    def matter(self) -> Case:
        return self.case

    def get_absolute_url(self) -> str:
        return reverse("insider_lists:insider_list", args=[self.pk])


class Insider(MatterInsider):
    """Somebody who is shown a market-sensitive case."""

    list = models.ForeignKey(InsiderList, models.PROTECT, related_name="insiders")
    shown = models.CharField(_("how they came to it"), max_length=10, choices=Shown.choices)

    objects = MatterInsiderQuerySet.as_manager()
    frozen_fields = FROZEN_OF_AN_INSIDER
    database_rules = RULES_OF_AN_INSIDER

    class Meta:
        ordering = ["obtained_at", "id"]
        constraints = constraints_of_an_insider(Shown.values)


def not_told_of_its_case(person: Person) -> Exists:
    """For a queryset of rows that belong to a case: whether `person` has still to acknowledge its notice, before which
    nothing of it is read."""
    return Exists(InsiderList.objects.of(OuterRef("case"), OuterRef("case__merged_into")).due_for(person))


def still_shown(insiders: "list[Insider]", case: Case) -> set[uuid.UUID]:
    """The people of these rows who may still be shown the case: by itself, in a notice to the committee, or as counsel.

    The wall has the last word for each of them.
    """
    people = {one.person_id: one.person for one in insiders}
    found = case.visible_among(people.values())
    elsewhere = {
        one.person_id
        for one in insiders
        if one.person_id not in found and one.person.roles & _ROLES_OF.get(Shown(one.shown), frozenset())
    }
    if elsewhere and not case.is_shredded:
        found |= set(case.unwalled(Person.objects.filter(pk__in=elsewhere)).values_list("pk", flat=True))
    return found


_ROLES_OF: dict[Shown, frozenset[Role]] = {Shown.COMMITTEE: COMMITTEE, Shown.COUNSEL: COUNSELS}
