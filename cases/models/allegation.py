"""What somebody is said to have done, and what was found."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Person
from accounts.moves import Move
from audit.rules import Trigger
from cases.models.party import Party
from cases.states.outcome import RootCause
from cases.states.party import ADVERSE_FINDINGS, Finding, Hearing, Standard, StepKind
from code_of_ethics.models import Provision
from vault.fields import SealedTextField
from vault.models import SealedModel


class Allegation(SealedModel):
    """A provision of the Code and a subject, with its own finding.

    A finding against somebody needs fairness (DECISIONS 55): the subject told, heard or the refusal noted, the reply
    weighed and the standard of proof stated. The database says so too.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    case = models.ForeignKey("cases.Case", models.PROTECT, related_name="allegations")
    provision = models.ForeignKey(Provision, models.PROTECT, related_name="+", verbose_name=_("provision"))
    subject = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="allegations", verbose_name=_("subject")
    )
    statement = SealedTextField(_("what is alleged"))
    # That somebody reported what they knew to be false: only ever a finding of its own (DECISIONS 54).
    is_bad_faith = models.BooleanField(_("bad faith"), default=False)
    made_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    finding = models.CharField(_("finding"), max_length=30, choices=Finding.choices, blank=True)
    finding_reasons = SealedTextField(_("reasons"), blank=True)
    standard = models.CharField(_("standard of proof"), max_length=10, choices=Standard.choices, blank=True)
    subject_told_on = models.DateField(_("subject told on"), null=True, blank=True)
    subject_hearing = models.CharField(_("subject heard"), max_length=10, choices=Hearing.choices, blank=True)
    reply_weighed = SealedTextField(_("how the reply was weighed"), blank=True)
    root_cause = models.CharField(_("root cause"), max_length=20, choices=RootCause.choices, blank=True)
    root_cause_words = SealedTextField(_("root cause in words"), null=True, blank=True)
    found_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    found_at = models.DateTimeField(null=True)
    # The merge with which it came here, while that stands.
    came_with = models.ForeignKey("cases.Merge", models.PROTECT, null=True, related_name="allegations")

    undeletable = True
    frozen_fields = ("statement", "provision", "is_bad_faith", "made_by", "made_at")
    database_rules = [
        # The undoing of a merge gives a party back; an allegation that was made meanwhile stays, about the same person.
        Trigger(
            "stays_about_the_same",
            "UPDATE",
            "(OLD.subject_id IS NULL) <> (NEW.subject_id IS NULL) OR OLD.subject_id <> NEW.subject_id AND NOT EXISTS ("
            "SELECT 1 FROM cases_party o JOIN cases_party n ON n.role = o.role AND n.kind = o.kind "
            "AND (n.person_id = o.person_id OR n.person_id IS NULL AND o.person_id IS NULL) "
            "JOIN cases_merge m ON m.source_id = o.case_id AND m.target_id = n.case_id "
            "WHERE o.id = OLD.subject_id AND n.id = NEW.subject_id AND n.case_id = NEW.case_id)",
            "an allegation stays about the same subject",
        ),
        Trigger(
            "found_fairly",
            "UPDATE",
            "NEW.finding <> OLD.finding AND NEW.finding IN ('SUBSTANTIATED', 'PARTLY') AND NEW.subject_id IS NOT NULL "
            "AND NOT (EXISTS (SELECT 1 FROM cases_fairnessstep s WHERE s.allegation_id = NEW.id AND s.kind = 'TOLD') "
            "AND (EXISTS (SELECT 1 FROM cases_fairnessstep s WHERE s.allegation_id = NEW.id AND s.kind = 'DECLINED') "
            "OR (EXISTS (SELECT 1 FROM cases_fairnessstep s WHERE s.allegation_id = NEW.id AND s.kind = 'HEARD') AND "
            "EXISTS (SELECT 1 FROM cases_fairnessstep s WHERE s.allegation_id = NEW.id "
            "AND s.kind = 'REPLY_WEIGHED'))))",
            "a finding against somebody needs its recorded steps",
        ),
    ]

    class Meta:
        ordering = ["made_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(finding="", found_by__isnull=True, found_at__isnull=True)
                | (~Q(finding="") & Q(found_by__isnull=False, found_at__isnull=False)),
                name="a_finding_has_an_author_and_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(finding__in=sorted(ADVERSE_FINDINGS))
                | (
                    Q(subject_told_on__isnull=False, subject_hearing__in=[Hearing.HEARD, Hearing.DECLINED])
                    & ~Q(standard="")
                )
                | Q(subject__isnull=True),
                name="an_adverse_finding_was_fair",
            ),
            models.CheckConstraint(
                condition=Q(is_bad_faith=False) | Q(finding="") | ~Q(found_by=F("made_by")),
                name="bad_faith_is_found_by_a_second_person",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def state(self) -> str:
        return self.case.state

    @property
    def is_adverse(self) -> bool:
        """Found against somebody, wholly or in part."""
        return self.finding in ADVERSE_FINDINGS

    def relations(self, person: Person) -> frozenset[str]:
        return self.case.relations(person)

    def move_url(self, move: Move) -> str:
        return reverse(f"cases:{move.verb}", args=[self.case.reference, self.pk])


class FairnessStep(SealedModel):
    """One step that makes a finding fair to a subject: what was done on which day, and who recorded it when.

    A step that was wrong is followed by another one; none is changed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    allegation = models.ForeignKey(Allegation, models.PROTECT, related_name="steps")
    kind = models.CharField(_("step"), max_length=20, choices=StepKind.choices)
    taken_on = models.DateField(_("on"))
    words = SealedTextField(_("what was said"), blank=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [models.CheckConstraint(condition=Q(kind__in=StepKind.values), name="a_step_is_of_a_known_kind")]
        indexes = [models.Index(fields=["allegation", "kind"])]

    def __str__(self) -> str:
        return str(self.pk)
