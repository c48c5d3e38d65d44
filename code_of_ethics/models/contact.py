"""Where people turn who would rather talk to somebody: telephones by country, the mailbox, an address for letters."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from audit.rules import Trigger
from code_of_ethics.models.posted import Posted, PostedQuerySet
from code_of_ethics.states import ContactKind, OpenDays


class ContactPointQuerySet(PostedQuerySet):
    def published(self) -> "ContactPointQuerySet":
        """What everybody is shown, in its order."""
        return super().published().order_by("position", "country", "name")


class ContactPoint(Posted):
    """One telephone number, mailbox or postal address.

    The office proposes it and its head publishes it, as the second person: a wrong number harms whoever trusts it. A
    row is never edited: another one replaces it, so that it stays known what people were told to call.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=ContactKind.choices)
    name = models.CharField(_("who answers"), max_length=120)
    address = models.CharField(_("number or address"), max_length=300)
    country = models.CharField(_("country"), max_length=2, blank=True)  # empty: for everybody
    days = models.CharField(_("days"), max_length=10, choices=OpenDays.choices, default=OpenDays.EVERY_DAY)
    # Both empty: at every hour.
    opens_at = models.TimeField(_("from"), null=True, blank=True)
    closes_at = models.TimeField(_("until"), null=True, blank=True)
    zone = models.CharField(_("time zone"), max_length=64, blank=True)
    # As their speakers write them, so that nobody needs another language to find their own.
    languages = models.CharField(_("languages"), max_length=200, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=100)
    # Who answers, by language, where somebody wrote it: {"es": {"name": …}}.
    translations = models.JSONField(_("in other languages"), default=dict, blank=True)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replacements")

    objects = ContactPointQuerySet.as_manager()
    undeletable = True
    frozen_fields = (
        "kind",
        "name",
        "address",
        "country",
        "days",
        "opens_at",
        "closes_at",
        "zone",
        "languages",
        "position",
        "translations",
        "replaces",
        "proposed_by",
        "proposed_at",
    )
    database_rules = [
        Trigger(
            "retired_for_good",
            "UPDATE",
            "OLD.retired_at IS NOT NULL AND (NEW.retired_at IS NULL OR "
            "(OLD.published_at IS NULL AND NEW.published_at IS NOT NULL))",
            "a retired contact point is never shown again",
        ),
    ]

    class Meta:
        ordering = ["position", "country", "name"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=ContactKind.values), name="a_contact_point_has_a_known_kind"),
            models.CheckConstraint(condition=~Q(name="") & ~Q(address=""), name="a_contact_point_says_who_and_where"),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True, closes_at__isnull=True)
                | Q(opens_at__isnull=False, closes_at__isnull=False) & ~Q(zone="") & ~Q(opens_at=F("closes_at")),
                name="opening_hours_have_both_ends_and_a_zone",
            ),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True) | ~Q(published_by=F("proposed_by")),
                name="a_second_person_publishes_a_contact_point",
            ),
            who_and_when("published", name="a_published_contact_point_says_who_and_when"),
            who_and_when("retired", name="a_retired_contact_point_says_who_and_when"),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.address}"

    def get_absolute_url(self) -> str:
        return reverse("code_of_ethics:contact_points")
