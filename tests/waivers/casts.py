"""The classes of a waiver: who it is for, who may ask in their name, who handles it, and how it comes to each stage."""

from dataclasses import dataclass
from types import SimpleNamespace

from accounts.models import Person
from tests.waivers.story import AGAINST, RECUSED, Ballot, Story
from waivers import actions
from waivers.models import Waiver

DIRECTORS = ("presiding", "director", "third_director")


@dataclass(frozen=True)
class Cast:
    """One class, by the names of its people in the fixtures."""

    benefits: str
    for_them: str  # whoever may ask in their name
    head: str  # handles the request, as DECISIONS 51 says
    decider: str
    because: str
    by_hand: str = ""  # what a head did with it once it was requested: "left" or "recused"

    @property
    def is_of_the_board(self) -> bool:
        return self.decider == "BOARD"

    def people(self, asks: str) -> dict[str, set[str]]:
        """Who is meant by each word of the tables."""
        sit = set(DIRECTORS) - {asks, self.benefits}
        return {
            "asks": {asks},
            "benefits": {self.benefits},
            "head": {self.head},
            "CCEO as head": {self.head} & {"ethics_officer"},
            "head who may lower": {self.head} if self.by_hand == "left" else set(),
            "counsel": {"counsel"},
            "secretary": {"secretary"},
            "presiding": {"presiding"},
            "directors": sit,
            "directors who have not signed": sit - {"presiding"},
        }


CASTS = {
    "an employee": Cast("employee", "manager", "ethics_officer", "OTHER", "EMPLOYEE"),
    "an executive officer": Cast("executive", "manager", "ethics_officer", "BOARD", "EXECUTIVE_OFFICER"),
    "a director": Cast("director", "office_staff", "ethics_officer", "BOARD", "DIRECTOR"),
    "a covered SEC officer": Cast("covered_officer", "manager", "ethics_officer", "BOARD", "COVERED_OFFICER"),
    "the CCEO": Cast("ethics_officer", "office_staff", "general_auditor", "BOARD", "CONFLICT"),
    "who reports to the CCEO": Cast("ethics_staff", "ethics_officer", "general_auditor", "BOARD", "CONFLICT"),
    "an employee, the CCEO recused": Cast("employee", "manager", "general_auditor", "BOARD", "CONFLICT", "recused"),
    # In this story the General Auditor reports to the CCEO, so both heads are conflicted.
    "the General Auditor": Cast("general_auditor", "ethics_officer", "chair", "BOARD", "CONFLICT"),
    "an employee, left to the Board": Cast("employee", "manager", "ethics_officer", "BOARD", "LEFT_TO_BOARD", "left"),
}


class Stages:
    """Leads a request of one class to a stage, by the people who may."""

    def __init__(self, story: Story, people: SimpleNamespace, cast: Cast, asks: str) -> None:
        self.story, self.people, self.cast = story, people, cast
        self.asks, self.head = getattr(people, asks), getattr(people, cast.head)
        self.benefits: Person = getattr(people, cast.benefits)

    def at(self, stage: str) -> Waiver:
        """As the next request would load it."""
        state, _comma, how = stage.partition(", ")
        waiver = getattr(self, "_".join([state.lower(), *how.split()]))()
        return Waiver.objects.get(pk=waiver.pk)

    def draft(self) -> Waiver:
        return self.story.drafted(self.asks, beneficiary=self.benefits)

    def to_confirm(self) -> Waiver:
        return self.story.sent(self.asks, beneficiary=self.benefits)

    def declined(self) -> Waiver:
        return actions.decline_request(self.to_confirm(), by=self.benefits, at=self.story.next_moment())

    def requested(self) -> Waiver:
        waiver = self.story.requested(self.asks, beneficiary=self.benefits)
        if self.cast.by_hand == "left":
            return self.story.left_to_the_board(waiver)
        if self.cast.by_hand == "recused":
            officer = self.people.ethics_officer
            return actions.recuse_from_waiver(waiver, by=officer, at=self.story.next_moment())
        return waiver

    def requested_advised(self) -> Waiver:
        return self.story.advised(self.requested(), by=self.head)

    def returned(self) -> Waiver:
        return self.story.returned(self.requested(), by=self.head)

    def withdrawn(self) -> Waiver:
        return actions.withdraw_waiver(self.requested(), by=self.asks, at=self.story.next_moment())

    def cleared(self) -> Waiver:
        return self.story.cleared(self.requested())

    def recommended(self) -> Waiver:
        return self.story.recommended(self.requested(), by=self.head)

    def board(self) -> Waiver:
        return self.story.on_agenda(self.requested(), by=self.head)

    def board_recorded(self) -> Waiver:
        return self.story.recorded(self.board(), **self._recused())

    def board_signed(self) -> Waiver:
        return self.story.signed(self.story.proposed(self.board()), self.people.presiding)

    def refused(self) -> Waiver:
        if not self.cast.is_of_the_board:
            return self.story.refused(self.requested())
        against = {name: AGAINST for name in DIRECTORS if getattr(self.people, name) != self.benefits}
        return self.story.confirmed(self.board(), **against, **self._recused())

    def granted(self) -> Waiver:
        if not self.cast.is_of_the_board:
            return self.story.granted(self.requested())
        return self.story.confirmed(self.board(), **self._recused())

    def lapsed(self) -> Waiver:
        return self.story.lapsed(self.granted())

    def revoking(self) -> Waiver:
        return self.story.revoking(self.granted(), by=self.head)

    def revoking_recorded(self) -> Waiver:
        return self.story.revocation_recorded(Waiver.objects.get(pk=self.revoking().pk), **self._recused())

    def revoking_signed(self) -> Waiver:
        return self.story.signed(self.story.revocation_proposed(self.revoking()), self.people.presiding)

    def revoked(self) -> Waiver:
        if not self.cast.is_of_the_board:
            return self.story.revoked(self.granted())
        return self.story.revocation_confirmed(self.revoking(), **self._recused())

    def _recused(self) -> dict[str, Ballot]:
        """A director for whom it would be has no part in it."""
        return {name: RECUSED for name in DIRECTORS if getattr(self.people, name) == self.benefits}
