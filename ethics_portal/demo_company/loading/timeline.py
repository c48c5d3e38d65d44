"""One order for everything that happened: what was later never changes what was earlier, digests included."""

import heapq
import itertools
from collections.abc import Callable
from datetime import datetime

Event = Callable[[datetime], object]


class Timeline:
    """Events by time. An event may put further ones on the timeline, at its own time or later."""

    def __init__(self) -> None:
        self._heap: list[tuple[datetime, int, Event]] = []
        self._order = itertools.count()

    def __len__(self) -> int:
        return len(self._heap)

    def at(self, moment: datetime, event: Event) -> None:
        heapq.heappush(self._heap, (moment, next(self._order), event))

    def play(self, *, until: datetime, played: Callable[[int], None]) -> None:
        """Let everything up to `until` happen; `played` hears how many events are left after each."""
        while self._heap and self._heap[0][0] <= until:
            moment, _order, event = heapq.heappop(self._heap)
            event(moment)
            played(len(self._heap))
