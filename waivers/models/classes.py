"""Of which class a request is by today's directory, and who handles it (DECISIONS 51)."""

from typing import TYPE_CHECKING

from django.utils.timezone import localdate

from accounts.roles import Role
from waivers.states import ClassReason, WaiverClass

if TYPE_CHECKING:
    from waivers.models.waiver import Waiver


def class_of_today(waiver: "Waiver") -> tuple[WaiverClass, ClassReason]:
    """Its class by today's directory. A class once the Board's never becomes lower by itself."""
    reason = reason_of_today(waiver)
    if waiver.is_of_the_board and reason == ClassReason.EMPLOYEE:
        return WaiverClass.BOARD, ClassReason(waiver.classification_reason)
    return (WaiverClass.OTHER if reason == ClassReason.EMPLOYEE else WaiverClass.BOARD), reason


def reason_of_today(waiver: "Waiver") -> ClassReason:
    """What today's directory says about it, whatever its class was before."""
    beneficiary = waiver.beneficiary
    if beneficiary.is_board_class:
        return ClassReason.DIRECTOR if beneficiary.is_director else ClassReason.EXECUTIVE_OFFICER
    if beneficiary.is_covered_officer:
        return ClassReason.COVERED_OFFICER
    if is_ethics_officer_conflicted(waiver):
        return ClassReason.CONFLICT
    if waiver.requested_at is not None and waiver.starts_on < localdate(waiver.requested_at):
        return ClassReason.RETROACTIVE
    return ClassReason.EMPLOYEE


def is_ethics_officer_conflicted(waiver: "Waiver") -> bool:
    """The CCEO asks, benefits, manages one who does, or declared a conflict."""
    return waiver.recused_officer_id is not None or _touches(waiver, Role.ETHICS_OFFICER)


def role_that_handles(waiver: "Waiver") -> Role:
    """Who handles the request: the CCEO; if conflicted the General Auditor; if both are, the committee's chair."""
    if not is_ethics_officer_conflicted(waiver):
        return Role.ETHICS_OFFICER
    if not _touches(waiver, Role.GENERAL_AUDITOR):
        return Role.GENERAL_AUDITOR
    return Role.AUDIT_COMMITTEE_CHAIR


def _touches(waiver: "Waiver", role: Role) -> bool:
    near = {waiver.requester_id, waiver.beneficiary_id, waiver.beneficiary.manager_id}
    # Whoever of the office writes it down for another asks for nothing themself, so their manager has no part in it.
    if not waiver.on_behalf:
        near.add(waiver.requester.manager_id)
    return bool(near & waiver.heads[role])
