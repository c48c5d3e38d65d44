"""Figures over time, beside a published figure."""

from collections.abc import Sequence
from typing import Any

from reporting.charts.frame import MOST_SERIES, WIDTH, Number, frame, legend, show_number, ticks

LINE_HEIGHT = 250
LINE_MARGINS = (16, 28, 34, 48)  # top, right, bottom, left
MOST_MARKS = 6


def line_chart(
    *,
    title: str,
    summary: str,
    labels: Sequence[str],
    series: Sequence[tuple[str, Sequence[Number | None]]],
    benchmark: tuple[str, Number] | None = None,
    decimals: int = 1,
    unit: str = "",
    key: str = "",
    n: int | None = None,
) -> dict[str, Any]:
    """Figures over time. `None` is a gap in the line: not measured, or too few to show. `benchmark` is a name and a
    figure that all of them are read against, drawn as a line across."""
    top, right, bottom, left = LINE_MARGINS
    drawn = [value for _, values in series for value in values if value is not None]
    ceiling, lines_across = ticks(max([*drawn, benchmark[1] if benchmark else 0, 0]))
    step = (WIDTH - left - right) / max(len(labels) - 1, 1)
    room = LINE_HEIGHT - top - bottom

    def x(index: int) -> float:
        return round(left + index * step, 1)

    def y(value: Number) -> float:
        return round(top + room * (1 - value / ceiling), 1)

    lines = []
    for number, (name, values) in enumerate(series[:MOST_SERIES], start=1):
        points = [
            {"x": x(i), "y": y(v), "value": show_number(v, decimals)} for i, v in enumerate(values) if v is not None
        ]
        area = _area(points, LINE_HEIGHT - bottom) if len(series) == 1 and len(points) == len(values) > 1 else ""
        lines.append({"name": name, "number": number, "path": _path(values, x, y), "points": points, "area": area})
    every = max(1, -(-len(labels) // MOST_MARKS))
    # Every second mark gives way on a narrow screen; the newest one stays.
    shown = range((len(labels) - 1) % every, len(labels), every)
    published = [f"{benchmark[1]:g}"] if benchmark else []
    return frame("line", title, summary, key, unit, n) | {
        "height": LINE_HEIGHT,
        "grid": [{"y": y(tick), "text": show_number(tick)} for tick in lines_across],
        "grid_x1": left,
        "grid_x2": WIDTH - right,
        "tick_x": left - 8,
        "axis_y": LINE_HEIGHT - bottom,
        "marks": [
            {"x": x(i), "y": LINE_HEIGHT - bottom + 22, "text": labels[i], "minor": (len(shown) - place) % 2 == 0}
            for place, i in enumerate(shown)
        ],
        "lines": lines,
        "benchmark": _benchmark(benchmark, y),
        "legend": legend([name for name, _ in series]),
        "columns": [name for name, _ in series] + ([benchmark[0]] if benchmark else []),
        "table": [
            (label, [show_number(values[i], decimals) for _, values in series] + published)
            for i, label in enumerate(labels)
        ],
    }


def _benchmark(benchmark: tuple[str, Number] | None, y: Any) -> dict[str, Any] | None:
    if benchmark is None:
        return None
    name, value = benchmark
    return {"name": name, "text": f"{value:g}", "y": y(value)}


def _area(points: list[dict[str, Any]], foot: float) -> str:
    """The ground under a line that stands alone."""
    along = " L".join(f"{point['x']} {point['y']}" for point in points)
    return f"M{points[0]['x']} {foot} L{along} L{points[-1]['x']} {foot} Z"


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
