"""What a file really is, from its bytes and not from its name; and what is not taken, said kindly."""

import codecs
import re
from dataclasses import dataclass
from typing import BinaryIO

import puremagic
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vault import zips

# How many of a file's first bytes to give to `sniff`.
HEAD_BYTES = 16 * 1024


@dataclass(frozen=True)
class Sniffed:
    """An accepted file. A `held` one is stored, but handlers open it only on purpose and after a warning."""

    media_type: str
    extension: str
    held: bool = False


@dataclass(frozen=True)
class Refusal:
    """A file that is not taken: a code for the program and a sentence for the page."""

    reason: str
    sentence: Promise


EMPTY = Refusal("empty", _("This file is empty. Please check that you chose the right one."))
PROGRAM = Refusal(
    "program",
    _("This file is a program, or could start one, so it was not stored. Pictures, PDFs and documents are fine."),
)
MACROS = Refusal(
    "macros", _("This document contains macros, so it was not stored. Please save it as a PDF and add that instead.")
)
MISMATCH = Refusal(
    "mismatch",
    _("This file is not what its name says, so it was not stored. Please open it, save it again and add the new file."),
)
OLD_OFFICE = Refusal(
    "old_office",
    _("This is an old Office or Outlook format, which can hide programs. Please save it as a PDF and add that."),
)
DAMAGED = Refusal("damaged", _("This file seems to be damaged, so it was not stored. Please try to save it again."))
UNKNOWN = Refusal(
    "unknown",
    _("This kind of file cannot be taken. Pictures, PDFs, documents, texts, e-mails, sound and films are fine."),
)

# Media type by extension; the first extension of a type is the one it is stored under.
TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "jpe": "image/jpeg",
    "jfif": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "heic": "image/heic",
    "heif": "image/heic",
    "tiff": "image/tiff",
    "tif": "image/tiff",
    "txt": "text/plain",
    "csv": "text/csv",
    "eml": "message/rfc822",
    "rtf": "application/rtf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "wav": "audio/wav",
    "ogg": "audio/ogg",
    "oga": "audio/ogg",
    "opus": "audio/ogg",
    "mp4": "video/mp4",
    "m4v": "video/mp4",
    "mov": "video/quicktime",
    "zip": "application/zip",
}
EXTENSIONS = {media_type: extension for extension, media_type in reversed(TYPES.items())}
# One container under several names: phones write all of them for each other.
FILM_AND_SOUND = {"m4a", "mp4", "mov"}
TEXTS = {"txt", "csv", "eml"}

# Names that make a computer start something, whatever the bytes are. (Words in a row read better than a long list.)
PROGRAM_EXTENSIONS = frozenset(
    "apk app appimage application bat bin class cmd com cpl deb desktop dll dmg dylib elf exe gadget hta inf ins iso "  # noqa: SIM905
    "jar jnlp js jse lnk mjs msc msh msi msix msp pif pkg ps1 psm1 py pyc rb reg rpm scf scr settingcontent sh so sys "
    "url vb vbe vbs vhd vhdx wasm wsc wsf wsh xll".split()
)
MACRO_EXTENSIONS = frozenset("docm dotm xlsm xltm xlam xlsb pptm potm ppam ppsm sldm".split())  # noqa: SIM905
# Pages and drawings that run script when somebody opens them in a browser.
SCRIPTED_EXTENSIONS = frozenset("htm html mht mhtml shtml svg svgz xhtml xml xsl xslt swf".split())  # noqa: SIM905

