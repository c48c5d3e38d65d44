"""The letters of a data-protection request on paper: the same for everybody, and an annex where something is given."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.access import PortalRequest
from accounts.downloads import made
from accounts.paper import PaperMissing, pdf
from cases.models import DataRequest

STYLE = "waiver_paper.css"


def letter_paper(request: PortalRequest, shown: DataRequest, annex: str, back: Any) -> HttpResponse:
    """The letter of a settled request; with what an office gives, for the person alone."""
    return _paper(request, "data_requests/paper/letter.html", {"data_request": shown, "annex": annex}, back)


def annex_paper(request: PortalRequest, shown: DataRequest, annex: str, back: Any) -> HttpResponse:
    """An annex by itself, for an office that posts it."""
    return _paper(request, "data_requests/paper/annex.html", {"data_request": shown, "annex": annex}, back)


def _paper(request: PortalRequest, template: str, context: dict[str, Any], back: Any) -> HttpResponse:
    try:
        content = pdf(template, context, style=STYLE)
    except PaperMissing:
        sentence = _(
            "This server can't make PDF files: Pango is not installed on it. Please tell the people who run it."
        )
        messages.error(request, sentence)
        return redirect(back)
    return made(content, "answer.pdf", "application/pdf")
