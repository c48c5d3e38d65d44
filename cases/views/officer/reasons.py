"""The reason that stands on the trail beside what was done, for whoever reads the history of a case."""

from typing import Any

from audit.models import Entry
from cases.states.access import GrantReason
from cases.states.clock import PauseReason
from cases.states.identity import UnlockReason
from cases.states.minimising import MinimisingReason
from cases.states.retention import Hindrance

# Under these names actions keep why something was done, the first that an entry has: in words, or as one of the codes.
KEPT_AS = ("why", "because", "reason")
CODES = (GrantReason, PauseReason, UnlockReason, MinimisingReason, Hindrance)
CODED: dict[str, Any] = {code: label for codes in CODES for code, label in codes.choices}


def reason_of(entry: Entry) -> str:
    """Why it was done, in words; empty where nobody gave a reason."""
    kept = (entry.facts.get(name) for name in KEPT_AS)
    reason = next((said for said in kept if isinstance(said, str) and said), "")
    return str(CODED.get(reason, reason))
