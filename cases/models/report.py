"""What one person told us, as told."""

import uuid
from datetime import date, datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.moves import Move
from audit.rules import Trigger
from cases.models.case import Case
from cases.models.doors import minimised
from cases.models.questionnaire import Questionnaire, told_about_topic
from cases.states.minimising import MinimisedText
from cases.states.report import Channel, Mode, ReadBack, ReportKind
from code_of_ethics.models import Topic
from vault.digests import keyed_digest
from vault.fields import SealedJSONField, SealedTextField
from vault.models import DataKey, SealedFile, SealedModel, SealedQuerySet


class ReporterIdentity(SealedModel):
    """Who reported, under a key of its own (DECISIONS 14, 21). The directory person is found by keyed digest only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = SealedTextField(_("name"))
    contact = SealedTextField(_("how to reach them"), blank=True)
    # The directory id of a signed-in reporter: sealed to be told of an answer, digested to find their own reports.
    person_id_sealed = SealedTextField(blank=True)
    person_digest = models.CharField(max_length=64, blank=True, db_index=True)

    undeletable = True
    frozen_fields = ("name", "contact")

    def __str__(self) -> str:
        return str(self.pk)


class ReportQuerySet(SealedQuerySet):
    def by_reporter(self, person: Person) -> "ReportQuerySet":
        """The reports that `person` made signed in, whatever they or others are in the case."""
        return self.filter(identity__person_digest=reporter_digest(person))

    def genuine(self) -> "ReportQuerySet":
        """Without those of tests of the hotline, which stand in no figure."""
        return self.filter(hotline_test__isnull=True)

    def of_one_reporter(self, first: "Report") -> "ReportQuerySet":
        """The first report of a reporter and what they told later: one key opens all of it."""
        return self.filter(Q(pk=first.pk) | Q(earlier=first))

    def for_its_reporter(self) -> "ReportQuerySet":
        """With what the page of a report shows its reporter, and whether they are asked how they are."""
        from cases.models.care import RetaliationCheck  # the two models name each other

        waiting = RetaliationCheck.objects.waiting().filter(report=OuterRef("pk"))
        return self.annotate(is_asked_how_they_are=Exists(waiting)).select_related(
            "data_key",
            "case",
            "came_with__source",
            "topic",
            "identity",
            "later_identity",
            "withdrawal",
            "review_request",
            "rating",
            "reclassification",
        )

    def visible_to(self, person: Person | None) -> "ReportQuerySet":
        """The reports of visible cases, and one's own."""
        if person is None:
            return self.none()
        return self.filter(
            Q(case__in=Case.objects.visible_to(person).values("pk"))
            | Q(identity__person_digest=reporter_digest(person))
        )


def reporter_digest(person: Person) -> str:
    """How a report names its signed-in reporter: only whoever holds the key can compute it."""
    return keyed_digest("reporter", str(person.pk))


