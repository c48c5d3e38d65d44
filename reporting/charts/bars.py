"""Lying bars: one figure for each name, two of them to compare, or the parts of one."""

from collections.abc import Sequence
from typing import Any

from reporting.charts.frame import WIDTH, Number, frame, legend, shortened, show_number

BAR_HEIGHT = 18
BAR_STEP = 58  # a name stands over its bar, so that long names fit on a phone
NAME_DROP = 20  # from the top of a step to the foot of its name
BAR_DROP = 29
VALUE_WIDTH = 60
SHARE_WIDTH = 110  # where a share stands beside the figure
PAIR_HEIGHT = 13
PAIR_STEP = 72
STACK_STEP = 74
PART_DROP = 17  # from a bar to the foot of the figures of its parts
LABELLED_PART = 34  # the narrowest part of a bar that has room for its own figure


def bar_chart(
    *,
    title: str,
    summary: str,
    rows: Sequence[tuple[str, Number]],
    unit: str = "",
    key: str = "",
    n: int | None = None,
) -> dict[str, Any]:
    """One figure for each name, lying bars, in the order given. With `n` each bar says its share of it too."""
    most = max([value for _, value in rows] + [0]) or 1
    room = WIDTH - (SHARE_WIDTH if n else VALUE_WIDTH)
    bars = []
    for index, (label, value) in enumerate(rows):
        top = index * BAR_STEP + BAR_DROP
        width = round(room * max(value, 0) / most, 1)
        bars.append(
            {
                "label": label,
                "short": shortened(label),
                "value": value,
                "text": show_number(value),
                "share": _share(value, n) if n else "",
                "name_y": index * BAR_STEP + NAME_DROP,
                "y": top,
                "width": width,
                "height": BAR_HEIGHT,
                "middle": top + BAR_HEIGHT / 2,
                "value_x": width + 8,
            }
        )
    return frame("bar", title, summary, key, unit, n) | {
        "height": max(len(rows), 1) * BAR_STEP,
        "bars": bars,
        "columns": [unit or title, "%"] if n else [unit or title],
        "table": [
            (label, [show_number(value), *([_share(value, n).rstrip(" %")] if n else [])]) for label, value in rows
        ],
    }


def paired_bar_chart(
    *,
    title: str,
    summary: str,
    rows: Sequence[tuple[str, Number, Number]],
    series: tuple[str, str],
    unit: str = "",
    key: str = "",
    n: int | None = None,
) -> dict[str, Any]:
    """Two figures for each name, one bar under the other: now, and what it is compared with."""
    most = max([max(now, before) for _, now, before in rows] + [0]) or 1
    room = WIDTH - VALUE_WIDTH
    bars = []
    for index, (label, *values) in enumerate(rows):
        first = index * PAIR_STEP + BAR_DROP
        pair = []
        for number, value in enumerate(values, start=1):
            top = first + (number - 1) * (PAIR_HEIGHT + 3)
            width = round(room * max(value, 0) / most, 1)
            pair.append(
                {
                    "number": number,
                    "text": show_number(value),
                    "y": top,
                    "width": width,
                    "height": PAIR_HEIGHT,
                    "middle": top + PAIR_HEIGHT / 2,
                    "value_x": width + 8,
                }
            )
        bars.append({"label": label, "short": shortened(label), "name_y": index * PAIR_STEP + NAME_DROP, "pair": pair})
    return frame("paired", title, summary, key, unit, n) | {
        "height": max(len(rows), 1) * PAIR_STEP,
        "bars": bars,
        "legend": legend(series),
        "columns": list(series),
        "table": [(label, [show_number(now), show_number(before)]) for label, now, before in rows],
    }


def stacked_bar_chart(
    *,
    title: str,
    summary: str,
    rows: Sequence[tuple[str, Sequence[Number]]],
    series: Sequence[str],
    unit: str = "",
    key: str = "",
    n: int | None = None,
    as_shares: bool = False,
) -> dict[str, Any]:
    """Several parts of one figure for each name, lying side by side on one bar.

    `as_shares` draws every bar equally long, so that the mixes of unequal totals can be compared.
    """
    most = max([sum(values) for _, values in rows] + [0]) or 1
    room = WIDTH - VALUE_WIDTH
    bars = []
    for index, (label, values) in enumerate(rows):
        top = index * STACK_STEP + BAR_DROP
        parts = _parts(values, series, room / ((sum(values) or 1) if as_shares else most))
        end = parts[-1]["x"] + parts[-1]["width"] if parts else 0
        bars.append(
            {
                "label": label,
                "short": shortened(label),
                "text": show_number(sum(values)),
                "name_y": index * STACK_STEP + NAME_DROP,
                "y": top,
                "height": BAR_HEIGHT,
                "middle": top + BAR_HEIGHT / 2,
                "value_x": round(end + 8, 1),
                "part_y": top + BAR_HEIGHT + PART_DROP,
                "parts": parts,
            }
        )
    return frame("stacked", title, summary, key, unit, n) | {
        "height": max(len(rows), 1) * STACK_STEP,
        "bars": bars,
        "legend": legend(series),
        "columns": list(series),
        "table": [(label, [show_number(value) for value in values]) for label, values in rows],
    }


def _parts(values: Sequence[Number], series: Sequence[str], scale: float) -> list[dict[str, Any]]:
    left: float = 0
    parts = []
    for number, (name, value) in enumerate(zip(series, values, strict=True), start=1):
        width = scale * max(value, 0)
        if width:
            parts.append(
                {
                    "x": round(left, 1),
                    "width": round(width, 1),
                    "number": number,
                    "name": name,
                    "value": value,
                    "text": show_number(value) if width >= LABELLED_PART else "",
                    "middle": round(left + width / 2, 1),
                }
            )
        left += width
    return parts


def _share(value: Number, n: int) -> str:
    return f"{show_number(round(100 * value / n))} %"
