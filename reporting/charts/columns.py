"""Standing columns: how a number of things is distributed over classes of one measure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reporting.charts.frame import WIDTH, Number, frame, show_number, ticks

COLUMN_HEIGHT = 260
COLUMN_MARGINS = (22, 8, 38, 40)  # top, right, bottom, left
GAP = 0.16  # of a class, between two columns
LINE_OF_MARK = 16  # from one mark's words to the next one's


@dataclass(frozen=True)
class Mark:
    """A figure of the distribution, such as its median: `place` is where it lies, in classes from the left edge."""

    name: str
    text: str
    place: float


def column_chart(
    *,
    title: str,
    summary: str,
    rows: Sequence[tuple[str, Number]],
    axis: str = "",
    marks: Sequence[Mark] = (),
    late: int = 0,
    unit: str = "",
    key: str = "",
    n: int | None = None,
) -> dict[str, Any]:
    """How many things fall into each class, in order. `axis` says what the classes are of; the last `late` of them
    ask for attention and stand in a colour and pattern of their own."""
    top, right, bottom, left = COLUMN_MARGINS
    top += LINE_OF_MARK * len(marks)
    ceiling, lines_across = ticks(max([value for _, value in rows] + [0]))
    height = COLUMN_HEIGHT + LINE_OF_MARK * len(marks)
    room = height - top - bottom
    step = (WIDTH - left - right) / max(len(rows), 1)
    foot = height - bottom

    def y(value: Number) -> float:
        return round(top + room * (1 - value / ceiling), 1)

    columns = [
        {
            "label": label,
            "text": show_number(value),
            "x": round(left + step * (index + GAP / 2), 1),
            "width": round(step * (1 - GAP), 1),
            "y": y(value),
            "height": round(foot - y(value), 1),
            "middle": round(left + step * (index + 0.5), 1),
            "number": 2 if index >= len(rows) - late else 1,
            # Every second class keeps its name on a narrow screen; the last one does.
            "is_minor": (len(rows) - 1 - index) % 2 == 1,
        }
        for index, (label, value) in enumerate(rows)
    ]
    return frame("columns", title, summary, key, unit, n) | {
        "height": height,
        "bars": columns,
        "grid": [{"y": y(tick), "text": show_number(tick)} for tick in lines_across],
        "grid_x1": left,
        "grid_x2": WIDTH - right,
        "tick_x": left - 8,
        "label_y": foot + 20,
        "foot": foot,
        "top": top,
        "axis": axis,
        "late": late,
        "marks": [_mark(mark, left + step * mark.place, index) for index, mark in enumerate(marks)],
        "columns": [unit or title],
        "table": [(label, [show_number(value)]) for label, value in rows],
    }


def _mark(mark: Mark, x: float, index: int) -> dict[str, Any]:
    """Its words stand right of the line, and left of it in the right half, where they would leave the picture."""
    ends_here = x > WIDTH / 2
    return {
        "name": mark.name,
        "text": mark.text,
        "x": round(x, 1),
        "words_x": round(x - 6 if ends_here else x + 6, 1),
        "anchor": "end" if ends_here else "start",
        "y": 12 + index * LINE_OF_MARK,
    }
