"""What came to the ethics mailbox, as it came."""

import uuid
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.constraints import who_and_when
from accounts.models import Person, ReportingLine
from accounts.moves import Move
from accounts.roles import Office, Role
from cases.models.report import Report
from cases.models.wall import wall_between
from cases.states.mail import MailReason, MailState
from vault.fields import SealedTextField
from vault.models import SealedFile, SealedModel, SealedQuerySet

# However often a mail is tried: what ends the whole process each time must not be tried for ever.
MOST_ATTEMPTS = 5
# Whose duty the mailbox is. The General Auditor and the chair see only what the office must not (`visible_to`).
KEEPERS = (
    Role.HELPLINE_OPERATOR,
    Role.OFFICE_STAFF,
    Role.ETHICS_OFFICER,
    Role.GENERAL_AUDITOR,
    Role.AUDIT_COMMITTEE_CHAIR,
)


class MailQuerySet(SealedQuerySet):
    def visible_to(self, person: Person | None) -> "MailQuerySet":
        """The mails that `person` may know of: those of their duty, **and not** those that may be about them.

        A mail that has not been read yet is nobody's: whom it names is not known.
        """
        if person is None:
            return self.none()
        told = self.exclude(state=MailState.ARRIVED).filter(_reached_by(person)).exclude(_names([person]))
        told = told.filter(report__case__shredded_on__isnull=True)
        return told.exclude(wall_between("report__case", person))

    def locked(self, pk: Any, *, by: Person | None) -> "IncomingMail":
        """The mail, locked, if `by` may see it now (the clock, `None`, may). Raises `DoesNotExist`."""
        visible: Any = self if by is None else self.visible_to(by)
        mail: IncomingMail = visible.select_for_update(of=("self",)).get(pk=pk)
        return mail

    def to_understand(self, at: datetime) -> "MailQuerySet":
        """Mails that nobody has read yet and that no running sweep has claimed."""
        return self.filter(Q(claimed_until__isnull=True) | Q(claimed_until__lt=at), state=MailState.ARRIVED)

    def to_acknowledge(self, at: datetime) -> "MailQuerySet":
        """Mails whose sender still has to be told that they arrived."""
        return self.filter(
            Q(claimed_until__isnull=True) | Q(claimed_until__lt=at),
            is_to_acknowledge=True,
            acknowledged_on__isnull=True,
            acknowledging_failed=False,
        )

    def given_up(self) -> "MailQuerySet":
        """Mails whose sender could not be told, after many tries."""
        return self.filter(is_to_acknowledge=True, acknowledged_on__isnull=True, acknowledging_failed=True)


def _names(people: Iterable[Person]) -> Q:
    """The wall before there is a case: mails that may name one of `people`, or somebody to whom one of them reports."""
    keys = [person.pk for person in people]
    mentioned = Q(person__in=keys)
    if settings.WALL_REPORTING_LEVELS:
        lines = ReportingLine.objects.filter(subordinate__in=keys, depth__lte=settings.WALL_REPORTING_LEVELS)
        mentioned |= Q(person__in=lines.values("superior"))
    return Q(Exists(MailMention.objects.filter(mentioned, mail=OuterRef("pk"))))


def _reached_by(person: Person) -> Q:
    """The help line and the Compliance & Ethics office look after the mailbox.

    What its head must not read, the General Auditor does, and what neither must, the committee's chair: no mail is
    without somebody who may look at it.
    """
    nothing = Q(pk__in=[])
    if Role.HELPLINE_OPERATOR in person.roles or Office.ETHICS_OFFICE in person.offices:
        return ~nothing
    about_the_officer = _names(Person.objects.holding(Role.ETHICS_OFFICER))
    if Role.GENERAL_AUDITOR in person.roles:
        return about_the_officer
    if Role.AUDIT_COMMITTEE_CHAIR in person.roles:
        return about_the_officer & _names(Person.objects.holding(Role.GENERAL_AUDITOR))
    return nothing


class IncomingMail(SealedModel):
    """One mail, sealed as it came before anybody tries to understand it, so that nothing that breaks can lose it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    state = models.CharField(_("state"), max_length=20, choices=MailState.choices, default=MailState.ARRIVED)
    reason = models.CharField(_("reason"), max_length=20, choices=MailReason.choices, blank=True)
    raw = models.OneToOneField(SealedFile, models.PROTECT, related_name="+")
    # False where only its head was fetched, because the whole was too large; the whole is still in the mailbox.
    is_whole = models.BooleanField(default=True)
    size = models.BigIntegerField(_("size"))
    arrived_on = models.DateField(_("arrived"))
    message_digest = models.CharField(max_length=64, unique=True)
    # Of the sender and the day together, so that it ties the mails of one day and of no more.
    sender_digest = models.CharField(max_length=64, blank=True, db_index=True)
    # The token behind the plus of the address that a reply goes to.
    reply_digest = models.CharField(max_length=64, null=True, unique=True)
    report = models.ForeignKey(Report, models.PROTECT, null=True, related_name="mails")
    # A lease of a running sweep, and how often one was taken.
    claimed_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    # The token from which the access key is made, until the sender has been told the key.
    form_token = SealedTextField(blank=True)
    is_to_acknowledge = models.BooleanField(default=False)
    acknowledged_on = models.DateField(null=True)
    acknowledging_failed = models.BooleanField(default=False)
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decision_reason = SealedTextField(blank=True)

    objects = MailQuerySet.as_manager()
    undeletable = True
    frozen_fields = ("raw", "is_whole", "size", "arrived_on", "message_digest")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state__in=[MailState.BECAME_REPORT, MailState.THREADED]) | Q(report__isnull=False),
                name="a_mail_that_became_something_says_what",
            ),
            who_and_when("decided", name="a_decision_on_a_mail_has_an_author_and_a_time"),
            models.CheckConstraint(
                condition=~Q(state=MailState.DISMISSED) | Q(decided_by__isnull=False),
                name="a_person_sets_a_mail_aside_for_good",
            ),
        ]
        indexes = [models.Index(fields=["state", "arrived_on", "id"])]

    def __str__(self) -> str:
        return str(self.pk)

    def get_absolute_url(self) -> str:
        return reverse("mailbox:mail", args=[self.pk])

    def move_url(self, move: Move) -> str:
        return reverse(f"mailbox:{move.verb}", args=[self.pk])

    def relations(self, person: Person) -> frozenset[str]:
        """Everybody who may see a mail looks after it in the same way; the wall has been applied before."""
        return frozenset({"keeper"})

    def raw_bytes(self) -> bytes:
        """The mail as it came. Raises as `SealedFile.chunks`."""
        return b"".join(self.raw.chunks())


class MailDownload(SealedModel):
    """Somebody took a mail out of the Portal as it came: who, when and why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mail = models.ForeignKey(IncomingMail, models.PROTECT, related_name="downloads")
    reason = SealedTextField()
    downloaded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    downloaded_at = models.DateTimeField()

    append_only = True

    class Meta:
        ordering = ["-downloaded_at", "id"]

    def __str__(self) -> str:
        return str(self.pk)


class MailMention(models.Model):
    """Somebody of the directory whom a mail may name, found when it was read."""

    mail = models.ForeignKey(IncomingMail, models.PROTECT, related_name="mentions")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mail", "person"], name="a_mail_mentions_a_person_once")]
        indexes = [models.Index(fields=["person", "mail"])]

    def __str__(self) -> str:
        return str(self.pk)
