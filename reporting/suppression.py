"""Small cells (DECISIONS 12): in breakdowns by country or reporter mode, where a figure could point to a reporter.

A cell under 5 is hidden, and with it the next smallest, until what is hidden can't be worked out from the total.
"""

from collections.abc import Hashable, Mapping
from typing import TypeVar

SMALLEST_SHOWN = 5

Key = TypeVar("Key", bound=Hashable)


def suppressed(cells: Mapping[Key, int]) -> dict[Key, int | None]:
    """The same cells with `None` for those that stay hidden. The total of all cells is taken to be public."""
    hidden = {key for key, value in cells.items() if 0 < value < SMALLEST_SHOWN}
    if not hidden:
        return dict(cells)
    rest = sorted((key for key, value in cells.items() if value >= SMALLEST_SHOWN), key=lambda key: cells[key])
    while rest and not _is_safe(cells, hidden):
        hidden.add(rest.pop(0))
    if not _is_safe(cells, hidden):
        return dict.fromkeys(cells)
    return {key: None if key in hidden else value for key, value in cells.items()}


def grouped(cells: Mapping[Key, int]) -> tuple[dict[Key, int], int]:
    """The cells that may be shown, and the sum of the others, whose names stay hidden too."""
    kept = suppressed(cells)
    shown = {key: value for key, value in kept.items() if value}
    return shown, sum(cells.values()) - sum(shown.values())


def _is_safe(cells: Mapping[Key, int], hidden: set[Key]) -> bool:
    return len(hidden) > 1 and sum(cells[key] for key in hidden) >= SMALLEST_SHOWN
