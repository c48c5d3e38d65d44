"""What the form asks about one topic, and which other channel it names: in versions, so that a report keeps its own."""

import re
import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.validators import slug_re
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.languages import Worded, worded
from accounts.models import Person
from accounts.moves import Move
from accounts.roles import Office, Role
from audit.rules import Trigger
from cases.states.questionnaire import QuestionKind, QuestionnaireState, YesNo
from code_of_ethics.models import Topic

# More on one page is a form that nobody fills.
MOST_QUESTIONS = 12
FIELD_PREFIX = "question_"
_FIELD = re.compile(FIELD_PREFIX + "[0-9a-f]{32}")


class QuestionnaireQuerySet(models.QuerySet["Questionnaire"]):
    def visible_to(self, person: Person | None) -> "QuestionnaireQuerySet":
        """The Compliance & Ethics office writes them; to others the pages about them do not exist."""
        return self.all() if person is not None and Office.ETHICS_OFFICE in person.offices else self.none()

    def with_questions(self) -> "QuestionnaireQuerySet":
        """Each with its questions in their order, loaded once."""
        return self.select_related("topic").prefetch_related("questions")

    def in_force(self) -> "QuestionnaireQuerySet":
        """What is asked now: at most one version for each topic."""
        return self.filter(state=QuestionnaireState.PUBLISHED)

    def issued(self) -> "QuestionnaireQuerySet":
        """What is or was asked. Whoever began to answer an older version ends with it."""
        return self.exclude(state=QuestionnaireState.DRAFT)

    def asked_about(self, slug: str, answered: Iterable[str] = ()) -> "Questionnaire | None":
        """What is asked about a topic: the version whose questions are answered already, else what is asked now."""
        if not slug_re.fullmatch(slug):
            # Typed by a program: a database may not even take it as a text.
            return None
        of_the_topic = self.filter(topic__slug=slug).with_questions()
        keys = [uuid.UUID(name.removeprefix(FIELD_PREFIX)) for name in answered if _FIELD.fullmatch(name)]
        begun = (
            of_the_topic.issued().filter(questions__pk__in=keys).distinct().order_by("-number") if keys else self.none()
        )
        return begun.first() or of_the_topic.in_force().first()


class Questionnaire(models.Model):
    """One version of what is asked about a topic: drafted by the office, published by its head, then never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="questionnaires")
    number = models.PositiveSmallIntegerField(_("version"))
    state = models.CharField(
        _("state"), max_length=12, choices=QuestionnaireState.choices, default=QuestionnaireState.DRAFT
    )
    # Another channel that a policy names for this topic, shown before the questions. Empty for none.
    channel_name = models.CharField(_("other channel"), max_length=120, blank=True)
    channel_for = models.TextField(_("what it is for"), blank=True)
    channel_contact = models.TextField(_("how to reach it"), blank=True)
    # The three of them by language, where somebody wrote them: {"es": {"channel_name": …}}.
    translations = models.JSONField(_("in other languages"), default=dict, blank=True)
    drafted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    published_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)

    objects = QuestionnaireQuerySet.as_manager()
    undeletable = True
    frozen_fields = ("topic", "number", "drafted_by", "drafted_at")
    database_rules = [
        Trigger(
            "published_words",
            "UPDATE",
            "OLD.state <> 'DRAFT' AND (NEW.state = 'DRAFT' OR OLD.channel_name <> NEW.channel_name "
            "OR OLD.channel_for <> NEW.channel_for OR OLD.channel_contact <> NEW.channel_contact "
            "OR OLD.translations <> NEW.translations "
            "OR OLD.published_at <> NEW.published_at OR OLD.published_by_id <> NEW.published_by_id)",
            "what was asked once never changes",
        ),
        # A replaced version is never asked again: its words come back as a new one.
        Trigger(
            "replaced_stays",
            "UPDATE",
            "OLD.state = 'SUPERSEDED' AND NEW.state <> 'SUPERSEDED'",
            "a replaced questionnaire stays replaced",
        ),
    ]

    class Meta:
        ordering = ["topic", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["topic", "number"], name="versions_of_a_questionnaire_are_numbered"),
            models.UniqueConstraint(
                fields=["topic", "state"],
                condition=~Q(state=QuestionnaireState.SUPERSEDED),
                name="one_draft_and_one_published_for_a_topic",
            ),
            models.CheckConstraint(
                condition=Q(state__in=QuestionnaireState.values), name="a_questionnaire_has_a_known_state"
            ),
            who_and_when("published", name="a_published_questionnaire_says_who_and_when"),
            models.CheckConstraint(
                condition=Q(state=QuestionnaireState.DRAFT, published_at__isnull=True)
                | Q(~Q(state=QuestionnaireState.DRAFT), published_at__isnull=False),
                name="a_questionnaire_is_asked_once_published",
            ),
            models.CheckConstraint(
                condition=Q(channel_name="", channel_for="", channel_contact="")
                | (~Q(channel_name="") & ~Q(channel_contact="")),
                name="another_channel_says_how_to_reach_it",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic_id}, {self.number}"

    @property
    def is_draft(self) -> bool:
        return self.state == QuestionnaireState.DRAFT

    @property
    def names_a_channel(self) -> bool:
        return bool(self.channel_name)

    @property
    def channel_lines(self) -> list[Worded]:
        """How to reach the other channel in the reader's language, one way on each line."""
        return _lines(worded(self, "channel_contact"))

    @property
    def worded_channel_name(self) -> Worded:
        return worded(self, "channel_name")

    @property
    def worded_channel_purpose(self) -> Worded:
        return worded(self, "channel_for")

    def relations(self, person: Person) -> frozenset[str]:
        held = {
            "office": Office.ETHICS_OFFICE in person.offices,
            "ethics_officer": Role.ETHICS_OFFICER in person.roles,
        }
        return frozenset(relation for relation, holds in held.items() if holds)

    def move_url(self, move: Move) -> str:
        return reverse(f"questionnaires:{move.verb}", args=[self.pk])

    def get_absolute_url(self) -> str:
        return reverse("questionnaires:questionnaire", args=[self.pk])

    def publish(self, *, by: Person, at: datetime) -> None:
        """Become what is asked now, and remember who said so."""
        self.state, self.published_by, self.published_at = QuestionnaireState.PUBLISHED, by, at
        self.save(update_fields=["state", "published_by", "published_at"])


