"""The Board's side: on the agenda, recorded by the secretary, confirmed by the presiding director."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from accounts.roles import Role
from clocks.counting import SEC_ZONE, local_date
from code_of_ethics.actions import open_disclosure_duty
from vault.uploads import SealedUpload
from waivers.actions.deciding import SIGNED_IN, check_said, sign_decision
from waivers.actions.files import add_files
from waivers.actions.recording import holders, note, tell_of_decision
from waivers.counting import Ballot, tally
from waivers.directors import directors_in_office
from waivers.models import BoardDecision, BoardVote, ConsentSignature, Waiver
from waivers.states import (
    DISCLOSED_REASONS,
    Attendance,
    FilePart,
    Mode,
    Outcome,
    Voided,
    Vote,
    WaiverClass,
    WaiverState,
)
from waivers.workflow import CONFIRM_MEETING, PUT_TO_BOARD, RECORD_MEETING


@transaction.atomic
def put_to_board(waiver: Waiver, *, called_on: date, by: Person, at: datetime) -> Waiver:
    """Put a recommended request on the agenda of the meeting of the day `called_on`."""
    waiver = Waiver.objects.locked(waiver.pk, by=by)
    PUT_TO_BOARD.check(by, waiver)
    if called_on < localdate(at):
        raise Refused(_("The meeting can't lie in the past."), "called_on")
    waiver.state, waiver.board_called_on = WaiverState.BOARD, called_on
    waiver.save(update_fields=["state", "board_called_on"])
    note(
        waiver,
        PUT_TO_BOARD.verb,
        _("Put on the Board's agenda"),
        by=by,
        at=at,
        facts={"called_on": called_on.isoformat()},
    )
    tell(holders(waiver, Role.BOARD_MEMBER), "waiver_on_agenda", about=waiver, at=at)
    return waiver


@transaction.atomic
def record_meeting(
    waiver: Waiver,
    *,
    resolution: str,
    decision_at: datetime,
    zone: str,
    presiding: Person,
    ballots: Mapping[uuid.UUID, Ballot],
    reasons: str,
    why_appropriate: str,
    why_limited: str,
    conditions: str = "",
    minutes: SealedUpload | None = None,
    by: Person,
    at: datetime,
) -> Waiver:
    """Record what the Board decided, director by director. Until it is confirmed, recording again replaces it.

    The file of the `minutes` becomes part of what is confirmed and signed; recorded again without one, the file stays.

    `ballots` has one entry for each director in office, by the person's id. A quorum is a majority of the directors
    in office; the request is granted by a majority of those present (DECISIONS 52).
    """
    waiver = Waiver.objects.locked(waiver.pk, by=by)
    RECORD_MEETING.check(by, waiver)
    outcome = _check_meeting(waiver, ballots, presiding, decision_at, at)
    check_said(reasons=reasons)
    if outcome == Outcome.GRANTED:
        check_said(why_appropriate=why_appropriate, why_limited=why_limited)
    decision = waiver.meeting or BoardDecision(waiver=waiver, data_key=waiver.data_key)
    void_signatures(decision, Voided.MEETING, at=at)
    decision.mode, decision.stopped_because = Mode.MEETING, ""
    decision.resolution, decision.called_on = resolution.strip(), waiver.board_called_on or localdate(decision_at)
    decision.decision_at, decision.zone, decision.presiding = decision_at, zone, presiding
    decision.directors_in_office, decision.outcome = len(ballots), outcome
    decision.reasons, decision.conditions = reasons.strip(), conditions.strip()
    decision.why_appropriate, decision.why_limited = why_appropriate.strip(), why_limited.strip()
    decision.recorded_by, decision.recorded_at = by, at
    if minutes is not None:
        decision.minutes = add_files(waiver, [minutes], part=FilePart.MINUTES, field_name="minutes", by=by, at=at)[0]
    decision.save()
    decision.votes.all().delete()
    BoardVote.objects.bulk_create(
        BoardVote(decision=decision, member_id=member, attendance=ballot.attendance, vote=ballot.vote)
        for member, ballot in ballots.items()
    )
    note(
        waiver,
        RECORD_MEETING.verb,
        _("Meeting of the Board recorded"),
        by=by,
        at=at,
        facts=_facts_of_meeting(decision, decision_at),
    )
    tell([presiding], "waiver_to_confirm", about=waiver, at=at, once=at.isoformat())
    return waiver


def _facts_of_meeting(decision: BoardDecision, decision_at: datetime) -> dict[str, str]:
    facts = {"resolution": decision.resolution, "decision_at": decision_at.isoformat(), "zone": decision.zone}
    return facts | ({"minutes": str(decision.minutes.file.sha256)} if decision.minutes else {})


@transaction.atomic
def confirm_meeting(waiver: Waiver, *, how: str = SIGNED_IN, by: Person, at: datetime) -> Waiver:
    """Confirm the record as the presiding director: now the decision takes effect, as of the time it was taken.

    A waiver for a director, an executive officer or a covered officer must be disclosed: the duty begins in this same
    transaction, and its clock counts from the decision (Form 8-K Item 5.05).
    """
    waiver = Waiver.objects.locked(waiver.pk, by=by)
    CONFIRM_MEETING.check(by, waiver)
    decision = BoardDecision.objects.select_for_update(of=("self",)).get(waiver=waiver)
    decision.confirmed_by, decision.confirmed_at = by, at
    decision.save(update_fields=["confirmed_by", "confirmed_at"])
    put_in_effect(waiver, decision, CONFIRM_MEETING.verb, _("Decision of the Board confirmed"), how=how, by=by, at=at)
    return waiver


def put_in_effect(
    waiver: Waiver, decision: BoardDecision, verb: str, sentence: Any, *, how: str, by: Person, at: datetime
) -> None:
    """Take a confirmed decision of the Board into the waiver, sign it, open the duty to disclose it, and tell."""
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


def _check_meeting(
    waiver: Waiver, ballots: Mapping[uuid.UUID, Ballot], presiding: Person, decision_at: datetime, at: datetime
) -> Outcome:
    """Every director has one line, nobody concerned took part, there was a quorum; gives the outcome."""
    in_office = set(directors_in_office(localdate(decision_at)).values_list("pk", flat=True))
    if set(ballots) != in_office:
        raise Refused(_("The record needs one line for each director in office on that day, and no others."))
    for member, ballot in ballots.items():
        if ballot.attendance == Attendance.PRESENT and member in (waiver.requester_id, waiver.beneficiary_id):
            raise Refused(_("Whoever asks or benefits is recused: record them so, without a vote."))
        if ballot.attendance == Attendance.PRESENT and member in waiver.recused_directors:
            raise Refused(_("Whoever declared a conflict is recused: record them so, without a vote."))
        if (ballot.attendance == Attendance.PRESENT) == (ballot.vote == Vote.NONE):
            raise Refused(_("Whoever was present voted or abstained; nobody else has a vote."))
    presided = ballots.get(presiding.pk)
    if presided is None or presided.attendance != Attendance.PRESENT:
        raise Refused(_("The presiding director must have been present and not recused."), "presiding")
    if decision_at > at:
        raise Refused(_("The decision can't lie in the future."), "decision_at")
    # Minutes are kept by the minute, so the decision may seem to lie some seconds before.
    if waiver.recommended_at is None or decision_at < waiver.recommended_at.replace(second=0, microsecond=0):
        raise Refused(_("The Board can't have decided before it had the recommendation."), "decision_at")
    counted = tally(ballots)
    if not counted.has_quorum:
        raise Refused(
            _("%(present)s of %(in_office)s directors were present: no quorum, so nothing was decided.")
            % {"present": counted.present, "in_office": counted.in_office}
        )
    return counted.outcome
