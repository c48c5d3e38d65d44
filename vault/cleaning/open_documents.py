"""OpenDocument texts, tables and presentations: the zip is written anew without authors, changes and settings."""

import re
from typing import BinaryIO

from lxml import etree

from vault.cleaning import images, packages
from vault.cleaning.held import EMBEDDED, ENCRYPTED, CannotClean
from vault.cleaning.packages import Authors, Parts, local

MANIFEST = "META-INF/manifest.xml"
MIMETYPE = "mimetype"
# Settings name printers, and replacements are pictures of objects that programs draw again.
DROPPED = re.compile(
    r"^meta\.xml$|/meta\.xml$|^Thumbnails/|^Configurations2/|^layout-cache$|settings\.xml$|signatures\.xml$"
    r"|^ObjectReplacements/|^Basic/|^Scripts/|manifest\.rdf$|^Dialogs/|^versions\.xml$|^Versions/",
    re.IGNORECASE,
)
TELLING_ELEMENTS = {"tracked-changes", "change", "change-start", "change-end", "scripts", "event-listeners", "meta"}
OFFICE_TELLING = {"date-string"}
NAMES_OF_PEOPLE = {"creator", "sender-initials", "creator-initials"}
# Fields whose shown text is somebody's name or a place on somebody's computer.
TELLING_FIELDS = {
    "author-name", "author-initials", "initial-creator", "printed-by", "file-name", "template-name", "user-defined",
    "sender-firstname", "sender-lastname", "sender-email", "sender-company", "sender-title", "sender-position",
    "sender-phone-work", "sender-phone-private", "sender-street", "sender-city", "sender-postal-code",
    "sender-country", "sender-state-or-province", "sender-fax",
}  # fmt: skip
LINK = "{http://www.w3.org/1999/xlink}href"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"
FOLLOWED = ("http://", "https://", "mailto:", "#", "Pictures/", "./", "Object")


def clean(source: BinaryIO, target: BinaryIO, media_type: str) -> str:
    """Write an OpenDocument file anew."""
    parts = packages.read(source)
    if b"encryption-data" in parts.get(MANIFEST, b""):
        raise CannotClean(ENCRYPTED)
    dropped = {name for name in parts if DROPPED.search(name)}
    authors = Authors()
    made: Parts = {MIMETYPE: media_type.encode()}
    for name, data in parts.items():
        if name != MIMETYPE and name not in dropped:
            made[name] = _manifest(data, dropped) if name == MANIFEST else _clean_part(name, data, authors)
    packages.write(made, target, stored=(MIMETYPE,))
    return media_type


def _clean_part(name: str, data: bytes, authors: Authors) -> bytes:
    extension = packages.extension_of(name)
    if extension == "xml":
        return _clean_xml(data, authors)
    if extension in packages.PICTURES:
        return images.clean_bytes(data, packages.PICTURES[extension])
    if extension in packages.FONTS:
        return data
    raise CannotClean(EMBEDDED)


def _manifest(data: bytes, dropped: set[str]) -> bytes:
    root = packages.parsed(data)
    for entry in list(root):
        path = next((value for key, value in entry.attrib.items() if local(key) == "full-path"), "")
        # A folder's line goes with its parts.
        if path in dropped or DROPPED.search(str(path)):
            packages.remove(entry)
    return packages.unparsed(root)


def _clean_xml(data: bytes, authors: Authors) -> bytes:
    root = packages.parsed(data)
    for element in reversed(list(root.iter())):
        name = local(element.tag)
        if name in TELLING_ELEMENTS or name in OFFICE_TELLING or _is_date_of_a_note(element):
            packages.remove(element)
            continue
        if name in NAMES_OF_PEOPLE and element.text:
            element.text = authors.word_for(element.text)
        elif name in TELLING_FIELDS:
            for child in list(element):
                element.remove(child)
            element.text = "…"
        _clean_attributes(element)
    return packages.unparsed(root)


def _is_date_of_a_note(element: etree._Element) -> bool:
    return element.tag == f"{{{DUBLIN_CORE}}}date"


def _clean_attributes(element: etree._Element) -> None:
    for key in list(element.attrib):
        if local(key) in {"rsid", "paragraph-rsid"}:
            del element.attrib[key]
    target = element.get(LINK)
    if target is not None and not target.startswith(FOLLOWED):
        element.set(LINK, "about:blank")
