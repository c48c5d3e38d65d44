"""Reading a mail: from the bytes as they came to words, files and a sender. Stores nothing and decides nothing.

The older of Python's two policies is used for the frame, because it looks at a header only when asked and gives up on
none; the few headers that matter are cut to a sensible length and decoded here.
"""

import codecs
import email.header
import email.policy
import email.utils
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import Message
from email.parser import BytesParser
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from tnefparse import TNEF

from accounts.languages import named_language
from accounts.text import clean_text
from cases.mail_html import text_of_html

LONGEST_HEADER = 4_000
LARGEST_HEAD = 512 * 1024
LONGEST_TEXT = 1_000_000
LONGEST_NAME = 200
DEEPEST = 30
MOST_PARTS = 500

# Encodings that are no letters, or that take for ever.
NOT_FOR_TEXT = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem"})
SIGNATURES = frozenset({"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"})
SEALED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"})
TNEF_KINDS = frozenset({"application/ms-tnef", "application/vnd.ms-tnef"})
OF_AN_EVENT = frozenset({"SUMMARY", "DTSTART", "LOCATION", "ORGANIZER", "DESCRIPTION"})
OF_A_FORWARDED_MAIL = ("From", "To", "Date", "Subject")
_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\\x00-\x1f]+@[^\s@<>,;:\"()\[\]\\]+")

SIGNED = _("The mail carries a digital signature. It was not checked, and is kept with the original.")
CUT = _("The mail is longer than one report can be. The rest of its text is kept with the original.")
PART_UNREADABLE = _("A part of the mail could not be read. It is kept with the original.")
TOO_DEEP = _(
    "The mail holds more parts, or parts more deeply packed, than are opened. They are kept with the original."
)
WINMAIL_UNREADABLE = _(
    "The mail holds a “winmail.dat” of Outlook that could not be opened. It is kept with the original."
)


class MailUnreadable(Exception):
    """The bytes are no mail that can be taken apart safely."""


@dataclass(frozen=True)
class MailFile:
    """A file that came with a mail."""

    name: str
    content: bytes = field(repr=False)
    is_inline: bool = False


@dataclass
class ReadMail:
    """What a mail says, as far as it could be read. Its text form tells nothing of it."""

    sender_name: str = field(default="", repr=False)
    sender_address: str = field(default="", repr=False)
    subject: str = field(default="", repr=False)
    text: str = field(default="", repr=False)
    files: list[MailFile] = field(default_factory=list, repr=False)
    remarks: list[str | Promise] = field(default_factory=list)
    is_encrypted: bool = False
    content_type: str = ""
    headers: dict[str, list[str]] = field(default_factory=dict, repr=False)

    def header(self, name: str) -> str:
        """The first header of this name, decoded; empty if there is none."""
        return next(iter(self.headers.get(name.lower(), [])), "")

    @property
    def language(self) -> str:
        """The language that the mail says it is in, if the public pages speak it; otherwise that of the source."""
        named = self.header("content-language").partition(",")[0].strip().lower()
        return named_language(named)

    @property
    def is_empty(self) -> bool:
        return not (self.text or self.subject or self.files)


def read_mail(raw: bytes) -> ReadMail:
    """Read a mail. Raises `MailUnreadable` for what would take for ever; anything else gives what could be read."""
    if len(head_and_body(raw)[0]) > LARGEST_HEAD:
        raise MailUnreadable
    try:
        message = BytesParser(policy=email.policy.compat32).parsebytes(raw)
    except RecursionError:
        raise MailUnreadable from None
    headers = _headers(message)
    content = _Content()
    content.take(message)
    name, address = _sender(headers)
    return ReadMail(
        sender_name=name,
        sender_address=address,
        subject=next(iter(headers.get("subject", [])), ""),
        text=content.text,
        # Inline pictures come last: a signature's logo must not take the place of what somebody attached.
        files=sorted(content.files, key=lambda file: file.is_inline),
        remarks=content.remarks,
        is_encrypted=content.is_encrypted,
        content_type=message.get_content_type(),
        headers=headers,
    )


def head_and_body(raw: bytes) -> tuple[bytes, bytes]:
    """The bytes before and after the first empty line."""
    found = re.search(rb"\r?\n\r?\n|\r\r", raw)
    return (raw[: found.start()], raw[found.end() :]) if found else (raw, b"")


def identity_of(raw: bytes) -> str:
    """What makes two deliveries the same mail: its Message-ID and what it says, or every byte where it has none.

    The Message-ID alone would not do: whoever knows one could keep the next mail that bears it from being read.
    """
    head, body = head_and_body(raw)
    found = re.search(rb"^message-id:[ \t]*(?:\r?\n[ \t]+)?(\S{3,990})", head[:LARGEST_HEAD], re.I | re.M)
    if found is None:
        return hashlib.sha256(raw).hexdigest()
    said = hashlib.sha256(body.replace(b"\r\n", b"\n").rstrip()).hexdigest()
    return f"{found[1].decode('latin-1')} {said}"


