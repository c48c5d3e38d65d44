"""Noting that a member of the committee looked."""

from datetime import datetime, timedelta

from django.db import transaction

from accounts.models import Person
from reporting.models import CommitteeVisit

# Whoever comes back so soon is still on the same visit.
ONE_VISIT = timedelta(hours=4)


@transaction.atomic
def note_visit(*, by: Person, at: datetime) -> datetime | None:
    """Since when things are new to this member; `None` at the first visit. Not on the trail: it reads nothing."""
    visit = CommitteeVisit.objects.select_for_update(of=("self",)).filter(member=by).first()
    if visit is None:
        CommitteeVisit.objects.get_or_create(member=by, defaults={"seen_at": at})
        return None
    if at - visit.seen_at >= ONE_VISIT:
        visit.before_at, visit.seen_at = visit.seen_at, at
        visit.save(update_fields=["before_at", "seen_at"])
    return visit.before_at
