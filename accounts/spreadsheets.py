"""Spreadsheets and CSV, written and read without trusting what stands in a cell."""

import csv
import io

Row = list[str]

# How a browser is told what it gets.
MEDIA = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}

# What makes a spreadsheet program take a text for a formula, a command or a macro.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def harmless(text: str) -> str:
    """The text as a cell of a CSV file: what a spreadsheet program would take for a formula is marked as text."""
    return f"'{text}" if text.startswith(DANGEROUS) else text


def as_csv(headings: Row, rows: list[Row]) -> bytes:
    """With a byte order mark, which spreadsheet programs need to read it as UTF-8; no cell is a formula."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(headings)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def as_xlsx(headings: Row, rows: list[Row], *, title: str) -> bytes:
    """One sheet. Every cell is a text, never a formula, a number or a link."""
    import xlsxwriter  # read by the few exports alone

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
