"""Legal holds: counsel places and reviews them, and two release one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import Person
from accounts.moves import Refused
from accounts.notices import tell
from accounts.roles import COUNSELS
from audit.trail import record
from cases.models import Case, Hold, HoldPerson, HoldTopic
from cases.models.hold import held_among
from cases.states.hold import HoldState
from cases.workflow.holds import KEEP_HOLD, PROPOSE_RELEASE, RELEASE_HOLD, REVIEW_HOLD
from clocks import kinds
from clocks.actions import start_clock, stop_clock
from clocks.models import Rule
from code_of_ethics.held_records import held_records
from code_of_ethics.models import Topic
from vault.models import DataKey

# What counsel is told of how many files a hold touches: the first says neither none nor one.
BANDS = ((5, gettext_lazy("fewer than 5")), (20, gettext_lazy("5 to 19")), (100, gettext_lazy("20 to 99")))


@dataclass(frozen=True)
class HoldFacts:
    """What is to be kept, and why."""

    name: str
    reason: str
    people: Sequence[Person] = ()
    topics: Sequence[Topic] = ()
    from_on: date | None = None
    until_on: date | None = None
    references: Sequence[str] = ()


@transaction.atomic
def place_hold(facts: HoldFacts, *, by: Person, at: datetime) -> Hold:
    """Place a hold. It is in force at once, for what is there and for what will come."""
    if not by.roles & COUNSELS:
        raise Refused(_("Only counsel places a legal hold."))
    if not (facts.people or facts.topics or facts.from_on or facts.until_on or facts.references):
        raise Refused(_("Say what is held: people, topics, days or references."))
    if by.pk in {person.pk for person in facts.people}:
        raise Refused(_("Somebody else places a hold that names you."), "people")
    stand_in_line()
    hold = Hold.objects.create(
        data_key=DataKey.objects.mint(),
        name=facts.name,
        reason=facts.reason,
        from_on=facts.from_on,
        until_on=facts.until_on,
        references=[reference.upper() for reference in facts.references],
        placed_by=by,
        placed_at=at,
    )
    HoldPerson.objects.bulk_create([HoldPerson(hold=hold, person=person) for person in facts.people])
    HoldTopic.objects.bulk_create([HoldTopic(hold=hold, topic=topic) for topic in facts.topics])
    start_clock(hold, kinds.HOLD_REVIEW, at=at)
    record(hold, "place_hold", by=by, at=at, sentence="Placed a legal hold")
    return hold


@transaction.atomic
def review_hold(hold: Hold, *, reason: str, by: Person, at: datetime) -> Hold:
    """Say that a hold is still needed, and why. Its clock begins anew."""
    hold = Hold.objects.locked(hold.pk, by=by)
    REVIEW_HOLD.check(by, hold)
    hold.reviewed_by, hold.reviewed_at = by, at
    hold.save(update_fields=["reviewed_by", "reviewed_at"])
    stop_clock(hold, kinds.HOLD_REVIEW, at=at)
    start_clock(hold, kinds.HOLD_REVIEW, at=at)
    record(hold, REVIEW_HOLD.verb, by=by, at=at, sentence="The hold is still needed", facts={"reason": reason})
    return hold


@transaction.atomic
def propose_release(hold: Hold, *, reason: str, by: Person, at: datetime) -> Hold:
    """Propose that a hold be released. It goes on meanwhile."""
    hold = Hold.objects.locked(hold.pk, by=by)
    PROPOSE_RELEASE.check(by, hold)
    hold.state, hold.release_reason = HoldState.TO_RELEASE, reason
    hold.release_proposed_by, hold.release_proposed_at = by, at
    hold.save(update_fields=["state", "release_reason", "release_proposed_by", "release_proposed_at"])
    record(hold, PROPOSE_RELEASE.verb, by=by, at=at, sentence="Proposed to release the hold")
    others = [person for person in hold.clock_recipients() if person.pk != by.pk]
    tell(others, "hold_to_release", about=hold, at=at)
    return hold


@transaction.atomic
def release_hold(hold: Hold, *, by: Person, at: datetime) -> Hold:
    """Release a hold as the second person. What it held falls due by its own rules again."""
    hold = Hold.objects.locked(hold.pk, by=by)
    RELEASE_HOLD.check(by, hold)
    hold.state, hold.released_by, hold.released_at = HoldState.RELEASED, by, at
    hold.save(update_fields=["state", "released_by", "released_at"])
    stop_clock(hold, kinds.HOLD_REVIEW, at=at)
    record(hold, RELEASE_HOLD.verb, by=by, at=at, sentence="Released the hold")
    return hold


@transaction.atomic
def keep_hold(hold: Hold, *, by: Person, at: datetime) -> Hold:
    """Drop the proposal to release a hold."""
    hold = Hold.objects.locked(hold.pk, by=by)
    KEEP_HOLD.check(by, hold)
    hold.state, hold.release_reason = HoldState.IN_FORCE, ""
    hold.release_proposed_by = hold.release_proposed_at = None
    hold.save(update_fields=["state", "release_reason", "release_proposed_by", "release_proposed_at"])
    record(hold, KEEP_HOLD.verb, by=by, at=at, sentence="Kept the hold")
    return hold


def stand_in_line() -> None:
    """Holds and shredding wait for each other: once a hold is placed, nothing that it touches is shredded any more."""
    list(Rule.objects.select_for_update(no_key=True).filter(kind=kinds.HOLD_REVIEW))


def refuse_if_held(case: Case) -> None:
    """Raise `Refused` where a legal hold stands on the file of a case: nothing of it is taken back or minimised."""
    if held_among([case.merged_into_id or case.pk]):
        raise Refused(_("A legal hold stands on this case: nothing of it is taken back."))


def band_of(hold: Hold) -> str:
    """How many files a hold touches, as a band. It tells counsel neither that there is none nor that there is one."""
    return _band(Case.objects.unshredded().filter(hold.touches()))


def reach_of(hold: Hold) -> list[tuple[str, str]]:
    """The other records that it reaches, by their kind, each as such a band; across all walls and never which."""
    described = hold.description()
    return [(str(kind.label), _band(kind.touched_by(described))) for kind in held_records()]


def _band(records: QuerySet[Any]) -> str:
    touched = records.order_by()[: BANDS[-1][0]].count()
    return next((str(words) for limit, words in BANDS if touched < limit), _("100 or more"))
