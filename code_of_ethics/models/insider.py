"""Insider lists: who is shown a market-sensitive matter, since when and why, and that they were told not to trade.

Cases and waivers each keep theirs, in tables of their own; here is what the lists of both have in common.

Regulation (EU) No 596/2014 (MAR) Art. 18 and Implementing Regulation (EU) 2022/1210, Annex I: the name of each person,
their function and company, why they are on the list, the date and time at which they obtained access and at which it
ceased, and when the list was drawn up and updated. It is kept for five years (Art. 18(5)). Whoever is on it
acknowledges in writing the duties and the sanctions (Art. 18(2)). Private addresses and identity numbers, which
an authority may ask for, stay with the company's records of its people.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Person
from audit.rules import Trigger
from vault.fields import SealedTextField
from vault.models import SealedModel, SealedQuerySet

# MAR Art. 18(5).
YEARS_KEPT = 5

# How somebody came to a matter by the draft of what is to be disclosed of it.
SHOWN_BY_A_DRAFT = "DISCLOSURE"

FROZEN_OF_A_LIST = ("name", "reason", "opened_by", "opened_at")
FROZEN_OF_AN_INSIDER = ("list", "person", "name", "function", "company", "because", "shown", "obtained_at")
RULES_OF_A_LIST = [
    Trigger("closed_for_good", "UPDATE", "OLD.closed_at IS NOT NULL", "an insider list that was closed stays so"),
]
RULES_OF_AN_INSIDER = [
    Trigger(
        "acknowledged_for_good",
        "UPDATE",
        "OLD.acknowledged_at IS NOT NULL AND "
        "(NEW.acknowledged_at IS NULL OR NEW.acknowledged_at <> OLD.acknowledged_at)",
        "an acknowledgement stays",
    ),
    Trigger("left_for_good", "UPDATE", "OLD.left_at IS NOT NULL", "who has left an insider list has left it"),
]


def constraints_of_a_list(matter: str, *, of: str = "") -> list[models.BaseConstraint]:
    """`matter` is the column of what is market-sensitive; `of` sets the names of one table apart from the other's."""
    return [
        who_and_when("closed", name=f"a_closed_insider_list{of}_says_who_and_when"),
        models.UniqueConstraint(
            fields=[matter], condition=Q(closed_at__isnull=True), name=f"a_{matter}_has_one_open_insider_list"
        ),
        models.CheckConstraint(
            condition=Q(closed_at__isnull=True) | Q(closed_at__gte=F("opened_at")),
            name=f"an_insider_list{of}_closes_after_it_opens",
        ),
    ]


def constraints_of_an_insider(shown: Iterable[str], *, of: str = "") -> list[models.BaseConstraint]:
    """`shown` are the known ways in which somebody is shown the matter."""
    return [
        models.CheckConstraint(condition=Q(shown__in=list(shown)), name=f"an_insider{of}_was_shown_it_in_a_known_way"),
        models.UniqueConstraint(
            fields=["list", "person"],
            condition=Q(left_at__isnull=True),
            name=f"an_insider{of}_is_listed_once_at_a_time",
        ),
        models.CheckConstraint(
            condition=Q(acknowledged_at__isnull=True) | Q(acknowledged_at__gte=F("obtained_at")),
            name=f"an_insider{of}_acknowledges_what_was_told",
        ),
        models.CheckConstraint(
            condition=Q(left_at__isnull=True) | Q(left_at__gte=F("obtained_at")),
            name=f"an_insider{of}_leaves_after_coming",
        ),
    ]


class MatterListQuerySet(SealedQuerySet[Any]):
    """The lists of either kind of matter."""

    def visible_to(self, person: Person | None) -> Self:
        """Whose list one may read is for the app of the matter to say."""
        raise NotImplementedError

    def locked(self, pk: uuid.UUID, *, by: Person) -> Any:
        """The list, locked, if `by` may see it now. Raises `DoesNotExist`."""
        return self.visible_to(by).select_for_update(of=("self",)).get(pk=pk)

    def open(self) -> Self:
        return self.filter(closed_at__isnull=True)

    def kept_at(self, at: datetime) -> Self:
        """Those that the law wants kept: open, or closed within five years (MAR Art. 18(5))."""
        return self.filter(Q(closed_at__isnull=True) | Q(closed_at__gt=_years_before(at)))

    def due_for(self, person: Person) -> Self:
        """Open lists whose notice `person` has not acknowledged, as somebody who is on the list now."""
        insiders = self.model._meta.get_field("insiders").related_model._default_manager
        told = insiders.standing().filter(list=OuterRef("pk"), person=person, acknowledged_at__isnull=False)
        return self.open().filter(~Exists(told))


def _years_before(at: datetime) -> datetime:
    # Of 29 February, the day before.
    day = min(at.day, 28) if at.month == 2 else at.day
    return at.replace(year=at.year - YEARS_KEPT, day=day)


class MatterList(SealedModel):
    """From the opening on whoever is shown the matter is told not to trade, and listed (DECISIONS 59)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # What counsel and an authority read of it: never what it is about.
    name = SealedTextField(_("name of the list"), limit=120)
    reason = SealedTextField(_("why it may move the price"))
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    closed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    closing_reason = SealedTextField(_("why it no longer does"), blank=True)

    undeletable = True

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def matter(self) -> Any:
        """The case or the waiver: what has the reference."""
        raise NotImplementedError

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class MatterInsiderQuerySet(SealedQuerySet[Any]):
    def standing(self) -> Self:
        """Those who have access still."""
        return self.filter(left_at__isnull=True)


class MatterInsider(SealedModel):
    """Somebody on an insider list, from when until when. Who comes back is listed once more, and told once more."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    # As the directory had them at that moment.
    name = SealedTextField(_("name"))
    function = SealedTextField(_("function"), blank=True)
    company = SealedTextField(_("company"), blank=True)
    because = SealedTextField(_("why they have access"), blank=True)
    obtained_at = models.DateTimeField(_("access since"))
    acknowledged_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    undeletable = True

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return str(self.pk)
