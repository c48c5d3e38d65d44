"""How much is being sent at this moment, counted in the memory of this process, by kind and minute and by nothing else.

Nobody's address, browser or session is looked at, and no count is written anywhere: in a database or a cache the minute
of a count would be the minute of a report (DECISIONS 22). Each web process sees its share of what comes, so the limits
of the settings are divided by the number of processes; nothing has to answer for it to work, Redis neither.
"""

import math
import threading
from collections import Counter
from datetime import datetime

from django.conf import settings

MINUTE = 60

# What is counted. Trying to send and having sent are apart: refused tries make sending dearer, and nothing else.
SENDING, STORED, TRY = "sending", "stored", "try"

_counts: Counter[tuple[str, int]] = Counter()
_lock = threading.Lock()


def count(kind: str, *, at: datetime) -> None:
    """Count one more of a kind."""
    minute = int(at.timestamp()) // MINUTE
    with _lock:
        _counts[kind, minute] += 1
        for old in [key for key in _counts if key[1] not in (minute, minute - 1)]:
            del _counts[old]


def per_minute(kind: str, *, at: datetime) -> float:
    """How many there were in the last sixty seconds, as near as two counted minutes can tell."""
    minute, second = divmod(at.timestamp(), MINUTE)
    with _lock:
        return _counts[kind, int(minute)] + _counts[kind, int(minute) - 1] * (1 - second / MINUTE)


def times_over(kind: str, limit: int, *, at: datetime) -> float:
    """How many times the limit of all processes together is reached: 1 at the limit, 0 where there is no limit."""
    return per_minute(kind, at=at) * settings.WEB_PROCESSES / limit if limit else 0.0


def doublings(over: float) -> int:
    """How often the limit fits, doubled: 0 up to twice the limit, 1 up to four times …"""
    return int(math.log2(over)) if over >= 1 else 0
