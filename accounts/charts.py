"""The geometry of the charts: pure functions from figures to what a template draws.

A chart here is a dict with a title, a sentence that says what it shows, shapes in the units of one viewBox, and the
same figures as rows for the table beside it. The pictures are drawn on the server, so they work without script, in
print and in a PDF. Each series has a colour *and* a pattern, so nobody needs to tell colours apart.
"""

from collections.abc import Sequence
from typing import Any

from django.utils.text import slugify

Number = int | float

WIDTH = 480  # of every viewBox; the page scales it
BAR_HEIGHT = 18
BAR_STEP = 58  # a name stands over its bar, so that long names fit on a phone
NAME_DROP = 20  # from the top of a step to the foot of its name
BAR_DROP = 29
VALUE_WIDTH = 60
LINE_HEIGHT = 250
LINE_MARGINS = (16, 16, 34, 48)  # top, right, bottom, left
MOST_MARKS = 8
MOST_SERIES = 6
LONGEST_LABEL = 42  # characters
MOST_TICKS = 5


def bar_chart(
    *, title: str, summary: str, rows: Sequence[tuple[str, Number]], unit: str = "", key: str = ""
) -> dict[str, Any]:
    """One figure for each name, lying bars, in the order given."""
    most = max([value for _, value in rows] + [0]) or 1
    room = WIDTH - VALUE_WIDTH
    bars = []
    for index, (label, value) in enumerate(rows):
        top = index * BAR_STEP + BAR_DROP
        width = round(room * max(value, 0) / most, 1)
        bars.append(
            {
                "label": label,
                "short": _shortened(label),
                "value": value,
                "text": show_number(value),
                "name_y": index * BAR_STEP + NAME_DROP,
                "y": top,
                "width": width,
                "height": BAR_HEIGHT,
                "middle": top + BAR_HEIGHT / 2,
                "value_x": width + 8,
            }
        )
    return _chart("bar", title, summary, key, unit) | {
        "height": max(len(rows), 1) * BAR_STEP,
        "bars": bars,
        "columns": [unit or title],
        "table": [(label, [show_number(value)]) for label, value in rows],
    }


def line_chart(
    *,
    title: str,
    summary: str,
    labels: Sequence[str],
    series: Sequence[tuple[str, Sequence[Number | None]]],
    unit: str = "",
    key: str = "",
) -> dict[str, Any]:
    """Figures over time. `None` is a gap in the line: not measured, or too few to show."""
    top, right, bottom, left = LINE_MARGINS
    ceiling, ticks = _ticks(max([value for _, values in series for value in values if value is not None] + [0]))
    step = (WIDTH - left - right) / max(len(labels) - 1, 1)
    room = LINE_HEIGHT - top - bottom

    def x(index: int) -> float:
        return round(left + index * step, 1)

    def y(value: Number) -> float:
        return round(top + room * (1 - value / ceiling), 1)

    lines = []
    for number, (name, values) in enumerate(series[:MOST_SERIES], start=1):
        points = [{"x": x(i), "y": y(v), "value": show_number(v)} for i, v in enumerate(values) if v is not None]
        lines.append({"name": name, "number": number, "path": _path(values, x, y), "points": points})
    every = max(1, -(-len(labels) // MOST_MARKS))
    # Every second mark gives way on a narrow screen; the newest one stays.
    shown = range((len(labels) - 1) % every, len(labels), every)
    return _chart("line", title, summary, key, unit) | {
        "height": LINE_HEIGHT,
        "grid": [{"y": y(tick), "text": show_number(tick)} for tick in ticks],
        "grid_x1": left,
        "grid_x2": WIDTH - right,
        "tick_x": left - 8,
        "axis_y": LINE_HEIGHT - bottom,
        "marks": [
            {"x": x(i), "y": LINE_HEIGHT - bottom + 22, "text": labels[i], "minor": (len(shown) - place) % 2 == 0}
            for place, i in enumerate(shown)
        ],
        "lines": lines,
        "legend": _legend([name for name, _ in series]),
        "columns": [name for name, _ in series],
        "table": [(label, [show_number(values[i]) for _, values in series]) for i, label in enumerate(labels)],
    }


def stacked_bar_chart(
    *,
    title: str,
    summary: str,
    rows: Sequence[tuple[str, Sequence[Number]]],
    series: Sequence[str],
    unit: str = "",
    key: str = "",
) -> dict[str, Any]:
    """Several parts of one figure for each name, lying side by side on one bar."""
    most = max([sum(values) for _, values in rows] + [0]) or 1
    room = WIDTH - VALUE_WIDTH
    bars = []
    for index, (label, values) in enumerate(rows):
        top = index * BAR_STEP + BAR_DROP
        left: float = 0
        parts = []
        for number, (name, value) in enumerate(zip(series, values, strict=True), start=1):
            width = room * max(value, 0) / most
            if width:
                parts.append(
                    {"x": round(left, 1), "width": round(width, 1), "number": number, "name": name, "value": value}
                )
            left += width
        bars.append(
            {
                "label": label,
                "short": _shortened(label),
                "text": show_number(sum(values)),
                "name_y": index * BAR_STEP + NAME_DROP,
                "y": top,
                "height": BAR_HEIGHT,
                "middle": top + BAR_HEIGHT / 2,
                "value_x": round(left + 8, 1),
                "parts": parts,
            }
        )
    return _chart("stacked", title, summary, key, unit) | {
        "height": max(len(rows), 1) * BAR_STEP,
        "bars": bars,
        "legend": _legend(series),
        "columns": list(series),
        "table": [(label, [show_number(value) for value in values]) for label, values in rows],
    }


def show_number(value: Number | None) -> str:
    """A figure as text: no needless decimals, a dash for what is not shown."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def _chart(kind: str, title: str, summary: str, key: str, unit: str) -> dict[str, Any]:
    # Two charts of one title on one page need different keys, because the ids of their patterns come from it.
    return {
        "kind": kind,
        "id": key or f"{kind}-{slugify(title) or 'chart'}",
        "title": title,
        "summary": summary,
        "unit": unit,
        "width": WIDTH,
    }


def _legend(names: Sequence[str]) -> list[dict[str, Any]]:
    return [{"name": name, "number": number} for number, name in enumerate(names, start=1)]


def _shortened(label: str) -> str:
    label = str(label)
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1].rstrip() + "…"


def _path(values: Sequence[Number | None], x: Any, y: Any) -> str:
    commands = []
    pen_is_down = False
    for index, value in enumerate(values):
        if value is None:
            pen_is_down = False
            continue
        commands.append(f"{'L' if pen_is_down else 'M'}{x(index)} {y(value)}")
        pen_is_down = True
    return " ".join(commands)


def _ticks(most: Number) -> tuple[Number, list[Number]]:
    """The top of a scale and its lines: steps of 1, 2 or 5 times a power of ten."""
    if most <= 0:
        return 1, [0, 1]
    size: Number = 1
    while most / size > MOST_TICKS:
        for factor in (2, 5, 10):
            if most / (size * factor) <= MOST_TICKS:
                size = size * factor
                break
        else:
            size *= 10
    ticks: list[Number] = [0]
    while ticks[-1] < most:
        ticks.append(ticks[-1] + size)
    return ticks[-1], ticks
