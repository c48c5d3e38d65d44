"""One round of cleaning: whoever has the turn takes the files that wait, one after the other."""

import time
from collections.abc import Callable, Iterable

from vault import scanning
from vault.cleaning.turns import turn

# A sweep leaves the rest to the next one after this, so that no worker is busy with files alone.
PATIENCE = 60  # seconds
BATCH = 20


def clean_in_turn(waiting: Callable[[], Iterable[Callable[[], bool]]]) -> int:
    """Try each of `waiting`, asked for once the turn is ours; how many were settled.

    A file whose cleaning took its worker down is found again by the next sweep. Nothing is logged for a file: the
    line's second would be nearly that of its arrival.
    """
    settled, end = 0, time.monotonic() + PATIENCE
    with turn() as is_ours:
        if not is_ours or (scanning.is_configured() and not scanning.answers()):
            return 0
        for settle in waiting():
            try:
                settled += settle()
            except OSError:
                continue
            if time.monotonic() > end:
                break
    return settled
