"""Every figure of a digest once more, from raw rows in plain Python. Shares no code with `reporting`.

`recounted` has the shape of a snapshot. `leaves` makes both comparable: whatever is a number, a day, a moment, an
amount, yes or no, or empty, by its place. Words are left to the tests of pages.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from tests.reporting.recount.cases import case_figures
from tests.reporting.recount.company import company_figures, medians
from tests.reporting.recount.lists import lists, reconciliation
from tests.reporting.recount.rows import Side

# What names a row of a list: its place in the comparison, and no figure of its own.
NAMES = ("reference", "key", "decision", "code", "mark", "month", "end", "currency", "class", "name", "year")
# What asked for a decision, in words.
WORDS = {"triggers"}
FIGURE = re.compile(r"-?[0-9][0-9,]*(\.[0-9]+)?( [A-Z]{3})?|[0-9]{4}-[0-9]{2}-[0-9]{2}(T.*)?")


def recounted(first: date, last: date, *, annex: bool, at: datetime) -> dict[str, Any]:
    side = Side(first, last, annex=annex)
    figures = case_figures(side) | ({} if annex else company_figures(side))
    listed = lists(side, at)
    return {
        "period": {"start": first, "end": last},
        "figures": figures,
        "lists": listed,
        "benchmarks": medians(),
        "reconciliation": reconciliation(side, figures, listed),
    }


def leaves(value: Any, place: str = "") -> dict[str, Any]:
    """Each figure by its place, such as `figures/channels/WEB/count`."""
    if isinstance(value, dict):
        found = {}
        for name, one in value.items():
            if name in WORDS:
                continue
            found |= leaves(one, f"{place}/{name}" if place else name)
        return found
    if _is_list(value):
        found = {f"{place}/rows": len(value)}
        for number, one in enumerate(value):
            found |= leaves(_without_names(one), f"{place}/{_name(one, number)}")
        return found
    if isinstance(value, datetime):
        return {place: _milliseconds(value)}
    if isinstance(value, date):
        return {place: value.isoformat()}
    if isinstance(value, str):
        return {place: _moment(value)} if FIGURE.fullmatch(value) else {}
    return {place: float(value) if isinstance(value, (int, float)) else value}


def _is_list(value: Any) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str)


def _moment(value: str) -> Any:
    return _milliseconds(datetime.fromisoformat(value)) if "T" in value else value


def _milliseconds(moment: datetime) -> int:
    """As precise as a snapshot keeps it."""
    return int(moment.timestamp()) * 1000 + moment.microsecond // 1000


def _name(row: Any, number: int) -> str:
    """By what it is of. A late disclosure has neither key nor reference, and a missed deadline stands by its office."""
    if not isinstance(row, dict):
        return str(number)
    if "office" in row and "oldest_on" in row:
        return f"{row['office']}: {row['name']}"
    if "filed_on" in row:
        return f"{row['waiver']} {row['subject_on']} {row['reason']}"
    return str(next((row[name] for name in NAMES if name in row), number))


def _without_names(row: Any) -> Any:
    return {name: one for name, one in row.items() if name not in NAMES} if isinstance(row, dict) else row


def silent(snapshots: Iterable[dict[str, Any]]) -> set[str]:
    """The kinds of figures, such as `figures/discipline/*/manager`, that none of the snapshots says anything in."""
    said: dict[str, bool] = {}
    for snapshot in snapshots:
        for kind, says in _kinds(snapshot):
            said[kind] = said.get(kind, False) or says
    return {kind for kind, says in said.items() if not says}


def _kinds(value: Any, place: str = "") -> Iterator[tuple[str, bool]]:
    yield place, bool(value)
    if isinstance(value, dict):
        for name, one in value.items():
            yield from _kinds(one, f"{place}/{name}" if place else name)
    if _is_list(value):
        for one in value:
            yield from _kinds(one, f"{place}/*")
