"""Spreadsheets and CSV, written and read without trusting what stands in a cell."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from accounts.moves import Refused
from accounts.text import clean_text

# What makes a spreadsheet program take a text for a formula, a command or a macro.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
# A spreadsheet is a zip: beyond this, unpacked, it is an attack on memory and no table.
LARGEST_UNPACKED = 200 * 1024 * 1024  # bytes
MOST_COLUMNS = 200
CSV, XLSX = "csv", "xlsx"
# How a browser is told what it gets.
MEDIA = {CSV: "text/csv; charset=utf-8", XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}

Row = Sequence[str]


def harmless(text: str) -> str:
    """The text as a cell of a CSV file: what a spreadsheet program would take for a formula is marked as text."""
    return f"'{text}" if text.lstrip(" ").startswith(DANGEROUS) else text


# --- writing ---------------------------------------------------------------------------------------------------
def as_csv(headings: Row, rows: Iterable[Row]) -> bytes:
    """With a byte order mark, which spreadsheet programs need to read it as UTF-8; no cell is a formula."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow([harmless(heading) for heading in headings])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return BYTE_ORDER_MARK + written.getvalue().encode()


def as_sheet(kind: str, headings: Row, rows: Iterable[Row], *, title: str) -> bytes:
    """Of either kind, as `MEDIA` names them."""
    return as_xlsx(headings, rows, title=title) if kind == XLSX else as_csv(headings, rows)


def csv_lines(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """The same line by line, for a file too long to be held whole; the headings are the first of the rows."""
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK.decode()
    for row in rows:
        yield writer.writerow([harmless(str(value)) for value in row])


class _Echo:
    """A file whose `write` gives back what it got."""

    def write(self, line: str) -> str:
        return line


def as_xlsx(headings: Row, rows: Iterable[Row], *, title: str) -> bytes:
    """Every cell is a text, never a formula, a number or a link."""
    import xlsxwriter  # slow to load, and needed by few processes

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(title)
        sheet.freeze_panes(1, 0)
        bold = book.add_format({"bold": True})
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading, bold)
        for number, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
        sheet.set_column(0, len(headings) - 1, 22)
    return file.getvalue()


# --- reading ---------------------------------------------------------------------------------------------------
def read_table(content: bytes, *, most_rows: int) -> tuple[str, list[str], list[list[str]]]:
    """The kind of a file (`CSV` or `XLSX`), its headings, and its rows with as many cells as there are headings.

    Days are written as `2026-11-30`; empty rows are left out. Raises `Refused` for what is no table.
    """
    kind = XLSX if content.startswith(b"PK\x03\x04") else CSV
    lines = _of_workbook(content) if kind == XLSX else _of_text(content)
    headings = _without_empty_end([clean_text(cell).strip() for cell in next(lines, [])])
    if not any(headings):
        raise Refused(_("The first line must name the columns."), "file")
    if len(headings) > MOST_COLUMNS:
        raise Refused(_("These are too many columns."), "file")
    rows: list[list[str]] = []
    for cells in lines:
        row = [clean_text(cell).strip() for cell in cells[: len(headings)]]
        if not any(row):
            continue
        if len(rows) == most_rows:
            raise Refused(_("These are more rows than fit into one file: %(most)s.") % {"most": most_rows}, "file")
        rows.append(row + [""] * (len(headings) - len(row)))
    return kind, headings, rows


def _without_empty_end(cells: list[str]) -> list[str]:
    while cells and not cells[-1]:
        cells.pop()
    return cells


def _of_text(content: bytes) -> Iterator[list[str]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused(_("This is no UTF-8 text file."), "file") from None
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            # The mark that `harmless` puts in front comes back as it went.
            yield [cell[1:] if cell.startswith("'") and cell[1:].startswith(DANGEROUS) else cell for cell in cells]
    except csv.Error:
        raise Refused(_("This can’t be read as a table."), "file") from None


def _of_workbook(content: bytes) -> Iterator[list[str]]:
    """The first sheet. Formulas count as what they gave when the file was saved."""
    import openpyxl  # slow to load, and needed by few processes

    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > LARGEST_UNPACKED:
                raise Refused(_("This file is too large."), "file")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        for cells in sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1):
            yield [_as_text(value) for value in cells]
    except Refused:
        raise
    except Exception:  # whatever a damaged or hostile file makes of a reader of spreadsheets
        raise Refused(_("This can’t be read as a spreadsheet."), "file") from None


def _as_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
