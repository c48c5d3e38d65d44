"""The library of answers: what the Compliance & Ethics office says to questions that come again and again."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Person
from accounts.moves import Move
from accounts.roles import Office, Role
from audit.rules import Trigger
from cases.states.report import AnswerState
from code_of_ethics.models import Topic


class LibraryAnswerQuerySet(models.QuerySet["LibraryAnswer"]):
    def visible_to(self, person: Person | None) -> "LibraryAnswerQuerySet":
        """Drafts and old versions are for the office that edits them; other offices read what is in use."""
        if person is None:
            return self.none()
        if edits_the_library(person):
            return self.all()
        return self.published() if Role.OFFICE_STAFF in person.roles else self.none()

    def locked(self, pk: uuid.UUID, *, by: Person) -> "LibraryAnswer":
        """The text, locked, if `by` may see it. Raises `LibraryAnswer.DoesNotExist`."""
        return self.visible_to(by).select_for_update(of=("self",)).get(pk=pk)

    def published(self) -> "LibraryAnswerQuerySet":
        """In use today."""
        return self.filter(published_at__isnull=False, retired_at__isnull=True)


def edits_the_library(person: Person) -> bool:
    """The Compliance & Ethics office writes it; its head publishes and retires."""
    return Role.ETHICS_OFFICER in person.roles or Office.ETHICS_OFFICE in person.offices


class LibraryAnswer(models.Model):
    """One version of one answer. It tells nothing of any case, so it lies in clear.

    A published text never changes: editing it begins the next version, which takes its place when it is published.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+", verbose_name=_("topic"))
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("text"))
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="later_versions")
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    published_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    retired_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)

    objects = LibraryAnswerQuerySet.as_manager()
    undeletable = True
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

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("library:answers")

    @property
    def state(self) -> str:
        if self.retired_at:
            return AnswerState.RETIRED.value
        return AnswerState.PUBLISHED.value if self.published_at else AnswerState.DRAFT.value

    @property
    def state_label(self) -> str:
        return str(AnswerState(self.state).label)

    def relations(self, person: Person) -> frozenset[str]:
        held = {"editor": edits_the_library(person), "head": Role.ETHICS_OFFICER in person.roles}
        return frozenset(relation for relation, holds in held.items() if holds)

    def move_url(self, move: Move) -> str:
        return reverse(f"library:{move.verb}", args=[self.pk])
