"""Plain texts hide nothing, once it is sure that they are texts to their end."""

import codecs
import re
from typing import BinaryIO

from vault.cleaning.held import UNKNOWN_KIND, CannotClean

CHUNK_BYTES = 1024 * 1024
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
MARKS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def clean(source: BinaryIO, target: BinaryIO, media_type: str) -> str:
    """Copy a text; what turns out to be something else further down is held."""
    encodings = [MARKS[source.read(2)]] if _marked(source) else ["utf-8-sig", "cp1252"]
    if not any(_is_text(source, encoding) for encoding in encodings):
        raise CannotClean(UNKNOWN_KIND)
    source.seek(0)
    while chunk := source.read(CHUNK_BYTES):
        target.write(chunk)
    return media_type


def _marked(source: BinaryIO) -> bool:
    source.seek(0)
    marked = source.read(2) in MARKS
    source.seek(0)
    return marked


def _is_text(source: BinaryIO, encoding: str) -> bool:
    source.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        while chunk := source.read(CHUNK_BYTES):
            if CONTROL.search(decoder.decode(chunk)):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
