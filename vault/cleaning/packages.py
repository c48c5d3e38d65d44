"""Documents that are a zip of parts: read with bounds, written anew with no date, no note and nothing in between."""

import re
import zipfile
import zlib
from typing import Any, BinaryIO

from lxml import etree

from vault import zips
from vault.cleaning.held import ENCRYPTED, TOO_MUCH, TWO_KINDS, UNREADABLE, CannotClean

MOST_PARTS = 5000
LARGEST_PART = 64 * 1024 * 1024
LARGEST_TOTAL = 256 * 1024 * 1024
NO_DATE = (1980, 1, 1, 0, 0, 0)
IS_ENCRYPTED = 0x1
PIECE = 256 * 1024

Parts = dict[str, bytes]
PICTURES = {
    "png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "jpe": "image/jpeg", "gif": "image/gif",
    "tif": "image/tiff", "tiff": "image/tiff", "bmp": "image/bmp", "webp": "image/webp",
}  # fmt: skip
FONTS = {"ttf", "otf", "odttf", "fntdata", "woff", "woff2"}
LOOKS_LIKE_A_PATH = re.compile(r"[\\/]")


class Authors:
    """People in a document, told apart and not named: `Author 1`, `Author 2`."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def word_for(self, name: str | None) -> str:
        """The same word for the same name throughout the document."""
        return f"Author {self._numbers.setdefault(name or '', len(self._numbers) + 1)}"


def read(source: BinaryIO) -> Parts:
    """All parts in their order. A bomb, an encrypted part or two parts of one name raise `CannotClean`."""
    try:
        zips.check_directory(source)
        source.seek(0)
        with zipfile.ZipFile(source) as package:
            return _read_all(package)
    except (zips.ZipDamaged, zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError):
        raise CannotClean(UNREADABLE) from None


def _read_all(package: zipfile.ZipFile) -> Parts:
    entries = [entry for entry in package.infolist() if not entry.is_dir()]
    if len(entries) > MOST_PARTS:
        raise CannotClean(TOO_MUCH)
    # Programs differ in which of two equal names they open.
    if len({entry.filename.lower() for entry in entries}) < len(entries):
        raise CannotClean(TWO_KINDS)
    parts: Parts = {}
    room = LARGEST_TOTAL
    for entry in entries:
        if entry.flag_bits & IS_ENCRYPTED:
            raise CannotClean(ENCRYPTED)
        parts[entry.filename] = _read_one(package, entry, min(room, LARGEST_PART))
        room -= len(parts[entry.filename])
    return parts


def _read_one(package: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """Counts what really comes out: the size that an entry claims may be a lie."""
    data = bytearray()
    with package.open(entry) as part:
        while piece := part.read(PIECE):
            data += piece
            if len(data) > most:
                raise CannotClean(TOO_MUCH)
    return bytes(data)


def write(parts: Parts, target: BinaryIO, *, stored: tuple[str, ...] = ()) -> None:
    """Write parts in their order, all dated alike; those `stored` are not compressed."""
    with zipfile.ZipFile(target, "w") as package:
        for name, data in parts.items():
            entry = zipfile.ZipInfo(name, NO_DATE)
            entry.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            entry.create_system = 0
            package.writestr(entry, data)
    target.flush()


def parsed(data: bytes) -> etree._Element:
    """An XML part without its comments. One that declares entities is no document of any office."""
    # A parser for each part: they keep what they have read.
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise CannotClean(UNREADABLE) from None
    declared: Any = root.getroottree().docinfo
    if declared.doctype:
        raise CannotClean(UNREADABLE)
    return root


def unparsed(root: etree._Element) -> bytes:
    """The part as it is stored."""
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def local(name: object) -> str:
    """The name of an element or attribute without its namespace."""
    return etree.QName(name).localname if isinstance(name, str) else ""


def namespace(name: object) -> str:
    """The namespace of an element or attribute."""
    return (etree.QName(name).namespace or "") if isinstance(name, str) else ""


def remove(element: etree._Element) -> None:
    """Take an element out; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    _give_tail(element, parent)
    parent.remove(element)


def unwrap(element: etree._Element) -> None:
    """Put an element's children in its place."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    for offset, child in enumerate(list(element)):
        parent.insert(at + offset, child)
    remove(element)


def _give_tail(element: etree._Element, parent: etree._Element) -> None:
    if not element.tail:
        return
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + element.tail
    else:
        parent.text = (parent.text or "") + element.tail
    element.tail = None


def extension_of(name: str) -> str:
    """The extension of a part's name, in lower case."""
    return name.rpartition("/")[2].rpartition(".")[2].lower()
