"""Word, Excel and PowerPoint: authors become numbers, changes are accepted, properties and histories go."""

import io
import posixpath
import re
from typing import BinaryIO

from lxml import etree

from vault.cleaning import images, packages
from vault.cleaning.held import EMBEDDED, CannotClean
from vault.cleaning.packages import Authors, Parts, local, namespace

DEEPEST = 2
NESTED = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
XML = {"xml", "rels", "vml"}
CONTENT_TYPES = "[Content_Types].xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = (RELATION, "http://purl.oclc.org/ooxml/officeDocument/relationships")
WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
# Parts without which the document is the same to its reader.
DROPPED = re.compile(
    r"docProps/|customXml/|_xmlsignatures/|userCustomization/|customUI/|docMetadata/|changesInfos/|revisions/"
    r"|webextensions/|people\.xml$|commentsExtensible\.xml$|printerSettings|userNames\.xml$|connections\.xml$"
    r"|revisionInfo\.xml$|customProperty\d*\.bin$|vbaProject|thumbnail\.|\.svg$",
    re.IGNORECASE,
)
# Elements: what was there before, who worked when, and where on whose computer.
CHANGES_UNDONE = {"del", "moveFrom"}
CHANGES_KEPT = {"ins", "moveTo"}
CHANGES_FORGOTTEN = {
    "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tcPrChange", "trPrChange",
    "tblGridChange", "numberingChange", "cellIns", "cellDel", "cellMerge", "moveFromRangeStart", "moveFromRangeEnd",
    "moveToRangeStart", "moveToRangeEnd", "customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart",
    "customXmlDelRangeEnd",
}  # fmt: skip
PROPERTIES = {"rPr", "trPr", "pPr"}
TELLING_ELEMENTS = {
    "rsids",
    "attachedTemplate",
    "mailMerge",
    "saveThroughXslt",
    "docVars",
    "docId",
    "absPath",
    "permStart",
    "permEnd",
}
# Attributes: by their bare name, wherever they are.
TELLING_ATTRIBUTES = {
    "initials", "userName", "refreshedBy", "refreshedDate", "refreshedDateIso", "dT", "created", "dateUtc",
    "lastModifiedBy",
}  # fmt: skip
KEPT_EMPTY = {"initials"}
OF_PEOPLE = {"cmAuthor", "author", "person"}
PICTURE_PROPERTIES = {"docPr", "cNvPr"}
NOWHERE = "about:blank"


def clean(source: BinaryIO, target: BinaryIO, media_type: str, *, depth: int = 0) -> str:
    """Write a document of Word, Excel or PowerPoint anew."""
    parts = packages.read(source)
    dropped = {name for name in parts if DROPPED.search(name)}
    cut = _cut_relations(parts, dropped)
    authors = Authors()
    made: Parts = {}
    for name, data in parts.items():
        if name not in dropped and not _is_relation_of_dropped(name, dropped):
            made[name] = _clean_part(name, data, dropped, cut.get(name, set()), authors, depth)
    packages.write(made, target)
    return media_type


def _clean_part(name: str, data: bytes, dropped: set[str], cut: set[str], authors: Authors, depth: int) -> bytes:
    extension = packages.extension_of(name)
    if name == CONTENT_TYPES:
        return _content_types(data, dropped)
    if extension == "rels":
        return _relations(name, data, dropped)
    if extension in XML:
        return _clean_xml(data, cut, authors)
    if extension in packages.PICTURES:
        return images.clean_bytes(data, packages.PICTURES[extension])
    if extension in packages.FONTS:
        return data
    if extension in NESTED and depth < DEEPEST:
        inner = io.BytesIO()
        clean(io.BytesIO(data), inner, NESTED[extension], depth=depth + 1)
        return inner.getvalue()
    raise CannotClean(EMBEDDED)


# --- how the parts hang together -----------------------------------------------------------------------------
def _is_relation_of_dropped(name: str, dropped: set[str]) -> bool:
    return name.endswith(".rels") and _owner_of(name) in dropped


def _owner_of(relations: str) -> str:
    """`word/_rels/document.xml.rels` belongs to `word/document.xml`."""
    folder, file = posixpath.split(relations)
    return posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))


def _target_of(relations: str, target: str) -> str:
    if target.startswith("/"):
        return target[1:]
    return posixpath.normpath(posixpath.join(posixpath.dirname(_owner_of(relations)), target))


