"""Insider lists: who is shown a market-sensitive case, since when and why, and that they were told not to trade.

Regulation (EU) No 596/2014 (MAR) Art. 18 and Implementing Regulation (EU) 2022/1210, Annex I: the name of each person,
their function and company, why they are on the list, the date and time at which they obtained access and at which it
ceased, and when the list was drawn up and updated. It is kept for five years (Art. 18(5)). Whoever is on it
acknowledges in writing the duties and the sanctions (Art. 18(2)). Private addresses and identity numbers, which
an authority may ask for, stay with the company's records of its people.
"""

import uuid
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Person
from accounts.roles import Role
from audit.rules import Trigger
from cases.models.case import Case
from cases.models.hold import COUNSELS
from cases.models.wall import COMMITTEE, QUEUE_OF_HEAD, surviving, wall_between
from cases.states.insider import Shown
from vault.fields import SealedTextField
from vault.models import SealedModel, SealedQuerySet

# MAR Art. 18(5).
YEARS_KEPT = 5


class InsiderListQuerySet(SealedQuerySet["InsiderList"]):
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

    def locked(self, pk: uuid.UUID, *, by: Person) -> "InsiderList":
        """The list, locked, if `by` may see it now. Raises `InsiderList.DoesNotExist`."""
        found: InsiderList = self.visible_to(by).select_for_update(of=("self",)).get(pk=pk)
        return found

    def open(self) -> Self:
        return self.filter(closed_at__isnull=True)

    def kept_at(self, at: datetime) -> Self:
        """Those that the law wants kept: open, or closed within five years (MAR Art. 18(5))."""
        return self.filter(Q(closed_at__isnull=True) | Q(closed_at__gt=_years_before(at)))

    def of(self, case: Any, into: Any) -> Self:
        """Those of a case, of what was merged into it, and of where it went, `into`: each shows the words of the other.
        Either may be a column of the row that is asked about."""
        return self.filter(Q(case=case) | Q(case__merged_into=case) | Q(case=into))

    def due_for(self, person: Person) -> Self:
        """Open lists whose notice `person` has not acknowledged, as somebody who is on the list now."""
        told = Insider.objects.standing().filter(list=OuterRef("pk"), person=person, acknowledged_at__isnull=False)
        return self.open().filter(~Exists(told))


def _years_before(at: datetime) -> datetime:
    # Of 29 February, the day before.
    day = min(at.day, 28) if at.month == 2 else at.day
    return at.replace(year=at.year - YEARS_KEPT, day=day)


class InsiderList(SealedModel):
    """A case is market-sensitive: from then on whoever is shown it is told not to trade, and listed (DECISIONS 59)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="insider_lists")
    # What counsel and an authority read of it: never what it is about.
    name = SealedTextField(_("name of the list"), limit=120)
    reason = SealedTextField(_("why it may move the price"))
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closing_reason = SealedTextField(_("why it no longer does"), blank=True)

    objects = InsiderListQuerySet.as_manager()
    undeletable = True
    frozen_fields = ("case", "name", "reason", "opened_by", "opened_at")
    database_rules = [
        Trigger("closed_for_good", "UPDATE", "OLD.closed_at IS NOT NULL", "an insider list that was closed stays so"),
    ]

    class Meta:
        ordering = ["-opened_at", "id"]
        constraints = [
            who_and_when("closed", name="a_closed_insider_list_says_who_and_when"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(closed_at__isnull=True), name="a_case_has_one_open_insider_list"
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")),
                name="an_insider_list_closes_after_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("insider_lists:insider_list", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class InsiderQuerySet(SealedQuerySet["Insider"]):
    def standing(self) -> Self:
        """Those who have access still."""
        return self.filter(left_at__isnull=True)


class Insider(SealedModel):
    """Somebody on an insider list, from when until when. Who comes back is listed once more, and told once more."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    list = models.ForeignKey(InsiderList, models.PROTECT, related_name="insiders")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    # As the directory had them at that moment.
    name = SealedTextField(_("name"))
    function = SealedTextField(_("function"), blank=True)
    company = SealedTextField(_("company"), blank=True)
    because = SealedTextField(_("why they have access"), blank=True)
    shown = models.CharField(_("how they came to it"), max_length=10, choices=Shown.choices)
    obtained_at = models.DateTimeField(_("access since"))
    acknowledged_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    objects = InsiderQuerySet.as_manager()
    undeletable = True
    frozen_fields = ("list", "person", "name", "function", "company", "because", "shown", "obtained_at")
    database_rules = [
        Trigger(
            "acknowledged_for_good",
            "UPDATE",
            "OLD.acknowledged_at IS NOT NULL AND "
            "(NEW.acknowledged_at IS NULL OR NEW.acknowledged_at <> OLD.acknowledged_at)",
            "an acknowledgement stays",
        ),
        Trigger("left_for_good", "UPDATE", "OLD.left_at IS NOT NULL", "who has left an insider list has left it"),
    ]

    class Meta:
        ordering = ["obtained_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(shown__in=Shown.values), name="an_insider_was_shown_it_in_a_known_way"),
            models.UniqueConstraint(
                fields=["list", "person"], condition=Q(left_at__isnull=True), name="an_insider_is_listed_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(acknowledged_at__isnull=True) | Q(acknowledged_at__gte=F("obtained_at")),
                name="an_insider_acknowledges_what_was_told",
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(left_at__gte=F("obtained_at")),
                name="an_insider_leaves_after_coming",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


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
