"""What all charts share: the width of the picture, how figures and names are written, the scale of an axis."""

from collections.abc import Sequence
from typing import Any

from django.utils.text import slugify

Number = int | float

WIDTH = 480  # of every viewBox; the page scales it
MOST_SERIES = 6
LONGEST_LABEL = 42  # characters
MOST_TICKS = 5


def show_number(value: Number | None, decimals: int = 1) -> str:
    """A figure as text: no needless decimals, a dash for what is not shown."""
    if value is None:
        return "–"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.{decimals}f}"


def frame(kind: str, title: str, summary: str, key: str, unit: str, n: int | None = None) -> dict[str, Any]:
    """The part of a chart that is not its picture. `n` is how many things its figures count, where it is one number.

    Two charts of one title on one page need different keys, because the ids of their patterns come from it.
    """
    return {
        "kind": kind,
        "template": f"_components/charts/{kind}.html",
        "id": key or f"{kind}-{slugify(title) or 'chart'}",
        "title": title,
        "summary": summary,
        "unit": unit,
        "n": None if n is None else show_number(n),
        "width": WIDTH,
    }


def legend(names: Sequence[str]) -> list[dict[str, Any]]:
    return [{"name": name, "number": number} for number, name in enumerate(names, start=1)]


def shortened(label: str, longest: int = LONGEST_LABEL) -> str:
    label = str(label)
    return label if len(label) <= longest else label[: longest - 1].rstrip() + "…"


def ticks(most: Number) -> tuple[Number, list[Number]]:
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
    lines: list[Number] = [0]
    while lines[-1] < most:
        lines.append(lines[-1] + size)
    return lines[-1], lines
