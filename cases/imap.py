"""The ethics mailbox on its server: over TLS only, one mail at a time, put away only once it is kept here."""

import imaplib
import re
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.utils import timezone
from imap_tools import AND, MailBox
from imap_tools.errors import ImapToolsError

PORT = 993
TIMEOUT = 20  # seconds
# Marks what is kept here already, on servers where it can't be moved.
KEPT = "EthicsPortalKept"
# What a server, the way to it or its answer can do to us.
FAILURES = (OSError, imaplib.IMAP4.error, ImapToolsError)


class AddressRefused(ValueError):
    """`MAILBOX_URL` is no address of a mailbox that is read over TLS."""


@dataclass(frozen=True)
class Account:
    """Where the mailbox is, and who reads it."""

    host: str
    port: int
    user: str
    password: str = field(repr=False)
    folder: str


@dataclass(frozen=True)
class Fetched:
    """A mail as the server gave it. `size` is said where only its head was fetched."""

    raw: bytes = field(repr=False)
    on: date
    size: int | None


def account_of(url: str) -> Account:
    """Read `imaps://user:password@host:993/folder`. Raises `AddressRefused`; the message shows nothing of it."""
    try:
        parts = urlsplit(url)
        port = parts.port or PORT
    except ValueError:
        raise AddressRefused("MAILBOX_URL can't be read.") from None
    if parts.scheme != "imaps" or not (parts.hostname and parts.username and parts.password):
        raise AddressRefused("MAILBOX_URL is not like imaps://user:password@host/INBOX.")
    folder = unquote(parts.path.strip("/")) or "INBOX"
    return Account(parts.hostname, port, unquote(parts.username), unquote(parts.password), folder)


class Mailbox:
    """An open mailbox."""

    def __init__(self, box: MailBox) -> None:
        self._box = box
        self._may_move = True

    def waiting(self) -> list[str]:
        """The mails that are not kept here yet, oldest first."""
        return self._box.uids(AND(deleted=False, no_keyword=KEPT))

    def fetch(self, uid: str) -> Fetched | None:
        """One mail, unopened as far as the server is concerned; `None` if it is gone meanwhile."""
        facts = self._ask(uid, "(RFC822.SIZE INTERNALDATE)")
        size = re.search(rb"RFC822\.SIZE (\d+)", facts)
        if size is None:
            return None
        is_large = int(size[1]) > settings.MAILBOX_MAIL_LIMIT
        raw = self._literal(uid, "(BODY.PEEK[HEADER])" if is_large else "(BODY.PEEK[])")
        return None if raw is None else Fetched(raw, _day(facts), int(size[1]) if is_large else None)

    def put_away(self, uid: str) -> None:
        """Take a mail that is kept here out of the way: into a folder, or under a flag where that can't be."""
        if self._may_move:
            try:
                if not self._box.folder.exists(settings.MAILBOX_DONE_FOLDER):
                    self._box.folder.create(settings.MAILBOX_DONE_FOLDER)
                self._box.move(uid, settings.MAILBOX_DONE_FOLDER)
                return
            except ImapToolsError:
                self._may_move = False
        self._box.flag(uid, KEPT, True)

    def _ask(self, uid: str, what: str) -> bytes:
        """Everything that the server says about one mail, without its body."""
        _status, answer = self._box.client.uid("fetch", uid, what)
        return b" ".join(item if isinstance(item, bytes) else item[0] for item in answer if item)

    def _literal(self, uid: str, what: str) -> bytes | None:
        _status, answer = self._box.client.uid("fetch", uid, what)
        return next((item[1] for item in answer if isinstance(item, tuple)), None)


@contextmanager
def open_mailbox(url: str) -> Iterator[Mailbox]:
    """Sign in to the mailbox, and out again. Raises one of `FAILURES`, or `AddressRefused`."""
    account = account_of(url)
    context = ssl.create_default_context()
    with MailBox(account.host, account.port, timeout=TIMEOUT, ssl_context=context) as box:
        yield Mailbox(box.login(account.user, account.password, account.folder))


def _day(facts: bytes) -> date:
    """The company's day on which the server received it; the server says so, not the sender."""
    moment = imaplib.Internaldate2tuple(facts)
    now = timezone.now()
    received = datetime.fromtimestamp(time.mktime(moment), UTC) if moment else now
    return timezone.localdate(min(received, now))
