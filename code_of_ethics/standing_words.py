"""What every public page says, whatever is broken: where to turn, and what we promise.

Read from the database at most once a minute by each process, and copied to a small file beside the sealed files. An
error page never asks the database, which may be what failed: it shows the last copy, from memory or from the file.
"""

import json
import logging
import os
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, InterfaceError, transaction
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.countries import country_name
from accounts.languages import Worded, reader_language
from code_of_ethics.markdown import render_markdown
from code_of_ethics.models import ContactPoint, PromiseText
from code_of_ethics.states import ContactKind, OpenDays, Promise

logger = logging.getLogger(__name__)

ALWAYS_SHOWN = 2  # contact points in the short line of a page


@dataclass(frozen=True)
class PostedContact:
    """A contact point as pages show it. Plain texts, so that it survives as JSON."""

    kind: str
    name: str
    address: str
    country: str
    days: str
    opens_at: str
    closes_at: str
    zone: str
    languages: str
    # Who answers, by language, where somebody wrote it.
    names: dict[str, str] = field(default_factory=dict)

    def __hash__(self) -> int:
        return hash((self.kind, self.address))

    @property
    def worded_name(self) -> Worded:
        language = reader_language()
        own = self.names.get(language, "")
        return Worded(own, language) if own else Worded(self.name, settings.LANGUAGE_CODE)

    @property
    def href(self) -> str:
        """What a click does; nothing for a letter."""
        if self.kind == ContactKind.PHONE:
            return "tel:" + "".join(letter for letter in self.address if letter.isdigit() or letter == "+")
        return f"mailto:{self.address}" if self.kind == ContactKind.MAIL else ""

    @property
    def icon(self) -> str:
        return {ContactKind.PHONE: "telephone", ContactKind.MAIL: "envelope"}.get(ContactKind(self.kind), "mailbox")

    @property
    def country_name(self) -> str:
        return country_name(self.country) if self.country else _("Every country")

    @property
    def hours(self) -> str:
        """When somebody answers, with the zone in which it is counted; nothing for letters and mails."""
        if self.kind != ContactKind.PHONE:
            return ""
        days = str(OpenDays(self.days).label)
        if not self.opens_at:
            return _("%(days)s, day and night") % {"days": days}
        place = self.zone.rsplit("/", 1)[-1].replace("_", " ")
        facts = {"days": days, "opens": self.opens_at, "closes": self.closes_at, "place": place}
        return _("%(days)s, %(opens)s to %(closes)s, %(place)s time") % facts


# The wording of the Portal itself, where the company has published none in the reader's language.
BUILT_IN = {
    Promise.NO_RETALIATION: gettext_lazy(
        "Nobody may punish, threaten or sideline you for speaking up in good faith, even if it turns out that you were "
        "mistaken. If it happens, tell us here: we act on it."
    ),
    Promise.PUBLIC_AUTHORITIES: gettext_lazy(
        "You may go to a public authority at any time, first or afterwards, without telling us: for example a labour "
        "inspectorate, a prosecutor, in the United States the SEC or OSHA. Laws such as the False Claims Act protect "
        "those who do. No rule and no agreement with the company takes this right away. Some authorities have short "
        "time limits, so ask early."
    ),
}


@dataclass(frozen=True)
class PostedPromise:
    """A published wording."""

    promise: str
    language: str
    text: str


# Every public page shows the same few texts.
_rendered = lru_cache(maxsize=64)(render_markdown)


