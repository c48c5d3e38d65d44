"""A request's way through the house, each step by somebody who may take it."""

import uuid
from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from accounts.models import Person
from vault.uploads import SealedUpload, SealingUploadHandler
from waivers import actions
from waivers.counting import Ballot
from waivers.directors import directors_in_office
from waivers.models import Waiver
from waivers.states import Advice, Attendance, Vote, WaiverState

WHY = {
    "reasons": "The congress is public and the dinner is modest.",
    "why_appropriate": "No business is pending with the host.",
    "why_limited": "It happens once, on one evening.",
}
FOR = Ballot(Attendance.PRESENT, Vote.FOR)
AGAINST = Ballot(Attendance.PRESENT, Vote.AGAINST)
ABSTAINED = Ballot(Attendance.PRESENT, Vote.ABSTAIN)
ABSENT = Ballot(Attendance.ABSENT, Vote.NONE)
RECUSED = Ballot(Attendance.RECUSED, Vote.NONE)


def uploaded(name: str, data: bytes) -> SealedUpload:
    """As a view hands it to an action."""
    handler = SealingUploadHandler()
    handler.new_file("minutes", name, "text/plain", len(data))
    handler.receive_data_chunk(data, 0)
    return handler.file_complete(len(data))


class Story:
    """Makes requests in a wanted state. Each step is one minute after the last."""

    def __init__(self, people: SimpleNamespace, words: dict[str, Any], at: datetime) -> None:
        self.people, self.words, self.at = people, words, at

    def next_moment(self) -> datetime:
        self.at += timedelta(minutes=1)
        return self.at

    def drafted(self, by: Person | None = None, **words: Any) -> Waiver:
        return actions.draft_waiver(**{**self.words, **words}, by=by or self.people.employee, at=self.next_moment())

    def sent(self, by: Person | None = None, **words: Any) -> Waiver:
        """Sent by whoever wrote it; what is for another waits for their word."""
        draft = self.drafted(by, **words)
        return actions.request_waiver(draft, by=draft.requester, at=self.next_moment())

    def requested(self, by: Person | None = None, **words: Any) -> Waiver:
        """Sent, and confirmed where it is for another."""
        waiver = self.sent(by, **words)
        if waiver.state != WaiverState.TO_CONFIRM:
            return waiver
        return actions.confirm_request(waiver, by=waiver.beneficiary, at=self.next_moment())

    def returned(self, waiver: Waiver, by: Person | None = None) -> Waiver:
        asker = by or self.people.ethics_officer
        return actions.return_waiver(waiver, question="Who pays?", by=asker, at=self.next_moment())

    def granted(self, waiver: Waiver) -> Waiver:
        return actions.approve_waiver(waiver, **WHY, by=self.people.ethics_officer, at=self.next_moment())

    def refused(self, waiver: Waiver) -> Waiver:
        officer = self.people.ethics_officer
        return actions.refuse_waiver(waiver, reasons="Pay yourself.", by=officer, at=self.next_moment())

    def cleared(self, waiver: Waiver, outcome: str = "PRE_CLEARED") -> Waiver:
        return actions.clear_waiver(
            waiver, outcome=outcome, reasons="The Code lets the office approve this.", by=self.people.ethics_officer,
            at=self.next_moment(),
        )  # fmt: skip

    def advised(self, waiver: Waiver, by: Person | None = None) -> Waiver:
        """Counsel is asked for an opinion."""
        return actions.ask_opinion(
            waiver, adviser=self.people.counsel, question="Is it lawful?", by=by or self.people.ethics_officer,
            at=self.next_moment(),
        )  # fmt: skip

    def left_to_the_board(self, waiver: Waiver) -> Waiver:
        """The CCEO does not want to decide what they may decide."""
        return actions.raise_class(
            waiver, because="LEFT_TO_BOARD", reason="A minister asks.", by=self.people.ethics_officer,
            at=self.next_moment(),
        )  # fmt: skip

    def lowering(self, waiver: Waiver) -> Waiver:
        """It is proposed that the Board need not decide."""
        officer = self.people.ethics_officer
        return actions.lower_class(waiver, reason="No officer any more.", by=officer, at=self.next_moment())

    def recommended(self, waiver: Waiver, by: Person | None = None) -> Waiver:
        return actions.recommend_waiver(
            waiver, advice=Advice.APPROVE, recommendation="A modest case.", by=by or self.people.ethics_officer,
            at=self.next_moment(),
        )  # fmt: skip

    def on_agenda(self, waiver: Waiver, by: Person | None = None) -> Waiver:
        waiver = self.recommended(waiver, by)
        moment = self.next_moment()
        return actions.put_to_board(waiver, called_on=moment.date(), by=self.people.secretary, at=moment)

    def ballots(self, **special: Ballot) -> dict[uuid.UUID, Ballot]:
        """Everybody present and for it, except those named by their place in `people`."""
        marked = {getattr(self.people, name).pk: ballot for name, ballot in special.items()}
        return {director.pk: marked.get(director.pk, FOR) for director in directors_in_office(self.at.date())}

    def recorded(self, waiver: Waiver, *, decision_at: datetime | None = None, **special: Any) -> Waiver:
        presiding = special.pop("presided_by", self.people.presiding)
        minutes = special.pop("minutes", None)
        return actions.record_meeting(
            waiver, resolution="2026-41", decision_at=decision_at or self.next_moment(), zone="America/New_York",
            presiding=presiding, ballots=self.ballots(**special), **WHY, minutes=minutes,
            by=self.people.secretary, at=self.next_moment(),
        )  # fmt: skip

    def confirmed(self, waiver: Waiver, **special: Any) -> Waiver:
        waiver = self.recorded(waiver, **special)
        by = special.get("presided_by", self.people.presiding)
        return actions.confirm_meeting(waiver, by=by, at=self.next_moment())

    def proposed(self, waiver: Waiver, **words: str) -> Waiver:
        return actions.propose_consent(
            waiver, **{"resolution": "2026-42", **WHY, **words}, by=self.people.secretary, at=self.next_moment()
        )

    def signed(self, waiver: Waiver, by: Person) -> Waiver:
        proved = "re-authenticated by password"
        person = Person.objects.get(pk=by.pk)
        return actions.sign_consent(waiver, how=proved, by=person, at=self.next_moment())

    def consented(self, waiver: Waiver) -> Waiver:
        """Signed by every director in office."""
        for director in directors_in_office(self.at.date()):
            waiver = self.signed(waiver, director)
        return waiver

    def revoking(self, waiver: Waiver, by: Person | None = None) -> Waiver:
        """The Board is asked to take back what it granted."""
        officer = by or self.people.ethics_officer
        return actions.ask_to_revoke(waiver, reasons="The tender has opened.", by=officer, at=self.next_moment())

    def revocation_recorded(self, waiver: Waiver, *, effective_on: date | None = None, **special: Any) -> Waiver:
        minutes = special.pop("minutes", None)
        moment = self.next_moment()
        return actions.record_meeting(
            waiver, resolution="2026-50", decision_at=moment, zone="America/New_York", presiding=self.people.presiding,
            ballots=self.ballots(**special), reasons="The reason has gone.", minutes=minutes,
            effective_on=effective_on or moment.date(), by=self.people.secretary, at=self.next_moment(),
        )  # fmt: skip

    def revocation_confirmed(self, waiver: Waiver, **special: Any) -> Waiver:
        waiver = Waiver.objects.get(pk=self.revocation_recorded(waiver, **special).pk)
        return actions.confirm_meeting(waiver, by=self.people.presiding, at=self.next_moment())

    def revocation_proposed(self, waiver: Waiver) -> Waiver:
        moment = self.next_moment()
        return actions.propose_consent(
            waiver, resolution="2026-51", reasons="The reason has gone.", effective_on=moment.date(),
            by=self.people.secretary, at=moment,
        )  # fmt: skip

    def board_granted(self, by: Person | None = None) -> Waiver:
        waiver = self.requested(by or self.people.executive)
        return self.confirmed(self.on_agenda(waiver))

    def in_state(self, state: str, by: Person | None = None, handler: Person | None = None) -> Waiver:
        """A request of `by` in `state`; what `by` may not reach raises."""
        board = by is not None and by != self.people.employee
        steps = {
            WaiverState.DRAFT: lambda: self.drafted(by),
            WaiverState.TO_CONFIRM: lambda: self.sent(by or self.people.manager, beneficiary=self.people.employee),
            WaiverState.DECLINED: lambda: self._declined(by),
            WaiverState.REQUESTED: lambda: self.requested(by),
            WaiverState.RETURNED: lambda: self.returned(self.requested(by), handler),
            WaiverState.RECOMMENDED: lambda: self.recommended(self.requested(by), handler),
            WaiverState.BOARD: lambda: self.recorded(self.on_agenda(self.requested(by), handler)),
            WaiverState.GRANTED: lambda: (
                self.confirmed(self.on_agenda(self.requested(by), handler))
                if board
                else self.granted(self.requested(by))
            ),
            WaiverState.REFUSED: lambda: self.refused(self.requested(by)),
            WaiverState.CLEARED: lambda: self.cleared(self.requested(by)),
            WaiverState.WITHDRAWN: lambda: self._withdrawn(self.requested(by)),
            WaiverState.LAPSED: lambda: self.lapsed(self.in_state(WaiverState.GRANTED, by, handler)),
            WaiverState.REVOKING: lambda: self.revoking(self.in_state(WaiverState.GRANTED, by, handler)),
            WaiverState.REVOKED: lambda: (
                self.revocation_confirmed(self.in_state(WaiverState.REVOKING, by, handler))
                if board
                else self.revoked(self.granted(self.requested(by)))
            ),
        }
        return steps[WaiverState(state)]()

    def _declined(self, by: Person | None) -> Waiver:
        waiver = self.in_state(WaiverState.TO_CONFIRM, by)
        return actions.decline_request(waiver, by=waiver.beneficiary, at=self.next_moment())

    def _withdrawn(self, waiver: Waiver) -> Waiver:
        return actions.withdraw_waiver(waiver, by=waiver.requester, at=self.next_moment())

    def lapsed(self, waiver: Waiver) -> Waiver:
        ended = actions.lapse_waiver(waiver, at=self.next_moment() + timedelta(days=60))
        assert ended is not None
        return ended

    def revoked(self, waiver: Waiver) -> Waiver:
        officer = self.people.ethics_officer
        return actions.revoke_waiver(waiver, reasons="It was misused.", by=officer, at=self.next_moment())
