"""Templates by topic: what is asked in interviews, and the steps of a plan."""

from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.roles import Role
from audit.rules import Trigger
from cases.models.office_text import OfficeText, OfficeTextQuerySet
from cases.states.desk import TemplateKind
from code_of_ethics.models import Topic


class CaseTemplateQuerySet(OfficeTextQuerySet):
    def for_topic(self, kind: str, topic: Topic) -> Self:
        """Those in use for this topic, and those for every topic."""
        return self.published().filter(Q(topic=topic) | Q(topic__isnull=True), kind=kind)


class CaseTemplate(OfficeText):
    """One template, in one version.

    What must be said at the beginning of every interview is none of its words, so no editor can take it out
    (`cases.opening`).
    """

    readers = frozenset({Role.OFFICE_STAFF, Role.GENERAL_AUDITOR})
    namespace = "case_templates"
    list_name = "case_templates:list"

    kind = models.CharField(_("kind"), max_length=10, choices=TemplateKind.choices)
    # None: for cases of every topic.
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, related_name="+", verbose_name=_("topic"))
    opening = models.TextField(_("opening words"), blank=True)
    # Of an interview its questions: [["Who chose the supplier?", null], …]; of a plan each step with the days after the
    # start of the plan until when: [["Secure the mailbox", 2], …].
    lines = models.JSONField(default=list)

    objects = CaseTemplateQuerySet.as_manager()
    frozen_fields = ("kind", "number", "replaces")
    database_rules = [
        Trigger(
            "published_stays",
            "UPDATE",
            "OLD.published_at IS NOT NULL AND (OLD.lines <> NEW.lines OR OLD.title <> NEW.title "
            "OR OLD.opening <> NEW.opening OR coalesce(CAST(OLD.topic_id AS text), '') <> "
            "coalesce(CAST(NEW.topic_id AS text), '') OR NEW.published_at IS NULL)",
            "a published template is never changed",
        ),
    ]

    class Meta:
        ordering = ["kind", "topic__order", "title", "number"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=TemplateKind.values), name="a_template_is_of_a_known_kind"),
            who_and_when("published", name="a_published_template_says_who_and_when"),
            who_and_when("retired", name="a_retired_template_says_who_and_when"),
            models.UniqueConstraint(
                fields=["replaces"], condition=Q(retired_at__isnull=True), name="one_next_version_of_a_template"
            ),
        ]

    @property
    def is_plan(self) -> bool:
        return self.kind == TemplateKind.PLAN

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Each question, or each step with its days."""
        return [{"words": words, "days": days} for words, days in self.lines]
