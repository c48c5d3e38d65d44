"""The library of answers: what the Compliance & Ethics office says to questions that come again and again."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.roles import Role
from audit.rules import Trigger
from cases.models.office_text import OfficeText, OfficeTextQuerySet
from code_of_ethics.models import Topic


class LibraryAnswer(OfficeText):
    """One answer, in one version."""

    readers = frozenset({Role.OFFICE_STAFF})
    namespace = "library"
    list_name = "library:answers"

    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+", verbose_name=_("topic"))
    text = models.TextField(_("text"))

    objects = OfficeTextQuerySet.as_manager()
    frozen_fields = ("number", "replaces")
    database_rules = [
        Trigger(
            "published_stays",
            "UPDATE",
            "OLD.published_at IS NOT NULL AND (OLD.text <> NEW.text OR OLD.title <> NEW.title "
            "OR OLD.topic_id <> NEW.topic_id OR NEW.published_at IS NULL)",
            "a published answer is never changed",
        ),
    ]

    class Meta:
        ordering = ["topic__order", "title", "number"]
        constraints = [
            who_and_when("published", name="a_published_answer_says_who_and_when"),
            who_and_when("retired", name="a_retired_answer_says_who_and_when"),
            models.UniqueConstraint(
                fields=["replaces"], condition=Q(retired_at__isnull=True), name="one_next_version_of_an_answer"
            ),
        ]
