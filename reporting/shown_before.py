"""What signed digests have shown of the same days: no small figure may follow from the difference (DECISIONS 12).

A correction covers the days of the version that it corrects, and an extra digest those of others. Whoever takes one
table from another must not find a handful of reports by what they have in common.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from reporting.models import Digest
from reporting.periods import Period
from reporting.suppression import SMALLEST_SHOWN

# Of more digests within one another no combination is looked at: then nothing is shown.
MOST_DIGESTS = 12


@dataclass(frozen=True)
class Table:
    """Figures by value; nothing where one was hidden. `others` is what a value without a row stands at."""

    cells: Mapping[Any, int | None]
    others: int | None = 0


Read = Callable[[dict[str, Any]], Table]


@dataclass(frozen=True)
class Shown:
    """One table, of the days of a digest."""

    period: Period
    table: Table

    def at(self, key: Any) -> int | None:
        return self.table.cells.get(key, self.table.others)

    def lies_in(self, other: Period) -> bool:
        return other.start <= self.period.start and self.period.end <= other.end


def digests_sharing_days(kind: str, period: Period) -> list[Digest]:
    """The signed digests of this kind that have days of `period` in common with it. One statement."""
    signed = Digest.objects.signed().filter(kind=kind, period_start__lte=period.end, period_end__gte=period.start)
    found = signed.select_related("data_key").order_by("period_start", "version")
    return [one for one in found if not one.snapshot_is_gone]


def to_hide(cells: Mapping[Any, int], period: Period, digests: Iterable[Digest], read: Read) -> set[Any]:
    """The cells that together with what `digests` have shown would tell of fewer than five reports, and those that a
    version of this very period has hidden. `read` takes the table out of the figures of a snapshot."""
    before = [Shown(one.period, read(one.snapshot["figures"])) for one in digests]
    if len(before) > MOST_DIGESTS:
        return set(cells)
    new = Shown(period, Table(cells))
    hidden = {key for one in before if one.period == period for key in cells if one.at(key) is None}
    for whole, parts in _taken_apart([*before, new]):
        if new is whole or any(new is part for part in parts):
            hidden |= {key for key in cells if _is_small(_difference(key, whole, parts))}
    return hidden


def _taken_apart(tables: list[Shown]) -> Iterable[tuple[Shown, tuple[Shown, ...]]]:
    """Each table with every choice of others that lie in its days and have none in common."""
    for whole in tables:
        inside = [one for one in tables if one is not whole and one.lies_in(whole.period)]
        for number in range(1, len(inside) + 1):
            for parts in combinations(inside, number):
                if not any(
                    one.period.start <= two.period.end and two.period.start <= one.period.end
                    for one, two in combinations(parts, 2)
                ):
                    yield whole, parts


def _difference(key: Any, whole: Shown, parts: tuple[Shown, ...]) -> int | None:
    known = [one.at(key) for one in (whole, *parts)]
    if any(number is None for number in known):
        return None
    first, *others = [number or 0 for number in known]
    return abs(first - sum(others))


def _is_small(difference: int | None) -> bool:
    return difference is not None and 0 < difference < SMALLEST_SHOWN
