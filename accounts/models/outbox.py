"""How people hear of things, and what keeps a form from being taken twice."""

import hashlib
import uuid
from datetime import date
from typing import Any

from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.directory import Person


class NoticeQuerySet(models.QuerySet["Notice"]):
    def unread(self) -> "NoticeQuerySet":
        return self.filter(read_at__isnull=True, withheld=False)

    def to_mail(self, at) -> "NoticeQuerySet":
        """Notices whose mail is still to be sent and that no running sweep has claimed.

        Those that keep a day only speak of an anonymous reporter's act: unless urgent they go out the next day, so
        that the hour of the mail doesn't tell the hour of the act.
        """
        return self.filter(
            Q(mail_claimed_until__isnull=True) | Q(mail_claimed_until__lt=at),
            Q(created_at__isnull=False) | Q(urgent=True) | Q(created_on__lt=timezone.localdate(at)),
            mail_wanted=True,
            mailed_at__isnull=True,
            mail_failed=False,
            withheld=False,
        )


class Notice(models.Model):
    """One thing that one person should hear. The page is the record, once; the mail follows at least once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recipient = models.ForeignKey(Person, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=60)
    about_kind = models.CharField(max_length=100, blank=True)
    about_id = models.CharField(max_length=64, blank=True)
    # Tells two notices of one kind about one thing apart, such as a clock's 50 % and 80 % warnings.
    once = models.CharField(max_length=100, blank=True)
    created_on = models.DateField()
    created_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    # The wall rose between the telling and the reading: neither listed nor mailed.
    withheld = models.BooleanField(default=False)
    urgent = models.BooleanField(default=False)
    mail_wanted = models.BooleanField(default=True)
    mail_claimed_until = models.DateTimeField(null=True)
    mail_attempts = models.PositiveSmallIntegerField(default=0)
    mailed_at = models.DateTimeField(null=True)
    mail_failed = models.BooleanField(default=False)

    # Filled by `accounts.notices.readable`: the kind's words, and what the record that it is about tells of itself.
    fixed: Any = None
    detail: str = ""

    objects = NoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "kind", "about_kind", "about_id", "once"], name="a_notice_is_given_once"
            ),
        ]
        indexes = [
            models.Index(fields=["recipient", "-created_on", "id"]),
            models.Index(fields=["mail_claimed_until"], condition=Q(mailed_at__isnull=True), name="notices_to_mail"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Job(models.Model):
    """A long piece of work whose progress its owner may watch."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(Person, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    failed = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.pk)


class FormReceiptQuerySet(models.QuerySet["FormReceipt"]):
    def take(self, typed: str, *, of: str, on: date) -> "FormReceipt":
        """The receipt of the sending with `typed`: new, or the one that the first sending left.

        Receipts are told apart by `of`, whose forms they are. Of two sendings at once one waits for the other.
        """
        key = _receipt_key(typed, of)
        try:
            with transaction.atomic():
                return self.create(key=key, taken_on=on)
        except IntegrityError:
            return self.get(key=key)

    def was_taken(self, typed: str, *, of: str) -> bool:
        """Whether the sending with `typed` was done before."""
        return self.filter(key=_receipt_key(typed, of)).exclude(result_kind="").exists()


def _receipt_key(typed: str, of: str) -> str:
    return hashlib.sha256(f"{of}:{typed}".encode()).hexdigest()


class FormReceipt(models.Model):
    """A form that was taken. Sent again, it gives the first result instead of acting twice."""

    key = models.CharField(max_length=64, primary_key=True)
    result_kind = models.CharField(max_length=100, blank=True)
    result_id = models.CharField(max_length=64, blank=True)
    taken_on = models.DateField(_("taken on"))

    objects = FormReceiptQuerySet.as_manager()

    def __str__(self) -> str:
        return self.key

    def keep(self, result: models.Model | None) -> None:
        """Note what the first sending made, or that it was done."""
        self.result_kind = result._meta.label if result is not None else "done"
        self.result_id = str(result.pk) if result is not None else ""
        self.save(update_fields=["result_kind", "result_id"])


class Heartbeat(models.Model):
    """When a part of the clock last ran, for the health page."""

    name = models.CharField(max_length=60, primary_key=True)
    beaten_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
