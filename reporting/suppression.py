"""Small cells (DECISIONS 12): in breakdowns by country or reporter mode, where a figure could point to a reporter.

A cell under 5 is hidden, and with it the next smallest, until what is hidden can't be worked out from the totals. Of
equal ones the same is always taken, so that two tables of the same figures never hide one each.
"""

from collections.abc import Collection, Hashable, Mapping
from typing import Any, TypeVar

SMALLEST_SHOWN = 5

Key = TypeVar("Key", bound=Hashable)
Column = TypeVar("Column", bound=Hashable)


def suppressed(cells: Mapping[Key, int], also: Collection[Key] = ()) -> dict[Key, int | None]:
    """The same cells with `None` for those that stay hidden, `also` among them. The total of all cells is taken to be
    public."""
    hidden = {key for key, value in cells.items() if 0 < value < SMALLEST_SHOWN or key in also}
    if not hidden:
        return dict(cells)
    rest = sorted((key for key in cells if cells[key] and key not in hidden), key=lambda key: (cells[key], str(key)))
    while rest and not _is_safe(cells, hidden):
        hidden.add(rest.pop(0))
    if not _is_safe(cells, hidden):
        return dict.fromkeys(cells)
    return {key: None if key in hidden else value for key, value in cells.items()}


def points_to_somebody(share: Mapping[str, Any]) -> bool:
    """Whether a share (`count`, `of`) tells of fewer than are shown, or that all but so few are in it."""
    return None in suppressed({True: share["count"], False: share["of"] - share["count"]}).values()


def grouped(cells: Mapping[Key, int], also: Collection[Key] = ()) -> tuple[dict[Key, int], int]:
    """The cells that may be shown, and the sum of the others, whose names stay hidden too."""
    kept = suppressed(cells, also)
    shown = {key: value for key, value in kept.items() if value}
    return shown, sum(cells.values()) - sum(shown.values())


def _is_safe(cells: Mapping[Key, int], hidden: set[Key]) -> bool:
    return len(hidden) > 1 and sum(cells[key] for key in hidden) >= SMALLEST_SHOWN


def hidden_rows(cells: Mapping[tuple[Key, Column], int]) -> set[Key]:
    """The rows of a table of two breakdowns that stay hidden as a whole, while the totals of its rows and columns are
    taken to be public. Every figure of the other rows is 0, or at least 5.

    Hidden are the rows with a small cell, and the smallest others until at least two rows and two columns of what is
    hidden hold something and each of those columns holds at least 5: then no small cell is the only one that fits.
    """
    sums: dict[Key, int] = {}
    for (row, _column), value in cells.items():
        sums[row] = sums.get(row, 0) + value
    hidden = {row for (row, _column), value in cells.items() if 0 < value < SMALLEST_SHOWN}
    rest = sorted((row for row in sums if row not in hidden and sums[row]), key=lambda row: (sums[row], str(row)))
    while hidden and rest and not _is_one_of_many(cells, hidden):
        hidden.add(rest.pop(0))
    return set(sums) if hidden and not _is_one_of_many(cells, hidden) else hidden


def _is_one_of_many(cells: Mapping[tuple[Key, Column], int], hidden: set[Key]) -> bool:
    rows: dict[Key, int] = {}
    columns: dict[Column, int] = {}
    for (row, column), value in cells.items():
        if row in hidden and value:
            rows[row] = rows.get(row, 0) + value
            columns[column] = columns.get(column, 0) + value
    return len(rows) > 1 and len(columns) > 1 and min(columns.values()) >= SMALLEST_SHOWN
