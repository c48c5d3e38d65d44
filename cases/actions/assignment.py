"""Who works a case, and who else may read it."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from accounts.roles import Role
from audit.trail import record
from cases.actions.materiality import note_knowledge
from cases.actions.walls import follow, settle_head
from cases.models import AccessGrant, Case, MaterialityDecision
from cases.models.wall import HEAD_OF_QUEUE, walled_off
from cases.states.access import GrantReason
from cases.states.case import Queue
from cases.states.materiality import Materiality
from cases.workflow.case import ASSIGN, SHARE, TRANSFER


def free_investigators(case: Case, *, on: date) -> QuerySet[Person]:
    """Investigators whom nothing keeps from this case: not named, not conflicted, not reporting to somebody named.

    Those from outside are appointed, until a day."""
    investigators = Person.objects.holding(Role.INVESTIGATOR, Role.OFFICE_STAFF)
    return case.unwalled(investigators.employed(on))


@transaction.atomic
def assign_case(case: Case, *, investigator: Person, by: Person, at: datetime) -> Case:
    """Give the case to an investigator. Somebody whom the wall would cut off can't be chosen."""
    case = Case.objects.locked(case.pk, by=by)
    ASSIGN.check(by, case)
    if case.is_restricted and "head" not in case.relations(by):
        raise Refused(_("This case is restricted. Only its head names who works it."))
    if not free_investigators(case, on=timezone.localdate(at)).filter(pk=investigator.pk).exists():
        raise Refused(_("This person can't work this case. Please choose another."), "investigator")
    case.assignee = investigator
    case.save(update_fields=["assignee"])
    follow(case)
    record(
        case,
        ASSIGN.verb,
        by=by,
        at=at,
        sentence=f"Assigned to {investigator.full_name}",
        facts={"investigator": str(investigator.pk)},
        names={str(investigator.pk): investigator.full_name},
    )
    tell([investigator], "case_assigned", about=case, at=at, once=at.isoformat())
    return case


@transaction.atomic
def assign_one_of_several(case: Case, *, investigator: Person, seen_assignee: str, by: Person, at: datetime) -> Case:
    """Give one of several chosen cases to an investigator, unless it has gone to somebody since the list was shown.

    `seen_assignee` is the id of whoever worked it then, or empty.
    """
    now = Case.objects.locked(case.pk, by=by)
    if str(now.assignee_id or "") != seen_assignee:
        raise Refused(_("Somebody was assigned since you opened the list. Nothing was changed here."))
    if now.assignee_id == investigator.pk:
        raise Refused(_("This person works the case already."))
    return assign_case(now, investigator=investigator, by=by, at=at)


@transaction.atomic
def share_case(
    case: Case, *, person: Person, reason: str, until: datetime | None = None, by: Person, at: datetime
) -> AccessGrant:
    """Let one more person read the case, with a reason and, if wanted, until a date. The wall still beats it."""
    case = Case.objects.locked(case.pk, by=by)
    SHARE.check(by, case)
    if case.walls_off(person):
        raise Refused(_("This person can't be given this case. Please choose another."), "person")
    # One that has run out makes room for a new one.
    AccessGrant.objects.filter(
        case=case, person=person, reason=GrantReason.SHARED, ended_at=None, until__lte=at
    ).update(ended_at=at)
    grant, is_new = AccessGrant.objects.get_or_create(
        case=case,
        person=person,
        reason=GrantReason.SHARED,
        ended_at=None,
        defaults={"granted_by": by, "granted_on": timezone.localdate(at), "until": until},
    )
    if not is_new:
        raise Refused(_("This person can read the case already."), "person")
    note_knowledge(case, at=at)
    record(
        case,
        SHARE.verb,
        by=by,
        at=at,
        sentence=f"Shared with {person.full_name}",
        facts={"person": str(person.pk), "reason": reason},
        names={str(person.pk): person.full_name},
    )
    tell([person], "case_shared", about=case, at=at)
    return grant


@transaction.atomic
def transfer_case(case: Case, *, queue: str, reason: str, by: Person, at: datetime) -> Case:
    """Hand the case to another queue, with a reason. Its investigator keeps it until the new office decides."""
    case = Case.objects.locked(case.pk, by=by)
    TRANSFER.check(by, case)
    if queue == case.queue:
        raise Refused(_("The case is in this queue already."), "queue")
    _check_head_is_free(case, queue)
    former, case.queue = case.queue, queue
    case.routing_rule, case.routed_because = None, f"Transferred from {Queue(former).label}."
    # Whoever acts for the chair does so in the chair's queue alone; `settle_head` finds somebody again there.
    case.acting_head, case.routed_on = None, timezone.localdate(at)
    case.save(update_fields=["queue", "routing_rule", "routed_because", "acting_head", "routed_on"])
    note_knowledge(case, at=at)
    record(
        case,
        TRANSFER.verb,
        by=by,
        at=at,
        sentence=f"Transferred to {Queue(queue).label}",
        facts={"from": former, "to": queue, "reason": reason},
    )
    settle_head(case, at=at)
    follow(case)
    tell(case.staff(), "report_arrived", about=case, at=at, once=at.isoformat())
    return case


def _check_head_is_free(case: Case, queue: str) -> None:
    """A subject never receives: the other office can't be chosen while its head stands behind the wall."""
    if queue == Queue.AUDIT_COMMITTEE_CHAIR:
        return  # where the wall cuts the chair off, another member acts
    if any(case.walls_off(head) for head in Person.objects.holding(HEAD_OF_QUEUE[Queue(queue)])):
        raise Refused(_("This queue can't receive the case."), "queue")


@transaction.atomic
def call_up_case(decision: MaterialityDecision, *, by: Person, at: datetime) -> Case:
    """The committee's chair calls up the file of a material matter; it goes on the trail.

    Raises `Case.DoesNotExist` where the matter is not material, or the wall stands before the chair.
    """
    case = (
        Case.objects.unshredded()
        .exclude(walled_off(by))
        .select_for_update(of=("self",))
        .get(materiality_decisions=decision, materiality_decisions__outcome=Materiality.MATERIAL)
    )
    if Role.AUDIT_COMMITTEE_CHAIR not in by.roles:
        raise Refused(_("Only the committee's chair calls up a file."))
    AccessGrant.objects.get_or_create(
        case=case,
        person=by,
        reason=GrantReason.CALLED_UP,
        ended_at=None,
        defaults={"granted_on": timezone.localdate(at)},
    )
    record(case, "call_up", by=by, at=at, sentence="The committee's chair called up the file")
    return case
