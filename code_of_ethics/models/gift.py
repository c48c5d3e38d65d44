"""The register of gifts and entertainment, given and received, with the limits above which an office looks at them."""

import uuid
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.countries import country_name
from accounts.models import Person
from accounts.moves import Move
from accounts.roles import Office
from audit.rules import Trigger
from code_of_ethics.states.gifts import GIFT_DECISIONS, Direction, GiftKind, GiftState, WhyReviewed
from vault.fields import SealedTextField
from vault.models import SealedModel, SealedQuerySet


class GiftLimitQuerySet(models.QuerySet["GiftLimit"]):
    def in_force(self) -> "GiftLimitQuerySet":
        return self.filter(ended_at__isnull=True)

    def of(self, country: str, currency: str) -> "GiftLimit | None":
        """The limit of the country, or the one for every country that has none of its own; `None` without either."""
        found = self.in_force().filter(currency=currency, country__in=[country, ""])
        return found.order_by("-country").first()


class GiftLimit(models.Model):
    """Up to this value nobody has to ask, in one country and currency. Replaced, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    country = models.CharField(_("country"), max_length=2, blank=True)  # empty for every other country
    currency = models.CharField(_("currency"), max_length=3)
    amount = models.DecimalField(_("limit"), max_digits=12, decimal_places=2)
    set_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = GiftLimitQuerySet.as_manager()

    undeletable = True
    frozen_fields = ("country", "currency", "amount", "set_by", "set_at")

    class Meta:
        ordering = ["country", "currency", "-set_at"]
        constraints = [
            who_and_when("ended", name="an_ended_limit_says_who_and_when"),
            models.CheckConstraint(condition=Q(amount__gte=0), name="a_limit_is_not_negative"),
            models.UniqueConstraint(
                fields=["country", "currency"], condition=Q(ended_at__isnull=True), name="one_limit_of_a_country"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.country} {self.amount} {self.currency}"

    @property
    def state(self) -> str:
        return "ENDED" if self.ended_at else "IN_FORCE"

    @property
    def country_label(self) -> str:
        return country_name(self.country) if self.country else gettext("Every other country")

    def relations(self, person: Person) -> frozenset[str]:
        return frozenset({"office"} if Office.ETHICS_OFFICE in person.offices else ())

    def move_url(self, move: Move) -> str:
        return reverse(f"code_of_ethics:{move.verb}", args=[self.pk])

    def get_absolute_url(self) -> str:
        return reverse("code_of_ethics:gift_limits")


class GiftQuerySet(SealedQuerySet):
    def of(self, person: Person) -> "GiftQuerySet":
        return self.filter(person=person)

    def visible_to(self, person: Person) -> "GiftQuerySet":
        """Whoever entered it, and the office that reviews theirs. Managers never see it."""
        return self.filter(Q(person=person) | Q(office__in=person.offices))

    def to_review(self, person: Person) -> "GiftQuerySet":
        """Those that wait for `person`'s office; nobody reviews their own."""
        return self.filter(state=GiftState.SUBMITTED, office__in=person.offices).exclude(person=person)

    def locked(self, pk: uuid.UUID, *, by: Person) -> Any:
        """The row, locked, for somebody who may see it. Raises `DoesNotExist` otherwise."""
        return self.visible_to(by).select_related("person").select_for_update(of=("self",)).get(pk=pk)


class Gift(SealedModel):
    """One entry of the register, with the limit as it stood. Above it, or where an official is concerned, an office
    decides."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    direction = models.CharField(_("given or received"), max_length=10, choices=Direction.choices)
    kind = models.CharField(_("kind"), max_length=15, choices=GiftKind.choices)
    what = SealedTextField()
    other_party = SealedTextField(limit=200)
    organisation = SealedTextField(limit=200)
    occasion = SealedTextField()
    is_official = models.BooleanField(_("a government official"), default=False)
    country = models.CharField(_("country"), max_length=2)
    happened_on = models.DateField(_("on"))
    amount = models.DecimalField(_("value"), max_digits=12, decimal_places=2)
    currency = models.CharField(_("currency"), max_length=3)
    limit = models.DecimalField(_("limit"), max_digits=12, decimal_places=2, null=True)
    why_reviewed = models.CharField(_("why it is reviewed"), max_length=10, choices=WhyReviewed.choices, blank=True)
    office = models.CharField(_("office"), max_length=20, choices=Office.choices)
    entered_at = models.DateTimeField()
    state = models.CharField(_("state"), max_length=10, choices=GiftState.choices)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reasons = SealedTextField(null=True)

    objects = GiftQuerySet.as_manager()

    undeletable = True
    frozen_fields = (
        "person", "direction", "kind", "what", "other_party", "organisation", "occasion", "is_official", "country",
        "happened_on", "amount", "currency", "limit", "why_reviewed", "office", "entered_at",
    )  # fmt: skip
    database_rules = [
        Trigger(
            "decided_stays",
            "UPDATE",
            "OLD.decided_at IS NOT NULL AND (NEW.decided_at IS NULL OR OLD.decided_at <> NEW.decided_at "
            "OR OLD.decided_by_id <> NEW.decided_by_id OR OLD.reasons <> NEW.reasons OR OLD.state <> NEW.state)",
            "what was decided about a gift never changes",
        ),
    ]

    class Meta:
        ordering = ["-entered_at"]
        indexes = [models.Index(fields=["-entered_at", "id"], name="gifts_newest_first")]
        constraints = [
            who_and_when("decided", name="a_decided_gift_says_who_and_when"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("person")), name="nobody_clears_their_own_gift"
            ),
            models.CheckConstraint(condition=Q(amount__gte=0), name="a_gift_has_a_value"),
            models.CheckConstraint(
                condition=Q(state=GiftState.NOTED, why_reviewed="", decided_at__isnull=True)
                | Q(Q(state=GiftState.SUBMITTED, decided_at__isnull=True), ~Q(why_reviewed=""))
                | Q(
                    Q(state__in=GIFT_DECISIONS, decided_at__isnull=False, reasons__isnull=False),
                    ~Q(why_reviewed=""),
                ),
                name="a_gift_is_where_its_review_says",
            ),
            models.CheckConstraint(
                condition=~Q(state=GiftState.NOTED) | Q(is_official=False, limit__isnull=False, amount__lte=F("limit")),
                name="above_the_limit_or_to_an_official_is_reviewed",
            ),
        ]

    @property
    def country_label(self) -> str:
        return country_name(self.country)

    def relations(self, person: Person) -> frozenset[str]:
        """How `person` stands to this entry; the workflow table says what follows."""
        held = {"self": person.pk == self.person_id, "office": self.office in person.offices}
        return frozenset(relation for relation, holds in held.items() if holds)

    def move_url(self, move: Move) -> str:
        return reverse(f"code_of_ethics:{move.verb}", args=[self.pk])

    def get_absolute_url(self) -> str:
        return reverse("code_of_ethics:gift", args=[self.pk])
