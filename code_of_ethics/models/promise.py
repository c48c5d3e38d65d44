"""The company's own words for what every public page promises."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from audit.rules import Trigger
from code_of_ethics.models.posted import Posted, PostedQuerySet
from code_of_ethics.states import Promise


class PromiseText(Posted):
    """One wording of one promise in one language. One person drafts it, the CCEO publishes it, the former one is kept.

    Where no wording is published, the built-in one of `standing_words` stands, so a promise can't be taken off.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    promise = models.CharField(_("promise"), max_length=20, choices=Promise.choices)
    language = models.CharField(_("language"), max_length=10)
    text = models.TextField(_("text"))  # Markdown

    objects = PostedQuerySet.as_manager()
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
    def language_name(self) -> str:
        return str(dict(settings.LANGUAGES).get(self.language, self.language))

    def get_absolute_url(self) -> str:
        return reverse("code_of_ethics:promises")
