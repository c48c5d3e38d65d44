"""Who may know of a case, in parts that have names: what leads somebody to it, and the wall that cuts them off.

`visible_to` puts the parts together; "would this person see it?" asks each by itself. So the reason that somebody is
given can't differ from what the pages do.
"""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from accounts.models import Person
from accounts.roles import CASE_STAFF, HEAD_OF, Power, Role
from cases.models.access import AccessGrant
from cases.models.appointment import Appointment
from cases.models.rows import RowExists
from cases.states.access import GrantReason, Wall, WayIn
from cases.states.case import Queue

HEAD_OF_QUEUE = {Queue(office.value): role for office, role in HEAD_OF.items()} | {
    Queue.AUDIT_COMMITTEE_CHAIR: Role.AUDIT_COMMITTEE_CHAIR
}
HEAD_ROLES = frozenset(HEAD_OF_QUEUE.values())
QUEUE_OF_HEAD = {role.value: queue.value for queue, role in HEAD_OF_QUEUE.items()}
# One of them acts for the chair where the wall cuts the chair off.
COMMITTEE = frozenset({Role.AUDIT_COMMITTEE, Role.AUDIT_COMMITTEE_CHAIR})

# Access that somebody has for the sake of a role, and only while they hold it.
GRANTED_TO_A_DUTY = {
    GrantReason.UNDECIDED: COMMITTEE,
    GrantReason.CALLED_UP: COMMITTEE,
    GrantReason.EXIT_READING: frozenset({Role.GENERAL_AUDITOR}),
}

# What each wall is made of, and the triggers that lead a head to a case (`RowExists`).
NAMED = (
    "SELECT 1 FROM {cases.Party} party "
    "WHERE party.case_id = {case} AND party.person_id = {person} AND party.status <> 'REJECTED'"
)
CONFLICT = "SELECT 1 FROM {cases.Conflict} conflict WHERE conflict.case_id = {case} AND conflict.person_id = {person}"
SUBORDINATE = (
    "SELECT 1 FROM {cases.Party} party JOIN {accounts.ReportingLine} line ON line.superior_id = party.person_id "
    "WHERE party.case_id = {case} AND party.role = 'SUBJECT' AND party.status <> 'REJECTED' "
    "AND line.subordinate_id = {person} AND line.depth <= {levels}"
)
TRIGGER = "SELECT 1 FROM {cases.MaterialityTrigger} fired WHERE fired.case_id = {case}"
RETALIATION_TRIGGER = TRIGGER + " AND fired.kind = 'RETALIATION'"


def queues_of(person: Person) -> frozenset[str]:
    """The queues in which `person` works."""
    return frozenset(office.value for office in person.offices) | _queues_headed_by(person)


def _queues_headed_by(person: Person) -> frozenset[str]:
    return frozenset(queue.value for queue, role in HEAD_OF_QUEUE.items() if role in person.roles)


def ways_to_a_case(person: Person, at: datetime | None = None) -> dict[WayIn, Q]:
    """What leads `person` to cases: a queue, an assignment, a grant, or a rule for the heads (DECISIONS 10).

    A restricted case (DECISIONS 46) is closed to its queue: it stays with its head and whoever is named for it. The
    rules for the heads go on: otherwise one of them could hide from the other what both must know.
    """
    # What is given to a duty ends with it.
    over = [reason for reason, duty in GRANTED_TO_A_DUTY.items() if not person.roles & duty]
    granted = AccessGrant.objects.active(at).filter(person=person).exclude(reason__in=over)
    ways = {WayIn.GRANT: Q(pk__in=granted.values("case"))}
    if person.roles & COMMITTEE:
        ways[WayIn.ACTING_HEAD] = Q(acting_head=person)
    if headed := _queues_headed_by(person):
        ways[WayIn.HEAD] = Q(queue__in=headed)
    if person.designations:
        ways[WayIn.DEPUTY] = stood_in_for(person)
    if staffed := queues_of(person) - headed:
        ways[WayIn.QUEUE] = Q(queue__in=staffed, restricted_at__isnull=True)
    if person.roles & CASE_STAFF:
        ways[WayIn.ASSIGNEE] = Q(assignee=person) & appointed(person) if person.is_only_external else Q(assignee=person)
    if Role.GENERAL_AUDITOR in person.roles:
        ways[WayIn.AUDITOR_RULE] = Q(RowExists(TRIGGER, case="pk")) | Q(topic__is_accounting=True)
    if Role.ETHICS_OFFICER in person.roles:
        retaliation = RowExists(RETALIATION_TRIGGER, case="pk")
        ways[WayIn.RETALIATION_RULE] = Q(retaliation) | Q(topic__is_retaliation=True)
    return ways


