"""Giving and ending roles. An administrator proposes; a second person, never the holder, agrees."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person, RoleGrant
from accounts.moves import Refused
from accounts.notices import tell
from accounts.roles import REFUSED_PAIRS, Role, approvers_of
from accounts.workflow import APPROVE_ROLE, DECLINE_ROLE, REVOKE_ROLE
from audit.trail import record


@transaction.atomic
def propose_role(
    person: Person, *, role: str, office: str = "", expires_at: datetime | None = None, by: Person, at: datetime
) -> RoleGrant:
    """Propose a role for `person`; it starts when somebody entitled agrees. Raises `Refused` for a barred pair."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    if Role.ADMINISTRATOR not in by.roles:
        raise Refused(_("Only an administrator proposes roles."))
    if by.pk == person.pk:
        raise Refused(_("Nobody proposes a role for themself."))
    _check_pair(person, role, office, at)
    grant = RoleGrant.objects.create(
        person=person, role=role, office=office, proposed_by=by, proposed_at=at, expires_at=expires_at
    )
    record(
        grant,
        "propose_role",
        by=by,
        at=at,
        sentence=f"Proposed as {Role(role).label}",
        facts={"role": role, "office": office},
        names={str(person.pk): person.full_name},
    )
    tell(_approvers(grant), "role_to_approve", about=grant, at=at)
    tell([person], "role_proposed", about=grant, at=at)
    return grant


@transaction.atomic
def approve_role(grant: RoleGrant, *, by: Person, at: datetime) -> RoleGrant:
    """Agree to a proposed role, as the second person."""
    grant = RoleGrant.objects.select_for_update(of=("self",)).select_related("person").get(pk=grant.pk)
    APPROVE_ROLE.check(by, grant)
    _check_pair(grant.person, grant.role, grant.office, at, besides=grant)
    grant.approved_by, grant.effective_at = by, at
    grant.save(update_fields=["approved_by", "effective_at"])
    _record_end_of(grant, "approve_role", "Role agreed to", by, at)
    tell([grant.person], "role_granted", about=grant, at=at)
    return grant


@transaction.atomic
def decline_role(grant: RoleGrant, *, reason: str, by: Person, at: datetime) -> RoleGrant:
    """Turn a proposed role down, with a reason."""
    return _end(grant, DECLINE_ROLE, "Role turned down", reason, by, at)


@transaction.atomic
def revoke_role(grant: RoleGrant, *, reason: str, by: Person, at: datetime) -> RoleGrant:
    """End a role at once, with a reason. Ending lowers nobody's guard, so one person is enough."""
    return _end(grant, REVOKE_ROLE, "Role ended", reason, by, at)


@transaction.atomic
def grant_first_role(person: Person, *, role: str, office: str = "", at: datetime) -> RoleGrant:
    """A role given from the command line when the Portal is set up; on the trail like every other."""
    _check_pair(person, role, office, at)
    grant = RoleGrant.objects.create(
        person=person, role=role, office=office, proposed_by=None, proposed_at=at, effective_at=at
    )
    record(
        grant,
        "grant_first_role",
        by="the command line",
        at=at,
        sentence=f"First grant: {Role(role).label}",
        facts={"role": role, "office": office},
        names={str(person.pk): person.full_name},
    )
    return grant


def _end(grant: RoleGrant, move, sentence: str, reason: str, by: Person, at: datetime) -> RoleGrant:
    grant = RoleGrant.objects.select_for_update(of=("self",)).select_related("person").get(pk=grant.pk)
    move.check(by, grant)
    grant.revoked_by, grant.revoked_at = by, at
    grant.save(update_fields=["revoked_by", "revoked_at"])
    _record_end_of(grant, move.verb, sentence, by, at, reason=reason)
    tell([grant.person], "role_revoked", about=grant, at=at)
    return grant


def _record_end_of(grant: RoleGrant, verb: str, sentence: str, by: Person, at: datetime, **facts: str) -> None:
    names = {str(grant.person_id): grant.person.full_name}
    record(grant, verb, by=by, at=at, sentence=sentence, facts={"role": grant.role, **facts}, names=names)


def _approvers(grant: RoleGrant) -> list[Person]:
    wanted = approvers_of(grant.role, grant.office)
    return list(Person.objects.holding(*wanted).exclude(pk__in=[grant.person_id, grant.proposed_by_id]))


def _check_pair(person: Person, role: str, office: str, at: datetime, besides: RoleGrant | None = None) -> None:
    """Refuse a role without its office, held already, or that must not meet another of the person's (DECISIONS 44)."""
    if (role == Role.OFFICE_STAFF) != bool(office):
        raise Refused(_("Office staff belong to one office, and no other role does."), "office")
    standing = RoleGrant.objects.filter(person=person, revoked_at__isnull=True)
    if besides is not None:
        standing = standing.exclude(pk=besides.pk)
    for held, held_office in standing.values_list("role", "office"):
        if (held, held_office) == (role, office):
            raise Refused(_("%(person)s has this role already.") % {"person": person.full_name}, "role")
        if frozenset({Role(held), Role(role)}) in REFUSED_PAIRS:
            raise Refused(
                _("%(role)s can't be combined with %(held)s.") % {"role": Role(role).label, "held": Role(held).label},
                "role",
            )