def _cut_relations(parts: Parts, dropped: set[str]) -> dict[str, set[str]]:
    """For each part the ids of its relations that lead to a dropped one."""
    cut: dict[str, set[str]] = {}
    for name, data in parts.items():
        if name.endswith(".rels"):
            ids = {
                relation.get("Id", "")
                for relation in packages.parsed(data)
                if relation.get("TargetMode") != "External" and _target_of(name, relation.get("Target", "")) in dropped
            }
            cut[_owner_of(name)] = ids
    return cut


def _relations(name: str, data: bytes, dropped: set[str]) -> bytes:
    root = packages.parsed(data)
    for relation in list(root):
        target, kind = relation.get("Target", ""), relation.get("Type", "")
        if relation.get("TargetMode") == "External":
            # Templates, pictures and objects elsewhere are fetched by themselves, and paths name their owner.
            if not kind.endswith("/hyperlink") or not target.startswith(("http://", "https://", "mailto:", "#")):
                relation.set("Target", NOWHERE)
        elif _target_of(name, target) in dropped:
            packages.remove(relation)
    return packages.unparsed(root)


def _content_types(data: bytes, dropped: set[str]) -> bytes:
    root = packages.parsed(data)
    for entry in list(root):
        if entry.get("PartName", "").lstrip("/") in dropped:
            packages.remove(entry)
    return packages.unparsed(root)


# --- inside a part -------------------------------------------------------------------------------------------
def _clean_xml(data: bytes, cut: set[str], authors: Authors) -> bytes:
    root = packages.parsed(data)
    # Backwards, so that what is inside is settled before what is around it.
    for element in reversed(list(root.iter())):
        if namespace(element.tag) in WORD and _settle_change(element):
            continue
        if _is_telling(element):
            packages.remove(element)
            continue
        _clean_attributes(element, cut, authors)
    return packages.unparsed(root)


def _settle_change(element: etree._Element) -> bool:
    """Accept a tracked change; true where the element is gone."""
    name, parent = local(element.tag), element.getparent()
    if name in CHANGES_FORGOTTEN:
        packages.remove(element)
        return True
    if parent is None or name not in CHANGES_UNDONE | CHANGES_KEPT:
        return False
    within = local(parent.tag)
    row = parent.getparent()
    if name == "del" and within == "trPr" and row is not None:
        packages.remove(row)
    elif within in PROPERTIES or name in CHANGES_UNDONE:
        packages.remove(element)
    else:
        packages.unwrap(element)
    return True


def _is_telling(element: etree._Element) -> bool:
    name = local(element.tag)
    if name in TELLING_ELEMENTS:
        return True
    # Drawings as SVG stand beside the same picture as points, which stays.
    return name == "ext" and any(local(child.tag) == "svgBlip" for child in element)


def _clean_attributes(element: etree._Element, cut: set[str], authors: Authors) -> None:
    tag = local(element.tag)
    for key in list(element.attrib):
        name, value = local(key), str(element.attrib[key])
        if name == "author":
            element.set(key, authors.word_for(value))
        elif name in KEPT_EMPTY:
            element.set(key, "A")
        elif _is_telling_attribute(key, tag) or (namespace(key) in RELATIONS and value in cut):
            del element.attrib[key]
    if tag in OF_PEOPLE:
        _clean_person(element, authors)
    if tag in PICTURE_PROPERTIES:
        _clean_picture_properties(element)


def _is_telling_attribute(key: object, tag: str) -> bool:
    name = local(key)
    if name in TELLING_ATTRIBUTES or name.startswith("rsid"):
        return True
    # The date of a comment; of a slide's footer the same name says only whether it shows one.
    return (name == "date" and namespace(key) in WORD) or (name == "dt" and tag == "cm")


def _clean_person(element: etree._Element, authors: Authors) -> None:
    """Lists of authors: by text in Excel, by attribute in PowerPoint and in newer comments."""
    if local(element.tag) == "author" and not element.attrib and element.text:
        element.text = authors.word_for(element.text)
    for key in ("name", "displayName"):
        if key in element.attrib:
            element.set(key, authors.word_for(element.get(key)))
    for key in ("userId", "providerId"):
        if key in element.attrib:
            element.set(key, "None" if key == "providerId" else authors.word_for(element.get("name")))


def _clean_picture_properties(element: etree._Element) -> None:
    """A picture's name is often its file's, and its description that file's path."""
    if "name" in element.attrib:
        element.set("name", f"Picture {element.get('id', '')}".strip())
    if packages.LOOKS_LIKE_A_PATH.search(element.get("descr", "")):
        del element.attrib["descr"]
