"""What happens at once when a wall rises, and the sweep that looks again."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from accounts.notices import tell, withhold
from accounts.roles import CASE_STAFF, Role
from audit.trail import record
from cases.actions.materiality import note_knowledge
from cases.actions.outcomes import replace_owners
from cases.actions.plans import cases_of_lost_tasks, replace_task_owners
from cases.actions.public_referrals import tell_of_missing_counsel
from cases.models import Action, Case, Conflict, Party, PublicReferral
from cases.models.wall import COMMITTEE, HEAD_OF_QUEUE, walled_off
from cases.routing import route
from cases.states.case import Queue
from cases.states.outcome import ReferralState
from cases.workflow.case import RECUSE


@transaction.atomic
def recuse(case: Case, *, reason: str, by: Person, at: datetime) -> Case:
    """Step back from a case because of a conflict of interest. From this moment the person can't tell it exists."""
    case = Case.objects.locked(case.pk, by=by)
    RECUSE.check(by, case)
    Conflict.objects.create(data_key=case.data_key, case=case, person=by, reason=reason, declared_by=by, declared_at=at)
    note_knowledge(case, at=at)
    record(case, "recuse", by=by, at=at, sentence="Declared a conflict of interest")
    raise_wall(case, [by], at=at)
    return case


def raise_wall(case: Case, people: list[Person], *, at: datetime | date) -> None:
    """Make true at once what the wall means for `people`: no assignment, no queue without a head, no notice.

    The case is locked by the caller.
    """
    replace_assignee(case, at=at)
    replace_owners(case, at=at)
    tell_of_missing_counsel(case, at=at)
    replace_task_owners(case, at=at)
    if case.is_open:
        move_if_headless(case, at=at)
    withhold(people=people)


def conflicted_in(case: Case) -> set[UUID]:
    """The ids of those who stepped back from a case."""
    return set(Conflict.objects.filter(case=case).values_list("person", flat=True))


def copy_conflicts(here: Case, there: Case) -> None:
    """A conflict of interest with the one is a conflict with the other, and stays one: nothing takes it back."""
    known = conflicted_in(there)
    for conflict in Conflict.objects.filter(case=here).select_related("data_key"):
        if conflict.person_id not in known:
            Conflict.objects.create(
                data_key=there.data_key,
                case=there,
                person_id=conflict.person_id,
                reason=str(conflict.reason),
                declared_by_id=conflict.declared_by_id,
                declared_at=conflict.declared_at,
            )


def follow(case: Case) -> None:
    """What was merged into a case has its queue, head, investigator and restriction. The caller has the lock."""
    Case.objects.filter(merged_into=case).update(
        queue=case.queue,
        acting_head=case.acting_head,
        assignee=case.assignee,
        restricted_by=case.restricted_by,
        restricted_at=case.restricted_at,
    )


def replace_assignee(case: Case, *, at: datetime | date) -> bool:
    """Take the case from an investigator who stands behind its wall, or works no cases any more; tell the office."""
    if case.assignee is None or _may_work(case, case.assignee):
        return False
    former, case.assignee = case.assignee, None
    case.save(update_fields=["assignee"])
    follow(case)
    record(
        case,
        "replace_assignee",
        by=None,
        at=at,
        sentence="The investigator may no longer work this case",
        facts={"investigator": str(former.pk)},
        names={str(former.pk): former.full_name},
    )
    tell(case.staff(), "investigator_needed", about=case, at=at, once=str(former.pk))
    return True


def _may_work(case: Case, assignee: Person) -> bool:
    """Somebody from outside only while their appointment runs."""
    if not assignee.roles & CASE_STAFF or case.walls_off(assignee):
        return False
    return not assignee.is_only_external or case.is_visible_to(assignee)


