"""Telling the Audit Committee at once of what was decided material, and noting that it read."""

import uuid
from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef

from accounts.actions import read_notices_of
from accounts.models import Person
from accounts.notices import tell
from audit.trail import record
from cases.models import Case, MaterialityDecision
from cases.models.wall import walled_off
from cases.states.materiality import Materiality
from reporting.models import CommitteeNotice
from reporting.models.committee_notice import MATERIALITY
from reporting.states import COMMITTEE, NoticeReason
from reporting.workflow import ACKNOWLEDGE_COMMITTEE_NOTICE


def notify_committee(at: datetime) -> int:
    """The sweep: every member whom the wall does not keep from a material matter gets exactly one notice of it.

    Returns how many notices are new. Each matter is its own transaction, so that one that fails holds up no other.
    """
    members = list(Person.objects.holding(*COMMITTEE))
    waiting: dict[uuid.UUID, list[Person]] = {}
    for member in members:
        for decision in _not_told(member).values_list("pk", flat=True):
            waiting.setdefault(decision, []).append(member)
    return sum(_tell_of(decision, people, at) for decision, people in waiting.items())


def _not_told(member: Person):
    """Material decisions of which `member` has no notice and from which no wall keeps them."""
    told = CommitteeNotice.objects.filter(
        source_kind=MATERIALITY, source_id=OuterRef("pk"), member=member, kind=NoticeReason.MATERIAL
    )
    behind_a_wall = Case.objects.filter(walled_off(member), pk=OuterRef("case"))
    return (
        MaterialityDecision.objects.filter(outcome=Materiality.MATERIAL, case__shredded_on__isnull=True)
        .exclude(Exists(told))
        .exclude(Exists(behind_a_wall))
        .order_by("decided_at", "pk")
    )


@transaction.atomic
def _tell_of(decision_id: uuid.UUID, members: list[Person], at: datetime) -> int:
    """Notices of one decision. The case is locked, so that a wall that rises meanwhile is seen or waits its turn."""
    decision = MaterialityDecision.objects.get(pk=decision_id)
    case = Case.objects.locked(decision.case_id, by=None)
    rows = [
        CommitteeNotice(
            source_kind=MATERIALITY, source_id=decision.pk, member=member, kind=NoticeReason.MATERIAL, created_at=at
        )
        for member in members
        if not case.walls_off(member)
    ]
    CommitteeNotice.objects.bulk_create(rows, ignore_conflicts=True)
    # Of two sweeps at once only one finds its own rows here.
    made = list(CommitteeNotice.objects.filter(pk__in=[row.pk for row in rows]).select_related("member"))
    if not made:
        return 0
    names = {str(notice.member_id): notice.member.full_name for notice in made}
    for notice in made:
        # The first entry of the notice's own trail, so that the member's opening it only has to add one.
        notice.decision = decision
        record(notice, "notify_committee", by=None, at=at, sentence="Told to the member")
    record(
        case,
        "notify_committee",
        by=None,
        at=at,
        sentence="The Audit Committee was told",
        facts={"decision": str(decision.pk), "members": sorted(names)},
        names=names,
    )
    for notice in made:
        tell([notice.member], "committee_notice", about=notice, at=at)
    return len(made)


@transaction.atomic
def read_committee_notice(notice: CommitteeNotice, *, by: Person, at: datetime) -> CommitteeNotice:
    """Note the first reading. Opening the page is reading it, so all this takes few statements."""
    # Locks, checks and changes at once: of two windows only one finds it unread.
    if CommitteeNotice.objects.visible_to(by).unread().filter(pk=notice.pk).update(read_at=at):
        notice.read_at = at
        record(notice, "read_committee_notice", by=by, at=at, sentence="Read by the member")
        read_notices_of(notice, by=by, at=at)
    else:
        notice.refresh_from_db(fields=["read_at"])
    return notice


@transaction.atomic
def acknowledge_committee_notice(notice: CommitteeNotice, *, by: Person, at: datetime) -> CommitteeNotice:
    """The member confirms having taken note, once."""
    notice = locked_notice(notice.pk, by)
    ACKNOWLEDGE_COMMITTEE_NOTICE.check(by, notice)
    notice.read_at = notice.read_at or at
    notice.acknowledged_at = at
    notice.save(update_fields=["read_at", "acknowledged_at"])
    record(notice, ACKNOWLEDGE_COMMITTEE_NOTICE.verb, by=by, at=at, sentence="Acknowledged by the member")
    return notice


def locked_notice(pk: uuid.UUID, by: Person) -> CommitteeNotice:
    """The member's own notice, locked. Raises `CommitteeNotice.DoesNotExist` where the wall has risen."""
    return CommitteeNotice.objects.visible_to(by).select_for_update(of=("self",)).get(pk=pk)
