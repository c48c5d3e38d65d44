"""A careful look at the names inside a zip container. Nothing is unpacked except two small, bounded entries."""

import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

LOCAL_HEADER = b"PK\x03\x04"
END_OF_DIRECTORY = b"PK\x05\x06"
ZIP64_LOCATOR = b"PK\x06\x07"
END_BYTES = 22
LONGEST_COMMENT = 65535
# A list of contents larger than this is an attack on memory and no document.
LARGEST_DIRECTORY = 4 * 1024 * 1024
LARGEST_PEEK = 1024 * 1024

OPEN_DOCUMENTS = {
    b"application/vnd.oasis.opendocument.text": "odt",
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.presentation": "odp",
}
OFFICE_FOLDERS = {"word/": "docx", "xl/": "xlsx", "ppt/": "pptx"}
PROGRAM_ENTRIES = ("META-INF/MANIFEST.MF", "AndroidManifest.xml")


class ZipDamaged(Exception):
    """The container cannot be read, or its list of contents is absurd."""


@dataclass(frozen=True)
class Contents:
    """What a container holds: `document` is an office document's extension, or empty."""

    document: str
    has_macros: bool
    is_program: bool


def looks_like_zip(head: bytes) -> bool:
    """True for the first bytes of a zip container, an empty one included."""
    return head.startswith((LOCAL_HEADER, END_OF_DIRECTORY))


def look_inside(head: bytes, whole: BinaryIO | None) -> Contents:
    """Say what a container holds; from `head` alone only its first entries are seen. Raises `ZipDamaged`."""
    if whole is None:
        return _judged([name for name, _stored in _entries_of(head)], _stored_mimetype(head), b"")
    try:
        check_directory(whole)
        whole.seek(0)
        with zipfile.ZipFile(whole) as container:
            return _judged(container.namelist(), _peek(container, "mimetype"), _peek(container, "[Content_Types].xml"))
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError, EOFError, struct.error):
        raise ZipDamaged from None


def _judged(names: list[str], mimetype: bytes, content_types: bytes) -> Contents:
    lowered = [name.lower() for name in names]
    macros = b"macroenabled" in content_types.lower() or any(
        name.endswith("vbaproject.bin") or name.startswith(("basic/", "scripts/")) for name in lowered
    )
    document = _document(names, mimetype)
    # Signed office documents hold no Java manifest; an OpenDocument has META-INF/manifest.xml, another name.
    program = not document and any(entry in names for entry in PROGRAM_ENTRIES)
    return Contents(document, has_macros=bool(document) and macros, is_program=program)


def _document(names: list[str], mimetype: bytes) -> str:
    if open_document := OPEN_DOCUMENTS.get(mimetype.strip()):
        return open_document
    if "[Content_Types].xml" not in names:
        return ""
    return next((kind for folder, kind in OFFICE_FOLDERS.items() if any(n.startswith(folder) for n in names)), "")


def _peek(container: zipfile.ZipFile, name: str) -> bytes:
    if name not in container.namelist():
        return b""
    with container.open(name) as entry:
        return entry.read(LARGEST_PEEK)


def check_directory(whole: BinaryIO) -> None:
    """Refuse a list of contents too long to read, before anything reads it."""
    whole.seek(0, 2)
    start = max(0, whole.tell() - END_BYTES - LONGEST_COMMENT)
    whole.seek(start)
    tail = whole.read(END_BYTES + LONGEST_COMMENT)
    at = tail.rfind(END_OF_DIRECTORY)
    if at < 0 or len(tail) - at < END_BYTES:
        raise ZipDamaged
    (size,) = struct.unpack_from("<I", tail, at + 12)
    # Files that we take are far too small to need the 64-bit form, whose sizes would escape this check.
    if size > LARGEST_DIRECTORY or ZIP64_LOCATOR in tail[max(0, at - 20) : at]:
        raise ZipDamaged


def _entries_of(head: bytes) -> Iterator[tuple[str, bytes]]:
    """Name and stored bytes of the entries that lie wholly within the head."""
    at = 0
    while head.startswith(LOCAL_HEADER, at) and len(head) >= at + 30:
        flags, method = struct.unpack_from("<HH", head, at + 6)
        (size,) = struct.unpack_from("<I", head, at + 18)
        name_length, extra_length = struct.unpack_from("<HH", head, at + 26)
        body = at + 30 + name_length + extra_length
        stored = head[body : body + size] if method == 0 else b""
        yield head[at + 30 : at + 30 + name_length].decode("utf-8", "replace"), stored
        if flags & 8 and not size:  # the size stands behind the entry: find the next one by its mark
            at = head.find(LOCAL_HEADER, body)
            if at < 0:
                return
        else:
            at = body + size


def _stored_mimetype(head: bytes) -> bytes:
    return next((stored for name, stored in _entries_of(head) if name == "mimetype"), b"")