@dataclass(frozen=True)
class StandingWords:
    """What is posted at one moment."""

    contacts: tuple[PostedContact, ...] = field(default_factory=tuple)
    promises: tuple[PostedPromise, ...] = field(default_factory=tuple)

    @property
    def no_retaliation(self) -> SafeString:
        return self._promise(Promise.NO_RETALIATION)

    @property
    def public_authorities(self) -> SafeString:
        return self._promise(Promise.PUBLIC_AUTHORITIES)

    def _promise(self, promise: Promise) -> SafeString:
        """The company's words in the reader's language, otherwise the built-in ones: never nothing."""
        language = reader_language()
        own = {(each.promise, each.language): each.text for each in self.promises}
        text = own.get((promise, language)) or own.get((promise, language.partition("-")[0]))
        return _rendered(text or str(BUILT_IN[promise]))

    @cached_property
    def short(self) -> list[PostedContact]:
        """For the line of a page whose reader's country nobody knows."""
        return self.nearest("")

    def nearest(self, country: str) -> list[PostedContact]:
        """One telephone and one mailbox: the country's own before those for everybody."""
        found = []
        for kind in (ContactKind.PHONE, ContactKind.MAIL):
            of_kind = [contact for contact in self.contacts if contact.kind == kind]
            own = [contact for contact in of_kind if country and contact.country == country]
            for_all = [contact for contact in of_kind if not contact.country]
            found += (own or for_all or of_kind)[:1]
        return found[:ALWAYS_SHOWN] or list(self.contacts[:1])

    def of_country(self, country: str) -> list[PostedContact]:
        """A country's own contact points, and then those for everybody."""
        own = [contact for contact in self.contacts if contact.country == country]
        return own + [contact for contact in self.contacts if not contact.country]


_lock = threading.Lock()
_kept: StandingWords | None = None
_kept_until = 0.0


def standing_words() -> StandingWords:
    """What is posted now, or was a minute ago; where the database is away, the last copy."""
    if _kept is not None and time.monotonic() < _kept_until:
        return _kept
    try:
        words = StandingWords(
            tuple(posted(row) for row in ContactPoint.objects.published()),
            tuple(PostedPromise(row.promise, row.language, row.text) for row in PromiseText.objects.published()),
        )
    except (DatabaseError, InterfaceError):
        # Asked again in a minute: not every page should wait for a database that does not answer.
        return _keep(remembered_words())
    if words != _kept:
        _to_file(words)
    return _keep(words)


def remembered_words() -> StandingWords:
    """The last copy, without asking the database. Never fails: an error page calls this."""
    return _kept if _kept is not None else _from_file()


def read_again() -> None:
    """After the commit, let this process show what was just changed; the others follow within a minute."""
    transaction.on_commit(_read_now, robust=True)


def _read_now() -> None:
    global _kept_until
    _kept_until = 0.0
    standing_words()


def _keep(words: StandingWords) -> StandingWords:
    global _kept, _kept_until
    with _lock:
        _kept, _kept_until = words, time.monotonic() + settings.STANDING_WORDS_SECONDS
    return words


def posted(row: ContactPoint) -> PostedContact:
    """The row as pages show it."""
    return PostedContact(
        kind=row.kind,
        name=row.name,
        address=row.address,
        country=row.country,
        days=row.days,
        opens_at=f"{row.opens_at:%H:%M}" if row.opens_at else "",
        closes_at=f"{row.closes_at:%H:%M}" if row.closes_at else "",
        zone=row.zone,
        languages=row.languages,
        names={language: written["name"] for language, written in row.translations.items() if "name" in written},
    )


# --- the copy in a file ------------------------------------------------------------------------------------
def _path() -> Path:
    return Path(settings.DATA_DIR) / "standing_words.json"


def _to_file(words: StandingWords) -> None:
    """As a whole or not at all. A folder that can't be written to costs only the copy that outlives the process."""
    with suppress(OSError):
        handle, name = tempfile.mkstemp(dir=_path().parent, prefix="standing_words")
        with os.fdopen(handle, "w") as file:
            json.dump(asdict(words), file)
        os.replace(name, _path())


def _from_file() -> StandingWords:
    try:
        read = json.loads(_path().read_text())
        return StandingWords(
            tuple(PostedContact(**row) for row in read["contacts"]),
            tuple(PostedPromise(**row) for row in read["promises"]),
        )
    except FileNotFoundError:
        return StandingWords()
    except (OSError, ValueError, TypeError, KeyError) as error:
        logger.warning("standing_words_unreadable", extra={"fault": type(error).__name__})
        return StandingWords()
