"""A sealed file on its way to somebody who may have it: always a download, never a page."""

from collections.abc import Iterator
from io import BufferedReader
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy as _

from vault.errors import VaultError
from vault.models import SealedFile
from vault.streams import pieces

# Nobody knows what a file does inside a browser, so no browser is to show it; if one does all the same, then in a box
# of its own, with no script and nothing of ours within reach.
CANNOT_BE_READ = _("This file can't be read any more. Please tell the people who run this portal.")
IN_A_BOX = "sandbox; default-src 'none'"


def download(form: Any, file: SealedFile, name: str) -> StreamingHttpResponse | None:
    """The plain bytes as a download; where they can't be read, a sentence on the form and `None`."""
    try:
        # Opened before the answer begins: its status could not be changed afterwards.
        reader = file.open()
    except (VaultError, FileNotFoundError):
        form.add_error(None, CANNOT_BE_READ)
        return None
    return StreamingHttpResponse(
        _chunks(reader),
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": content_disposition_header(True, name) or "attachment",
            "Content-Length": str(file.size),
            "Content-Security-Policy": IN_A_BOX,
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "no-store",
        },
    )


def made(content: bytes, name: str, media_type: str) -> HttpResponse:
    """What was made for whoever asked, as a download that no cache keeps. `name` is of the Portal's own making."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=media_type, headers=headers)


def _chunks(reader: BufferedReader) -> Iterator[bytes]:
    with reader:
        yield from pieces(reader)