def bare_text(raw: bytes, *, limit: int = 100_000) -> str:
    """The bytes as letters, for a person to look at when nothing better can be made of them."""
    return clean_text(raw[:limit].decode("utf-8", "replace"))


# --- headers -----------------------------------------------------------------------------------------------
def _headers(message: Message) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in message.raw_items():
        known = found.setdefault(str(name).lower(), [])
        if len(known) < DEEPEST:
            known.append(_decoded_header(str(value)))
    return found


def _decoded_header(value: str) -> str:
    """A header in letters: encoded words decoded, bytes that should not be there read as UTF-8 or Latin-1."""
    plain = _letters(value[:LONGEST_HEADER].encode("utf-8", "surrogateescape"), "utf-8")
    try:
        pieces = email.header.decode_header(plain)
        plain = "".join(
            _letters(piece, charset or "utf-8") if isinstance(piece, bytes) else piece for piece, charset in pieces
        )
    except (ValueError, LookupError, email.errors.MessageError):
        # Encoded words that are none: the header stays as it was written.
        pass
    return re.sub(r"\s+", " ", clean_text(plain)).strip()


def _sender(headers: dict[str, list[str]]) -> tuple[str, str]:
    """Name and address to answer to; the address is empty where there is none that a mail could go to."""
    from_name = next((name for name, _address in _addresses(headers.get("from", []))), "")
    for header in ("reply-to", "from", "sender"):
        for name, address in _addresses(headers.get(header, [])):
            if is_address(address):
                return (name or from_name)[:LONGEST_NAME], address
    return "", ""


def _addresses(values: list[str]) -> list[tuple[str, str]]:
    try:
        return email.utils.getaddresses(values)
    except (RecursionError, ValueError, IndexError):
        # Comments inside comments inside comments.
        return []


def is_address(text: str) -> bool:
    """Whether a mail could be sent there: one plain address, without anything that would change a header."""
    return len(text) <= 254 and _ADDRESS.fullmatch(text) is not None


def bare_address(text: str) -> str:
    """An address without a name around it: of `Ethics <a@b.example>` the part in the angles."""
    return text.rsplit("<", 1)[-1].strip("> ")


# --- parts -------------------------------------------------------------------------------------------------
class _Content:
    """Gathers words and files from the parts of a mail, in their order."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.files: list[MailFile] = []
        self.remarks: list[str | Promise] = []
        self.is_encrypted = False
        self.parts = 0

    @property
    def text(self) -> str:
        text = "\n\n".join(text for text in self.texts if text)
        self.is_encrypted |= "-----BEGIN PGP MESSAGE-----" in text
        return text

    def remark(self, sentence: str | Promise) -> None:
        if sentence not in self.remarks:
            self.remarks.append(sentence)

    def take(self, part: Message, depth: int = 0) -> None:
        """Take one part, and what is in it. A part that can't be read leaves a remark, and the others are taken."""
        self.parts += 1
        if depth > DEEPEST or self.parts > MOST_PARTS:
            self.remark(TOO_DEEP)
            return
        try:
            self._take(part, depth)
        except Exception:
            # Whatever a hostile part breaks, the rest of the mail is read.
            self.remark(PART_UNREADABLE)

    def _take(self, part: Message, depth: int) -> None:
        kind = part.get_content_type()
        self.is_encrypted |= kind == "multipart/encrypted" or kind in SEALED
        if not part.is_multipart():
            self._take_leaf(part, kind)
        elif kind == "multipart/alternative":
            self._take_best(part, depth)
        else:
            for inner in _inside(part):
                if part.get_content_maintype() == "message":
                    self.texts.append(_forwarded_from(inner))
                self.take(inner, depth + 1)

    def _take_best(self, part: Message, depth: int) -> None:
        """Of the same words in several forms the plainest, and the files of all."""
        found: list[tuple[bool, str]] = []
        for inner in _inside(part):
            own = _Content()
            own.parts = self.parts
            own.take(inner, depth + 1)
            self.parts = own.parts
            self.files += own.files
            self.is_encrypted |= own.is_encrypted
            for remark in own.remarks:
                self.remark(remark)
            found.append((inner.get_content_type() == "text/plain", own.text))
        told = [text for _plain, text in found if text]
        plain = [text for is_plain, text in found if is_plain and text]
        self.texts += (plain or told)[:1]

    def _take_leaf(self, part: Message, kind: str) -> None:
        name = _name_of(part)
        content = _bytes_of(part)
        is_attached = part.get_content_disposition() == "attachment" or bool(name)
        if kind in SIGNATURES:
            self.remark(SIGNED)
        elif kind in TNEF_KINDS or name.lower() == "winmail.dat":
            self._take_winmail(name, content)
        elif kind == "text/calendar":
            self.texts.append(_event(_letters(content, part.get_content_charset() or "utf-8")))
            self._take_file(name or "invitation.ics", content, part)
        elif part.get_content_maintype() == "text" and not is_attached:
            self.texts.append(self._words(content, part, kind))
        elif content:
            self._take_file(name, content, part)
        elif name:
            self.remark(_("An empty file came with the mail."))

    def _words(self, content: bytes, part: Message, kind: str) -> str:
        text = _letters(content[:LONGEST_TEXT], part.get_content_charset() or "utf-8")
        if len(content) > LONGEST_TEXT:
            self.remark(CUT)
        return clean_text(text_of_html(text) if kind in ("text/html", "text/enriched") else text).strip()

    def _take_file(self, name: str, content: bytes, part: Message) -> None:
        is_inline = part.get_content_disposition() == "inline" or "content-id" in part
        self.files.append(MailFile(name or f"file.{_ending(part)}", content, is_inline))

    def _take_winmail(self, name: str, content: bytes) -> None:
        """Words and files that Outlook packed its own way."""
        try:
            packed = TNEF(content, do_checksum=False)
            files = [MailFile(_plain_name(str(file.long_filename())), bytes(file.data)) for file in packed.attachments]
            files = [file for file in files if file.content]
            words = _words_of(packed)
        except Exception:
            # The library raises whatever its reading of a broken file happens to run into.
            self.remark(WINMAIL_UNREADABLE)
            self.files.append(MailFile(name or "winmail.dat", content))
            return
        self.files += files
        if words and not any(self.texts):
            self.texts.append(words)
        if not files and not words:
            self.remark(WINMAIL_UNREADABLE)
            self.files.append(MailFile(name or "winmail.dat", content))


