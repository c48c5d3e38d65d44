"""Counsel's privilege: set with who directed it and why, doubted by one, lifted by another."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from accounts.roles import Role
from audit.trail import record
from cases.actions.materiality import note_knowledge
from cases.models import Attachment, Case, EvidenceItem, Interview, Note, Privilege
from cases.states.case_file import PrivilegeKind, PrivilegeState
from cases.workflow.case_file import DOUBT_PRIVILEGE, KEEP_PRIVILEGE, LIFT_PRIVILEGE, SET_PRIVILEGE

LAWYERS = frozenset({Role.COUNSEL, Role.GENERAL_COUNSEL})


@dataclass(frozen=True)
class PrivilegeFacts:
    """What is privileged: `thing` is the id of the row that `kind` speaks of; the case itself needs none."""

    kind: str
    directed_by: Person
    since_on: date
    description: str
    reason: str
    thing: uuid.UUID | None = None


@transaction.atomic
def set_privilege(case: Case, *, facts: PrivilegeFacts, by: Person, at: datetime) -> Privilege:
    """Mark a case, or a note, file, interview or piece of evidence of it, as privileged: exports leave it out."""
    case = Case.objects.locked(case.pk, by=by)
    SET_PRIVILEGE.check(by, case)
    if not facts.directed_by.roles & LAWYERS or case.walls_off(facts.directed_by):
        raise Refused(_("Privilege needs counsel who directed the work."), "directed_by")
    if facts.since_on > timezone.localdate(at):
        raise Refused(_("This day has not come yet."), "since_on")
    thing = _thing_of(case, facts)
    if Privilege.objects.standing().filter(kind=facts.kind, thing=thing).exists():
        raise Refused(_("This is privileged already."), "what")
    privilege = Privilege.objects.create(
        data_key=case.data_key,
        case=case,
        kind=facts.kind,
        thing=thing,
        directed_by=facts.directed_by,
        since_on=facts.since_on,
        description=facts.description,
        reason=facts.reason,
        set_by=by,
        set_at=at,
    )
    note_knowledge(case, at=at)
    _record(privilege, SET_PRIVILEGE.verb, "Marked as privileged", by, at)
    return privilege


def _thing_of(case: Case, facts: PrivilegeFacts) -> uuid.UUID:
    if facts.kind == PrivilegeKind.CASE:
        return case.pk
    rows = {
        PrivilegeKind.NOTE: Note.objects.of_case(case),
        PrivilegeKind.DOCUMENT: Attachment.objects.filter(report__case=case),
        PrivilegeKind.INTERVIEW: Interview.objects.of_case(case),
        PrivilegeKind.EVIDENCE: EvidenceItem.objects.of_case(case),
    }[PrivilegeKind(facts.kind)]
    if facts.thing is None or not rows.filter(pk=facts.thing).exists():
        raise Refused(_("There is no such thing in this case."), "what")
    return facts.thing


@transaction.atomic
def doubt_privilege(privilege: Privilege, *, reason: str, by: Person, at: datetime) -> Privilege:
    """Ask for a privilege to be lifted. Until a second person agrees it stands."""
    privilege = Privilege.objects.locked(privilege.pk, by=by)
    DOUBT_PRIVILEGE.check(by, privilege)
    privilege.state, privilege.doubt = PrivilegeState.DOUBTED, reason
    privilege.doubted_by, privilege.doubted_at = by, at
    privilege.save(update_fields=["state", "doubt", "doubted_by", "doubted_at"])
    _record(privilege, DOUBT_PRIVILEGE.verb, "Asked to lift a privilege", by, at)
    others = [person for person in privilege.case.staff() if person.pk != by.pk]
    tell(others, "privilege_doubted", about=privilege.case, at=at, once=f"{privilege.pk}:{at.isoformat()}")
    return privilege


@transaction.atomic
def lift_privilege(privilege: Privilege, *, by: Person, at: datetime) -> Privilege:
    """Lift it, as the second person."""
    privilege = Privilege.objects.locked(privilege.pk, by=by)
    LIFT_PRIVILEGE.check(by, privilege)
    privilege.state, privilege.lifted_by, privilege.lifted_at = PrivilegeState.LIFTED, by, at
    privilege.save(update_fields=["state", "lifted_by", "lifted_at"])
    _record(privilege, LIFT_PRIVILEGE.verb, "Lifted a privilege", by, at)
    return privilege


@transaction.atomic
def keep_privilege(privilege: Privilege, *, reason: str, by: Person, at: datetime) -> Privilege:
    """Leave it standing, with the reason. What was asked stays on the trail."""
    privilege = Privilege.objects.locked(privilege.pk, by=by)
    KEEP_PRIVILEGE.check(by, privilege)
    privilege.state, privilege.doubted_by, privilege.doubted_at = PrivilegeState.STANDING, None, None
    privilege.save(update_fields=["state", "doubted_by", "doubted_at"])
    _record(privilege, KEEP_PRIVILEGE.verb, "Kept a privilege", by, at, reason=reason)
    return privilege


def _record(privilege: Privilege, verb: str, sentence: str, by: Person, at: datetime, **more: str) -> None:
    facts = {"privilege": str(privilege.pk), "kind": privilege.kind, "thing": str(privilege.thing), **more}
    record(privilege.case, verb, by=by, at=at, sentence=sentence, facts=facts)
