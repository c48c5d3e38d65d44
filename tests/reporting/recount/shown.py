"""What stays hidden because of what signed digests have shown of the same days, in plain Python."""

from datetime import date
from itertools import combinations
from typing import Any

from reporting.models import Digest
from tests.reporting.recount.rows import SMALL, Side

Span = tuple[date, date]
# The days of a table and its cells; under `None` stands what a cell without a row is.
Table = tuple[Span, dict[Any, int | None]]


def signed(side: Side) -> list[Digest]:
    """Of this kind, with a day in common with the period."""
    kind = "ANNEX" if side.annex else "COMMON"
    return [
        one for one in Digest.objects.all()
        if one.state == "SIGNED" and one.kind == kind and not one.snapshot_is_gone
        and one.period_start <= side.last and one.period_end >= side.first
    ]  # fmt: skip


def modes(figures: dict[str, Any]) -> dict[Any, int | None]:
    return {row["key"]: row["count"] for row in figures["modes"]} | {None: 0}


def marks(figures: dict[str, Any]) -> dict[Any, int | None]:
    return {row["mark"]: row["count"] for row in figures.get("taken_seriously", {"marks": []})["marks"]} | {None: 0}


def countries(figures: dict[str, Any]) -> dict[Any, int | None]:
    listed: dict[Any, int | None] = {row["code"]: row["count"] for row in figures["countries"]}
    return listed | {None: None if figures["other_countries"] else 0}


def told_by_others(side: Side, cells: dict[Any, int], read: Any) -> set[Any]:
    """Whatever could be worked out by taking tables from one another, and what this very period has hidden before."""
    span = (side.first, side.last)
    earlier: list[Table] = [((one.period_start, one.period_end), read(one.snapshot["figures"])) for one in signed(side)]
    new: Table = (span, {**cells, None: 0})
    found = {key for days, table in earlier if days == span for key in cells if _at(table, key) is None}
    for whole in (*earlier, new):
        inside = [one for one in (*earlier, new) if one is not whole and _holds(whole[0], one[0])]
        for number in range(1, len(inside) + 1):
            for parts in combinations(inside, number):
                if (whole is new or new in parts) and not any(_share(*pair) for pair in combinations(parts, 2)):
                    found |= {key for key in cells if _gives_away(key, whole, parts)}
    return found


def _at(table: dict[Any, int | None], key: Any) -> int | None:
    return table[key] if key in table else table[None]


def _holds(outer: Span, inner: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _share(one: Table, two: Table) -> bool:
    return one[0][0] <= two[0][1] and two[0][0] <= one[0][1]


def _gives_away(key: Any, whole: Table, parts: tuple[Table, ...]) -> bool:
    numbers = [_at(table, key) for _days, table in (whole, *parts)]
    if None in numbers:
        return False
    first, *others = (number or 0 for number in numbers)
    return 0 < abs(first - sum(others)) < SMALL
