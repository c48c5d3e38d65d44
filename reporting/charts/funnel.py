"""What became of a number of things, step by step."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from reporting.charts.frame import WIDTH, frame, shortened, show_number

STEP = 76
BAR_DROP = 26
BAR_HEIGHT = 26
NAME_DROP = 18
VALUE_WIDTH = 96


def funnel_chart(
    *, title: str, summary: str, rows: Sequence[tuple[str, int]], unit: str = "", key: str = "", n: int | None = None
) -> dict[str, Any]:
    """Each step with how many came so far, and the share that they are of the first. The steps are in order, and what
    is counted in one was counted in those before."""
    most = max([value for _label, value in rows] + [0]) or 1
    room = WIDTH - VALUE_WIDTH
    first = rows[0][1] if rows else 0
    bars = [
        {
            "short": shortened(label),
            "text": show_number(value),
            "share": _share(value, first),
            "name_y": index * STEP + NAME_DROP,
            "y": index * STEP + BAR_DROP,
            "height": BAR_HEIGHT,
            "width": round(room * value / most, 1),
            "middle": index * STEP + BAR_DROP + BAR_HEIGHT / 2,
            "value_x": round(room * value / most + 10, 1),
        }
        for index, (label, value) in enumerate(rows)
    ]
    return frame("funnel", title, summary, key, unit, n) | {
        "height": max(len(rows), 1) * STEP - (STEP - BAR_DROP - BAR_HEIGHT) + 4,
        "bars": bars,
        "slopes": [_slope(upper, lower) for upper, lower in pairwise(bars)],
        "columns": [unit or title, _("share of the first")],
        "table": [(label, [show_number(value), _share(value, first)]) for label, value in rows],
    }


def _share(value: int, first: int) -> str:
    return f"{round(100 * value / first)} %" if first else "–"


def _slope(upper: dict[str, Any], lower: dict[str, Any]) -> str:
    """The ground between two steps, which shows how many were left behind."""
    foot, head = upper["y"] + upper["height"], lower["y"]
    return f"M0 {foot} L{upper['width']} {foot} L{lower['width']} {head} L0 {head} Z"
