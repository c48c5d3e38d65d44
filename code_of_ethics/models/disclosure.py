"""The duty to tell the public: of a waiver for a director or executive officer, or of an amendment of the Code."""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from functools import cached_property

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.moves import Move
from accounts.roles import Role
from audit.rules import Trigger
from clocks.models import Clock
from code_of_ethics.states import DisclosureState, Means
from vault.fields import SealedTextField
from vault.models import SealedModel, SealedQuerySet

READERS = (Role.COUNSEL, Role.ETHICS_OFFICER, Role.BOARD_SECRETARY)
# Who hears of one that is late, which is a material matter in itself.
OVERSEERS = (Role.AUDIT_COMMITTEE, Role.AUDIT_COMMITTEE_CHAIR, Role.GENERAL_AUDITOR, Role.GENERAL_COUNSEL)
# Form 8-K Item 5.05(c): at least twelve months on the page, and kept for at least five years after. To the calendar
# month: what was posted on 29 February of a leap year may end on the 28th.
TOO_SHORT = {
    "sqlite": (
        "NEW.posted_until < date(NEW.posted_from, CASE WHEN strftime('%m-%d', NEW.posted_from) = '02-29' "
        "THEN '-1 day' ELSE '+0 days' END, '+12 months') "
        "OR NEW.kept_until < date(NEW.posted_until, CASE WHEN strftime('%m-%d', NEW.posted_until) = '02-29' "
        "THEN '-1 day' ELSE '+0 days' END, '+60 months')"
    ),
    "postgresql": (
        "NEW.posted_until < NEW.posted_from + interval '12 months' "
        "OR NEW.kept_until < NEW.posted_until + interval '60 months'"
    ),
}
ENDS_MISSING = "NEW.posted_from IS NULL OR NEW.posted_until IS NULL OR NEW.kept_until IS NULL"


class DisclosureQuerySet(SealedQuerySet):
    def visible_to(self, person: Person) -> "DisclosureQuerySet":
        """Those who draft and file; what is late also those who oversee; never the person whom it is about."""
        if person.roles & frozenset(READERS):
            return self.exclude(subject_person=person)
        if person.roles & frozenset(OVERSEERS):
            return self.filter(late_since__isnull=False).exclude(subject_person=person)
        return self.none()

    def locked(self, pk: uuid.UUID, *, by: Person) -> "Disclosure":
        """The row, locked, for somebody who may see it. Raises `DoesNotExist` otherwise."""
        return self.visible_to(by).select_for_update(of=("self",)).get(pk=pk)

    def open(self) -> "DisclosureQuerySet":
        return self.exclude(state=DisclosureState.FILED)

    def became_late(self, at: datetime) -> "DisclosureQuerySet":
        """Those that were not filed by their due moment, before `at`, and of which nobody was alarmed yet."""
        overdue = Clock.objects.filter(subject_kind=self.model._meta.label_lower, cancelled_reason="", due_at__lt=at)
        overdue = overdue.filter(Q(stopped_at__isnull=True) | Q(stopped_at__gt=F("due_at")))
        return self.filter(late_since__isnull=True, pk__in=overdue.values("subject_id"))

    def posted(self, on: date) -> "DisclosureQuerySet":
        """What the public page shows on the day `on`."""
        return self.filter(state=DisclosureState.FILED, posted_from__lte=on, posted_until__gte=on).order_by(
            "-posted_from", "-public_slug"
        )


