"""Which cleaner a kind of file goes to, and what is two kinds at once."""

import importlib
import zipfile
from collections.abc import Callable
from typing import BinaryIO

from vault.cleaning.held import TWO_KINDS, UNKNOWN_KIND, CannotClean

# A cleaner reads one file and writes the clean one; it returns the clean one's media type.
Cleaner = Callable[[BinaryIO, BinaryIO, str], str]

OPEN_XML = "application/vnd.openxmlformats-officedocument."
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
# Media type, or its beginning, and the module that cleans it. Modules are imported in the child only, when needed.
CLEANERS = {
    "image/": "images",
    "application/pdf": "pdf",
    OPEN_XML: "office",
    OPEN_DOCUMENT: "open_documents",
    "audio/mp4": "film",
    "audio/": "sound",
    "video/": "film",
    "text/": "texts",
}
# Readers of PDF take a file for one if its mark is this near to the beginning.
PDF_MARK, PDF_WITHIN = b"%PDF-", 1024


def module_for(media_type: str) -> str:
    """The name of the module for this kind; empty where none can clean it."""
    return next((module for kind, module in CLEANERS.items() if media_type.startswith(kind)), "")


def clean(source: BinaryIO, target: BinaryIO, media_type: str) -> str:
    """Write the clean copy of `source` to `target`. Raises `CannotClean`, or whatever a reader stumbles over."""
    module = module_for(media_type)
    if not module:
        raise CannotClean(UNKNOWN_KIND)
    if _is_two_kinds(source, media_type):
        raise CannotClean(TWO_KINDS)
    source.seek(0)
    cleaner: Cleaner = importlib.import_module(f"vault.cleaning.{module}").clean
    return cleaner(source, target, media_type)


def _is_two_kinds(source: BinaryIO, media_type: str) -> bool:
    """True for a picture that is an archive as well, and the like: what programs make of it can't be foreseen."""
    if not media_type.startswith((OPEN_XML, OPEN_DOCUMENT)) and zipfile.is_zipfile(source):
        return True
    source.seek(0)
    is_text_or_pdf = media_type == "application/pdf" or media_type.startswith("text/")
    return not is_text_or_pdf and PDF_MARK in source.read(PDF_WITHIN)
