"""What the actions on waivers have in common: whom to tell, and how the trail names things."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from accounts.models import Person
from accounts.notices import tell
from accounts.roles import Role
from audit.trail import record
from waivers.models import Waiver


def note(
    waiver: Waiver, verb: str, sentence: Any, *, by: Person | None, at: datetime, facts: Mapping[str, Any] | None = None
) -> None:
    """One entry on the waiver's trail, with the names as they are now."""
    names = {
        str(person.pk): person.full_name for person in (waiver.requester, waiver.beneficiary, by) if person is not None
    }
    record(waiver, verb, by=by, at=at, sentence=sentence, facts=facts, names=names)


def holders(waiver: Waiver, *roles: Role) -> Iterable[Person]:
    """Whoever holds one of `roles`, without requester and beneficiary: to them the house's work stays unseen."""
    return Person.objects.holding(*roles).exclude(pk__in=[waiver.requester_id, waiver.beneficiary_id])


def handlers(waiver: Waiver) -> Iterable[Person]:
    """Whoever handles the request now."""
    return holders(waiver, waiver.handling_role)


def tell_concerned(waiver: Waiver, kind: str, *, by: Person | None, at: datetime) -> None:
    """Tell requester and beneficiary, except whoever did it."""
    people = [person for person in (waiver.requester, waiver.beneficiary) if by is None or person.pk != by.pk]
    tell(people, kind, about=waiver, at=at)


def tell_of_decision(waiver: Waiver, *, at: datetime) -> None:
    """Tell requester, beneficiary, the CCEO and counsel; for the Board's own also its secretary and the auditor."""
    roles = [Role.ETHICS_OFFICER, Role.COUNSEL]
    if waiver.is_of_the_board:
        roles += [Role.BOARD_SECRETARY, Role.GENERAL_AUDITOR]
    tell([waiver.requester, waiver.beneficiary, *holders(waiver, *roles)], "waiver_decided", about=waiver, at=at)