class TopicQuestion(models.Model):
    """One question of a questionnaire. Its answer is kept with the report under the question's own id."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField(_("place"))
    text = models.CharField(_("question"), max_length=300)
    help_text = models.CharField(_("help"), max_length=500, blank=True)
    kind = models.CharField(_("kind of answer"), max_length=12, choices=QuestionKind.choices)
    choices = models.TextField(_("answers to choose from"), blank=True)  # one on each line
    required = models.BooleanField(_("must be answered"), default=False)
    # Text, help and answers to choose from by language, where somebody wrote them: {"es": {"text": …}}.
    translations = models.JSONField(_("in other languages"), default=dict, blank=True)

    database_rules = [
        Trigger(
            "published_whole",
            ("INSERT", "UPDATE"),
            "EXISTS (SELECT 1 FROM cases_questionnaire q WHERE q.id = NEW.questionnaire_id AND q.state <> 'DRAFT')",
            "nothing is added to what is asked already",
        ),
        Trigger(
            "published_stays",
            ("UPDATE", "DELETE"),
            "EXISTS (SELECT 1 FROM cases_questionnaire q WHERE q.id = OLD.questionnaire_id AND q.state <> 'DRAFT')",
            "a question that was asked never changes",
        ),
    ]

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="a_question_asks_something"),
            models.CheckConstraint(condition=Q(kind__in=QuestionKind.values), name="a_question_has_a_known_kind"),
            models.CheckConstraint(
                condition=Q(kind=QuestionKind.CHOOSE_ONE) & ~Q(choices="")
                | ~Q(kind=QuestionKind.CHOOSE_ONE) & Q(choices=""),
                name="a_question_with_choices_offers_some",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def state(self) -> str:
        """A question moves with the version that it belongs to."""
        return self.questionnaire.state

    @property
    def field_name(self) -> str:
        """What the question is called in a form, and what its answer is kept under."""
        return f"{FIELD_PREFIX}{self.pk.hex}"

    @property
    def choice_lines(self) -> list[str]:
        return [line.strip() for line in self.choices.splitlines() if line.strip()]

    # --- as the reader is asked --------------------------------------------------------------------------------
    @property
    def worded_text(self) -> Worded:
        return worded(self, "text")

    @property
    def worded_help_text(self) -> Worded:
        return worded(self, "help_text")

    @property
    def worded_choices(self) -> list[tuple[str, Worded]]:
        """Each answer as it is kept, in the language of the source, and as it is shown."""
        shown = _lines(worded(self, "choices"))
        return list(zip(self.choice_lines, shown, strict=True))

    def in_words(self, answer: str) -> str:
        """The answer as it is read: a kept code in the reader's language, everything else as it was written."""
        if self.kind == QuestionKind.YES_NO and answer in YesNo.values:
            return str(YesNo(answer).label)
        return answer

    def relations(self, person: Person) -> frozenset[str]:
        return self.questionnaire.relations(person)

    def move_url(self, move: Move) -> str:
        return reverse(f"questionnaires:{move.verb}", args=[self.pk])

    def get_absolute_url(self) -> str:
        return self.questionnaire.get_absolute_url()


def _lines(words: Worded) -> list[Worded]:
    return [Worded(line.strip(), words.language) for line in words.splitlines() if line.strip()]


def told_about_topic(questionnaire: Questionnaire | None, answers: dict[str, Any]) -> list[tuple[str, str]]:
    """Question and answer in the wording of the version that was answered; what was left empty is left out."""
    if questionnaire is None:
        return []
    told = [(question, str(answers.get(question.field_name, ""))) for question in questionnaire.questions.all()]
    return [(question.text, question.in_words(answer)) for question, answer in told if answer]