_PROGRAM_MAGIC = (
    b"\x7fELF",
    b"#!",
    b"\xfe\xed\xfa\xce",
    b"\xfe\xed\xfa\xcf",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"\xca\xfe\xba\xbe",  # universal Mach-O, and Java classes
    b"\xca\xfe\xba\xbf",
    b"L\x00\x00\x00\x01\x14\x02\x00",  # Windows shortcut
    b"\x00asm",
    b"dex\n",
    b"MSCF",
)
_OLD_OFFICE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"{\\rtf", "rtf"),
    (b"ID3", "mp3"),
    (b"OggS", "ogg"),
)
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"}
_FILM_BRANDS = {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"mmp4", b"dash", b"MSNV"}
_PROGRAM_MEDIA_TYPES = re.compile(
    r"executable|msdownload|dosexec|sharedlib|mach-binary|java-archive|x-ms-shortcut|x-msi"
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_MAIL_HEADER = re.compile(r"\A(?:From [^\n]*\n)?[A-Za-z][A-Za-z0-9-]*:[ \t]", re.ASCII)


def sniff(head: bytes, name: str, whole: BinaryIO | None = None) -> Sniffed | Refusal:
    """Say what a file is from its first `HEAD_BYTES` bytes, or why it is not taken.

    `whole`, a seekable reader, lets it look inside zip containers; without it only their beginning is seen, so a
    container is then held.
    """
    if not head:
        return EMPTY
    extension = extension_of(name)
    if refusal := _refused_name(extension) or _refused_bytes(head):
        return refusal
    found = _container(head, whole) if zips.looks_like_zip(head) else _kind(head, extension)
    if isinstance(found, Refusal):
        return found
    if not _fits(extension, found.extension):
        return MISMATCH
    return found


def extension_of(name: str) -> str:
    """The extension in lower case without its dot; trailing dots and spaces, which Windows drops, do not count."""
    _stem, dot, extension = name.rstrip(". \t\r\n\x00").rpartition(".")
    return extension.strip().lower() if dot else ""


def _refused_name(extension: str) -> Refusal | None:
    if extension in PROGRAM_EXTENSIONS:
        return PROGRAM
    if extension in MACRO_EXTENSIONS:
        return MACROS
    return UNKNOWN if extension in SCRIPTED_EXTENSIONS else None


def _refused_bytes(head: bytes) -> Refusal | None:
    # A text may begin with "MZ"; a program has zero bytes right behind.
    windows_program = head.startswith(b"MZ") and b"\x00" in head[:64]
    unmarked = head.removeprefix(codecs.BOM_UTF8)
    if windows_program or unmarked.startswith(_PROGRAM_MAGIC) or _second_opinion_is_program(head):
        return PROGRAM
    return OLD_OFFICE if head.startswith(_OLD_OFFICE_MAGIC) else None


def _second_opinion_is_program(head: bytes) -> bool:
    try:
        opinions = puremagic.magic_string(head)
    except (puremagic.PureError, ValueError):
        return False
    # Two-byte signatures fit too much by chance; the sure opinions only.
    return any(_PROGRAM_MEDIA_TYPES.search(match.mime_type) for match in opinions if match.confidence >= 0.8)


def _kind(head: bytes, extension: str) -> Sniffed | Refusal:
    found = _pdf(head) or _by_magic(head) or _riff(head) or _film_or_sound(head) or _bare_mp3(head, extension)
    if found:
        return _sniffed(found)
    text = _text(head)
    if text is None:
        return UNKNOWN
    if extension == "eml" and not _MAIL_HEADER.match(text):
        return MISMATCH
    return _sniffed(extension if extension in TEXTS else "txt")


def _pdf(head: bytes) -> str:
    return "pdf" if head.removeprefix(codecs.BOM_UTF8).lstrip(b"\x00\t\n\x0c\r ").startswith(b"%PDF-") else ""


def _by_magic(head: bytes) -> str:
    return next((extension for magic, extension in _MAGIC if head.startswith(magic)), "")


def _riff(head: bytes) -> str:
    if head[:4] != b"RIFF":
        return ""
    return {b"WEBP": "webp", b"WAVE": "wav"}.get(head[8:12], "")


def _film_or_sound(head: bytes) -> str:
    if head[4:8] in {b"moov", b"mdat", b"wide"}:  # QuickTime films from before the brand was written
        return "mov"
    if head[4:8] != b"ftyp":
        return ""
    brand = head[8:12]
    if brand in _HEIC_BRANDS:
        return "heic"
    if brand in _FILM_BRANDS or brand.startswith(b"3gp"):
        return "mp4"
    return {b"qt  ": "mov", b"M4A ": "m4a", b"M4B ": "m4a", b"M4V ": "mp4"}.get(brand, "")


def _bare_mp3(head: bytes, extension: str) -> str:
    # A frame's sync is only eleven bits long, so the name has to agree.
    frame = len(head) > 2 and head[0] == 0xFF and head[1] & 0xE6 == 0xE2 and head[2] & 0xF0 != 0xF0
    return "mp3" if frame and extension == "mp3" else ""


def _text(head: bytes) -> str | None:
    """The beginning as text, or `None` when these are no letters."""
    for encoding in ("utf-16", "utf-8-sig") if head[:2] in {b"\xff\xfe", b"\xfe\xff"} else ("utf-8-sig", "cp1252"):
        try:
            # Not final: the head may end in the middle of a letter.
            text = codecs.getincrementaldecoder(encoding)().decode(head)
        except UnicodeDecodeError:
            continue
        return None if _CONTROL.search(text) else text
    return None


def _container(head: bytes, whole: BinaryIO | None) -> Sniffed | Refusal:
    try:
        contents = zips.look_inside(head, whole)
    except zips.ZipDamaged:
        return DAMAGED
    if contents.is_program:
        return PROGRAM
    if contents.has_macros:
        return MACROS
    found = contents.document
    # Without the whole file macros may hide behind what was seen.
    return _sniffed(found or "zip", held=not found or whole is None)


def _sniffed(extension: str, *, held: bool = False) -> Sniffed:
    return Sniffed(TYPES[extension], extension, held)


def _fits(claimed: str, found: str) -> bool:
    """True if a file with this extension may hold this kind; an extension that we do not know claims nothing."""
    if claimed not in TYPES or TYPES[claimed] == TYPES[found]:
        return True
    return {claimed.replace("m4v", "mp4"), found} <= FILM_AND_SOUND
