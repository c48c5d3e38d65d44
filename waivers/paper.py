"""Waivers on paper: what the Board is given, and the certificate of a decision, as tagged PDFs (PDF/UA-1)."""

from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

STYLE = Path(settings.BASE_DIR) / "static" / "waiver_paper.css"


def pdf(template: str, context: dict[str, Any]) -> bytes:
    """The PDF of a template. Nothing is fetched for it from anywhere: what it says is all in it."""
    # Its libraries of the system take two seconds to load, and few requests need them.
    from weasyprint import HTML

    html = render_to_string(template, context)
    document: bytes = HTML(string=html, url_fetcher=_refuse).write_pdf(stylesheets=[_style()], pdf_variant="pdf/ua-1")
    return document


@cache
def _style() -> Any:
    from weasyprint import CSS

    return CSS(string=STYLE.read_text(encoding="utf-8"), url_fetcher=_refuse)


def _refuse(url: str, *args: Any, **kwargs: Any) -> Any:
    """A paper refers to nothing: a word of a request must never make the server ask another one."""
    raise ValueError("nothing is fetched for a paper")
