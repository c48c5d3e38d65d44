"""A table as a file: CSV and XLSX without formulas, or a tagged PDF with its chart."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.paper import pdf
from accounts.spreadsheets import as_csv, as_xlsx
from reporting.exploring.shown import Shown
from reporting.states import ExportFormat


def written(table: Shown, export: Any, at: datetime) -> bytes:
    """The file of an export. Raises `PaperMissing` where this machine can set no text."""
    if export.format == ExportFormat.PDF:
        context = {"table": table, "export": export, "made_at": at, "company_name": settings.COMPANY_NAME}
        return pdf("reporting/paper/explored.html", context, style="digest_paper.css")
    rows = [*table.rows, *([table.whole] if table.whole else []), *_about(table, at)]
    if export.format == ExportFormat.CSV:
        return as_csv(table.headings, rows)
    return as_xlsx(table.headings, rows, title=str(_("Figures")))


def _about(table: Shown, at: datetime) -> list[list[str]]:
    """Below the figures: what they are, and of when."""
    made = f"{timezone.localtime(at):%Y-%m-%d %H:%M}"
    why = [[table.sentence]] if table.sentence else []
    return [*why, [], [table.title, table.scope], [str(_("Figures as of")), made]]
