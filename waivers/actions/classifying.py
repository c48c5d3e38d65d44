"""Who decides, changed by hand: with a reason, and downwards only by two (DECISIONS 43 and 51)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Move, Refused
from accounts.notices import tell
from vault.digests import keyed_digest
from waivers.actions.recording import handlers, holders, note
from waivers.actions.taking_effect import void_signatures
from waivers.models import ClassChange, Waiver
from waivers.models.queries import SECOND_ROLES
from waivers.states import ClassReason, Voided, WaiverClass, WaiverState
from waivers.workflow import AGREE_TO_LOWER, LOWER_CLASS, RAISE_CLASS, TURN_DOWN_LOWER

# What may make a request the Board's although the directory does not say so.
REASONS_TO_RAISE = (
    ClassReason.LEFT_TO_BOARD, ClassReason.DIRECTOR, ClassReason.EXECUTIVE_OFFICER, ClassReason.COVERED_OFFICER,
    ClassReason.CONFLICT,
)  # fmt: skip


@transaction.atomic
def raise_class(waiver: Waiver, *, because: str, reason: str, by: Person, at: datetime) -> Waiver:
    """Leave a request to the Board, at once. `because` is one of `REASONS_TO_RAISE`, `reason` says it in words.

    Recommended before, it goes straight to the secretary again; else it is recommended first.
    """
    waiver = Waiver.objects.locked(waiver.pk, by=by)
    RAISE_CLASS.check(by, waiver)
    if because not in REASONS_TO_RAISE:
        raise Refused(_("Say why the Board decides it."), "because")
    change = _change(waiver, WaiverClass.BOARD, ClassReason(because), reason, by, at)
    _take_over(waiver, change)
    if waiver.recommended_at is not None:
        waiver.state = WaiverState.RECOMMENDED
    waiver.save(update_fields=["classification", "classification_reason", "state"])
    _note(waiver, RAISE_CLASS, _("Who decides was changed: the Board"), change, by, at)
    tell({waiver.requester, waiver.beneficiary}, "waiver_class_changed", about=waiver, at=at, once=str(change.pk))
    return waiver


@transaction.atomic
def lower_class(waiver: Waiver, *, reason: str, by: Person, at: datetime) -> Waiver:
    """Propose that the Board need not decide. Until a second person agrees, the Board does."""
    waiver = Waiver.objects.locked(waiver.pk, by=by)
    LOWER_CLASS.check(by, waiver)
    change = _change(waiver, WaiverClass.OTHER, ClassReason.EMPLOYEE, reason, by, at)
    _note(waiver, LOWER_CLASS, _("It was proposed that the Board need not decide"), change, by, at)
    others = holders(waiver, *SECOND_ROLES)
    tell([one for one in others if one.pk != by.pk], "waiver_class_to_agree", about=waiver, at=at, once=str(change.pk))
    return waiver


@transaction.atomic
def agree_to_lower(waiver: Waiver, *, by: Person, at: datetime) -> Waiver:
    """Agree as the second person: whoever handles it decides. Every signature of a director under it is void."""
    waiver = Waiver.objects.locked(waiver.pk, by=by)
    AGREE_TO_LOWER.check(by, waiver)
    change = _settle(waiver, by, at, is_agreed=True)
    voided = void_signatures(waiver.meeting, Voided.CLASS, at=at) if waiver.meeting else 0
    _take_over(waiver, change)
    waiver.state = WaiverState.REQUESTED
    waiver.save(update_fields=["classification", "classification_reason", "state"])
    _note(waiver, AGREE_TO_LOWER, _("Who decides was changed: one person"), change, by, at, voided)
    tell(handlers(waiver), "waiver_class_settled", about=waiver, at=at, once=str(change.pk))
    tell({waiver.requester, waiver.beneficiary}, "waiver_class_changed", about=waiver, at=at, once=str(change.pk))
    return waiver


@transaction.atomic
def turn_down_lower(waiver: Waiver, *, by: Person, at: datetime) -> Waiver:
    """Leave it with the Board, as the second person."""
    waiver = Waiver.objects.locked(waiver.pk, by=by)
    TURN_DOWN_LOWER.check(by, waiver)
    change = _settle(waiver, by, at, is_agreed=False)
    _note(waiver, TURN_DOWN_LOWER, _("It stays with the Board"), change, by, at)
    tell(handlers(waiver), "waiver_class_settled", about=waiver, at=at, once=str(change.pk))
    return waiver


def _change(
    waiver: Waiver, to_class: WaiverClass, to_reason: ClassReason, reason: str, by: Person, at: datetime
) -> ClassChange:
    if not reason.strip():
        raise Refused(_("Say why, in words."), "reason")
    before = {"from_class": waiver.classification, "from_reason": waiver.classification_reason}
    return ClassChange.objects.create(
        data_key=waiver.data_key, waiver=waiver, **before, to_class=to_class, to_reason=to_reason,
        reason=reason.strip(), changed_by=by, changed_at=at,
    )  # fmt: skip


def _settle(waiver: Waiver, by: Person, at: datetime, *, is_agreed: bool) -> ClassChange:
    waiting = ClassChange.objects.filter(to_class=WaiverClass.OTHER, settled_at__isnull=True)
    change = waiting.select_for_update(of=("self",)).get(waiver=waiver)
    change.settled_by, change.settled_at, change.is_agreed = by, at, is_agreed
    change.save(update_fields=["settled_by", "settled_at", "is_agreed"])
    return change


def _take_over(waiver: Waiver, change: ClassChange) -> None:
    waiver.classification, waiver.classification_reason = change.to_class, change.to_reason


def _note(
    waiver: Waiver, move: Move, sentence: str, change: ClassChange, by: Person, at: datetime, voided: int = 0
) -> None:
    facts = {
        "from": f"{change.from_class} {change.from_reason}", "to": f"{change.to_class} {change.to_reason}",
        "digest": keyed_digest("waiver-class", str(change.reason)), "voided": voided,
    }  # fmt: skip
    note(waiver, move.verb, sentence, by=by, at=at, facts=facts)
