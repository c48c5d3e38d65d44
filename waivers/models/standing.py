"""How people stand to a request: what the workflow table's relations mean."""

from typing import TYPE_CHECKING

from accounts.models import Person
from accounts.roles import COUNSELS, Role
from waivers.models.classes import reason_of_today
from waivers.models.queries import ADVISING_ROLES, REGISTER_ROLES, SECOND_ROLES
from waivers.states import ClassReason, WaiverClass, WaiverState

if TYPE_CHECKING:
    from waivers.models.waiver import Waiver


def relations_of(waiver: "Waiver", person: Person) -> frozenset[str]:
    """How `person` stands to this request.

    Requester and beneficiary have no other relation: their roles count for nothing here.
    """
    held = _of_the_concerned(waiver, person) if waiver.concerns(person) else _of_others(waiver, person)
    return frozenset(relation for relation, holds in held.items() if holds)


def _of_the_concerned(waiver: "Waiver", person: Person) -> dict[str, bool]:
    asks, benefits = person.pk == waiver.requester_id, person.pk == waiver.beneficiary_id
    # Whoever has not confirmed a request in their name declines it, and of a draft in their name they do not even
    # know: there is nothing of theirs to withdraw.
    withdraws = asks or (benefits and waiver.state not in (WaiverState.DRAFT, WaiverState.TO_CONFIRM))
    return {"requester": asks, "beneficiary": benefits, "withdrawer": withdraws}


def _of_others(waiver: "Waiver", person: Person) -> dict[str, bool]:
    handles = waiver.handling_role in person.roles
    decider, _reason = waiver.would_be()
    return {
        "handler": handles,
        "counsel": bool(person.roles & COUNSELS),
        "decider": handles and decider == WaiverClass.OTHER,
        "recommender": handles and decider == WaiverClass.BOARD,
        "adviser": bool(person.roles & ADVISING_ROLES) and person.pk in waiver.advisers,
        "lowerer": handles and _can_be_lowered(waiver),
        "second_to_lower": _is_second(waiver, person),
        "revocation_asker": waiver.is_of_the_board and (handles or Role.BOARD_SECRETARY in person.roles),
        "granter": handles and not waiver.is_of_the_board,
        "ethics_officer": handles and Role.ETHICS_OFFICER in person.roles,
        "reader": bool(person.roles & REGISTER_ROLES) and not _stepped_back(waiver, person),
        **_of_the_board(waiver, person),
    }


def _can_be_lowered(waiver: "Waiver") -> bool:
    """Whether nothing but an earlier class or a change by hand makes it the Board's."""
    is_by_law = reason_of_today(waiver) != ClassReason.EMPLOYEE
    return waiver.is_of_the_board and not is_by_law and waiver.waiting_change is None


def _is_second(waiver: "Waiver", person: Person) -> bool:
    """Whether `person` may settle a change downwards that another proposed (DECISIONS 43)."""
    change = waiver.waiting_change
    return change is not None and bool(person.roles & SECOND_ROLES) and person.pk != change.changed_by_id


def _of_the_board(waiver: "Waiver", person: Person) -> dict[str, bool]:
    decision, sits = waiver.meeting, _sits(person)
    is_being_signed = decision is not None and decision.is_open_consent
    return {
        "secretary": Role.BOARD_SECRETARY in person.roles,
        "director": Role.BOARD_MEMBER in person.roles,
        "member": sits and (decision is None or decision.is_consent),
        "recused": _stepped_back(waiver, person),
        "consenter": sits and is_being_signed,
        "signatory": sits and is_being_signed and person.pk not in waiver.signed_directors,
        "presiding": (
            decision is not None and person.pk == decision.presiding_id and Role.BOARD_MEMBER in person.roles
        ),
        "recorder": decision is not None and person.pk == decision.recorded_by_id,
    }


def _sits(person: Person) -> bool:
    """Whether `person` is a director of the parent who may sign in for the Board."""
    if Role.BOARD_MEMBER not in person.roles or not person.is_director or person.has_left():
        return False
    return person.entity is None or person.entity.is_parent


def _stepped_back(waiver: "Waiver", person: Person) -> bool:
    return person.is_director and person.pk in waiver.recused_directors