class Disclosure(SealedModel):
    """One duty to disclose, born in the transaction that caused it, with its clock (Form 8-K Item 5.05).

    The draft is sealed. What was filed is public, and kept in clear in `posted_text`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # What caused it: a model's label such as `waivers.waiver`, and the row. This app looks no further up.
    source_kind = models.CharField(max_length=100)
    source_id = models.UUIDField()
    clock_kind = models.SlugField(max_length=60)
    reason = models.CharField(_("why it is due"), max_length=300)
    nature = SealedTextField()
    person_name = SealedTextField(limit=200)
    subject_person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    subject_on = models.DateField(_("date of the waiver or amendment"))
    means_permitted = models.JSONField(_("means permitted"), default=list)
    draft_text = SealedTextField(null=True)
    state = models.CharField(_("state"), max_length=10, choices=DisclosureState.choices, default=DisclosureState.DUE)
    born_at = models.DateTimeField()
    drafted_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField(null=True)
    # The second person, who saw that it was filed; when it was filed, and when that was confirmed here.
    filed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    filed_at = models.DateTimeField(_("filed"), null=True)
    confirmed_at = models.DateTimeField(null=True)
    means = models.CharField(_("means"), max_length=15, choices=Means.choices, blank=True)
    filing_reference = models.CharField(_("accession number or address"), max_length=300, blank=True)
    posted_text = models.TextField(blank=True)
    posted_from = models.DateField(_("posted from"), null=True)
    posted_until = models.DateField(_("posted until"), null=True)
    kept_until = models.DateField(_("kept until"), null=True)
    # The first day on which what was disclosed held no more; the public page says so.
    ended_on = models.DateField(null=True)
    # Since when it was late, noted with the alarm.
    late_since = models.DateTimeField(null=True)
    public_slug = models.SlugField(max_length=40, unique=True, null=True)

    # Said by a list, of what may move a price and has a notice to be read first (`source.insider_lists_due`).
    is_not_told: bool

    objects = DisclosureQuerySet.as_manager()

    undeletable = True
    frozen_fields = (
        "source_kind",
        "source_id",
        "clock_kind",
        "reason",
        "nature",
        "person_name",
        "subject_person",
        "subject_on",
        "means_permitted",
        "born_at",
    )
    database_rules = [
        Trigger(
            "filed_stays",
            "UPDATE",
            "OLD.state = 'FILED' AND (NEW.state <> 'FILED' OR OLD.posted_text <> NEW.posted_text "
            "OR OLD.filing_reference <> NEW.filing_reference OR OLD.filed_at <> NEW.filed_at "
            "OR OLD.filed_by_id <> NEW.filed_by_id OR OLD.drafted_by_id <> NEW.drafted_by_id "
            "OR OLD.public_slug <> NEW.public_slug OR OLD.posted_from <> NEW.posted_from "
            "OR (OLD.posted_from IS NULL) <> (NEW.posted_from IS NULL) "
            "OR NEW.posted_until < OLD.posted_until OR NEW.kept_until < OLD.kept_until)",
            "what was filed never changes, and is never taken down early",
        ),
        Trigger(
            "posted_long_enough",
            ("INSERT", "UPDATE"),
            {vendor: f"NEW.state = 'FILED' AND ({ENDS_MISSING} OR {short})" for vendor, short in TOO_SHORT.items()},
            "posted for at least twelve months and kept for at least five years after",
        ),
        Trigger(
            "end_stays",
            "UPDATE",
            "OLD.ended_on IS NOT NULL AND (NEW.ended_on IS NULL OR NEW.ended_on <> OLD.ended_on)",
            "when it ended stays as it was said",
        ),
        Trigger(
            "late_stays",
            "UPDATE",
            "OLD.late_since IS NOT NULL AND (NEW.late_since IS NULL OR NEW.late_since <> OLD.late_since)",
            "that it was late stays on record",
        ),
    ]

    class Meta:
        ordering = ["-born_at"]
        constraints = [
            models.UniqueConstraint(fields=["source_kind", "source_id"], name="one_disclosure_of_a_source"),
            models.CheckConstraint(
                condition=Q(filed_by__isnull=True) | ~Q(filed_by=F("drafted_by")),
                name="a_second_person_confirms_the_filing",
            ),
            models.CheckConstraint(
                condition=Q(state=DisclosureState.DUE)
                | Q(drafted_by__isnull=False, drafted_at__isnull=False, draft_text__isnull=False),
                name="a_drafted_disclosure_has_a_draft",
            ),
            models.CheckConstraint(
                condition=Q(Q(filed_by__isnull=True), ~Q(state=DisclosureState.FILED))
                | Q(
                    ~Q(filing_reference=""),
                    ~Q(means=""),
                    ~Q(posted_text=""),
                    state=DisclosureState.FILED,
                    filed_by__isnull=False,
                    filed_at__isnull=False,
                    confirmed_at__isnull=False,
                    public_slug__isnull=False,
                ),
                name="a_filed_disclosure_says_who_when_and_where",
            ),
            models.CheckConstraint(
                condition=Q(subject_person__isnull=True)
                | (~Q(drafted_by=F("subject_person")) & ~Q(filed_by=F("subject_person")))
                | Q(drafted_by__isnull=True),
                name="nobody_discloses_for_themself",
            ),
            models.CheckConstraint(
                condition=Q(posted_from__isnull=True, posted_until__isnull=True)
                | Q(posted_from__isnull=False, posted_until__gt=F("posted_from")),
                name="a_posting_has_both_ends",
            ),
        ]
        indexes = [models.Index(fields=["posted_from", "posted_until"], name="disclosures_posted")]

    @cached_property
    def clock(self) -> Clock | None:
        """The deadline: running, or the last one that ran."""
        return Clock.objects.of(self).filter(kind=self.clock_kind).order_by("-started_on").first()

    @property
    def is_late(self) -> bool:
        """Not filed by the due moment, or filed after it: in itself a material matter."""
        return self.late_since is not None or (self.clock is not None and self.clock.status in ("overdue", "missed"))

    @property
    def means_labels(self) -> list[str]:
        return [str(Means(value).label) for value in self.means_permitted if value in Means.values]

    def relations(self, person: Person) -> frozenset[str]:
        """How `person` stands to this duty; the workflow table says what follows."""
        held = {
            "counsel": Role.COUNSEL in person.roles,
            "ethics_officer": Role.ETHICS_OFFICER in person.roles,
            "secretary": Role.BOARD_SECRETARY in person.roles,
            "drafter": person.pk == self.drafted_by_id,
            "subject": person.pk == self.subject_person_id,
        }
        return frozenset(relation for relation, holds in held.items() if holds)

    def clock_recipients(self) -> Iterable[Person]:
        """Whom the clock warns."""
        return Person.objects.holding(*READERS).exclude(
            pk__in=[self.subject_person_id] if self.subject_person_id else []
        )

    def move_url(self, move: Move) -> str:
        return reverse(f"code_of_ethics:{move.verb}", args=[self.pk])

    def get_absolute_url(self) -> str:
        return reverse("code_of_ethics:disclosure", args=[self.pk])
