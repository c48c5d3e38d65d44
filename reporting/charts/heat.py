"""A map of shades: one figure for each row and column, the more of it the darker."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from reporting.charts.frame import WIDTH, Number, frame, shortened, show_number

ROW_STEP = 66  # a name stands over its row, so that long names fit on a phone
NAME_DROP = 18
CELL_DROP = 26
CELL_HEIGHT = 32
CELL_GAP = 3
HEAD_HEIGHT = 24
TOTAL_WIDTH = 58
# How much of the colour a cell gets: nothing, then five shades. Between the third and the fourth of them the ink
# changes, so that figures can be read on each in both themes.
SHADES = (0.04, 0.12, 0.24, 0.38, 0.82, 1)
LIGHT_INK_FROM = 4
# Longer names of columns are numbered, with their words under the picture.
LONGEST_HEAD = 8  # characters


def heat_map(
    *,
    title: str,
    summary: str,
    columns: Sequence[str],
    rows: Sequence[tuple[str, Sequence[Number | None], Number | None]],
    total: str,
    unit: str = "",
    key: str = "",
    n: int | None = None,
) -> dict[str, Any]:
    """Rows of a name, its figures and its total, whose column is called `total`. `None` is hidden, because it could
    point to a person; its cell is hatched and says so in the table."""
    most = max([value for _label, values, _all in rows for value in values if value is not None] + [0]) or 1
    step = (WIDTH - TOTAL_WIDTH) / max(len(columns), 1)
    numbered = any(len(name) > LONGEST_HEAD for name in columns)
    lines = []
    for index, (label, values, whole) in enumerate(rows):
        top = HEAD_HEIGHT + index * ROW_STEP
        cells = [
            _cell(value, place * step, top + CELL_DROP, step - CELL_GAP, most) for place, value in enumerate(values)
        ]
        lines.append(
            {
                "short": shortened(label),
                "name_y": top + NAME_DROP,
                "cells": cells,
                "total": show_number(whole),
                "middle": top + CELL_DROP + CELL_HEIGHT / 2,
            }
        )
    return frame("heat", title, summary, key, unit, n) | {
        "height": HEAD_HEIGHT + max(len(rows), 1) * ROW_STEP,
        "heads": [
            {"text": str(place) if numbered else name, "x": round(step * (place - 0.5) - CELL_GAP / 2, 1)}
            for place, name in enumerate(columns, start=1)
        ],
        "key_of_columns": list(columns) if numbered else [],
        "total_name": total,
        "total_x": WIDTH - 6,
        "lines": lines,
        "cell_height": CELL_HEIGHT,
        "shades": [{"x": place * 14, "opacity": opacity} for place, opacity in enumerate(SHADES[1:])],
        "most": show_number(most),
        "has_hidden": any(value is None for _label, values, _all in rows for value in values),
        "columns": [*columns, total],
        "table": [
            (label, [*(_("hidden") if value is None else show_number(value) for value in values), show_number(whole)])
            for label, values, whole in rows
        ],
    }


def _cell(value: Number | None, x: float, y: float, width: float, most: Number) -> dict[str, Any]:
    steps = len(SHADES) - 1
    shade = min(steps, 1 + int(steps * value / most)) if value else 0
    return {
        "x": round(x, 1),
        "y": y,
        "width": round(width, 1),
        "middle_x": round(x + width / 2, 1),
        "middle_y": y + CELL_HEIGHT / 2,
        "text": show_number(value),
        "is_hidden": value is None,
        "opacity": SHADES[shade],
        "is_dark": shade >= LIGHT_INK_FROM,
    }
