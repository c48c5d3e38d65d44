"""The pages of a PDF, each drawn in a limited process and shown as a picture: of evidence, and of a report's file.

Browsers show PDFs with a program of their own, which they do not start inside a sandbox. So the file stays here.
"""

import base64
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _lazy

from accounts.downloads import CANNOT_BE_READ
from vault.cleaning.held import BUSY, ENCRYPTED, NO_PAGE, TOO_MUCH, CannotClean
from vault.cleaning.pages import page_of
from vault.errors import VaultError
from vault.models import SealedFile
from vault.streams import pieces

WHY_NO_PAGE = {
    ENCRYPTED: _lazy("This PDF is locked with a password, so its pages can't be shown here. You can download it."),
    TOO_MUCH: _lazy("This page is too large or too intricate to be shown here. You can download the file."),
    NO_PAGE: _lazy("This PDF has no such page."),
    BUSY: _lazy("Several pages are being drawn at the moment. Please try again in a few seconds."),
}
DAMAGED = _lazy("This page can't be shown here: the PDF may be damaged. You can download it.")


def page_answer(request: HttpRequest, form: Any, file: SealedFile, **shown: Any) -> HttpResponse | None:
    """One page of a PDF as a picture; nothing, with the sentence on the form, where it can't be drawn.

    The picture is inside the answer, so that no address leads to it. `shown` names the file: name, reference, address,
    kicker, back, breadcrumbs.
    """
    try:
        with file.open() as reader:
            drawn = page_of(pieces(reader), form.cleaned_data["page"])
    except (VaultError, FileNotFoundError):
        form.add_error(None, CANNOT_BE_READ)
    except CannotClean as cannot:
        form.add_error(None, WHY_NO_PAGE.get(cannot.reason, DAMAGED))
    else:
        picture = base64.b64encode(drawn.picture).decode("ascii")
        answer = render(request, "cases/pdf_page.html", {"page": drawn, "picture": picture, **shown})
        answer.headers["Cache-Control"] = "no-store"
        return answer
    return None
