"""CSV files that a spreadsheet opens without running anything that somebody wrote into a name."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

# What a spreadsheet takes for the start of a formula, in its half and full width forms; a tab or a line end in front
# of one is skipped by some.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = "\ufeff"  # by which Excel knows UTF-8


class _Echo:
    """A file whose `write` gives back what it got."""

    def write(self, line: str) -> str:
        return line


def safe_cell(value: Any) -> str:
    """The value as text, with an apostrophe in front where it would start a formula (OWASP: CSV injection)."""
    text = str(value)
    return f"'{text}" if text.lstrip(" ").startswith(FORMULA_STARTS) else text


def csv_lines(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """The lines of a CSV file, one by one."""
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK
    for row in rows:
        yield writer.writerow([safe_cell(value) for value in row])
