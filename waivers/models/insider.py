"""Insider lists of market-sensitive requests; what they share with those of cases is in `code_of_ethics`.

Whoever asked or benefits stands on no such list and hears of none, as the subject of a case does not: what the house
thinks of their request would tell them how it is being weighed.
"""

import uuid
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.roles import COUNSELS, Role
from code_of_ethics.models import Disclosure
from code_of_ethics.models.disclosure import DisclosureQuerySet
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
from waivers.models.waiver import Waiver
from waivers.states import Shown

# Whoever may come to handle a request.
HANDLING_ROLES = frozenset({Role.ETHICS_OFFICER, Role.GENERAL_AUDITOR, Role.AUDIT_COMMITTEE_CHAIR})
LIST_READERS = COUNSELS | HANDLING_ROLES
_OF_A_WAIVER = "_of_a_waiver"


def concerning(person: Person, prefix: str = "waiver__") -> Q:
    """Rows whose waiver `person` asked for or enjoys."""
    return Q(**{f"{prefix}requester": person}) | Q(**{f"{prefix}beneficiary": person})


class InsiderListQuerySet(MatterListQuerySet):
    def visible_to(self, person: Person | None) -> Self:
        """Those of the requests that one's office handles, and all of them for counsel; never of one's own.

        Counsel reads who is on a list and its name, and no request by that.
        """
        if person is None:
            return self.none()
        found = Q(pk__in=[])
        if person.roles & HANDLING_ROLES:
            found |= Q(waiver__in=Waiver.objects.of_the_office(person).values("pk"))
        if person.roles & COUNSELS:
            found |= Q(waiver__isnull=False)
        return self.filter(found).exclude(concerning(person))

    def of(self, waiver: Any, renews: Any) -> Self:
        """Those of a request, of what it renews, and of what renews it: each says the words of the other.
        Either may be a column of the row that is asked about."""
        return self.filter(Q(waiver=waiver) | Q(waiver=renews) | Q(waiver__renews=waiver))

    def due_for(self, person: Person) -> Self:
        return super().due_for(person).exclude(concerning(person))


class InsiderList(MatterList):
    """A request is market-sensitive."""

    waiver = models.ForeignKey(Waiver, models.PROTECT, related_name="insider_lists")

    objects = InsiderListQuerySet.as_manager()
    frozen_fields = ("waiver", *FROZEN_OF_A_LIST)
    database_rules = RULES_OF_A_LIST

    class Meta:
        ordering = ["-opened_at", "id"]
        constraints = constraints_of_a_list("waiver", of=_OF_A_WAIVER)

    @property
    def matter(self) -> Waiver:
        return self.waiver

    def get_absolute_url(self) -> str:
        return reverse("waivers:insider_list", args=[self.pk])


class Insider(MatterInsider):
    """Somebody who is shown a market-sensitive request."""

    list = models.ForeignKey(InsiderList, models.PROTECT, related_name="insiders")
    shown = models.CharField(_("how they came to it"), max_length=10, choices=Shown.choices)

    objects = MatterInsiderQuerySet.as_manager()
    frozen_fields = FROZEN_OF_AN_INSIDER
    database_rules = RULES_OF_AN_INSIDER

    class Meta:
        ordering = ["obtained_at", "id"]
        constraints = constraints_of_an_insider(Shown.values, of=_OF_A_WAIVER)


def not_told(person: Person) -> Any:
    """For a queryset of requests: whether `person` has still to acknowledge a notice before they are shown one.

    Never of one's own: to whoever asked or benefits it is a request like any other.
    """
    due = InsiderList.objects.of(OuterRef("pk"), OuterRef("renews")).due_for(person)
    return Q(Exists(due)) & ~concerning(person, "")


def not_told_of_its_waiver(person: Person) -> Any:
    """The same for a queryset of conditions. Whoever keeps one and may not see the waiver reads what was written for
    them, as before: of the waiver they know nothing."""
    due = InsiderList.objects.of(OuterRef("waiver"), OuterRef("waiver__renews")).due_for(person)
    seen = Q(waiver__in=Waiver.objects.visible_to(person).order_by().values("pk"))
    return Q(Exists(due)) & seen & ~concerning(person)


def disclosures_around(waiver: Waiver) -> DisclosureQuerySet:
    """What is or was to be disclosed of a request, of what it renews, and of what renews it."""
    family = Waiver.objects.filter(Q(pk=waiver.pk) | Q(pk=waiver.renews_id) | Q(renews=waiver.pk)).order_by()
    return Disclosure.objects.filter(source_kind=Waiver._meta.label_lower, source_id__in=family.values("pk"))


def still_shown(people: "list[Person]", waiver: Waiver) -> set[uuid.UUID]:
    """Who of them may see the request now, or the disclosure of it."""
    drafts = disclosures_around(waiver)
    return {
        one.pk
        for one in people
        if Waiver.objects.visible_to(one).filter(pk=waiver.pk).exists() or drafts.visible_to(one).exists()
    }
