"""Reading notices."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import models, transaction

from accounts.models import Notice, Person


@transaction.atomic
def read_notice(notice: Notice, *, by: Person, at: datetime) -> Notice:
    """Mark a notice as read by its recipient, the first time only."""
    notice = Notice.objects.select_for_update().get(pk=notice.pk, recipient=by)
    if notice.read_at is None:
        notice.read_at = at
        notice.save(update_fields=["read_at"])
    return notice


@transaction.atomic(savepoint=False)
def read_notices(ids: Iterable[UUID], *, by: Person, at: datetime) -> int:
    """Mark those of `by`'s own notices as read; returns how many were not. Others' are left as they are."""
    return Notice.objects.filter(recipient=by, pk__in=list(ids)).unread().update(read_at=at)


@transaction.atomic(savepoint=False)
def read_notices_of(record: models.Model, *, by: Person, at: datetime) -> int:
    """Mark as read what `by` was told about a record: who opens the record itself has no need of them any more."""
    told = Notice.objects.filter(recipient=by, about_kind=record._meta.label, about_id=str(record.pk))
    return told.unread().update(read_at=at)
