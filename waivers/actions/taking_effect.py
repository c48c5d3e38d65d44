"""What the Board has before it, and how its confirmed decision comes into effect: a grant, a refusal, a revocation."""

from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from clocks.counting import SEC_ZONE, local_date
from code_of_ethics.actions import open_disclosure_duty
from waivers.actions.board_ending import end_by_board
from waivers.actions.deciding import sign_decision
from waivers.actions.recording import note, tell_of_decision
from waivers.models import BoardDecision, ConsentSignature, Waiver
from waivers.states import DISCLOSED_REASONS, Outcome, Voided, WaiverClass, WaiverState


def standing_or_new(waiver: Waiver) -> BoardDecision:
    """What the Board has before it already, to be written anew; else a decision that grants, or one that revokes."""
    if waiver.meeting is not None:
        return waiver.meeting
    if waiver.is_being_revoked:
        return BoardDecision(revokes=waiver, data_key=waiver.data_key)
    return BoardDecision(waiver=waiver, data_key=waiver.data_key)


def as_it_stood(decision: BoardDecision) -> dict[str, Any]:
    """What is about to be recorded anew, for the trail: nothing that a hold may reach is written over (ADR 29)."""
    if decision._state.adding:
        return {}
    votes = [[str(vote.member_id), vote.attendance, vote.vote] for vote in decision.votes.all()]
    words = ("mode", "outcome", "resolution", "reasons", "why_appropriate", "why_limited", "conditions")
    told = {word: str(getattr(decision, word)) for word in words if getattr(decision, word)}
    return {"before": {**told, "votes": votes}}


def lock_standing(waiver: Waiver) -> BoardDecision:
    """The row that the Board has before it, locked, and the one that `waiver` knows from now on."""
    standing = waiver.meeting
    locked = BoardDecision.objects.select_for_update(of=("self",)).get(pk=standing.pk if standing else None)
    if waiver.is_being_revoked:
        waiver.open_revocation = locked
    else:
        waiver.board_decision = locked
    return locked


def check_effective(waiver: Waiver, effective_on: date | None, since: datetime) -> None:
    """Refuse a revocation from no day, from one before it was decided, or from one on which the waiver is over."""
    if effective_on is None:
        raise Refused(_("Say from which day it is revoked."), "effective_on")
    if effective_on < localdate(since):
        raise Refused(_("It can't be revoked from a day before that of the decision."), "effective_on")
    if effective_on > waiver.ends_on:
        raise Refused(_("On this day it has ended anyway."), "effective_on")


def put_in_effect(
    waiver: Waiver, decision: BoardDecision, verb: str, sentence: Any, *, how: str, by: Person, at: datetime
) -> None:
    """Confirm a decision of the Board, take it into the waiver, sign it, open the duty to disclose it, and tell."""
    if decision.revokes_id is not None:
        end_by_board(waiver, decision, verb, how=how, by=by, at=at)
        return
    decision.confirmed_by, decision.confirmed_at = by, at
    decision.save()
    _take_over(waiver, decision)
    signature = sign_decision(waiver, how=how, by=by, at=at, board_decision=decision)
    waiver.save()
    facts = {"outcome": waiver.outcome, "sha256": signature.document_sha256, "how": how}
    note(waiver, verb, sentence, by=by, at=at, facts=facts)
    if waiver.outcome == Outcome.GRANTED and must_be_disclosed(waiver):
        _open_duty(waiver, decision, by, at)
    tell_of_decision(waiver, at=at)


def void_signatures(decision: BoardDecision, because: Voided, *, at: datetime) -> int:
    """Void every signature under the text that counts now; gives how many. They stay on record."""
    standing = ConsentSignature.objects.filter(decision=decision.pk, voided_at__isnull=True)
    return standing.update(voided_at=at, voided_because=because)


def must_be_disclosed(waiver: Waiver) -> bool:
    """Whether the person's office makes the waiver public. A class that comes from a conflict alone does not."""
    return waiver.classification_reason in DISCLOSED_REASONS


def _take_over(waiver: Waiver, decision: BoardDecision) -> None:
    """Bring the Board's decision into the waiver's own row."""
    _today, reason = waiver.would_be()
    waiver.classification, waiver.classification_reason = WaiverClass.BOARD, reason
    waiver.outcome, waiver.state = decision.outcome, WaiverState(decision.outcome)
    waiver.decided_at, waiver.decision_reasons = decision.decision_at, decision.reasons
    if decision.outcome == Outcome.GRANTED:
        waiver.why_appropriate, waiver.why_limited = decision.why_appropriate, decision.why_limited
        waiver.conditions, waiver.effective_from = decision.conditions, waiver.starts_on


def _open_duty(waiver: Waiver, decision: BoardDecision, by: Person, at: datetime) -> None:
    decided_at = decision.decision_at or at
    open_disclosure_duty(
        waiver,
        reason=waiver.get_classification_reason_display(),
        nature=_("Waiver of the provision “%(title)s”. %(why)s")
        % {"title": waiver.provision.title, "why": waiver.why_appropriate},
        subject=waiver.beneficiary,
        subject_on=local_date(decided_at, SEC_ZONE),
        since=decided_at,
        by=by,
        at=at,
    )
