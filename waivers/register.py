"""The register of waivers as a table, in the forms in which it leaves the Portal."""

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.paper import pdf
from accounts.spreadsheets import harmless
from waivers.models import Waiver

Row = list[str]
STYLE = "waiver_paper.css"


def table(waivers: Iterable[Waiver]) -> tuple[Row, list[Row]]:
    """Headings and rows, all of them text: who, which provision, who decided and how, from when until when."""
    headings = [
        _("Reference"), _("For"), _("Asked by"), _("Provision"), _("Who decides"), _("Because"), _("Decision"),
        _("Decided"), _("From"), _("Until"), _("State"), _("Reasons"), _("Conditions"),
    ]  # fmt: skip
    return headings, [_row(waiver) for waiver in waivers]


def _row(waiver: Waiver) -> Row:
    return [
        waiver.reference,
        waiver.beneficiary.full_name,
        waiver.requester.full_name,
        f"{waiver.provision.number} {waiver.provision.title}",
        str(waiver.get_classification_display()),
        str(waiver.get_classification_reason_display()),
        str(waiver.get_outcome_display()),
        _day(localdate(waiver.decided_at) if waiver.decided_at else None),
        _day(waiver.effective_from),
        _day(waiver.ends_on),
        str(waiver.get_state_display()),
        str(waiver.decision_reasons or ""),
        str(waiver.conditions or ""),
    ]


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def as_csv(headings: Row, rows: list[Row]) -> bytes:
    """With a byte order mark, which spreadsheet programs need to read it as UTF-8; no cell is a formula."""
    written = io.StringIO()
    writer = csv.writer(written)
    writer.writerow(headings)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + written.getvalue().encode()


def as_xlsx(headings: Row, rows: list[Row]) -> bytes:
    """Every cell is a text, never a formula, a number or a link."""
    import xlsxwriter

    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(_("Register"))
        sheet.freeze_panes(1, 0)
        bold = book.add_format({"bold": True})
        for column, heading in enumerate(headings):
            sheet.write_string(0, column, heading, bold)
        for number, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                sheet.write_string(number, column, cell)
        sheet.set_column(0, len(headings) - 1, 22)
    return file.getvalue()


def as_pdf(headings: Row, rows: list[Row], *, made_by: Any, made_at: datetime) -> bytes:
    """On paper, without the words of the decisions, which a narrow column would only cut up."""
    short = len(headings) - 2
    context = {"headings": headings[:short], "rows": [row[:short] for row in rows]}
    return pdf("waivers/paper/register.html", context | {"made_by": made_by, "made_at": made_at}, style=STYLE)
