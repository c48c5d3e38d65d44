"""A case file on paper: a tagged PDF (PDF/UA-1) with bookmarks, page numbers and a watermark on every page."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from accounts.models import Person
from cases.file_contents import Contents

STYLE = Path(settings.BASE_DIR) / "static" / "case_file.css"


class PaperMissing(Exception):
    """This machine has no Pango, and so nothing that could set a text."""


@dataclass(frozen=True)
class Made:
    """For whom and when: what every page says."""

    by: Person
    at: datetime
    kind: str


def case_file_pdf(contents: Contents, made: Made) -> bytes:
    """The PDF. Nothing is fetched for it from anywhere: what it says is all in it."""
    weasyprint = _printer()
    html = render_to_string("cases/paper/case_file.html", {"contents": contents, "made": made})
    document: bytes = weasyprint.HTML(string=html, url_fetcher=_refuse).write_pdf(
        stylesheets=[_style()], pdf_variant="pdf/ua-1"
    )
    return document


def _printer() -> Any:
    """WeasyPrint. It takes two seconds to load, and only the worker needs it. Raises `PaperMissing`."""
    try:
        import weasyprint
    except OSError as missing:
        raise PaperMissing from missing
    return weasyprint


@cache
def _style() -> Any:
    return _printer().CSS(string=STYLE.read_text(encoding="utf-8"), url_fetcher=_refuse)


def _refuse(url: str, *args: Any, **kwargs: Any) -> Any:
    """A paper refers to nothing: a word of a report must never make the server ask another one."""
    raise ValueError("nothing is fetched for a paper")