class Report(SealedModel):
    """One report, immutable. The database says ANONYMOUS ⇒ no identity and no time of day."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="reports")
    # The merge with which it came here, while that stands.
    came_with = models.ForeignKey("cases.Merge", models.PROTECT, null=True, related_name="reports")
    kind = models.CharField(max_length=20, choices=ReportKind.choices, default=ReportKind.REPORT)
    # As what it is counted: a question may turn out to be a report. What was told keeps its own kind.
    counted_as = models.CharField(max_length=20, choices=ReportKind.choices, default=ReportKind.REPORT)
    mode = models.CharField(max_length=20, choices=Mode.choices)
    channel = models.CharField(max_length=20, choices=Channel.choices)
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+")
    language = models.CharField(max_length=10, default="en")
    country = models.CharField(max_length=2, blank=True)
    narrative = SealedTextField(_("what happened"))
    # Who, where, when, who knows, danger: label and answer as they were asked and told.
    answers = SealedJSONField(default=dict)
    # The version of the topic's questions that was asked, and what was told, by question.
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, null=True, related_name="+")
    topic_answers = SealedJSONField(null=True)
    in_danger = models.BooleanField(default=False)
    # Somebody who lost the key of an earlier report says so; what and when stands in the answers.
    is_about_earlier = models.BooleanField(default=False)
    # The first report of a reporter who later answered that something happened to them. Its key opens this one, too.
    earlier = models.ForeignKey("self", models.PROTECT, null=True, related_name="later_reports")
    # What was ticked at "does it concern…" (`Concerns`), kept with the report as told.
    concerns = models.JSONField(default=list)
    identity = models.OneToOneField(ReporterIdentity, models.PROTECT, null=True, related_name="report")
    # What the reporter said later about who they are. The report stays as it was made, and nothing takes this back:
    # nobody could make those who read the name forget it.
    later_mode = models.CharField(max_length=20, choices=Mode.choices, blank=True, default="")
    later_identity = models.OneToOneField(ReporterIdentity, models.PROTECT, null=True, related_name="later_report")
    identified_on = models.DateField(null=True)
    access_key_digest = models.CharField(max_length=64, null=True, unique=True)
    # Who wrote it down at the help line, and whether it was read back. Never a time of day for an anonymous one.
    recorded_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    read_back = models.CharField(max_length=20, choices=ReadBack.choices, blank=True, default="")
    received_on = models.DateField()
    received_at = models.DateTimeField(null=True)
    # Whether its words are in the index of likeness yet; a sweep puts them there.
    is_marked = models.BooleanField(default=False)
    # Whether its queue has still to be told that it arrived; a sweep does.
    is_untold = models.BooleanField(default=False)
    last_visit_on = models.DateField(null=True)

    # Set by `for_its_reporter`: whether a check-in waits for an answer.
    is_asked_how_they_are = False

    objects = ReportQuerySet.as_manager()
    undeletable = True
    frozen_but = {
        "narrative": minimised(MinimisedText.REPORT, "narrative"),
        "answers": minimised(MinimisedText.ANSWERS, "answers"),
        "topic_answers": minimised(MinimisedText.TOPIC, "topic_answers"),
    }
    frozen_fields = (
        "kind",
        "mode",
        "channel",
        "topic",
        "language",
        "country",
        "narrative",
        "answers",
        "questionnaire",
        "topic_answers",
        "in_danger",
        "is_about_earlier",
        "earlier",
        "concerns",
        "recorded_by",
        "read_back",
        "received_on",
        "received_at",
    )
    database_rules = [
        Trigger(
            "hangs_from_a_living_case",
            ("INSERT", "UPDATE"),
            "EXISTS (SELECT 1 FROM cases_case c WHERE c.id = NEW.case_id AND c.merged_into_id IS NOT NULL)",
            "no report hangs from a merged case",
        ),
        Trigger(
            "moves_with_a_merge",
            "UPDATE",
            "OLD.case_id <> NEW.case_id AND NOT EXISTS (SELECT 1 FROM cases_merge m WHERE m.unmerged_at IS NULL "
            "AND ((m.id = NEW.came_with_id AND m.source_id = OLD.case_id AND m.target_id = NEW.case_id) "
            "OR (m.id = OLD.came_with_id AND NEW.came_with_id IS NULL "
            "AND m.target_id = OLD.case_id AND m.source_id = NEW.case_id)))",
            "a report changes its case by a merge, or by its undoing",
        ),
        Trigger(
            "asked_about_its_topic",
            "INSERT",
            "NEW.questionnaire_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM cases_questionnaire q "
            "WHERE q.id = NEW.questionnaire_id AND q.topic_id = NEW.topic_id AND q.state <> 'DRAFT')",
            "a report answers published questions about its own topic",
        ),
        Trigger(
            "never_unsaid",
            "UPDATE",
            "(OLD.later_mode <> NEW.later_mode AND OLD.later_mode = 'NAMED') "
            "OR (OLD.later_mode <> NEW.later_mode AND NEW.later_mode = '') "
            "OR (OLD.later_identity_id IS NOT NULL "
            "AND (NEW.later_identity_id IS NULL OR OLD.later_identity_id <> NEW.later_identity_id))",
            "who a reporter said they are is never taken back",
        ),
        Trigger(
            "stays_a_report",
            "UPDATE",
            "OLD.counted_as = 'REPORT' AND NEW.counted_as <> 'REPORT'",
            "what is counted as a report stays one",
        ),
    ]

    class Meta:
        ordering = ["received_on", "id"]
        indexes = [
            models.Index(fields=["id"], condition=Q(is_marked=False), name="reports_to_mark"),
            models.Index(fields=["received_on", "id"], condition=Q(is_untold=True), name="reports_to_tell_of"),
            # Whose day has come to be asked how they are.
            models.Index(fields=["received_on"], name="reports_by_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(counted_as=ReportKind.REPORT) | Q(kind=ReportKind.QUESTION),
                name="only_a_question_is_counted_as_one",
            ),
            models.CheckConstraint(
                condition=Q(later_mode="", identified_on__isnull=True, later_identity__isnull=True)
                | Q(later_mode__in=[Mode.NAMED, Mode.CONFIDENTIAL], identified_on__isnull=False)
                & (Q(identity__isnull=False) | Q(later_identity__isnull=False)),
                name="who_says_later_who_they_are_has_an_identity",
            ),
            models.CheckConstraint(
                condition=~Q(mode=Mode.ANONYMOUS) | Q(identity__isnull=True, received_at__isnull=True),
                name="an_anonymous_report_knows_nobody_and_no_time",
            ),
            models.CheckConstraint(
                condition=Q(mode=Mode.ANONYMOUS) | Q(identity__isnull=False), name="a_named_report_has_an_identity"
            ),
            models.CheckConstraint(
                condition=Q(questionnaire__isnull=True, topic_answers__isnull=True)
                | Q(questionnaire__isnull=False, topic_answers__isnull=False),
                name="answers_belong_to_the_questions_asked",
            ),
        ]

    @property
    def state(self) -> str:
        """A report moves with its case."""
        return self.case.state

    def relations(self, person: Person) -> frozenset[str]:
        """Those of the case."""
        return self.case.relations(person)

    def move_url(self, move: Move) -> str:
        return reverse(f"cases:{move.verb}", args=[self.case.reference, self.pk])

    def get_absolute_url(self) -> str:
        """The page of its signed-in reporter; staff read a report on the page of its case."""
        return reverse("my_reports:report", args=[self.pk])

    @property
    def owed_by(self) -> Case:
        """The case whose acknowledgement and feedback are owed to this reporter: the one that the report opened."""
        return self.came_with.source if self.came_with else self.case

    @property
    def known_as(self) -> str:
        """How the reporter is known by now: as they said later, or as they chose when reporting."""
        return self.later_mode or self.mode

    @property
    def known_identity(self) -> ReporterIdentity | None:
        """Who reported, as far as they ever said."""
        return self.identity or self.later_identity

    @property
    def told_about_topic(self) -> list[tuple[str, str]]:
        """The topic's questions and their answers, in the wording of the version that was answered."""
        return told_about_topic(self.questionnaire, self.topic_answers or {})

    def moment(self, at: datetime) -> date | datetime:
        """What may be kept of the time of a reporter's own act: of an anonymous one the day only (DECISIONS 22)."""
        return timezone.localdate(at) if self.mode == Mode.ANONYMOUS else at

    def __str__(self) -> str:
        return str(self.pk)


class PendingForm(SealedModel):
    """A public form being filled. Its key becomes the report's; it is spent when the reporter has confirmed the key."""

    token_digest = models.CharField(max_length=64, primary_key=True)
    started_on = models.DateField()
    report = models.OneToOneField(Report, models.PROTECT, null=True, related_name="+")
    spent = models.BooleanField(default=False)

    # Made by the transaction at hand: nothing hangs from it yet.
    is_new = False
    # A key that was minted in the same statement, for the case that the report will open.
    key_of_case: DataKey | None = None

    def __str__(self) -> str:
        return "pending form"


class PendingUpload(models.Model):
    """A file added to a public form before it was sent; swept after a day if it never is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    form = models.ForeignKey(PendingForm, models.CASCADE, related_name="uploads")
    file = models.OneToOneField(SealedFile, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["form", "position"], name="pending_files_are_in_order")]

    def __str__(self) -> str:
        return str(self.pk)
