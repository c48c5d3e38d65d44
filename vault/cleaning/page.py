"""One page of a PDF, drawn as a picture. Run in a child process only: what draws a stranger's file may fall."""

from typing import BinaryIO

import pypdfium2
from pypdfium2.raw import FPDF_ERR_PASSWORD, FPDF_GetLastError

from vault.cleaning.held import ENCRYPTED, MOST_PAGES, NO_PAGE, TOO_MUCH, UNREADABLE, CannotClean

# Points along the longer side: letters of a whole page can be read, and its memory is known beforehand.
LONGEST_SIDE = 1_600
SHARPEST = 3.0  # so that a stamp does not become a poster
NARROWEST = 1.0  # of a page, in points: less is nothing that somebody could look at


def draw(source: BinaryIO, target: BinaryIO, number: int) -> int:
    """Write page `number`, counted from one, as a PNG; returns how many pages there are."""
    with _opened(source) as document:
        pages = len(document)
        if pages > MOST_PAGES:
            raise CannotClean(TOO_MUCH)
        if not 1 <= number <= pages:
            raise CannotClean(NO_PAGE)
        page = document[number - 1]
        longest, shortest = max(page.get_size()), min(page.get_size())
        if shortest < NARROWEST or longest / shortest > LONGEST_SIDE:
            raise CannotClean(UNREADABLE)
        # Notes and filled-in fields are part of what was written; scripts are never run, PDFium is built without them.
        page.render(scale=min(LONGEST_SIDE / longest, SHARPEST)).to_pil().convert("RGB").save(target, "PNG")
        target.flush()
        return pages


def _opened(source: BinaryIO) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(source)
    except pypdfium2.PdfiumError:
        reason = ENCRYPTED if FPDF_GetLastError() == FPDF_ERR_PASSWORD else UNREADABLE
        raise CannotClean(reason) from None
