"""The company's own words for what every public page promises."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Person
from accounts.moves import Move
from accounts.roles import Role
from audit.rules import Trigger
from code_of_ethics.models.keepers import keeps_public_words
from code_of_ethics.states import PostedState, Promise


class PromiseTextQuerySet(models.QuerySet["PromiseText"]):
    def published(self) -> "PromiseTextQuerySet":
        """What the pages show, at most one for each promise and language."""
        return self.filter(published_at__isnull=False, retired_at__isnull=True)

    def visible_to(self, person: Person) -> "PromiseTextQuerySet":
        return self if keeps_public_words(person) else self.none()


class PromiseText(models.Model):
    """One wording of one promise in one language. One person drafts it, the CCEO publishes it, the former one is kept.

    Where no wording is published, the built-in one of `standing_words` stands, so a promise can't be taken off.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    promise = models.CharField(_("promise"), max_length=20, choices=Promise.choices)
    language = models.CharField(_("language"), max_length=10)
    text = models.TextField(_("text"))  # Markdown
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    published_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    # Replaced by a later wording, or turned away as a draft.
    retired_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)

    objects = PromiseTextQuerySet.as_manager()
    undeletable = True
    frozen_fields = ("promise", "language", "text", "proposed_by", "proposed_at")
    database_rules = [
        Trigger(
            "retired_for_good",
            "UPDATE",
            "OLD.retired_at IS NOT NULL AND (NEW.retired_at IS NULL OR "
            "(OLD.published_at IS NULL AND NEW.published_at IS NOT NULL))",
            "a retired wording is never shown again",
        ),
    ]

    class Meta:
        ordering = ["promise", "language", "-proposed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["promise", "language"],
                condition=Q(published_at__isnull=False, retired_at__isnull=True),
                name="one_published_wording_of_a_promise",
            ),
            models.CheckConstraint(condition=Q(promise__in=Promise.values), name="a_wording_is_of_a_known_promise"),
            models.CheckConstraint(condition=~Q(text="") & ~Q(language=""), name="a_wording_says_something"),
            models.CheckConstraint(
                condition=Q(published_by__isnull=True) | ~Q(published_by=F("proposed_by")),
                name="a_second_person_publishes_a_promise",
            ),
            who_and_when("published", name="a_published_wording_says_who_and_when"),
            who_and_when("retired", name="a_retired_wording_says_who_and_when"),
        ]

    def __str__(self) -> str:
        return f"{self.promise}, {self.language}"

    @property
    def state(self) -> str:
        if self.retired_at:
            return PostedState.RETIRED.value
        return PostedState.PUBLISHED.value if self.published_at else PostedState.PROPOSED.value

    @property
    def language_name(self) -> str:
        return str(dict(settings.LANGUAGES).get(self.language, self.language))

    def relations(self, person: Person) -> frozenset[str]:
        """How `person` stands to this wording; the workflow table says what follows."""
        held = {
            "keeper": keeps_public_words(person),
            "ethics_officer": Role.ETHICS_OFFICER in person.roles,
            "proposer": person.pk == self.proposed_by_id,
        }
        return frozenset(relation for relation, holds in held.items() if holds)

    def move_url(self, move: Move) -> str:
        return reverse(f"code_of_ethics:{move.verb}", args=[self.pk])

    def get_absolute_url(self) -> str:
        return reverse("code_of_ethics:promises")