def move_if_headless(case: Case, *, at: datetime | date) -> bool:
    """Move the case to another queue when the wall has cut off the head of this one."""
    if case.queue != Queue.AUDIT_COMMITTEE_CHAIR:
        heads = Person.objects.holding(case.head_role)
        if heads.exists() and case.unwalled(heads).count() == heads.count():
            return False
        named = [
            party.person
            for party in Party.objects.filter(case=case).standing().select_related("person")
            if party.person
        ]
        conflicted = [conflict.person for conflict in Conflict.objects.filter(case=case).select_related("person")]
        routing = route(case.topic, case.country, [*named, *conflicted])
        if routing.queue != case.queue:
            former, case.queue, case.routed_because, case.routing_rule = (
                case.queue,
                routing.queue,
                routing.because,
                routing.rule,
            )
            case.routed_on = timezone.localdate(at) if isinstance(at, datetime) else at
            case.save(update_fields=["queue", "routed_because", "routing_rule", "routed_on"])
            record(
                case,
                "move_queue",
                by=None,
                at=at,
                sentence="Moved to another queue, because the wall requires it",
                facts={"from": former, "to": case.queue},
            )
            settle_head(case, at=at)
            follow(case)
            tell(case.staff(), "report_arrived", about=case, at=at, once=f"moved:{former}")
            return True
    return settle_head(case, at=at)


def settle_head(case: Case, *, at: datetime | date) -> bool:
    """In the chair's queue: where the wall cuts the chair off, the first free member of the committee acts."""
    if case.queue != Queue.AUDIT_COMMITTEE_CHAIR:
        return False
    if case.unwalled(Person.objects.holding(Role.AUDIT_COMMITTEE_CHAIR)).exists():
        return False
    if case.acting_head and case.acting_head.roles & COMMITTEE and not case.walls_off(case.acting_head):
        return False
    free = case.unwalled(Person.objects.holding(Role.AUDIT_COMMITTEE)).as_they_joined(Role.AUDIT_COMMITTEE)
    acting = free[0] if free else None
    case.acting_head = acting
    case.save(update_fields=["acting_head"])
    follow(case)
    record(
        case,
        "settle_head",
        by=None,
        at=at,
        sentence="Another member of the committee acts for the chair",
        facts={"acting": str(acting.pk) if acting else ""},
        names={str(acting.pk): acting.full_name} if acting else {},
    )
    return True


def replace_walled_off(at: datetime) -> int:
    """The sweep: reporting lines, roles and conflicts change outside a case; put right what they broke."""
    changed = 0
    for person in Person.objects.filter(pk__in=Case.objects.open().exclude(assignee=None).values("assignee")):
        held = Case.objects.open().filter(assignee=person)
        broken = held.filter(walled_off(person)) if person.roles & CASE_STAFF else held
        if person.is_only_external:
            broken = held.exclude(pk__in=Case.objects.visible_to(person).values("pk"))
        for pk in broken.values_list("pk", flat=True):
            changed += _put_right(pk, at)
    owning = Action.objects.under_way().exclude(owner=None)
    for person in Person.objects.filter(pk__in=owning.values("owner")):
        of_person = Case.objects.filter(pk__in=owning.filter(owner=person).values("case")).filter(walled_off(person))
        for pk in of_person.values_list("pk", flat=True):
            changed += _put_right(pk, at)
    for referral in PublicReferral.objects.filter(state=ReferralState.PROPOSED).select_related("case", "counsel"):
        changed += bool(referral.lacks_counsel() and tell_of_missing_counsel(referral.case, at=at))
    for case in cases_of_lost_tasks():
        changed += _put_right(case.pk, at)
    members = Person.objects.holding(*COMMITTEE).values("pk")
    gone = Case.objects.open().filter(acting_head__isnull=False).exclude(acting_head__in=members)
    for pk in gone.values_list("pk", flat=True):
        changed += _put_right(pk, at)
    for queue, role in HEAD_OF_QUEUE.items():
        for head in Person.objects.holding(role):
            for pk in Case.objects.open().filter(queue=queue).filter(walled_off(head)).values_list("pk", flat=True):
                changed += _put_right(pk, at)
    return changed


@transaction.atomic
def _put_right(pk, at: datetime) -> int:
    case = Case.objects.locked(pk, by=None)
    replaced = int(replace_assignee(case, at=at)) + replace_owners(case, at=at) + replace_task_owners(case, at=at)
    return replaced + int(case.is_open and move_if_headless(case, at=at))