def _inside(part: Message) -> Iterator[Message]:
    payload: Any = part.get_payload()
    return (inner for inner in payload if isinstance(inner, Message)) if isinstance(payload, list) else iter(())


def _forwarded_from(message: Message) -> str:
    """The heads of a mail inside the mail: who wrote what to whom is often the very thing that is told."""
    headers = _headers(message)
    lines = [f"{name}: {headers[name.lower()][0]}" for name in OF_A_FORWARDED_MAIL if name.lower() in headers]
    return "\n".join(["-----", *lines]) if lines else ""


def _words_of(packed: TNEF) -> str:
    html, body = packed.htmlbody, packed.body
    if body:
        return clean_text(_letters(body, "utf-8") if isinstance(body, bytes) else str(body)).strip()
    if html:
        return clean_text(text_of_html(_letters(html, "utf-8") if isinstance(html, bytes) else str(html)))
    return ""


def _event(text: str) -> str:
    """An invitation in words: what, when and where."""
    unfolded = re.sub(r"\r?\n[ \t]", "", text[:LONGEST_TEXT])
    found: list[str] = []
    for line in unfolded.splitlines():
        name, _colon, value = line.partition(":")
        if name.partition(";")[0].upper() in OF_AN_EVENT and value.strip():
            plain = value.replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";")
            found.append(f"{name.partition(';')[0].capitalize()}: {plain.strip()}")
    return clean_text("\n".join(dict.fromkeys(found)))


# --- names and letters -------------------------------------------------------------------------------------
def _name_of(part: Message) -> str:
    return _plain_name(str(part.get_filename() or ""))


def _plain_name(name: str) -> str:
    """A file's name without folders and controls."""
    plain = _decoded_header(name).replace("\\", "/").rsplit("/", 1)[-1].strip()
    if not plain.strip("."):
        return ""
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(ending[:20])]}.{ending[:20]}" if dot else plain[:LONGEST_NAME]


def _ending(part: Message) -> str:
    sub = re.sub(r"[^a-z0-9]", "", part.get_content_subtype().lower())
    return {"plain": "txt", "jpeg": "jpg", "rfc822": "eml", "octetstream": "dat"}.get(sub, sub[:8]) or "dat"


def _bytes_of(part: Message) -> bytes:
    content: Any = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _letters(content: bytes, charset: str) -> str:
    """Bytes as letters, in the encoding they claim, else in a likely one. Never fails."""
    for name in (charset, "utf-8"):
        try:
            if codecs.lookup(name[:40]).name not in NOT_FOR_TEXT:
                return content.decode(name)
        except (LookupError, ValueError):
            continue
    return content.decode("cp1252", "replace")
