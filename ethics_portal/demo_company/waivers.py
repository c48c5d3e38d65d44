"""Requests to depart from the Code, from draft to lapse. The text is what the requester wrote.

Paths: DRAFT, TO_CONFIRM (waits for the person it is for), LOWERING (left to the Board, and proposed to be taken back),
REQUESTED, RECOMMENDED (waiting for a decision), APPROVED, REFUSED, WITHDRAWN, WITH_BOARD, AUTHORISED (by the Board),
REFUSED_BY_BOARD, LAPSED (granted, and over), REVOKED, REVOKED_BY_BOARD, PRE_CLEARANCE (found not to be a waiver).
"""

from dataclasses import dataclass
from pathlib import Path
from tomllib import loads
from typing import Any

from ethics_portal.demo_company.people import PEOPLE

PATHS = (
    "DRAFT",
    "TO_CONFIRM",
    "LOWERING",
    "REQUESTED",
    "RECOMMENDED",
    "APPROVED",
    "REFUSED",
    "WITHDRAWN",
    "WITH_BOARD",
    "AUTHORISED",
    "REFUSED_BY_BOARD",
    "LAPSED",
    "REVOKED",
    "REVOKED_BY_BOARD",
    "PRE_CLEARANCE",
)
CLASSES = ("OTHER", "EXECUTIVE", "DIRECTOR")
VOTES = ("FOR", "AGAINST", "ABSTAINED", "RECUSED", "ABSENT")
BOARD_MODES = ("MEETING", "UNANIMOUS_CONSENT")


@dataclass(frozen=True, slots=True)
class ResolutionSeed:
    """What the Board decided. `votes` pairs each director's key with a vote."""

    number: str
    mode: str
    votes: tuple[tuple[str, str], ...]
    reasons: str


@dataclass(frozen=True, slots=True)
class WaiverSeed:
    """A written request and what became of it. Days count from the demo's day: negative is in the past."""

    key: str
    requester: str
    beneficiary: str
    provision: str
    title: str
    departure: str
    reasons: str
    mitigations: str
    requested_days: int
    from_days: int
    to_days: int
    waiver_class: str
    path: str
    covered_officer: bool = False
    letter: str = ""
    recommendation: str = ""
    decided_days: int | None = None
    decision_reasons: str = ""
    why_appropriate: str = ""
    why_limited: str = ""
    conditions: tuple[str, ...] = ()
    resolution: ResolutionSeed | None = None
    disclosure: str = ""
    disclosed_days: int | None = None
    revoked_days: int | None = None


DIRECTORS = tuple(person.key for person in PEOPLE if person.is_director)


def _waiver(row: dict[str, Any]) -> WaiverSeed:
    """A row of the file as a seed; directors who are not listed voted for the motion."""
    resolution = None
    if decided := row.pop("resolution", None):
        other = decided.pop("other_votes", {})
        resolution = ResolutionSeed(votes=tuple((key, other.get(key, "FOR")) for key in DIRECTORS), **decided)
    return WaiverSeed(**{**row, "conditions": tuple(row.get("conditions", ())), "resolution": resolution})


def _waivers() -> tuple[WaiverSeed, ...]:
    rows = loads((Path(__file__).parent / "waivers.toml").read_text(encoding="utf-8"))["waiver"]
    return tuple(_waiver(row) for row in rows)


# Every request, in the order of the file.
WAIVERS: tuple[WaiverSeed, ...] = _waivers()
