"""Pages on paper: tagged PDFs (PDF/UA-1) from the same templates as the screen's."""

from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

STYLES = Path(settings.BASE_DIR) / "static"


class PaperMissing(Exception):
    """This machine has no Pango, and so nothing that could set a text."""


def pdf(template: str, context: dict[str, Any], *, style: str) -> bytes:
    """The PDF of a template, in a style of `static/`. Nothing is fetched for it from anywhere: what it says is all in
    it. Raises `PaperMissing`."""
    html = render_to_string(template, context)
    document: bytes = (
        _printer()
        .HTML(string=html, url_fetcher=_refuse)
        .write_pdf(stylesheets=[_style_sheet(style)], pdf_variant="pdf/ua-1")
    )
    return document


def _printer() -> Any:
    """WeasyPrint. Its libraries of the system take two seconds to load, and few processes need them."""
    try:
        import weasyprint
    except OSError as missing:
        raise PaperMissing from missing
    return weasyprint


@cache
def _style_sheet(name: str) -> Any:
    return _printer().CSS(string=(STYLES / name).read_text(encoding="utf-8"), url_fetcher=_refuse)


def _refuse(url: str, *args: Any, **kwargs: Any) -> Any:
    """A paper refers to nothing: a word of a report must never make the server ask another one."""
    raise ValueError("nothing is fetched for a paper")
