"""A digest held against its recount."""

from datetime import datetime
from typing import Any

from reporting.periods import Period
from reporting.scope import scope_of
from reporting.snapshot import take_snapshot
from reporting.states import DigestKind
from tests.reporting.recount import leaves, recounted


def both(kind: str, at: datetime, period: Period) -> tuple[dict[str, Any], dict[str, Any]]:
    """What a digest says and what plain Python counts."""
    snapshot, _matters = take_snapshot(scope_of(kind), period, at=at)
    plain = recounted(period.start, period.end, annex=kind == DigestKind.ANNEX, at=at)
    return snapshot, plain


def different(snapshot: dict[str, Any], plain: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Places at which the two are not the same, or that only one of them has."""
    said, counted = leaves(snapshot), leaves(plain)
    return {
        place: (said.get(place, "not said"), counted.get(place, "not counted"))
        for place in said.keys() | counted.keys()
        if said.get(place, "not said") != counted.get(place, "not counted")
    }