def appointed(person: Person) -> Q:
    """Cases to which somebody from outside is appointed now; of no use without a second factor for signing in."""
    if not person.has_second_factor:
        return Q(pk__in=[])
    cases = Appointment.objects.active().filter(person=person).values("case")
    return Q(pk__in=cases) | Q(merged_into__in=cases)


def stood_in_for(person: Person) -> Q:
    """Cases of a queue for whose head `person` stands in: within what was designated, and never behind the wall of
    that head, who could lend nothing there. The deputy's own wall still has to be asked (DECISIONS 42)."""
    # Nothing has this key: what is true of no case, where there is no designation.
    found = Q(pk__in=[])
    for one in person.designations:
        lent = Q(queue=QUEUE_OF_HEAD[one.role]) & ~walled_off(one.head)
        if one.topics:
            lent &= Q(topic__slug__in=one.topics)
        if not one.lends(Power.LEAD):
            lent &= Q(restricted_at__isnull=True)
        found |= lent
    return found


def queues_stood_in_for(person: Person) -> frozenset[str]:
    """The queues for whose heads `person` stands in now."""
    return frozenset(QUEUE_OF_HEAD[one.role] for one in person.designations)


def works_its_queue(person: Person, queue: str, *, is_restricted: bool) -> bool:
    """The ways HEAD and QUEUE of `ways_to_a_case`, for one case whose queue is at hand: no statement."""
    return queue in _queues_headed_by(person) or (not is_restricted and queue in queues_of(person))


def reached_by(person: Person, at: datetime | None = None) -> Q:
    """Cases to which something leads `person` (now, if not said); the wall still has to be asked."""
    return _any(ways_to_a_case(person, at))


def walls_between(case: Any, person: Any) -> dict[Wall, Q]:
    """The walls that may stand between a case and a person; either may be a column of the row that is asked about."""
    ends = {"case": case, "person": person}
    walls = {Wall.NAMED: Q(RowExists(NAMED, **ends)), Wall.CONFLICT: Q(RowExists(CONFLICT, **ends))}
    if levels := settings.WALL_REPORTING_LEVELS:
        walls[Wall.SUBORDINATE] = Q(RowExists(SUBORDINATE, levels=Value(levels), **ends))
    return walls


def wall_between(case: Any, person: Any) -> Q:
    """The wall between a case and a person; either may be a column of the row, so that it cuts whole querysets.

    It stands where the person is named in the case in any role, has a declared or recorded conflict, or reports to a
    named subject within `WALL_REPORTING_LEVELS` levels. Computed at read time: nothing is copied, nothing goes stale.
    """
    return _any(walls_between(case, person))


def surviving(case: str) -> Coalesce:
    """The row's case, or the one that it was merged into. Its wall is the wall of both (`cases.actions.merging`:
    everybody whom the merged case walls off is walled off from where it went)."""
    return Coalesce(F("merged_into" if case == "pk" else f"{case}__merged_into"), F(case))


def walled_off(person: Person) -> Q:
    """Cases that `person` must not be able to tell exist."""
    return wall_between(surviving("pk"), person)


def _any(parts: dict[Any, Q]) -> Q:
    found = Q()
    for part in parts.values():
        found |= part
    return found
