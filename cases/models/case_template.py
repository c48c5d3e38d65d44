"""Templates by topic: what is asked in interviews, and the steps of a plan."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Person
from accounts.moves import Move
from accounts.roles import Office, Role
from audit.rules import Trigger
from cases.states.desk import TemplateKind
from cases.states.report import AnswerState
from code_of_ethics.models import Topic


class CaseTemplateQuerySet(models.QuerySet["CaseTemplate"]):
    def visible_to(self, person: Person | None) -> "CaseTemplateQuerySet":
        """Drafts and old versions are for the office that edits them; the other office reads what is in use."""
        if person is None:
            return self.none()
        if edits_templates(person):
            return self.all()
        return self.published() if person.roles & {Role.OFFICE_STAFF, Role.GENERAL_AUDITOR} else self.none()

    def locked(self, pk: uuid.UUID, *, by: Person) -> "CaseTemplate":
        """The template, locked, if `by` may see it. Raises `CaseTemplate.DoesNotExist`."""
        return self.visible_to(by).select_for_update(of=("self",)).get(pk=pk)

    def published(self) -> "CaseTemplateQuerySet":
        """In use today."""
        return self.filter(published_at__isnull=False, retired_at__isnull=True)

    def for_topic(self, kind: str, topic: Topic) -> "CaseTemplateQuerySet":
        """Those in use for this topic, and those for every topic."""
        return self.published().filter(Q(topic=topic) | Q(topic__isnull=True), kind=kind)


def edits_templates(person: Person) -> bool:
    """The Compliance & Ethics office writes them; its head publishes and retires."""
    return Role.ETHICS_OFFICER in person.roles or Office.ETHICS_OFFICE in person.offices


class CaseTemplate(models.Model):
    """One version of one template. It tells nothing of any case, so it lies in clear.

    A published one never changes: editing it begins the next version, which takes its place when it is published.
    What must be said at the beginning of every interview is none of its words, so no editor can take it out
    (`cases.opening`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=10, choices=TemplateKind.choices)
    # None: for cases of every topic.
    topic = models.ForeignKey(Topic, models.PROTECT, null=True, related_name="+", verbose_name=_("topic"))
    title = models.CharField(_("title"), max_length=120)
    opening = models.TextField(_("opening words"), blank=True)
    # Of an interview its questions: [["Who chose the supplier?", null], …]; of a plan each step with the days after the
    # start of the plan until when: [["Secure the mailbox", 2], …].
    lines = models.JSONField(default=list)
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="later_versions")
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    published_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    retired_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)

    objects = CaseTemplateQuerySet.as_manager()
    undeletable = True
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

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("case_templates:list")

    @property
    def state(self) -> str:
        if self.retired_at:
            return AnswerState.RETIRED.value
        return AnswerState.PUBLISHED.value if self.published_at else AnswerState.DRAFT.value

    @property
    def is_plan(self) -> bool:
        return self.kind == TemplateKind.PLAN

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Each question, or each step with its days."""
        return [{"words": words, "days": days} for words, days in self.lines]

    def relations(self, person: Person) -> frozenset[str]:
        held = {"editor": edits_templates(person), "head": Role.ETHICS_OFFICER in person.roles}
        return frozenset(relation for relation, holds in held.items() if holds)

    def move_url(self, move: Move) -> str:
        return reverse(f"case_templates:{move.verb}", args=[self.pk])
