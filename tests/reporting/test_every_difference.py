"""Whatever figure of a digest a correction changes, the page of changes shows it before and after."""

import copy
from collections.abc import Iterator
from typing import Any

import pytest

from reporting.actions import draft_digest
from reporting.differences import differences
from reporting.models import Digest
from tests.reporting.house import QUARTER
from tests.standing import standing

pytestmark = pytest.mark.django_db

# Sums and shares of other figures, which show by themselves; and what a chart is drawn by.
FOLLOWS = ("percent", "total", "classes", "quarters")
# Of each table a row, so that no figure is left out because a quiet quarter has none.
ROWS: dict[str, Any] = {
    "topics": [{"name": f"Topic {place}", "count": 9 - place, "year_before": 3} for place in range(9)],
    "channels": [{"key": str(place), "name": f"Way {place}", "count": 9 - place} for place in range(7)],
    "channels_before": [{"key": "WEB", "name": "Web", "count": 4}],
    "countries": [{"code": "US", "count": 7}],
    "taken_seriously": {"marks": [{"mark": mark, "count": 6} for mark in (5, 4, 3, 2, 1)], "answers": 30},
    "modes": [{"key": mode, "name": mode, "count": 8} for mode in ("NAMED", "CONFIDENTIAL", "ANONYMOUS")],
    "anonymity": {"count": 8, "of": 24, "percent": 33.3},
    "follow_up": {"count": 4, "of": 8, "percent": 50.0},
    "overdue": [{"office": "Ethics", "name": "Triage", "count": 2, "oldest_on": "2026-08-01"}],
    "root_causes": [{"key": "PRESSURE", "name": "Pressure", "count": 2}],
    "recovery": [{"currency": "EUR", "sought": "9.00 EUR", "recovered": "1.00 EUR", "costs": "2.00 EUR"}],
    "external_clocks": [{"name": "OSHA", "source": "", "running": 2, "passed": 1, "next_on": "2026-12-01"}],
    "affirmations": {
        "version": 1, "due_on": "2026-09-01", "is_past_due": True, "affirmed": {"count": 3, "of": 9, "percent": 33.3},
        "exceptions": 2,
    },
    "compliance": {
        "audits": {
            "planned": 3, "done": 2, "open": 2, "overdue": 1, "ratings": [{"name": "Works", "count": 2}],
            "findings": [{"name": "High", "count": 2}],
        },
        "training": {"of": 9, "in_time": {"count": 4, "of": 9, "percent": 44.4}, "late": 2, "open": 3},
    },
    "hotline": [
        {"key": "WEB", "name": "Web", "acknowledged": {"count": 1, "of": 2, "percent": 50.0}, "slowest_days": 3}
    ],
    "units": {"quarters": ["2026-07-01"], "rows": [{"name": "Sales", "counts": [7], "total": 7}]},
    "closure": {"n": 3, "median": 9.0, "mean": 11.0},
    "reporting_gap": {"n": 3, "median": 9.0, "mean": 11.0, "unknown": 2},
}  # fmt: skip


@standing
def digest(house, in_quarter, at) -> Digest:
    house.report(in_quarter)
    found = draft_digest(QUARTER, by=None, at=at)
    stored = Digest.objects.get(pk=found.pk).snapshot
    assert stored["figures"].keys() >= ROWS.keys()
    found.snapshot = stored | {"figures": stored["figures"] | ROWS}
    return found


def changed(figures: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[str, dict[str, Any]]]:
    """The figures as often as there are some, each time with another one changed."""
    whole = figures

    def walk(value: Any, path: tuple[Any, ...]) -> Iterator[tuple[Any, ...]]:
        pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        for name, one in pairs:
            if name in FOLLOWS or name in ("key", "name", "source", "code", "mark", "month", "end", "currency"):
                continue
            if isinstance(one, dict | list):
                yield from walk(one, (*path, name))
            elif name not in ("class", "office"):
                yield (*path, name)

    for place in walk(whole, ()):
        other = copy.deepcopy(whole)
        inner = other
        for name in place[:-1]:
            inner = inner[name]
        value = inner[place[-1]]
        inner[place[-1]] = (
            not value if isinstance(value, bool) else f"1{value}" if isinstance(value, str) else (value or 0) + 11
        )
        if isinstance(value, str) and value.startswith("2026"):
            inner[place[-1]] = "2026-01-02"
        yield "/".join(map(str, place)), other


def test_every_figure_that_differs_is_shown(digest):
    assert not differences(digest, copy.copy(digest)).figures, "the control: the same is no difference"
    missed, seen = [], 0
    for place, figures in changed(digest.snapshot["figures"]):
        after = copy.copy(digest)
        after.snapshot = digest.snapshot | {"figures": figures}
        seen += 1
        if not differences(digest, after).figures:
            missed.append(place)
    assert missed == []
    assert seen > 90, "the control: it went through all of them"
