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
from vault.uploads import SealedUpload
from waivers.actions.deciding import SIGNED_IN, check_said
from waivers.actions.files import add_files
from waivers.actions.recording import holders, note
from waivers.actions.taking_effect import (
    as_it_stood,
    check_effective,
    lock_standing,
    put_in_effect,
    standing_or_new,
    void_signatures,
)
from waivers.counting import Ballot, tally
from waivers.directors import directors_in_office
from waivers.models import BoardDecision, BoardVote, Waiver
from waivers.states import (
    Attendance,
    FilePart,
    Mode,
    Outcome,
    Voided,
    Vote,
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
    why_appropriate: str = "",
    why_limited: str = "",
    conditions: str = "",
    effective_on: date | None = None,
    minutes: SealedUpload | None = None,
    by: Person,
    at: datetime,
) -> Waiver:
    """Record what the Board decided, director by director. Until it is confirmed, recording again replaces it.

    `ballots` has one entry for each director in office, by the person's id. A quorum is a majority of the directors
    in office; the request is granted by a majority of those present (DECISIONS 52). The same where the Board is asked
    to revoke what it granted, from the day `effective_on`. The file of the `minutes` becomes part of what is confirmed
    and signed; recorded again without one, the file stays.
    """
    waiver = Waiver.objects.locked(waiver.pk, by=by)
    RECORD_MEETING.check(by, waiver)
    outcome = _check_meeting(waiver, ballots, presiding, decision_at, at)
    check_said(reasons=reasons)
    if waiver.is_being_revoked:
        check_effective(waiver, effective_on, decision_at)
    elif outcome == Outcome.GRANTED:
        check_said(why_appropriate=why_appropriate, why_limited=why_limited)
    decision = standing_or_new(waiver)
    before = as_it_stood(decision)
    void_signatures(decision, Voided.MEETING, at=at)
    decision.mode, decision.stopped_because = Mode.MEETING, ""
    decision.resolution, decision.called_on = resolution.strip(), _called_on(waiver, decision_at)
    decision.decision_at, decision.zone, decision.presiding = decision_at, zone, presiding
    decision.directors_in_office, decision.outcome = len(ballots), outcome
    decision.reasons, decision.conditions = reasons.strip(), conditions.strip()
    decision.why_appropriate, decision.why_limited = why_appropriate.strip(), why_limited.strip()
    decision.effective_on = effective_on if waiver.is_being_revoked else None
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
        facts=_facts_of_meeting(decision, decision_at) | before,
    )
    tell([presiding], "waiver_to_confirm", about=waiver, at=at, once=at.isoformat())
    return waiver


def _called_on(waiver: Waiver, decision_at: datetime) -> date:
    if waiver.is_being_revoked or waiver.board_called_on is None:
        return localdate(decision_at)
    return waiver.board_called_on


def _facts_of_meeting(decision: BoardDecision, decision_at: datetime) -> dict[str, Any]:
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
    decision = lock_standing(waiver)
    put_in_effect(waiver, decision, CONFIRM_MEETING.verb, _("Decision of the Board confirmed"), how=how, by=by, at=at)
    return waiver


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
    since = waiver.revocation_asked_at if waiver.is_being_revoked else waiver.recommended_at
    if since is None or decision_at < since.replace(second=0, microsecond=0):
        raise Refused(_("The Board can't have decided before it was asked."), "decision_at")
    counted = tally(ballots)
    if not counted.has_quorum:
        raise Refused(
            _("%(present)s of %(in_office)s directors were present: no quorum, so nothing was decided.")
            % {"present": counted.present, "in_office": counted.in_office}
        )
    return counted.outcome
