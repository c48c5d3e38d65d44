"""What people may report or ask about, in their own words."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.languages import Worded, worded
from code_of_ethics.states import TopicGroup


class TopicQuerySet(models.QuerySet["Topic"]):
    def offered(self) -> "TopicQuerySet":
        """The topics that a form shows today, in their order."""
        return self.filter(active=True).order_by("order", "name")

    def for_reports(self) -> "TopicQuerySet":
        """Those of them that somebody reports about; the others are for whoever asks a question."""
        return self.offered().filter(is_question=False)

    def provisions_on_retaliation(self) -> "models.QuerySet[Topic, str]":
        """Keys of the provisions that topics of retaliation name: an allegation that cites one is of retaliation."""
        named = self.filter(is_retaliation=True).exclude(provision_key="")
        return named.values_list("provision_key", flat=True)


class Topic(models.Model):
    """One choice on the speak-up form, bound to a provision of the Code by that provision's stable key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("short name"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120)
    question = models.CharField(_("in plain words"), max_length=300)
    examples = models.TextField(_("examples"), blank=True)  # one on each line
    provision_key = models.SlugField(_("provision"), max_length=80, blank=True)
    is_accounting = models.BooleanField(_("accounting or auditing"), default=False)
    is_retaliation = models.BooleanField(_("retaliation"), default=False)
    # The kind of materiality trigger that this topic fires by itself; empty for none.
    trigger = models.CharField(_("materiality trigger"), max_length=40, blank=True)
    is_question = models.BooleanField(_("a question, not a report"), default=False)
    # Where there is none, the topic is offered beside the groups.
    group = models.CharField(_("group"), max_length=20, choices=TopicGroup.choices, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    active = models.BooleanField(_("offered"), default=True)
    # Name, question and examples by language, where somebody wrote them: {"es": {"name": …}}.
    translations = models.JSONField(_("in other languages"), default=dict, blank=True)

    objects = TopicQuerySet.as_manager()

    undeletable = True
    frozen_fields = ("slug",)

    class Meta:
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name

    @property
    def example_lines(self) -> list[str]:
        return [line.strip() for line in self.examples.splitlines() if line.strip()]

    # --- as the reader is told ---------------------------------------------------------------------------------
    @property
    def worded_name(self) -> Worded:
        return worded(self, "name")

    @property
    def worded_question(self) -> Worded:
        return worded(self, "question")

    @property
    def worded_examples(self) -> Worded:
        """The examples as one running text."""
        written = worded(self, "examples")
        return Worded(" ".join(written.split()), written.language)
