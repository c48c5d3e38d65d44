"""Quorum and majority of a Board meeting (DECISIONS 52). Pure functions on numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from waivers.states import Attendance, Outcome, Vote


@dataclass(frozen=True)
class Ballot:
    """One director's part in the meeting, as the secretary recorded it."""

    attendance: str
    vote: str


@dataclass(frozen=True)
class Tally:
    """What the ballots add up to. Whoever is recused is not among those present."""

    in_office: int
    present: int
    in_favour: int
    against: int

    @property
    def has_quorum(self) -> bool:
        """A majority of the directors in office is present."""
        return self.present * 2 > self.in_office

    @property
    def outcome(self) -> Outcome:
        """Granted by a majority of those present; whoever abstains counts as present."""
        return Outcome.GRANTED if self.in_favour * 2 > self.present else Outcome.REFUSED


def tally(ballots: Mapping[Any, Ballot]) -> Tally:
    """Add up one ballot for each director in office."""
    present = [ballot for ballot in ballots.values() if ballot.attendance == Attendance.PRESENT]
    return Tally(
        in_office=len(ballots),
        present=len(present),
        in_favour=sum(ballot.vote == Vote.FOR for ballot in present),
        against=sum(ballot.vote == Vote.AGAINST for ballot in present),
    )
